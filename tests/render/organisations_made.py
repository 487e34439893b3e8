# SPDX-License-Identifier: BSD-3-Clause
"""Organisations to draw: some of a few towns, judged or not, and some whose every word is hostile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.casefile import read_case
from exxtra_kit.matching.many import judge_hosts
from exxtra_kit.models import Membership, OrganisationType, Place
from exxtra_kit.organisations import Entry, Role, locate
from exxtra_kit.render.organisations import layer_answers, layer_data

if TYPE_CHECKING:
    from exxtra_kit.language import Language

HOSTILE = (
    "<img src=x onerror=\"window.broken='img'\">",
    "</script><script>window.broken='script'</script>",
    "`${window.broken='backtick'}`",
    "{{ 7 * 7 }}{% raw %}",
    "\"'><svg onload=\"window.broken='svg'\">",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe\N{LEFT-TO-RIGHT ISOLATE}",
    "javascript:window.broken='link'",
    "x" * 10_000,
    "\x00\x1b[31m\N{LINE SEPARATOR}",
    "&lt;b&gt;&amp;",
)
TOWNS = (
    *(("Cerea", "IT", 3), ("Dresden", "DE", 40), ("Leipzig", "DE", 5), ("Barcelona", "ES", 4), ("Ankara", "TR", 1)),
    *(("Lille", "FR", 2), ("Copenhagen", "DK", 1), ("Bern", "CH", 1)),
)


def some() -> tuple[Entry, ...]:
    """Return some companies of these towns, with their places; the last one only visits."""
    towns = [(town, country) for town, country, n in TOWNS for _ in range(n)]
    made = [
        Entry(
            number,
            f"{town} {number}",
            Role.VISITOR if number == len(towns) + 1 else Role.HOST,
            OrganisationType.LARGE_COMPANY if country == "DE" and number % 3 == 0 else OrganisationType.SME,
            country,
            town,
            sector="track" if number % 2 else "signalling",
            site=f"https://{number}.example" if number % 2 else "",
            membership=Membership.ECCP_CLUSTER,
        )
        for number, (town, country) in enumerate(towns, start=2)
    ]
    return locate(made).placed


def hostile() -> tuple[Entry, ...]:
    """Return organisations with hostile words in every field, each in a place of its own."""
    return tuple(
        Entry(
            number,
            text,
            Role.HOST,
            OrganisationType.SME,
            "DE",
            text,
            Place(lat=40 + 3 * number, lon=5 + 4 * number, town=text, country="DE"),
            sector=text,
            site=text,
            languages=(text,),
        )
        for number, text in enumerate(HOSTILE)
    )


def judged(entries: tuple[Entry, ...], language: Language) -> tuple[dict[str, object], dict[str, object]]:
    """Return data and answers of these organisations for a small company of Cerea in a week of June."""
    visitor = {"type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "previous_visits": 0}
    days = {"start": "2022-06-20", "end": "2022-06-24"}
    verdicts = judge_hosts(read_case({"visiting": visitor, "host": {}, "exchange": days}), entries)
    return layer_data(entries, language), layer_answers(verdicts, language)
