# SPDX-License-Identifier: BSD-3-Clause
"""The golden case with some fields changed, its verdict, and its fixes as they are applied."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from exxtra_kit import Law, assess_exchange, read_case
from exxtra_kit.casefile import with_changes
from exxtra_kit.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.models import Fix, Verdict

ENGLISH = Language.load("en")
VISITOR = {"type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "previous_visits": 0}
HOST = {"type": "cluster_organisation", "country": "TR", "town": "Ankara"}
WEEK = {"start": date(2021, 9, 13), "end": date(2021, 9, 17)}


law_of = lru_cache(maxsize=5_000)(Law.at)
"""The law of a day and a programme; each is made once, for thousands of random cases share them."""


def assessed(case: Mapping[str, Any], *, with_fixes: bool = True) -> Verdict:
    """Return the verdict of a case given as plain data, with its fixes."""
    read = read_case(case)
    return assess_exchange(read, law_of(read.on, read.programme), with_fixes=with_fixes)


def after(case: Mapping[str, Any], fix: Fix) -> Verdict:
    """Return the verdict of a case to which a fix was applied just as it is stated."""
    return assessed(with_changes(case, fix.changes), with_fixes=False)


def case_with(programme: str | None = None, **sections: dict[str, Any]) -> dict[str, Any]:
    """Return the golden case with some fields changed; None takes a field away."""
    case: dict[str, Any] = {"visiting": {**VISITOR}, "host": {**HOST}, "exchange": {**WEEK}}
    for section, fields in sections.items():
        merged = case[section] | fields
        case[section] = {key: value for key, value in merged.items() if value is not None}
    return case | ({"programme": programme} if programme else {})


def texts_of(case: Mapping[str, Any]) -> list[str]:
    """Return the fixes of a case in English."""
    texts = [ENGLISH.text(fix.text) for fix in assessed(case).fixes]
    return [text.replace("\N{THIN SPACE}", "").replace("\N{NO-BREAK SPACE}", " ") for text in texts]
