# SPDX-License-Identifier: BSD-3-Clause
"""The map as one HTML file: it opens without a network, asks nobody for anything, and can still be used.

The map stands in a frame of its own, as on the site, and is told what to show; below it stand the table and what must
be known of the file. The page forbids itself to load anything from elsewhere.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.messages import Message, msg
from exxtra_kit.render.hosts_table import sort_script, table_html
from exxtra_kit.render.html import Markup, element, escape, join, words
from exxtra_kit.render.legend import legend_html
from exxtra_kit.render.map_page import map_page, map_title
from exxtra_kit.render.map_state import map_state
from exxtra_kit.render.snapshot import TITLE, UNOFFICIAL, about, when_words, who_words

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.render.snapshot import Snapshot

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline' data:; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
"""What the page forbids itself; the frame inside inherits it."""
_FOLDER = Path(__file__).parent
_SHEETS = ("exxtra.css", "partner_map.css", "map_legend.css", "hosts_table.css", "map_file.css")


def map_file(snapshot: Snapshot, language: Language) -> str:
    """Return the whole page.

    Args:
        snapshot: What was asked and answered.
        language: Language of the words.
    """
    who = words(who_words(snapshot), language)
    body = element(
        "main",
        join(
            [
                element("h1", words(TITLE, language), "exx-title"),
                element("p", join([who, words(when_words(snapshot), language)], " \N{MIDDLE DOT} "), "exx-lead"),
                element("p", words(UNOFFICIAL, language), "exx-text exx-small"),
                element("iframe", Markup(""), "exx-map-frame", title=map_title(language), sandbox="allow-scripts"),
                legend_html(snapshot.ring_km, language, shade=snapshot.shade, partnerships=snapshot.partnerships),
                element("div", table_html(snapshot.offers, language, unfolded=True), "exx-hosts"),
                element("h2", words(msg("About this file"), language), "exx-heading"),
                _about(snapshot, language),
            ],
            "\n",
        ),
        "exx-app",
    )
    scripts = [
        element("script", _json(_given(snapshot, language)), type="application/json", id="exx-given"),
        element("script", Markup(sort_script() + _text("map_file.js"))),
    ]
    head = [
        element("meta", None, charset="utf-8"),
        element("meta", None, http_equiv="Content-Security-Policy", content_=POLICY),
        element("meta", None, name_="viewport", content_="width=device-width, initial-scale=1"),
        element("meta", None, name_="robots", content_="noindex"),
        element("title", join([words(TITLE, language), who], " \N{EN DASH} ")),
        element("style", Markup("\n".join(map(_text, _SHEETS)))),
    ]
    inside = join([element("head", join(head, "\n")), element("body", join([body, *scripts], "\n"))], "\n")
    return f"<!DOCTYPE html>\n{element('html', inside, lang=language.code)}\n"


def _given(snapshot: Snapshot, language: Language) -> dict[str, object]:
    """Return what the page's script needs: the map's page, its state, and the way to each host."""
    state = {
        **map_state(snapshot.offers, language, me=snapshot.me, ring_km=snapshot.ring_km, selected=snapshot.selected),
        **snapshot.layers,
    }
    ways = {
        offer.cluster.id: map_state(snapshot.offers, language, me=snapshot.me, selected=offer.cluster.id).get("route")
        for offer in snapshot.offers
    }
    return {"page": map_page(language.code), "state": state, "ways": ways}


def _json(value: object) -> Markup:
    """Return JSON that no text inside can end: it has no sign that a browser looks for in a script."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _about(snapshot: Snapshot, language: Language) -> Markup:
    rows = []
    for title, value in about(snapshot):
        if isinstance(value, Message):
            shown = words(value, language)
        else:
            shown = escape(language.day(value) if isinstance(value, date) else value)
        rows += [element("dt", words(title, language)), element("dd", shown)]
    return element("dl", join(rows), "exx-about exx-text exx-small")


@lru_cache(maxsize=8)
def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
