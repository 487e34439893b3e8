# SPDX-License-Identifier: BSD-3-Clause
"""What would change the verdict: each proposal keeps its promise, and is one."""

from __future__ import annotations

import copy
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from exxtra_kit import Law, assess_exchange, read_case
from exxtra_kit.language import Language
from exxtra_kit.models import Eligibility
from tests.strategies import cases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.models import Fix, Verdict

ENGLISH = Language.load("en")
RANK = {Eligibility.NOT_ELIGIBLE: 0, Eligibility.UNDECIDED: 1, Eligibility.ELIGIBLE: 2}
VISITOR = {"type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "previous_visits": 0}
HOST = {"type": "cluster_organisation", "country": "TR", "town": "Ankara"}
WEEK = {"start": date(2021, 9, 13), "end": date(2021, 9, 17)}


def assessed(case: Mapping[str, Any]) -> Verdict:
    """Return the verdict of a case given as plain data, with its fixes."""
    read = read_case(case)
    return assess_exchange(read, Law.at(read.on, read.programme))


def after(case: Mapping[str, Any], fix: Fix) -> Verdict:
    """Return the verdict of a case to which a fix was applied just as it is stated."""
    changed = copy.deepcopy(dict(case))
    for name, value in fix.changes.items():
        section, _, key = name.partition(".")
        changed[section][key] = value
    return assessed(changed)


def case_with(**sections: dict[str, Any]) -> dict[str, Any]:
    """Return the golden case with some fields changed; None takes a field away."""
    case: dict[str, dict[str, Any]] = {"visiting": {**VISITOR}, "host": {**HOST}, "exchange": {**WEEK}}
    for section, fields in sections.items():
        merged = case[section] | fields
        case[section] = {key: value for key, value in merged.items() if value is not None}
    return case


@settings(max_examples=120)
@given(cases())
def test_a_fix_does_what_it_promises(case: dict[str, Any]) -> None:
    """Each fix and the loss, applied to the case file as stated, give the verdict and the sum they announce."""
    verdict = assessed(case)

    for fix in (*verdict.fixes, *([verdict.loss] if verdict.loss else [])):
        then = after(case, fix)
        assert then.eligibility is fix.verdict
        assert then.lump_sum_if_confirmed_eur == fix.lump_sum_eur
        assert "{" not in ENGLISH.text(fix.text)


@settings(max_examples=120)
@given(cases())
def test_a_fix_helps_and_a_loss_hurts(case: dict[str, Any]) -> None:
    """A fix gives a better verdict, or a higher sum that was known before; a loss the opposite."""
    verdict = assessed(case)
    now, amount = RANK[verdict.eligibility], verdict.lump_sum_if_confirmed_eur

    for fix in verdict.fixes:
        if RANK[fix.verdict] == now:
            assert fix.lump_sum_eur is not None
            assert amount is not None
            assert fix.lump_sum_eur > amount
        else:
            assert RANK[fix.verdict] > now
    assert list(verdict.fixes) == sorted(
        verdict.fixes, key=lambda fix: (RANK[fix.verdict], fix.lump_sum_eur or 0), reverse=True
    )
    if verdict.loss is not None:
        assert verdict.eligibility is not Eligibility.NOT_ELIGIBLE
        worse, lower = RANK[verdict.loss.verdict], verdict.loss.lump_sum_eur
        assert worse < now or (worse == now and lower is not None and amount is not None and lower < amount)


@pytest.mark.parametrize(
    ("case", "texts"),
    [
        (
            case_with(exchange={"end": date(2021, 9, 15)}),
            ["Stay until 17 September 2021, 5 working days: eligible, €750."],
        ),
        (
            case_with(exchange={"start": date(2021, 7, 19), "end": date(2021, 7, 23)}),
            [
                "Go in another week, 26\N{EN DASH}30 July 2021, 5 working days: eligible, €750.",
                "Stay until 27 July 2021, 3 working days: eligible, €375.",
            ],
        ),
        (
            case_with(exchange={"end": date(2021, 10, 20)}),
            ["End the stay on 12 October 2021: eligible, €750."],
        ),
        (
            case_with(visiting={"membership": None}),
            ["If you are a member of a cluster with a profile on the European platform: eligible, €750."],
        ),
        (
            case_with(visiting={"membership": "none"}),
            ["Join a cluster with a profile on the European platform: eligible, €750."],
        ),
        (case_with(visiting={"previous_visits": 1}), ["Make it a virtual exchange: eligible, €0."]),
        (case_with(), []),
        (case_with(host={"country": "NO", "town": "Oslo"}), []),
    ],
)
def test_the_fixes_in_words(case: dict[str, Any], texts: list[str]) -> None:
    """Each kind of proposal says what to do and what it leads to; where nothing helps, nothing is proposed."""
    assert [ENGLISH.text(fix.text).replace("\N{THIN SPACE}", "") for fix in assessed(case).fixes] == texts


def test_what_must_not_be_lost() -> None:
    """Whoever has five days is told what four would earn."""
    loss = assessed(case_with()).loss

    assert loss is not None
    assert ENGLISH.text(loss.text) == "With 4 working days instead of 5: eligible, €375."
    assert loss.changes == {"exchange.end": date(2021, 9, 16)}


def test_travel_days_go_with_the_days_that_are_cut_off() -> None:
    """A fix that ends the stay earlier says which travel days are left, so that it can be applied as it stands."""
    case = case_with(exchange={"end": date(2021, 10, 20), "travel_days": [date(2021, 9, 13), date(2021, 10, 20)]})

    (fix,) = assessed(case).fixes

    assert fix.changes == {"exchange.end": date(2021, 10, 12), "exchange.travel_days": (date(2021, 9, 13),)}
    assert after(case, fix).eligibility is Eligibility.ELIGIBLE


def test_a_lower_sum_that_is_known_is_no_fix_for_an_unknown_one() -> None:
    """Where the distance is not known, going in a shorter week is not proposed."""
    verdict = assessed(case_with(visiting={"town": None}, host={"town": None}))

    assert verdict.lump_sum_if_confirmed_eur is None
    assert verdict.fixes == ()


def test_days_that_cannot_be_counted_are_not_counted_in_words() -> None:
    """Where working days depend on an unknown region, no proposal speaks of 0 days."""
    somewhere = {"country": "DE", "lat": 51.0, "lon": 10.0, "town": None}
    longer = assessed(case_with(host=somewhere, exchange={"start": date(2021, 11, 15), "end": date(2021, 11, 16)}))
    week = assessed(case_with(host=somewhere, exchange={"start": date(2021, 11, 15), "end": date(2021, 11, 19)}))

    assert week.working_days is None
    assert week.loss is None
    assert longer.eligibility is Eligibility.NOT_ELIGIBLE
    texts = [ENGLISH.text(fix.text) for fix in longer.fixes]
    assert texts
    assert not any("0 working" in text for text in texts), texts
    assert "Stay until 17 November 2021: no reason against it, the sum is not known." in texts


def test_a_day_without_law_is_answered_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a day before the programme no change is tried, however long the stay."""
    tried: list[object] = []
    monkeypatch.setattr("exxtra_kit.rules.fixes.judge", lambda *arguments: tried.append(arguments))

    verdict = assessed(case_with(exchange={"start": date(2018, 1, 1), "end": date(2019, 12, 31)}))

    assert verdict.fixes == ()
    assert verdict.loss is None
    assert not tried
