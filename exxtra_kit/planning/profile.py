# SPDX-License-Identifier: BSD-3-Clause
"""Who an organisation is beyond what the rules ask: what it offers and looks for, in what languages, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from exxtra_kit.planning.agenda import ActivityKind
from exxtra_kit.planning.texts import Day, LongText, Text

if TYPE_CHECKING:
    from datetime import date
    from typing import Self

Code = Annotated[str, Field(min_length=1, max_length=40)]
"""Code of a sector, as the catalogue has it ("rail"), or of a language, ISO 639 ("it")."""
_MOST = 40


class Period(BaseModel):
    """Days on which an organisation could travel, or receive somebody.

    Attributes:
        start: The first of them.
        end: The last of them, not before the first.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    start: Day
    end: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError("a period ends before it starts")
        return self

    def holds(self, start: date, end: date) -> bool:
        """Whether all days from `start` to `end` lie in it."""
        return self.start <= start and end <= self.end


class Profile(BaseModel):
    """What an organisation says of itself once, for matching and for the scheme's own tool.

    Fields that this version doesn't know are kept, as everywhere in an exchange file.

    Attributes:
        about: What it does, in its own words.
        website: Its public address; may be empty.
        contact: Who speaks for it: a function or a name, as it wants to be named; may be empty.
        offers: What it can offer a partner (rule R30).
        looks_for: What it looks for (rule R30).
        sectors: Codes of its sectors, as the catalogue has them for clusters.
        languages: Codes of the languages that it can work in.
        free: When it could; empty if it didn't say.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    about: LongText = ""
    website: Text = ""
    contact: Text = ""
    offers: Annotated[tuple[ActivityKind, ...], Field(max_length=_MOST)] = ()
    looks_for: Annotated[tuple[ActivityKind, ...], Field(max_length=_MOST)] = ()
    sectors: Annotated[tuple[Code, ...], Field(max_length=_MOST)] = ()
    languages: Annotated[tuple[Code, ...], Field(max_length=_MOST)] = ()
    free: Annotated[tuple[Period, ...], Field(max_length=_MOST)] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said yet."""
        return self == Profile()
