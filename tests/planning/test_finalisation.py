# SPDX-License-Identifier: BSD-3-Clause
"""The end of an exchange: real days judged again, the difference explained, proof, payment and target."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.casefile import read_case, with_changes
from exxtra_kit.language import Language
from exxtra_kit.models import Eligibility, ExchangeForm, Outcome, Verdict
from exxtra_kit.parameters import Law
from exxtra_kit.planning import Closing, Party, Progress
from exxtra_kit.planning.finalisation import (
    actual_case,
    actual_changes,
    difference,
    missing_proofs,
    payment_due,
    target,
)
from exxtra_kit.rules import assess_exchange

ENGLISH = Language.load()
MONDAY, FRIDAY = date(2021, 9, 13), date(2021, 9, 17)
GOLDEN: dict[str, Any] = {
    "programme": "clusterxchange-2020",
    "visiting": {
        "name": "Zlab",
        "type": "sme",
        "country": "IT",
        "town": "Cerea",
        "membership": "eccp_cluster",
        "previous_visits": 0,
    },
    "host": {
        "name": "ARUS",
        "type": "cluster_organisation",
        "country": "TR",
        "town": "Ankara",
        "membership": "eccp_cluster",
    },
    "exchange": {"start": "2021-09-13", "end": "2021-09-17", "form": "physical"},
}


def judged(case: dict[str, Any]) -> Verdict:
    """Return what the rules say of plain data."""
    read = read_case(case)
    return assess_exchange(read, Law.at(read.on, read.programme))


def said(closing: Closing, planned: dict[str, Any] = GOLDEN) -> str:
    """Return in English what a real exchange changes."""
    messages = difference(judged(planned), judged(actual_case(planned, closing)))
    return " ".join(map(ENGLISH.text, messages))


def test_nothing_said_changes_nothing() -> None:
    """An empty closing leaves the case as it is, and there is no difference to explain."""
    assert actual_changes(Closing(), MONDAY, FRIDAY) == {}
    assert actual_case(GOLDEN, Closing()) == GOLDEN
    assert said(Closing(start=MONDAY, end=FRIDAY)) == ""


def test_a_day_less_halves_the_sum_and_says_why() -> None:
    """The golden exchange with four days: 375 instead of 750 euro, by the rule on short stays."""
    text = said(Closing(end=date(2021, 9, 16)))
    assert "5 planned, 4 took place" in text
    assert "from \N{EURO SIGN}750 to \N{EURO SIGN}375" in text
    assert "The answer changes" not in text
    shortened = judged(with_changes(GOLDEN, {"exchange.end": "2021-09-16"}))
    (halving,) = shortened.with_outcome(Outcome.NOT_MET)
    assert ENGLISH.text(halving.reason) in text


def test_a_travel_day_counts_like_a_day_less() -> None:
    """Who leaves on the Friday has four working days, whatever the last day is called."""
    closing = Closing(start=MONDAY, end=FRIDAY, travel_days=(FRIDAY,))
    assert "from \N{EURO SIGN}750 to \N{EURO SIGN}375" in said(closing)


def test_too_short_a_stay_turns_the_answer() -> None:
    """Two days are not eligible: that is said first, then the sum, then the finding that refuses."""
    text = said(Closing(end=date(2021, 9, 14)))
    assert text.startswith("The answer changes: as planned the exchange was eligible, as it took place it is not eligi")
    assert "to \N{EURO SIGN}0" in text
    refused = judged(with_changes(GOLDEN, {"exchange.end": "2021-09-14"}))
    assert ENGLISH.text(next(finding.reason for finding in refused.findings if finding.code == "EX203")) in text


def test_another_town_is_measured_anew() -> None:
    """Coordinates and region of the planned town don't stay behind with the real one."""
    planned = with_changes(GOLDEN, {"host.lat": 39.9, "host.lon": 32.9, "exchange.host_region": "TR-06"})
    real = actual_case(planned, Closing(town="Istanbul"))
    assert real["host"] == {**GOLDEN["host"], "town": "Istanbul"}
    assert "host_region" not in real["exchange"]  # type: ignore[operator]
    assert judged(real).distance_km != judged(GOLDEN).distance_km


def test_days_of_the_plan_that_lie_outside_the_real_stay_go() -> None:
    """A day on which the host was closed counts only inside the real stay; a split as planned is no more."""
    planned = with_changes(GOLDEN, {"exchange.closed_days": ["2021-09-14", "2021-09-17"], "on": "2021-06-01"})
    real = actual_case(planned, Closing(end=date(2021, 9, 16)))
    assert real["exchange"]["closed_days"] == ["2021-09-14"]  # type: ignore[index]
    assert "on" not in real


