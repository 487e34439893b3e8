# SPDX-License-Identifier: BSD-3-Clause
"""Who, where, when: the planner's questions, folded away once they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import Message, msg
from exxtra_kit.planning import ExchangeStep
from exxtra_kit.render.plan import STEP_PLACES, answers_html
from exxtra_kit.widgets.asked import asks_membership
from exxtra_kit.widgets.calculator import choices
from exxtra_kit.widgets.kit import (
    Field,
    anchors,
    button,
    card,
    choice_field,
    date_field,
    html,
    row,
    stack,
    text_field,
    town_field,
)
from exxtra_kit.widgets.planner.model import OTHER_HOST, PlannerModel

if TYPE_CHECKING:
    from exxtra_kit.errors import Problem
    from exxtra_kit.language import Language

# Answers by their trait -> dotted field of the case file, where a problem names it.
_NAMES = {
    "name": "visiting.name",
    "type": "visiting.type",
    "country": "visiting.country",
    "town": "visiting.town",
    "membership": "visiting.membership",
    "visits": "visiting.previous_visits",
    "host": "host.id",
    "host_name": "host.name",
    "host_type": "host.type",
    "host_country": "host.country",
    "host_town": "host.town",
    "host_membership": "host.membership",
    "start": "exchange.start",
    "end": "exchange.end",
    "form": "exchange.form",
}


class QuestionsView:
    """The card with the questions, tied to the model both ways.

    Attributes:
        fields: The fields by the model's trait.
        box: The card.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build the card; it starts folded if everything that decides is answered."""
        self.model, self._language = model, language
        self.fields: dict[str, Field] = {}
        self._build()
        boxes = {name: field.box for name, field in self.fields.items()}
        self._other = stack(
            row(boxes["host_name"], boxes["host_type"]),
            row(boxes["host_country"], boxes["host_town"]),
            row(boxes["host_membership"]),
        )
        self._all = stack(
            row(boxes["name"], boxes["type"]),
            row(boxes["country"], boxes["town"]),
            row(boxes["membership"], boxes["visits"]),
            row(boxes["host"]),
            self._other,
            row(boxes["start"], boxes["end"]),
            row(boxes["form"]),
        )
        self._fold = button(_FOLD, language, self._turn, quiet=True)
        self._answers = html()
        self.box = card(msg("Who, where, when"), [self._answers, self._fold, self._all], language, anchor=_HERE)
        self.show_all(shown=bool(model.missing or model.problems))
        model.observe(self._arrange, ["host", "type", "host_type"])
        model.observe(self._show_problems, ["problems"])
        model.observe(self._show_answers, ["case"])
        self._arrange()
        self._show_answers()
        self._show_problems()

    @property
    def anchors(self) -> dict[str, str]:
        """Field name -> id of its anchor, for the list of problems in the panel."""
        return anchors(self.fields.values())

    def show_all(self, *, shown: bool) -> None:
        """Unfold the questions, or fold them away."""
        self._shown = shown
        sign = "\N{BLACK DOWN-POINTING SMALL TRIANGLE}" if shown else "\N{BLACK RIGHT-POINTING SMALL TRIANGLE}"
        self._fold.description = f"{sign} {self._language.text(_FOLD)}"
        set_visible(self._all, visible=shown)
        set_visible(self._answers, visible=not shown)

    def _turn(self) -> None:
        self.show_all(shown=not self._shown)

    def _build(self) -> None:
        say, model = self._language, self.model
        lands = choices.countries(say)

        def choice(name: str, label: Message, options: Any, hint: Message | None = None) -> None:
            self._tie(name, choice_field(label, options, say, name=_NAMES[name], hint=hint))

        self._tie("name", text_field(msg("Your organisation"), say, name=_NAMES["name"]))
        choice("type", msg("We are a"), choices.TYPES)
        choice("country", msg("Country"), lands)
        self._tie("town", town_field(msg("Town"), say, name=_NAMES["town"], country=lambda: model.country))
        choice("membership", msg("Member of a cluster?"), choices.MEMBERSHIPS)
        choice("visits", msg("Visited with ClusterXchange before?"), choices.VISITS)
        choice("host", msg("Host"), choices.hosts(say))
        self._tie("host_name", text_field(msg("Name of the host"), say, name=_NAMES["host_name"]))
        choice("host_type", msg("The host is a"), choices.TYPES)
        choice("host_country", msg("Country of the host"), lands)
        self._tie(
            "host_town",
            town_field(msg("Town of the host"), say, name=_NAMES["host_town"], country=lambda: model.host_country),
        )
        choice("host_membership", msg("Is the host a member of a cluster?"), choices.MEMBERSHIPS)
        hint = msg("travel excluded")
        self._tie("start", date_field(msg("First day at the host"), say, name=_NAMES["start"], hint=hint))
        self._tie("end", date_field(msg("Last day"), say, name=_NAMES["end"]))
        choice("form", msg("How?"), choices.FORMS)

    def _tie(self, name: str, field: Field) -> None:
        """Tie a field to its trait, both ways."""
        self.fields[name] = field
        control = field.control

        def to_control(_: object = None) -> None:
            value = getattr(self.model, name)
            options = getattr(control, "_options_full", None)
            # From a file: an answer that the list doesn't offer is shown as it came and judged like any other.
            if options is not None and value not in [offered for _, offered in options]:
                control.options = (*options, (value, value))
            control.value = value

        def to_model(change: Any) -> None:
            setattr(self.model, name, change["new"])

        to_control()
        control.observe(to_model, "value")
        self.model.observe(to_control, name)

    def _arrange(self, _: object = None) -> None:
        """Show the questions that matter for what was answered so far."""
        set_visible(self._other, visible=self.model.host == OTHER_HOST)
        for membership, kind in (("membership", self.model.type), ("host_membership", self.model.host_type)):
            self.fields[membership].show(visible=asks_membership(self.model.law(), kind))

    def _show_answers(self, _: object = None) -> None:
        self._answers.value = answers_html(self.model.case, self._language)

    def _show_problems(self, _: object = None) -> None:
        wrong: dict[str, Problem] = {problem.field: problem for problem in self.model.problems}
        for field in self.fields.values():
            field.show_problem(wrong.get(field.name))
        if wrong:
            self.show_all(shown=True)


_HERE = STEP_PLACES[ExchangeStep.REGISTRATION]
_FOLD = msg("Change the answers")


def set_visible(widget: Any, *, visible: bool) -> None:
    """Show a widget, or take it out of sight and reach."""
    (widget.remove_class if visible else widget.add_class)("exx-gone")
