# SPDX-License-Identifier: BSD-3-Clause
"""A host and what the rules say of visiting it: order, sign, sum and reason in few words.

The map, the list beside it and the table all say the same, because all of them ask here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.catalogue import OUT_OF_COVERAGE, region_outlines
from exxtra_kit.matching.finding import in_order, sum_eur
from exxtra_kit.matching.weeks import holidays_of
from exxtra_kit.messages import Country, Euro, Kilometres, Listing, Message, msg, plural
from exxtra_kit.models import Outcome
from exxtra_kit.render.verdict import Standing, standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.models import Finding, Verdict

SIGNS: dict[Standing, str] = {"met": "\u25cf", "half": "\u25d0", "not_met": "\u2715", "undecided": "?"}
SIGN_WORDS: dict[Standing, Message] = {
    "met": msg("full sum"),
    "half": msg("half sum"),
    "not_met": msg("not possible"),
    "undecided": msg("not decided yet"),
}
# Why not, in two words for a label on the map; by the code of the finding.
_SHORT_REASONS = {
    "EX201": msg("same country"),
    "EX203": msg("stay too short"),
    "EX204": msg("stay too long"),
    "EX206": msg("not a first visit"),
}
_WORTH_SHARING = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """One cluster as a host.

    Attributes:
        cluster: The host.
        verdict: What the rules say of this visitor and these days; None as long as too little is said.
    """

    cluster: Cluster
    verdict: Verdict | None = None

    @property
    def standing(self) -> Standing | None:
        """Which of the four looks it has; None while there is no verdict."""
        return None if self.verdict is None else standing(self.verdict)

    @property
    def sum_eur(self) -> int | None:
        """The sum that is due, or would be due once what is open is confirmed; euro; None if unknown."""
        return sum_eur(self.verdict)


def by_sum(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Return offers with the best first: what is sure by its sum, then what is open, then what is not possible."""
    return in_order(offers)


def sum_words(offer: Offer) -> Message | None:
    """Return the sum in words, with the condition it hangs on; None while there is no verdict."""
    if offer.verdict is None:
        return None
    if offer.standing == "not_met":
        return msg("not possible")
    if offer.sum_eur is None:
        return msg("sum not known")
    if offer.standing == "undecided":
        return msg("{sum} if confirmed", sum=Euro(offer.sum_eur))
    return msg("{sum}", sum=Euro(offer.sum_eur))


def short_reason(offer: Offer) -> Message | None:
    """Return in two words why it is not possible, for a label on the map; None where it is."""
    if offer.verdict is None or offer.standing != "not_met":
        return None
    codes = [finding.code for finding in offer.verdict.with_outcome(Outcome.NOT_MET)]
    return next((_SHORT_REASONS[code] for code in codes if code in _SHORT_REASONS), msg("not possible"))


def reasons(offer: Offer) -> tuple[Message, ...]:
    """Return whole sentences that say why it is less than the full sum; empty where it is the full sum."""
    verdict = offer.verdict
    if verdict is None:
        return ()
    match offer.standing:
        case "not_met":
            return tuple(f.reason for f in verdict.with_outcome(Outcome.NOT_MET) if _decides(f))
        case "undecided":
            return tuple(f.reason for f in verdict.with_outcome(Outcome.UNDECIDED))
        case "half":
            lost = _holidays(verdict)
            halves = [f.reason for f in verdict.with_outcome(Outcome.NOT_MET) if f.code.startswith("LS")]
            return (*halves, msg("Public holidays: {days}.", days=lost)) if lost else tuple(halves)
        case _:
            return ()


def shared_reasons(offers: Iterable[Offer]) -> tuple[Message, ...]:
    """Return what leaves every undecided host undecided, to be said once instead of beside each."""
    lists = [reasons(offer) for offer in offers if offer.standing == "undecided"]
    if len(lists) < _WORTH_SHARING:
        return ()
    return tuple(reason for reason in lists[0] if all(reason in others for others in lists))


def _decides(finding: Finding) -> bool:
    """Whether a finding can make an exchange impossible: priority and the sum can't."""
    return finding.code.startswith(("OR", "EX"))


def _holidays(verdict: Verdict) -> Listing | None:
    """Return the public holidays inside the stay; None if there are none."""
    found = holidays_of(verdict)
    if not found:
        return None
    return Listing(tuple(msg("{day} ({holiday})", day=day, holiday=name) for day, name in found.items()))


def place_words(cluster: Cluster) -> Message:
    """Return where a cluster is: its country, and the territory where that is only a part of it."""
    if cluster.fact("ris_2017").value == OUT_OF_COVERAGE:  # rated as a whole country, so the territory is the country
        return msg("{country}", country=Country(cluster.country))
    names = {feature["properties"]["id"]: feature["properties"]["name"] for feature in region_outlines()["features"]}
    region = names.get(cluster.region, cluster.fact("territory").value)
    return msg("{region}, {country}", region=region, country=Country(cluster.country))


def details(offer: Offer) -> tuple[Message, ...]:
    """Return the second line of an entry: where it is, how far, how many working days, how many holidays."""
    parts = [place_words(offer.cluster)]
    if offer.verdict is not None:
        if offer.verdict.distance_km is not None:
            parts.append(msg("{distance}", distance=Kilometres(offer.verdict.distance_km)))
        if offer.verdict.working_days is not None:
            parts.append(plural("{n} working day", "{n} working days", n=offer.verdict.working_days))
        holidays = holidays_of(offer.verdict)
        if holidays and offer.standing != "half":  # there they are named, as a reason
            parts.append(plural("{n} public holiday", "{n} public holidays", n=len(holidays)))
    return tuple(parts)
