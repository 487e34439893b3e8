# SPDX-License-Identifier: BSD-3-Clause
"""The planner's page: tied to its model both ways, the agenda edited by hand, the file in its link."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from exxtra_kit.language import Language
from exxtra_kit.planning import Party
from exxtra_kit.widgets.kit.query import SITE_VARIABLE
from exxtra_kit.widgets.planner import app
from exxtra_kit.widgets.planner.view import PlannerView, handover

QUERY = (
    "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&host=arus"
    "&start=2021-09-13&end=2021-09-17"
)
SAMPLE = Path(__file__).parents[1] / "documents" / "samples" / "zlab-arus-version-1.json"
TIED = {
    "name": "Zlab Italy",
    "type": "large_company",
    "country": "FR",
    "town": "Verona",
    "membership": "none",
    "visits": "1",
    "host": "mafex",
    "host_name": "Test track",
    "host_type": "sme",
    "host_country": "ES",
    "host_town": "Bilbao",
    "host_membership": "none",
    "start": date(2021, 9, 14),
    "end": date(2021, 9, 16),
    "form": "virtual",
}


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch) -> PlannerView:
    """Return the page of the golden case, handed over by its address."""
    monkeypatch.setenv("QUERY_STRING", QUERY)
    return app.build()


def shown(widget: Any) -> bool:
    """Say whether a widget is not folded away."""
    return "exx-gone" not in widget._dom_classes


def file_in_link(view: PlannerView) -> str:
    """Return the exchange file that the link saves."""
    address = re.search(r'base64,([^"]+)"', view.take.value)
    assert address is not None
    return base64.b64decode(address.group(1)).decode("utf-8")


def cards(view: PlannerView) -> list[Any]:
    """Return the buttons that lie over the activities, by day and time."""
    return [
        card.children[1]
        for column in view.agenda.grid.children
        for card in column.children
        if "exx-plan-activity" in card._dom_classes
    ]


def upload(view: PlannerView, content: bytes) -> None:
    """Choose a file, as the browser hands it over."""
    view.upload.value = (
        {
            "name": "a.json",
            "type": "",
            "size": len(content),
            "content": memoryview(content),
            "last_modified": datetime(2021, 9, 1, tzinfo=UTC),
        },
    )


def test_the_address_answers_everything(view: PlannerView) -> None:
    """With all answers handed over the questions are folded and the panel has the sum."""
    assert view.model.host == "arus"
    assert not shown(view.questions._all)
    assert "750" in view.panel.value


def test_without_an_address_the_questions_are_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger sees the questions, and in the panel what is still needed."""
    monkeypatch.setenv("QUERY_STRING", "")
    view = app.build()
    assert shown(view.questions._all)
    assert "Still needed" in view.panel.value


@pytest.mark.parametrize(("name", "value"), TIED.items())
def test_a_field_and_its_answer_are_tied(view: PlannerView, name: str, value: object) -> None:
    """What is put into a field arrives in the model, and the other way round."""
    control = view.questions.fields[name].control
    before = control.value
    control.value = value
    assert getattr(view.model, name) == value
    setattr(view.model, name, before)
    assert control.value == before


def test_a_wrong_town_is_said_beside_its_field(view: PlannerView) -> None:
    """The message stands below the town, the questions unfold, the panel leads to the field."""
    view.model.town = "Cereaa"
    field = view.questions.fields["town"]
    assert "Cereaa" in field.box.children[2].value
    assert shown(view.questions._all)
    assert f"#{field.anchor}" in view.panel.value


def test_an_unknown_answer_is_shown_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    """A type that no list offers, from an address, is shown and refused beside its field."""
    monkeypatch.setenv("QUERY_STRING", QUERY.replace("type=sme", "type=spaceship"))
    field = app.build().questions.fields["type"]
    assert field.control.value == "spaceship"
    assert "spaceship" in field.box.children[2].value


