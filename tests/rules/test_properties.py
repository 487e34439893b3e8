# SPDX-License-Identifier: BSD-3-Clause
"""What holds for every case, whatever it is."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.render.plain import verdict_as_dict, verdict_as_text
from exxtra_kit.rules import RULES
from tests.rules.golden import ENGLISH, assessed
from tests.strategies import FACTS, PAID_BY_MONTH, PERIODS, UNCHECKED, cases, without

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from exxtra_kit.models import Verdict

SOME, MANY = settings(max_examples=60), settings(max_examples=200)
CONDITIONS = ("OR", "EX")
UNCHECKED_MORE = (
    *UNCHECKED,
    *((side, key) for side in ("visiting", "host") for key in ("turnover_eur", "balance_sheet_eur")),
)
MOST_MONTHS = 12


def in_any_programme(*, complete: bool = False, monthly: bool = True) -> SearchStrategy[dict[str, Any]]:
    """Draw cases of all programmes, or only of those that pay once."""
    programmes = [programme for programme in PERIODS if monthly or programme not in PAID_BY_MONTH]
    return st.sampled_from(programmes).flatmap(lambda programme: cases(complete=complete, programme=programme))


def verdict_of(case: dict[str, Any], *, with_fixes: bool = False) -> Verdict:
    """Return the verdict of a case given as plain data, without fixes unless they are wanted."""
    return assessed(case, with_fixes=with_fixes)


def affected_by(section: str, fact: str) -> set[str]:
    """Return the codes of the rules that say that a fact affects them."""
    fields = {f"{section}.town"} if fact == "place" else {f"{section}.{fact}"}
    return {rule.code for rule in RULES if fields & set(rule.affects)}


def others_of_its_rule(code: str, section: str, fact: str, case: dict[str, Any]) -> bool:
    """Say whether the case states other optional facts that the same rule rests on."""
    rule = next(rule for rule in RULES if rule.code == code)
    others = set(UNCHECKED_MORE) - {(section, fact)}
    return any(f"{part}.{key}" in rule.affects and key in case[part] for part, key in others)


@MANY
@given(in_any_programme())
def test_the_verdict_follows_from_the_findings(case: dict[str, Any]) -> None:
    """Eligible means that nothing is undecided and no condition is unmet, and the other way round."""
    verdict = verdict_of(case)
    conditions = {finding.outcome for finding in verdict.findings if finding.code.startswith(CONDITIONS)}
    all_outcomes = {finding.outcome for finding in verdict.findings}

    assert (verdict.eligibility is Eligibility.NOT_ELIGIBLE) == (Outcome.NOT_MET in conditions)
    if Outcome.NOT_MET not in conditions:
        assert (verdict.eligibility is Eligibility.UNDECIDED) == (Outcome.UNDECIDED in all_outcomes)


@MANY
@given(in_any_programme())
def test_the_sum_is_nothing_half_or_all(case: dict[str, Any]) -> None:
    """The sum is 0, half of the country's ceiling or all of it, or what the partnership sets if that is less.

    It is paid once and never above the cap, or for each month; it is known when the case is eligible.
    """
    verdict = verdict_of(case)
    full, own = verdict.full_lump_sum_eur, case["exchange"].get("partnership_sum_eur")

    for amount in (verdict.lump_sum_eur, verdict.lump_sum_if_confirmed_eur):
        if amount:
            assert full is not None
            assert own is None or amount <= own
            if case["programme"] in PAID_BY_MONTH:
                assert amount == own or amount % full == 0
            else:
                allowed = full // 2 if verdict.halved else full
                assert amount == (allowed if own is None else min(allowed, own))
                assert amount <= 1100
    if verdict.eligibility is Eligibility.ELIGIBLE:
        assert verdict.lump_sum_eur is not None
        assert verdict.lump_sum_eur > 0 or case["exchange"].get("form") == "virtual" or own == 0
    elif verdict.eligibility is Eligibility.NOT_ELIGIBLE:
        assert verdict.lump_sum_eur == 0
    else:
        assert verdict.lump_sum_eur is None


@MANY
@given(in_any_programme())
def test_halving_agrees_with_days_and_distance(case: dict[str, Any]) -> None:
    """The sum is halved if and only if the stay or the way is short, as far as that can be known; by months never."""
    verdict = verdict_of(case)
    if verdict.full_lump_sum_eur is None or case["exchange"].get("form") == "virtual":
        return
    if case["programme"] in PAID_BY_MONTH:
        assert verdict.halved is False
        return
    short = None if verdict.working_days is None else verdict.working_days < 5
    near = None if verdict.distance_km is None else verdict.distance_km < 200

    if short or near:
        assert verdict.halved is True
    elif short is None or near is None:
        assert verdict.halved is None
    else:
        assert verdict.halved is False


@MANY
@given(in_any_programme(complete=True, monthly=False), st.integers(1, 14))
def test_who_stays_longer_earns_no_less(case: dict[str, Any], days: int) -> None:
    """More days never lower the sum, as long as the stay remains possible."""
    stay = {key: value for key, value in case["exchange"].items() if key != "slots"}
    later = stay["end"] + timedelta(days=days)
    shorter, longer = verdict_of({**case, "exchange": stay}), verdict_of({**case, "exchange": {**stay, "end": later}})

    if Eligibility.NOT_ELIGIBLE not in {shorter.eligibility, longer.eligibility}:
        before, after = shorter.lump_sum_if_confirmed_eur, longer.lump_sum_if_confirmed_eur
        assert before is None or after is None or before <= after


@MANY
@given(in_any_programme(complete=True), st.sampled_from(FACTS))
def test_a_missing_fact_never_helps(case: dict[str, Any], fact: tuple[str, str]) -> None:
    """Without a fact nothing that it affects is met, nothing becomes met, and nobody becomes eligible."""
    before = verdict_of(case)
    after = verdict_of(without(case, *fact))

    met_before = {finding.code for finding in before.findings if finding.outcome is Outcome.MET}
    met_after = {finding.code for finding in after.findings if finding.outcome is Outcome.MET}
    assert met_after <= met_before
    assert not met_after & affected_by(*fact)
    if before.eligibility is not Eligibility.ELIGIBLE:
        assert after.eligibility is not Eligibility.ELIGIBLE
    if case["exchange"].get("form") != "virtual" and after.lump_sum_if_confirmed_eur is not None:
        most = MOST_MONTHS if case["programme"] in PAID_BY_MONTH else 1
        assert after.lump_sum_if_confirmed_eur <= (before.full_lump_sum_eur or 0) * most


# Whose turnover and balance sheet are both too large is no SME, however many people work there.
TOO_LARGE_WHATEVER_THE_STAFF = {
    "programme": "clusterxchange-2020",
    "visiting": {"type": "sme", "country": "IT", "membership": "eccp_cluster", "lat": 45.194, "lon": 11.213},
    "host": {
        "type": "sme",
        "country": "DE",
        "membership": "eccp_cluster",
        "lat": 50.8,
        "lon": 12.9,
        "staff": 0,
        "turnover_eur": 50_000_001,
        "balance_sheet_eur": 43_000_001,
    },
    "exchange": {"start": date(2020, 2, 3), "end": date(2020, 2, 7)},
}


@MANY
@example(TOO_LARGE_WHATEVER_THE_STAFF, ("host", "staff"))
@given(in_any_programme(complete=True), st.sampled_from(UNCHECKED))
def test_what_need_not_be_stated_is_not_checked(case: dict[str, Any], fact: tuple[str, str]) -> None:
    """Without an optional fact nothing that rests on it alone is met or refused, and nothing becomes undecided.

    What other optional facts of the same rule refuse by themselves stays refused.
    """
    before = verdict_of(case)
    after = verdict_of(without(case, *fact))

    outcomes = {finding.code: finding.outcome for finding in before.findings}
    for finding in after.findings:
        if finding.outcome is Outcome.UNDECIDED:
            assert outcomes[finding.code] is Outcome.UNDECIDED
        if finding.code in affected_by(*fact):
            stays_refused = {Outcome.NOT_MET} if others_of_its_rule(finding.code, *fact, case) else set()
            assert finding.outcome in {Outcome.NOT_APPLICABLE, Outcome.UNDECIDED} | stays_refused
            assert finding.outcome is not Outcome.NOT_MET or outcomes[finding.code] is Outcome.NOT_MET
        if not finding.is_checked:
            assert finding.outcome is Outcome.NOT_APPLICABLE
            assert ENGLISH.text(finding.reason).startswith("Not checked: ")


@MANY
@given(in_any_programme())
def test_every_finding_says_why_and_where(case: dict[str, Any]) -> None:
    """Each finding has a question, a reason, a reference and a source's confidence; its code is that of a rule."""
    verdict = verdict_of(case)

    assert [finding.code for finding in verdict.findings] == [rule.code for rule in RULES]
    for finding, rule in zip(verdict.findings, RULES, strict=True):
        is_asked = finding.parameter is None or finding.parameter.value is not None
        assert finding.outcome in (rule.outcomes if is_asked else {Outcome.NOT_APPLICABLE}), finding.code
        assert ENGLISH.text(finding.question)
        assert ENGLISH.text(finding.reason).strip(" .")
        assert "{" not in ENGLISH.text(finding.reason)
        assert "None" not in ENGLISH.text(finding.reason)
        assert finding.reference.title
        assert finding.confidence in {"O", "P", "S1", "S2", "T", "I", "M"}
        if finding.outcome in {Outcome.MET, Outcome.NOT_MET}:
            assert finding.parameter is not None, finding.code


