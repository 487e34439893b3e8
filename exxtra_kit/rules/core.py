# SPDX-License-Identifier: BSD-3-Clause
"""What every rule works with: the situation, the answer, and how an answer becomes a finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from exxtra_kit.days import StayDays, is_covered, stay_days
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.geo import distance_km
from exxtra_kit.models import ExchangeForm, Finding, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exxtra_kit.messages import Message
    from exxtra_kit.models import Case
    from exxtra_kit.parameters import Law


class Situation:
    """A case with what can be computed of it, each thing once."""

    def __init__(self, case: Case) -> None:
        """Make the situation of a case."""
        self.case = case

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
        )

    @property
    def working_days(self) -> int | None:
        """Working days at the host; None where they can't be known."""
        return self.days.working_days if self.days else None

    @cached_property
    def distance_km(self) -> float | None:
        """Geodesic distance rounded to 0.1 km, so that what is shown is what is compared; None if unknown."""
        visiting, host = self.case.visiting.place, self.case.host.place
        return round(distance_km(visiting, host), 1) if visiting and host else None

    @property
    def is_measured_between_towns(self) -> bool:
        """Whether one end of the distance is only a town's centre."""
        return any(place is not None and place.town for place in (self.case.visiting.place, self.case.host.place))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says of a situation.

    Attributes:
        outcome: The answer.
        reason: Why.
        facts: The inputs used, and what was computed of them.
        note: A caution that doesn't change the outcome.
        parameter: Name of the parameter that decided, if not the rule's own.
    """

    outcome: Outcome
    reason: Message
    facts: Mapping[str, object] = field(default_factory=dict)
    note: Message | None = None
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the scheme.

    Attributes:
        code: Stable code, never reused.
        rule: The scheme's rule, R1 to R31.
        question: The question it asks.
        parameter: The parameter it rests on.
        answer: The function that answers.
        affects: Fields of the case file it looks at.
    """

    code: str
    rule: str
    question: Message
    parameter: str
    answer: Callable[[Situation, Law], Answer]
    affects: tuple[str, ...] = ()

    def find(self, situation: Situation, law: Law) -> Finding:
        """Ask the question; a value that the law doesn't have on that day gives "undecided"."""
        try:
            answer = self.answer(situation, law)
            use = law.use(answer.parameter or self.parameter)
        except ParameterNotFoundError as error:
            answer, use = Answer(Outcome.UNDECIDED, error.message), None
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
        )


def missing(what: Message, **facts: object) -> Answer:
    """Answer that a fact is missing: undecided, with the sentence that says which."""
    return Answer(Outcome.UNDECIDED, what, facts)
