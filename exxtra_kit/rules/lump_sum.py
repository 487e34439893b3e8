# SPDX-License-Identifier: BSD-3-Clause
"""LS4xx: what is paid? Each finding is one step of the calculation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.days import end_after, weeks_of, whole_months
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.messages import Country, Euro, Kilometres, Message, Value, msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.rules.core import DAYS_READ, DISTANCE_READ, Answer, Rule, Situation, missing, not_checked
from exxtra_kit.rules.exchanges import near_threshold
from exxtra_kit.rules.keys import days_key, distance_key
from exxtra_kit.rules.stay import regional_days, unknown_days

if TYPE_CHECKING:
    from collections.abc import Hashable

    from exxtra_kit.parameters import Law


@dataclass(frozen=True, slots=True)
class LumpSum:
    """The sum, as far as it can be known.

    Attributes:
        full_eur: The host country's ceiling; None where none is published.
        halved: Whether the sum is reduced; None where that can't be known.
        due_eur: The sum if the exchange is eligible; None where it can't be known.
    """

    full_eur: int | None
    halved: bool | None
    due_eur: int | None


def estimate_lump_sum(situation: Situation, law: Law) -> LumpSum:
    """Compute the sum that is due if the exchange is eligible.

    The host country's ceiling (for each whole month, where a programme pays by month), reduced once if the
    stay is short or the way is near (or both), never above the cap, nor above the sum that the partnership
    has set itself; a virtual exchange has a sum of its own. Fractions of a euro are dropped.
    """
    try:
        full = ceiling_eur(situation, law)
        if situation.is_virtual:
            return LumpSum(full, halved=False, due_eur=law.number("virtual_lump_sum_eur"))
        halved = is_halved(situation, law)
        allowed = allowed_eur(full, halved, situation, law)
        own = situation.case.exchange.partnership_sum_eur
        due = allowed if allowed is None or own is None else min(allowed, own)
        return LumpSum(full, halved, due)
    except ParameterNotFoundError:
        return LumpSum(None, None, None)


def sum_key(situation: Situation, law: Law) -> Hashable:
    """Return what the sum depends on: of days and distance only whether they halve it."""
    exchange, country = situation.case.exchange, situation.case.host.country
    try:
        halved = not situation.is_virtual and is_halved(situation, law)
        return country, exchange.form, halved, exchange.partnership_sum_eur, paid_months(situation, law)
    except ParameterNotFoundError:  # the law's doing, whatever the case
        return country, exchange.form, exchange.partnership_sum_eur


def allowed_eur(full: int | None, halved: bool | None, situation: Situation, law: Law) -> int | None:  # noqa: FBT001 (a fact, not a switch)
    """Return the most that a physical exchange may earn; None where it can't be known."""
    months = paid_months(situation, law)
    if full is None or halved is None or months is None:
        return None
    due = int(full * months * law.share("reduced_rate")) if halved else full * months
    cap = law.number_if_asked("cap_eur")
    return due if cap is None else min(due, cap)


def paid_months(situation: Situation, law: Law) -> int | None:
    """Return how many times the country's sum is paid: once, or for each whole month; None if that isn't known."""
    if not law.flag("paid_by_month"):
        return 1
    found = months_of_stay(situation)
    if found is None or _is_part_of_a_month_open(found, situation, law):
        return None
    return found[0]


def _is_part_of_a_month_open(found: tuple[int, int], situation: Situation, law: Law) -> bool:
    """Say whether days beyond whole months may earn something: only a stay that is too short surely earns nothing."""
    months, rest = found
    least = law.number_if_asked("minimum_weeks")
    is_long_enough = months > 0 or (least is not None and weeks_of(situation.length_days or 0) >= least)
    return rest > 0 and is_long_enough


def months_of_stay(situation: Situation) -> tuple[int, int] | None:
    """Return the whole months of the stay, and the days left over; slots count as if they followed each other."""
    start, length = situation.case.exchange.start, situation.length_days
    if start is None or length is None:
        return None
    return whole_months(start, end_after(start, length))


def ceiling_eur(situation: Situation, law: Law) -> int | None:
    """Return the host country's ceiling, or None where none is published or the country is not known."""
    return law.table("ceiling_eur").get(situation.case.host.country or "")


def is_halved(situation: Situation, law: Law) -> bool | None:
    """Say whether the sum is reduced: one reason is enough, two reduce it once (R20, R22)."""
    short = _is_below(situation.working_days, law.number_if_asked("full_sum_from_working_days"))
    near = _is_below(situation.distance_km, law.number_if_asked("full_sum_from_km"))
    if short or near:
        return True
    return None if short is None or near is None else False


def _is_below(value: float | None, threshold: int | None) -> bool | None:
    """Compare with a threshold; a programme without one reduces nothing, an unknown value decides nothing."""
    if threshold is None:
        return False
    return None if value is None else value < threshold


