# SPDX-License-Identifier: BSD-3-Clause
"""Objectives: a list that is kept in step with the activities; the form of an activity offers them."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.documents.exchange_file import OBJECTIVES_LIMIT
from exxtra_kit.language import Language
from exxtra_kit.planning import Activity, ActivityKind, Objective
from exxtra_kit.render.objectives import objective_html
from exxtra_kit.widgets.planner import app
from exxtra_kit.widgets.planner.activity_form import ANOTHER
from exxtra_kit.widgets.planner.edits import add_objective, objective_problem, remove_objective, rename_objective
from exxtra_kit.widgets.planner.model import PlannerModel
from tests.render.attacks import RUNNING, Read

if TYPE_CHECKING:
    from exxtra_kit.widgets.planner.view import PlannerView

QUERY = (
    "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&host=arus"
    "&start=2021-09-13&end=2021-09-17"
)


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch) -> PlannerView:
    """Return the page of the golden case, handed over by its address."""
    monkeypatch.setenv("QUERY_STRING", QUERY)
    return app.build()


def titles(model: PlannerModel) -> list[str]:
    """Return the titles of the objectives."""
    return [objective.title for objective in model.objectives]


def shown(widget: Any) -> bool:
    """Say whether a widget is not folded away."""
    return "exx-gone" not in widget._dom_classes


def row_texts(view: PlannerView) -> list[str]:
    """Return what each row of the list says."""
    return [row.children[0].value for row in view.objectives.rows.children]


def test_a_template_brings_its_objectives(view: PlannerView) -> None:
    """Ten visits serve nine objectives; each says how many activities serve it, and nothing is recalled."""
    view.agenda.templates["five-days-two-visits"].click()
    assert len(titles(view.model)) == 5
    assert "2 activities serve it" in "".join(row_texts(view))
    assert view.model.agenda_problems == ()


def test_another_template_brings_its_own(view: PlannerView) -> None:
    """Who tries one template and then the other isn't left with objectives of the first."""
    view.agenda.templates["five-days-two-visits"].click()
    view.agenda.empty.click()
    view.agenda.templates["three-day-group-visit"].click()
    assert {slot.objective for slot in view.model.agenda} == set(titles(view.model))


def test_a_template_leaves_own_objectives_alone(view: PlannerView) -> None:
    """With an objective of one's own the list stays, and activities that serve none of it say so."""
    add_objective(view.model, "Sell sensors")
    view.agenda.templates["three-day-group-visit"].click()
    assert titles(view.model) == ["Sell sensors"]
    assert {slot.objective for slot in view.model.agenda} == {""}
    assert "6 activities serve none of the objectives yet." in view.agenda._notes.value
    assert "Sell sensors" in view.agenda._notes.value


def test_an_objective_is_added_and_refused_in_words(view: PlannerView) -> None:
    """Typed and added; empty or there already, it is said beside the field and the list stays."""
    card = view.objectives
    card.new.control.value = "  Find\tpartners "
    card.add.click()
    assert titles(view.model) == ["Find partners"]
    assert card.new.control.value == ""
    card.add.click()
    assert "Say in a few words" in card.new.box.children[2].value
    card.new.control.value = "find partners"
    card.add.click()
    assert "in the list already" in card.new.box.children[2].value
    assert titles(view.model) == ["Find partners"]


def test_renaming_goes_into_the_activities(view: PlannerView) -> None:
    """Another title: the activities that serve it bear it too, and fields of a newer version stay."""
    model = view.model
    model.objectives = (Objective.model_validate({"title": "Learn", "measure": "3 methods"}),)
    model.add(Activity(day=date(2021, 9, 13), start=time(9), end=time(10), title="A", kind=ActivityKind.NETWORKING))
    model.change(model.agenda[0], objective="Learn")
    view.objectives.rows.children[0].children[1].click()
    assert view.objectives.rename.control.value == "Learn"
    view.objectives.rename.control.value = "Learn methods"
    view.objectives.save.click()
    assert model.agenda[0].objective == "Learn methods"
    assert model.objectives[0].model_dump()["measure"] == "3 methods"
    assert "1 activity serves it" in row_texts(view)[0]


