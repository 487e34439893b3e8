# SPDX-License-Identifier: BSD-3-Clause
"""What every rule works with: the situation, the answer, and how an answer becomes a finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from exxtra_kit.days import StayDays, days_of_stay, is_covered, stay_days
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.geo import distance_km
from exxtra_kit.messages import msg
from exxtra_kit.models import ExchangeForm, Finding, Outcome, Role
from exxtra_kit.parameters import meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from exxtra_kit.messages import Message
    from exxtra_kit.models import Case, Organisation, Place
    from exxtra_kit.parameters import Law

DAYS_READ = (
    "exchange.start",
    "exchange.end",
    "exchange.form",
    "exchange.slots",
    "exchange.travel_days",
    "exchange.closed_days",
    "exchange.half_days",
    "exchange.host_region",
    "host.country",
)
"""Fields that the count of working days depends on."""
DISTANCE_READ = ("visiting.place", "host.place")
"""Fields that the distance depends on."""
EVERY_OUTCOME = frozenset(Outcome)


class Situation:
    """A case with what can be computed of it under a law, each thing once."""

    def __init__(self, case: Case, law: Law) -> None:
        """Make the situation of a case."""
        self.case = case
        self._law = law

    def organisation(self, role: Role) -> Organisation:
        """Return the organisation on one side."""
        return self.case.visiting if role is Role.VISITING else self.case.host

    @property
    def is_virtual(self) -> bool:
        """Whether the exchange is made over the network."""
        return self.case.exchange.form is ExchangeForm.VIRTUAL

    @cached_property
    def days(self) -> StayDays | None:
        """The days at the host; None where dates, host country or its calendar are not known."""
        exchange, country = self.case.exchange, self.case.host.country
        if exchange.start is None or exchange.end is None or country is None or not is_covered(country):
            return None
        return stay_days(
            country,
            exchange.start,
            exchange.end,
            region=exchange.host_region,
            travel_days=exchange.travel_days,
            closed_days=exchange.closed_days,
            half_days=exchange.half_days,
            half_days_per_day=self._half_days_per_day,
            slots=((slot.start, slot.end) for slot in exchange.slots),
        )

    @property
    def _half_days_per_day(self) -> int:
        """How many half days make a working day: at a host, a working day is a full one."""
        if not self.case.exchange.half_days or not self.is_virtual:
            return 0
        return self._law.number_if_asked("half_days_per_day") or 0

    @cached_property
    def working_days(self) -> int | None:
        """Working days at the host; None where they can't be known."""
        try:
            return self.days.working_days if self.days else None
        except ParameterNotFoundError:
            return None

    @property
    def length_days(self) -> int | None:
        """Calendar days of the stay, those between its slots left out; None where the dates are not known."""
        exchange = self.case.exchange
        if exchange.start is None or exchange.end is None:
            return None
        if exchange.slots:
            return sum(days_of_stay(slot.start, slot.end) for slot in exchange.slots)
        return days_of_stay(exchange.start, exchange.end)

    @cached_property
    def distance_km(self) -> float | None:
        """Geodesic distance rounded to 0.1 km; None if unknown."""
        visiting, host = self.case.visiting.place, self.case.host.place
        return rounded_km(visiting, host) if visiting and host else None

    @property
    def is_measured_between_towns(self) -> bool:
        """Whether one end of the distance is only a town's centre."""
        visiting, host = self.case.visiting.place, self.case.host.place
        return bool((visiting and visiting.town) or (host and host.town))


def rounded_km(a: Place, b: Place, measure: Callable[[Place, Place], float] | None = None) -> float:
    """Return a distance rounded to 0.1 km, so that what is shown is what is compared."""
    return round((measure or distance_km)(a, b), 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says of a situation.

    Attributes:
        outcome: The answer.
        reason: Why.
        facts: The inputs used, and what was computed of them.
        note: A caution that doesn't change the outcome.
        parameter: Name of the parameter that decided, if not the rule's own.
        is_checked: False where an optional fact is not stated.
    """

    outcome: Outcome
    reason: Message
    facts: Mapping[str, object] = field(default_factory=dict)
    note: Message | None = None
    parameter: str | None = None
    is_checked: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the scheme.

    Attributes:
        code: Stable code, never reused.
        rule: The scheme's rule, R1 to R31.
        question: The question it asks.
        parameter: The parameter it rests on.
        answer: The function that answers.
        reads: Every field of a case that the answer can depend on; a case that has the same values there
            has the same answer, and `Bench` remembers it.
        affects: Fields of the case file beside which a form shows the answer.
        outcomes: The outcomes it can have where the programme asks the question; where it doesn't, every rule
            answers "not applicable".
        key: What the answer depends on, where that is less than the fields it reads: of the way only its length,
            of the days only whether they are enough. None to remember it by the fields.
    """

    code: str
    rule: str
    question: Message
    parameter: str
    answer: Callable[[Situation, Law], Answer]
    reads: tuple[str, ...]
    affects: tuple[str, ...] = ()
    outcomes: frozenset[Outcome] = EVERY_OUTCOME
    key: Callable[[Situation, Law], Hashable] | None = None

    def find(self, situation: Situation, law: Law) -> Finding:
        """Ask the question.

        A value that the law doesn't have on that day gives "undecided"; a question that the programme
        doesn't ask, "not applicable".
        """
        use = None
        try:
            answer = self.answer(situation, law) if law.is_asked(self.parameter) else self._not_asked()
            if answer.outcome is not Outcome.NOT_APPLICABLE or law.is_stated(answer.parameter or self.parameter):
                use = law.use(answer.parameter or self.parameter)
        except ParameterNotFoundError as error:
            answer = Answer(Outcome.UNDECIDED, error.message)
        name = answer.parameter or self.parameter
        source = law.source(name)
        return Finding(
            code=self.code,
            rule=self.rule,
            question=self.question,
            outcome=answer.outcome,
            reason=answer.reason,
            reference=law.reference(name),
            confidence=source.confidence,
            note=answer.note,
            facts=answer.facts,
            parameter=use,
            decision=source.decision,
            affects=self.affects,
            is_checked=answer.is_checked,
        )

    def _not_asked(self) -> Answer:
        what = meaning(self.parameter).description
        return Answer(Outcome.NOT_APPLICABLE, msg("The programme does not ask this: {what}.", what=what))


def missing(what: Message, **facts: object) -> Answer:
    """Answer that a fact is missing: undecided, with the sentence that says which."""
    return Answer(Outcome.UNDECIDED, what, facts)


def not_checked(what: Message, **facts: object) -> Answer:
    """Answer that an optional fact is not stated, so that nothing was checked, with the sentence that says which."""
    return Answer(Outcome.NOT_APPLICABLE, what, facts, is_checked=False)
