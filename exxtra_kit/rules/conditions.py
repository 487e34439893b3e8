# SPDX-License-Identifier: BSD-3-Clause
"""OR107 to OR114: what is asked of an organisation only where it applies, or where the fact is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, Euro, Listing, Value, msg
from exxtra_kit.models import OrganisationType, Outcome, Role
from exxtra_kit.rules.core import Answer, Rule, Situation, missing, not_checked
from exxtra_kit.rules.words import SUPPORT_KIND_NAMES, support_kind_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from exxtra_kit.messages import Message
    from exxtra_kit.models import Organisation
    from exxtra_kit.parameters import Law

    Asked = Callable[[Situation, Law], Answer]


def _of(role: Role, answer: Callable[[Organisation, Law], Answer]) -> Asked:
    """Ask the same question of one side's organisation."""

    def ask(situation: Situation, law: Law) -> Answer:
        return answer(situation.organisation(role), law)

    return ask


def support_kind(organisation: Organisation, law: Law) -> Answer:
    """R2: research centres, fab labs, hubs, incubators and the like count as scaling-up support organisations."""
    if organisation.type is None:
        return not_checked(msg("Not checked: it is not stated what kind of organisation this is."))
    if organisation.type is not OrganisationType.SCALING_UP_SUPPORT_ORGANISATION:
        return Answer(Outcome.NOT_APPLICABLE, msg("This is asked only of scaling-up support organisations."))
    if organisation.support_kind is None:
        return not_checked(
            msg(
                "Not checked: what it does is not stated; that it is a scaling-up support organisation is taken "
                "as stated."
            )
        )
    allowed = law.names("support_kinds")
    facts = {"support_kind": organisation.support_kind}
    kind = SUPPORT_KIND_NAMES[organisation.support_kind]
    if organisation.support_kind in allowed:
        return Answer(Outcome.MET, msg("This counts as a scaling-up support organisation: {kind}.", kind=kind), facts)
    return Answer(
        Outcome.NOT_MET,
        msg(
            "This does not count as a scaling-up support organisation: {kind}. These do: {allowed}.",
            kind=kind,
            allowed=Listing(tuple(support_kind_name(code) for code in allowed)),
        ),
        facts,
    )


def sme_size(organisation: Organisation, law: Law) -> Answer:
    """R7: fewer than 250 staff, and a turnover or a balance sheet within its limit."""
    if organisation.type is None:
        return not_checked(msg("Not checked: it is not stated what kind of organisation this is."))
    if organisation.type is not OrganisationType.SME:
        return Answer(Outcome.NOT_APPLICABLE, msg("This is asked only of small and medium-sized companies."))
    staff, turnover, balance = organisation.staff, organisation.turnover_eur, organisation.balance_sheet_eur
    staff_below = law.number("sme_staff_below")
    turnover_limit, balance_limit = law.number("sme_turnover_eur"), law.number("sme_balance_sheet_eur")
    facts = {"staff": staff, "turnover_eur": turnover, "balance_sheet_eur": balance}
    if staff is not None and staff >= staff_below:
        return Answer(
            Outcome.NOT_MET,
            msg("A company with {staff} staff is no SME: fewer than {limit} are.", staff=staff, limit=staff_below),
            facts,
        )
    values: dict[str, Value] = {"turnover": Euro(turnover_limit), "balance": Euro(balance_limit)}
    if turnover is not None and turnover > turnover_limit and balance is not None and balance > balance_limit:
        reason = msg("No SME: its turnover is above {turnover} and its balance sheet above {balance}.", **values)
        return Answer(Outcome.NOT_MET, reason, facts, parameter="sme_turnover_eur")
    is_small = (turnover is not None and turnover <= turnover_limit) or (
        balance is not None and balance <= balance_limit
    )
    if staff is not None and is_small:
        reason = msg(
            "An SME: {staff} staff, fewer than {limit}; and turnover or balance sheet within {turnover} or {balance}.",
            staff=staff,
            limit=staff_below,
            **values,
        )
        return Answer(Outcome.MET, reason, facts)
    return not_checked(
        msg(
            "Not checked: number of staff and turnover or balance sheet are not all stated; that it is an SME is "
            "taken as stated. An SME has fewer than {limit} staff, and a turnover of at most {turnover} or a balance "
            "sheet of at most {balance}.",
            limit=staff_below,
            **values,
        )
    )


