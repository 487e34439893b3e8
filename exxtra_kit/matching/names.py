# SPDX-License-Identifier: BSD-3-Clause
"""Words for what a score is made of: sectors, categories and groups of regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

SECTORS: Mapping[str, Message] = {
    "rail": msg("rail"),
    "automotive": msg("automotive"),
    "aeronautics": msg("aeronautics"),
    "space": msg("space"),
    "smart mobility": msg("smart mobility"),
    "logistics": msg("logistics"),
    "electronics": msg("electronics"),
    "software": msg("software"),
    "engineering": msg("engineering"),
    "advanced production": msg("advanced production"),
    "security": msg("security"),
    "cybersecurity": msg("cybersecurity"),
    "defence": msg("defence"),
}
"""The sectors that a visitor can choose: each is the sector of a host, see `exxtra_kit.catalogue.sectors_of`."""

CATEGORY_NAMES: Mapping[str, Message] = {
    "More developed Region": msg("more developed region"),
    "Transition Region": msg("transition region"),
}
GROUP_NAMES: Mapping[str, Message] = {
    "Leader": msg("Innovation Leader"),
    "Strong": msg("Strong Innovator"),
    "Moderate": msg("Moderate Innovator"),
    "Modest": msg("Modest Innovator"),
    "Emerging": msg("Emerging Innovator"),
}


def sector_name(code: str) -> Message | str:
    """Return the word for a sector; one that no word is known for stays as it is."""
    return SECTORS.get(code, code)
