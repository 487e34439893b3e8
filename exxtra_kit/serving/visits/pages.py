# SPDX-License-Identifier: BSD-3-Clause
"""The pages in memory: a visitor reads and sees before any process is there."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from exxtra_kit.language import available_languages
from exxtra_kit.serving.page import Frame, slim_page
from exxtra_kit.serving.visits.process import WIDGET

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from exxtra_kit.serving.apps import App
    from exxtra_kit.serving.settings import Settings
    from exxtra_kit.serving.visits import wire

_BOXES = {"VBoxModel", "HBoxModel", "BoxModel", "GridBoxModel"}
_WORDS = {"HTMLModel"}
_MARK = "IPY_MODEL_"
# What ends a script element or begins a comment must not stand inside one.
_IN_A_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is sent.

    Attributes:
        body: The page.
        zipped: The same, compressed.
        etag: Changes with the page.
    """

    body: bytes
    zipped: bytes
    etag: str

    @classmethod
    def of(cls, text: str, level: int) -> Page:
        """Make it from its text."""
        body = text.encode()
        return cls(body, gzip.compress(body, level, mtime=0), f'"{hashlib.sha256(body).hexdigest()[:32]}"')


class Pages:
    """The pages of a site."""

    def __init__(self, settings: Settings, apps: tuple[App, ...]) -> None:
        """Begin with none; `keep` brings what the apps show."""
        self._settings = settings
        self._apps = {app.address or "index": app for app in apps}
        self._all = apps
        self._shown: dict[tuple[str, str], tuple[dt.date, wire.Said]] = {}
        self._kept: dict[tuple[str, str], Page] = {}

    def is_of(self, address: str, lang: str, day: dt.date) -> bool:
        """Say whether an app's page was drawn on that day."""
        known = self._shown.get((address, lang))
        return known is not None and known[0] == day

    def keep(self, address: str, lang: str, day: dt.date, shown: wire.Said) -> None:
        """Keep what an app shows to a visitor who has said nothing yet."""
        self._shown[address, lang] = day, shown
        self._kept.pop((address, lang), None)

    def page(self, address: str, query: str) -> Page:
        """Return an app's page for the query string of an address."""
        app = self._apps[address]
        given = parse_qsl(query, keep_blank_values=True)
        plain = all(key == "lang" and value in available_languages() for key, value in given)
        frame = Frame(self._settings.base_url, self._all, app, query, self._settings.language)
        if not plain:
            return Page.of(self._drawn(address, frame, {}), level=1)
        key = address, frame.language.code
        known = self._kept.get(key)
        if known is None:
            shown = self._shown[key][1] if key in self._shown else {}
            plainly = Frame(self._settings.base_url, self._all, app, f"lang={key[1]}", self._settings.language)
            known = Page.of(self._drawn(address, plainly, shown), level=9 if shown else 1)
            if shown:
                self._kept[key] = known
        return known

    def _drawn(self, address: str, frame: Frame, shown: Mapping[str, Any]) -> str:
        states = shown.get("states", {})
        told = {
            "address": address,
            "base": self._settings.base_url,
            "lang": frame.language.code,
            "query": frame.query,
            "hash": shown.get("hash", ""),
            "outputs": shown.get("outputs", []),
            "states": states,
            "words": frame.words(),
        }
        data = json.dumps(told, separators=(",", ":"), ensure_ascii=False).translate(_IN_A_SCRIPT)
        return slim_page(frame, data, first_words(shown.get("outputs", []), states))


def first_words(outputs: list[dict[str, Any]], states: Mapping[str, Any]) -> str:
    """Return the words with which an app begins, up to its first control: they are read before any script runs.

    Args:
        outputs: What the cells displayed.
        states: The states of the widgets.
    """
    words: list[str] = []
    for output in outputs:
        if WIDGET in output and not _collect(output[WIDGET]["model_id"], states, words):
            break
        if "text/html" in output:
            words.append(output["text/html"])
    return "".join(words)


def _collect(number: str, states: Mapping[str, Any], words: list[str]) -> bool:
    """Add the words of one widget and of what is in it; say whether to go on."""
    known = states.get(number)
    if known is None or known["model_name"] not in _BOXES | _WORDS:
        return False
    state = known["state"]
    kinds = " ".join(state.get("_dom_classes", ()))
    if known["model_name"] in _WORDS:
        words.append(f'<div class="{kinds}">{state["value"]}</div>')
        return True
    words.append(f'<div class="{kinds}">')
    goes_on = all(_collect(child.removeprefix(_MARK), states, words) for child in state.get("children", ()))
    words.append("</div>")
    return goes_on
