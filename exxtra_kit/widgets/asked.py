# SPDX-License-Identifier: BSD-3-Clause
"""What a map asks of a visitor, and which questions a programme makes necessary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.errors import ExxtraError

if TYPE_CHECKING:
    from exxtra_kit.parameters import Law

OF_A_VISITOR = {
    "visiting_type": "visiting.type",
    "visiting_country": "visiting.country",
    "visiting_town": "visiting.town",
    "visiting_membership": "visiting.membership",
    "previous_visits": "visiting.previous_visits",
    "start": "exchange.start",
    "end": "exchange.end",
}
"""Answers that both maps ask for, by their trait: dotted field of the case file."""


def listed(law: Law | None, parameter: str) -> tuple[str, ...] | None:
    """Return what a list of the law names; nothing where the programme doesn't ask; None where it isn't known."""
    if law is None:
        return None
    try:
        return law.names(parameter) if law.is_asked(parameter) else ()
    except ExxtraError:
        return None


def asks_membership(law: Law | None, kind: str) -> bool:
    """Say whether an organisation of this type, empty for none yet, is asked what it is a member of."""
    needing = listed(law, "types_needing_membership")
    return needing is None or (bool(needing) and (not kind or kind in needing))
