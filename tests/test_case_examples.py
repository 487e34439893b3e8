# SPDX-License-Identifier: BSD-3-Clause
"""The example cases that the documentation shows are cases, and get the answers that it promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from exxtra_kit import Law, assess_exchange, load_case
from exxtra_kit.models import Eligibility
from exxtra_kit.rules import RULES

FOLDER = Path(__file__).parent.parent / "docs" / "examples"
EXAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".toml", ".json"})


def test_there_is_the_golden_example() -> None:
    """The finished exchange of the presentation is among the examples, and is paid in full."""
    case = load_case(FOLDER / "zlab-arus.toml")

    verdict = assess_exchange(case, Law.at(case.on, case.programme))

    assert verdict.eligibility is Eligibility.ELIGIBLE
    assert verdict.lump_sum_eur == 750
    assert verdict.working_days == 5


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_is_read(path: Path) -> None:
    """Each example gets through the door and gets an answer with all findings."""
    case = load_case(path)

    assert len(assess_exchange(case, Law.at(case.on, case.programme)).findings) == len(RULES)
