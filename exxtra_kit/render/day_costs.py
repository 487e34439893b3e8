# SPDX-License-Identifier: BSD-3-Clause
"""What a single day of the stay decides, in words beside the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Euro, Message, msg, plural
from exxtra_kit.models import Eligibility
from exxtra_kit.planning import CostKind
from exxtra_kit.render.html import Markup, element, join, sign, words

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.models import Verdict
    from exxtra_kit.planning import DayCost

_LOSSES = frozenset({CostKind.MARK_COSTS, CostKind.MARKS_COST})


def cost_html(cost: DayCost | None, language: Language) -> Markup:
    """Return what a day decides; nothing for a day that decides nothing."""
    if cost is None:
        return Markup("")
    text = words(cost_words(cost), language)
    if cost.kind in _LOSSES:
        return element("p", join([sign("half"), text], " "), "exx-plan-cost exx-plan-cost-lost")
    return element("p", text, "exx-plan-cost")


def cost_words(cost: DayCost) -> Message:
    """Say what a day decides: what is left without it, or what a mark costs."""
    left, whole = _left(cost.without), _left(cost.with_it)
    match cost.kind:
        case CostKind.MARK_COSTS:
            return msg("Costs: {left} instead of {whole}.", left=left, whole=whole)
        case CostKind.MARKS_COST:
            return msg("Costs, with the other marked days: {left} instead of {whole}.", left=left, whole=whole)
        case CostKind.MARK_IS_FREE:
            return msg("Changes neither the answer nor the sum.")
        case _ if cost.with_it.halved is False and cost.without.halved:
            return msg("Needed for the full sum: without it {left}.", left=left)
        case _:
            return msg("Needed: without it {left}.", left=left)


def _left(verdict: Verdict) -> Message:
    """Say what a verdict comes to: how many working days, and what is paid."""
    if verdict.working_days is None:
        return msg("{sum}", sum=_paid(verdict))
    return plural(
        "{n} working day, {sum}",
        "{n} working days, {sum}",
        n=verdict.working_days,
        sum=_paid(verdict),
    )


def _paid(verdict: Verdict) -> Message | Euro:
    if verdict.eligibility is Eligibility.NOT_ELIGIBLE:
        return msg("not eligible")
    if verdict.lump_sum_if_confirmed_eur is None:
        return msg("sum not known")
    if verdict.eligibility is Eligibility.UNDECIDED:
        return msg("{sum} if confirmed", sum=Euro(verdict.lump_sum_if_confirmed_eur))
    return Euro(verdict.lump_sum_if_confirmed_eur)
