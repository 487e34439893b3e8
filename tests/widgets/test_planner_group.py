# SPDX-License-Identifier: BSD-3-Clause
"""The group card: visitors are added, asked about, judged and taken out; the plan says how many they are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exxtra_kit.documents.exchange_file import VISITORS_LIMIT
from exxtra_kit.planning import Party
from exxtra_kit.widgets.planner import app
from exxtra_kit.widgets.planner.edits import add_visitor
from exxtra_kit.widgets.planner.model import PlannerModel
from exxtra_kit.widgets.planner.view import PlannerView

QUERY = (
    "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&host=arus"
    "&start=2021-09-13&end=2021-09-17"
)
RAILTECH = {
    "name": "Railtech",
    "type": "sme",
    "country": "DE",
    "town": "Dresden",
    "membership": "eccp_cluster",
    "previous_visits": "0",
}


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch) -> PlannerView:
    """Return the page of the golden case with its group unfolded."""
    monkeypatch.setenv("QUERY_STRING", QUERY)
    made = app.build()
    made.group.card.open()
    return made


def shown(widget: Any) -> bool:
    """Say whether a widget is not folded away."""
    return "exx-gone" not in widget._dom_classes


def answer(view: PlannerView, **answers: str) -> None:
    """Answer the form about a visitor, as a person does."""
    for key, value in answers.items():
        view.group.form.fields[key].control.value = value


def rows(view: PlannerView) -> list[str]:
    """Return what each row says."""
    return [row.children[0].value for row in view.group.rows.children]


def test_a_visitor_is_added_asked_and_judged(view: PlannerView) -> None:
    """Each answer goes into the plan at once; both get 750 euro, together 1,500."""
    view.group.add.click()
    assert "Still needed" in rows(view)[1]
    answer(view, **RAILTECH)
    assert view.model.visitors == ({**RAILTECH, "previous_visits": 0},)
    assert ["\N{EURO SIGN}750" in row for row in rows(view)] == [True, True]
    assert "2 visitors, together \N{EURO SIGN}1,500." in view.group.total.value
    view.group.form.done.click()
    assert not shown(view.group.form.box)


def test_the_case_says_how_many_visit(view: PlannerView) -> None:
    """The exchange file's case is that of a group, until nobody else is left."""
    view.group.add.click()
    answer(view, **RAILTECH)
    exchange = json.loads(view.model.file_content())["case"]["exchange"]
    assert exchange["group_visitors"] == 2
    assert view.model.case is not None
    assert view.model.case.exchange.group_visitors == 2
    view.model.open_file(view.model.file_content())
    view.group.rows.children[1].children[1].click()
    view.group.form.remove.click()
    assert "group_visitors" not in json.loads(view.model.file_content())["case"]["exchange"]
    assert view.model.visitors == ()
    assert rows(view) == []


def test_a_wrong_town_is_said_beside_its_field_and_goes_when_put_right(view: PlannerView) -> None:
    """The sentence stands where the person types, and in the row; mended, it is gone."""
    view.group.add.click()
    answer(view, **{**RAILTECH, "town": "Dresdenn"})
    town = view.group.form.fields["town"]
    assert "Dresdenn" in town.box.children[2].value
    assert "Dresdenn" in rows(view)[1]
    assert "For 1 of them" in view.group.total.value
    answer(view, town="Dresden")
    assert len(town.box.children) == 2
    assert "\N{EURO SIGN}750" in rows(view)[1]


def test_the_right_visitor_is_changed_and_removed(view: PlannerView) -> None:
    """Of three further visitors the second is renamed, the third removed and then the first."""
    for name in ("First", "Second", "Third"):
        view.group.add.click()
        answer(view, **{**RAILTECH, "name": name})
    view.group.rows.children[2].children[1].click()
    assert view.group.form.fields["name"].control.value == "Second"
    answer(view, name="Second GmbH")
    for row in (3, 1):
        view.group.rows.children[row].children[1].click()
        view.group.form.remove.click()
    assert [visitor["name"] for visitor in view.model.visitors] == ["Second GmbH"]


def test_what_a_form_does_not_ask_stays(view: PlannerView) -> None:
    """Fields that came with a file stay, coordinates of another town don't, and a list in them breaks nothing."""
    view.model.visitors = (
        {**RAILTECH, "previous_visits": 0, "lat": 51.0, "lon": 13.7, "registered_in": ["DE"], "of_tomorrow": {"a": []}},
    )
    view.group.rows.children[1].children[1].click()
    answer(view, name="Railtech GmbH")
    assert view.model.visitors[0]["lat"] == 51.0
    answer(view, town="Leipzig")
    assert "lat" not in view.model.visitors[0]
    assert view.model.visitors[0]["registered_in"] == ["DE"]
    assert view.model.visitors[0]["of_tomorrow"] == {"a": []}


def test_a_file_with_a_group_opens_the_card(view: PlannerView) -> None:
    """Whoever opens a file with three visitors sees them; an unknown type is shown as it came."""
    view.model.visitors = ({"type": "spaceship"}, RAILTECH | {"previous_visits": 0})
    content = view.model.file_content()
    other = PlannerView(PlannerModel(), view._language)
    assert not shown(other.group.card.fold.content)
    other.model.open_file(content)
    assert shown(other.group.card.fold.content)
    assert len(rows(other)) == 3
    other.group.rows.children[1].children[1].click()
    assert other.group.form.fields["type"].control.value == "spaceship"


def test_a_number_that_is_none_is_refused_in_words(view: PlannerView) -> None:
    """What a file says of earlier visits is shown as it came, can be chosen again, and put right."""
    view.model.visitors = ({**RAILTECH, "previous_visits": "many"},)
    view.group.rows.children[1].children[1].click()
    visits = view.group.form.fields["previous_visits"]
    for answered, is_wrong in (("0", False), ("many", True), ("1", False)):
        visits.control.value = answered
        assert (len(visits.box.children) > 2) == is_wrong
    assert view.model.visitors[0]["previous_visits"] == 1


def test_a_group_has_a_limit(view: PlannerView) -> None:
    """At the limit of the exchange file nobody more can be added."""
    view.model.visitors = tuple({"name": f"V{number}"} for number in range(VISITORS_LIMIT))
    assert not add_visitor(view.model)
    assert not shown(view.group.add)


def test_both_confirmations_and_the_days_stand_beside_the_ticks(view: PlannerView) -> None:
    """Each side's yes has a tick of its own; the day on which it was noted stands beside it in words."""
    papers = view.papers
    papers.confirmations[Party.VISITING_ORGANISATION].value = True
    assert view.model.confirmed == {Party.VISITING_ORGANISATION}
    assert "noted on" in papers.confirmations[Party.VISITING_ORGANISATION].description
    assert "noted on" not in papers.confirmations[Party.HOST_ORGANISATION].description
    papers.ticks["profile"].value = True
    papers.signatures[Party.HOST_PARTNERSHIP].value = True
    assert "noted on" in papers.ticks["profile"].description
    assert "noted on" in papers.signatures[Party.HOST_PARTNERSHIP].description
    view.model.confirm(Party.VISITING_ORGANISATION, has_confirmed=False)
    assert papers.confirmations[Party.VISITING_ORGANISATION].value is False
    assert "noted on" not in papers.confirmations[Party.VISITING_ORGANISATION].description