@SOME
@given(in_any_programme())
def test_the_same_question_gets_the_same_answer(case: dict[str, Any]) -> None:
    """A verdict depends on the case and the law alone."""
    assert verdict_of(case, with_fixes=True) == verdict_of(case, with_fixes=True)


@SOME
@given(in_any_programme())
def test_looking_for_changes_changes_nothing_else(case: dict[str, Any]) -> None:
    """The verdict with fixes is the verdict without them, with fixes."""
    with_fixes, bare = verdict_of(case, with_fixes=True), verdict_of(case)

    assert with_fixes.findings == bare.findings
    assert with_fixes.eligibility is bare.eligibility
    assert with_fixes.lump_sum_eur == bare.lump_sum_eur
    assert bare.fixes == ()
    assert bare.loss is None


@SOME
@given(in_any_programme(complete=True))
def test_distance_is_the_same_both_ways(case: dict[str, Any]) -> None:
    """Who visits whom makes no difference to the distance and the priority."""
    case["exchange"].pop("host_region", None)
    turned = {**case, "visiting": case["host"], "host": case["visiting"]}

    assert verdict_of(case).distance_km == verdict_of(turned).distance_km
    assert verdict_of(case).has_priority == verdict_of(turned).has_priority


@SOME
@given(in_any_programme())
def test_every_verdict_can_be_shown(case: dict[str, Any]) -> None:
    """Each verdict becomes JSON that reads back as it was, and text without a gap."""
    verdict = verdict_of(case, with_fixes=True)
    data = verdict_as_dict(verdict, ENGLISH)

    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert "{" not in verdict_as_text(verdict, ENGLISH)
