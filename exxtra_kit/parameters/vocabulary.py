# SPDX-License-Identifier: BSD-3-Clause
"""What a programme file can speak of: each parameter's name, what it means, what its value looks like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exxtra_kit.messages import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.messages import Message


class Kind(StrEnum):
    """What the value of a parameter looks like in the file."""

    WHOLE = "whole number"
    SHARE = "share"
    FLAG = "yes or no"
    DAY = "day"
    TYPES = "organisation types"
    MEMBERSHIPS = "memberships"
    COUNTRIES = "countries"
    SUMS = "sums by country"
    SUPPORT_KINDS = "kinds of support organisation"
    PURPOSES = "purposes"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a parameter means.

    Attributes:
        kind: What its value looks like.
        unit: Its unit.
        rule: The rule of the scheme it belongs to, R1 to R31.
        description: What the value is, in words without a full stop.
    """

    kind: Kind
    unit: Message
    rule: str
    description: Message


_TYPES = msg("organisation types")
_MEMBERSHIPS = msg("memberships")
_COUNTRIES = msg("countries")
_YES_OR_NO = msg("yes or no")
_KM = msg("km")
_WORKING_DAYS = msg("working days")
_EUR = msg("EUR")
_DAY = msg("day")
_DAYS = msg("days")

VOCABULARY: Mapping[str, Meaning] = {
    "first_day": Meaning(Kind.DAY, _DAY, "R24", msg("First day on which exchanges of the programme could be made")),
    "last_day": Meaning(Kind.DAY, _DAY, "R24", msg("Last day on which exchanges of the programme could be made")),
    "virtual_only": Meaning(Kind.FLAG, _YES_OR_NO, "R19", msg("Whether all exchanges have to be virtual")),
    "visiting_types": Meaning(Kind.TYPES, _TYPES, "R1", msg("Types of organisation that may visit")),
    "disputed_visiting_types": Meaning(
        Kind.TYPES, _TYPES, "R4", msg("Types of organisation that some partnerships let visit and others don't")
    ),
    "host_types": Meaning(Kind.TYPES, _TYPES, "R3", msg("Types of organisation that may host")),
    "support_kinds": Meaning(
        Kind.SUPPORT_KINDS, msg("kinds"), "R2", msg("What counts as a scaling-up support organisation")
    ),
    "types_needing_membership": Meaning(
        Kind.TYPES, _TYPES, "R5", msg("Types that take part only as members of a cluster")
    ),
    "sufficient_memberships": Meaning(Kind.MEMBERSHIPS, _MEMBERSHIPS, "R5", msg("Memberships that are enough")),
    "disputed_memberships": Meaning(
        Kind.MEMBERSHIPS,
        _MEMBERSHIPS,
        "R5",
        msg("Memberships that one source accepts and another refuses: ask the partnership"),
    ),
    "exceptional_host_types": Meaning(
        Kind.TYPES, _TYPES, "R6", msg("Types that may host without a membership if approved one by one, beforehand")
    ),
    "sme_staff_below": Meaning(Kind.WHOLE, msg("staff"), "R7", msg("An SME has fewer staff than this")),
    "sme_turnover_eur": Meaning(
        Kind.WHOLE, _EUR, "R7", msg("An SME has a yearly turnover of at most this, or a balance sheet within its limit")
    ),
    "sme_balance_sheet_eur": Meaning(
        Kind.WHOLE, _EUR, "R7", msg("An SME has a balance sheet total of at most this, or a turnover within its limit")
    ),
    "participating_countries": Meaning(Kind.COUNTRIES, _COUNTRIES, "R8", msg("Participating countries")),
    "disputed_countries": Meaning(
        Kind.COUNTRIES,
        _COUNTRIES,
        "R8",
        msg("Countries that one official source lists and the programme's own list leaves out"),
    ),
    "countries_to_confirm": Meaning(
        Kind.COUNTRIES,
        _COUNTRIES,
        "R8",
        msg("Countries of the list whose part should be confirmed with the partnership"),
    ),
    "registered_residence": Meaning(
        Kind.FLAG, _YES_OR_NO, "R9", msg("Whether an organisation resides where it is registered")
    ),
    "foreign_representative_days": Meaning(
        Kind.WHOLE,
        _DAYS,
        "R10",
        msg("Days in a participating country that a representative of another nationality needs"),
    ),
    "different_countries": Meaning(
        Kind.FLAG, _YES_OR_NO, "R11", msg("Whether visitor and host must reside in different countries")
    ),
    "priority_above_km": Meaning(Kind.WHOLE, _KM, "R12", msg("Exchanges farther than this have priority")),
    "group_excluded_below_km": Meaning(
        Kind.WHOLE, _KM, "R12", msg("Group exchanges shut out visitors nearer than this")
    ),
    "town_uncertainty_km": Meaning(
        Kind.WHOLE, _KM, "R12", msg("Within this distance of a threshold, town centres are too coarse to be sure")
    ),
    "minimum_working_days": Meaning(Kind.WHOLE, _WORKING_DAYS, "R13", msg("Shortest stay, travel days not counted")),
    "minimum_weeks": Meaning(Kind.WHOLE, msg("weeks"), "R13", msg("Shortest stay, all its days together")),
    "half_days_per_day": Meaning(
        Kind.WHOLE, msg("half days"), "R13", msg("Half days that make one working day of a virtual exchange")
    ),
    "maximum_months": Meaning(Kind.WHOLE, msg("calendar months"), "R14", msg("Longest stay")),
    "consecutive": Meaning(Kind.FLAG, _YES_OR_NO, "R15", msg("Whether a physical stay must be one block")),
    "slot_minimum_days": Meaning(Kind.WHOLE, _DAYS, "R15", msg("Shortest slot of a stay that is split")),
    "slots_within_months": Meaning(
        Kind.WHOLE, msg("calendar months"), "R15", msg("Time in which all slots of a split stay must lie")
    ),
    "maximum_previous_visits": Meaning(
        Kind.WHOLE, msg("exchanges"), "R16", msg("Physical exchanges that a visitor may have made before")
    ),
    "virtual_uses_up_the_visit": Meaning(
        Kind.FLAG, _YES_OR_NO, "R16", msg("Whether a virtual exchange counts as the one visit")
    ),
    "hosting_unlimited": Meaning(
        Kind.FLAG, _YES_OR_NO, "R17", msg("Whether an organisation may host any number of times")
    ),
    "ceiling_eur": Meaning(
        Kind.SUMS,
        msg("EUR by host country"),
        "R19",
        msg("Lump sum by host country for a full exchange: the ceiling up to which a partnership pays"),
    ),
    "cap_eur": Meaning(Kind.WHOLE, _EUR, "R19", msg("Highest lump sum for one Visiting Organisation")),
    "virtual_lump_sum_eur": Meaning(Kind.WHOLE, _EUR, "R19", msg("Lump sum of a virtual exchange")),
    "paid_by_month": Meaning(
        Kind.FLAG, _YES_OR_NO, "R19", msg("Whether the sums by country are paid for each month of the stay")
    ),
    "full_sum_from_km": Meaning(Kind.WHOLE, _KM, "R20", msg("Nearer exchanges earn half the lump sum")),
    "full_sum_from_working_days": Meaning(
        Kind.WHOLE, _WORKING_DAYS, "R20", msg("Shorter exchanges earn half the lump sum")
    ),
    "reduced_rate": Meaning(
        Kind.SHARE,
        msg("share"),
        "R20",
        msg("Share of the lump sum that is left when it is reduced, once, whatever the reasons"),
    ),
    "partnership_may_pay_less": Meaning(
        Kind.FLAG, _YES_OR_NO, "R23", msg("Whether the partnership may set a lower sum of its own")
    ),
    "payment_within_days": Meaning(
        Kind.WHOLE, _DAYS, "R25", msg("Days after the exchange is complete within which it is paid")
    ),
    "purposes": Meaning(Kind.PURPOSES, msg("purposes"), "R30", msg("What an exchange may be for")),
    "group_exchanges": Meaning(
        Kind.FLAG, _YES_OR_NO, "R31", msg("Whether several organisations may visit a host together")
    ),
}
"""Every parameter by its name in a programme file, in the order of the rules of the scheme as far as that helps."""
