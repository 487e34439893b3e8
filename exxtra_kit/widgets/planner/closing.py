# SPDX-License-Identifier: BSD-3-Clause
"""Finalisation: the real days judged again, the report, the proofs, the payment, and for whom the exchange counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from exxtra_kit.casefile import known_case, read_case
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.messages import Message, msg
from exxtra_kit.parameters import Law
from exxtra_kit.planning import Closing, ExchangeStep
from exxtra_kit.planning.closing import LARGEST_SUM_EUR
from exxtra_kit.planning.finalisation import actual_case, difference, missing_proofs, payment_due, target
from exxtra_kit.render.closing import outcome_html, payment_html, proofs_html, target_html
from exxtra_kit.render.html import Markup, element, words
from exxtra_kit.render.plan import STEP_PLACES
from exxtra_kit.rules import assess_exchange
from exxtra_kit.widgets.kit import (
    DayChecks,
    Field,
    button,
    date_field,
    html,
    is_half_typed,
    long_text_field,
    row,
    show,
    stack,
    text_field,
    town_field,
)
from exxtra_kit.widgets.planner.folded import FoldedCard
from exxtra_kit.widgets.planner.kept_text import KeptText
from exxtra_kit.widgets.planner.model import today
from exxtra_kit.widgets.planner.papers import PAPERS_ID

if TYPE_CHECKING:
    from collections.abc import Callable

    from exxtra_kit.language import Language
    from exxtra_kit.models import Case, Verdict
    from exxtra_kit.widgets.planner.model import PlannerModel

_DAYS = ("start", "end", "completed", "paid_on")
_REPORT = (
    ("done", msg("What was done?")),
    ("results", msg("What came of it?")),
    ("next_steps", msg("What comes next?")),
    ("feedback", msg("What does the host say?")),
)
_NO_SUM = -1
# Fields of the case, and which field of this card says them.
_ASKED_HERE = {"exchange.start": "start", "exchange.end": "end", "host.town": "town"}


class ClosingView:
    """The card for the end of an exchange; folded until the stay is over or somebody opens it.

    Attributes:
        box: The card.
        card: What folds it.
        fields: The fields with one control, by the closing's field.
        texts: Those of them that hold text.
        travel: The ticks for days that were spent travelling.
        outcome: What the rules say of the exchange as it was.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build the card for a model."""
        self.model, self._language = model, language
        self.fields: dict[str, Field] = {}
        self.texts: dict[str, KeptText] = {}
        self.travel: DayChecks | None = None
        self.outcome, self._payment, self._target, self._proofs = html("", "exx-live"), html(), html(), html()
        self.card = FoldedCard(
            msg("After the exchange"),
            msg("What really took place, the report, the proofs, the payment."),
            msg("Close the exchange"),
            language,
            anchor=STEP_PLACES[ExchangeStep.FINALISATION],
            build=self._build,
            opened=self._refresh,
        )
        self.box = self.card.box
        model.observe(self._refresh, ["closing", "case", "done", "verdict"])
        model.observe(self._open_when_over, ["case"])
        self._open_when_over()

    def _open_when_over(self, _: object = None) -> None:
        case = self.model.case
        if case is not None and case.exchange.end is not None and case.exchange.end < today():
            self.card.open()

    def _build(self) -> list[Any]:
        say = self._language
        for name, label in (("start", msg("It began on")), ("end", msg("It ended on"))):
            self.fields[name] = date_field(label, say, name=f"closing.{name}")
        self.fields["town"] = town_field(
            msg("It took place in"),
            say,
            name="closing.town",
            country=lambda: self.model.host_country,
            hint=msg("only if it was another town"),
        )
        for name, label in _REPORT:
            self.fields[name] = long_text_field(label, say, name=f"closing.{name}", lines=3)
        hint = msg("report and proofs")
        self.fields["completed"] = date_field(msg("All was handed in on"), say, name="closing.completed", hint=hint)
        self.fields["paid_eur"] = text_field(msg("Paid"), say, name="closing.paid_eur", hint=msg("in whole euro"))
        self.fields["paid_on"] = date_field(msg("Paid on"), say, name="closing.paid_on")
        for name in _DAYS:
            self.fields[name].control.observe(self._day_taker(name), "value")
        for name in ("town", *(name for name, _ in _REPORT)):
            self.texts[name] = KeptText(self.fields[name], self._texter(name), is_long=name != "town")
        self.fields["paid_eur"].control.observe(self._take_sum, "value")
        self.travel = DayChecks(
            msg("Days spent travelling"),
            say,
            name="closing.travel_days",
            changed=lambda days: self._say(travel_days=days),
        )
        self.as_planned = button(msg("It was as planned"), say, self._take_plan)
        self.as_planned.add_class("exx-take")
        boxes = {name: field.box for name, field in self.fields.items()}
        return [
            self._part(
                msg("What really took place"),
                self.as_planned,
                row(boxes["start"], boxes["end"], boxes["town"]),
                self.travel.box,
                self.outcome,
            ),
            self._part(msg("Report and feedback"), *(boxes[name] for name, _ in _REPORT)),
            self._part(msg("Proofs that are missing"), self._proofs),
            self._part(msg("Payment"), row(boxes["completed"], boxes["paid_eur"], boxes["paid_on"]), self._payment),
            self._part(msg("Does it count?"), self._target),
        ]

    def _part(self, title: Message, *content: Any) -> Any:
        heading = html(element("h3", words(title, self._language), "exx-subheading"))
        part = stack(heading, *content)
        part.add_class("exx-plan-part")
        return part

    def _day_taker(self, name: str) -> Callable[[Any], None]:
        def take(change: Any) -> None:
            if not is_half_typed(change["new"]):
                self._say(**{name: change["new"]})

        return take

    def _texter(self, name: str) -> Callable[[str], None]:
        return lambda text: self._say(**{name: text})

    def _take_sum(self, change: Any) -> None:
        paid, field = _sum_of(change["new"]), self.fields["paid_eur"]
        message = msg("Give whole euro in digits, like {example}.", example="750")
        field.show_problem(Problem(field.name, message) if paid is _NO_SUM else None)
        if paid is not _NO_SUM:
            self._say(paid_eur=paid)

    def _take_plan(self) -> None:
        """Say that the days were those of the plan."""
        stay = self.model.case.exchange if self.model.case is not None else None
        travel = stay.travel_days if stay is not None else ()
        self._say(start=self.model.start, end=self.model.end, travel_days=travel, town="")

    def _say(self, **fields: object) -> None:
        """Put answers into the plan; what a newer version wrote into it stays."""
        before, case = self.model.closing, self.model.case
        is_first = before.start is None and before.end is None and not before.travel_days
        if is_first and case is not None and {"start", "end"} & fields.keys():
            # Who gives the real days has not said that the travel days of the plan were none.
            fields = {"travel_days": case.exchange.travel_days, **fields}
        try:
            said = Closing.model_validate({**before.model_dump(), **fields})
        except ValidationError:  # more than fits into a file: what was there counts
            self._refresh()
            return
        self.model.closing = said

    def _refresh(self, _: object = None) -> None:
        if not self.card.is_open or self.travel is None:
            return
        model, say = self.model, self._language
        closing = model.closing
        self._fill(closing)
        case, verdict, problems = self._judged()
        law = Law.at(case.on, case.programme) if case is not None else model.law()
        self._show_problems(problems)
        if verdict is not None and model.verdict is not None and _is_said(closing):
            self.outcome.value = outcome_html(verdict, difference(model.verdict, verdict), say)
        else:
            self.outcome.value = Markup("")
        show(self.as_planned, visible=model.start is not None and model.end is not None and not _is_said(closing))
        known = case if case is not None else model.case
        if law is None or known is None:
            hint = words(msg("Visitor, host and days have to be known first."), say)
            self._payment.value = self._target.value = element("p", hint, "exx-text exx-muted")
        else:
            due = payment_due(closing.completed, law) if closing.completed else None
            self._payment.value = payment_html(closing, due, law, verdict, say)
            self._target.value = target_html(target(known, verdict, law), say)
        form = known.exchange.form if known is not None else None
        missing = missing_proofs(model.progress, form) if form is not None else missing_proofs(model.progress)
        self._proofs.value = proofs_html(missing, PAPERS_ID, say)

    def _fill(self, closing: Closing) -> None:
        """Show what is said, where it isn't what stands there already."""
        for name in _DAYS:
            control = self.fields[name].control
            if control.value != getattr(closing, name) and not is_half_typed(control.value):
                control.value = getattr(closing, name)
        for name, text in self.texts.items():
            text.show(getattr(closing, name))
        control = self.fields["paid_eur"].control
        if _sum_of(control.value) not in {closing.paid_eur, _NO_SUM}:
            control.value = "" if closing.paid_eur is None else str(closing.paid_eur)
        first, last = closing.start or self.model.start, closing.end or self.model.end
        if self.travel is not None:
            self.travel.show(first, last, closing.travel_days)

    def _judged(self) -> tuple[Case | None, Verdict | None, tuple[Problem, ...]]:
        """Return the exchange as it was, what the rules say of it, and what of it can't be used."""
        if self.model.missing or self.model.verdict is None:
            return None, None, ()
        if not _is_said(self.model.closing):
            return self.model.case, self.model.verdict, ()
        try:
            case = read_case(known_case(actual_case(self.model.case_data, self.model.closing)))
        except InputError as error:
            return None, None, error.problems
        return case, assess_exchange(case, Law.at(case.on, case.programme), with_fixes=False), ()

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        wrong = {_ASKED_HERE.get(problem.field, "end"): problem for problem in problems}
        for name in _ASKED_HERE.values():
            self.fields[name].show_problem(wrong.get(name))


def _is_said(closing: Closing) -> bool:
    """Say whether anything is said of what really took place."""
    return bool(closing.start or closing.end or closing.travel_days or closing.town)


def _sum_of(text: str) -> int | None:
    """Return a sum as somebody writes it, whole euro; None for nothing, `_NO_SUM` for what is none."""
    digits = "".join(text.replace("\N{EURO SIGN}", "").split())
    if not digits:
        return None
    is_sum = digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_SUM_EUR))
    return int(digits) if is_sum and int(digits) <= LARGEST_SUM_EUR else _NO_SUM
