# SPDX-License-Identifier: BSD-3-Clause
"""The calculation sheet: what a third person needs to check a verdict by hand, or by program.

Its record holds the case as it was given; `exxtra verify` computes the whole sheet again from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from exxtra_kit.casefile import EXCHANGE_FILE_FORMAT, known_case, read_case
from exxtra_kit.messages import msg
from exxtra_kit.parameters import Law
from exxtra_kit.render.html import SIGNS
from exxtra_kit.render.plain import plain_data
from exxtra_kit.render.sheet.amount import amount_section
from exxtra_kit.render.sheet.answers import answers_section, group_of
from exxtra_kit.render.sheet.blocks import Page
from exxtra_kit.render.sheet.inputs import inputs_section, law_section, subject
from exxtra_kit.render.sheet.page import page_html
from exxtra_kit.render.sheet.sources import Sources
from exxtra_kit.render.sheet.stay import days_section, distance_section
from exxtra_kit.render.verdict import standing, sum_text, sureness, verdict_words
from exxtra_kit.rules import Situation, assess_exchange

if TYPE_CHECKING:
    from datetime import date

    from exxtra_kit.language import Language
    from exxtra_kit.models import Case, Verdict

FORMAT = "exxtra-sheet"
VERSION = 1
KIT = "exxtra-kit"
# What the numbers of a sheet depend on besides the case and the programme.
_COUNTING = ("geopy", "holidays")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A calculation sheet before it is drawn.

    Attributes:
        page: What it says.
        record: What it was computed from, and what came out, as plain data.
        issued: Day of issue.
    """

    page: Page
    record: Mapping[str, object]
    issued: date

    @property
    def page_data(self) -> dict[str, object]:
        """What it says, as plain data for who draws it elsewhere."""
        return {**asdict(self.page), "signs": dict(SIGNS)}


@dataclass(frozen=True, slots=True)
class Origin:
    """With what a sheet was made; for checking an old one, what it says of that.

    Attributes:
        made_with: Version of the kit and of the libraries that count days and measure.
        programme_version: Version of the programme file; None for today's.
        programme_hash: Content hash of the programme; None for today's.
    """

    made_with: Mapping[str, str]
    programme_version: str | None = None
    programme_hash: str | None = None

    @classmethod
    def of_kit(cls, kit: str) -> Origin:
        """Return the origin of a sheet that is made now, with this version of the kit."""
        return cls({KIT: kit, **{name: version(name) for name in _COUNTING}})


def calculation_sheet_html(given: Mapping[str, object], language: Language, issued: date, kit: str) -> str:
    """Return the calculation sheet of a case as one HTML page that needs nothing else.

    Args:
        given: The case, with the keys of a case file.
        language: Language of the words.
        issued: Day of issue.
        kit: Version of the kit.

    Raises:
        InputError: The case can't be used.
    """
    sheet = make_sheet(given, language, issued, Origin.of_kit(kit))
    return page_html(sheet.page, sheet.record)


def make_sheet(given: Mapping[str, object], language: Language, issued: date, origin: Origin) -> Sheet:
    """Return the calculation sheet of a case.

    Args:
        given: The case, with the keys of a case file, just as it was given; or an exchange file.
        language: Language of the words.
        issued: Day of issue.
        origin: With what it is made.

    Raises:
        InputError: The case can't be used.
        ParameterNotFoundError: There is no such programme.
    """
    inner = given.get("case")
    if given.get("format") == EXCHANGE_FILE_FORMAT and isinstance(inner, Mapping):
        given = inner
    given = _writable(given)
    case = read_case(given)
    law = Law.at(case.on, case.programme)
    verdict = assess_exchange(case, law, with_fixes=False)
    verdict = replace(
        verdict,
        programme_version=origin.programme_version or verdict.programme_version,
        programme_hash=origin.programme_hash or verdict.programme_hash,
    )
    # The programme and the day are written down even where a default was meant: defaults may change.
    stated = {**known_case(given), "programme": case.programme, "on": case.on}
    matter = _Matter(stated, case, law, verdict, language, issued, origin)
    return Sheet(_page(matter), _record(matter), issued)


