# SPDX-License-Identifier: BSD-3-Clause
"""EX2xx: may this exchange be made? PR3xx: does it have priority?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, DaySpan, Kilometres, Listing, Message, Value, msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.rules import stay
from exxtra_kit.rules.core import DISTANCE_READ, Answer, Rule, Situation, missing, not_checked
from exxtra_kit.rules.keys import distance_key, group_distance_key
from exxtra_kit.rules.words import PURPOSE_NAMES, purpose_name

if TYPE_CHECKING:
    from exxtra_kit.parameters import Law


def different_countries(situation: Situation, law: Law) -> Answer:
    """R11: visitor and host reside in different countries."""
    visiting, host = situation.case.visiting.country, situation.case.host.country
    if visiting is None or host is None:
        return missing(msg("One of the two countries is not stated."))
    facts = {"visiting.country": visiting, "host.country": host}
    if visiting != host or not law.flag("different_countries"):
        return Answer(
            Outcome.MET,
            msg("{visiting} and {host} are different countries.", visiting=Country(visiting), host=Country(host)),
            facts,
        )
    return Answer(
        Outcome.NOT_MET,
        msg("Visitor and host reside in the same country, {country}. They must not.", country=Country(host)),
        facts,
    )


def programme_period(situation: Situation, law: Law) -> Answer:
    """R24: the partnership pays, so the stay must fall within the time in which there is one (decision D-09)."""
    exchange = situation.case.exchange
    first = law.day_of("first_day")
    last = law.day_of("last_day") if law.is_asked("last_day") else None
    decides = "first_day" if last is None else "last_day"
    if exchange.start is None or exchange.end is None:
        return missing(msg("The days of the exchange are not stated."))
    facts = {"exchange.start": exchange.start, "exchange.end": exchange.end}
    period = msg("since {first}", first=first) if last is None else DaySpan(first, last)
    if first <= exchange.start and (last is None or exchange.end <= last):
        reason = msg("The exchange falls within the programme's period, {period}.", period=period)
        return Answer(Outcome.MET, reason, facts, parameter=decides)
    return Answer(
        Outcome.UNDECIDED,
        msg(
            "The exchange falls outside the programme's period as far as it is known, {period}. "
            "Ask your partnership whether the scheme is open.",
            period=period,
        ),
        facts,
        parameter=decides,
    )


def once_only(situation: Situation, law: Law) -> Answer:
    """R16: an organisation visits once; a virtual exchange doesn't use that up."""
    visits = situation.case.visiting.previous_visits
    if situation.is_virtual and not law.flag("virtual_uses_up_the_visit"):
        return Answer(
            Outcome.NOT_APPLICABLE,
            msg("A virtual exchange is not counted as the one visit."),
            parameter="virtual_uses_up_the_visit",
        )
    if visits is None:
        return missing(msg("It is not stated whether the visitor has made a ClusterXchange visit before."))
    facts = {"visiting.previous_visits": visits}
    if visits <= law.number("maximum_previous_visits"):
        return Answer(Outcome.MET, msg("The visitor has not made a ClusterXchange visit before."), facts)
    return Answer(
        Outcome.NOT_MET,
        plural(
            "The visitor has already made {n} visit. An organisation visits once in the whole scheme.",
            "The visitor has already made {n} visits. An organisation visits once in the whole scheme.",
            n=visits,
        ),
        facts,
    )


def priority(situation: Situation, law: Law) -> Answer:
    """R12: exchanges over a long distance have priority; that is not a condition."""
    if situation.is_virtual:
        return Answer(
            Outcome.NOT_APPLICABLE, msg("Nobody travels to a virtual exchange, so distance gives no priority.")
        )
    distance = situation.distance_km
    if distance is None:
        return missing(msg("It is not stated where both organisations are."))
    threshold = law.number("priority_above_km")
    values: dict[str, Value] = {"distance": Kilometres(distance), "threshold": Kilometres(threshold)}
    facts = {"distance_km": distance}
    note = near_threshold(situation, law, threshold)
    if distance > threshold:
        return Answer(Outcome.MET, msg("{distance} is more than {threshold}: priority.", **values), facts, note)
    return Answer(
        Outcome.NOT_MET,
        msg("{distance} is not more than {threshold}: no priority. The exchange is possible all the same.", **values),
        facts,
        note,
    )


def near_threshold(situation: Situation, law: Law, threshold: int) -> Message | None:
    """Return a caution where town centres are too coarse to be sure on which side of a threshold one is."""
    distance = situation.distance_km
    if distance is None or not situation.is_measured_between_towns:
        return None
    if abs(distance - threshold) > law.number("town_uncertainty_km"):
        return None
    return msg(
        "Measured between town centres and close to {threshold}: the two addresses decide. "
        "Give latitude and longitude to be sure.",
        threshold=Kilometres(threshold),
    )


def group_distance(situation: Situation, law: Law) -> Answer:
    """R12 as one call for a group exchange had it: visitors nearer than 200 km were shut out."""
    visitors = situation.case.exchange.group_visitors
    if visitors is None or visitors <= 1:
        return Answer(Outcome.NOT_APPLICABLE, msg("This is asked only of group exchanges."))
    if situation.is_virtual:
        return Answer(Outcome.NOT_APPLICABLE, msg("Nobody travels to a virtual exchange."))
    distance = situation.distance_km
    if distance is None:
        return missing(msg("It is not stated where both organisations are."))
    threshold = law.number("group_excluded_below_km")
    values: dict[str, Value] = {"distance": Kilometres(distance), "threshold": Kilometres(threshold)}
    facts = {"distance_km": distance, "group_visitors": visitors}
    note = near_threshold(situation, law, threshold)
    if distance >= threshold:
        return Answer(Outcome.MET, msg("{distance}: far enough for a group exchange.", **values), facts, note)
    return Answer(
        Outcome.NOT_MET,
        msg("{distance}: the call for the group exchange shut out visitors nearer than {threshold}.", **values),
        facts,
        note,
    )


