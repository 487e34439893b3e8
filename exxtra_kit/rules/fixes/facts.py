# SPDX-License-Identifier: BSD-3-Clause
"""Changes of what is stated: memberships, kinds, sizes, establishments, representatives, purposes, groups, sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.fields import LONGEST_LIST
from exxtra_kit.messages import Country, Euro, Message, msg
from exxtra_kit.models import Eligibility, ExchangeForm, Membership, OrganisationType, Role
from exxtra_kit.rules.fixes.change import Change, Kind, effect
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, purpose_name, support_kind_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exxtra_kit.models import Organisation, Verdict
    from exxtra_kit.rules.fixes.change import Search


def organisation(search: Search, role: Role) -> Organisation:
    """Return the organisation on one side."""
    return search.case.visiting if role is Role.VISITING else search.case.host


def _for(role: Role, changes: Callable[[Search, Role], Iterator[Change]]) -> Callable[[Search], Iterator[Change]]:
    """Look for the same changes on one side."""
    return lambda search: changes(search, role)


def _membership(search: Search) -> Iterator[Change]:
    visitor = search.case.visiting
    if not search.refuses("OR103") and not search.leaves_open("OR103"):
        return
    for code in search.names("sufficient_memberships"):
        if visitor.type is not None and code != visitor.membership:
            yield Change(
                {"visiting.membership": code}, _say_member(Membership(code), is_stated=bool(visitor.membership))
            )


def _say_member(membership: Membership, *, is_stated: bool) -> Callable[[Verdict], Message]:
    def say(after: Verdict) -> Message:
        if membership is not Membership.ECCP_CLUSTER:
            return msg("Become a {status}: {effect}.", status=MEMBERSHIP_NAMES[membership], effect=effect(after))
        if is_stated:
            return msg("Join a cluster with a profile on the European platform: {effect}.", effect=effect(after))
        return msg(
            "If you are a member of a cluster with a profile on the European platform: {effect}.", effect=effect(after)
        )

    return say


def _host_membership(search: Search) -> Iterator[Change]:
    """Look only where nothing is stated: a visitor can't have its host join a cluster."""
    host = search.case.host
    if host.type is None or host.membership is not None or not search.leaves_open("OR104"):
        return
    for code in search.names("sufficient_memberships"):
        yield Change({"host.membership": code}, _say_host_member(Membership(code)))


def _say_host_member(membership: Membership) -> Callable[[Verdict], Message]:
    return lambda after: msg(
        "If the host is a {status}: {effect}.", status=MEMBERSHIP_NAMES[membership], effect=effect(after)
    )


def _support_kind(search: Search, role: Role) -> Iterator[Change]:
    if search.refuses("OR107" if role is Role.VISITING else "OR108"):
        for code in search.names("support_kinds"):
            yield Change({f"{role}.support_kind": code}, _say_support_kind(role, code))


def _say_support_kind(role: Role, code: str) -> Callable[[Verdict], Message]:
    def say(after: Verdict) -> Message:
        kind = support_kind_name(code)
        if role is Role.VISITING:
            return msg(
                "If another kind fits the visitor better, state that ({kind}): {effect}.",
                kind=kind,
                effect=effect(after),
            )
        return msg(
            "If another kind fits the host better, state that ({kind}): {effect}.", kind=kind, effect=effect(after)
        )

    return say


def _large_company(search: Search, role: Role) -> Iterator[Change]:
    """A company that is too large for an SME is a large company, which some programmes let take part."""
    types = search.names("visiting_types" if role is Role.VISITING else "host_types")
    large = OrganisationType.LARGE_COMPANY
    if search.refuses("OR109" if role is Role.VISITING else "OR110") and large in types:
        yield Change({f"{role}.type": str(large)}, _say_large)


def _say_large(after: Verdict) -> Message:
    return msg("Large companies may take part, too: state it as one: {effect}.", effect=effect(after))


def _registered(search: Search, role: Role) -> Iterator[Change]:
    own = organisation(search, role)
    if own.country is not None and search.refuses("OR111" if role is Role.VISITING else "OR112"):
        yield Change(
            {f"{role}.registered_in": (own.country, *own.registered_in)[:LONGEST_LIST]},
            _say_registered(role, own.country),
        )


