# SPDX-License-Identifier: BSD-3-Clause
"""The calculator's page: the questions on the left, the answer on the right. No rule and no sum is known here."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import DaySpan, msg
from exxtra_kit.models import ExchangeForm, Membership, OrganisationType
from exxtra_kit.widgets.asked import asks_membership
from exxtra_kit.widgets.calculator import choices
from exxtra_kit.widgets.calculator.answer import Answer, handover
from exxtra_kit.widgets.calculator.answers import ANSWERS, MORE, OTHER_HOST, SIDES, answers_of
from exxtra_kit.widgets.calculator.more import MoreQuestions
from exxtra_kit.widgets.calculator.others import OtherProgrammes
from exxtra_kit.widgets.calculator.questions import Questions
from exxtra_kit.widgets.kit import (
    DayChecks,
    Field,
    Keeper,
    Unfolding,
    anchors,
    button,
    card,
    draft_of,
    is_half_typed,
    keep,
    page,
    read_draft,
    row,
    show,
    stack,
    town_problem,
    with_newer,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.language import Language
    from exxtra_kit.widgets.calculator.model import CalculatorModel

# The one finished exchange in public sources: Zlab of Cerea at ARUS in Ankara.
EXAMPLE: Mapping[str, str] = {
    "visiting_name": "Zlab",
    "visiting_type": str(OrganisationType.SME),
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": str(Membership.ECCP_CLUSTER),
    "previous_visits": "0",
    "host": "arus",
    "start": "2021-09-13",
    "end": "2021-09-17",
}
_ALWAYS_ANSWERED = frozenset({"form", "programme"})
_ABOUT_DAYS = ("travel_days", "closed_days", "half_days", "host_region")
_DAY_LISTS = (
    ("travel_days", msg("Days of the stay spent travelling")),
    ("closed_days", msg("Days on which the host is closed")),
    ("half_days", msg("Days of which only half is used")),
)


class CalculatorView:
    """The widgets of the calculator, tied to a model.

    Attributes:
        fields: The fields with one control, by the model's trait.
        answer: The answer, with its buttons.
        panel: The answer panel.
        others: The comparison with other programmes.
        keeper: What keeps the answers in the browser.
        page: What the notebook shows.
    """

    def __init__(self, model: CalculatorModel, language: Language, today: date, mark: str = "") -> None:
        """Build the page for a model.

        Args:
            model: The answers.
            language: Language of the words.
            today: Day of issue of a calculation sheet.
            mark: What the address handed over, see `Arrival.mark`.
        """
        self.model, self._language = model, language
        self.keeper = Keeper(app="calculator", handed=mark)
        self._begun = model.get_state()
        self.questions = Questions(model, language)
        self.fields: dict[str, Field] = dict(self.questions.fields)
        self.answer = Answer(model, language, today)
        self.panel = self.answer.panel
        self.others = OtherProgrammes(model, language)
        self._days = {
            name: DayChecks(label, language, name=ANSWERS[name], changed=self._days_changed(name))
            for name, label in _DAY_LISTS
        }
        self._build_folds()
        self._example = button(
            msg(
                "See an example: {visitor} visits {host}, {span}",
                visitor="Zlab",
                host="ARUS",
                span=DaySpan(date.fromisoformat(EXAMPLE["start"]), date.fromisoformat(EXAMPLE["end"])),
            ),
            language,
            lambda: model.set_state(EXAMPLE),
            quiet=True,
        )
        self._again = button(msg("Start again"), language, lambda: model.set_state({}), quiet=True)
        self.page = self._lay_out()
        model.observe(self._arrange, list(ANSWERS))
        model.observe(self._refresh, ["problems", "verdict", "missing"])
        self._arrange()
        self._refresh()
        keep(
            self.keeper,
            model,
            ["revision"],
            write=lambda: draft_of(handover(model)),
            read=self._restore,
            language=language,
        )

    def _restore(self, draft: str) -> bool:
        """Take the answers that the browser has kept; what was answered meanwhile stays."""
        said = read_draft(draft)
        if said is None:
            return False
        self.model.set_state(with_newer(answers_of(said), self._begun, self.model.get_state()))
        self._unfold()
        return True

    @cached_property
    def more(self) -> MoreQuestions:
        """The questions that only some are asked; made when somebody unfolds them, for most people never do."""
        made = MoreQuestions(self.model, self._language)
        self.fields |= made.fields
        self.about_more.content.children = (made.box,)
        return made

    def _build_folds(self) -> None:
        say = self._language
        region = row(self.fields["host_region"].box)
        self.about_days = Unfolding(
            msg("Travel days, closed days, region"), stack(*(days.box for days in self._days.values()), region), say
        )
        self.about_more = Unfolding(msg("More questions, only if they apply"), stack(), say, changed=self._ask_more)
        self._unfold()

    def _unfold(self) -> None:
        """Show the folded questions that are answered already."""
        for fold, names in ((self.about_days, _ABOUT_DAYS), (self.about_more, MORE)):
            fold.turn(shown=any(getattr(self.model, name) for name in names))

    def _days_changed(self, name: str) -> Any:
        def changed(days: tuple[date, ...]) -> None:
            setattr(self.model, name, [day.isoformat() for day in days])

        return changed

    def _lay_out(self) -> Any:
        say = self._language
        boxes = {name: field.box for name, field in self.fields.items()}
        self._other = stack(
            row(boxes["host_type"]), row(boxes["host_country"], boxes["host_town"]), row(boxes["host_membership"])
        )
        self._programme = row(boxes["programme"])
        first = [
            row(boxes["visiting_type"]),
            row(boxes["visiting_country"], boxes["visiting_town"]),
            row(boxes["visiting_membership"], boxes["previous_visits"]),
        ]
        third = [
            row(boxes["start"], boxes["end"]),
            row(boxes["form"]),
            self.about_days.button,
            self.about_days.content,
        ]
        return page(
            title=msg("Can we go, and what would we be paid?"),
            lead=msg("Three questions. Nothing you type is kept on this site."),
            language=say,
            main=[
                self.keeper,
                self._example,
                self._programme,
                card(msg("Who are you?"), first, say, number=1),
                card(msg("Whom will you visit?"), [row(boxes["host"]), self._other], say, number=2),
                card(msg("When?"), third, say, number=3),
                stack(self.about_more.button, self.about_more.content),
                self.others.box,
                self._again,
            ],
            side=[self.panel],
            sheets=["answer"],
        )

    def _ask_more(self) -> None:
        if self.about_more.is_shown:
            self.more.arrange()

    def _arrange(self, _: object = None) -> None:
        """Show the questions that matter for what was answered so far."""
        model = self.model
        known = [name for _, name in choices.programmes(self._language)]
        show(self._programme, visible=len(known) > 1 or model.programme not in known)
        show(self._other, visible=model.host == OTHER_HOST)
        for side in SIDES:
            is_asked = asks_membership(model.law(), getattr(model, f"{side}_type"))
            self.fields[f"{side}_membership"].show(visible=is_asked)
        start, end = (day if isinstance(day, date) else None for day in (model.start, model.end))
        for name, days in self._days.items():
            days.show(start, end, tuple(_days_of(getattr(model, name))))
        show(self._days["half_days"].box, visible=model.form == ExchangeForm.VIRTUAL)

    def _refresh(self, _: object = None) -> None:
        """Say beside each field what is wrong with it, and in the panel what the rules say."""
        model = self.model
        wrong = {problem.field: problem for problem in model.problems}
        if any(ANSWERS[name] in wrong for name in MORE):
            self.about_more.turn(shown=True)
        serious, typing = [], []
        for name, field in self.fields.items():
            problem, begun = wrong.get(field.name), False
            if problem and name.endswith("_town"):
                problem, begun = town_problem(problem, field)
            if problem and is_half_typed(getattr(model, name)):
                problem = None
                typing.append(msg("the year, with four digits"))
            elif problem and begun:
                typing.append(msg("the town"))
            elif problem:
                serious.append(problem)
            field.show_problem(problem, gentle=begun)
        places = anchors(self.fields.values())
        serious += [problem for problem in model.problems if problem.field not in places]
        if self.about_more.is_shown:
            self.more.mark(frozenset(wrong))
        self.answer.show(serious, typing, places)
        self.others.refresh()
        answered = bool(set(model.get_state()) - _ALWAYS_ANSWERED)
        show(self._example, visible=not answered)
        show(self._again, visible=answered)


def _days_of(texts: list[str]) -> list[date]:
    """Return the days among texts; what is none, from an address, is refused by the door."""
    days = []
    for text in texts:
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            continue
    return days