def test_a_split_as_planned_is_no_more_once_the_days_are_others() -> None:
    """The slots of a virtual exchange would contradict its real days; as long as the days are the same, they stay."""
    slots = [{"start": "2021-09-13", "end": "2021-09-14"}, {"start": "2021-09-17", "end": "2021-09-17"}]
    planned = with_changes(GOLDEN, {"exchange.form": "virtual", "exchange.slots": slots})
    assert judged(actual_case(planned, Closing(start=MONDAY, end=FRIDAY))).working_days == 3
    assert judged(actual_case(planned, Closing(end=date(2021, 9, 16)))).working_days == 4


def test_travel_days_outside_the_real_stay_are_left_out() -> None:
    """The door refuses a travel day outside the stay, so it doesn't get there."""
    closing = Closing(end=date(2021, 9, 16), travel_days=(FRIDAY, MONDAY))
    assert actual_changes(closing, MONDAY, FRIDAY)["exchange.travel_days"] == [MONDAY]


DAYS = st.dates(date(2021, 1, 1), date(2021, 12, 31))


@given(start=DAYS, length=st.integers(0, 40), travel=st.lists(DAYS, max_size=4, unique=True))
def test_what_is_said_can_always_be_judged(start: date, length: int, travel: list[date]) -> None:
    """Whatever real days are given, the case passes its door, and judging it twice makes no difference."""
    closing = Closing(start=start, end=start + timedelta(days=length), travel_days=tuple(travel))
    verdict = judged(actual_case(GOLDEN, closing))
    assert difference(verdict, verdict) == ()


def test_the_sum_is_due_ten_days_after_all_is_there() -> None:
    """Ten days is the number of the law; a programme that names none gives no day."""
    law = Law.at(MONDAY)
    assert payment_due(date(2021, 9, 27), law) == date(2021, 10, 7)
    assert law.number("payment_within_days") == 10
    assert payment_due(date(2021, 9, 27), Law.at(MONDAY, "eye-2020")) is None
    assert payment_due(date.max, law) is None


@pytest.mark.parametrize("programme", ["clusterxchange-2020", "clusterxchange-2022", "exxtra-2020"])
def test_it_counts_once_for_the_visitors_partnership(programme: str) -> None:
    """Rule R27, for each programme that is ClusterXchange or builds on it."""
    case = read_case(GOLDEN)
    found = target(case, judged(GOLDEN), Law.at(MONDAY, programme))
    assert (found.counts, found.party) == (True, Party.VISITING_PARTNERSHIP)
    assert (found.confidence, found.reference and found.reference.source) == ("P", "CLAM-F")


def test_what_is_not_known_of_the_target_is_not_guessed() -> None:
    """Virtual exchanges, other programmes and open cases give no yes; a refused exchange gives a no."""
    case, law = read_case(GOLDEN), Law.at(MONDAY)
    virtual = read_case(with_changes(GOLDEN, {"exchange.form": "virtual"}))
    assert target(virtual, None, law).counts is None
    assert target(virtual, None, law).reference is None
    assert target(case, judged(GOLDEN), Law.at(MONDAY, "eye-2020")).counts is None
    unsaid = judged(with_changes(GOLDEN, {"visiting.previous_visits": None}))
    assert unsaid.eligibility is Eligibility.UNDECIDED
    assert target(case, unsaid, law).counts is None
    refused = judged(with_changes(GOLDEN, {"host.country": "IT", "host.town": "Pistoia"}))
    assert (target(case, refused, law).counts, target(case, refused, law).party) == (False, None)


def test_the_proofs_that_are_missing_are_named() -> None:
    """Four proofs, each with its source; a ticked one goes; nobody asks a virtual visitor for boarding passes."""
    assert [task.key for task in missing_proofs(Progress())] == [
        "boarding_passes",
        "invoices",
        "closing_report",
        "host_feedback",
    ]
    some = Progress(done=frozenset({"invoices", "closing_report"}))
    assert [task.key for task in missing_proofs(some)] == ["boarding_passes", "host_feedback"]
    assert [task.key for task in missing_proofs(Progress(), ExchangeForm.VIRTUAL)] == [
        "closing_report",
        "host_feedback",
    ]
    assert all(task.reference.url and task.confidence for task in missing_proofs(Progress()))
