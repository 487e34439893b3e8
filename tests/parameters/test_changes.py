# SPDX-License-Identifier: BSD-3-Clause
"""What differs between two laws: values, rows of tables, sources, days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product

import pytest

from exxtra_kit.parameters import (
    VOCABULARY,
    Law,
    Parameter,
    Programme,
    ValueInForce,
    load_programme,
    programme_ids,
)
from exxtra_kit.parameters.changes import State, changes_between, days_of_change, provision

PILOT = "clusterxchange-2020"
DAY = date(2021, 6, 1)
A_DAY = timedelta(days=1)
PAIRS = list(product(programme_ids(), repeat=2))


def entry(since: date, value: object = None, **other: object) -> ValueInForce:
    """Make an entry that stands somewhere."""
    fields = {"confidence": "O", "reference": "ABOUT", "last_checked": DAY, **other}
    return ValueInForce.model_validate({"since": since, "value": value, **fields})


def pilot_with(name: str, *entries: ValueInForce) -> Programme:
    """Return the pilot with one parameter replaced."""
    pilot = load_programme(PILOT)
    return pilot.model_copy(update={"parameters": {**pilot.parameters, name: Parameter(values=entries)}})


def value_changes(before: Law, after: Law) -> set[str]:
    """Return the names of the parameters whose value differs."""
    return {change.name for change in changes_between(before, after) if change.is_of_value}


@pytest.mark.parametrize("programme", programme_ids())
def test_a_law_differs_in_nothing_from_itself(programme: str) -> None:
    """The same programme on the same day has no change."""
    assert changes_between(Law.newest(programme), Law.newest(programme)) == ()


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_changes_are_the_same_both_ways(one: str, other: str) -> None:
    """What differs from A to B differs from B to A, with the sides exchanged, and stands in the vocabulary's order."""
    there = changes_between(Law.newest(one), Law.newest(other))
    back = changes_between(Law.newest(other), Law.newest(one))

    assert [change.name for change in there] == [name for name in VOCABULARY if name in {c.name for c in there}]
    assert [(change.name, change.before, change.after, change.added) for change in there] == [
        (change.name, change.after, change.before, change.removed) for change in back
    ]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_is_not_named_is_the_same(one: str, other: str) -> None:
    """A parameter that is not among the changes has the same value, source and decision in both; a named one hasn't."""
    before, after = Law.newest(one), Law.newest(other)
    named = {change.name for change in changes_between(before, after)}

    for name in VOCABULARY:
        first, second = provision(before, name), provision(after, name)
        told_apart = (first.state, first.value, first.reference, first.confidence, first.decision) != (
            second.state,
            second.value,
            second.reference,
            second.confidence,
            second.decision,
        )
        assert (name in named) == told_apart, name


@pytest.mark.parametrize("programme", programme_ids())
def test_a_value_changes_on_the_days_that_are_named_and_on_no_other(programme: str) -> None:
    """On each day of change a value differs from the day before; between two of them none does."""
    loaded = load_programme(programme)
    days = days_of_change(loaded)

    assert days
    for day in days:
        assert value_changes(Law(loaded, day - A_DAY), Law(loaded, day)), day
    for day, following in pairwise((date(1990, 1, 1), *days, date(2090, 1, 1))):
        assert not value_changes(Law(loaded, day), Law(loaded, following - A_DAY)), day


def test_the_rows_of_a_table_that_differ_are_named() -> None:
    """Of two tables only rows that differ are named: changed, new and gone."""
    before = Law(pilot_with("ceiling_eur", entry(DAY, {"IT": 900, "TR": 750, "FR": 900})), DAY)
    after = Law(pilot_with("ceiling_eur", entry(DAY, {"IT": 900, "TR": 700, "AM": 610})), DAY)

    (change,) = changes_between(before, after)
    assert [(row.key, row.before, row.after) for row in change.rows] == [
        ("AM", None, 610),
        ("FR", 900, None),
        ("TR", 750, 700),
    ]
    assert change.added == change.removed == ()


def test_what_a_list_gained_and_lost_is_named() -> None:
    """Of two lists what came and what went is named; another order alone is a difference too, because it is shown."""
    short, other, turned = (
        Law(pilot_with("host_types", entry(DAY, kinds)), DAY)
        for kinds in (("sme", "other"), ("large_company", "sme"), ("other", "sme"))
    )

    (change,) = changes_between(short, other)
    assert (change.added, change.removed, change.rows) == (("large_company",), ("other",), ())
    (change,) = changes_between(short, turned)
    assert (change.is_of_value, change.added, change.removed) == (True, (), ())


@pytest.mark.parametrize(
    ("entries", "state", "value", "since"),
    [
        ((entry(DAY, 3),), State.STATED, 3, DAY),
        ((entry(DAY, not_asked=True),), State.NOT_ASKED, None, DAY),
        ((entry(DAY - A_DAY, 3), entry(DAY)), State.UNKNOWN, None, DAY),
        ((entry(DAY + A_DAY, 3),), State.UNKNOWN, None, None),
        ((entry(DAY, 3, confidence="M"),), State.UNVERIFIED, 3, DAY),
    ],
)
def test_what_a_law_says_is_told_apart(
    entries: tuple[ValueInForce, ...], state: State, value: object, since: date | None
) -> None:
    """A value, not asked, ended, not yet begun and not verified are five things; the engine agrees on which it uses."""
    law = Law(pilot_with("minimum_working_days", *entries), DAY)
    said = provision(law, "minimum_working_days")

    assert (said.state, said.value, said.since) == (state, value, since)
    assert law.is_asked("minimum_working_days") is (state is not State.NOT_ASKED)


def test_another_source_is_a_change_but_not_of_the_value() -> None:
    """The same value from another source, less sure or by another decision is told apart from another value."""
    first = Law(pilot_with("cap_eur", entry(DAY, 1100)), DAY)
    moved = Law(pilot_with("cap_eur", entry(DAY, 1100, place="page 2")), DAY)
    other = Law(pilot_with("cap_eur", entry(DAY, 1200)), DAY)

    assert [change.is_of_value for change in changes_between(first, moved)] == [False]
    assert [change.is_of_value for change in changes_between(first, other)] == [True]


def test_days_of_change_are_days_of_values() -> None:
    """A day on which only the source changes is none; one on which a value ends, or is asked no more, is one."""
    days = [DAY + n * A_DAY for n in range(5)]
    entries = (
        entry(days[0], 3),
        entry(days[1], 3, place="page 2"),
        entry(days[2], 4),
        entry(days[3]),
        entry(days[4], not_asked=True),
    )
    programme = pilot_with("minimum_working_days", *entries)

    assert set(days_of_change(programme)) - set(days_of_change(load_programme(PILOT))) == {
        days[0],
        days[2],
        days[3],
        days[4],
    }


def test_the_second_generation_differs_as_its_sources_say() -> None:
    """Hosts of three more kinds and a later period, from another source than the pilot's."""
    changes = {change.name: change for change in changes_between(Law.newest(PILOT), Law.newest("clusterxchange-2022"))}

    assert set(changes["host_types"].added) == {"large_company", "training_provider", "public_authority"}
    assert changes["first_day"].after.value == date(2022, 2, 1)
    assert changes["host_types"].after.reference.source != changes["host_types"].before.reference.source