def test_an_activity_is_added_by_the_form(view: PlannerView) -> None:
    """The form proposes the first free half-day; saving puts a card there."""
    view.agenda.add.click()
    form = view.agenda.form
    assert shown(form.box)
    assert (form.fields["day"].control.value, form.fields["start"].control.value) == ("2021-09-13", time(9, 30))
    form.fields["title"].control.value = "Metro depot"
    form.save.click()
    assert not shown(form.box)
    assert [card.description for card in cards(view)] == ["Change Metro depot, Mon 13 Sept, 09:30\N{EN DASH}12:00"]
    view.agenda.add.click()
    assert form.fields["start"].control.value == time(14)


def test_a_form_that_lacks_something_says_so_and_saves_nothing(view: PlannerView) -> None:
    """No title, an end before the start: a message beside each, no activity."""
    view.agenda.add.click()
    form = view.agenda.form
    form.fields["end"].control.value = time(9)
    form.save.click()
    assert "Say in a few words" in form.fields["title"].box.children[2].value
    assert "after the start" in form.fields["end"].box.children[2].value
    form.fields["title"].control.value = "Metro depot"
    form.save.click()
    assert view.model.agenda == ()
    form.fields["start"].control.value = None
    form.save.click()
    assert "Give a time" in form.fields["start"].box.children[2].value


def test_an_activity_is_moved_and_removed_by_its_card(view: PlannerView) -> None:
    """Pressing a card opens it; another day moves it, "Remove it" takes it away."""
    view.agenda.templates["five-days-two-visits"].click()
    cards(view)[0].click()
    form = view.agenda.form
    form.fields["day"].control.value = "2021-09-15"
    form.fields["start"].control.value, form.fields["end"].control.value = time(17), time(18)
    form.save.click()
    assert "Wed 15 Sept, 17:00" in cards(view)[5].description
    cards(view)[5].click()
    assert shown(form.remove)
    form.remove.click()
    assert len(cards(view)) == 9


def test_a_day_of_its_own_button_is_proposed(view: PlannerView) -> None:
    """The button of an empty day opens the form for that day."""
    view.agenda.grid.children[2].children[1].click()
    assert view.agenda.form.fields["day"].control.value == "2021-09-15"


def test_an_emptied_agenda_can_be_put_back(view: PlannerView) -> None:
    """Templates are offered only where nothing would be lost, and emptying can be taken back."""
    view.agenda.templates["five-days-two-visits"].click()
    assert not shown(view.agenda._starts)
    view.agenda.empty.click()
    assert cards(view) == []
    assert shown(view.agenda._starts)
    view.agenda.restore.click()
    assert len(cards(view)) == 10


def test_days_off_are_shown_with_their_reason_and_joined(view: PlannerView) -> None:
    """The week of the Feast of Sacrifice: one working day, four days of holiday as one strip."""
    view.model.start, view.model.end = date(2021, 7, 19), date(2021, 7, 23)
    columns = view.agenda.grid.children
    assert len(columns) == 2
    assert "Eid al-Adha" in columns[1].children[0].value


def test_what_falls_outside_the_stay_stays_in_sight(view: PlannerView) -> None:
    """After shortening, the activities of the lost day stand in a column of their own."""
    view.agenda.templates["five-days-two-visits"].click()
    view.model.end = date(2021, 9, 16)
    assert "Outside the stay" in view.agenda.grid.children[-1].children[0].value
    assert len(cards(view)) == 10


def test_ticks_and_signatures_are_tied(view: PlannerView) -> None:
    """A tick arrives in the model and in the bar; one of the model arrives in the tick."""
    papers = view.papers
    papers.ticks["profile"].value = True
    papers.signatures[Party.HOST_ORGANISATION].value = True
    assert view.model.done == {"profile"}
    assert view.model.signed == {Party.HOST_ORGANISATION}
    assert "2 things to do" in view._steps.value
    view.model.tick("profile", is_done=False)
    assert papers.ticks["profile"].value is False


def test_the_link_always_carries_the_plan_as_it_is(view: PlannerView) -> None:
    """After each change the file in the link is the one of the model."""
    for change in (
        view.agenda.templates["three-day-group-visit"].click,
        lambda: view.model.tick("profile", is_done=True),
        lambda: view.model.set_trait("name", "Zlab Italy"),
        lambda: view.model.set_trait("start", None),
        lambda: view.model.set_trait("name", "Zlab again"),
    ):
        change()
        assert file_in_link(view) == view.model.file_content()
    assert json.loads(file_in_link(view))["case"]["visiting"]["name"] == "Zlab again"