def hosting(_situation: Situation, law: Law) -> Answer:
    """R17: an organisation hosts any number of times, several visitors at once too."""
    if law.flag("hosting_unlimited"):
        return Answer(
            Outcome.MET, msg("An organisation may host any number of times, and several visitors at the same time.")
        )
    return Answer(Outcome.UNDECIDED, msg("The programme limits how often one may host: ask your partnership."))


def purpose(situation: Situation, law: Law) -> Answer:
    """R30: capacity building, sharing knowledge, projects, market research, networking."""
    purposes = situation.case.exchange.purposes
    if not purposes:
        return not_checked(msg("Not checked: what the exchange is for is not stated."))
    allowed = law.names("purposes")
    known = Listing(tuple(purpose_name(code) for code in allowed), any_of=True)
    facts = {"exchange.purposes": purposes}
    fitting = tuple(PURPOSE_NAMES[one] for one in purposes if one in allowed)
    if fitting:
        return Answer(Outcome.MET, msg("An exchange may be for this: {fitting}.", fitting=Listing(fitting)), facts)
    return Answer(Outcome.NOT_MET, msg("An exchange is for {known}; nothing of that is stated.", known=known), facts)


def group_exchange(situation: Situation, law: Law) -> Answer:
    """R31: several may visit together; each is an exchange of its own, with a sum of its own."""
    visitors = situation.case.exchange.group_visitors
    if visitors is None or visitors <= 1:
        return Answer(Outcome.NOT_APPLICABLE, msg("One organisation visits alone, as far as is stated."))
    facts = {"group_visitors": visitors}
    if law.flag("group_exchanges"):
        return Answer(
            Outcome.MET,
            msg(
                "{n} organisations visit together: each is an exchange of its own, with a lump sum of its own.",
                n=visitors,
            ),
            facts,
        )
    return Answer(Outcome.NOT_MET, msg("The programme has no group exchanges."), facts)


def virtual_only(situation: Situation, law: Law) -> Answer:
    """R19, sums are for travel: after the launch all exchanges had to be virtual for a time."""
    facts = {"exchange.form": situation.case.exchange.form}
    if situation.is_virtual:
        return Answer(Outcome.MET, msg("A virtual exchange is possible."), facts)
    if not law.flag("virtual_only"):
        return Answer(Outcome.MET, msg("Travelling was not ruled out at that time."), facts)
    return Answer(
        Outcome.UNDECIDED,
        msg(
            "At that time all exchanges had to be virtual, as far as is known. Ask your partnership whether you may "
            "travel."
        ),
        facts,
    )


_USUAL = frozenset({Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED})
_NEVER_REFUSES = frozenset({Outcome.MET, Outcome.UNDECIDED})
EXCHANGE_RULES = (
    Rule(
        "EX201",
        "R11",
        msg("Do visitor and host reside in different countries?"),
        "different_countries",
        different_countries,
        reads=("visiting.country", "host.country"),
        affects=("visiting.country", "host.country"),
        outcomes=_USUAL,
    ),
    Rule(
        "EX202",
        "R24",
        msg("Was the programme open on these days?"),
        "first_day",
        programme_period,
        reads=("exchange.start", "exchange.end"),
        affects=("exchange.start", "exchange.end"),
        outcomes=_NEVER_REFUSES,
    ),
    *stay.RULES,
    Rule(
        "EX206",
        "R16",
        msg("Is it the visitor's first visit?"),
        "maximum_previous_visits",
        once_only,
        reads=("visiting.previous_visits", "exchange.form"),
        affects=("visiting.previous_visits", "exchange.form"),
    ),
    Rule(
        "EX207",
        "R12",
        msg("Is the visitor far enough away for a group exchange?"),
        "group_excluded_below_km",
        group_distance,
        reads=(*DISTANCE_READ, "exchange.form", "exchange.group_visitors"),
        key=group_distance_key,
        affects=("visiting.town", "host.town", "exchange.group_visitors"),
    ),
    Rule(
        "EX208",
        "R17",
        msg("May the host take this visitor, too?"),
        "hosting_unlimited",
        hosting,
        reads=(),
        outcomes=_NEVER_REFUSES,
    ),
    Rule(
        "EX209",
        "R30",
        msg("Is the exchange for something that the scheme supports?"),
        "purposes",
        purpose,
        reads=("exchange.purposes",),
        affects=("exchange.purposes",),
    ),
    Rule(
        "EX210",
        "R31",
        msg("May several organisations visit together?"),
        "group_exchanges",
        group_exchange,
        reads=("exchange.group_visitors",),
        affects=("exchange.group_visitors",),
    ),
    Rule(
        "EX211",
        "R19",
        msg("Could one travel at that time?"),
        "virtual_only",
        virtual_only,
        reads=("exchange.form",),
        affects=("exchange.form",),
        outcomes=_NEVER_REFUSES,
    ),
)
PRIORITY_RULES = (
    Rule(
        "PR301",
        "R12",
        msg("Does the distance give priority?"),
        "priority_above_km",
        priority,
        reads=(*DISTANCE_READ, "exchange.form"),
        key=distance_key,
        affects=("visiting.town", "host.town"),
    ),
)
