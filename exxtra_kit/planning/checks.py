# SPDX-License-Identifier: BSD-3-Clause
"""What is wrong with an agenda: days, double bookings, ways that are too long, objectives nobody serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from exxtra_kit.days import DayKind
from exxtra_kit.messages import DaySpan, Kilometres, Listing, msg, plural
from exxtra_kit.planning.agenda import in_order
from exxtra_kit.planning.problems import AgendaProblem, ProblemKind
from exxtra_kit.planning.travel import EXTRA_MINUTES, SPEED_KMH, short_times

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exxtra_kit.days import StayDay
    from exxtra_kit.messages import Value
    from exxtra_kit.planning.agenda import Activity, Objective
    from exxtra_kit.planning.travel import ShortTime

# From so many empty days on, more of them than planned ones, one sentence says it instead of naming each.
_MANY_EMPTY_DAYS = 5


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an agenda is checked against beside the stay itself.

    Attributes:
        objectives: What the exchange is to reach; nothing is said of objectives while there are none.
        days: What each day of the stay is, so that a day off can be named; empty if that isn't known.
        country: Country of the host, ISO 3166-1 alpha-2; empty: ways between towns are not judged.
        is_virtual: Whether nobody travels, and not each day needs something.
    """

    objectives: tuple[Objective, ...] = ()
    days: tuple[StayDay, ...] = ()
    country: str = ""
    is_virtual: bool = False


_NOTHING_KNOWN = Surroundings()


def check_agenda(
    activities: Iterable[Activity],
    start: date,
    end: date,
    working_days: Sequence[date],
    around: Surroundings = _NOTHING_KNOWN,
) -> tuple[AgendaProblem, ...]:
    """Return everything that is wrong with an agenda, by day.

    Args:
        activities: The agenda, in any order.
        start: First day of the stay.
        end: Last day of the stay.
        working_days: The days of the stay that count as working days at the host (see `exxtra_kit.days`).
        around: What else is known; what isn't is not judged.

    Returns:
        Mistakes of single activities, overlaps, too little time for the way; and reminders: working days on which
        nothing is planned, activities without objective, objectives nobody serves. An empty agenda gives no
        reminders: nobody needs five sentences to learn that it is empty.
    """
    agenda = in_order(activities)
    counted = frozenset(working_days)
    found = [problem for activity in agenda for problem in _check_activity(activity, start, end)]
    kinds = {day.day: day.kind for day in around.days}
    for day, planned in groupby(agenda, key=lambda activity: activity.day):
        if start <= day <= end and day not in counted:
            found.append(_on_a_day_off(day, kinds.get(day), tuple(planned)))
    found += [_overlap(earlier, later) for earlier, later in _overlapping(agenda)]
    if around.country and not around.is_virtual:
        found += [_too_short(short) for short in short_times(agenda, around.country)]
    if agenda:
        if not around.is_virtual:
            found += _empty_days(agenda, counted)
        found += _about_objectives(agenda, around.objectives)
    return tuple(sorted(found, key=lambda problem: problem.day or date.max))


def _check_activity(activity: Activity, start: date, end: date) -> Iterator[AgendaProblem]:
    title = activity.title
    if activity.end <= activity.start:
        message = msg(
            "\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK} ends before it starts. "
            "Give an end time after the start.",
            title=title,
        )
        yield AgendaProblem(ProblemKind.ENDS_BEFORE_START, activity.day, message, (activity,))
    if not start <= activity.day <= end:
        message = msg(
            "\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK} is on {day}, outside the stay "
            "({span}). Move it to a day of the stay.",
            title=title,
            day=activity.day,
            span=DaySpan(start, end),
        )
        yield AgendaProblem(ProblemKind.OUTSIDE_STAY, activity.day, message, (activity,))


def _on_a_day_off(day: date, kind: DayKind | None, planned: tuple[Activity, ...]) -> AgendaProblem:
    """Say that something is planned on a day that doesn't count, and why it doesn't."""
    titles = Listing(
        tuple(
            msg("\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}", title=activity.title)
            for activity in planned
        )
    )
    n = len(planned)
    match kind:
        case DayKind.TRAVEL:
            message = plural(
                "{titles} is on {day}, which is marked as a travel day and does not count. Move it, "
                "or take the mark away.",
                "{titles} are on {day}, which is marked as a travel day and does not count. Move them, "
                "or take the mark away.",
                n=n,
                titles=titles,
                day=day,
            )
        case DayKind.CLOSED:
            message = plural(
                "{titles} is on {day}, on which the host is marked as closed. Move it, or take the mark away.",
                "{titles} are on {day}, on which the host is marked as closed. Move them, or take the mark away.",
                n=n,
                titles=titles,
                day=day,
            )
        case DayKind.OUTSIDE:
            message = plural(
                "{titles} is on {day}, which is none of the days that the exchange is split into. Move it, or choose "
                "again which days count.",
                "{titles} are on {day}, which is none of the days that the exchange is split into. Move them, or "
                "choose again which days count.",
                n=n,
                titles=titles,
                day=day,
            )
        case _:
            message = plural(
                "{titles} is on {day}, which is not a working day at the host. Ask the host, or move it.",
                "{titles} are on {day}, which is not a working day at the host. Ask the host, or move them.",
                n=n,
                titles=titles,
                day=day,
            )
    return AgendaProblem(ProblemKind.NOT_A_WORKING_DAY, day, message, planned)