def test_an_opened_file_fills_the_page(view: PlannerView) -> None:
    """Agenda, ticks and answers come from the file; the button is ready for the next one."""
    upload(view, SAMPLE.read_bytes())
    assert len(cards(view)) == 2
    assert view.papers.ticks["partnership"].value is True
    assert view.papers.signatures[Party.VISITING_ORGANISATION].value is True
    assert "The file is open" in view._file_note.value
    assert view.upload.value == ()


def test_a_broken_file_is_said_beside_the_button_and_nothing_is_lost(view: PlannerView) -> None:
    """One sentence, announced, and the agenda is still there; a sound file clears it."""
    view.agenda.templates["five-days-two-visits"].click()
    upload(view, b"%PDF-1.7 <script>")
    assert 'role="alert"' in view._file_note.value
    assert "Your plan here is unchanged" in view._file_note.value
    assert len(cards(view)) == 10
    upload(view, SAMPLE.read_bytes())
    assert "alert" not in view._file_note.value


def test_a_hostile_file_stays_text(view: PlannerView) -> None:
    """Names and titles of a file of somebody else never become mark-up."""
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    document["case"]["visiting"]["name"] = document["agenda"][0]["title"] = "<img src=x onerror=alert(1)>"
    upload(view, json.dumps(document).encode())
    everything = view._heading.value + view.agenda.grid.children[0].children[1].children[0].value
    assert "<img" not in everything
    assert everything.count("&lt;img") == 2


def test_the_way_on_to_the_other_apps_carries_the_answers(view: PlannerView, monkeypatch: pytest.MonkeyPatch) -> None:
    """On our own site the panel leads to calculator and map with the same case; elsewhere it doesn't."""
    assert "calculator?" not in view.panel.value
    monkeypatch.setenv(SITE_VARIABLE, "1")
    assert "host=arus" in handover(view.model).query(Language.load())
    assert "calculator?lang=en&amp;name=Zlab" in app.build().panel.value


def test_what_was_said_elsewhere_stays_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the planner doesn't ask comes with the address, counts, is in the file, and goes on to the other apps."""
    monkeypatch.setenv(
        "QUERY_STRING",
        f"{QUERY}&programme=exxtra-2020&staff=12&registered_in=IT,DE&travel_days=2021-09-13&purposes=networking"
        "&nationality=IN&nationality_days=10",
    )
    view = app.build()

    case = json.loads(file_in_link(view))["case"]
    assert case["programme"] == "exxtra-2020"
    assert (case["visiting"]["staff"], case["visiting"]["registered_in"]) == (12, ["IT", "DE"])
    assert case["exchange"]["travel_days"] == ["2021-09-13"]
    assert view.model.verdict is not None
    assert view.model.verdict.working_days == 4
    carried = handover(view.model)
    assert {key: carried.get(key) for key in ("programme", "staff", "registered_in", "nationality", "purposes")} == {
        "programme": "exxtra-2020",
        "staff": "12",
        "registered_in": "IT,DE",
        "nationality": "IN",
        "purposes": "networking",
    }


def test_what_was_said_of_another_host_goes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The staff of a host of one's own are not those of the cluster that is chosen in its place."""
    monkeypatch.setenv(
        "QUERY_STRING", "type=sme&country=IT&host=other&host_name=Lab&host_country=TR&host_type=sme&host_staff=3"
    )
    view = app.build()
    assert view.model.case_data["host"] == {"name": "Lab", "country": "TR", "type": "sme", "staff": 3}

    view.model.host = "arus"

    assert "staff" not in view.model.case_data["host"]


def test_nonsense_that_is_not_asked_here_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that is none, which nobody could mend here, doesn't stand in the way."""
    monkeypatch.setenv("QUERY_STRING", f"{QUERY}&staff=many&programme=nope")

    assert "750" in app.build().panel.value
