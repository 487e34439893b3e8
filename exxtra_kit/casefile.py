# SPDX-License-Identifier: BSD-3-Clause
"""The door of the house: a case from a file or a form, checked field by field.

A form, an exchange file, a spreadsheet row and the command line all come in here, so a wrong
date gets the same words everywhere. Every problem is reported, each with its field; nothing is
guessed. What is merely missing is no problem: the rules answer "undecided".
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

from exxtra_kit.days import LONGEST_SPAN_DAYS
from exxtra_kit.errors import InputError, Problem, UnknownTownError
from exxtra_kit.fields import Fields, shortened
from exxtra_kit.geo import find_town, gazetteer_countries
from exxtra_kit.messages import Message, msg, plural
from exxtra_kit.models import (
    Case,
    Exchange,
    ExchangeForm,
    Membership,
    Organisation,
    OrganisationType,
    Place,
    Role,
)
from exxtra_kit.parameters import DEFAULT_PROGRAMME, programme_ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

LARGEST_FILE_BYTES = 5_000_000
EXCHANGE_FILE_FORMAT = "exxtra-exchange"

_ORGANISATION_KEYS = ("name", "type", "country", "town", "lat", "lon", "membership", "previous_visits")
_EXCHANGE_KEYS = ("start", "end", "form", "travel_days", "closed_days", "host_region")
_TOP_KEYS = ("programme", "on", "visiting", "host", "exchange")
_SECTION_KEYS = {"visiting": _ORGANISATION_KEYS, "host": _ORGANISATION_KEYS, "exchange": _EXCHANGE_KEYS}


def load_case(path: Path) -> Case:
    """Read a case from a TOML or JSON file, or from an exchange file.

    Raises:
        InputError: The file can't be read or holds something wrong; every problem is named.
    """
    return read_case(parse_case_text(_read_text(path), is_json=path.suffix.lower() == ".json"))


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return decode_case(file.read(LARGEST_FILE_BYTES + 1), path.name)
    except OSError as error:
        raise _whole(
            msg("{file} can't be read: {reason}.", file=str(path), reason=error.strerror or type(error).__name__)
        ) from error


def decode_case(content: bytes, name: str) -> str:
    """Return the text of a case file; the mark that some editors put before UTF-8 is taken away.

    Args:
        content: The file's bytes; one more than `LARGEST_FILE_BYTES` is enough to know that it is too large.
        name: What to call the file in a message.

    Raises:
        InputError: It is too large, or not UTF-8.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise _whole(
            msg("{file} is too large for a case: at most {limit} bytes are read.", file=name, limit=LARGEST_FILE_BYTES)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _whole(msg("{file} is not a text file in UTF-8. Save it again as UTF-8 text.", file=name)) from error


def parse_case_text(text: str, *, is_json: bool | None = None) -> Mapping[str, object]:
    """Return the plain data of a case written in TOML or JSON.

    Args:
        text: The file's content.
        is_json: Whether it is JSON; None to tell by its first character.

    Raises:
        InputError: It is neither; the message gives line and column.
    """
    if is_json is None:
        is_json = text.lstrip().startswith("{")
    try:
        data = json.loads(text) if is_json else tomllib.loads(text)
    except RecursionError as error:
        raise _whole(msg("The file is nested too deeply for a case.")) from error
    except ValueError as error:  # json.JSONDecodeError and tomllib.TOMLDecodeError
        kind = "JSON" if is_json else "TOML"
        raise _whole(_not_valid(kind, str(error).rstrip("."), text)) from error
    if not isinstance(data, dict):
        raise _whole(msg("A case must be a table with the sections visiting, host and exchange."))
    return data


def _not_valid(kind: str, detail: str, text: str) -> Message:
    """Return what is wrong with a file's form, with the line it is about: a parser gives only its number."""
    number = re.search(r"line (\d+)", detail)
    lines = text.splitlines()
    if number is None or int(number[1]) > len(lines):
        return msg("This is not valid {kind}: {detail}.", kind=kind, detail=detail)
    line = shortened(lines[int(number[1]) - 1])
    return msg("This is not valid {kind}: {detail}. The line is: {line}", kind=kind, detail=detail, line=line)


def _whole(message: Message) -> InputError:
    return InputError((Problem("", message),))


def read_case(data: Mapping[str, object]) -> Case:
    """Make a case of plain data with the keys of a case file.

    Days may be dates or ISO text ("2021-09-13"); empty text counts as not given. An exchange
    file is taken by the case inside it. Towns are looked up offline.

    Args:
        data: Nested mappings, as TOML or JSON gives them.

    Raises:
        InputError: Something can't be used; carries one problem per field.
    """
    inner = data.get("case")
    if data.get("format") == EXCHANGE_FILE_FORMAT and isinstance(inner, dict):
        data = known_case(inner)
    problems: list[Problem] = []
    top = Fields(data, "", problems)
    top.refuse_unknown(_TOP_KEYS)
    programme = top.choice_of("programme", programme_ids()) or DEFAULT_PROGRAMME
    on = top.day("on")
    visiting = _organisation(top.section(Role.VISITING))
    host = _organisation(top.section(Role.HOST))
    stay = top.section("exchange")
    exchange = _exchange(stay, host)
    day = on or exchange.start
    if day is None and not problems:
        stay.problem(
            "start",
            msg("The first day at the host is missing. Give it as a date like 2021-09-13, so that the law is known."),
        )
    if problems or day is None:
        raise InputError(tuple(problems))
    return Case(programme=programme, on=day, visiting=visiting, host=host, exchange=exchange)


def known_case(case: Mapping[str, object]) -> dict[str, object]:
    """Return the part of an exchange file's case that this version knows.

    In a case file written by hand an unknown field is a typing mistake and refused. In an exchange
    file it may come from a newer version: it is kept there, but can't be judged.

    Args:
        case: The case of an exchange file.
    """
    known = {key: value for key, value in case.items() if key in _TOP_KEYS}
    for name, keys in _SECTION_KEYS.items():
        section = known.get(name)
        if isinstance(section, dict):
            known[name] = {key: value for key, value in section.items() if key in keys}
    return known


def _organisation(fields: Fields) -> Organisation:
    fields.refuse_unknown(_ORGANISATION_KEYS)
    name = fields.text("name") or ""
    kind = fields.choice_of("type", tuple(OrganisationType))
    country = fields.country("country")
    membership = fields.choice_of("membership", tuple(Membership))
    visits = fields.count("previous_visits")
    return Organisation(
        name=name,
        type=OrganisationType(kind) if kind else None,
        country=country,
        place=_place(fields, country),
        membership=Membership(membership) if membership else None,
        previous_visits=visits,
    )


def _place(fields: Fields, country: str | None) -> Place | None:
    """Return where the organisation is: its coordinates, else its town's centre, else None."""
    town = fields.text("town")
    lat, lon = fields.number_between("lat", -90, 90), fields.number_between("lon", -180, 180)
    if fields.has("lat") != fields.has("lon"):
        missing = "lon" if fields.has("lat") else "lat"
        fields.problem(missing, msg("Latitude and longitude belong together: this one is missing."))
        return None
    if lat is not None and lon is not None:
        return Place(lat=lat, lon=lon, country=country, region=_region_of(town, country))
    if town is None or country is None or fields.has("lat"):
        return None
    try:
        return find_town(town, country).place
    except UnknownTownError as error:
        if country in gazetteer_countries():  # elsewhere a town is unknown, not misspelt
            fields.problem("town", error.message, error.suggestions)
        return None


def _region_of(town: str | None, country: str | None) -> str | None:
    """Return the region of a town that is named beside coordinates; the coordinates are what counts."""
    if town is None or country is None:
        return None
    try:
        return find_town(town, country).place.region
    except UnknownTownError:
        return None


def _exchange(fields: Fields, host: Organisation) -> Exchange:
    fields.refuse_unknown(_EXCHANGE_KEYS)
    start, end = fields.day("start"), fields.day("end")
    form = fields.choice_of("form", tuple(ExchangeForm)) or ExchangeForm.PHYSICAL
    travel, closed = fields.days("travel_days"), fields.days("closed_days")
    region = fields.region("host_region", host.country)
    if start and end:
        _check_span(fields, start, end)
        for day in travel:
            if not start <= day <= end:
                fields.problem(
                    "travel_days",
                    msg(
                        "{day} is outside the stay, which lasts from {start} to {end}. "
                        "Give only travel days inside it.",
                        day=day,
                        start=start,
                        end=end,
                    ),
                )
    return Exchange(
        start=start,
        end=end,
        form=ExchangeForm(form),
        travel_days=travel,
        closed_days=closed,
        host_region=region or (host.place.region if host.place else None),
    )


def _check_span(fields: Fields, start: date, end: date) -> None:
    if end < start:
        fields.problem(
            "end",
            msg("The last day, {end}, is before the first day, {start}. Check both.", start=start, end=end),
        )
    elif (end - start).days >= LONGEST_SPAN_DAYS:
        fields.problem(
            "end",
            plural(
                "The stay would last {n} day. Check the years of both dates.",
                "The stay would last {n} days. Check the years of both dates.",
                n=(end - start).days + 1,
            ),
        )
