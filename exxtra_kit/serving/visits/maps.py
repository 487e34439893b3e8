# SPDX-License-Identifier: BSD-3-Clause
"""The map's pages for the site: drawn by a process of their own, since folium is heavy, and sent from memory."""

from __future__ import annotations

import asyncio
import hashlib
import sys

from exxtra_kit.render.map_page import map_page
from exxtra_kit.serving.visits.pages import Page

_DRAW = "import sys; from exxtra_kit.render.map_page import map_page; map_page(sys.argv[1])"


async def draw_map(lang: str) -> tuple[str, Page]:
    """Return the name of the map's page in a language, which changes with its content, and the page.

    Args:
        lang: Code of the language.
    """
    # It leaves the page in the cache folder. Where it can't, the next line draws it here, with folium in our memory.
    drawing = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _DRAW, lang, stdin=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    await drawing.wait()
    text = map_page(lang)
    return f"{lang}.{hashlib.sha256(text.encode()).hexdigest()[:16]}.html", Page.of(text, level=9)