def _say_registered(role: Role, country: str) -> Callable[[Verdict], Message]:
    def say(after: Verdict) -> Message:
        place = Country(country)
        if role is Role.VISITING:
            return msg(
                "If the visitor has a registered establishment in {country}, too, state it: {effect}.",
                country=place,
                effect=effect(after),
            )
        return msg(
            "If the host has a registered establishment in {country}, too, state it: {effect}.",
            country=place,
            effect=effect(after),
        )

    return say


def _representative(search: Search, role: Role) -> Iterator[Change]:
    code = "OR113" if role is Role.VISITING else "OR114"
    own = organisation(search, role)
    if own.representative_nationality is None or not (search.refuses(code) or search.leaves_open(code)):
        return
    countries = search.names("participating_countries")
    country = own.country if own.country in countries else next(iter(countries), None)
    if country is not None:
        fields: dict[str, object] = dict.fromkeys(
            f"{role}.representative_{name}" for name in ("days", "permit", "business")
        )
        yield Change({f"{role}.representative_nationality": country} | fields, _say_representative(role, country))


def _say_representative(role: Role, country: str) -> Callable[[Verdict], Message]:
    def say(after: Verdict) -> Message:
        place = Country(country)
        if role is Role.VISITING:
            return msg(
                "Let somebody else represent the visitor, a national of {country}: {effect}.",
                country=place,
                effect=effect(after),
            )
        return msg(
            "Let somebody else represent the host, a national of {country}: {effect}.",
            country=place,
            effect=effect(after),
        )

    return say


def _purpose(search: Search) -> Iterator[Change]:
    if search.refuses("EX209"):
        for code in search.names("purposes"):
            yield Change(
                {"exchange.purposes": (code, *search.case.exchange.purposes)[:LONGEST_LIST]}, _say_purpose(code)
            )


def _say_purpose(code: str) -> Callable[[Verdict], Message]:
    return lambda after: msg(
        "If the exchange has a purpose of the scheme, too, state it ({purpose}): {effect}.",
        purpose=purpose_name(code),
        effect=effect(after),
    )


def _alone(search: Search) -> Iterator[Change]:
    if search.refuses("EX207", "EX210"):
        yield Change(
            {"exchange.group_visitors": 1},
            lambda after: msg("Visit alone, not in a group: {effect}.", effect=effect(after)),
        )


def _partnership_sum(search: Search) -> Iterator[Change]:
    allowed = search.finding("LS407").facts.get("allowed_eur")
    if isinstance(allowed, int) and (search.refuses("LS407") or search.leaves_open("LS407")):
        yield Change(
            {"exchange.partnership_sum_eur": allowed},
            lambda after: msg("Ask your partnership to set {sum}: {effect}.", sum=Euro(allowed), effect=effect(after)),
        )


def _virtual(search: Search) -> Iterator[Change]:
    is_refused = search.verdict.eligibility is Eligibility.NOT_ELIGIBLE
    if search.case.exchange.form is ExchangeForm.PHYSICAL and (is_refused or search.leaves_open("EX211")):
        yield Change(
            {"exchange.form": str(ExchangeForm.VIRTUAL)},
            lambda after: msg("Make it a virtual exchange: {effect}.", effect=effect(after)),
        )


KINDS = (
    Kind(frozenset({"EX209"}), _purpose),
    Kind(frozenset({"LS407"}), _partnership_sum),
    Kind(frozenset({"EX207", "EX210"}), _alone),
    Kind(frozenset({"OR103"}), _membership),
    Kind(frozenset({"OR104"}), _host_membership),
    Kind(frozenset({"OR107"}), _for(Role.VISITING, _support_kind)),
    Kind(frozenset({"OR108"}), _for(Role.HOST, _support_kind)),
    Kind(frozenset({"OR109"}), _for(Role.VISITING, _large_company)),
    Kind(frozenset({"OR110"}), _for(Role.HOST, _large_company)),
    Kind(frozenset({"OR111"}), _for(Role.VISITING, _registered)),
    Kind(frozenset({"OR112"}), _for(Role.HOST, _registered)),
    Kind(frozenset({"OR113"}), _for(Role.VISITING, _representative)),
    Kind(frozenset({"OR114"}), _for(Role.HOST, _representative)),
)
"""The kinds of changes of what is stated."""
VIRTUAL = Kind(frozenset({"EX203", "EX205", "EX206", "EX207", "EX211"}), _virtual)
"""To travel nowhere, the last that one wants."""
