# SPDX-License-Identifier: BSD-3-Clause
"""Hand-over by link: how a visitor arrived, and the address that hands a case to another app."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import parse_qsl

from exxtra_kit.language import Language, choose_language
from exxtra_kit.widgets.handover import FIELDS, LANGUAGE_KEY, LONGEST_VALUE, MOST_NAMES, Handover

__all__ = [
    "FIELDS",
    "LANGUAGE_KEY",
    "LONGEST_VALUE",
    "SITE_VARIABLE",
    "Arrival",
    "Handover",
    "app_link",
    "on_our_site",
]

SITE_VARIABLE = "EXXTRA_SITE"
LANGUAGE_VARIABLE = "EXXTRA_SITE_LANGUAGE"


def on_our_site() -> bool:
    """Say whether the app runs on the site of `exxtra serve`, where the other apps are one link away."""
    return os.environ.get(SITE_VARIABLE) == "1"


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a visitor arrived: in which language, with what handed over.

    Attributes:
        language: Language to speak: of the address, else the one our site chose for the page, else English.
        handed_over: What the address carries.
    """

    language: Language
    handed_over: Handover

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
