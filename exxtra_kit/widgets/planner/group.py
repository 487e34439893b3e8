# SPDX-License-Identifier: BSD-3-Clause
"""A group: further visitors of the same host on the same days, each with the answer of the rules and its sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.documents.exchange_file import VISITORS_LIMIT
from exxtra_kit.messages import msg
from exxtra_kit.planning import judge_group
from exxtra_kit.render.group import group_html, member_html, visitor_name
from exxtra_kit.render.html import Markup
from exxtra_kit.widgets.kit import button, controls, html, show
from exxtra_kit.widgets.planner.edits import add_visitor
from exxtra_kit.widgets.planner.folded import FoldedCard
from exxtra_kit.widgets.planner.visitor_form import VisitorForm

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.planning import GroupMember
    from exxtra_kit.widgets.planner.model import PlannerModel


class GroupView:
    """The card with the group; what is in it is made when it is unfolded.

    Attributes:
        box: The card.
        card: What unfolds it.
        rows: The list, a row for each visitor, the first one too.
        total: What they get together.
        add: The button that adds a visitor.
        form: The questions about one of the further ones.
    """

    def __init__(self, model: PlannerModel, language: Language) -> None:
        """Build the card for a model; it is open where there is a group already."""
        self.model, self._language = model, language
        self.rows: Any = None
        self._shown: object = None
        self.card = FoldedCard(
            msg("Group"),
            msg("Do others visit the same host on the same days? One agenda; a sum and papers for each."),
            msg("Further visitors"),
            language,
            build=self._build,
        )
        self.box = self.card.box
        model.observe(self._refresh, ["revision"])
        self._refresh()

    def _build(self) -> list[Any]:
        say = self._language
        self.rows, self.total = controls.Box(), html()
        self.rows.add_class("exx-plan-list")
        self.add = button(msg("Add a visitor"), say, self._add)
        self.form = VisitorForm(self.model, say, self._close)
        self._refresh()
        return [self.rows, self.total, self.form.box, self.add]

    def _add(self) -> None:
        if add_visitor(self.model):
            self.form.open(len(self.model.visitors) - 1)

    def _close(self) -> None:
        self._refresh()
        self.add.focus()

    def _refresh(self, _: object = None) -> None:
        model = self.model
        if model.visitors and not self.card.is_open and self._shown is None:
            self._shown = ()
            self.card.open()
        if self.rows is None:
            return
        members = judge_group(model.case_data, model.visitors) if model.visitors else ()
        self.form.refresh(members[1:])
        shown = tuple(member_html(member, number, self._language) for number, member in enumerate(members, start=1))
        if shown != self._shown:
            self._shown = shown
            self._draw(members, shown)
        show(self.rows, visible=bool(members))
        show(self.total, visible=bool(members))
        show(self.add, visible=len(model.visitors) < VISITORS_LIMIT)

    def _draw(self, members: tuple[GroupMember, ...], shown: tuple[Markup, ...]) -> None:
        """Show each visitor; a row whose buttons can stay is only written anew, so that no focus is lost."""
        if len(self.rows.children) != len(shown):
            self.rows.children = [self._row(number) for number in range(len(shown))]
        for row, content in zip(self.rows.children, shown, strict=True):
            row.children[0].value = content
        for number, (row, member) in enumerate(zip(self.rows.children, members, strict=True)):
            for change in row.children[1:]:
                change.tooltip = self._language.text(msg("Change {name}", name=visitor_name(member, number + 1)))
        self.total.value = group_html(members, self._language) if members else Markup("")

    def _row(self, number: int) -> Any:
        say = self._language
        made = controls.Box([html()])
        made.add_class("exx-plan-item")
        if number:  # the first visitor is asked at the top of the page
            change = button(msg("Change"), say, lambda: self.form.open(number - 1), quiet=True)
            made.children = [*made.children, change]
        return made
