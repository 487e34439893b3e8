# SPDX-License-Identifier: BSD-3-Clause
"""A case that misses by one thing: a fix is always found, whatever the thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit import Law, assess_exchange, read_case
from exxtra_kit.casefile import with_changes
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.rules import RULES
from tests.rules.golden import after, assessed, case_with
from tests.strategies import random_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exxtra_kit.models import Verdict

    Data = dict[str, Any]
    Break = Callable[[Data, Verdict], Mapping[str, object]]

BASES = 6
FIRST = ("clusterxchange-2020", "exxtra-2020")
ALL_XCHANGE = ("clusterxchange-2020", "clusterxchange-2022", "exxtra-2020")
MONTHLY = ("eye-2020",)
RICHER = ("turnover_eur", "staff", "balance_sheet_eur", "support_kind", "registered_in")
FOREIGN = {"representative_nationality": "US"}
BERN = {"country": "CH", "town": "Bern", "lat": None, "lon": None}
COMPANY = {"type": "sme", "membership": "eccp_cluster"}
HELPER = {"type": "scaling_up_support_organisation", "membership": "eccp_cluster"}


def day(case: Data, number: int) -> date:
    """Return a day of the stay, counted from 0; a stay begins on a Monday."""
    start: date = case["exchange"]["start"]
    return start + timedelta(days=number)


def on_side(side: str, **fields: object) -> Break:
    """Break something of one organisation."""
    return lambda _case, _verdict: {f"{side}.{key}": value for key, value in fields.items()}


def stay(**fields: Callable[[Data], object]) -> Break:
    """Break something of the stay."""
    return lambda case, _verdict: {f"exchange.{key}": value(case) for key, value in fields.items()}


def moved_to(monday: Callable[[Data], date]) -> Break:
    """Move the whole stay to a week, with its law."""
    return lambda case, _verdict: {
        "on": None,
        "exchange.start": monday(case),
        "exchange.end": monday(case) + timedelta(days=4),
    }


def too_late(case: Data) -> date:
    """Return the Monday of the second week after the end of a programme."""
    last = Law.newest(case["programme"]).day_of("last_day")
    return last + timedelta(days=14 - last.weekday())


def same_country(case: Data, _verdict: Verdict) -> Mapping[str, object]:
    """Put the visitor into the host's country, where it is otherwise."""
    where = read_case(case).visiting.place
    assert where is not None
    return {"visiting.country": case["host"]["country"], "visiting.town": None} | {
        "visiting.lat": where.lat,
        "visiting.lon": where.lon,
    }


def next_door(case: Data, _verdict: Verdict) -> Mapping[str, object]:
    """Put the visitor near the host, across the border."""
    where = read_case(case).host.place
    assert where is not None
    return {"visiting.town": None, "visiting.lat": round(where.lat + 0.9, 4), "visiting.lon": where.lon}


@dataclass(frozen=True)
class Thing:
    """One thing that can be wrong.

    Attributes:
        name: What it is.
        code: The finding that it spoils.
        breaks: How to spoil it.
        programmes: Those in which it can be spoilt.
        before: What the case must say so that it can be.
    """

    name: str
    code: str
    breaks: Break
    programmes: tuple[str, ...] = ALL_XCHANGE
    before: tuple[tuple[str, object], ...] = ()


def sides(
    name: str, codes: tuple[str, str], fields: dict[str, Any], programmes: tuple[str, ...] = ALL_XCHANGE
) -> list[Thing]:
    """Return the same thing on both sides."""
    return [
        Thing(f"{name}, {side}", code, on_side(side, **fields), programmes)
        for side, code in zip(("visiting", "host"), codes, strict=True)
    ]


