# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra assess` on the four kinds of case that are easiest to get wrong, as the case files state them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from exxtra_kit.cli import main
from exxtra_kit.render.case_examples import load_examples

if TYPE_CHECKING:
    from pathlib import Path

MONTH = "one-month: 31 January 2021 to "
VIRTUAL = "virtual-only: travelling on "


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("both-halvings", (0, "eligible", 305)),  # half of 610, not a quarter
        ("about-200-km: 199.9 km, half the sum and no priority", (0, "eligible", 305)),
        ("about-200-km: exactly 200.0 km, the full sum and no priority", (0, "eligible", 610)),
        ("about-200-km: 200.1 km, the full sum and priority", (0, "eligible", 610)),
        (f"{MONTH}28 February 2021, a month", (0, "eligible", 750)),
        (f"{MONTH}1 March 2021, a day more", (1, "not_eligible", 0)),
        (f"{VIRTUAL}22 September 2020, the day before", (0, "eligible", 750)),
        (f"{VIRTUAL}23 September 2020, the first day", (2, "undecided", None)),
        (f"{VIRTUAL}31 December 2020, the last day", (2, "undecided", None)),
        (f"{VIRTUAL}1 January 2021, the day after", (0, "eligible", 750)),
        ("group-exchange: from Brussels, the day before that condition is known", (0, "eligible", 450)),
        ("group-exchange: from Brussels, nearer than 200 km", (1, "not_eligible", 0)),
    ],
)
def test_hard_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, expected: tuple[int, str, int | None]
) -> None:
    """Both halvings at once, about 200 km, a month and a day more, the day before a change and the day itself."""
    (example,) = (one for one in load_examples() if one.id == name)
    path = tmp_path / "case.json"
    path.write_text(json.dumps(example.case, default=str), encoding="utf-8")

    status = main(["assess", str(path), "--json"])
    answer = json.loads(capsys.readouterr().out)

    assert (status, answer["verdict"], answer["lump_sum_eur"]) == expected
