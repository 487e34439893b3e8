# SPDX-License-Identifier: BSD-3-Clause
"""Sorting, filtering and choosing a week on the partner map: model, page, draft, links."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.casefile import read_case
from exxtra_kit.language import Language
from exxtra_kit.matching.finding import ORDERS, Filters
from exxtra_kit.matching.weeks import Week, weeks
from exxtra_kit.parameters import Law
from exxtra_kit.rules import assess_exchange
from exxtra_kit.widgets.kit.query import SITE_VARIABLE
from exxtra_kit.widgets.partner_map.handed import finding_in
from exxtra_kit.widgets.partner_map.model import PartnerMapModel, filters_offered
from exxtra_kit.widgets.partner_map.view import EXAMPLE, PartnerMapView

if TYPE_CHECKING:
    from exxtra_kit.models import Case

LOOKED_FOR = {"order": "distance", "standing": "paid", "distance": "1500", "strength": "innovation", "spoken": "ca"}


@pytest.fixture
def view() -> PartnerMapView:
    """Return the page of the example, in English."""
    view = PartnerMapView(PartnerMapModel(), Language.load())
    view.model.set_state(EXAMPLE)
    return view


def listed(view: PartnerMapView) -> list[str]:
    """Return the hosts of the list in their order."""
    return re.findall(r'data-host="([^"]*)"', view.hosts.html)


def on_the_map(view: PartnerMapView) -> set[str]:
    """Return the hosts that are not taken off the map."""
    return {host["id"] for host in view.frame.state["hosts"] if not host.get("hidden")}


def shown(widget: Any) -> bool:
    """Say whether a widget is not folded away."""
    return "exx-gone" not in widget._dom_classes


@pytest.mark.parametrize("order", ORDERS)
def test_the_list_comes_in_the_chosen_order(view: PartnerMapView, order: str) -> None:
    """The field sorts the list, and the model's order shows in the field."""
    view.finding.fields["order"].control.value = order
    assert view.model.order == order
    assert listed(view) == [offer.cluster.id for offer in view.model.shown]

    view.model.order = "name"
    assert view.finding.fields["order"].control.value == "name"
    assert listed(view) == ["arus", "censec", "ditecfer", "itrans", "mafex", "rails", "railgrup"]


def test_list_and_map_follow_a_filter(view: PartnerMapView) -> None:
    """What doesn't fit leaves list and map; the table stays whole; one press brings all back."""
    view.finding.fields["spoken"].control.value = "es"

    assert listed(view) == ["mafex", "railgrup"]
    assert on_the_map(view) == {"mafex", "railgrup"}
    assert "2 of 7 hosts: Spanish." in view.finding._said.value
    assert shown(view.finding._away)
    view.finding._away.click()

    assert len(listed(view)) == len(on_the_map(view)) == 7
    assert view.finding.fields["spoken"].control.value == ""
    assert (view.finding._said.value, shown(view.finding._away)) == ("", False)


def test_filters_that_leave_nobody_say_so(view: PartnerMapView) -> None:
    """No empty list without a word: what was asked for, and the button that takes it away."""
    view.model.filters = Filters(standing="full", spoken="ca", distance="500")

    assert listed(view) == []
    assert (
        "No host fits all of this: full sum, at most 500\N{NO-BREAK SPACE}km and Catalan." in view.finding._said.value
    )
    assert shown(view.finding._away)


def test_a_filter_on_sums_waits_for_the_answers(view: PartnerMapView) -> None:
    """Before anything is answered nobody is left out for a sum, and it is said."""
    view.model.set_state({})
    view.model.filters = Filters(standing="full")

    assert len(listed(view)) == 7
    assert "once every question is answered" in view.finding._said.value


def test_the_chosen_host_stays_though_it_does_not_fit(view: PartnerMapView) -> None:
    """Its card isn't taken from under one's hands, and that it doesn't fit is said."""
    view.model.selected = "railgrup"
    view.model.filters = Filters(standing="full", spoken="es")

    assert listed(view) == ["mafex", "railgrup"]
    assert on_the_map(view) == {"mafex", "railgrup"}
    assert "Railgrup does not match the filters, but is chosen." in view.finding._said.value


def test_what_no_filter_offers_filters_nothing() -> None:
    """From a draft may come anything: only what the lists offer is taken."""
    model = PartnerMapModel()

    model.set_finding(
        {"order": "<b>", "standing": "rich", "distance": "-1", "strength": "magic", "spoken": "xx", "x": "y"}
    )

    assert (model.order, model.filters) == ("sum", Filters())
    assert model.get_finding() == {}


def test_every_choice_has_words(view: PartnerMapView) -> None:
    """Each field offers what the model takes, in words, and "any" first."""
    for name, values in filters_offered().items():
        control = view.finding.fields[name].control
        assert {value for _, value in control._options_full} == {"", *values}
        assert control._options_full[0] == ("Any", "")
        assert all(text.strip() for text, _ in control._options_full)


def test_starting_again_takes_filters_away(view: PartnerMapView) -> None:
    """An empty page is empty."""
    view.model.set_finding(LOOKED_FOR)

    view._again.click()

    assert view.model.get_finding() == {}


