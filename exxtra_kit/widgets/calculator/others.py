# SPDX-License-Identifier: BSD-3-Clause
"""The same exchange under the other programmes: each in short, one of them set beside the answer in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.errors import ExxtraError
from exxtra_kit.messages import msg
from exxtra_kit.parameters import Law
from exxtra_kit.render.comparison_html import comparison_html
from exxtra_kit.render.html import Markup
from exxtra_kit.render.overview import programmes_html
from exxtra_kit.rules import assess_exchange
from exxtra_kit.rules.compare import compare
from exxtra_kit.rules.variants import variants
from exxtra_kit.widgets.calculator import choices
from exxtra_kit.widgets.kit import AnswerPanel, Unfolding, choice_field, row, show, stack

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message
    from exxtra_kit.models import Case
    from exxtra_kit.widgets.calculator.model import CalculatorModel


class OtherProgrammes:
    """What the other programmes would say; reckoned only while it is unfolded.

    Attributes:
        fold: The button that unfolds it, and what it unfolds.
        beside: The field that chooses a programme to be set beside the answer.
        short: All programmes in short.
        full: Two programmes side by side.
        box: What the page lays out.
    """

    def __init__(self, model: CalculatorModel, language: Language) -> None:
        """Build it for a model."""
        self.model, self._language = model, language
        self.short, self.full = AnswerPanel(), AnswerPanel()
        offered: list[tuple[Message | str, str]] = [(msg("Choose"), ""), *choices.programmes(language)]
        self.beside = choice_field(msg("Set beside your answer"), offered, language, name="compare.programme")
        content = stack(self.short, row(self.beside.box), self.full)
        self.fold = Unfolding(msg("Compare with other programmes"), content, language, changed=self.refresh)
        self.box: Any = stack(self.fold.button, content)
        self.beside.control.observe(self.refresh, "value")

    def refresh(self, _: object = None) -> None:
        """Show what the other programmes say to the answers as they are."""
        case = self.model.case if not self.model.missing else None
        show(self.box, visible=case is not None and len(choices.programmes(self._language)) > 1)
        if case is None or not self.fold.is_shown:
            return
        others = [name for _, name in choices.programmes(self._language) if name != case.programme]
        judged = [self._judged(case, name) for name in (case.programme, *others)]
        self.short.value = programmes_html([verdict for verdict in judged if verdict is not None], self._language)
        self.full.value = self._beside(case, self.beside.control.value)

    @staticmethod
    def _judged(case: Case, programme: str) -> Any:
        try:
            return assess_exchange(case, Law.at(case.on, programme), with_fixes=False)
        except ExxtraError:  # a programme that can't be applied to this case
            return None

    def _beside(self, case: Case, programme: str) -> Markup:
        if programme in {"", case.programme}:
            return Markup("")
        try:
            return comparison_html(compare(variants(case, programmes=[case.programme, programme])), self._language)
        except ExxtraError:
            return Markup("")
