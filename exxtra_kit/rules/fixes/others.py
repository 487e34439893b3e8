# SPDX-License-Identifier: BSD-3-Clause
"""Another host, another visitor: what is left where an obstacle is the organisation's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from exxtra_kit.catalogue import load_clusters
from exxtra_kit.errors import UnknownTownError
from exxtra_kit.geo import distance_km, find_town
from exxtra_kit.messages import Country, Kilometres, Message, msg
from exxtra_kit.models import OrganisationType, Role
from exxtra_kit.rules.fixes.change import Change, Kind, effect
from exxtra_kit.rules.words import type_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.models import Membership, Place, Verdict
    from exxtra_kit.rules.fixes.change import Say, Search

# Everything that a case file may say of one organisation and that does not hold of another.
_OWN_FACTS = (
    "name",
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
_HOST_CODES = ("OR102", "OR104", "OR106", "OR108", "OR110", "OR112", "OR114", "EX201", "EX207", "LS404")
_VISITOR_CODES = ("OR101", "OR105", "OR107", "OR109", "OR111", "OR113", "EX206")


@dataclass(frozen=True, slots=True)
class _Partner:
    """A partner cluster, at the centre of its town as the door would find it."""

    name: str
    type: OrganisationType
    membership: Membership
    country: str
    town: str
    place: Place


@lru_cache(maxsize=1)
def _partners() -> tuple[_Partner, ...]:
    """Return the partner clusters whose towns are known."""
    found = []
    for cluster in load_clusters():
        try:
            place = find_town(cluster.town, cluster.country).place
        except UnknownTownError:  # it could not be written into a case file
            continue
        found.append(_Partner(cluster.name, cluster.type, cluster.membership, cluster.country, cluster.town, place))
    return tuple(found)


@lru_cache
def _nearest_first(place: Place | None) -> tuple[_Partner, ...]:
    """Return the partner clusters in order of their distance from a place."""
    if place is None:
        return _partners()
    return tuple(sorted(_partners(), key=lambda partner: distance_km(place, partner.place)))


def _at(role: Role, partner: _Partner) -> dict[str, object]:
    """Return the fields of an organisation of which nothing is known but that it is where a partner cluster is."""
    return {
        **dict.fromkeys(f"{role}.{name}" for name in (*_OWN_FACTS, "lat", "lon")),
        f"{role}.country": partner.country,
        f"{role}.town": partner.town,
    }


def _partner_fields(role: Role, partner: _Partner) -> dict[str, object]:
    """Return the fields that put a partner cluster in an organisation's place."""
    return _at(role, partner) | {
        f"{role}.name": partner.name,
        f"{role}.type": str(partner.type),
        f"{role}.membership": str(partner.membership),
    }


def _kind_fields(search: Search, role: Role, kind: str) -> dict[str, object]:
    """Return the fields of an organisation of a kind that has the membership that is asked of it."""
    memberships = search.names("sufficient_memberships")
    return {f"{role}.type": kind, f"{role}.membership": next(iter(memberships), None)}


_OF_THE_OLD_HOST: dict[str, object] = {"exchange.host_region": None, "exchange.closed_days": None}


def _other_host(search: Search) -> Iterator[Change]:
    """Yield the partner clusters by their distance from the visitor, then hosts of the kinds that may host there."""
    case = search.case
    open_membership = case.host.membership is not None and search.leaves_open("OR104")
    no_sum = case.host.country is not None and search.leaves_open("LS402")
    if not open_membership and not no_sum and not search.refuses(*_HOST_CODES):
        return
    partners = [one for one in _nearest_first(case.visiting.place) if one.country != case.visiting.country]
    if no_sum:
        partners = [one for one in partners if one.country in search.table("ceiling_eur")]
    types = search.names("host_types")
    for partner in partners:
        if partner.type in types:
            yield Change(_partner_fields(Role.HOST, partner) | _OF_THE_OLD_HOST, _say_host(search, partner))
    if OrganisationType.CLUSTER_ORGANISATION not in types:
        for partner in partners:
            for kind in types:
                fields = _at(Role.HOST, partner) | _kind_fields(search, Role.HOST, kind) | _OF_THE_OLD_HOST
                yield Change(fields, _say_some_host(kind, partner))
    if no_sum:
        yield from _hosts_with_a_sum(search)


def _hosts_with_a_sum(search: Search) -> Iterator[Change]:
    """Yield the same kind of host in each country that has a sum; its town stays open."""
    sums = search.table("ceiling_eur")
    for country in sums:
        if country != search.case.visiting.country:
            gone = dict.fromkeys(f"host.{name}" for name in (*_OWN_FACTS, "town", "lat", "lon"))
            yield Change(gone | {"host.country": country} | _OF_THE_OLD_HOST, _say_country(country))


