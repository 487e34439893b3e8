# SPDX-License-Identifier: BSD-3-Clause
"""The sheet's words for the fields of a case and for what a rule looked at."""

from __future__ import annotations

from datetime import date

from exxtra_kit.messages import Country, DaySpan, Euro, Kilometres, Listing, Message, Value, msg
from exxtra_kit.models import Membership, Slot
from exxtra_kit.rules import words as scheme_words

NOT_STATED = msg("not stated")
SIDES: dict[str, Message] = {"visiting": msg("Visitor"), "host": msg("Host")}
"""The two sides by their section of the case file."""

ORGANISATION_FIELDS: dict[str, Message] = {
    "name": msg("Name"),
    "type": msg("Kind of organisation"),
    "support_kind": msg("Kind of support organisation"),
    "country": msg("Country of residence"),
    "town": msg("Town"),
    "lat": msg("Latitude"),
    "lon": msg("Longitude"),
    "membership": msg("Membership"),
    "previous_visits": msg("Visits made before"),
    "staff": msg("Staff"),
    "turnover_eur": msg("Turnover in a year"),
    "balance_sheet_eur": msg("Balance sheet total"),
    "registered_in": msg("Establishments registered in"),
    "representative_nationality": msg("Nationality of the representative"),
    "representative_days": msg("Days the representative has lived in a participating country"),
    "representative_permit": msg("The representative has a residence permit"),
    "representative_business": msg("The representative runs a business there"),
}
EXCHANGE_FIELDS: dict[str, Message] = {
    "start": msg("First day at the host"),
    "end": msg("Last day at the host"),
    "form": msg("Form"),
    "slots": msg("Parts of the stay"),
    "travel_days": msg("Travel days inside the stay"),
    "half_days": msg("Half days"),
    "closed_days": msg("Further days on which the host is closed"),
    "host_region": msg("Region whose holidays count"),
    "purposes": msg("Purposes"),
    "group_visitors": msg("Visitors in the group"),
    "partnership_sum_eur": msg("Sum that the partnership pays"),
}
ALWAYS_SHOWN = frozenset(
    {"name", "type", "country", "town", "membership", "previous_visits", "start", "end", "form", "host_region"}
)
"""Fields that the sheet names although nothing was stated: a gap that the reader should see."""

_COMPUTED: dict[str, Message] = {
    "working_days": msg("Working days"),
    "distance_km": msg("Distance"),
    "latest_end": msg("Latest last day"),
    "full_lump_sum_eur": msg("Full lump sum"),
    "lump_sum_eur": msg("Lump sum"),
    "host_region": msg("Region whose holidays count"),
    "months": msg("Whole months"),
    "days_left_over": msg("Days left over"),
    "allowed_eur": msg("Most that may be paid"),
}
_CODES_OF_COUNTRIES = frozenset({"country", "registered_in", "representative_nationality"})


def fact_words(name: str, value: object) -> Value:
    """Return what stands before a fact that a rule looked at.

    Args:
        name: Dotted field of a case ("visiting.type"), or the name of something computed.
        value: The fact: beside a word the side is enough, beside a figure the field must be named.
    """
    side, _, key = name.rpartition(".")
    if side in SIDES and isinstance(value, str):
        return SIDES[side]
    return _COMPUTED.get(name) or EXCHANGE_FIELDS.get(key) or ORGANISATION_FIELDS.get(key) or name


def value_words(name: str, value: object) -> Value:
    """Return the value of a field of a case, or of something computed of it, in words."""
    key = name.rpartition(".")[2]
    match value:
        case bool():
            return msg("yes") if value else msg("no")
        case int() | float():
            return _figure(key, value)
        case Slot():
            return DaySpan(value.start, value.end)
        case date():
            return value
        case tuple() | list():
            return Listing(tuple(value_words(name, item) for item in value)) if value else msg("none")
        case _:
            return Country(str(value)) if key in _CODES_OF_COUNTRIES else code_words(key, str(value))


def _figure(key: str, value: float) -> Value:
    if key.endswith("_eur"):
        return Euro(int(value))
    return Kilometres(value) if key.endswith("_km") else value


def code_words(key: str, code: str) -> Value:
    """Return the scheme's words for a code of the case file; a code that none are known for stays as it is."""
    match key:
        case "type":
            return scheme_words.type_name(code)
        case "support_kind":
            return scheme_words.support_kind_name(code)
        case "purposes":
            return scheme_words.purpose_name(code)
        case "membership" if code in tuple(Membership):
            return scheme_words.MEMBERSHIP_NAMES[Membership(code)]
        case "form":
            return {"physical": msg("physical"), "virtual": msg("virtual")}.get(code, code)
        case _:
            return code
