# SPDX-License-Identifier: BSD-3-Clause
"""The verdict: every finding, the three facts and the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.models import Eligibility, Finding, Outcome, Verdict
from exxtra_kit.rules import lump_sum, organisations
from exxtra_kit.rules.core import Rule, Situation
from exxtra_kit.rules.exchanges import EXCHANGE_RULES, PRIORITY_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.models import Case
    from exxtra_kit.parameters import Law

_CONDITIONS = (*organisations.RULES, *EXCHANGE_RULES)
RULES: tuple[Rule, ...] = (*_CONDITIONS, *PRIORITY_RULES, *lump_sum.RULES)
"""Every rule, in the order in which findings are reported."""

_CONDITION_CODES = frozenset(rule.code for rule in _CONDITIONS)
_PRIORITY_CODES = frozenset(rule.code for rule in PRIORITY_RULES)
_PRIORITY = {Outcome.MET: True, Outcome.NOT_MET: False}
_NOTHING_EUR = 0


def judge(case: Case, law: Law) -> Verdict:
    """Return the verdict of a case, without looking for what would change it.

    Not eligible if a condition (OR1xx, EX2xx) is not met; otherwise undecided if any finding is
    undecided; otherwise eligible. Priority and the steps of the sum never refuse an exchange.

    Args:
        case: The question.
        law: The law to apply.
    """
    situation = Situation(case)
    findings = tuple(rule.find(situation, law) for rule in RULES)
    eligibility = _eligibility(findings)
    amount = lump_sum.estimate_lump_sum(situation, law)
    due = {
        Eligibility.ELIGIBLE: amount.due_eur,
        Eligibility.NOT_ELIGIBLE: _NOTHING_EUR,
        Eligibility.UNDECIDED: None,
    }[eligibility]
    priority = next(finding for finding in findings if finding.code in _PRIORITY_CODES)
    return Verdict(
        programme=law.programme_id,
        programme_title=law.programme.programme.title,
        on=law.day,
        eligibility=eligibility,
        findings=findings,
        working_days=situation.working_days,
        distance_km=situation.distance_km,
        has_priority=_PRIORITY.get(priority.outcome),
        full_lump_sum_eur=amount.full_eur,
        halved=amount.halved,
        lump_sum_eur=due,
        lump_sum_if_confirmed_eur=amount.due_eur if eligibility is not Eligibility.NOT_ELIGIBLE else _NOTHING_EUR,
    )


def _eligibility(findings: Iterable[Finding]) -> Eligibility:
    outcomes = [(finding.code in _CONDITION_CODES, finding.outcome) for finding in findings]
    if (True, Outcome.NOT_MET) in outcomes:
        return Eligibility.NOT_ELIGIBLE
    if any(outcome is Outcome.UNDECIDED for _, outcome in outcomes):
        return Eligibility.UNDECIDED
    return Eligibility.ELIGIBLE