def form_is_paid(situation: Situation, law: Law) -> Answer:
    """R19: the lump sum is for travel and accommodation, so a virtual exchange earns none."""
    facts = {"exchange.form": situation.case.exchange.form}
    if not situation.is_virtual:
        reason = msg("The visitor travels, so a lump sum is paid.")
        # What a virtual exchange earns may be unknown: that is no question for somebody who travels.
        parameter = None if law.is_stated("virtual_lump_sum_eur") else "ceiling_eur"
        return Answer(Outcome.MET, reason, facts, parameter=parameter)
    return Answer(
        Outcome.NOT_MET,
        msg("A virtual exchange earns {sum}.", sum=Euro(law.number("virtual_lump_sum_eur"))),
        facts,
    )


def ceiling(situation: Situation, law: Law) -> Answer:
    """R19: one ceiling per host country."""
    country = situation.case.host.country
    if country is None:
        return missing(msg("The host's country, which sets the sum, is not stated."))
    full = ceiling_eur(situation, law)
    facts = {"host.country": country, "full_lump_sum_eur": full}
    if full is not None:
        values: dict[str, Value] = {"country": Country(country), "sum": Euro(full)}
        return Answer(
            Outcome.MET,
            msg("Host country {country}: {sum} for each month.", **values)
            if law.flag("paid_by_month")
            else msg("Host country {country}: the full lump sum is {sum}.", **values),
            facts,
            _how_sure(law),
        )
    if situation.is_virtual:
        return Answer(Outcome.NOT_APPLICABLE, msg("A virtual exchange needs no sum by country."), facts)
    if country in law.names("participating_countries"):
        return Answer(
            Outcome.UNDECIDED,
            msg(
                "No lump sum is published for the host country {country}, so none is computed: ask your partnership.",
                country=Country(country),
            ),
            facts,
        )
    return Answer(
        Outcome.NOT_APPLICABLE,
        msg("There is no lump sum for the host country {country}: it does not take part.", country=Country(country)),
        facts,
    )


def _how_sure(law: Law) -> Message | None:
    """Return the caution about a table that nobody published as such; what it is inferred from, its decision says."""
    if law.source("ceiling_eur").confidence != "I":
        return None
    return msg("The table of sums is inferred, not published as such. Your partnership sets the sum, up to it.")


def long_enough_for_full(situation: Situation, law: Law) -> Answer:
    """R20: fewer than five working days halve the sum."""
    if situation.is_virtual:
        return Answer(Outcome.NOT_APPLICABLE, msg("Nothing is paid for a virtual exchange, so nothing is reduced."))
    working = situation.working_days
    if working is None:
        if situation.days is not None:
            return missing(regional_days(situation.days))
        return missing(unknown_days(situation) or msg("The working days can't be counted."))
    least = law.number("full_sum_from_working_days")
    facts = {"working_days": working}
    if working >= least:
        return Answer(
            Outcome.MET,
            plural(
                "{n} working day: enough for the full sum, which needs {least}.",
                "{n} working days: enough for the full sum, which needs {least}.",
                n=working,
                least=least,
            ),
            facts,
        )
    return Answer(
        Outcome.NOT_MET,
        plural(
            "{n} working day: fewer than {least} halve the sum.",
            "{n} working days: fewer than {least} halve the sum.",
            n=working,
            least=least,
        ),
        facts,
    )


def far_enough_for_full(situation: Situation, law: Law) -> Answer:
    """R20: a way shorter than 200 km halves the sum."""
    if situation.is_virtual:
        return Answer(Outcome.NOT_APPLICABLE, msg("Nothing is paid for a virtual exchange, so nothing is reduced."))
    distance = situation.distance_km
    if distance is None:
        return missing(msg("It is not stated where both organisations are."))
    threshold = law.number("full_sum_from_km")
    facts = {"distance_km": distance}
    note = near_threshold(situation, law, threshold)
    if distance >= threshold:
        return Answer(
            Outcome.MET,
            msg(
                "{distance}: far enough for the full sum, which needs {threshold}.",
                distance=Kilometres(distance),
                threshold=Kilometres(threshold),
            ),
            facts,
            note,
        )
    return Answer(
        Outcome.NOT_MET,
        msg(
            "{distance}: less than {threshold} halves the sum.",
            distance=Kilometres(distance),
            threshold=Kilometres(threshold),
        ),
        facts,
        note,
    )


def within_cap(situation: Situation, law: Law) -> Answer:
    """R19: never more than the cap, whatever the table says."""
    cap = law.number("cap_eur")
    due = estimate_lump_sum(situation, law).due_eur
    if due is None:
        return Answer(
            Outcome.NOT_APPLICABLE,
            msg("The sum is not known; it can't be more than {cap}.", cap=Euro(cap)),
        )
    return Answer(
        Outcome.MET,
        msg("{sum} is not more than {cap}, the most a visitor is paid.", sum=Euro(due), cap=Euro(cap)),
        {"lump_sum_eur": due},
    )


