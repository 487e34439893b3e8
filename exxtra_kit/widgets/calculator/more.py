# SPDX-License-Identifier: BSD-3-Clause
"""Further questions, each only where it applies: to that organisation, under that programme, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import Message, msg
from exxtra_kit.models import OrganisationType
from exxtra_kit.render.html import element, words
from exxtra_kit.widgets.asked import listed
from exxtra_kit.widgets.calculator import choices
from exxtra_kit.widgets.calculator.answers import ANSWERS, OF_A_SIDE, OTHER_HOST, SIDES
from exxtra_kit.widgets.kit import ChoiceChecks, Field, OneByOne, choice_field, html, row, show, stack, text_field, tie

if TYPE_CHECKING:
    from collections.abc import Callable

    from exxtra_kit.language import Language
    from exxtra_kit.widgets.calculator.model import CalculatorModel

_HEADINGS = {
    "visiting": msg("Your organisation"),
    "host": msg("The host"),
    "exchange": msg("The exchange"),
}
_SUPPORT = OrganisationType.SCALING_UP_SUPPORT_ORGANISATION
_SUM_HINT = msg("in euro")


class MoreQuestions:
    """What most people needn't answer.

    Attributes:
        fields: The fields with one control, by the model's trait.
        several: The questions with several answers, by the model's trait.
        box: What the page lays out.
    """

    def __init__(self, model: CalculatorModel, language: Language) -> None:
        """Build the questions, tied to a model."""
        self.model, self._language = model, language
        self.fields: dict[str, Field] = {}
        self.several: dict[str, ChoiceChecks | OneByOne] = {}
        self._wrong: frozenset[str] = frozenset()
        for side in SIDES:
            self._build_side(side)
        self._build_stay()
        self._groups = {name: self._group(name) for name in _HEADINGS}
        self.box = stack(*self._groups.values())
        self.box.add_class("exx-card")
        self._none = html(element("p", words(msg("Nothing more is asked of you."), language), "exx-hint"))
        self.box.children = (*self.box.children, self._none)
        model.observe(self._show_lists, list(self.several))
        model.observe(self.arrange, list(ANSWERS))
        self._show_lists()
        self.arrange()

    def mark(self, wrong: frozenset[str]) -> None:
        """Show the fields with these dotted names whatever was answered: something is wrong with them."""
        self._wrong = wrong
        self.arrange()

    def arrange(self, _: object = None) -> None:
        """Show the questions that apply to what was answered so far."""
        applying = self._applying()
        boxes = {name: field.box for name, field in self.fields.items()}
        boxes |= {name: group.box for name, group in self.several.items()}
        for name, box in boxes.items():
            show(box, visible=name in applying or ANSWERS[name] in self._wrong)
        shown = {ANSWERS[name].partition(".")[0] for name in boxes if name in applying or ANSWERS[name] in self._wrong}
        for name, group in self._groups.items():
            show(group, visible=name in shown)
        show(self._none, visible=not shown)

    def _applying(self) -> set[str]:
        model, law = self.model, self.model.law()
        if law is None:
            return set()
        asked = law.is_asked
        applying = set()
        if asked("purposes"):
            applying.add("purposes")
        if asked("group_exchanges"):
            applying.add("group_visitors")
        if asked("partnership_may_pay_less"):
            applying.add("partnership_sum_eur")
        for side in SIDES if model.host == OTHER_HOST else SIDES[:1]:
            applying |= {f"{side}_{name}" for name in self._applying_to(side, asked)}
        return applying

    def _applying_to(self, side: str, asked: Callable[[str], bool]) -> set[str]:
        """Return what is asked of one organisation: the next question only once the one before is answered."""

        def said(name: str) -> str:
            return str(getattr(self.model, f"{side}_{name}"))

        applying = set()
        if said("type") == _SUPPORT and asked("support_kinds"):
            applying.add("support_kind")
        if said("type") == OrganisationType.SME and asked("sme_staff_below"):
            applying.add("staff")
            if said("staff"):
                applying |= {"turnover_eur", "balance_sheet_eur"}
        if said("country") and asked("registered_residence"):
            applying.add("registered_in")
        if said("type") and asked("foreign_representative_days"):
            applying.add("representative_nationality")
            if self._is_from_elsewhere(said("representative_nationality")):
                applying.add("representative_days")
                if said("representative_days"):
                    applying |= {"representative_permit", "representative_business"}
        return applying

    def _is_from_elsewhere(self, country: str) -> bool:
        return bool(country) and country not in (listed(self.model.law(), "participating_countries") or ())

    def _build_side(self, side: str) -> None:
        say = self._language

        def of(label: Message) -> Message:  # both may be asked the same, so their labels are told apart
            return label if side == SIDES[0] else msg("Host: {question}", question=label)

        def text(name: str, label: Message, hint: Message | None = None) -> None:
            self._tie(f"{side}_{name}", text_field(of(label), say, name=f"{side}.{name}", hint=hint))

        def choice(name: str, label: Message, options: Any, hint: Message | None = None) -> None:
            self._tie(f"{side}_{name}", choice_field(of(label), options, say, name=f"{side}.{name}", hint=hint))

        choice("support_kind", msg("Kind of support organisation"), choices.support_kinds(say))
        text("staff", msg("Staff"), msg("counted as full-time posts"))
        text("turnover_eur", msg("Yearly turnover"), _SUM_HINT)
        text("balance_sheet_eur", msg("Balance sheet total"), _SUM_HINT)
        self.several[f"{side}_registered_in"] = OneByOne(
            of(msg("Registered establishments in")),
            choices.countries(say),
            say,
            name=f"{side}.registered_in",
            hint=msg("only if there are several countries"),
            changed=self._setter(f"{side}_registered_in"),
        )
        choice(
            "representative_nationality",
            msg("Nationality of the representative"),
            choices.nationalities(say),
            msg("matters only for people from countries that take no part"),
        )
        text("representative_days", msg("Days this person has spent in a participating country"))
        choice("representative_permit", msg("With a residence permit there?"), choices.YES_OR_NO)
        choice("representative_business", msg("With a business there, or one intended?"), choices.YES_OR_NO)

    def _build_stay(self) -> None:
        say = self._language
        self.several["purposes"] = ChoiceChecks(
            msg("What is the visit for?"),
            choices.purposes(say),
            say,
            name=ANSWERS["purposes"],
            changed=self._setter("purposes"),
        )
        for name, label, hint in (
            ("group_visitors", msg("Organisations that visit together"), msg("yours included; empty if you go alone")),
            ("partnership_sum_eur", msg("Sum that your partnership has set"), _SUM_HINT),
        ):
            self._tie(name, text_field(label, say, name=ANSWERS[name], hint=hint))

    def _group(self, section: str) -> Any:
        """Return the questions of one section of the case file, below a heading."""
        heading = html(element("h3", words(_HEADINGS[section], self._language), "exx-subheading"))
        if section == "exchange":
            fields = row(self.fields["group_visitors"].box, self.fields["partnership_sum_eur"].box)
            return stack(heading, self.several["purposes"].box, fields)
        boxes = {name: self._box(f"{section}_{name}") for name in OF_A_SIDE}
        return stack(
            heading,
            row(boxes["support_kind"], boxes["staff"]),
            row(boxes["turnover_eur"], boxes["balance_sheet_eur"]),
            row(boxes["representative_nationality"], boxes["representative_days"]),
            row(boxes["representative_permit"], boxes["representative_business"]),
            boxes["registered_in"],
        )

    def _box(self, name: str) -> Any:
        return self.fields[name].box if name in self.fields else self.several[name].box

    def _tie(self, name: str, field: Field) -> None:
        self.fields[name] = field
        tie(self.model, name, field)

    def _setter(self, name: str) -> Callable[[list[str]], None]:
        return lambda chosen: setattr(self.model, name, chosen)

    def _show_lists(self, _: object = None) -> None:
        for name, group in self.several.items():
            group.show(getattr(self.model, name))