def _writable(given: Mapping[str, object]) -> dict[str, object]:
    """Return a case without half a character that a browser sent: no file could hold it."""

    def cleaned(value: object) -> object:
        if isinstance(value, str):
            return value.encode("utf-8", "replace").decode()
        return {key: cleaned(item) for key, item in value.items()} if isinstance(value, Mapping) else value

    return {key: cleaned(value) for key, value in given.items()}


@dataclass(frozen=True, slots=True)
class _Matter:
    """All that a sheet is made of."""

    given: Mapping[str, object]
    case: Case
    law: Law
    verdict: Verdict
    language: Language
    issued: date
    origin: Origin


def _page(matter: _Matter) -> Page:
    case, law, verdict, language = matter.case, matter.law, matter.verdict, matter.language
    situation = Situation(case, law)
    sources = Sources(finding for finding in verdict.findings if group_of(finding) != "other")
    say = language.text
    kit = matter.origin.made_with.get(KIT, "")
    return Page(
        language=language.code,
        title=say(msg("Calculation sheet")),
        subject=say(subject(case)),
        origin=say(msg("Issued on {day} by exxtra_kit {version}", day=matter.issued, version=kit)),
        kind=standing(verdict),
        verdict=say(verdict_words(verdict)),
        amount=sum_text(verdict, language),
        sureness=say(sureness(verdict)),
        caution=say(
            msg(
                "This sheet is a computation, not a decision. Your partnership decides who takes part and what is "
                "paid; where a source is inferred or two sources disagree, ask it before you rely on the sum."
            )
        ),
        sections=(
            inputs_section(1, matter.given, case, language),
            law_section(2, case, verdict, language),
            days_section(3, situation, language),
            distance_section(4, situation, language),
            amount_section(5, situation, verdict, law, language),
            answers_section(6, verdict.findings, sources, language),
            sources.sources_section(7, language),
            sources.decisions_section(8, language),
        ),
        checking=(
            say(
                msg(
                    "To compute this sheet again: exxtra verify FILE. It reads the inputs from the file, "
                    "computes everything anew, and compares every word and every figure."
                )
            ),
            say(
                msg(
                    "The checksum shows mistakes and careless edits. It is no signature: who computes it anew can "
                    "change the words, but not the sum that the inputs give."
                )
            ),
        ),
        checksum_title=say(msg("Checksum (SHA-256):")),
        data_title=say(msg("The data from which a program computes this sheet again")),
    )


def _record(matter: _Matter) -> dict[str, object]:
    verdict = matter.verdict
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_with": dict(matter.origin.made_with),
        "language": matter.language.code,
        "issued": matter.issued.isoformat(),
        "programme": {
            "id": verdict.programme,
            "version": verdict.programme_version,
            "hash": verdict.programme_hash,
        },
        "case": plain_data(matter.given),
        "result": {
            "verdict": str(verdict.eligibility),
            "lump_sum_eur": verdict.lump_sum_eur,
            "lump_sum_if_confirmed_eur": verdict.lump_sum_if_confirmed_eur,
            "full_lump_sum_eur": verdict.full_lump_sum_eur,
            "halved": verdict.halved,
            "working_days": verdict.working_days,
            "distance_km": verdict.distance_km,
        },
        "values": _values(verdict, matter.case.host.country),
    }


def _values(verdict: Verdict, country: str | None) -> dict[str, object]:
    """Return each value of the law that a finding rests on; of a table by country only the host's row."""
    values: dict[str, object] = {}
    for finding in verdict.findings:
        use = finding.parameter
        if use is not None:
            own = use.value.get(country or "") if isinstance(use.value, Mapping) else use.value
            values[use.name] = plain_data(own)
    return values
