# SPDX-License-Identifier: BSD-3-Clause
"""The one question of the house: may this exchange be made, what is paid, and why?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.rules.fixes import add_fixes
from exxtra_kit.rules.verdict import Bench

if TYPE_CHECKING:
    from exxtra_kit.models import Case, Verdict
    from exxtra_kit.parameters import Law


def assess_exchange(case: Case, law: Law, *, with_fixes: bool = True) -> Verdict:
    """Say whether an exchange is eligible, what is paid, why, and what would change it.

    Args:
        case: The question.
        law: The law to apply, usually `Law.at(case.on, case.programme)`.
        with_fixes: Whether to look for the smallest changes that would turn the verdict or raise
            the sum; each is found by asking these same rules.

    Examples:
        >>> from exxtra_kit.casefile import read_case
        >>> from exxtra_kit.parameters import Law
        >>> case = read_case({
        ...     "visiting": {"type": "sme", "country": "IT", "town": "Cerea",
        ...                  "membership": "eccp_cluster", "previous_visits": 0},
        ...     "host": {"type": "cluster_organisation", "country": "TR", "town": "Ankara"},
        ...     "exchange": {"start": "2021-09-13", "end": "2021-09-17"},
        ... })
        >>> assess_exchange(case, Law.at(case.on)).lump_sum_eur
        750
    """
    bench = Bench(law)
    verdict = bench.judge(case)
    return add_fixes(verdict, case, bench) if with_fixes else verdict
