# SPDX-License-Identifier: BSD-3-Clause
"""Hand-over by link: how a visitor arrived, and the address that hands a case to another app."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl

from exxtra_kit.language import Language, choose_language
from exxtra_kit.widgets.handover import FIELDS, LANGUAGE_KEY, LONGEST_VALUE, MOST_NAMES, Handover

__all__ = [
    "FIELDS",
    "LANGUAGE_KEY",
    "LONGEST_VALUE",
    "MAP_VARIABLE",
    "SITE_VARIABLE",
    "Arrival",
    "Handover",
    "app_link",
    "map_address",
    "on_our_site",
]

SITE_VARIABLE = "EXXTRA_SITE"
LANGUAGE_VARIABLE = "EXXTRA_SITE_LANGUAGE"
MAP_VARIABLE = "EXXTRA_MAP_ADDRESS"
"""Where our site serves the map's page: JSON, language -> address from the site's root."""


def on_our_site() -> bool:
    """Say whether the app runs on the site of `exxtra serve`, where the other apps are one link away."""
    return os.environ.get(SITE_VARIABLE) == "1"


def map_address(language: Language) -> str:
    """Return where our site serves the map's page in a language; empty if it doesn't, or this isn't our site."""
    if not on_our_site():
        return ""
    try:
        address = json.loads(os.environ.get(MAP_VARIABLE, "{}"))[language.code]
    except (KeyError, TypeError, ValueError):
        return ""
    # One slash only: two would name another host.
    is_ours = isinstance(address, str) and address.startswith("/") and not address.startswith("//")
    return address if is_ours else ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a visitor arrived: in which language, with what handed over.

    Attributes:
        language: Language to speak: of the address, else the one our site chose for the page, else English.
        handed_over: What the address carries.
    """

    language: Language
    handed_over: Handover

    @property
    def mark(self) -> str:
        """What was handed over, as a short mark to compare; the same in every language, empty for nothing."""
        told = json.dumps(dict(self.handed_over.values), sort_keys=True)
        return sha256(told.encode("utf-8", "replace")).hexdigest()[:16] if self.handed_over.values else ""

    @classmethod
    def read(cls) -> Arrival:
        """Read the address of the page (`QUERY_STRING`, which Voila sets for each visitor)."""
        query = os.environ.get("QUERY_STRING", "")
        wish = dict(parse_qsl(query)).get(LANGUAGE_KEY) if query.count("&") < MOST_NAMES else None
        code = choose_language(wish, os.environ.get(LANGUAGE_VARIABLE))
        return cls(Language.load(code), Handover.parse(query))


def app_link(app: str, language: Language, handover: Handover | None = None) -> str:
    """Return the address of another app of our site ("planner"), relative to this one's.

    Args:
        app: Its address without slashes ("partner_map", "calculator", "planner").
        language: Language in which it should open.
        handover: What to hand over.
    """
    return f"{app}?{(handover or Handover()).query(language)}"
