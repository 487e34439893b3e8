# SPDX-License-Identifier: BSD-3-Clause
"""The one entry for every file of an exchange: papers as Word and PDF, the agenda for a calendar, the exchange file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from exxtra_kit import __version__
from exxtra_kit.casefile import known_case, read_case
from exxtra_kit.documents.exchange_file import dump_exchange
from exxtra_kit.documents.papers import Entry, agenda_ics, paper_docx, paper_pdf, zone_of
from exxtra_kit.documents.sheet.pdf import sheet_pdf
from exxtra_kit.errors import InputError
from exxtra_kit.language import DEFAULT_LANGUAGE, Language, available_languages
from exxtra_kit.parameters import Law
from exxtra_kit.planning import Closing, Profile, Progress, in_order
from exxtra_kit.planning.finalisation import actual_case, payment_due
from exxtra_kit.planning.group import group_cases
from exxtra_kit.render.papers import PaperKind, PlanFacts, is_draft, paper_of, plain_paper
from exxtra_kit.render.papers.entries import calendar_name, entry_text
from exxtra_kit.render.sheet import Origin, make_sheet
from exxtra_kit.rules import assess_exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from exxtra_kit.documents.exchange_file import ExchangeFile
    from exxtra_kit.models import Case


class PaperFormat(StrEnum):
    """What a file is: its ending says it."""

    DOCX = "docx"
    PDF = "pdf"
    ICS = "ics"
    JSON = "json"


MEDIA_TYPES = {
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperFormat.PDF: "application/pdf",
    PaperFormat.ICS: "text/calendar",
    PaperFormat.JSON: "application/json",
}
_PART_LENGTH = 30


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file to give away.

    Attributes:
        name: A name that every system accepts.
        media_type: What it is, as the web says it.
        content: What it holds.
    """

    name: str
    media_type: str
    content: bytes


def make_files(
    file: ExchangeFile,
    kinds: Iterable[PaperKind],
    languages: Sequence[str],
    formats: Iterable[PaperFormat],
    templates: Path | None = None,
    *,
    issued: date | None = None,
) -> Iterator[NamedFile]:
    """Make files of an exchange; of a group, one of each paper for each visitor.

    Of a calculation sheet as a PDF there are two: the short one in the languages that are asked for, and the full one
    that `exxtra verify` checks, in those of them that the site speaks, else in English.

    Args:
        file: The exchange.
        kinds: Which papers. `PaperFormat.ICS` is made of the agenda only, `PaperFormat.JSON` is the exchange file.
        languages: Codes of one language, or of two that stand side by side (see `language.paper_languages`).
        formats: In which formats.
        templates: A folder with templates of one's own; what is not there is taken from ours.
        issued: Day on which they are made; None for today.

    Raises:
        InputError: The case can't be used; one problem per field.
        PaperError: A library is missing, or a template can't be used: the message says which, and what to do.
        SheetError: The library that draws the full calculation sheet is missing.
    """
    wish = _Wish(
        tuple(dict.fromkeys(PaperKind(name) for name in kinds)),
        tuple(dict.fromkeys(languages)),
        tuple(dict.fromkeys(PaperFormat(name) for name in formats)),
        templates,
        issued or datetime.now(tz=UTC).date(),
    )
    names: Counter[str] = Counter()
    for made in _made(file, wish):
        names[made.name] += 1
        stem, _, ending = made.name.rpartition(".")
        name = made.name if names[made.name] == 1 else f"{stem}-{names[made.name]}.{ending}"
        yield NamedFile(name, made.media_type, made.content)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for."""

    kinds: tuple[PaperKind, ...]
    languages: tuple[str, ...]
    formats: tuple[PaperFormat, ...]
    templates: Path | None
    issued: date


def _made(file: ExchangeFile, wish: _Wish) -> Iterator[NamedFile]:
    """Yield the papers of each visitor, then the exchange file; two of a group may have one name."""
    if wish.formats != (PaperFormat.JSON,):
        for data, facts in plan_facts(file, wish.issued):
            for kind in wish.kinds:
                yield from _of_kind(file, kind, data, facts, wish)
    if PaperFormat.JSON in wish.formats:
        sides = (file.case.get(name) for name in ("visiting", "host"))
        named = [_plain(str(side.get("name") or "")) for side in sides if isinstance(side, Mapping)]
        tail = "-".join(name for name in named if name)
        yield _named("exchange", tail, PaperFormat.JSON, dump_exchange(file).encode("utf-8"))


def _of_kind(
    file: ExchangeFile, kind: PaperKind, data: Mapping[str, object], facts: PlanFacts, wish: _Wish
) -> Iterator[NamedFile]:
    paper = plain_paper(paper_of(kind, facts, wish.languages))
    name, tail = str(kind).replace("_", "-"), _tail(facts.case, wish.languages)
    if PaperFormat.DOCX in wish.formats:
        yield _named(name, tail, PaperFormat.DOCX, paper_docx(paper, wish.templates))
    if PaperFormat.PDF in wish.formats:
        yield _named(name, tail, PaperFormat.PDF, paper_pdf(paper, wish.templates))
        if kind is PaperKind.CALCULATION_SHEET:
            yield from _full_sheets(data, facts, wish.languages)
    if PaperFormat.ICS in wish.formats and kind is PaperKind.AGENDA:
        yield _named(name, tail, PaperFormat.ICS, _calendar(file, facts, wish.languages))


def plan_facts(file: ExchangeFile, issued: date) -> tuple[tuple[dict[str, object], PlanFacts], ...]:
    """Return what the papers of each visitor speak of, with the case as plain data.

    What was ticked, signed and reported was noted for the first visitor of a group. The papers of the others say
    nothing of that, rather than something that may not be so.

    Args:
        file: The exchange.
        issued: Day on which the papers are made.

    Raises:
        InputError: A case can't be used; one problem per field.
    """
    return tuple(
        (data, _facts(file, data, issued, is_first=number == 0))
        for number, data in enumerate(group_cases(_dated(file.case, issued), file.visitors))
    )


def _facts(file: ExchangeFile, data: Mapping[str, object], issued: date, *, is_first: bool) -> PlanFacts:
    case = read_case(known_case(data))
    law = Law.at(case.on, case.programme)
    closing = file.closing
    if not is_first:
        closing = Closing(start=closing.start, end=closing.end, travel_days=closing.travel_days, town=closing.town)
    real = None
    if closing.start or closing.end or closing.town or closing.travel_days:
        real = _readable(known_case(_dated(actual_case(data, closing), issued)))
    real_law = Law.at(real.on, real.programme) if real else law
    return PlanFacts(
        case=case,
        law=law,
        verdict=assess_exchange(case, law, with_fixes=False),
        issued=issued,
        profile=file.profile if is_first else Profile(),
        host_profile=file.host_profile,
        objectives=file.objectives,
        agenda=in_order(file.agenda),
        progress=file.progress if is_first else Progress(),
        closing=closing,
        actual_case=real,
        actual=assess_exchange(real, real_law, with_fixes=False) if real else None,
        due=payment_due(closing.completed, real_law) if closing.completed else None,
    )


def _readable(data: Mapping[str, object]) -> Case | None:
    """Return the exchange as it really was; None while what is said of it makes no case yet."""
    try:
        return read_case(data)
    except InputError:
        return None


def _dated(case: Mapping[str, object], issued: date) -> dict[str, object]:
    """Return a case with all its sections, and while no first day is stated with today's law: a plan begins empty."""
    whole = {name: {} for name in ("visiting", "host", "exchange")} | dict(case)
    stay = whole["exchange"]
    has_start = isinstance(stay, Mapping) and stay.get("start")
    return whole if case.get("on") or has_start else {**whole, "on": issued.isoformat()}


