# SPDX-License-Identifier: BSD-3-Clause
"""What each criterion makes of a host: a share in per cent, not known, or not asked; always with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from exxtra_kit.catalogue import load_ratings, rating_scale, sectors_of, visit_offers_of
from exxtra_kit.matching.finding import sum_eur
from exxtra_kit.matching.free_weeks import best_stay, stay_at
from exxtra_kit.matching.names import CATEGORY_NAMES, GROUP_NAMES, sector_name
from exxtra_kit.matching.spoken import official_languages
from exxtra_kit.messages import DaySpan, Euro, LanguageName, Listing, Message, Value, msg, plural
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.rules.words import purpose_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exxtra_kit.catalogue import Cluster, Rating
    from exxtra_kit.matching.free_weeks import Stay
    from exxtra_kit.models import Case, Finding, Verdict

FULL_PERCENT = 100
LARGEST_WEIGHT = 100
_PRIORITY = "PR301"


class Criterion(StrEnum):
    """What hosts are compared by."""

    OFFER = "offer"
    SECTOR = "sector"
    LANGUAGE = "language"
    DISTANCE = "distance"
    SUM = "sum"
    WEEK = "week"
    REGION = "region"

    @property
    def label(self) -> Message:
        """The criterion in words."""
        return _LABELS[self]


_LABELS = {
    Criterion.OFFER: msg("What you look for"),
    Criterion.SECTOR: msg("Sector"),
    Criterion.LANGUAGE: msg("Language"),
    Criterion.DISTANCE: msg("Distance"),
    Criterion.SUM: msg("Lump sum"),
    Criterion.WEEK: msg("Free of holidays"),
    Criterion.REGION: msg("Region"),
}
WEIGHTS: Mapping[Criterion, int] = MappingProxyType(
    {
        Criterion.OFFER: 25,
        Criterion.SECTOR: 20,
        Criterion.LANGUAGE: 10,
        Criterion.DISTANCE: 10,
        Criterion.SUM: 20,
        Criterion.WEEK: 10,
        Criterion.REGION: 5,
    }
)
"""The usual weights, a choice of ours and no rule: what one can learn counts most, then the money."""

# Of the categories only an order is known, the structural funds' own.
_CATEGORY_PERCENT = {"More developed Region": FULL_PERCENT, "Transition Region": FULL_PERCENT // 2}


class Side(Protocol):
    """What one side says of itself (`exxtra_kit.planning.Profile`); what is empty isn't said."""

    @property
    def offers(self) -> Sequence[str]:
        """What it can offer a partner (rule R30)."""

    @property
    def looks_for(self) -> Sequence[str]:
        """What it looks for (rule R30)."""

    @property
    def sectors(self) -> Sequence[str]:
        """Codes of its sectors, see `exxtra_kit.catalogue.sectors_of`."""

    @property
    def languages(self) -> Sequence[str]:
        """Codes of the languages that it can work in."""

    @property
    def free(self) -> Sequence[Stay]:
        """When it could."""


@dataclass(frozen=True, slots=True)
class Points:
    """What a criterion makes of a host.

    Attributes:
        percent: 0 to 100; None if it isn't known or isn't asked.
        reason: Why.
        open_percent: How much more it could be, as far as only a part is known.
        is_asked: Whether the visitor asks for it at all.
    """

    percent: int | None
    reason: Message
    open_percent: int = 0
    is_asked: bool = True


def _unknown(reason: Message) -> Points:
    return Points(None, reason, open_percent=FULL_PERCENT)


def _not_asked(reason: Message) -> Points:
    return Points(None, reason, is_asked=False)