def _overlap(earlier: Activity, later: Activity) -> AgendaProblem:
    message = msg(
        "\N{LEFT DOUBLE QUOTATION MARK}{first}\N{RIGHT DOUBLE QUOTATION MARK} and "
        "\N{LEFT DOUBLE QUOTATION MARK}{second}\N{RIGHT DOUBLE QUOTATION MARK} overlap on {day}. "
        "Move one of them.",
        first=earlier.title,
        second=later.title,
        day=later.day,
    )
    return AgendaProblem(ProblemKind.OVERLAP, later.day, message, (earlier, later))


def _overlapping(agenda: tuple[Activity, ...]) -> Iterator[tuple[Activity, Activity]]:
    """Yield each activity with the one before it that ends last, where the two overlap."""
    longest: Activity | None = None
    for earlier, later in pairwise(agenda):
        if longest is None or longest.day != earlier.day or earlier.end > longest.end:
            longest = earlier
        if longest.overlaps(later):
            yield longest, later


def _too_short(short: ShortTime) -> AgendaProblem:
    """Say that the way is too long for the time, and what that rests on."""
    earliest = short.earliest
    way = plural(
        "From \N{LEFT DOUBLE QUOTATION MARK}{first}\N{RIGHT DOUBLE QUOTATION MARK} in {origin} to "
        "\N{LEFT DOUBLE QUOTATION MARK}{second}\N{RIGHT DOUBLE QUOTATION MARK} in {destination} on {day} there is "
        "{n} minute for {distance} in a straight line.",
        "From \N{LEFT DOUBLE QUOTATION MARK}{first}\N{RIGHT DOUBLE QUOTATION MARK} in {origin} to "
        "\N{LEFT DOUBLE QUOTATION MARK}{second}\N{RIGHT DOUBLE QUOTATION MARK} in {destination} on {day} there are "
        "{n} minutes for {distance} in a straight line.",
        n=short.minutes,
        first=short.before.title,
        second=short.after.title,
        origin=short.origin,
        destination=short.destination,
        day=short.after.day,
        distance=Kilometres(round(short.km)),
    )
    assumed: dict[str, Value] = {"speed": Kilometres(SPEED_KMH), "minutes": EXTRA_MINUTES}
    message = (
        msg(
            "{way} We assume {speed} an hour and {minutes} minutes more: begin the second at {time} or later, or move "
            "it to another day.",
            way=way,
            time=f"{earliest:%H:%M}",
            **assumed,
        )
        if earliest is not None
        else msg(
            "{way} We assume {speed} an hour and {minutes} minutes more: move it to another day.", way=way, **assumed
        )
    )
    return AgendaProblem(ProblemKind.TRAVEL, short.after.day, message, (short.before, short.after))


def _empty_days(agenda: tuple[Activity, ...], counted: frozenset[date]) -> Iterator[AgendaProblem]:
    """Yield a reminder for each working day without anything, or one for a stay that is much too long."""
    filled = counted & {activity.day for activity in agenda}
    empty = sorted(counted - filled)
    if len(empty) > _MANY_EMPTY_DAYS and len(empty) > len(filled):
        message = plural(
            "The stay is long for this agenda: {n} of its {all} working days has no plan yet. Plan more, or end the "
            "stay earlier.",
            "The stay is long for this agenda: {n} of its {all} working days have no plan yet. Plan more, or end the "
            "stay earlier.",
            n=len(empty),
            all=len(counted),
        )
        yield AgendaProblem(ProblemKind.LONG_STAY, None, message)
        return
    for day in empty:
        yield AgendaProblem(ProblemKind.EMPTY_DAY, day, msg("Nothing is planned yet on {day}.", day=day))


def _about_objectives(agenda: tuple[Activity, ...], objectives: tuple[Objective, ...]) -> Iterator[AgendaProblem]:
    """Yield a reminder for each activity that serves none of the objectives, and for each that nobody serves."""
    titles = dict.fromkeys(objective.title for objective in objectives)
    if not titles:
        return
    for activity in agenda:
        if activity.objective not in titles:
            message = msg(
                "\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK} serves none of the objectives "
                "yet.",
                title=activity.title,
            )
            yield AgendaProblem(ProblemKind.NO_OBJECTIVE, activity.day, message, (activity,))
    served = {activity.objective for activity in agenda}
    for title in titles:
        if title not in served:
            message = msg(
                "No activity serves the objective \N{LEFT DOUBLE QUOTATION MARK}{objective}"
                "\N{RIGHT DOUBLE QUOTATION MARK} yet.",
                objective=title,
            )
            yield AgendaProblem(ProblemKind.OBJECTIVE_UNSERVED, None, message)
