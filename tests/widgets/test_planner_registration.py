# SPDX-License-Identifier: BSD-3-Clause
"""The registration card: folded until wanted, everything in the plan at once, wrong input said beside its field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exxtra_kit.language import Language
from exxtra_kit.planning import ActivityKind, Period, Profile
from exxtra_kit.planning.texts import LONG_TEXT_LIMIT
from exxtra_kit.widgets.planner.model import PlannerModel
from exxtra_kit.widgets.planner.registration import RegistrationView, spoken_languages

ENGLISH = Language.load()
FIRST, LAST = date(2021, 9, 13), date(2021, 9, 24)


@pytest.fixture
def model() -> PlannerModel:
    """Return an empty plan."""
    return PlannerModel()


@pytest.fixture
def view(model: PlannerModel) -> RegistrationView:
    """Return the card, opened."""
    made = RegistrationView(model, ENGLISH)
    made.card.open()
    return made


def message_beside(field: Any) -> str:
    """Return what is said beside a field."""
    return "".join(getattr(child, "value", "") for child in field.box.children[2:])


def free(model: PlannerModel) -> tuple[Period, ...]:
    """Return the days on which the visitor could travel, as the plan has them."""
    return model.profile.free


def test_it_is_folded_and_empty_until_wanted(model: PlannerModel) -> None:
    """The answers that decide come first: nothing of this card is made before somebody opens it."""
    view = RegistrationView(model, ENGLISH)
    assert view.texts == {}
    view.card.fold.button.click()
    assert set(view.texts) == {"about", "website", "contact"}


def test_what_is_typed_is_in_the_plan_at_once(view: RegistrationView, model: PlannerModel) -> None:
    """Text without the spaces and line ends that are only being typed; the field itself is left alone."""
    control = view.texts["about"].field.control
    control.value = "Two visits a day. \n\n\n Both "
    assert model.profile.about == "Two visits a day.\n\nBoth"
    assert control.value == "Two visits a day. \n\n\n Both "
    view.texts["contact"].field.control.value = "Export office "
    assert model.profile.contact == "Export office"
    assert "Export office" in model.file_content()


def test_choices_are_tied_both_ways(view: RegistrationView, model: PlannerModel) -> None:
    """A tick, a sector and a language arrive in the profile; a profile from a file shows them."""
    view.several["looks_for"].checks["networking"].value = True  # type: ignore[union-attr]
    view.several["sectors"].field.control.value = "rail"  # type: ignore[union-attr]
    view.several["languages"].field.control.value = "tr"  # type: ignore[union-attr]
    assert model.profile.looks_for == (ActivityKind.NETWORKING,)
    assert (model.profile.sectors, model.profile.languages) == (("rail",), ("tr",))

    model.profile = Profile(
        about="From a file", offers=(ActivityKind.MARKET_RESEARCH,), free=(Period(start=FIRST, end=LAST),)
    )

    assert view.texts["about"].field.control.value == "From a file"
    assert view.several["offers"].checks["market_research"].value is True  # type: ignore[union-attr]
    assert view.several["looks_for"].checks["networking"].value is False  # type: ignore[union-attr]
    assert view.several["sectors"].taken == {}  # type: ignore[union-attr]
    assert view.periods is not None
    assert [row.end.control.value for row in view.periods.rows] == [LAST]


def test_days_come_and_go(view: RegistrationView, model: PlannerModel) -> None:
    """The first day proposes the last; another period, and one taken out again."""
    assert view.periods is not None
    view.periods.add.click()
    row = view.periods.rows[0]
    row.start.control.value = FIRST
    assert row.end.control.value == FIRST
    row.end.control.value = LAST
    assert free(model) == (Period(start=FIRST, end=LAST),)
    view.periods.add.click()
    view.periods.rows[1].start.control.value = date(2021, 10, 4)
    assert len(model.profile.free) == 2
    view.periods._remove(view.periods.rows[0])
    assert [period.start for period in model.profile.free] == [date(2021, 10, 4)]


def test_days_in_the_wrong_order_are_said_and_nothing_else_is_lost(view: RegistrationView, model: PlannerModel) -> None:
    """The message stands beside the last day, what was typed stays; put right, the message goes."""
    assert view.periods is not None
    view.texts["contact"].field.control.value = "Export office"
    view.periods.add.click()
    row = view.periods.rows[0]
    row.start.control.value, row.end.control.value = LAST, FIRST
    assert "must not be before the first" in message_beside(row.end)
    assert (row.start.control.value, row.end.control.value) == (LAST, FIRST)
    assert model.profile.contact == "Export office"
    assert free(model) == ()
    row.start.control.value = date(21, 9, 1)  # the year is still being typed
    assert message_beside(row.start) == ""
    row.start.control.value = FIRST
    assert message_beside(row.end) == ""
    assert free(model) == (Period(start=FIRST, end=FIRST),)
    row.end.control.value = date(3000, 1, 1)
    assert "Give a day between" in message_beside(row.end)


def test_too_long_a_text_is_said_and_cut_only_in_the_file(view: RegistrationView, model: PlannerModel) -> None:
    """The field keeps what was typed, the plan its beginning, and the file can be opened again."""
    control = view.texts["about"].field.control
    control.value = "a" * (LONG_TEXT_LIMIT + 1)
    assert "Only the first 4,000 characters are kept" in message_beside(view.texts["about"].field)
    assert len(control.value) == LONG_TEXT_LIMIT + 1
    assert len(model.profile.about) == LONG_TEXT_LIMIT
    assert PlannerModel().open_file(model.file_content())
    control.value = "short"
    assert message_beside(view.texts["about"].field) == ""


def test_an_address_that_is_none_is_advised_and_kept(view: RegistrationView, model: PlannerModel) -> None:
    """A website in words is no error: it is said gently, and stays."""
    field = view.texts["website"].field
    field.control.value = "our page"
    assert "www.example.org" in message_beside(field)
    assert "exx-invalid" not in field.box._dom_classes
    assert model.profile.website == "our page"


def test_what_a_newer_version_wrote_survives(view: RegistrationView, model: PlannerModel) -> None:
    """Fields that this version doesn't know stay in the profile and in a period that is changed."""
    free = {"start": "2021-09-13", "end": "2021-09-24", "note": "after the fair"}
    model.profile = Profile.model_validate({"motto": "on time", "free": [free]})
    assert view.periods is not None
    view.periods.rows[0].end.control.value = date(2021, 9, 17)
    view.texts["contact"].field.control.value = "Export office"
    assert "on time" in model.file_content()
    assert "after the fair" in model.file_content()


def test_the_short_profile_is_there_to_copy(view: RegistrationView, model: PlannerModel) -> None:
    """The text names the visitor and what it wrote, and never becomes mark-up."""
    model.name, model.start = "Zlab <b>", FIRST
    view.texts["about"].field.control.value = "Software for trams"
    assert view.text is not None
    assert "Zlab <b>" in view.text.text
    assert "Software for trams" in view.text.text


def test_the_languages_are_those_of_the_countries() -> None:
    """The project's eight, and Greek and Basque as well; none of them twice, none as a bare code."""
    names = {code: name for name, code in spoken_languages(ENGLISH)}
    assert {"en", "it", "da", "de", "fr", "es", "ca", "tr", "el", "eu"} <= names.keys()
    assert len(set(names.values())) == len(names)
    assert not [name for name in names.values() if "_" in name]
