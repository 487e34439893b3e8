# SPDX-License-Identifier: BSD-3-Clause
"""Papers and signatures: what each step needs, ticked off by hand, one step unfolded at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import msg
from exxtra_kit.planning import STEPS, ExchangeStep, Party, StepState, step_states
from exxtra_kit.render.html import element, words
from exxtra_kit.render.plan import next_html, task_html, tick_html
from exxtra_kit.widgets.kit import button, card, controls, html, stack
from exxtra_kit.widgets.planner.questions import set_visible

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message
    from exxtra_kit.planning import Step, Task
    from exxtra_kit.widgets.planner.model import PlannerModel

PAPERS_ID = "exx-plan-papers"
"""Id of the checklist in the page, for links that lead to it."""


class PapersView:
    """The card with the checklist.

    Attributes:
        box: The card.
        ticks: The checkbox of each task without signatures, by the task's key.
        signatures: The checkbox of each signature.
        confirmations: The checkbox of each yes to the match.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build the card for a model."""
        self.model, self._language = model, language
        self.ticks: dict[str, Any] = {}
        self.signatures: dict[Party, Any] = {}
        self.confirmations: dict[Party, Any] = {}
        self._names: dict[str, tuple[Any, Message]] = {}  # each checkbox and its name, by the key of its day
        self._next = html()
        self._folds: dict[ExchangeStep, Any] = {}
        self._tasks: dict[ExchangeStep, Any] = {}
        parts: list[Any] = [self._next]
        for step in STEPS:
            self._tasks[step.step] = stack(*(self._task(task) for task in step.tasks))
            self._folds[step.step] = button(step.title, language, self._turner(step), quiet=True)
            group = [self._folds[step.step], self._tasks[step.step]]
            parts.append(controls.Box(group, _dom_classes=("exx-plan-step-papers",)))
        self.box = card(msg("Papers and signatures"), parts, language, anchor=PAPERS_ID)
        states = step_states(model.progress)
        self._shown = {step for step, state in states.items() if state is StepState.CURRENT}
        model.observe(self._refresh, ["done", "signed", "confirmed"])
        model.observe(self._name, ["days_of"])
        self._refresh()

    def _task(self, task: Task) -> Any:
        say = self._language
        head: list[Any] = []
        if task.signatures or task.confirmations:
            head.append(html(element("h3", words(task.title, say), "exx-subheading")))
        for party in task.signatures:
            tick = self._tick(f"signed:{party}", msg("Signed: {party}", party=party.label), self._signer(party))
            self.signatures[party] = tick
            head.append(tick)
        for party in task.confirmations:
            tick = self._tick(f"confirmed:{party}", msg("Said yes: {party}", party=party.label), self._confirmer(party))
            self.confirmations[party] = tick
            head.append(tick)
        if not head:
            self.ticks[task.key] = self._tick(task.key, task.title, self._ticker(task.key))
            head.append(self.ticks[task.key])
        content = [*head, html(task_html(task, say), "exx-plan-task-help")]
        return controls.Box(content, _dom_classes=("exx-plan-task",))

    def _tick(self, key: str, name: Message, changed: Any) -> Any:
        made = controls.Checkbox(description_allow_html=True, indent=False)
        made.observe(changed, "value")
        self._names[key] = (made, name)
        return made

    def _ticker(self, key: str) -> Any:
        return lambda change: self.model.tick(key, is_done=change["new"])

    def _signer(self, party: Party) -> Any:
        return lambda change: self.model.sign(party, has_signed=change["new"])

    def _confirmer(self, party: Party) -> Any:
        return lambda change: self.model.confirm(party, has_confirmed=change["new"])

    def _turner(self, step: Step) -> Any:
        def turn() -> None:
            self._shown ^= {step.step}
            self._refresh()

        return turn

    def _refresh(self, _: object = None) -> None:
        progress = self.model.progress
        for key, tick in self.ticks.items():
            tick.value = key in progress.done
        for party, tick in self.signatures.items():
            tick.value = party in progress.signed
        for party, tick in self.confirmations.items():
            tick.value = party in progress.confirmed
        self._name()
        self._next.value = next_html(progress, self._language)
        for step in STEPS:
            is_shown = step.step in self._shown
            done = sum(progress.is_done(task) for task in step.tasks)
            title = msg("{step}: {done} of {all} done", step=step.title, done=done, all=len(step.tasks))
            sign = "\N{BLACK DOWN-POINTING SMALL TRIANGLE}" if is_shown else "\N{BLACK RIGHT-POINTING SMALL TRIANGLE}"
            self._folds[step.step].description = f"{sign} {self._language.text(title)}"
            set_visible(self._tasks[step.step], visible=is_shown)

    def _name(self, _: object = None) -> None:
        """Say beside each tick on which day it was noted; the day comes before the tick itself."""
        for key, (tick, name) in self._names.items():
            tick.description = tick_html(name, self.model.days_of.get(key), self._language)
