# SPDX-License-Identifier: BSD-3-Clause
"""The end of an exchange: what really took place, the closing report, the host's feedback, the payment."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from exxtra_kit.planning.texts import Day, LongText, Text

MOST_DAYS = 366
LARGEST_SUM_EUR = 1_000_000


class Closing(BaseModel):
    """What is said of an exchange once it is over.

    Fields that this version doesn't know are kept, as everywhere in an exchange file.

    Attributes:
        start: First day at the host as it really was; None while nobody has said it.
        end: Last day at the host as it really was.
        travel_days: Days between them that were spent travelling.
        town: Town of the host where it really took place; empty if it was the planned one.
        done: What was done, the report's first part.
        results: What came of it.
        next_steps: What comes next.
        feedback: What the host says of it.
        completed: Day on which report and proofs were complete and handed in.
        paid_eur: What was paid, euro; None while nothing was.
        paid_on: Day of the payment.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    start: Day | None = None
    end: Day | None = None
    travel_days: Annotated[tuple[Day, ...], Field(max_length=MOST_DAYS)] = ()
    town: Text = ""
    done: LongText = ""
    results: LongText = ""
    next_steps: LongText = ""
    feedback: LongText = ""
    completed: Day | None = None
    paid_eur: Annotated[int, Field(ge=0, le=LARGEST_SUM_EUR)] | None = None
    paid_on: Day | None = None
