# SPDX-License-Identifier: BSD-3-Clause
"""The cases of `cases/` as the tests use them: what each one expects, and what the rules say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from exxtra_kit import Law, assess_exchange, read_case
from exxtra_kit.language import Language
from exxtra_kit.parameters import decisions
from exxtra_kit.parameters.files import shared_sources
from exxtra_kit.render.case_examples import ExampleCase, load_examples
from tests.rules.staff_cases import read_staff_cases

if TYPE_CHECKING:
    from exxtra_kit.models import Case, Verdict

ENGLISH = Language.load("en")
Unknown = Literal[
    "lump_sum_eur",
    "lump_sum_if_confirmed_eur",
    "full_lump_sum_eur",
    "halved",
    "working_days",
    "has_priority",
    "distance_km",
]
PROMISE = "docs/case-file.md"
_NAME = re.compile(rf"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*|{re.escape(PROMISE)}")


class Expected(BaseModel):
    """What a case may expect; `unknown` names the facts that must be None."""

    model_config = ConfigDict(extra="forbid", strict=True)

    verdict: str
    lump_sum_eur: int | None = None
    lump_sum_if_confirmed_eur: int | None = None
    full_lump_sum_eur: int | None = None
    halved: bool | None = None
    working_days: int | None = None
    has_priority: bool | None = None
    distance_km: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    unknown: list[Unknown] = []
    outcomes: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    decisions: dict[str, str] = {}
    confidence: dict[str, str] = {}


class CaseFile(BaseModel):
    """One case as a file has it: a name, where the answer comes from, the question, the answer."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=5)]
    source: Annotated[str, Field(min_length=4)]
    case: dict[str, object]
    expected: Expected


class Variant(BaseModel):
    """What one of several cases in a file has of its own."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=2)]
    source: str | None = None
    case: dict[str, object] = {}
    expected: dict[str, object] = {}


class WholeFile(BaseModel):
    """The keys of a file; each of its cases is checked by itself, with what the variants share filled in."""

    model_config = ConfigDict(extra="forbid")

    name: str
    source: str
    case: dict[str, object] = {}
    expected: dict[str, object] = {}
    variants: Annotated[list[Variant], Field(min_length=1)] | None = None


@dataclass(frozen=True)
class KnownCase:
    """A case with its answer.

    Attributes:
        id: What to call it when it fails.
        source: Where the answer comes from.
        case: The question.
        expected: The answer.
    """

    id: str
    source: str
    case: Case
    expected: Expected

    def __hash__(self) -> int:
        """Let a case be remembered by its id, of which there is one."""
        return hash(self.id)


def known(example: ExampleCase) -> KnownCase:
    """Return a case of a file, checked."""
    asked = CaseFile.model_validate(
        {"name": example.name, "source": example.source, "case": example.case, "expected": example.expected}
    )
    return KnownCase(example.id, asked.source, read_case(asked.case), asked.expected)


TOML_CASES = tuple(known(example) for example in load_examples())
STAFF_CASES = tuple(
    KnownCase(row.id, row.source, row.case, Expected.model_validate(row.expected)) for row in read_staff_cases()
)
ALL_CASES = (*TOML_CASES, *STAFF_CASES)


@cache
def answered(known_case: KnownCase) -> Verdict:
    """Return what the rules say of a case."""
    case = known_case.case
    return assess_exchange(case, Law.at(case.on, case.programme), with_fixes=False)


def named_in(source: str) -> frozenset[str]:
    """Return what a case's source names: ids of sources, numbers of decisions, our own promise of the case file."""
    known = {*shared_sources(), *(one.id for one in decisions()), PROMISE}
    return frozenset(_NAME.findall(source)) & known
