# SPDX-License-Identifier: BSD-3-Clause
"""OR1xx: may these organisations visit and host?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, Listing, msg
from exxtra_kit.models import Organisation, Outcome, Role
from exxtra_kit.rules.core import Answer, Rule, Situation, missing
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, TYPE_NAMES, type_name

if TYPE_CHECKING:
    from exxtra_kit.parameters import Law


def visiting_type(situation: Situation, law: Law) -> Answer:
    """R1: cluster organisations, business networks, SMEs and scaling-up support organisations visit."""
    organisation = situation.case.visiting
    if organisation.type is None:
        return missing(msg("It is not stated what kind of organisation the visitor is."))
    allowed = law.names("visiting_types")
    facts = {"visiting.type": organisation.type}
    kind = TYPE_NAMES[organisation.type]
    if organisation.type in allowed:
        return Answer(Outcome.MET, msg("A visitor of this kind may take part: {kind}.", kind=kind), facts)
    note = None
    if organisation.type in law.names("disputed_visiting_types"):
        note = msg("Some partnerships of this programme do let it visit: ask yours.")
    return Answer(
        Outcome.NOT_MET,
        msg(
            "A visitor of this kind may not take part: {kind}. Visitors are: {allowed}.",
            kind=kind,
            allowed=Listing(tuple(type_name(code) for code in allowed)),
        ),
        facts,
        note,
    )


def host_type(situation: Situation, law: Law) -> Answer:
    """R3: in the pilot the same kinds of organisation host; in the second generation more of them."""
    organisation = situation.case.host
    if organisation.type is None:
        return missing(msg("It is not stated what kind of organisation the host is."))
    allowed = law.names("host_types")
    facts = {"host.type": organisation.type}
    kind = TYPE_NAMES[organisation.type]
    if organisation.type in allowed:
        return Answer(Outcome.MET, msg("A host of this kind may take part: {kind}.", kind=kind), facts)
    return Answer(
        Outcome.NOT_MET,
        msg(
            "A host of this kind may not take part: {kind}. Hosts are: {allowed}.",
            kind=kind,
            allowed=Listing(tuple(type_name(code) for code in allowed)),
        ),
        facts,
    )


def visiting_membership(situation: Situation, law: Law) -> Answer:
    """R5: companies and support organisations visit only as members of a cluster."""
    organisation = situation.case.visiting
    early = _membership_not_asked(organisation, law)
    if early:
        return early
    if organisation.membership is None:
        return missing(msg("It is not stated whether the visitor is a member of a cluster."))
    facts = {"visiting.type": organisation.type, "visiting.membership": organisation.membership}
    status = MEMBERSHIP_NAMES[organisation.membership]
    if organisation.membership in law.names("sufficient_memberships"):
        return Answer(Outcome.MET, msg("The visitor is a {status}.", status=status), facts)
    if organisation.membership in law.names("disputed_memberships"):
        return Answer(
            Outcome.UNDECIDED,
            msg(
                "The visitor is a {status}. One partnership says that this is not enough, another accepts it: "
                "ask your partnership.",
                status=status,
            ),
            facts,
            parameter="disputed_memberships",
        )
    return Answer(
        Outcome.NOT_MET,
        msg(
            "The visitor is {status}. A {kind} takes part only as a member of a cluster with a profile on the "
            "European platform.",
            status=status,
            kind=TYPE_NAMES[organisation.type] if organisation.type else "",
        ),
        facts,
    )


def host_membership(situation: Situation, law: Law) -> Answer:
    """R5 and R6: the same for hosts, but a company outside may be approved as a host, one by one."""
    organisation = situation.case.host
    early = _membership_not_asked(organisation, law)
    if early:
        return early
    if organisation.membership is None:
        return missing(msg("It is not stated whether the host is a member of a cluster."))
    facts = {"host.type": organisation.type, "host.membership": organisation.membership}
    status = MEMBERSHIP_NAMES[organisation.membership]
    if organisation.membership in law.names("sufficient_memberships"):
        return Answer(Outcome.MET, msg("The host is a {status}.", status=status), facts)
    if organisation.membership in law.names("disputed_memberships"):
        return Answer(
            Outcome.UNDECIDED,
            msg(
                "The host is a {status}. One partnership says that this is not enough, another accepts it: "
                "ask your partnership.",
                status=status,
            ),
            facts,
            parameter="disputed_memberships",
        )
    if organisation.type in law.names("exceptional_host_types"):
        return Answer(
            Outcome.UNDECIDED,
            msg(
                "The host is {status}. In exceptional cases such a host is approved one by one, beforehand: "
                "ask your partnership.",
                status=status,
            ),
            facts,
            parameter="exceptional_host_types",
        )
    return Answer(
        Outcome.NOT_MET,
        msg("The host is {status}. It takes part only as a member of a cluster with a profile.", status=status),
        facts,
    )


def _membership_not_asked(organisation: Organisation, law: Law) -> Answer | None:
    """Return the answer where membership doesn't matter, or the type is not known."""
    if organisation.type is None:
        return missing(msg("Whether membership is needed depends on the kind of organisation, which is not stated."))
    if organisation.type in law.names("types_needing_membership"):
        return None
    return Answer(
        Outcome.NOT_APPLICABLE,
        msg("No membership is asked of this kind of organisation: {kind}.", kind=TYPE_NAMES[organisation.type]),
        {"type": organisation.type},
        parameter="types_needing_membership",
    )


