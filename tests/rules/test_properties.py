# SPDX-License-Identifier: BSD-3-Clause
"""What holds for every case, whatever it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit import Law, assess_exchange, read_case
from exxtra_kit.language import Language
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.render.plain import verdict_as_dict, verdict_as_text
from exxtra_kit.rules import RULES
from tests.strategies import FACTS, cases, without

if TYPE_CHECKING:
    from exxtra_kit.models import Verdict

ENGLISH = Language.load("en")
SOME, MANY = settings(max_examples=60), settings(max_examples=200)
CONDITIONS = ("OR", "EX")


def assessed(case: dict[str, Any], *, with_fixes: bool = False) -> Verdict:
    """Return the verdict of a case given as plain data."""
    read = read_case(case)
    return assess_exchange(read, Law.at(read.on, read.programme), with_fixes=with_fixes)


def affected_by(section: str, fact: str) -> set[str]:
    """Return the codes of the rules that say that a fact affects them."""
    fields = {f"{section}.town"} if fact == "place" else {f"{section}.{fact}"}
    return {rule.code for rule in RULES if fields & set(rule.affects)}


@MANY
@given(cases())
def test_the_verdict_follows_from_the_findings(case: dict[str, Any]) -> None:
    """Eligible means that nothing is undecided and no condition is unmet, and the other way round."""
    verdict = assessed(case)
    conditions = {finding.outcome for finding in verdict.findings if finding.code.startswith(CONDITIONS)}
    all_outcomes = {finding.outcome for finding in verdict.findings}

    assert (verdict.eligibility is Eligibility.NOT_ELIGIBLE) == (Outcome.NOT_MET in conditions)
    if Outcome.NOT_MET not in conditions:
        assert (verdict.eligibility is Eligibility.UNDECIDED) == (Outcome.UNDECIDED in all_outcomes)


@MANY
@given(cases())
def test_the_sum_is_nothing_half_or_all(case: dict[str, Any]) -> None:
    """The sum is 0, half of the country's ceiling or all of it, never above the cap, and known when eligible."""
    verdict = assessed(case)
    full = verdict.full_lump_sum_eur

    for amount in (verdict.lump_sum_eur, verdict.lump_sum_if_confirmed_eur):
        if amount:
            assert full is not None
            assert amount == (full // 2 if verdict.halved else full)
            assert amount <= 1100
    if verdict.eligibility is Eligibility.ELIGIBLE:
        assert verdict.lump_sum_eur is not None
        assert verdict.lump_sum_eur > 0 or case["exchange"].get("form") == "virtual"
    elif verdict.eligibility is Eligibility.NOT_ELIGIBLE:
        assert verdict.lump_sum_eur == 0
    else:
        assert verdict.lump_sum_eur is None


@MANY
@given(cases())
def test_halving_agrees_with_days_and_distance(case: dict[str, Any]) -> None:
    """The sum is halved if and only if the stay or the way is short, as far as that can be known."""
    verdict = assessed(case)
    if verdict.full_lump_sum_eur is None or case["exchange"].get("form") == "virtual":
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
@given(cases(complete=True), st.sampled_from(FACTS))
def test_a_missing_fact_never_helps(case: dict[str, Any], fact: tuple[str, str]) -> None:
    """Without a fact nothing that it affects is met, nothing becomes met, and nobody becomes eligible."""
    before = assessed(case)
    after = assessed(without(case, *fact))

    met_before = {finding.code for finding in before.findings if finding.outcome is Outcome.MET}
    met_after = {finding.code for finding in after.findings if finding.outcome is Outcome.MET}
    assert met_after <= met_before
    assert not met_after & affected_by(*fact)
    if before.eligibility is not Eligibility.ELIGIBLE:
        assert after.eligibility is not Eligibility.ELIGIBLE
    if case["exchange"].get("form") != "virtual" and after.lump_sum_if_confirmed_eur is not None:
        assert after.lump_sum_if_confirmed_eur <= (before.full_lump_sum_eur or 0)


@MANY
@given(cases())
def test_every_finding_says_why_and_where(case: dict[str, Any]) -> None:
    """Each finding has a question, a reason, a reference and a source's confidence; its code is that of a rule."""
    verdict = assessed(case)

    assert [finding.code for finding in verdict.findings] == [rule.code for rule in RULES]
    for finding in verdict.findings:
        assert ENGLISH.text(finding.question)
        assert ENGLISH.text(finding.reason).strip(" .")
        assert "{" not in ENGLISH.text(finding.reason)
        assert "None" not in ENGLISH.text(finding.reason)
        assert finding.reference.title
        assert finding.confidence in {"O", "P", "S1", "S2", "T", "I", "M"}
        if finding.outcome in {Outcome.MET, Outcome.NOT_MET}:
            assert finding.parameter is not None, finding.code


@SOME
@given(cases())
def test_the_same_question_gets_the_same_answer(case: dict[str, Any]) -> None:
    """A verdict depends on the case and the law alone."""
    assert assessed(case, with_fixes=True) == assessed(case, with_fixes=True)


@SOME
@given(cases())
def test_looking_for_changes_changes_nothing_else(case: dict[str, Any]) -> None:
    """The verdict with fixes is the verdict without them, with fixes."""
    with_fixes, bare = assessed(case, with_fixes=True), assessed(case)

    assert with_fixes.findings == bare.findings
    assert with_fixes.eligibility is bare.eligibility
    assert with_fixes.lump_sum_eur == bare.lump_sum_eur
    assert bare.fixes == ()
    assert bare.loss is None


@SOME
@given(cases(complete=True))
def test_distance_is_the_same_both_ways(case: dict[str, Any]) -> None:
    """Who visits whom makes no difference to the distance and the priority."""
    turned = {**case, "visiting": case["host"], "host": case["visiting"]}

    assert assessed(case).distance_km == assessed(turned).distance_km
    assert assessed(case).has_priority == assessed(turned).has_priority


@SOME
@given(cases())
def test_every_verdict_can_be_shown(case: dict[str, Any]) -> None:
    """Each verdict becomes JSON that reads back as it was, and text without a gap."""
    verdict = assessed(case, with_fixes=True)
    data = verdict_as_dict(verdict, ENGLISH)

    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert "{" not in verdict_as_text(verdict, ENGLISH)
