# SPDX-License-Identifier: BSD-3-Clause
"""LS4xx: what is paid? Each finding is one step of the calculation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.messages import Country, Euro, Kilometres, msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.rules.core import Answer, Rule, Situation, missing
from exxtra_kit.rules.exchanges import near_threshold, regional_days, unknown_days

if TYPE_CHECKING:
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

    The host country's ceiling, reduced once if the stay is short or the way is near (or both),
    never above the cap; a virtual exchange has a sum of its own. Fractions of a euro are dropped.
    """
    try:
        full = ceiling_eur(situation, law)
        if situation.is_virtual:
            return LumpSum(full, halved=False, due_eur=law.number("virtual_lump_sum_eur"))
        halved = is_halved(situation, law)
        if full is None or halved is None:
            return LumpSum(full, halved, None)
        due = int(full * law.share("reduced_rate")) if halved else full
        return LumpSum(full, halved, min(due, law.number("cap_eur")))
    except ParameterNotFoundError:
        return LumpSum(None, None, None)


def ceiling_eur(situation: Situation, law: Law) -> int | None:
    """Return the host country's ceiling, or None where none is published or the country is not known."""
    return law.table("ceiling_eur").get(situation.case.host.country or "")


def is_halved(situation: Situation, law: Law) -> bool | None:
    """Say whether the sum is reduced: one reason is enough, two reduce it once (R20, R22)."""
    working, distance = situation.working_days, situation.distance_km
    short = None if working is None else working < law.number("full_sum_from_working_days")
    near = None if distance is None else distance < law.number("full_sum_from_km")
    if short or near:
        return True
    return None if short is None or near is None else False


def form_is_paid(situation: Situation, law: Law) -> Answer:
    """R19: the lump sum is for travel and accommodation, so a virtual exchange earns none."""
    facts = {"exchange.form": situation.case.exchange.form}
    if not situation.is_virtual:
        return Answer(Outcome.MET, msg("The visitor travels, so a lump sum is paid."), facts)
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
        return Answer(
            Outcome.MET,
            msg("The full lump sum for a host in {country} is {sum}.", country=Country(country), sum=Euro(full)),
            facts,
            msg(
                "The table of sums is inferred: it is the one of Erasmus for Young Entrepreneurs, "
                "which agrees with every published ClusterXchange sum. Your partnership sets the sum, up to it."
            ),
        )
    if situation.is_virtual:
        return Answer(Outcome.NOT_APPLICABLE, msg("A virtual exchange needs no sum by country."), facts)
    if country in law.names("participating_countries"):
        return Answer(
            Outcome.UNDECIDED,
            msg(
                "No lump sum is published for a host in {country}, so none is computed: ask your partnership.",
                country=Country(country),
            ),
            facts,
        )
    return Answer(
        Outcome.NOT_APPLICABLE,
        msg("There is no lump sum for a host in {country}: it does not take part.", country=Country(country)),
        facts,
    )


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


RULES = (
    Rule(
        "LS401",
        "R19",
        msg("Is a lump sum paid for this form of exchange?"),
        "virtual_lump_sum_eur",
        form_is_paid,
        ("exchange.form",),
    ),
    Rule(
        "LS402",
        "R19",
        msg("What is the full lump sum for this host country?"),
        "ceiling_eur",
        ceiling,
        ("host.country",),
    ),
    Rule(
        "LS403",
        "R20",
        msg("Is the stay long enough for the full sum?"),
        "full_sum_from_working_days",
        long_enough_for_full,
        ("exchange.start", "exchange.end", "host.country"),
    ),
    Rule(
        "LS404",
        "R20",
        msg("Is the distance long enough for the full sum?"),
        "full_sum_from_km",
        far_enough_for_full,
        ("visiting.town", "host.town"),
    ),
    Rule("LS405", "R19", msg("Is the sum within the highest allowed?"), "cap_eur", within_cap),
)
