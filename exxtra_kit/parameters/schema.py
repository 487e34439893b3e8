# SPDX-License-Identifier: BSD-3-Clause
"""What a programme file may hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator

ParameterValue = (
    StrictBool
    | Annotated[StrictInt, Field(ge=0)]
    | Annotated[StrictFloat, Field(ge=0, allow_inf_nan=False)]
    | date
    | tuple[StrictStr, ...]
    | dict[StrictStr, Annotated[StrictInt, Field(ge=0)]]
)
Confidence = Literal["O", "P", "S1", "S2", "T", "I", "M"]
Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ValueInForce(_Strict):
    """One value and the day it begins; it holds until the next entry begins.

    Attributes:
        since: First day in force, included (`from` in the file).
        value: The value; None closes the parameter: from that day no value is known.
        confidence: O official, P partnership, S1/S2 project documents, T third party, I inferred, M not verified.
        reference: Id of a source in `sources.toml`.
        place: Place in that document.
        last_checked: Day on which somebody last compared value and source.
        decision: Number of our decision; required for I (inferred).
    """

    since: Annotated[date, Field(alias="from")]
    value: ParameterValue | None = None
    confidence: Confidence
    reference: Text
    place: str = ""
    last_checked: date
    decision: Annotated[str, Field(pattern=r"^D-\d\d$")] | None = None

    @model_validator(mode="after")
    def _inference_names_its_decision(self) -> Self:
        if self.confidence == "I" and self.decision is None:
            message = "an inferred value (confidence I) must name a decision"
            raise ValueError(message)
        return self


class Parameter(_Strict):
    """A dated value of the law.

    Attributes:
        description: What the value is, in a sentence without a full stop.
        unit: Its unit.
        rule: The rule of the scheme it belongs to, R1 to R31.
        values: Its values by first day, oldest first.
    """

    description: Text
    unit: Text
    rule: Annotated[str, Field(pattern=r"^R([1-9]|[12]\d|3[01])$")]
    values: Annotated[tuple[ValueInForce, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _oldest_first(self) -> Self:
        days = [entry.since for entry in self.values]
        if days != sorted(set(days)):
            message = "values must be in order of their first day, each day once"
            raise ValueError(message)
        return self


class ProgrammeHead(_Strict):
    """Who a programme is."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    description: Text


class Programme(_Strict):
    """A whole programme file."""

    programme: ProgrammeHead
    parameters: dict[str, Parameter]
