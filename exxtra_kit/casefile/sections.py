# SPDX-License-Identifier: BSD-3-Clause
"""The sections of a case: the head, an organisation, the stay; each is read by itself.

A table of many cases reads the same sections again and again, so each can be asked for alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.days import LONGEST_SPAN_DAYS
from exxtra_kit.errors import InputError, Problem, UnknownTownError
from exxtra_kit.geo import find_town, gazetteer_countries
from exxtra_kit.messages import msg, plural
from exxtra_kit.models import (
    Case,
    Exchange,
    ExchangeForm,
    Membership,
    Organisation,
    OrganisationType,
    Place,
    Purpose,
    Slot,
    SupportKind,
)
from exxtra_kit.parameters import DEFAULT_PROGRAMME, programme_ids

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exxtra_kit.fields import Fields

LARGEST_STAFF = 10_000_000
LARGEST_SUM_EUR = 10**13

ORGANISATION_KEYS = (
    "name",
    "type",
    "country",
    "town",
    "lat",
    "lon",
    "membership",
    "previous_visits",
    "support_kind",
    "staff",
    "turnover_eur",
    "balance_sheet_eur",
    "registered_in",
    "representative_nationality",
    "representative_days",
    "representative_permit",
    "representative_business",
)
EXCHANGE_KEYS = (
    "start",
    "end",
    "form",
    "travel_days",
    "closed_days",
    "host_region",
    "slots",
    "half_days",
    "purposes",
    "group_visitors",
    "partnership_sum_eur",
)
_SLOT_KEYS = ("start", "end")
TOP_KEYS = ("programme", "on", "visiting", "host", "exchange")
SECTION_KEYS = {"visiting": ORGANISATION_KEYS, "host": ORGANISATION_KEYS, "exchange": EXCHANGE_KEYS}


def read_head(fields: Fields) -> tuple[str, date | None]:
    """Return the programme and the day whose law applies, None for the first day of the exchange."""
    fields.refuse_unknown(TOP_KEYS)
    return fields.choice_of("programme", programme_ids()) or DEFAULT_PROGRAMME, fields.day("on")


def make_case(
    head: tuple[str, date | None],
    visiting: Organisation,
    host: Organisation,
    exchange: Exchange,
    problems: Sequence[Problem] = (),
) -> Case:
    """Put the sections together.

    Args:
        head: Id of the programme, and the day whose law applies; None for the first day of the exchange.
        visiting: The Visiting Organisation.
        host: The Host Organisation.
        exchange: The stay.
        problems: What was found wrong in them.

    Raises:
        InputError: There are problems, or nothing says whose day's law applies.
    """
    if problems:
        raise InputError(tuple(problems))
    programme, on = head
    day = on or exchange.start
    if day is None:
        missing = msg(
            "The first day at the host is missing. Give it as a date like 2021-09-13, so that the law is known."
        )
        raise InputError((Problem("exchange.start", missing),))
    return Case(programme=programme, on=day, visiting=visiting, host=host, exchange=exchange)


def read_section(fields: Fields) -> Organisation:
    """Return the organisation of one section."""
    fields.refuse_unknown(ORGANISATION_KEYS)
    name = fields.text("name") or ""
    kind = fields.choice_of("type", tuple(OrganisationType))
    country = fields.country("country")
    membership = fields.choice_of("membership", tuple(Membership))
    visits = fields.count("previous_visits")
    support_kind = fields.choice_of("support_kind", tuple(SupportKind))
    return Organisation(
        name=name,
        type=OrganisationType(kind) if kind else None,
        country=country,
        place=_place(fields, country),
        membership=Membership(membership) if membership else None,
        previous_visits=visits,
        support_kind=SupportKind(support_kind) if support_kind else None,
        staff=fields.count("staff", most=LARGEST_STAFF),
        turnover_eur=fields.count("turnover_eur", most=LARGEST_SUM_EUR),
        balance_sheet_eur=fields.count("balance_sheet_eur", most=LARGEST_SUM_EUR),
        registered_in=fields.countries("registered_in"),
        representative_nationality=fields.country("representative_nationality"),
        representative_days=fields.count("representative_days", most=LARGEST_STAFF),
        representative_permit=fields.flag("representative_permit"),
        representative_business=fields.flag("representative_business"),
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


def read_stay(fields: Fields, host: Organisation) -> Exchange:
    """Return the stay; its region is the one given, else that of the host's town."""
    fields.refuse_unknown(EXCHANGE_KEYS)
    slots = _slots(fields)
    start, end = fields.day("start"), fields.day("end")
    if slots:
        _check_ends(fields, slots, start, end)
        start, end = slots[0].start, slots[-1].end
    form = fields.choice_of("form", tuple(ExchangeForm)) or ExchangeForm.PHYSICAL
    travel, closed = fields.days("travel_days"), fields.days("closed_days")
    half_days = fields.days("half_days")
    region = fields.region("host_region", host.country)
    if start and end:
        _check_span(fields, start, end)
        for key, days in (("travel_days", travel), ("half_days", half_days)):
            _check_inside(fields, key, days, start, end)
    return Exchange(
        start=start,
        end=end,
        form=ExchangeForm(form),
        travel_days=travel,
        closed_days=closed,
        host_region=region or (host.place.region if host.place else None),
        slots=slots,
        half_days=half_days,
        purposes=tuple(Purpose(word) for word in fields.choices_of("purposes", tuple(Purpose))),
        group_visitors=fields.count("group_visitors", least=1),
        partnership_sum_eur=fields.count("partnership_sum_eur", most=LARGEST_SUM_EUR),
    )


def _slots(fields: Fields) -> tuple[Slot, ...]:
    """Return the blocks of a split stay, in order; nothing if one of them can't be used."""
    slots: list[Slot] = []
    for number, table in enumerate(fields.tables("slots"), start=1):
        table.refuse_unknown(_SLOT_KEYS)
        start, end = table.day("start"), table.day("end")
        if start is None or end is None or end < start or (slots and start <= slots[-1].end):
            fields.problem(
                "slots",
                msg(
                    "Slot {number} can't be used: each has a first day (start) and a last day (end) that is not "
                    "before it, and begins after the one before has ended.",
                    number=number,
                ),
            )
            return ()
        slots.append(Slot(start=start, end=end))
    return tuple(slots)


def _check_ends(fields: Fields, slots: tuple[Slot, ...], start: date | None, end: date | None) -> None:
    """Note a first or last day that the slots contradict."""
    for key, said, meant in (("start", start, slots[0].start), ("end", end, slots[-1].end)):
        if said is not None and said != meant:
            fields.problem(
                key, msg("The slots say {meant}, this says {said}. Leave it out, or mend it.", meant=meant, said=said)
            )


def _check_inside(fields: Fields, key: str, days: tuple[date, ...], start: date, end: date) -> None:
    for day in days:
        if not start <= day <= end:
            fields.problem(
                key,
                msg(
                    "{day} is outside the stay, which lasts from {start} to {end}. Give only days inside it.",
                    day=day,
                    start=start,
                    end=end,
                ),
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