def _say_country(country: str) -> Say:
    return lambda after: msg(
        "Visit a host in a country with a published sum, such as {country}: {effect}.",
        country=Country(country),
        effect=effect(after),
    )


def _say_host(search: Search, partner: _Partner) -> Say:
    short = _short_of_km(search)
    name, town, country = partner.name, partner.town, Country(partner.country)

    def say(after: Verdict) -> Message:
        if short is None:
            return msg(
                "Visit {name} in {town}, {country}, instead: {effect}.",
                name=name,
                town=town,
                country=country,
                effect=effect(after),
            )
        lacking, threshold = short
        return msg(
            "This host is {short} short of {threshold}; visit {name} in {town}, {country}, instead: {effect}.",
            short=Kilometres(lacking),
            threshold=Kilometres(threshold),
            name=name,
            town=town,
            country=country,
            effect=effect(after),
        )

    return say


def _short_of_km(search: Search) -> tuple[float, int] | None:
    """Return how much nearer the host is than it may be, and that threshold; None where it is far enough."""
    distance = search.verdict.distance_km
    for code, name in (("EX207", "group_excluded_below_km"), ("LS404", "full_sum_from_km")):
        threshold = search.number(name)
        if distance is not None and threshold is not None and search.refuses(code):
            return round(threshold - distance, 1), threshold
    return None


def _say_some_host(kind: str, partner: _Partner) -> Say:
    return lambda after: msg(
        "Visit another host ({kind}), for example near {town}, {country}: {effect}.",
        kind=type_name(kind),
        town=partner.town,
        country=Country(partner.country),
        effect=effect(after),
    )


def _other_visitor(search: Search) -> Iterator[Change]:
    """Yield another organisation of the same place, or where its country does not take part, a partner cluster."""
    visiting = search.case.visiting
    if not search.refuses(*_VISITOR_CODES):
        return
    types = _kinds_to_visit(search)
    if not search.refuses("OR105"):
        gone = dict.fromkeys(f"{Role.VISITING}.{name}" for name in _OWN_FACTS)
        for kind in types:
            fields = gone | _kind_fields(search, Role.VISITING, kind) | {"visiting.previous_visits": 0}
            yield Change(fields, _say_visitor(search, kind))
        return
    for partner in _nearest_first(visiting.place):
        if partner.country == search.case.host.country:
            continue
        if partner.type in types:
            fields = _partner_fields(Role.VISITING, partner) | {"visiting.previous_visits": 0}
            yield Change(fields, _say_partner(partner.name, partner))
        else:
            for kind in types:
                fields = _at(Role.VISITING, partner) | _kind_fields(search, Role.VISITING, kind)
                yield Change(fields | {"visiting.previous_visits": 0}, _say_partner(type_name(kind), partner))


def _kinds_to_visit(search: Search) -> tuple[str, ...]:
    """Return the kinds that may visit: whom one knows first, a member's cluster organisation, or its member."""
    own, types = search.case.visiting.type, search.names("visiting_types")
    cluster, member = OrganisationType.CLUSTER_ORGANISATION, OrganisationType.SME
    first = member if own is cluster else cluster
    return tuple(sorted(types, key=lambda kind: (kind != first, kind == own)))


def _say_visitor(search: Search, kind: str) -> Say:
    has_visited, name = search.refuses("EX206"), type_name(kind)

    def say(after: Verdict) -> Message:
        if has_visited:
            return msg(
                "Let another organisation of your area visit that has not visited yet ({kind}): {effect}.",
                kind=name,
                effect=effect(after),
            )
        if kind == OrganisationType.CLUSTER_ORGANISATION:
            return msg(
                "Let another organisation of your area visit, such as your cluster organisation: {effect}.",
                effect=effect(after),
            )
        return msg("Let another organisation of your area visit ({kind}): {effect}.", kind=name, effect=effect(after))

    return say


def _say_partner(name: Message | str, partner: _Partner) -> Say:
    return lambda after: msg(
        "Let an organisation in a participating country visit, such as {name} in {town}, {country}: {effect}.",
        name=name,
        town=partner.town,
        country=Country(partner.country),
        effect=effect(after),
    )


KINDS = (
    Kind(frozenset({*_HOST_CODES, "EX203", "LS402", "LS403"}), _other_host),
    Kind(frozenset({*_VISITOR_CODES, "OR103", "EX201", "LS404"}), _other_visitor),
)
"""Another host, another visitor."""
