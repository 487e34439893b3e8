# SPDX-License-Identifier: BSD-3-Clause
"""The calculator's questions by the model's trait, with the field of the case file that each fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import msg
from exxtra_kit.widgets.handover import FIELDS, HOST_FIELD, LISTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.widgets.handover import Handover

OTHER_HOST = "other"
SIDES = ("visiting", "host")
# What is asked of either organisation only where it applies: key in the case file.
OF_A_SIDE = (
    "support_kind",
    "staff",
    "turnover_eur",
    "balance_sheet_eur",
    "registered_in",
    "representative_nationality",
    "representative_days",
    "representative_permit",
    "representative_business",
)
OF_THE_STAY = ("purposes", "group_visitors", "partnership_sum_eur")
# Answers by their trait -> dotted field of the case file.
ANSWERS: Mapping[str, str] = {
    "programme": "programme",
    "visiting_name": "visiting.name",
    "visiting_type": "visiting.type",
    "visiting_country": "visiting.country",
    "visiting_town": "visiting.town",
    "visiting_membership": "visiting.membership",
    "previous_visits": "visiting.previous_visits",
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
    "host_region": "exchange.host_region",
    **{key: f"exchange.{key}" for key in OF_THE_STAY},
    **{f"{side}_{key}": f"{side}.{key}" for side in SIDES for key in OF_A_SIDE},
}
MORE = (*OF_THE_STAY, *(f"{side}_{key}" for side in SIDES for key in OF_A_SIDE))
"""The questions that only some are asked."""
DAYS = frozenset({"start", "end"})
LISTS = frozenset(name for name, field in ANSWERS.items() if field in {FIELDS[key] for key in LISTED})
NEEDED = {
    "visiting_type": msg("what you are"),
    "visiting_country": msg("your country"),
    "host": msg("whom you will visit"),
    "start": msg("the first day at the host"),
    "end": msg("the last day"),
}
"""What an answer needs before it makes sense, in words."""


def answers_of(handed_over: Handover) -> dict[str, str]:
    """Return the answers that an address or a draft carries, by the model's trait."""
    names = {field: name for name, field in ANSWERS.items()}
    return {names[FIELDS[key]]: text for key, text in handed_over.values.items()}
