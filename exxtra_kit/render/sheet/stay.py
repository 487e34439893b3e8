# SPDX-License-Identifier: BSD-3-Clause
"""Parts of the sheet that count and measure: each day of the stay, and the distance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from exxtra_kit.days import DayKind
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.geo import distance_km
from exxtra_kit.messages import Country, Kilometres, Message, msg
from exxtra_kit.render.sheet.blocks import Cell, Column, Line, Section, Table, cell
from exxtra_kit.render.sheet.inputs import coordinates_text
from exxtra_kit.rules.stay import day_notes, regional_days, unknown_days

if TYPE_CHECKING:
    from exxtra_kit.days import StayDay, StayDays
    from exxtra_kit.language import Language
    from exxtra_kit.models import Place
    from exxtra_kit.rules import Situation

_KINDS: dict[DayKind, Message] = {
    DayKind.WORKING: msg("working day at the host"),
    DayKind.WEEKEND: msg("weekend"),
    DayKind.HOLIDAY: msg("public holiday"),
    DayKind.TRAVEL: msg("travel day"),
    DayKind.CLOSED: msg("host closed"),
    DayKind.OUTSIDE: msg("between two parts of the stay"),
}
# Mean radius of the Earth (IUGG); only for the check by hand, which nothing is decided by.
_MEAN_RADIUS_KM = 6371.0088


def days_section(number: int, situation: Situation, language: Language) -> Section:
    """Return every day of the stay, what it is, and the count so far."""
    title = language.text(msg("{number}. The days of the stay", number=number))
    try:
        days = situation.days
    except ParameterNotFoundError as error:
        return Section(title, text=(language.text(error.message),))
    if days is None:
        reason = unknown_days(situation) or msg("The working days can't be counted.")
        return Section(title, text=(language.text(reason),))
    columns = (
        Column(language.text(msg("No.")), 1),
        Column(language.text(msg("Day")), 3),
        Column(language.text(msg("What it is")), 6),
        Column(language.text(msg("Counts")), 1, is_number=True),
        Column(language.text(msg("So far")), 1, is_number=True),
    )
    notes = [_whose_holidays(days)]
    if days.working_days is None:
        notes.append(regional_days(days))
    caution = day_notes(days)
    if caution is not None:
        notes.append(caution)
    return Section(
        title,
        tables=(Table("", columns, _rows(days, language)),),
        notes=tuple(language.text(note) for note in notes),
    )


def _rows(days: StayDays, language: Language) -> tuple[tuple[Cell, ...], ...]:
    rows, whole, halves = [], 0, 0
    for number, day in enumerate(days.days, start=1):
        is_working, is_half = day.kind is DayKind.WORKING, day.is_half_used
        whole += int(is_working and not is_half)
        halves += int(is_working and is_half)
        together = halves // days.half_days_per_day if days.half_days_per_day else 0
        counts = f"1/{days.half_days_per_day}" if is_half and days.half_days_per_day else str(int(not is_half))
        rows.append(
            (
                cell(str(number)),
                cell(f"{language.weekday(day.day)} {day.day.year}"),
                cell(language.text(_day_words(day))),
                cell(counts if is_working else "0"),
                cell(str(whole + together)),
            )
        )
    return tuple(rows)


def _day_words(day: StayDay) -> Message:
    if day.kind is DayKind.WORKING and day.is_half_used:
        return msg("half a working day")
    if day.kind is DayKind.HOLIDAY and day.holiday:
        return msg("public holiday: {holiday}", holiday=day.holiday)
    if day.kind is DayKind.WORKING and day.is_half_day:
        return msg("working day (half-day holiday: {holiday})", holiday=day.holiday)
    if day.kind is DayKind.WORKING and day.is_moved:
        return msg("working day, moved to the weekend by the country")
    return _KINDS[day.kind]


def _whose_holidays(days: StayDays) -> Message:
    if days.region:
        return msg(
            "Weekends and public holidays are those of {country}, region {region}.",
            country=Country(days.country),
            region=days.region,
        )
    return msg("Weekends and public holidays are those of {country}.", country=Country(days.country))


def distance_section(number: int, situation: Situation, language: Language) -> Section:
    """Return the distance with both points, the method, and a check with a pocket calculator."""
    title = language.text(msg("{number}. The distance", number=number))
    visiting, host = situation.case.visiting.place, situation.case.host.place
    if visiting is None or host is None or situation.distance_km is None:
        return Section(title, text=(language.text(msg("It is not stated where both organisations are.")),))
    exact = distance_km(visiting, host)
    compared = language.text(msg("rounded to 0.1 km: this is what is compared with the law"))
    rows: tuple[tuple[Message, tuple[Line | str, ...]], ...] = (
        (msg("From: the visitor"), (coordinates_text(visiting),)),
        (msg("To: the host"), (coordinates_text(host),)),
        (
            msg("Shortest way on the WGS84 ellipsoid (geodesic, Karney\N{RIGHT SINGLE QUOTATION MARK}s algorithm)"),
            (f"{language.number(round(exact, 3))} km",),
        ),
        (msg("Distance"), (Line(f"{language.number(situation.distance_km)} km", "strong"), Line(compared, "quiet"))),
        (msg("Check with a pocket calculator, in degrees"), _by_hand(visiting, host, language)),
    )
    columns = (Column(language.text(msg("What")), 4), Column(language.text(msg("Value")), 8))
    return Section(
        title,
        tables=(
            Table(
                "",
                columns,
                tuple((cell(language.text(name)), cell(*lines)) for name, lines in rows),
            ),
        ),
    )


def _by_hand(a: Place, b: Place, language: Language) -> tuple[Line, Line]:
    """Return the way on a sphere as a formula with its numbers, and what it gives."""
    sides = [math.radians(angle) for angle in (a.lat, b.lat, b.lon - a.lon)]
    first, second, turn = sides
    share = math.sin(first) * math.sin(second) + math.cos(first) * math.cos(second) * math.cos(turn)
    on_sphere = _MEAN_RADIUS_KM * math.acos(max(-1.0, min(1.0, share)))
    formula = (
        f"{_MEAN_RADIUS_KM} km \N{MULTIPLICATION SIGN} \N{GREEK SMALL LETTER PI}/180 \N{MULTIPLICATION SIGN} arccos("
        f"sin({a.lat!r}) \N{MULTIPLICATION SIGN} sin({b.lat!r}) + cos({a.lat!r}) \N{MULTIPLICATION SIGN} "
        f"cos({b.lat!r}) \N{MULTIPLICATION SIGN} cos({b.lon!r} \N{MINUS SIGN} {a.lon!r}))"
    )
    told = language.text(
        msg(
            "= {distance} on a sphere; the ellipsoid differs from it by at most 0.6 percent",
            distance=Kilometres(round(on_sphere, 1)),
        )
    )
    return Line(formula), Line(told, "quiet")
