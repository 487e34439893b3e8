# SPDX-License-Identifier: BSD-3-Clause
"""The visitor's draft: written down after each change, kept by the browser, read again as text from a stranger.

An app that was opened anew, because its page was loaded again or its process is gone, knows nothing of what was
answered. The browser's tab does (`Keeper`), and hands it back. What comes back may be anything: it is limited in size,
its shape is checked here, and what it says goes through the same door as every other answer. A draft that can't be
used changes nothing, and nobody is told: there is nothing that a person could do about it.

    keep(keeper, model, ["revision"], write=lambda: draft_of(handover(model)), read=restore, language=language)
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from exxtra_kit.documents.safe_json import read_json_object
from exxtra_kit.errors import ExchangeFileError
from exxtra_kit.messages import msg
from exxtra_kit.widgets.handover import FIELDS, Handover
from exxtra_kit.widgets.kit.bridge import LONGEST_DRAFT, Keeper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from exxtra_kit.language import Language

__all__ = ["LONGEST_DRAFT", "Keeper", "draft_of", "keep", "read_draft", "with_newer"]

_SAID = "exx-said"


def keep(
    keeper: Keeper,
    model: Any,
    names: Sequence[str],
    *,
    write: Callable[[], str],
    read: Callable[[str], bool],
    language: Language,
) -> Callable[[], None]:
    """Keep a model's draft from now on, and restore it when the browser hands one back.

    Args:
        keeper: The keeper of the app.
        model: The model.
        names: Its traits after whose change there is a new draft.
        write: Returns the draft.
        read: Takes a draft; returns whether it could be used, and changes nothing if not.
        language: Language of the line that says that the answers are back.

    Returns:
        What to call when the draft is another one though none of the traits has changed.
    """
    keeper.add_class("exx-keeper")
    untouched = write()
    is_reading = False

    def say(note: str) -> None:
        keeper.note = note
        (keeper.add_class if note else keeper.remove_class)(_SAID)

    def changed(_: object = None) -> None:
        if is_reading:
            return
        draft = write()
        if draft == untouched:
            say("")
        keeper.keep("" if draft == untouched else draft)

    def came_back(change: Mapping[str, Any]) -> None:
        nonlocal is_reading
        draft, before = change["new"], write()
        if not draft:
            return
        keeper.back = ""
        is_reading = True
        try:
            is_taken = read(draft)
        finally:
            is_reading = False
        changed()
        if is_taken and write() != before:
            say(language.text(msg("Your answers are back.")))

    model.observe(changed, list(names))
    keeper.observe(came_back, "back")
    return changed


def draft_of(answers: Handover) -> str:
    """Return answers as the text of a draft: what a link to another app would carry."""
    return json.dumps({name: text for name, text in answers.values.items() if text}, ensure_ascii=False)


def read_draft(draft: str) -> Handover | None:
    """Return the answers in a draft, with the limits of an address; None if it isn't one.

    Args:
        draft: What the browser handed back.
    """
    try:
        said = read_json_object(draft)
    except ExchangeFileError:
        return None
    if not all(isinstance(text, str) for text in said.values()):
        return None
    return Handover.parse(urlencode({name: text for name, text in said.items() if name in FIELDS}))


def with_newer(restored: Mapping[str, Any], begun: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return restored answers, those that were changed meanwhile as they are now: a browser may be faster than we.

    Args:
        restored: What the draft says.
        begun: What was answered when the app was opened.
        now: What is answered now.
    """
    newer = {name for name in begun.keys() | now.keys() if begun.get(name) != now.get(name)}
    kept = {name: value for name, value in restored.items() if name not in newer}
    return kept | {name: value for name, value in now.items() if name in newer}
