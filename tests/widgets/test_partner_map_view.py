# SPDX-License-Identifier: BSD-3-Clause
"""The map's page: tied to its model both ways; the heavy part is sent once."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.language import Language
from exxtra_kit.widgets.kit.query import SITE_VARIABLE, Handover
from exxtra_kit.widgets.partner_map import app
from exxtra_kit.widgets.partner_map.handed import handover
from exxtra_kit.widgets.partner_map.model import PartnerMapModel
from exxtra_kit.widgets.partner_map.view import EXAMPLE, PartnerMapView

if TYPE_CHECKING:
    from collections.abc import Callable

EURO = "\N{EURO SIGN}"
TIED = {
    "visiting_type": "sme",
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": "eccp_cluster",
    "previous_visits": "1",
    "start": date(2021, 9, 13),
    "end": date(2021, 9, 17),
}


@pytest.fixture
def view() -> PartnerMapView:
    """Return the page of an empty map, in English."""
    return PartnerMapView(PartnerMapModel(), Language.load())


def shown(widget: Any) -> bool:
    """Say whether a widget is not folded away."""
    return "exx-gone" not in widget._dom_classes


@pytest.mark.parametrize(("name", "value"), TIED.items())
def test_a_field_sets_its_answer(view: PartnerMapView, name: str, value: object) -> None:
    """What is put into a field arrives in the model."""
    view.fields[name].control.value = value

    assert getattr(view.model, name) == value


@pytest.mark.parametrize(("name", "value"), TIED.items())
def test_an_answer_fills_its_field(view: PartnerMapView, name: str, value: object) -> None:
    """What is put into the model shows in the field."""
    setattr(view.model, name, value)

    assert view.fields[name].control.value == value


@pytest.mark.parametrize("part", [lambda view: view.frame, lambda view: view.hosts], ids=["map", "list"])
def test_choosing_goes_both_ways(view: PartnerMapView, part: Callable[[PartnerMapView], Any]) -> None:
    """A marker or an entry that is pressed is the model's choice, and the other way round."""
    part(view).selected = "arus"
    assert (view.model.selected, view.frame.selected, view.hosts.selected) == ("arus", "arus", "arus")
    assert view.frame.state["selected"] == "arus"
    assert 'data-host="arus" aria-expanded="true"' in view.hosts.html

    view.model.selected = "mafex"
    assert part(view).selected == "mafex"


def test_what_a_browser_makes_up_chooses_none(view: PartnerMapView) -> None:
    """An id that is no host is refused in every part."""
    view.frame.selected = "<script>"

    assert (view.model.selected, view.frame.selected, view.hosts.selected) == ("", "", "")
    assert "<script>" not in view.hosts.html


def test_the_example_shows_every_kind_of_answer(view: PartnerMapView) -> None:
    """Pressing it fills the form; list, map and table then say the same sums."""
    view._example.click()

    assert view.model.get_state() == EXAMPLE
    amounts = [host["amount"] for host in view.frame.state["hosts"] if host.get("amount")]
    assert sorted(amounts) == [f"{EURO}1,100", f"{EURO}415", f"{EURO}750", f"{EURO}830", f"{EURO}830", f"{EURO}900"]
    assert {"me", "ring"} <= set(view.frame.state)
    for amount in amounts:
        assert amount in view.hosts.html
        assert amount in view.table.box.html
    assert not shown(view._example)
    assert shown(view._again)


def test_starting_again_empties_everything(view: PartnerMapView) -> None:
    """No answer, no sum, no place is left."""
    view.model.set_state({**EXAMPLE, "selected": "arus"})

    view._again.click()

    assert view.model.get_state() == {}
    assert EURO not in view.hosts.html + view.table.box.html
    assert "me" not in view.frame.state
    assert "Still needed" in view._summary.value


def test_the_map_itself_is_sent_once(view: PartnerMapView) -> None:
    """Answers change the small state; the heavy page stays as it was."""
    sent: list[object] = []
    view.frame.observe(sent.append, "html")

    view.model.set_state({**EXAMPLE, "selected": "arus"})

    assert sent == []
    assert len(view.frame.html) > 100_000


def test_a_misspelt_town_gets_its_message_beside_it(view: PartnerMapView) -> None:
    """The message and a button for what was meant stand at the town; above the list it is said too."""
    view.model.set_state({**EXAMPLE, "visiting_town": "Cereaa"})
    children = view.fields["visiting_town"].box.children

    assert "Did you mean Cerea" in children[2].value
    assert "answer can&#x27;t be used" in view._summary.value
    children[3].children[0].click()

    assert view.model.visiting_town == "Cerea"
    assert len(view.fields["visiting_town"].box.children) == 2


