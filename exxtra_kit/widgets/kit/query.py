# SPDX-License-Identifier: BSD-3-Clause
"""Hand-over by link: what an address asks for, and the address that hands a case to another app.

Everything in an address is text from outside. Here it is only cut to a sane length and given its
names; whether it can be used is decided at the one door, `exxtra_kit.casefile`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from exxtra_kit.language import Language, choose_language

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE_VARIABLE = "EXXTRA_SITE"
LANGUAGE_VARIABLE = "EXXTRA_SITE_LANGUAGE"
LANGUAGE_KEY = "lang"
LONGEST_VALUE = 200
# Name in the address -> dotted field of the case file. `host` is the id of a cluster.
FIELDS = {
    "name": "visiting.name",
    "type": "visiting.type",
    "country": "visiting.country",
    "town": "visiting.town",
    "membership": "visiting.membership",
    "visits": "visiting.previous_visits",
    "host": "host.id",
    "host_name": "host.name",
    "host_type": "host.type",
    "host_country": "host.country",
    "host_town": "host.town",
    "host_membership": "host.membership",
    "start": "exchange.start",
    "end": "exchange.end",
    "form": "exchange.form",
}


def on_our_site() -> bool:
    """Say whether the app runs on the site of `exxtra serve`, where the other apps are one link away."""
    return os.environ.get(SITE_VARIABLE) == "1"


@dataclass(frozen=True, slots=True)
class Handover:
    """What one app hands to another: text by the names of `FIELDS`; what is not known is left out."""

    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, query: str) -> Handover:
        """Read a query string; unknown names are dropped, of a repeated one the last counts."""
        pairs = parse_qsl(query, max_num_fields=100) if query.count("&") < 100 else []  # noqa: PLR2004
        return cls(
            {key: " ".join(value.split())[:LONGEST_VALUE] for key, value in pairs if key in FIELDS and value.strip()}
        )

    def get(self, key: str) -> str:
        """Return one value; empty if it wasn't given."""
        return self.values.get(key, "")

    def query(self, language: Language) -> str:
        """Return the query string with the language and all that is known."""
        known = {key: self.values[key] for key in FIELDS if self.values.get(key)}
        return urlencode({LANGUAGE_KEY: language.code, **known})


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
        wish = dict(parse_qsl(query)).get(LANGUAGE_KEY) if query.count("&") < 100 else None  # noqa: PLR2004
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