def visiting_country(situation: Situation, law: Law) -> Answer:
    """R8: the visitor resides in a participating country."""
    return _country(Role.VISITING, situation.case.visiting, law)


def host_country(situation: Situation, law: Law) -> Answer:
    """R8: the host resides in a participating country."""
    return _country(Role.HOST, situation.case.host, law)


def _country(role: Role, organisation: Organisation, law: Law) -> Answer:
    code = organisation.country
    if code is None:
        return missing(
            msg("The visitor's country is not stated.")
            if role is Role.VISITING
            else msg("The host's country is not stated.")
        )
    facts = {f"{role}.country": code}
    country = Country(code)
    if code in law.names("participating_countries"):
        note = None
        if code in law.names("countries_to_confirm"):
            note = msg(
                "That {country} takes part rests on the presentation of the partnership alone: confirm it with yours.",
                country=country,
            )
        return Answer(Outcome.MET, msg("{country} is a participating country.", country=country), facts, note)
    note = None
    if code in law.names("disputed_countries"):
        note = msg(
            "Another official source does list {country}: ask your partnership.",
            country=country,
        )
    return Answer(
        Outcome.NOT_MET,
        msg("{country} is not in the programme's list of participating countries.", country=country),
        facts,
        note,
    )


RULES = (
    Rule(
        "OR101",
        "R1",
        msg("May an organisation of this kind visit?"),
        "visiting_types",
        visiting_type,
        reads=("visiting.type",),
        affects=("visiting.type",),
    ),
    Rule(
        "OR102",
        "R3",
        msg("May an organisation of this kind host?"),
        "host_types",
        host_type,
        reads=("host.type",),
        affects=("host.type",),
    ),
    Rule(
        "OR103",
        "R5",
        msg("Is the visitor a member of a cluster, where that is needed?"),
        "sufficient_memberships",
        visiting_membership,
        reads=("visiting.type", "visiting.membership"),
        affects=("visiting.type", "visiting.membership"),
    ),
    Rule(
        "OR104",
        "R6",
        msg("Is the host a member of a cluster, where that is needed?"),
        "sufficient_memberships",
        host_membership,
        reads=("host.type", "host.membership"),
        affects=("host.type", "host.membership"),
    ),
    Rule(
        "OR105",
        "R8",
        msg("Does the visitor reside in a participating country?"),
        "participating_countries",
        visiting_country,
        reads=("visiting.country",),
        affects=("visiting.country",),
    ),
    Rule(
        "OR106",
        "R8",
        msg("Does the host reside in a participating country?"),
        "participating_countries",
        host_country,
        reads=("host.country",),
        affects=("host.country",),
    ),
)
