# SPDX-License-Identifier: BSD-3-Clause
"""What another app, or a draft, hands over to the map: answers that are asked here, and what was said elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.parameters import DEFAULT_PROGRAMME
from exxtra_kit.widgets.calculator.answers import OF_A_SIDE
from exxtra_kit.widgets.handover import FIELDS, HOST_FIELD
from exxtra_kit.widgets.partner_map.model import ANSWERS
from exxtra_kit.widgets.plain_answers import case_of, usable_case

if TYPE_CHECKING:
    from exxtra_kit.widgets.handover import Handover
    from exxtra_kit.widgets.partner_map.model import PartnerMapModel

# What may have been said in the calculator of the visitor and of the purpose, whichever the host.
_KEPT = (*(f"visiting.{key}" for key in OF_A_SIDE), "exchange.purposes", "exchange.group_visitors")


def answers_of(handed_over: Handover) -> dict[str, str]:
    """Return the answers and the choice that an address or a draft carries, by the model's trait."""
    names = {field: name for name, field in ANSWERS.items()} | {HOST_FIELD: "selected"}
    return {names[FIELDS[key]]: text for key, text in handed_over.values.items() if FIELDS[key] in names}


def take_other_facts(model: PartnerMapModel, handed_over: Handover) -> None:
    """Take what isn't asked here: programme, and what was said in another app of the visitor."""
    case = usable_case(case_of(handed_over), ANSWERS.values())
    model.said_elsewhere = {
        field: inner[key]
        for field in _KEPT
        for section, _, key in [field.partition(".")]
        if isinstance(inner := case[section], dict) and key in inner
    }
    model.programme = str(case.get("programme", DEFAULT_PROGRAMME))
