# SPDX-License-Identifier: BSD-3-Clause
"""Cases as data: each case of `cases/` is one question with its source and the answer that the source gives."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, get_args

import pytest
from pydantic import ValidationError

from exxtra_kit.datafiles import case_paths
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.rules import RULES
from tests.rules.known_cases import ALL_CASES, ENGLISH, Expected, KnownCase, Unknown, WholeFile, answered, named_in

if TYPE_CHECKING:
    from pathlib import Path

    from exxtra_kit.models import Finding

CASES = pytest.mark.parametrize("known_case", ALL_CASES, ids=lambda known_case: known_case.id)


def said(finding: Finding) -> str:
    """Return the reason and the caution of a finding, in English."""
    return f"{ENGLISH.text(finding.reason)} {ENGLISH.text(finding.note) if finding.note else ''}"


@CASES
def test_case(known_case: KnownCase) -> None:
    """The rules answer a case as its source does."""
    expected, verdict = known_case.expected, answered(known_case)

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
    assert [finding.code for finding in verdict.findings] == [rule.code for rule in RULES]
    assert {code: str(by_code[code].outcome) for code in expected.outcomes} == expected.outcomes
    for code, words in expected.words.items():
        for word in words:
            assert word in said(by_code[code])
    assert {code: by_code[code].decision for code in expected.decisions} == expected.decisions
    assert {code: by_code[code].confidence for code in expected.confidence} == expected.confidence


@CASES
def test_every_finding_has_a_reason_and_a_reference(known_case: KnownCase) -> None:
    """Each finding of each case says why, in a sentence, and where that stands."""
    for finding in answered(known_case).findings:
        assert ENGLISH.text(finding.reason).endswith((".", "?")), finding.code
        assert ENGLISH.text(finding.question).endswith("?"), finding.code
        assert finding.reference.title, finding.code
        assert finding.reference.url.startswith(("https://", "http://")), finding.code
        assert finding.outcome in Outcome


@CASES
def test_the_source_is_known(known_case: KnownCase) -> None:
    """Each case names a source of the register, or the decision by which its answer is ours."""
    assert named_in(known_case.source), known_case.source


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("CLAM-F: 390 euro; decision D-08", {"CLAM-F", "D-08"}),
        ("EYE-1 has no row", {"EYE-1"}),
        ("docs/case-file.md: a missing fact is undecided", {"docs/case-file.md"}),
        ("Somebody said so; EYE-9; decision D-99", set()),
    ],
)
def test_sources_are_found_in_words(source: str, named: set[str]) -> None:
    """Ids of sources and numbers of decisions are found in a sentence; unknown ones are not."""
    assert named_in(source) == named


def test_cases_have_names_of_their_own() -> None:
    """No two cases are called the same, so that a failing one is found."""
    names = [known_case.id for known_case in ALL_CASES]

    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("path", case_paths(), ids=lambda path: path.stem)
def test_a_file_has_no_other_keys(path: Path) -> None:
    """A slip of the pen in a file's keys can't make its cases say nothing."""
    WholeFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "broken",
    [{"when": 1}, {"variants": []}, {"variants": [{"name": "one", "expectd": {"verdict": "eligible"}}]}],
)
def test_unknown_keys_of_a_file_are_refused(broken: dict[str, Any]) -> None:
    """A key that no case file has, at the top or in a variant, is found."""
    with pytest.raises(ValidationError, match=r"Extra inputs are not permitted|at least 1 item"):
        WholeFile.model_validate({"name": "one", "source": "ABOUT"} | broken)


@pytest.mark.parametrize(
    "expected",
    [{"verdict": "eligible", "sum": 1}, {"verdict": "eligible", "unknown": ["sum"]}, {"lump_sum_eur": 1}],
)
def test_unknown_expectations_are_refused(expected: dict[str, Any]) -> None:
    """A case that expects a thing that no verdict has, or no verdict, is found."""
    with pytest.raises(ValidationError, match=r"Extra inputs are not permitted|Input should be|Field required"):
        Expected.model_validate(expected)
