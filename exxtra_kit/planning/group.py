# SPDX-License-Identifier: BSD-3-Clause
"""Several visitors at one host with one agenda: the case of each, what the rules say of it, the sum of all (R31)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.casefile import known_case, read_case
from exxtra_kit.errors import InputError
from exxtra_kit.models import Role
from exxtra_kit.parameters import Law
from exxtra_kit.rules import assess_exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exxtra_kit.errors import Problem
    from exxtra_kit.models import Case, Verdict


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One visitor of a group, judged by itself.

    Attributes:
        data: Its case, with the keys of a case file.
        case: The case; None while something in it can't be used.
        problems: What can't be used, by the field of the case file.
        verdict: What the rules say of it; None while there is no case.
    """

    data: Mapping[str, object]
    case: Case | None
    problems: tuple[Problem, ...]
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class GroupSum:
    """What a group gets together.

    Attributes:
        eur: Sum of the lump sums that are known, euro.
        unknown: For how many visitors nothing can be said yet.
    """

    eur: int
    unknown: int


def group_cases(case: Mapping[str, object], visitors: Sequence[Mapping[str, object]]) -> tuple[dict[str, object], ...]:
    """Return the case of each visitor: each is an exchange of its own, with the same host and the same stay.

    Args:
        case: The case of the first visitor, with the keys of a case file.
        visitors: The further visitors, each with the keys of the case's section.

    Returns:
        The first visitor's case and those of the others; `exchange.group_visitors` is their number, and unchanged
        for one that visits alone.

    Examples:
        >>> group_cases({"visiting": {"name": "Zlab"}}, [{"name": "Railtech"}])[1]
        {'visiting': {'name': 'Railtech'}, 'exchange': {'group_visitors': 2}}
    """
    if not visitors:
        return (dict(case),)
    stay = case.get("exchange")
    together = {
        **case,
        "exchange": {**(stay if isinstance(stay, Mapping) else {}), "group_visitors": len(visitors) + 1},
    }
    return (together, *({**together, Role.VISITING.value: dict(visitor)} for visitor in visitors))


def judge_group(case: Mapping[str, object], visitors: Sequence[Mapping[str, object]]) -> tuple[GroupMember, ...]:
    """Return what the rules say of each visitor, the first one first.

    Args:
        case: The case of the first visitor, with the keys of a case file.
        visitors: The further visitors, each with the keys of the case's section.
    """
    return tuple(_judge(data) for data in group_cases(case, visitors))


def _judge(data: Mapping[str, object]) -> GroupMember:
    try:
        case = read_case(known_case(data))
    except InputError as error:
        return GroupMember(data, None, error.problems, None)
    return GroupMember(data, case, (), assess_exchange(case, Law.at(case.on, case.programme), with_fixes=False))


def group_sum(members: Iterable[GroupMember]) -> GroupSum:
    """Return what the visitors of a group get together."""
    sums = [member.verdict.lump_sum_eur if member.verdict else None for member in members]
    return GroupSum(sum(one for one in sums if one is not None), sums.count(None))
