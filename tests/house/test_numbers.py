# SPDX-License-Identifier: BSD-3-Clause
"""A number of the law stands in a dated parameter with its source, never in a rule."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.reading import ROOT, python_files

RULES = Path("exxtra_kit", "rules")
_NUMBER_IN_WORDS = re.compile(r"\s*[-+]?\d+([.,]\d+)?\s*")


def numbers_in(path: Path, source: str) -> list[str]:
    """Return each number other than 0 and 1 in a rule's code, with its line."""
    problems = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
            continue
        value = node.value
        is_number = isinstance(value, int | float | complex) and value not in (0, 1)
        is_hidden = isinstance(value, str) and _NUMBER_IN_WORDS.fullmatch(value) and value.strip() not in ("0", "1")
        if is_number or is_hidden:
            problems.append(f"{path}:{node.lineno}: {value!r} belongs in exxtra_kit/parameters/*.toml")
    return problems


def test_rules_hold_no_number() -> None:
    """No rule holds a number other than 0 and 1."""
    rules = [path for path in python_files("exxtra_kit") if RULES in path.parents]
    found = [problem for path in rules for problem in numbers_in(path, (ROOT / path).read_text(encoding="utf-8"))]

    assert rules
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("if days < 3: pass", ":1: 3 belongs"),
        ("x = 1\nhalf = 0.5", ":2: 0.5 belongs"),
        ("limit = Decimal('200')", ":1: '200' belongs"),
        ("day = date(2021, 1, 1)", ":1: 2021 belongs"),
    ],
)
def test_a_number_in_a_rule_is_found(source: str, expected: str) -> None:
    """The check names file, line and number."""
    assert any(expected in problem for problem in numbers_in(RULES / "lump_sum.py", source))


def test_zero_and_one_may_stand() -> None:
    """Nothing, one and yes are no numbers of the law; a sentence may name a rule."""
    assert numbers_in(RULES / "lump_sum.py", "x = [0, 1, True, 'R12', 'at least 3 days']") == []
