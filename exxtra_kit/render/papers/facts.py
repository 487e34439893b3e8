# SPDX-License-Identifier: BSD-3-Clause
"""All that papers speak of, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exxtra_kit.planning import Closing, Profile, Progress

if TYPE_CHECKING:
    from datetime import date

    from exxtra_kit.models import Case, Verdict
    from exxtra_kit.parameters import Law
    from exxtra_kit.planning import Activity, Objective


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """One exchange of one visitor, as far as it is known.

    Attributes:
        case: The case.
        law: The law of the case's day.
        verdict: What the rules say of it.
        issued: Day on which the papers are made.
        profile: What the visitor says of itself.
        host_profile: What the host says of itself.
        objectives: What the exchange is to reach.
        agenda: What happens when.
        progress: What is done, signed and confirmed.
        closing: What is said of the exchange once it is over.
        actual_case: The exchange as it really was; None while nobody has said it.
        actual: What the rules say of it as it really was; None while nobody has said it.
        due: Day until which the sum is to be paid; None where nothing states it.
    """

    case: Case
    law: Law
    verdict: Verdict
    issued: date
    profile: Profile = field(default_factory=Profile)
    host_profile: Profile = field(default_factory=Profile)
    objectives: tuple[Objective, ...] = ()
    agenda: tuple[Activity, ...] = ()
    progress: Progress = field(default_factory=Progress)
    closing: Closing = field(default_factory=Closing)
    actual_case: Case | None = None
    actual: Verdict | None = None
    due: date | None = None