def residence(organisation: Organisation, law: Law) -> Answer:
    """R9: it resides where it is registered; registered in several countries, where it is based."""
    if not organisation.registered_in:
        return not_checked(
            msg(
                "Not checked: in which countries it has a registered establishment is not stated; the country given "
                "is taken as its residence."
            )
        )
    if organisation.country is None:
        return missing(msg("It is registered somewhere, but the country in which it is based is not stated."))
    facts = {"country": organisation.country, "registered_in": organisation.registered_in}
    registered = Listing(tuple(Country(code) for code in organisation.registered_in))
    based = Country(organisation.country)
    if organisation.country in organisation.registered_in or not law.flag("registered_residence"):
        return Answer(
            Outcome.MET,
            msg(
                "It resides in {based}: based there, and registered there ({registered}).",
                based=based,
                registered=registered,
            ),
            facts,
        )
    return Answer(
        Outcome.NOT_MET,
        msg(
            "It has no registered establishment in {based}, only in this: {registered}. An organisation resides "
            "where it is registered.",
            based=based,
            registered=registered,
        ),
        facts,
    )


def representative(organisation: Organisation, law: Law) -> Answer:
    """R10: nationality doesn't matter, but a foreign representative needs time, a permit and a business there."""
    nationality = organisation.representative_nationality
    if nationality is None:
        return not_checked(
            msg(
                "Not checked: the nationality of the representative is not stated. It matters only for somebody who "
                "is no national of a participating country."
            )
        )
    needed = law.number("foreign_representative_days")
    days, permit = organisation.representative_days, organisation.representative_permit
    business = organisation.representative_business
    facts = {
        "representative_nationality": nationality,
        "representative_days": days,
        "representative_permit": permit,
        "representative_business": business,
    }
    country = Country(nationality)
    if nationality in law.names("participating_countries"):
        return Answer(
            Outcome.MET,
            msg("The representative is a national of {country}, a participating country.", country=country),
            facts,
        )
    lacking: list[Value] = []
    if days is not None and days < needed:
        lacking.append(msg("{needed} days in a participating country (stated: {days})", needed=needed, days=days))
    if permit is False:
        lacking.append(msg("a residence permit"))
    if business is False:
        lacking.append(msg("a business started or intended there"))
    if lacking:
        return Answer(
            Outcome.NOT_MET,
            msg(
                "The representative is a national of {country}, which does not take part, and lacks: {lacking}.",
                country=country,
                lacking=Listing(tuple(lacking)),
            ),
            facts,
        )
    if days is None or permit is None or business is None:
        return missing(
            msg(
                "The representative is a national of {country}, which does not take part. Such a person needs "
                "{needed} days in a participating country, a residence permit, and a business started or intended "
                "there; not all of this is stated.",
                country=country,
                needed=needed,
            ),
            **facts,
        )
    return Answer(
        Outcome.MET,
        msg(
            "The representative has spent {days} days in a participating country, of {needed} needed, with permit "
            "and business.",
            days=days,
            needed=needed,
        ),
        facts,
    )


def _pair(
    codes: tuple[str, str],
    rule: str,
    parameter: str,
    answer: Callable[[Organisation, Law], Answer],
    *,
    fields: tuple[str, ...],
    questions: tuple[Message, Message],
) -> tuple[Rule, Rule]:
    """Make the same rule for both sides."""
    one, other = (
        Rule(
            code,
            rule,
            question,
            parameter,
            _of(role, answer),
            reads=tuple(f"{role}.{name}" for name in fields),
            affects=tuple(f"{role}.{name}" for name in fields),
        )
        for code, question, role in zip(codes, questions, (Role.VISITING, Role.HOST), strict=True)
    )
    return one, other


RULES = (
    *_pair(
        ("OR107", "OR108"),
        "R2",
        "support_kinds",
        support_kind,
        fields=("type", "support_kind"),
        questions=(
            msg("Does the visitor count as a scaling-up support organisation?"),
            msg("Does the host count as a scaling-up support organisation?"),
        ),
    ),
    *_pair(
        ("OR109", "OR110"),
        "R7",
        "sme_staff_below",
        sme_size,
        fields=("type", "staff", "turnover_eur", "balance_sheet_eur"),
        questions=(msg("Is the visitor small enough for an SME?"), msg("Is the host small enough for an SME?")),
    ),
    *_pair(
        ("OR111", "OR112"),
        "R9",
        "registered_residence",
        residence,
        fields=("country", "registered_in"),
        questions=(
            msg("Is the visitor registered where it is based?"),
            msg("Is the host registered where it is based?"),
        ),
    ),
    *_pair(
        ("OR113", "OR114"),
        "R10",
        "foreign_representative_days",
        representative,
        fields=(
            "representative_nationality",
            "representative_days",
            "representative_permit",
            "representative_business",
        ),
        questions=(
            msg("May the visitor's representative take part?"),
            msg("May the host's representative take part?"),
        ),
    ),
)
