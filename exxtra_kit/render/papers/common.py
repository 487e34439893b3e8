# SPDX-License-Identifier: BSD-3-Clause
"""What several papers say: who visits whom and when, how the exchange stands, who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Country, Kilometres, Listing, msg
from exxtra_kit.models import Eligibility, ExchangeForm, Outcome
from exxtra_kit.planning import Party
from exxtra_kit.render.papers.blocks import Box, Fact, Facts, Note, Points, Signatures
from exxtra_kit.rules.words import TYPE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from exxtra_kit.messages import Message, Value
    from exxtra_kit.models import Case, Organisation, Verdict
    from exxtra_kit.render.papers.blocks import Block
    from exxtra_kit.render.papers.facts import PlanFacts
    from exxtra_kit.render.papers.speaking import Say

FORMS: dict[ExchangeForm, Message] = {
    ExchangeForm.PHYSICAL: msg("physical"),
    ExchangeForm.VIRTUAL: msg("virtual"),
}
# A step of the sum refuses no exchange.
_CONDITIONS = ("OR", "EX")


def name_of(organisation: Organisation, otherwise: Message) -> Value:
    """Return the name of an organisation, or what stands for it."""
    return organisation.name.strip() or otherwise


def subject(case: Case) -> Message:
    """Return who visits whom."""
    return msg(
        "{visitor} visits {host}",
        visitor=name_of(case.visiting, msg("The visitor")),
        host=name_of(case.host, msg("the host")),
    )


def place_of(organisation: Organisation) -> Value | None:
    """Return where an organisation is, as far as it is known."""
    town = organisation.place.town if organisation.place else None
    country = Country(organisation.country) if organisation.country else None
    if town and country:
        return msg("{town}, {country}", town=town, country=country)
    return town or country


def organisation_words(organisation: Organisation) -> Value | None:
    """Return name, kind and place of an organisation, as far as they are known."""
    kind = TYPE_NAMES[organisation.type] if organisation.type else None
    parts = [part for part in (organisation.name.strip(), kind, place_of(organisation)) if part]
    match parts:
        case []:
            return None
        case [one]:
            return one
        case [one, two]:
            return msg("{one}, {two}", one=one, two=two)
        case _:
            return msg("{name}, {kind}, {place}", name=parts[0], kind=parts[1], place=parts[2])


def exchange_facts(case: Case, verdict: Verdict, say: Say, partnerships: Iterable[Party] = ()) -> Facts:
    """Return who visits whom, when, and how far that is.

    Args:
        case: The exchange.
        verdict: What the rules say of it.
        say: The languages.
        partnerships: Which partnerships have a line to write on: no case file names them.
    """
    stay, km = case.exchange, verdict.distance_km
    rows = [
        say.fact(Party.VISITING_ORGANISATION.label, organisation_words(case.visiting)),
        say.fact(Party.HOST_ORGANISATION.label, organisation_words(case.host)),
    ]
    rows += [Fact(say(party.label)) for party in partnerships]
    rows += [
        say.fact(msg("First day at the host"), stay.start),
        say.fact(msg("Last day at the host"), stay.end),
        say.fact(msg("Working days at the host"), verdict.working_days),
    ]
    if stay.travel_days:
        rows.append(say.fact(msg("Travel days inside the stay"), Listing(stay.travel_days)))
    rows.append(say.fact(msg("Form"), FORMS[stay.form]))
    if stay.form is ExchangeForm.PHYSICAL:
        rows.append(say.fact(msg("Distance"), None if km is None else Kilometres(km)))
    if stay.group_visitors is not None:
        rows.append(say.fact(msg("Visitors in the group"), stay.group_visitors))
    return Facts(tuple(rows))


def standing_blocks(verdict: Verdict, say: Say) -> list[Block]:
    """Return what must stand at the top of a paper whose exchange is not eligible, or not decided; nothing else."""
    match verdict.eligibility:
        case Eligibility.ELIGIBLE:
            return []
        case Eligibility.NOT_ELIGIBLE:
            told = msg(
                "By the rules as they are known, this exchange is not eligible: nothing is paid for it. Not met:"
            )
            found = [one for one in verdict.with_outcome(Outcome.NOT_MET) if one.code.startswith(_CONDITIONS)]
        case _:
            told = msg("Whether this exchange is eligible is not decided yet, so no sum is promised here. Still open:")
            found = list(verdict.with_outcome(Outcome.UNDECIDED))
    return [Note(say(told), is_warning=True), Points(tuple(say(one.question) for one in found))]


def signatures(facts: PlanFacts, parties: Iterable[Party], signed: Mapping[Party, date | None], say: Say) -> Signatures:
    """Return room for signatures.

    Args:
        facts: The exchange.
        parties: Who signs.
        signed: Who has signed already, and when; None where the day was not noted.
        say: The languages.
    """
    names = {
        Party.VISITING_ORGANISATION: facts.case.visiting.name.strip(),
        Party.HOST_ORGANISATION: facts.case.host.name.strip(),
    }
    boxes = []
    for party in parties:
        name, day = names.get(party, ""), signed.get(party)
        state = msg("Noted as signed on {day}", day=day) if day else msg("Noted as signed")
        boxes.append(Box(say(party.label), say.own(name) if name else (), say(state) if party in signed else ()))
    return Signatures(
        tuple(boxes),
        (say(msg("Organisation")), say(msg("Name and function")), say(msg("Place and day")), say(msg("Signature"))),
    )


def note_of_signatures(say: Say) -> Note:
    """Return who signs where one partnership looks after both sides."""
    return Note(say(msg("One partnership may look after both organisations; it then signs for both sides.")))