def whole_months_paid(situation: Situation, law: Law) -> Answer:
    """R19 in programmes that pay by the month: the sum of the country for each whole month."""
    if not law.flag("paid_by_month"):
        return Answer(Outcome.NOT_APPLICABLE, msg("The sum is paid once, not by the month."))
    if situation.is_virtual:
        return Answer(Outcome.NOT_APPLICABLE, msg("Nothing is paid for a virtual exchange, so nothing is reduced."))
    found = months_of_stay(situation)
    if found is None:
        return missing(msg("The first or the last day of the exchange is not stated."))
    months, rest = found
    facts = {"months": months, "days_left_over": rest}
    counted = plural("{n} whole month", "{n} whole months", n=months)
    if _is_part_of_a_month_open(found, situation, law):
        return Answer(
            Outcome.UNDECIDED,
            plural(
                "{counted} and {n} day: what is paid for part of a month is not stated. Ask your contact point.",
                "{counted} and {n} days: what is paid for part of a month is not stated. Ask your contact point.",
                n=rest,
                counted=counted,
            ),
            facts,
        )
    if not months:
        return Answer(Outcome.NOT_MET, msg("The stay is shorter than one month, so no month is paid."), facts)
    return Answer(Outcome.MET, plural("{n} whole month is paid.", "{n} whole months are paid.", n=months), facts)


def partnership_sum(situation: Situation, law: Law) -> Answer:
    """R23: the table is a ceiling; a partnership may set less, never more."""
    own = situation.case.exchange.partnership_sum_eur
    if situation.is_virtual:
        return Answer(Outcome.NOT_APPLICABLE, msg("Nothing is paid for a virtual exchange, so nothing is reduced."))
    if own is None:
        return not_checked(
            msg("Not checked: whether your partnership has set a lower sum of its own is not stated. It may.")
        )
    allowed = allowed_eur(ceiling_eur(situation, law), is_halved(situation, law), situation, law)
    facts = {"partnership_sum_eur": own, "allowed_eur": allowed}
    if allowed is None:
        return missing(
            msg("Your partnership pays {own}; how much it may pay at most is not known.", own=Euro(own)), **facts
        )
    values: dict[str, Value] = {"own": Euro(own), "allowed": Euro(allowed)}
    if own > allowed:
        return Answer(
            Outcome.NOT_MET,
            msg("Your partnership's {own} is more than the {allowed} allowed here: at most that is paid.", **values),
            facts,
        )
    if own < allowed and not law.flag("partnership_may_pay_less"):
        return Answer(
            Outcome.UNDECIDED,
            msg("{own} is less than {allowed}, and the programme does not let one pay less. Ask.", **values),
            facts,
        )
    return Answer(Outcome.MET, msg("Your partnership pays {own}, at most {allowed} is allowed.", **values), facts)


_SUM_READ = (
    *dict.fromkeys((*DAYS_READ, *DISTANCE_READ)),
    "exchange.partnership_sum_eur",
)
"""Fields that the sum depends on."""
RULES = (
    Rule(
        "LS401",
        "R19",
        msg("Is a lump sum paid for this form of exchange?"),
        "virtual_lump_sum_eur",
        form_is_paid,
        reads=("exchange.form",),
        affects=("exchange.form",),
        outcomes=frozenset({Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED}),
    ),
    Rule(
        "LS402",
        "R19",
        msg("What is the full lump sum for this host country?"),
        "ceiling_eur",
        ceiling,
        reads=("host.country", "exchange.form"),
        affects=("host.country",),
        outcomes=frozenset({Outcome.MET, Outcome.UNDECIDED, Outcome.NOT_APPLICABLE}),
    ),
    Rule(
        "LS403",
        "R20",
        msg("Is the stay long enough for the full sum?"),
        "full_sum_from_working_days",
        long_enough_for_full,
        reads=DAYS_READ,
        key=days_key,
        affects=("exchange.start", "exchange.end", "host.country"),
    ),
    Rule(
        "LS404",
        "R20",
        msg("Is the distance long enough for the full sum?"),
        "full_sum_from_km",
        far_enough_for_full,
        reads=(*DISTANCE_READ, "exchange.form"),
        key=distance_key,
        affects=("visiting.town", "host.town"),
    ),
    Rule(
        "LS405",
        "R19",
        msg("Is the sum within the highest allowed?"),
        "cap_eur",
        within_cap,
        reads=_SUM_READ,
        key=sum_key,
        outcomes=frozenset({Outcome.MET, Outcome.UNDECIDED, Outcome.NOT_APPLICABLE}),
    ),
    Rule(
        "LS406",
        "R19",
        msg("How many months are paid?"),
        "paid_by_month",
        whole_months_paid,
        reads=("exchange.start", "exchange.end", "exchange.slots", "exchange.form"),
        affects=("exchange.start", "exchange.end"),
    ),
    Rule(
        "LS407",
        "R23",
        msg("Is the partnership's own sum within what is allowed?"),
        "partnership_may_pay_less",
        partnership_sum,
        reads=_SUM_READ,
        key=sum_key,
        affects=("exchange.partnership_sum_eur",),
    ),
)
