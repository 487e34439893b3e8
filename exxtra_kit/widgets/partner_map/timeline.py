# SPDX-License-Identifier: BSD-3-Clause
"""The exchanges that happened, as a widget, folded until it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import msg
from exxtra_kit.render.html import element
from exxtra_kit.render.timeline import timeline_html
from exxtra_kit.widgets.kit import Unfolding, html, stack

if TYPE_CHECKING:
    from exxtra_kit.language import Language


def timeline_box(language: Language) -> Any:
    """Return the time line of real exchanges; the page needs the stylesheet "hosts_table".

    It is made when it is unfolded first: its verdicts need calendars and distances, without which a page starts.
    """
    content = html()

    def fill() -> None:
        if not content.value:
            content.value = element("div", timeline_html(language), "exx-stack")

    unfolding = Unfolding(msg("Exchanges that happened"), content, language, changed=fill)
    return stack(unfolding.button, content)