def test_removing_leaves_activities_without_objective(view: PlannerView) -> None:
    """Nothing is asked; what served it is recalled as serving none."""
    view.agenda.templates["three-day-group-visit"].click()
    gone = view.model.agenda[0].objective
    view.objectives.rows.children[0].children[1].click()
    view.objectives.remove.click()
    assert gone not in titles(view.model)
    assert view.model.agenda[0].objective == ""
    assert len(view.model.agenda) == 6
    assert "serves none of the objectives yet" in view.agenda._notes.value


def test_the_list_holds_so_many_and_no_more(view: PlannerView) -> None:
    """At the limit of the exchange file nothing more can be added, and the file opens again."""
    for number in range(OBJECTIVES_LIMIT + 2):
        add_objective(view.model, f"Objective {number}")
    assert len(titles(view.model)) == OBJECTIVES_LIMIT
    assert not shown(view.objectives._adding)
    assert objective_problem(view.model, "One more") is not None
    assert PlannerModel().open_file(view.model.file_content())


def test_the_form_of_an_activity_offers_the_objectives(view: PlannerView) -> None:
    """None, each of the list, another one; the text field is there only for that."""
    add_objective(view.model, "Find partners")
    view.agenda.add.click()
    form = view.agenda.form
    choice = form.fields["objective"].control
    assert [value for _, value in choice.options] == ["", "Find partners", ANOTHER]
    assert not shown(form.fields["new_objective"].box)
    choice.value = "Find partners"
    form.fields["title"].control.value = "Depot"
    form.save.click()
    assert view.model.agenda[0].objective == "Find partners"


def test_another_objective_is_typed_into_the_form_and_joins_the_list(view: PlannerView) -> None:
    """Empty it is refused beside its field; typed it is in the list, once, however it is written."""
    view.agenda.add.click()
    form = view.agenda.form
    form.fields["title"].control.value = "Depot"
    form.fields["objective"].control.value = ANOTHER
    assert shown(form.fields["new_objective"].box)
    form.save.click()
    assert "Say in a few words" in form.fields["new_objective"].box.children[2].value
    form.fields["new_objective"].control.value = "Compare methods"
    form.save.click()
    assert titles(view.model) == ["Compare methods"]
    view.agenda.add.click()
    form.fields["title"].control.value = "Plant"
    form.fields["objective"].control.value = ANOTHER
    form.fields["new_objective"].control.value = "COMPARE methods"
    form.save.click()
    assert titles(view.model) == ["Compare methods"]
    assert [slot.objective for slot in view.model.agenda] == ["Compare methods"] * 2


def test_an_open_form_follows_the_list(view: PlannerView) -> None:
    """An objective that is added while an activity is typed can be chosen at once; what was chosen stays."""
    add_objective(view.model, "Find partners")
    view.agenda.add.click()
    choice = view.agenda.form.fields["objective"].control
    choice.value = "Find partners"
    add_objective(view.model, "Learn")
    assert choice.value == "Find partners"
    assert "Learn" in {value for _, value in choice.options}


@given(st.sampled_from(RUNNING))
def test_no_title_becomes_an_element(title: str) -> None:
    """An objective of somebody else's file stays text."""
    say = Language.load("en")
    assert Read(objective_html(title, 1, say)).elements == Read(objective_html("a", 1, say)).elements


WORDS = st.sampled_from(["a", "A", "b", " b ", "c", "", "\n"])
STEPS = st.lists(st.tuples(st.sampled_from(["add", "rename", "remove"]), WORDS, WORDS), max_size=8)


@settings(max_examples=60)
@given(STEPS, st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=3))
def test_whatever_is_done_the_list_has_each_title_once_and_activities_follow(
    steps: list[tuple[str, str, str]], served: list[str]
) -> None:
    """After any adding, renaming and removing: no title twice, none empty, as many activities as before."""
    model = PlannerModel()
    model.objectives = tuple(Objective(title=title) for title in ("a", "b", "c"))
    model.agenda = tuple(
        Activity(
            day=date(2021, 9, 13),
            start=time(9 + number),
            end=time(10 + number),
            title="T",
            kind=ActivityKind.NETWORKING,
            objective=one,
        )
        for number, one in enumerate(served)
    )
    for step, one, other in steps:
        if step == "add":
            add_objective(model, one)
        elif step == "rename":
            rename_objective(model, one, other)
        else:
            remove_objective(model, one)
    found = titles(model)
    assert len({title.casefold() for title in found}) == len(found)
    assert all(found)
    assert len(model.agenda) == len(served)
    assert {slot.objective for slot in model.agenda} <= {"", *found}
