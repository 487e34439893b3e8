# SPDX-License-Identifier: BSD-3-Clause
"""One case in several variants: at other hosts, on other days, under another programme or another day's law."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from exxtra_kit.casefile import read_case
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.fields import Fields
from exxtra_kit.messages import DaySpan, Message, msg
from exxtra_kit.models import Case, Organisation, Slot
from exxtra_kit.parameters import Law, load_programme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from exxtra_kit.catalogue import Cluster


@dataclass(frozen=True, slots=True)
class Variant:
    """One column of a comparison.

    Attributes:
        label: What it is called.
        case: The question.
        law: The law it is judged by.
    """

    label: Message
    case: Case
    law: Law

    @classmethod
    def of(cls, case: Case, label: Message | None = None) -> Variant:
        """Return a case as a variant, judged by the law that it names.

        Raises:
            ParameterNotFoundError: There is no such programme.
        """
        return cls(label or msg("as it stands"), case, Law.at(case.on, case.programme))


@dataclass(frozen=True, slots=True)
class _Step:
    """One change of a case, what the changed case is called, and what the case itself is called beside it."""

    label: Message
    unchanged: Message
    change: Callable[[Case], Case]


def variants(
    case: Case,
    *,
    hosts: Sequence[Cluster | Organisation] = (),
    starts: Sequence[date] = (),
    programmes: Sequence[str] = (),
    days: Sequence[date] = (),
    label: Message | None = None,
) -> tuple[Variant, ...]:
    """Return a case in every combination of what is named; a single one is set against the case as it stands.

    Args:
        case: The case.
        hosts: Other hosts, partner clusters or any organisation.
        starts: Other first days; the stay keeps its length, and what lies inside it moves with it.
        programmes: Ids of programmes.
        days: Days whose law applies.
        label: What the case is called; its variants are called so, and by what is other in them.

    Raises:
        InputError: The stay can't begin on such a day.
        ParameterNotFoundError: There is no such programme.
    """
    named = [
        steps
        for steps in (
            [_at_host(case, host) for host in hosts],
            [_from_day(case, start) for start in starts],
            [_under(case, programme) for programme in programmes],
            [_on_day(case, day) for day in days],
        )
        if steps
    ]
    chosen = list(product(*named))
    found = [_variant(case, steps, label) for steps in chosen]
    if len(found) > 1 or not named:
        return tuple(found)
    unchanged = _label(label, (step.unchanged for step in chosen[0]))
    return Variant.of(case, unchanged), *found


def _variant(case: Case, steps: Sequence[_Step], label: Message | None) -> Variant:
    changed = case
    for step in steps:
        changed = step.change(changed)
    return Variant.of(changed, _label(label, (step.label for step in steps)))


def _label(label: Message | None, further: Iterable[Message]) -> Message | None:
    for other in further:
        label = other if label is None else msg("{first} \u00b7 {second}", first=label, second=other)
    return label


def _at_host(case: Case, host: Cluster | Organisation) -> _Step:
    if isinstance(host, Organisation):
        organisation, region = host, host.place.region if host.place else None
    else:
        organisation, region = _as_host(host, case.on)

    def change(it: Case) -> Case:
        #: On which days another host is closed is not known.
        exchange = it.exchange.model_copy(update={"host_region": region, "closed_days": ()})
        return it.model_copy(update={"host": organisation, "exchange": exchange})

    return _Step(_host_label(host.name), _host_label(case.host.name), change)


def _host_label(name: str) -> Message:
    return msg("{value}", value=name) if name else msg("host without a name")


def _as_host(cluster: Cluster, day: date) -> tuple[Organisation, str | None]:
    """Return a cluster as the host of a case and its region, read at the door like any other host."""
    section = {
        "name": cluster.name,
        "type": str(cluster.type),
        "country": cluster.country,
        "town": cluster.town,
        "membership": str(cluster.membership),
    }
    read = read_case({"on": day, "visiting": {}, "host": section, "exchange": {}})
    return read.host, read.exchange.host_region


def _under(case: Case, programme: str) -> _Step:
    def change(it: Case) -> Case:
        return it.model_copy(update={"programme": programme})

    return _Step(_title(programme), _title(case.programme), change)


def _title(programme: str) -> Message:
    return msg(load_programme(programme).programme.title)


def _on_day(case: Case, day: date) -> _Step:
    def change(it: Case) -> Case:
        return it.model_copy(update={"on": day})

    return _Step(msg("law of {day}", day=day), msg("law of {day}", day=case.on), change)


def _from_day(case: Case, start: date) -> _Step:
    """Return the step to another first day; the law of the first day moves with it."""
    first, last = case.exchange.start, case.exchange.end
    if first is None or last is None:
        message = msg("The first or the last day is not stated, so the stay can't be moved. Give both.")
        raise InputError((Problem("exchange.start", message),))
    problems: list[Problem] = []
    end = Fields({"end": start + (last - first)}, "exchange", problems).day("end")
    if end is None:
        raise InputError(tuple(problems))
    away, stay = start - first, case.exchange
    moved: dict[str, object] = {
        "start": start,
        "end": end,
        "travel_days": tuple(day + away for day in stay.travel_days),
        "half_days": tuple(day + away for day in stay.half_days),
        "slots": tuple(Slot(start=slot.start + away, end=slot.end + away) for slot in stay.slots),
    }

    def change(it: Case) -> Case:
        exchange = it.exchange.model_copy(update=moved)
        return it.model_copy(update={"exchange": exchange, "on": start if case.on == first else it.on})

    return _Step(msg("{value}", value=DaySpan(start, end)), msg("{value}", value=DaySpan(first, last)), change)
