# SPDX-License-Identifier: BSD-3-Clause
"""What a programme file may hold."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator
from pydantic_core import PydanticCustomError

INFERENCE_WITHOUT_DECISION = "inference_without_decision"
VALUE_AND_NOT_ASKED = "value_and_not_asked"
VALUES_OUT_OF_ORDER = "values_out_of_order"
"""Faults that only we know of; the words for them stand in `faults`."""
Day = Annotated[date, Field(strict=True)]
ParameterValue = (
    StrictBool
    | Annotated[StrictInt, Field(ge=0)]
    | Annotated[StrictFloat, Field(ge=0, allow_inf_nan=False)]
    | Day
    | tuple[StrictStr, ...]
    | dict[StrictStr, Annotated[StrictInt, Field(ge=0)]]
)
Confidence = Literal["O", "P", "S1", "S2", "T", "I", "M"]
SourceKind = Literal["official", "partnership", "seed", "third_party", "general_knowledge"]
Text = Annotated[str, Field(min_length=1)]
Sentence = Annotated[str, Field(pattern=r"^[^{}]+$")]
"""A text that is shown as a message, in which braces would stand for a value."""
ProgrammeId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
DecisionId = Annotated[str, Field(pattern=r"^D-\d\d$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ValueInForce(_Strict):
    """One value and the day it begins; it holds until the next entry begins.

    Attributes:
        since: First day in force, included (`from` in the file).
        value: The value; None closes the parameter: from that day no value is known.
        not_asked: The programme doesn't ask this at all; there is no value then.
        confidence: O official, P partnership, S1/S2 project documents, T third party, I inferred, M not verified.
        reference: Id of a source in `sources.toml` or in the file itself.
        place: Place in that document.
        last_checked: Day on which somebody last compared value and source.
        decision: Number of our decision; required for I (inferred).
    """

    since: Annotated[Day, Field(alias="from")]
    value: ParameterValue | None = None
    not_asked: StrictBool = False
    confidence: Confidence
    reference: Text
    place: str = ""
    last_checked: Day
    decision: DecisionId | None = None

    @model_validator(mode="after")
    def _inference_names_its_decision(self) -> Self:
        if self.confidence == "I" and self.decision is None:
            raise PydanticCustomError(INFERENCE_WITHOUT_DECISION, "an inferred value must name a decision")
        if self.not_asked and self.value is not None:
            raise PydanticCustomError(VALUE_AND_NOT_ASKED, "an entry has a value or is not asked, not both")
        return self


class Parameter(_Strict):
    """A dated value of the law.

    Attributes:
        values: Its values by first day, oldest first.
    """

    values: Annotated[tuple[ValueInForce, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _oldest_first(self) -> Self:
        days = [entry.since for entry in self.values]
        if days != sorted(set(days)):
            raise PydanticCustomError(VALUES_OUT_OF_ORDER, "values must be in order of their first day")
        return self


class ProgrammeHead(_Strict):
    """Who a programme is.

    Attributes:
        id: Its id, the name of its file.
        title: Its title.
        version: Version of the file, three numbers.
        description: What it is, in a sentence.
        builds_on: Id of the programme whose values hold wherever this one states none of its own.
    """

    id: ProgrammeId
    title: Text
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    description: Text
    builds_on: ProgrammeId | None = None


class SourceEntry(_Strict):
    """A document that the law stands in."""

    title: Text
    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")]
    kind: SourceKind


class SideEntry(_Strict):
    """What one source says on a question."""

    source: Text
    says: Sentence


class DecisionEntry(_Strict):
    """How we decided where sources disagree, are silent, or leave room."""

    question: Sentence
    choice: Sentence
    consequence: Sentence | None = None
    decided: Day
    conflicts: tuple[str, ...] = ()
    sides: Annotated[tuple[SideEntry, ...], Field(min_length=1)]


class ConflictEntry(_Strict):
    """Two sources that contradict each other."""

    subject: Sentence
    choice: Sentence
    decisions: tuple[DecisionId, ...] = ()
    sides: Annotated[tuple[SideEntry, ...], Field(min_length=2)]


class Register(_Strict):
    """The file of decisions and conflicts."""

    decisions: dict[DecisionId, DecisionEntry]
    conflicts: dict[Annotated[str, Field(pattern=r"^C\d{1,3}$")], ConflictEntry]


class ProgrammeFile(_Strict):
    """A programme file as it is written."""

    programme: ProgrammeHead
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    sources: dict[Text, SourceEntry] = Field(default_factory=dict)
    decisions: dict[DecisionId, DecisionEntry] = Field(default_factory=dict)


class Programme(_Strict):
    """A programme with all its values, its own and those of the programme it builds on.

    Attributes:
        programme: Who it is.
        parameters: Every parameter by name.
        stated_here: Names of those that its own file states.
        sources: The sources that its files bring along.
        decisions: The decisions that its files bring along.
    """

    programme: ProgrammeHead
    parameters: dict[str, Parameter]
    stated_here: frozenset[str]
    sources: dict[str, SourceEntry] = Field(default_factory=dict)
    decisions: dict[str, DecisionEntry] = Field(default_factory=dict)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 over id and all values, in 64 hexadecimal digits; layout and comments of the file don't count."""
        content = {
            "id": self.programme.id,
            "parameters": {name: parameter.model_dump(mode="json") for name, parameter in self.parameters.items()},
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
