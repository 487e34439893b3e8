# SPDX-License-Identifier: BSD-3-Clause
"""Cases as data: each file of `cases/` is one question with its source and the answer that the source gives."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from exxtra_kit import Law, assess_exchange, read_case
from exxtra_kit.language import Language
from exxtra_kit.models import Eligibility, Outcome

if TYPE_CHECKING:
    from exxtra_kit.models import Finding, Verdict

FOLDER = Path(__file__).parent / "cases"
FILES = sorted(FOLDER.glob("*.toml"))
Unknown = Literal[
    "lump_sum_eur",
    "lump_sum_if_confirmed_eur",
    "full_lump_sum_eur",
    "halved",
    "working_days",
    "has_priority",
    "distance_km",
]
ENGLISH = Language.load("en")


class Expected(BaseModel):
    """What a case file may expect; `unknown` names the facts that must be None."""

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
    findings_at_least: int = 10
    outcomes: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    decisions: dict[str, str] = {}
    confidence: dict[str, str] = {}


class CaseFile(BaseModel):
    """One file: a name, where the answer comes from, the case as a case file has it, the answer."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=5)]
    source: Annotated[str, Field(min_length=5)]
    case: dict[str, Any]
    expected: Expected


@lru_cache
def asked(path: Path) -> CaseFile:
    """Return a case file, checked."""
    return CaseFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@lru_cache
def answered(path: Path) -> Verdict:
    """Return what the rules say of a case file."""
    case = read_case(asked(path).case)
    return assess_exchange(case, Law.at(case.on, case.programme))


def said(finding: Finding) -> str:
    """Return the reason and the caution of a finding, in English."""
    return f"{ENGLISH.text(finding.reason)} {ENGLISH.text(finding.note) if finding.note else ''}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """The rules answer a case as its source does."""
    expected, verdict = asked(path).expected, answered(path)

    assert verdict.eligibility == Eligibility(expected.verdict)
    for fact in get_args(Unknown):
        wanted = getattr(expected, fact)
        found = getattr(verdict, fact)
        if fact in expected.unknown:
            assert found is None, fact
        elif fact == "distance_km" and wanted is not None:
            assert wanted[0] <= found <= wanted[1]
        elif wanted is not None:
            assert found == wanted, fact
    by_code = {finding.code: finding for finding in verdict.findings}
    assert len(by_code) == len(verdict.findings) >= expected.findings_at_least
    assert {code: str(by_code[code].outcome) for code in expected.outcomes} == expected.outcomes
    for code, words in expected.words.items():
        for word in words:
            assert word in said(by_code[code])
    assert {code: by_code[code].decision for code in expected.decisions} == expected.decisions
    assert {code: by_code[code].confidence for code in expected.confidence} == expected.confidence


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_finding_has_a_reason_and_a_reference(path: Path) -> None:
    """Each finding of each case says why, in a sentence, and where that stands."""
    for finding in answered(path).findings:
        assert ENGLISH.text(finding.reason).endswith((".", "?")), finding.code
        assert ENGLISH.text(finding.question).endswith("?"), finding.code
        assert finding.reference.title, finding.code
        assert finding.reference.url.startswith("https://"), finding.code
        assert finding.outcome in Outcome


def test_every_outcome_of_every_rule_has_a_case() -> None:
    """Each rule is met in some case and not met, or undecided, in another."""
    outcomes: dict[str, set[Outcome]] = {}
    for path in FILES:
        for finding in answered(path).findings:
            outcomes.setdefault(finding.code, set()).add(finding.outcome)

    assert len(outcomes) == 18
    for code, seen in outcomes.items():
        assert Outcome.MET in seen, code
        assert seen - {Outcome.MET, Outcome.NOT_APPLICABLE}, code


@pytest.mark.parametrize(
    "broken",
    [
        {"expected": {"verdict": "eligible", "sum": 1}},
        {"expected": {"verdict": "eligible", "unknown": ["sum"]}},
        {"when": 1},
    ],
)
def test_unknown_keys_are_refused(broken: dict[str, Any]) -> None:
    """A slip of the pen in a case file can't make its test say nothing."""
    good = tomllib.loads((FOLDER / "golden-zlab-arus.toml").read_text(encoding="utf-8"))

    with pytest.raises(ValidationError, match=r"Extra inputs are not permitted|Input should be"):
        CaseFile.model_validate(good | broken)
