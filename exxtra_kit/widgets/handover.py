# SPDX-License-Identifier: BSD-3-Clause
"""What one app hands to another by its address, and how its text becomes the plain values of a case.

Everything in an address is text from outside. Here it is only cut to a sane length and given its
names; whether it can be used is decided at the one door, `exxtra_kit.casefile`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.language import Language

LANGUAGE_KEY = "lang"
MOST_NAMES = 100
LONGEST_VALUE = 200
LONGEST_LIST = 800
HOST_FIELD = "host.id"
_SIDES = {"": "visiting", "host_": "host"}
# What may be said of either organisation: name in the address -> key in the case file.
_MORE = {
    "support_kind": "support_kind",
    "staff": "staff",
    "turnover": "turnover_eur",
    "balance_sheet": "balance_sheet_eur",
    "registered_in": "registered_in",
    "nationality": "representative_nationality",
    "nationality_days": "representative_days",
    "permit": "representative_permit",
    "business": "representative_business",
}
# Name in the address -> dotted field of the case file. `host` is the id of a cluster.
FIELDS = {
    "programme": "programme",
    "name": "visiting.name",
    "type": "visiting.type",
    "country": "visiting.country",
    "town": "visiting.town",
    "membership": "visiting.membership",
    "visits": "visiting.previous_visits",
    "host": HOST_FIELD,
    "host_name": "host.name",
    "host_type": "host.type",
    "host_country": "host.country",
    "host_town": "host.town",
    "host_membership": "host.membership",
    "start": "exchange.start",
    "end": "exchange.end",
    "form": "exchange.form",
    "travel_days": "exchange.travel_days",
    "closed_days": "exchange.closed_days",
    "half_days": "exchange.half_days",
    "region": "exchange.host_region",
    "purposes": "exchange.purposes",
    "group": "exchange.group_visitors",
    "partnership_sum": "exchange.partnership_sum_eur",
    **{f"{side}{key}": f"{section}.{name}" for side, section in _SIDES.items() for key, name in _MORE.items()},
}
LISTED = frozenset(
    {"travel_days", "closed_days", "half_days", "purposes", *(f"{side}registered_in" for side in _SIDES)}
)
"""Names whose value is a list, its items separated by commas."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What one app hands to another: text by the names of `FIELDS`; what is not known is left out."""

    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, query: str) -> Handover:
        """Read a query string; unknown names are dropped, of a repeated one the last counts."""
        pairs = parse_qsl(query, max_num_fields=MOST_NAMES) if query.count("&") < MOST_NAMES else []
        return cls(
            {
                key: " ".join(value.split())[: LONGEST_LIST if key in LISTED else LONGEST_VALUE]
                for key, value in pairs
                if key in FIELDS and value.strip()
            }
        )

    def get(self, key: str) -> str:
        """Return one value; empty if it wasn't given."""
        return self.values.get(key, "")

    def query(self, language: Language) -> str:
        """Return the query string with the language and all that is known."""
        known = {key: self.values[key] for key in FIELDS if self.values.get(key)}
        return urlencode({LANGUAGE_KEY: language.code, **known})