def _share(part: int, whole: int) -> int:
    """Return a part in whole per cent, halves up, so that the same comes out by hand."""
    return (2 * FULL_PERCENT * part + whole) // (2 * whole)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor asks of all hosts.

    Attributes:
        question: The visitor and the days.
        visitor: What the visitor says of itself.
        hosts: What hosts say of themselves, by the cluster's id.
        has_priority: Whether the distance can give priority at all.
        highest_eur: The highest sum among the hosts, euro; 0 if it is known that there is none, None if none is known.
    """

    question: Case
    visitor: Side
    hosts: Mapping[str, Side]
    has_priority: bool
    highest_eur: int | None

    @classmethod
    def of(cls, question: Case, visitor: Side, hosts: Mapping[str, Side], verdicts: Sequence[Verdict]) -> Asked:
        """Return what a visitor asks of the hosts of which the rules say this."""
        sums = [sum_eur(verdict) for verdict in verdicts]
        priorities = [_priority(verdict) for verdict in verdicts]
        highest = max((one for one in sums if one), default=None if None in sums else 0)
        return cls(
            question, visitor, hosts, any(one.outcome is not Outcome.NOT_APPLICABLE for one in priorities), highest
        )

    def points(self, cluster: Cluster, verdict: Verdict) -> dict[Criterion, Points]:
        """Return what each criterion makes of a host."""
        return {
            Criterion.OFFER: self._offer(cluster),
            Criterion.SECTOR: self._sector(cluster),
            Criterion.LANGUAGE: self._language(cluster),
            Criterion.DISTANCE: self._distance(verdict),
            Criterion.SUM: self._sum(verdict),
            Criterion.WEEK: self._week(cluster),
            Criterion.REGION: region_points(cluster),
        }

    def _offer(self, cluster: Cluster) -> Points:
        wanted = tuple(dict.fromkeys(map(str, self.visitor.looks_for)))
        if not wanted:
            return _not_asked(msg("You have not said what you look for."))
        said = self.hosts.get(cluster.id)
        if said is not None and said.offers:
            met = _shared(wanted, map(str, said.offers))
            if not met:
                return Points(0, msg("The host offers nothing of what you look for."))
            return Points(_share(len(met), len(wanted)), msg("The host offers: {met}.", met=_purposes(met)))
        met = _shared(wanted, (kind.value for offer in visit_offers_of(cluster) for kind in offer.kinds))
        if not met:
            return _unknown(msg("What the host offers is not known: ask it."))
        percent = _share(len(met), len(wanted))
        reason = msg("Seen at visits there: {met}.", met=_purposes(met))
        return Points(percent, reason, open_percent=FULL_PERCENT - percent)

    def _sector(self, cluster: Cluster) -> Points:
        wanted = tuple(dict.fromkeys(self.visitor.sectors))
        if not wanted:
            return _not_asked(msg("You have not said your sectors."))
        said = self.hosts.get(cluster.id)
        known = (*sectors_of(cluster), *(said.sectors if said is not None else ()))
        if not known:
            return _unknown(msg("The sectors of the host are not known."))
        met = _shared(wanted, known)
        if not met:
            return Points(0, msg("None of your sectors is among the known ones of the host."))
        reason = msg("You share: {met}.", met=Listing(tuple(map(sector_name, met))))
        return Points(_share(len(met), len(wanted)), reason)

    def _language(self, cluster: Cluster) -> Points:
        wanted = tuple(dict.fromkeys(self.visitor.languages))
        if not wanted:
            return _not_asked(msg("You have not said in which languages you can work."))
        said = self.hosts.get(cluster.id)
        if said is not None and said.languages:
            met = _shared(wanted, said.languages)
            if not met:
                return Points(0, msg("You have no language in common with the host."))
            return Points(FULL_PERCENT, msg("The host works in: {met}.", met=_languages(met)))
        met = _shared(wanted, official_languages(cluster.country, cluster.host_region))
        if not met:
            return _unknown(msg("None of your languages is official there; what else is spoken is not known."))
        return Points(FULL_PERCENT, msg("Official there: {met}.", met=_languages(met)))

    def _distance(self, verdict: Verdict) -> Points:
        if not self.has_priority:
            return _not_asked(msg("The distance gives no priority here."))
        reason = _priority(verdict).reason
        if verdict.has_priority is None:
            return _unknown(reason)
        return Points(FULL_PERCENT if verdict.has_priority else 0, reason)

    def _sum(self, verdict: Verdict) -> Points:
        if self.highest_eur == 0:
            return _not_asked(msg("No host earns you a lump sum on these terms."))
        due = sum_eur(verdict)
        if due is None or self.highest_eur is None:
            return _unknown(msg("The lump sum is not known."))
        percent = _share(due, self.highest_eur)
        values: dict[str, Value] = {"sum": Euro(due), "highest": Euro(self.highest_eur)}
        if verdict.eligibility is Eligibility.UNDECIDED:
            return Points(percent, msg("{sum} if confirmed; the highest of these hosts is {highest}.", **values))
        return Points(percent, msg("{sum}; the highest of these hosts is {highest}.", **values))

    def _week(self, cluster: Cluster) -> Points:
        start, end = self.question.exchange.start, self.question.exchange.end
        if start is None or end is None:
            return _not_asked(msg("You have not said the days."))
        place = (cluster.country, cluster.host_region)
        if self.visitor.free:
            found = best_stay(place, start, end, self.visitor.free)
            if found is None:
                return Points(0, msg("A stay of this length fits into none of your free days."))
        else:
            found = stay_at(place, start, end)
        if found.working is None:
            return _unknown(msg("Which days are holidays there is not known."))
        percent = _share(found.working, found.possible) if found.possible else 0
        span = DaySpan(found.start, found.end)
        if not found.lost:
            return Points(percent, msg("No working day of {span} is lost to a holiday there.", span=span))
        reason = plural(
            "{n} working day of {span} is lost to a holiday there.",
            "{n} working days of {span} are lost to holidays there.",
            n=found.lost,
            span=span,
        )
        return Points(percent, reason)


def region_points(cluster: Cluster) -> Points:
    """Return what category and innovation rating of a host's region earn: half the points each.

    The rating is that of the newest edition that is known; the groups of its scale stand in equal steps.
    """
    category = cluster.fact("region_category").value if "region_category" in cluster.facts else ""
    rating = _newest_rating(cluster)
    known: list[Value] = []
    shares = []
    if category in _CATEGORY_PERCENT:
        known.append(CATEGORY_NAMES[category])
        shares.append(_CATEGORY_PERCENT[category])
    if rating is not None:
        names = rating_scale(rating.edition).names
        known.append(msg("{group} ({edition})", group=GROUP_NAMES[rating.group], edition=rating.edition))
        shares.append(_share(len(names) - 1 - names.index(rating.group), len(names) - 1))
    if not shares:
        return _unknown(msg("Neither category nor rating of the region is known."))
    percent = _share(sum(shares), 2 * FULL_PERCENT)
    if len(shares) == 1:
        reason = msg("Only this is known, for half of the points: {known}.", known=known[0])
        return Points(percent, reason, open_percent=FULL_PERCENT // 2)
    return Points(percent, msg("Half of the points each: {known}.", known=Listing(tuple(known))))


def _newest_rating(cluster: Cluster) -> Rating | None:
    ratings = [rating for rating in load_ratings() if rating.region == cluster.region and rating.group]
    return max(ratings, key=lambda rating: rating.edition, default=None)


def _priority(verdict: Verdict) -> Finding:
    return next(finding for finding in verdict.findings if finding.code == _PRIORITY)


def _shared(wanted: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    known = frozenset(there)
    return tuple(one for one in wanted if one in known)


def _purposes(codes: Iterable[str]) -> Listing:
    return Listing(tuple(map(purpose_name, codes)))


def _languages(codes: Iterable[str]) -> Listing:
    return Listing(tuple(LanguageName(code) for code in codes))