BOTH_KINDS = (*ALL_XCHANGE, *MONTHLY)
THINGS = (
    *sides("another kind", ("OR101", "OR102"), {"type": "other"}, BOTH_KINDS),
    *sides("a country that takes no part", ("OR105", "OR106"), BERN, BOTH_KINDS),
    *sides("support of another kind", ("OR107", "OR108"), {**HELPER, "support_kind": "other"}),
    *sides("too many staff", ("OR109", "OR110"), {**COMPANY, "staff": 250}, BOTH_KINDS),
    *sides("too rich", ("OR109", "OR110"), {**COMPANY, "turnover_eur": 10**8, "balance_sheet_eur": 10**8}),
    *sides("registered elsewhere", ("OR111", "OR112"), {"registered_in": ["CH"]}),
    *sides("a representative of few days", ("OR113", "OR114"), {**FOREIGN, "representative_days": 182}),
    *sides("a representative without a permit", ("OR113", "OR114"), {**FOREIGN, "representative_permit": False}),
    *sides("a representative of whom little is said", ("OR113", "OR114"), FOREIGN),
    *sides("a support organisation in no cluster", ("OR103", "OR104"), {**HELPER, "membership": "none"}),
    *sides("a company in no cluster", ("OR103", "OR104"), {**COMPANY, "membership": "none"}),
    *sides("a company in a network only", ("OR103", "OR104"), {**COMPANY, "membership": "business_network"}),
    *sides("a company, and not said in what", ("OR103", "OR104"), {**COMPANY, "membership": None}),
    Thing("the same country", "EX201", same_country),
    Thing("after the end", "EX202", moved_to(too_late)),
    Thing("a day only", "EX203", stay(end=lambda case: day(case, 0))),
    Thing("days of travel", "EX203", stay(travel_days=lambda case: [day(case, n) for n in (0, 1, 4)])),
    Thing("closed days", "EX203", stay(closed_days=lambda case: [day(case, n) for n in (0, 1, 2)])),
    Thing("half days", "EX203", stay(half_days=lambda case: [day(case, n) for n in (0, 1, 2)])),
    Thing("more than a month", "EX204", stay(end=lambda case: day(case, 33))),
    Thing("more than six months", "EX204", stay(end=lambda case: day(case, 200)), MONTHLY),
    Thing("a journey in between", "EX205", stay(travel_days=lambda case: [day(case, 2)])),
    Thing(
        "slots",
        "EX205",
        lambda case, _verdict: {
            "exchange.end": day(case, 9),
            "exchange.slots": [
                {"start": day(case, 0), "end": day(case, 2)},
                {"start": day(case, 7), "end": day(case, 9)},
            ],
        },
    ),
    Thing("a visit before", "EX206", on_side("visiting", previous_visits=1)),
    Thing(
        "a group from near by",
        "EX207",
        next_door,
        ("exxtra-2020",),
        (("exchange.group_visitors", 3), ("on", date(2022, 5, 4))),
    ),
    Thing("another purpose", "EX209", stay(purposes=lambda _case: ["other"])),
    Thing("the time without travel", "EX211", moved_to(lambda _case: date(2020, 10, 12)), FIRST),
    Thing("too few weeks", "EX212", stay(end=lambda case: day(case, 20)), MONTHLY),
    Thing(
        "a slot too short",
        "EX213",
        lambda case, _verdict: {
            "exchange.slots": [
                {"start": day(case, 0), "end": day(case, 3)},
                {"start": day(case, 8), "end": case["exchange"]["end"] + timedelta(days=4)},
            ],
            "exchange.end": case["exchange"]["end"] + timedelta(days=4),
        },
        MONTHLY,
    ),
    Thing(
        "a host without a sum",
        "LS402",
        on_side("host", country="GB", town="Manchester", lat=None, lon=None),
        before=(("exchange.host_region", None),),
    ),
    Thing("four days", "LS403", stay(end=lambda case: day(case, 3))),
    Thing("a day of travel", "LS403", stay(travel_days=lambda case: [day(case, 0)])),
    Thing("a closed day", "LS403", stay(closed_days=lambda case: [day(case, 1)])),
    Thing("a half day", "LS403", stay(half_days=lambda case: [day(case, 1)])),
    Thing("a near host", "LS404", next_door),
    Thing(
        "some days more than a month",
        "LS406",
        stay(end=lambda case: case["exchange"]["end"] + timedelta(days=5)),
        MONTHLY,
    ),
    Thing(
        "too high a sum",
        "LS407",
        lambda _case, verdict: {"exchange.partnership_sum_eur": (verdict.full_lump_sum_eur or 0) + 1},
    ),
)


