# SPDX-License-Identifier: BSD-3-Clause
"""First parts of the sheet: who, where and when, as given and as understood; which law."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from exxtra_kit.fields import Fields
from exxtra_kit.geo import gazetteer_countries
from exxtra_kit.messages import DaySpan, Message, msg
from exxtra_kit.models import Role
from exxtra_kit.render.plain import plain_data
from exxtra_kit.render.sheet.blocks import Cell, Column, Line, Section, Table, cell
from exxtra_kit.render.sheet.words import (
    ALWAYS_SHOWN,
    EXCHANGE_FIELDS,
    NOT_STATED,
    ORGANISATION_FIELDS,
    SIDES,
    value_words,
)

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.models import Case, Organisation, Place, Verdict

# Both go into the town's row: what they mean is one place.
_COORDINATES = ("lat", "lon")


def subject(case: Case) -> Message:
    """Return who visits whom, and when, in one sentence."""
    visitor = case.visiting.name or SIDES["visiting"]
    host = case.host.name or SIDES["host"]
    start, end = case.exchange.start, case.exchange.end
    if start is None or end is None:
        return msg("{visitor} visits {host}", visitor=visitor, host=host)
    return msg("{visitor} visits {host}, {days}", visitor=visitor, host=host, days=DaySpan(start, end))


def inputs_section(number: int, given: Mapping[str, object], case: Case, language: Language) -> Section:
    """Return the inputs, each as it was given and as it was understood."""
    field = Column(language.text(msg("Field")), 4)
    as_given, as_understood = language.text(msg("as given")), language.text(msg("as understood"))
    visitor, host = (language.text(SIDES[role]) for role in (Role.VISITING, Role.HOST))
    organisations = Table(
        language.text(msg("Both organisations")),
        (
            field,
            Column(f"{visitor}, {as_given}", 4),
            Column(f"{visitor}, {as_understood}", 5),
            Column(f"{host}, {as_given}", 4),
            Column(f"{host}, {as_understood}", 5),
        ),
        _organisation_rows(given, case, language),
    )
    exchange = Table(
        language.text(msg("The exchange")),
        (field, Column(as_given.capitalize(), 6), Column(as_understood.capitalize(), 10)),
        _exchange_rows(given, case, language),
    )
    return Section(
        title=language.text(msg("{number}. Who, where and when", number=number)),
        text=(
            language.text(
                msg(
                    "Everything below is computed from these inputs and from nothing else. "
                    "Check them first: a wrong input gives a wrong sum."
                )
            ),
        ),
        tables=(organisations, exchange),
    )


def law_section(number: int, case: Case, verdict: Verdict, language: Language) -> Section:
    """Return the programme with version and content hash, and the day whose law was applied."""
    day = (
        msg("the first day of the exchange")
        if verdict.on == case.exchange.start
        else msg("as given; the exchange begins on another day")
    )
    named = msg(
        "{title} ({id}), version {version}",
        title=language.text(verdict.programme_title),
        id=verdict.programme,
        version=verdict.programme_version,
    )
    rows = (
        (msg("Programme"), (language.text(named),)),
        (msg("Content hash (SHA-256)"), (Line(verdict.programme_hash, "code"),)),
        (msg("Day whose law applies"), (f"{language.day(verdict.on)}: {language.text(day)}",)),
    )
    columns = (Column(language.text(msg("What")), 4), Column(language.text(msg("Value")), 16))
    return Section(
        title=language.text(msg("{number}. Which law", number=number)),
        tables=(Table("", columns, tuple((cell(language.text(name)), cell(*lines)) for name, lines in rows)),),
    )


def _organisation_rows(given: Mapping[str, object], case: Case, language: Language) -> tuple[tuple[Cell, ...], ...]:
    sides = tuple((role, _section(given, role), _organisation(case, role)) for role in (Role.VISITING, Role.HOST))
    rows = []
    for key, words in ORGANISATION_FIELDS.items():
        stated = any(_is_given(section.get(key)) for _, section, _ in sides)
        if key in _COORDINATES or not (stated or key in ALWAYS_SHOWN):
            continue
        row = [cell(language.text(msg("Place") if key == "town" else words))]
        for role, section, organisation in sides:
            if key == "town":
                row += _place_cells(section, organisation, language)
            elif key == "previous_visits" and role is Role.HOST and not _is_given(section.get(key)):
                row += [cell(), cell()]  # only a visitor is asked
            else:
                row += [_given(section.get(key), language), _understood(key, organisation, language)]
        rows.append(tuple(row))
    return tuple(rows)


def _organisation(case: Case, role: Role) -> Organisation:
    return case.visiting if role is Role.VISITING else case.host


def _understood(key: str, organisation: Organisation, language: Language) -> Cell:
    value = getattr(organisation, key)
    return cell(language.value(NOT_STATED if value in (None, "", ()) else value_words(key, value)))


def _place_cells(section: Mapping[str, object], organisation: Organisation, language: Language) -> list[Cell]:
    coordinates = [section.get(key) for key in _COORDINATES if _is_given(section.get(key))]
    given = [_as_text(value) for value in (section.get("town"), coordinates) if _is_given(value)]
    shown = cell(*given) if given else _given(None, language)
    place = organisation.place
    if place is None:
        return [shown, cell(language.text(_no_place(section, organisation)))]
    understood: list[Line | str] = [coordinates_text(place), Line(language.text(_origin(place)), "quiet")]
    if place.region:
        understood.append(Line(language.text(msg("region {region}", region=place.region)), "quiet"))
    return [shown, cell(*understood)]


def coordinates_text(place: Place) -> str:
    """Return latitude and longitude in degrees, with every digit that is computed with."""
    return f"{place.lat!r}, {place.lon!r}"


def _origin(place: Place) -> Message:
    if place.town:
        return msg("degrees north and east: centre of {town}, by the GeoNames gazetteer", town=place.town)
    return msg("degrees north and east: the coordinates as given")


def _no_place(section: Mapping[str, object], organisation: Organisation) -> Message:
    if not _is_given(section.get("town")):
        return NOT_STATED
    if organisation.country is None:
        return msg("not known: the country is not stated")
    if organisation.country not in gazetteer_countries():
        return msg("not known: the gazetteer has no towns of this country")
    return msg("not known")


def _exchange_rows(given: Mapping[str, object], case: Case, language: Language) -> tuple[tuple[Cell, ...], ...]:
    section, exchange = _section(given, "exchange"), case.exchange
    rows = []
    for key, words in EXCHANGE_FIELDS.items():
        stated = _is_given(section.get(key))
        value = getattr(exchange, key)
        if not stated and (key not in ALWAYS_SHOWN or (key == "host_region" and value is None)):
            continue
        lines = [language.text(NOT_STATED) if value in (None, ()) else _in_words(key, value, language)]
        if not stated and value is not None and key == "host_region":
            lines.append(language.text(msg("from the host\N{RIGHT SINGLE QUOTATION MARK}s town")))
        if not stated and key == "form":
            lines.append(language.text(msg("what is meant where nothing is stated")))
        shown = cell(lines[0], *(Line(line, "quiet") for line in lines[1:]))
        rows.append((cell(language.text(words)), _given(section.get(key), language), shown))
    return tuple(rows)


def _in_words(key: str, value: object, language: Language) -> str:
    return language.value(value_words(key, value))


def _section(given: Mapping[str, object], name: str) -> Mapping[str, object]:
    section = given.get(name)
    return section if isinstance(section, Mapping) else {}


def _is_given(value: object) -> bool:
    return not (value is None or value in ("", (), []) or (isinstance(value, str) and not value.strip()))


def _given(value: object, language: Language) -> Cell:
    if not _is_given(value):
        return cell(Line(language.text(NOT_STATED), "quiet"))
    return cell(_as_text(value))


def _as_text(value: object) -> str:
    """Return what was given as text on one line, whatever it was."""
    match plain_data(value):
        case str(text):
            return Fields({"x": text}, "", []).text("x") or ""
        case list(items):
            return ", ".join(_as_text(item) for item in items)
        case dict(items):
            # In an order of our own: the sheet's data come back in another than they were given.
            return " \N{EN DASH} ".join(_as_text(items[key]) for key in ("start", "end") if key in items)
        case other:
            return str(other)