def test_the_draft_keeps_order_and_filters(view: PartnerMapView) -> None:
    """They come back with the answers to a page whose process is new; what was chosen meanwhile stays."""
    view.model.set_finding(LOOKED_FOR)
    kept = view.keeper.draft
    assert finding_in(kept) == LOOKED_FOR

    other = PartnerMapView(PartnerMapModel(), Language.load())
    other.model.order = "name"
    other.keeper.back = kept

    assert other.model.get_state() == EXAMPLE
    assert other.model.get_finding() == {**LOOKED_FOR, "order": "name"}


@pytest.mark.parametrize("kept", ["", "[", "[]", json.dumps({"map.order": 7, "map.spoken": None})])
def test_a_draft_that_says_nothing_of_the_list(kept: str) -> None:
    """Whatever the browser kept: no order and no filter is read from it."""
    assert finding_in(kept) == {}


def test_order_and_filters_go_to_no_other_app(view: PartnerMapView, monkeypatch: pytest.MonkeyPatch) -> None:
    """The links carry answers only."""
    monkeypatch.setenv(SITE_VARIABLE, "1")
    view.model.set_finding({"spoken": "tr"})
    view.model.selected = "arus"

    links = re.findall(r'href="((?:planner|calculator)[^"]*)"', view.hosts.html)
    assert len(links) == 2
    assert not any("map." in link or "spoken" in link for link in links)


def test_a_week_that_is_pressed_becomes_the_stay(view: PartnerMapView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both days move, the sums with them, and the links carry the new week."""
    monkeypatch.setenv(SITE_VARIABLE, "1")
    view.model.selected = "railgrup"
    assert view.hosts.week == "2022-06-20"

    view.hosts.week = "2022-06-27"

    assert (view.model.start, view.model.end) == (date(2022, 6, 27), date(2022, 7, 1))
    assert view.fields["start"].control.value == date(2022, 6, 27)
    assert next(host["amount"] for host in view.frame.state["hosts"] if host["id"] == "railgrup") == "\N{EURO SIGN}830"
    assert "yours among them" in view.hosts.html
    assert len(re.findall(r"(?:planner|calculator)\?[^\"]*start=2022-06-27&amp;end=2022-07-01", view.hosts.html)) == 2


def test_a_new_week_needs_no_new_calendar(view: PartnerMapView) -> None:
    """The calendar is the same for all weeks of the season, and isn't sent again."""
    view.model.selected = "railgrup"
    sent: list[object] = []
    view.hosts.observe(sent.append, "weeks")

    view.hosts.week = "2022-06-27"
    assert sent == []
    view.model.selected = "mafex"

    assert len(sent) == 1


@pytest.mark.parametrize("made_up", ["2022-06-21", "2030-06-20", "<script>", "next week"])
def test_a_week_that_a_browser_makes_up_is_taken_back(view: PartnerMapView, made_up: str) -> None:
    """Only a week of the season moves the stay."""
    view.model.selected = "railgrup"

    view.hosts.week = made_up

    assert view.model.get_state() == {**EXAMPLE, "selected": "railgrup"}
    assert view.hosts.week == "2022-06-20"


def test_no_week_without_a_host(view: PartnerMapView) -> None:
    """While nothing is chosen there is no calendar, and no press can move the stay."""
    view.hosts.week = "2022-06-27"

    assert view.model.get_state() == EXAMPLE
    assert (view.hosts.week, view.hosts.weeks, view.model.season) == ("", "", None)


def test_only_the_open_card_asks_for_a_season(view: PartnerMapView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typing and filtering ask the rules once a host; a season is asked for the chosen one alone."""
    asked: list[Case] = []

    def asking(case: Case) -> tuple[Week, ...]:
        asked.append(case)
        return weeks(case)

    monkeypatch.setattr("exxtra_kit.widgets.partner_map.model.weeks", asking)

    view.model.end = date(2022, 6, 23)
    view.model.filters = Filters(spoken="es")
    assert asked == []
    view.model.selected = "mafex"

    assert {case.host.name for case in asked} == {"MAFEX"}


@pytest.mark.parametrize("host", ["ditecfer", "censec", "rails", "itrans", "mafex", "railgrup", "arus"])
def test_each_cell_says_what_the_engine_says(view: PartnerMapView, host: str) -> None:
    """Sum and days that a week's button tells are those of the same case asked by itself."""
    view.model.selected = host
    data: Any = view.model.case_data(host)
    told = dict(re.findall(r'data-week="([^"]*)" aria-label="([^"]*)"', view.hosts.weeks))
    assert bool(told) == (host != "ditecfer")

    for week in view.model.season or ():
        stay = {**data["exchange"], "start": week.start, "end": week.end}
        case = read_case({**data, "exchange": stay})
        verdict = assess_exchange(case, Law.at(case.on, case.programme), with_fixes=False)
        assert week.verdict == verdict
        if told:
            label = told[week.start.isoformat()]
            amount = Language.load().euro(verdict.lump_sum_eur) if verdict.lump_sum_eur else "not possible"
            assert amount in label
            assert f"{verdict.working_days} working day" in label
