# SPDX-License-Identifier: BSD-3-Clause
"""What the map takes over from another app or a draft, and what it hands on: answers, the choice, the list's look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.documents.safe_json import read_json_object
from exxtra_kit.errors import ExchangeFileError
from exxtra_kit.parameters import DEFAULT_PROGRAMME
from exxtra_kit.widgets.asked import OF_A_VISITOR
from exxtra_kit.widgets.calculator.answers import OF_A_SIDE
from exxtra_kit.widgets.handover import FIELDS, HOST_FIELD, Handover
from exxtra_kit.widgets.kit import draft_of
from exxtra_kit.widgets.plain_answers import case_of, usable_case

if TYPE_CHECKING:
    from exxtra_kit.widgets.partner_map.model import PartnerMapModel

# What may have been said in the calculator of the visitor and of the purpose, whichever the host.
_KEPT = (*(f"visiting.{key}" for key in OF_A_SIDE), "exchange.purposes", "exchange.group_visitors")
# Days and region at the host that was spoken of before.
_OF_THE_HOST = frozenset({"travel_days", "closed_days", "half_days", "region", "partnership_sum"})
# How the list is sorted and filtered stands in the draft only: no other app has a use for it.
_OF_THE_LIST = "map."


def answers_of(handed_over: Handover) -> dict[str, str]:
    """Return the answers and the choice that an address or a draft carries, by the model's trait."""
    names = {field: name for name, field in OF_A_VISITOR.items()} | {HOST_FIELD: "selected"}
    return {names[FIELDS[key]]: text for key, text in handed_over.values.items() if FIELDS[key] in names}


def take_other_facts(model: PartnerMapModel, handed_over: Handover) -> None:
    """Take what isn't asked here: programme, and what was said in another app of the visitor."""
    case = usable_case(case_of(handed_over), OF_A_VISITOR.values())
    model.said_elsewhere = {
        field: inner[key]
        for field in _KEPT
        for section, _, key in [field.partition(".")]
        if isinstance(inner := case[section], dict) and key in inner
    }
    model.programme = str(case.get("programme", DEFAULT_PROGRAMME))


def handover(model: PartnerMapModel, host: str, arrived: Handover | None = None) -> Handover:
    """Return what was answered and one host, as the links to the other apps carry it.

    Args:
        model: The answers.
        host: Id of the host.
        arrived: What another app handed over: what isn't asked here, and isn't of another host, goes on with it.
    """
    state = model.get_state()
    names = {field: key for key, field in FIELDS.items()}
    answers = {names[field]: str(state[name]) for name, field in OF_A_VISITOR.items() if name in state}
    kept = {
        key: value
        for key, value in (arrived or Handover()).values.items()
        if FIELDS[key] not in OF_A_VISITOR.values() and not key.startswith("host") and key not in _OF_THE_HOST
    }
    return Handover({**kept, **answers, "host": host})


def draft(model: PartnerMapModel, arrived: Handover | None = None) -> str:
    """Return the draft that the browser keeps: what a link would carry, and how the list is sorted and filtered."""
    looks = {f"{_OF_THE_LIST}{name}": value for name, value in model.get_finding().items()}
    return draft_of(Handover({**handover(model, model.selected, arrived).values, **looks}))


def finding_in(kept: str) -> dict[str, str]:
    """Return how the list was sorted and filtered by a draft from the browser, as text from a stranger."""
    try:
        said = read_json_object(kept)
    except ExchangeFileError:
        return {}
    return {
        name.removeprefix(_OF_THE_LIST): value
        for name, value in said.items()
        if name.startswith(_OF_THE_LIST) and isinstance(value, str)
    }