@cache
def bases(programme: str) -> tuple[Data, ...]:
    """Return random cases with a full sum against which nothing can be said but what the law itself leaves open."""
    rng = Random(programme)  # noqa: S311 (random cases, no secrets)
    found: list[Data] = []
    while len(found) < BASES:
        case = random_case(rng, complete=True, programme=programme)
        first = case["exchange"]["start"]
        start = first - timedelta(days=first.weekday())
        end = start + timedelta(days=4)
        if programme in MONTHLY:
            end = two_months_from(start)
        case["exchange"] = {"start": start, "end": end}
        case.pop("on", None)
        for side in ("visiting", "host"):
            for key in RICHER:
                case[side].pop(key, None)
        verdict = assessed(case, with_fixes=False)
        failing = verdict.with_outcome(Outcome.UNDECIDED, Outcome.NOT_MET)
        best = Eligibility.UNDECIDED if programme in MONTHLY else Eligibility.ELIGIBLE
        is_open_by_law = all(finding.parameter is None for finding in failing if finding.code != "PR301")
        if verdict.eligibility is best and is_open_by_law and not verdict.halved and verdict.lump_sum_if_confirmed_eur:
            found.append(case)
    return tuple(found)


def two_months_from(start: date) -> date:
    """Return the last day of two calendar months that begin on a day."""
    month = start.month + 2
    year, month = start.year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(start.day, 28)) - timedelta(days=1)


@pytest.mark.parametrize(
    ("thing", "programme"),
    [(thing, programme) for thing in THINGS for programme in thing.programmes],
    ids=lambda value: value.name if isinstance(value, Thing) else value,
)
def test_what_misses_by_one_thing_is_told_how_to_mend_it(thing: Thing, programme: str) -> None:
    """One thing is spoilt in a case that has its full sum: a fix gives back the verdict, and a sum that is not cut."""
    for base in bases(programme):
        sound = with_changes(base, dict(thing.before))
        before = assessed(sound, with_fixes=False)
        broken = with_changes(sound, thing.breaks(sound, before))

        verdict = assessed(broken)

        (finding,) = [one for one in verdict.findings if one.code == thing.code]
        assert finding.outcome in {Outcome.NOT_MET, Outcome.UNDECIDED}, finding.reason
        restored = [
            fix
            for fix in verdict.fixes
            if fix.verdict is before.eligibility and fix.lump_sum_eur and not after(broken, fix).halved
        ]
        assert restored, (broken, [(fix.changes, fix.verdict, fix.lump_sum_eur) for fix in verdict.fixes])
        assert is_mended(thing.code, after(broken, restored[0]))


def is_mended(code: str, verdict: Verdict) -> bool:
    """Say whether a finding is no longer the matter."""
    return next(one.outcome for one in verdict.findings if one.code == code) in {Outcome.MET, Outcome.NOT_APPLICABLE}


# What no case can spoil: hosting is free, priority refuses nobody, and the rest follows from other findings.
NOBODY_CAN_SPOIL = {"EX208", "PR301", "LS401", "LS405"}


def test_each_finding_is_spoilt_once() -> None:
    """The list above holds each condition and each reason for less money."""
    assert {thing.code for thing in THINGS} | {"EX210"} == {rule.code for rule in RULES} - NOBODY_CAN_SPOIL


@pytest.mark.parametrize(
    ("name", "value", "field", "stated", "text"),
    [
        ("group_exchanges", False, "group_visitors", 3, {"exchange.group_visitors": 1}),
        ("partnership_may_pay_less", False, "partnership_sum_eur", 1, {"exchange.partnership_sum_eur": 750}),
        ("minimum_weeks", 2, "end", None, {"exchange.end": date(2021, 9, 26)}),
    ],
)
def test_other_programmes_have_fixes_too(
    name: str, value: object, field: str, stated: object, text: Mapping[str, object]
) -> None:
    """What no programme of the package refuses, another may: then, too, the way out is found."""
    case = case_with()
    case["exchange"] |= {field: stated} if stated else {}
    programme = Law.at(date(2021, 9, 13)).programme
    parameter = programme.parameters[name]
    entry = parameter.values[0].model_copy(update={"value": value, "not_asked": False})
    changed = parameter.model_copy(update={"values": (entry,)})
    law = Law(programme.model_copy(update={"parameters": programme.parameters | {name: changed}}), date(2021, 9, 13))

    verdict = assess_exchange(read_case(case), law)

    assert verdict.eligibility is not Eligibility.ELIGIBLE
    assert verdict.fixes[0].changes == text
    mended = assess_exchange(read_case(with_changes(case, verdict.fixes[0].changes)), law)
    assert (mended.eligibility, mended.lump_sum_eur) == (Eligibility.ELIGIBLE, 750)
