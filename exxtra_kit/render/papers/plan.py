# SPDX-License-Identifier: BSD-3-Clause
"""The papers of the plan: profile, agenda, Commitment to Quality."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from exxtra_kit.matching.names import sector_name
from exxtra_kit.messages import Country, DaySpan, Listing, msg
from exxtra_kit.planning import SIGNATORIES, Party, in_order
from exxtra_kit.render.papers.blocks import Column, Fact, Facts, Heading, Note, Points, Table, Text
from exxtra_kit.render.papers.common import exchange_facts, note_of_signatures, signatures, standing_blocks
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, TYPE_NAMES

if TYPE_CHECKING:
    from exxtra_kit.messages import Message, Value
    from exxtra_kit.models import Organisation
    from exxtra_kit.planning import Activity, Profile
    from exxtra_kit.render.papers.blocks import Block
    from exxtra_kit.render.papers.facts import PlanFacts
    from exxtra_kit.render.papers.speaking import Say

_OBJECTIVES = msg("Objectives")
_AGENDA = msg("Agenda")
_SPOKEN = msg("Working languages")


def profile_blocks(facts: PlanFacts, say: Say) -> list[Block]:
    """Return who the visitor is, and who the host is if it said anything of itself."""
    blocks = _profile(Party.VISITING_ORGANISATION.label, facts.case.visiting, facts.profile, say)
    if not facts.host_profile.is_empty:
        blocks += _profile(Party.HOST_ORGANISATION.label, facts.case.host, facts.host_profile, say)
    return blocks


def _profile(title: Message, organisation: Organisation, profile: Profile, say: Say) -> list[Block]:
    def listed(values: list[Value]) -> Value | None:
        return Listing(tuple(values)) if values else None

    place = organisation.place
    rows = [
        say.fact(msg("Name"), organisation.name),
        say.fact(msg("Kind of organisation"), TYPE_NAMES[organisation.type] if organisation.type else None),
        say.fact(msg("Country of residence"), Country(organisation.country) if organisation.country else None),
        say.fact(msg("Town"), place.town if place else None),
        say.fact(msg("Membership"), MEMBERSHIP_NAMES[organisation.membership] if organisation.membership else None),
        say.fact(msg("Website"), profile.website),
        say.fact(msg("Contact"), profile.contact),
        say.fact(msg("Sectors"), listed([sector_name(code) for code in profile.sectors])),
        say.fact(msg("Offers"), listed([kind.label for kind in profile.offers])),
        say.fact(msg("Looks for"), listed([kind.label for kind in profile.looks_for])),
    ]
    names = say.each(lambda language: language.listing([language.language_name(code) for code in profile.languages]))
    spoken = Fact(say(_SPOKEN), names) if profile.languages else say.fact(_SPOKEN, None)
    free = listed([DaySpan(period.start, period.end) for period in profile.free])
    rows += [spoken, say.fact(msg("Could travel or receive somebody"), free)]
    about: list[Block] = [Text(say.own(profile.about))] if profile.about else []
    return [Heading(say(title)), *about, Facts(tuple(rows))]


def agenda_blocks(facts: PlanFacts, say: Say) -> list[Block]:
    """Return objectives and agenda."""
    return [
        *standing_blocks(facts.verdict, say),
        exchange_facts(facts.case, facts.verdict, say),
        *_objectives(facts, say),
        *_agenda(facts, say),
    ]


def commitment_blocks(facts: PlanFacts, say: Say) -> list[Block]:
    """Return what visitor, host and their partnerships commit themselves to."""
    days = facts.progress.days
    signed = {party: days.get(f"signed:{party}") for party in SIGNATORIES if party in facts.progress.signed}
    return [
        *standing_blocks(facts.verdict, say),
        Text(
            say(
                msg(
                    "The visiting organisation and the host organisation agree on the objectives, the agenda and the "
                    "duties below. Their partnerships have read them and agree."
                )
            )
        ),
        exchange_facts(facts.case, facts.verdict, say, (Party.VISITING_PARTNERSHIP, Party.HOST_PARTNERSHIP)),
        *_objectives(facts, say),
        *_agenda(facts, say),
        Heading(say(msg("Duties"))),
        *_duties(facts, say),
        Heading(say(msg("Signatures"))),
        signatures(facts, SIGNATORIES, signed, say),
        note_of_signatures(say),
    ]


def _objectives(facts: PlanFacts, say: Say) -> list[Block]:
    titles = tuple(say.own(objective.title) for objective in facts.objectives)
    stated = Points(titles) if titles else Note(say(msg("No objectives are stated yet.")))
    return [Heading(say(_OBJECTIVES)), stated]


def _agenda(facts: PlanFacts, say: Say) -> list[Block]:
    blocks: list[Block] = [Heading(say(_AGENDA))]
    if not facts.agenda:
        return [*blocks, Note(say(msg("Nothing is planned yet.")))]
    columns = (
        Column(say(msg("Time")), 2),
        Column(say(msg("Activity")), 5),
        Column(say(msg("Place")), 3),
        Column(say(msg("Objective")), 4),
    )
    for day, activities in groupby(in_order(facts.agenda), key=lambda activity: activity.day):
        blocks.append(Heading(say.each(lambda language, day=day: language.full_day(day)), level=2))  # type: ignore[misc]
        blocks.append(Table(columns, tuple(_activity(activity, say) for activity in activities)))
    blocks.append(Note(say(msg("All times are local times at the host."))))
    return blocks


def _activity(activity: Activity, say: Say) -> tuple[tuple[tuple[str, ...], ...], ...]:
    time = f"{activity.start:%H:%M}\N{EN DASH}{activity.end:%H:%M}"
    return (
        (say.own(time),),
        (say.own(activity.title), say(activity.kind.label)),
        (say.own(activity.place),),
        (say.own(activity.objective),),
    )


def _duties(facts: PlanFacts, say: Say) -> list[Block]:
    """Return who does what; each duty is a rule of the scheme or a task of its four steps."""
    is_virtual = facts.case.exchange.form.value == "virtual"
    visitor = [
        msg("It takes part in the whole agenda, on the days above."),
        msg("It hands in a closing report: what was done, what came of it, what comes next."),
    ]
    if not is_virtual:
        visitor[1:1] = [
            msg("It pays its journey and its stay itself first, and is paid the lump sum afterwards."),
            msg("It keeps tickets or boarding passes and the invoices of journey and hotel, and hands them in."),
        ]
    host = [
        msg("It receives the visitor on these days and carries out the agenda with it."),
        msg("It tells both partnerships in time if something of the agenda changes."),
        msg("It says afterwards how the exchange went."),
    ]
    visitors_partnership = [
        msg("It has checked that the visitor may take part."),
        msg("It checks the closing report and the proofs, and pays the lump sum if one is due."),
    ]
    hosts_partnership = [msg("It has checked that the host may take part.")]
    sides = zip(SIGNATORIES, (visitor, host, visitors_partnership, hosts_partnership), strict=True)
    blocks: list[Block] = []
    for party, duties in sides:
        blocks += [Heading(say(party.label), level=2), Points(tuple(say(duty) for duty in duties))]
    return blocks
