# SPDX-License-Identifier: BSD-3-Clause
"""The last step: what the real days change, which proof is missing, when the sum is due, for whose target it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from exxtra_kit.casefile import with_changes
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.messages import Euro, Message, msg
from exxtra_kit.models import Eligibility, ExchangeForm, Outcome
from exxtra_kit.parameters import DEFAULT_PROGRAMME, load_programme
from exxtra_kit.planning.sources import CLAM_F
from exxtra_kit.planning.steps import TASKS, Party

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.models import Case, Finding, Reference, Verdict
    from exxtra_kit.parameters import Law
    from exxtra_kit.planning.closing import Closing
    from exxtra_kit.planning.progress import Progress
    from exxtra_kit.planning.steps import Task

_PROOFS = ("boarding_passes", "invoices", "closing_report", "host_feedback")
_OF_A_JOURNEY = frozenset({"boarding_passes", "invoices"})
_LISTS_OF_DAYS = ("closed_days", "half_days")
_ANSWERS = {
    Eligibility.ELIGIBLE: msg("eligible"),
    Eligibility.NOT_ELIGIBLE: msg("not eligible"),
    Eligibility.UNDECIDED: msg("not decided yet"),
}
# Steps of the sum have codes of their own family, see `Finding.code`.
_OF_THE_SUM = "LS"


def actual_changes(closing: Closing, start: date | None, end: date | None) -> dict[str, object]:
    """Return what the real exchange changes in the planned case.

    Args:
        closing: What is said of the exchange now that it is over.
        start: First day at the host as planned; None if not known.
        end: Last day at the host as planned.

    Returns:
        Dotted fields of the case file with their values, None to take a field out, as
        `exxtra_kit.casefile.with_changes` takes them; empty while nothing is said.
    """
    changes: dict[str, object] = {}
    if closing.start or closing.end or closing.travel_days:
        first, last = closing.start or start, closing.end or end
        if (first, last) != (start, end):
            # The days are other ones: the law is that of the real first day, and a split as planned is no more.
            changes |= {"on": None, "exchange.start": first, "exchange.end": last, "exchange.slots": None}
        inside = [
            day for day in closing.travel_days if (first is None or first <= day) and (last is None or day <= last)
        ]
        changes["exchange.travel_days"] = inside or None
    if closing.town:
        changes |= {"host.town": closing.town, "host.lat": None, "host.lon": None, "exchange.host_region": None}
    return changes


def actual_case(case: Mapping[str, object], closing: Closing) -> dict[str, object]:
    """Return the plain data of the exchange as it really was.

    Args:
        case: The plain data of the planned case, with the keys of a case file.
        closing: What is said of the exchange now that it is over.
    """
    stay = case.get("exchange")
    planned: Mapping[str, object] = stay if isinstance(stay, Mapping) else {}
    changes = actual_changes(closing, _day(planned.get("start")), _day(planned.get("end")))
    if "exchange.start" in changes:
        first, last = changes["exchange.start"], changes["exchange.end"]
        for name in _LISTS_OF_DAYS:
            days = planned.get(name)
            if isinstance(days, list | tuple) and isinstance(first, date) and isinstance(last, date):
                kept = [day for day in days if (known := _day(day)) is None or first <= known <= last]
                changes[f"exchange.{name}"] = kept or None
    return with_changes(case, changes)


def difference(planned: Verdict, actual: Verdict) -> tuple[Message, ...]:
    """Say what the rules say of the exchange as it was, where that is something else than of the plan.

    Args:
        planned: The verdict of the plan.
        actual: The verdict of what really took place.

    Returns:
        Whole sentences: the answer, the days, the sum, and why: the reasons of the findings that are others now.
        Empty where nothing differs.
    """
    said: list[Message] = []
    if planned.eligibility is not actual.eligibility:
        said.append(
            msg(
                "The answer changes: as planned the exchange was {before}, as it took place it is {now}.",
                before=_ANSWERS[planned.eligibility],
                now=_ANSWERS[actual.eligibility],
            )
        )
    before, now = planned.working_days, actual.working_days
    if before != now and before is not None and now is not None:
        said.append(msg("Working days at the host: {before} planned, {now} took place.", before=before, now=now))
    sums = _sum(planned), _sum(actual)
    if sums[0] != sums[1]:
        said.append(_sum_changes(*sums))
    return (*said, *(finding.reason for finding in _others(planned, actual, is_sum_another=sums[0] != sums[1])))


def _sum(verdict: Verdict) -> int | None:
    return verdict.lump_sum_if_confirmed_eur if verdict.eligibility is Eligibility.UNDECIDED else verdict.lump_sum_eur


def _sum_changes(before: int | None, now: int | None) -> Message:
    if before is not None and now is not None:
        return msg("The sum changes from {before} to {now}.", before=Euro(before), now=Euro(now))
    if now is not None:
        return msg("The sum is {now}; as planned it could not be known.", now=Euro(now))
    planned = Euro(before or 0)
    return msg("The sum can\N{RIGHT SINGLE QUOTATION MARK}t be known now; as planned it was {before}.", before=planned)


def _others(planned: Verdict, actual: Verdict, *, is_sum_another: bool) -> Iterator[Finding]:
    """Yield the findings whose outcome is another; of a sum that is another without that, its steps that moved."""
    by_code = {finding.code: finding for finding in planned.findings}
    known = [finding for finding in actual.findings if finding.code in by_code]
    turned = [finding for finding in known if finding.outcome is not by_code[finding.code].outcome]
    turned = [finding for finding in turned if finding.outcome is not Outcome.NOT_APPLICABLE]
    if not turned and is_sum_another:
        turned = [
            finding
            for finding in known
            if finding.code.startswith(_OF_THE_SUM) and finding.reason != by_code[finding.code].reason
        ]
    yield from turned


def payment_due(completed: date, law: Law) -> date | None:
    """Return the day until which the sum is to be paid.

    Args:
        completed: Day on which report and proofs were complete.
        law: The law of the exchange; `law.source("payment_within_days")` says where the number stands.

    Returns:
        The last day; None where the programme says nothing of it.
    """
    try:
        days = law.number("payment_within_days")
        return completed + timedelta(days=days)
    except (ParameterNotFoundError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Target:
    """Whether an exchange counts for a target, and whose (rule R27).

    Attributes:
        counts: Whether it counts; None where that can't be known.
        party: Whose target; None where nobody's is known.
        reason: Why, in a sentence.
        reference: Where that stands; None where nothing could be read.
        confidence: How sure the source is (the marks of `exxtra_kit.models.Finding`).
    """

    counts: bool | None
    party: Party | None
    reason: Message
    reference: Reference | None = None
    confidence: str = "M"


def target(case: Case, verdict: Verdict | None, law: Law) -> Target:
    """Say whether an exchange counts for the target of a partnership, and of which.

    Args:
        case: The exchange, as it took place if that is known.
        verdict: What the rules say of it; None if they can't say anything.
        law: The law of the exchange.
    """
    if not _is_clusterxchange(law):
        return Target(None, None, msg("For this programme no source says whether an exchange counts for a target."))
    if case.exchange.form is ExchangeForm.VIRTUAL:
        return Target(
            None,
            None,
            msg(
                "No source that could be read says whether a virtual exchange counts for a target: nothing is paid "
                "for it. Ask the visitor\N{RIGHT SINGLE QUOTATION MARK}s partnership."
            ),
        )
    eligibility = verdict.eligibility if verdict is not None else Eligibility.UNDECIDED
    if eligibility is Eligibility.NOT_ELIGIBLE:
        why = msg("It is not eligible, so no partnership pays it and it counts for nobody.")
        return Target(counts=False, party=None, reason=why, reference=CLAM_F, confidence="I")
    once = msg(
        "It counts once, for the partnership that organises it and pays the visitor: the visitor"
        "\N{RIGHT SINGLE QUOTATION MARK}s. For the host\N{RIGHT SINGLE QUOTATION MARK}s partnership it does not count "
        "again, where that is another one."
    )
    if eligibility is Eligibility.UNDECIDED:
        open_yet = msg("{once} That holds if it is eligible, which is not decided yet.", once=once)
        return Target(None, Party.VISITING_PARTNERSHIP, open_yet, CLAM_F, "P")
    return Target(counts=True, party=Party.VISITING_PARTNERSHIP, reason=once, reference=CLAM_F, confidence="P")


def missing_proofs(progress: Progress, form: ExchangeForm = ExchangeForm.PHYSICAL) -> tuple[Task, ...]:
    """Return the proofs that are not ticked yet, each with who brings it and where that stands.

    Args:
        progress: What of the checklist is done.
        form: How the exchange was made: nobody travels to a virtual one.
    """
    wanted = [name for name in _PROOFS if form is ExchangeForm.PHYSICAL or name not in _OF_A_JOURNEY]
    return tuple(task for task in TASKS if task.key in wanted and not progress.is_done(task))


def _is_clusterxchange(law: Law) -> bool:
    """Say whether a programme is ClusterXchange or builds on it: the rule on the target is that scheme's."""
    head = law.programme.programme
    while head.id != DEFAULT_PROGRAMME:
        if head.builds_on is None:
            return False
        head = load_programme(head.builds_on).programme
    return True


def _day(value: object) -> date | None:
    """Return a day of plain data; None for what is none."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) else None
