# SPDX-License-Identifier: BSD-3-Clause
"""The changes that would help, each with a button where a page can make it; what must not be lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from exxtra_kit.messages import Message, msg, plural
from exxtra_kit.render.html import Markup, element, fold, join, only_read, press_button, sign, words

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.models import Fix, Verdict

UNDO = "undo"
"""What the button says that takes a change back; the others say `fix_key`."""


def fix_key(fix: Fix) -> str:
    """Return what tells a fix from every other one: the changes it makes, as text."""
    return json.dumps(dict(fix.changes), default=str, sort_keys=True)


def callout_html(verdict: Verdict, kind: str, language: Language, *, can_apply: bool = False) -> Markup:
    """Return the one thing that matters: the nearest change that helps, else what must not be lost.

    Args:
        verdict: The answer of the rules.
        kind: Its look, see `render.verdict.standing`.
        language: Language of the words.
        can_apply: Whether the change gets a button.
    """
    if verdict.fixes:
        lead = msg("More would be paid:") if kind in {"met", "half"} else msg("What would help:")
        return _callout(lead, verdict.fixes[0], language, kind, can_apply=can_apply)
    if verdict.loss is not None:
        days = verdict.working_days or 0
        return _callout(
            plural("Keep your {n} working day.", "Keep your {n} working days.", n=days), verdict.loss, language, "half"
        )
    return Markup("")


def other_fixes_html(verdict: Verdict, language: Language, *, can_apply: bool = False) -> Markup:
    """Return the further changes that would help, folded; nothing where there are none."""
    others = verdict.fixes[1:]
    if not others:
        return Markup("")
    title = plural("{n} other change that would help", "{n} other changes that would help", n=len(others))
    items = join(element("li", _with_button(fix, Markup(""), language, can_apply=can_apply)) for fix in others)
    return fold("fixes", words(title, language), element("ul", items, "exx-fixes"))


def applied_html(change: Message, language: Language) -> Markup:
    """Return that a change was made by its button, with the button that takes it back."""
    said = join([sign("met"), words(msg("Applied: {change}", change=change), language)], " ")
    return element(
        "div", join([element("p", said), press_button(words(msg("Undo"), language), UNDO, "exx-take")]), "exx-applied"
    )


def _callout(lead: Message, fix: Fix, language: Language, kind: str, *, can_apply: bool = False) -> Markup:
    content = _with_button(fix, element("strong", words(lead, language)), language, can_apply=can_apply)
    return element("div", content, f"exx-callout exx-callout-{kind}")


def _with_button(fix: Fix, lead: Markup, language: Language, *, can_apply: bool) -> Markup:
    text = words(fix.text, language)
    parts = [element("p", join([lead, text], " ") if lead else text)]
    if can_apply:
        parts.append(
            press_button(join([words(msg("Apply"), language), only_read(text)], " "), fix_key(fix), "exx-take")
        )
    return join(parts)
