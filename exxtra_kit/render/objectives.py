# SPDX-License-Identifier: BSD-3-Clause
"""An objective of the exchange, and how many activities serve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import msg, plural
from exxtra_kit.render.html import Markup, element, escape, join, words

if TYPE_CHECKING:
    from exxtra_kit.language import Language


def objective_html(title: str, served_by: int | None, language: Language) -> Markup:
    """Return one objective.

    Args:
        title: Its title.
        served_by: How many activities serve it; None while there is no agenda yet.
        language: Language of the words.
    """
    lines = [element("p", escape(title), "exx-plan-objective")]
    if served_by is not None:
        text = (
            plural("{n} activity serves it", "{n} activities serve it", n=served_by)
            if served_by
            else msg("no activity serves it yet")
        )
        lines.append(element("p", words(text, language), "exx-advice exx-small"))
    return join(lines)