def _full_sheets(data: Mapping[str, object], facts: PlanFacts, languages: Sequence[str]) -> Iterator[NamedFile]:
    spoken = [code for code in dict.fromkeys(languages) if code in available_languages()] or [DEFAULT_LANGUAGE]
    for code in spoken:
        sheet = make_sheet(known_case(data), Language.load(code), facts.issued, Origin.of_kit(__version__))
        content = sheet_pdf(sheet.page_data, sheet.record, facts.issued)
        yield _named("calculation-sheet-full", _tail(facts.case, (code,)), PaperFormat.PDF, content)


def _calendar(file: ExchangeFile, facts: PlanFacts, languages: Sequence[str]) -> bytes:
    case = facts.case
    entries = [
        Entry(one.day, one.start, one.end, one.title, one.place, entry_text(one, case, languages))
        for one in facts.agenda
    ]
    # Of a group, every visitor's file has the same entries: a host that opens several gets each activity once.
    sides = [file.case.get(name) for name in ("visiting", "host")]
    known = [[side.get(key) for key in ("name", "country")] for side in sides if isinstance(side, Mapping)]
    return agenda_ics(
        entries,
        name=calendar_name(case, languages),
        identity=json.dumps([file.case.get("programme"), known], default=str),
        zone=zone_of(case.host.country, case.host.place, [one.day for one in facts.agenda]),
        stamp=datetime.now(tz=UTC),
        is_final=not is_draft(PaperKind.AGENDA, facts),
    )


def _named(name: str, tail: str, kind: PaperFormat, content: bytes) -> NamedFile:
    return NamedFile(f"{'-'.join(part for part in (name, tail) if part)}.{kind}", MEDIA_TYPES[kind], content)


def _tail(case: Case, languages: Sequence[str]) -> str:
    """Return who, whom, when and in which languages, as a name of a file says it."""
    start = case.exchange.start.isoformat() if case.exchange.start else ""
    parts = [_plain(case.visiting.name), _plain(case.host.name), start, *dict.fromkeys(languages)]
    return "-".join(part for part in parts if part)


def _plain(text: str) -> str:
    """Return small letters, digits and hyphens: no system has a rule against these."""
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_PART_LENGTH].strip("-")