def test_somebody_who_is_still_typing_is_not_blamed(view: PartnerMapView) -> None:
    """The beginning of a town's name gets proposals, no error."""
    view.model.set_state({**EXAMPLE, "visiting_town": ""})

    view.fields["visiting_town"].control.value = "Cere"

    message = view.fields["visiting_town"].box.children[2].value
    assert "exx-advice" in message
    assert "Choose the town" in message
    assert "alert" not in message
    assert "exx-problem" not in view._summary.value


def test_membership_is_asked_only_where_it_matters(view: PartnerMapView) -> None:
    """A cluster organisation needs none."""
    view.model.visiting_type = "cluster_organisation"
    assert not shown(view.fields["visiting_membership"].box)

    view.model.visiting_type = "sme"
    assert shown(view.fields["visiting_membership"].box)


def test_links_carry_what_was_typed(view: PartnerMapView, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card leads to planner and calculator with host and answers, on our own site only."""
    view.model.set_state({**EXAMPLE, "selected": "arus"})
    assert "planner?" not in view.hosts.html

    monkeypatch.setenv(SITE_VARIABLE, "1")
    view.model.selected = "mafex"

    assert re.search(
        r'href="planner\?lang=en&amp;type=sme&amp;country=IT&amp;town=Cerea[^"]*host=mafex', view.hosts.html
    )
    assert 'href="calculator?' in view.hosts.html
    assert handover(view.model, "mafex") == Handover({
        "type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "visits": "0",
        "start": "2022-06-20", "end": "2022-06-24", "host": "mafex",
    })  # fmt: skip


def test_an_address_fills_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another app hands over is answered already, the host chosen; the language is the address's."""
    monkeypatch.setenv(
        "QUERY_STRING", "lang=en&type=sme&country=IT&town=Cerea&start=2022-06-20&end=2022-06-24&host=arus"
    )

    view = app.build()

    assert view.model.selected == "arus"
    assert view.fields["visiting_town"].control.value == "Cerea"
    assert "exx-map-card" in view.hosts.html


def test_hostile_words_from_an_address_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """A town or type that is mark-up is refused as text, in every part of the page."""
    monkeypatch.setenv("QUERY_STRING", "type=%3Cimg+src%3Dx%3E&country=IT&town=%3Cb%3E&host=%3Ci%3E")

    view = app.build()

    assert view.model.problems
    message = view.fields["visiting_town"].box.children[2].value
    for markup in (view.hosts.html, view.table.box.html, view._summary.value, message):
        assert not re.search(r"<(img|b|i)>|<img", markup)


def test_the_widgets_describe_themselves_in_a_line(view: PartnerMapView) -> None:
    """A notebook that prints them isn't filled with a map's page."""
    view.hosts.selected = "arus"

    assert repr(view.frame) == f"MapFrame(title={view.frame.title!r})"
    assert repr(view.hosts) == "HostButtons(selected='arus')"


def test_the_map_keeps_to_the_chosen_programme_and_to_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rules and facts as in the calculator; both go on with the links, a host's own days don't."""
    monkeypatch.setenv(SITE_VARIABLE, "1")
    monkeypatch.setenv(
        "QUERY_STRING",
        "programme=exxtra-2020&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&start=2021-09-13"
        "&end=2021-09-17&nationality=IN&nationality_days=10&permit=no&travel_days=2021-09-13&host_staff=3",
    )

    view = app.build()

    verdict = next(offer.verdict for offer in view.model.offers if offer.verdict)
    assert verdict.programme == "exxtra-2020"
    assert next(finding for finding in verdict.findings if finding.code == "OR113").outcome == "not_met"
    assert "EXXTRA ClusterXchange" in view.page.children[-1].children[0].children[0].children[0].value
    carried = handover(
        view.model, "arus", Handover.parse("programme=exxtra-2020&nationality=IN&travel_days=2021-09-13")
    )
    assert (carried.get("programme"), carried.get("nationality"), carried.get("travel_days")) == (
        "exxtra-2020",
        "IN",
        "",
    )


def test_an_unknown_programme_in_an_address_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The map doesn't ask for one, so nobody could mend it there."""
    monkeypatch.setenv("QUERY_STRING", "programme=nope&staff=many")

    assert app.build().model.programme == "clusterxchange-2020"
