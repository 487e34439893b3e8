# SPDX-License-Identifier: BSD-3-Clause
"""The papers of the end: closing report and certificate of attendance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import DaySpan, Euro, msg, plural
from exxtra_kit.models import ExchangeForm
from exxtra_kit.planning import TASKS, Party, in_order
from exxtra_kit.render.papers.blocks import Column, Fact, Facts, Heading, Note, Points, Table, Text
from exxtra_kit.render.papers.common import (
    exchange_facts,
    name_of,
    organisation_words,
    place_of,
    signatures,
    standing_blocks,
)
from exxtra_kit.render.papers.money import proofs_of
from exxtra_kit.render.verdict import sum_text, verdict_words

if TYPE_CHECKING:
    from exxtra_kit.messages import Message, Value
    from exxtra_kit.models import Case, Verdict
    from exxtra_kit.render.papers.blocks import Block, Words
    from exxtra_kit.render.papers.facts import PlanFacts
    from exxtra_kit.render.papers.speaking import Say

_NOT_STATED = msg("not stated yet")


def report_blocks(facts: PlanFacts, say: Say) -> list[Block]:
    """Return what was done, what came of it, and how the exchange was beside its plan."""
    closing = facts.closing
    parts: list[Block] = []
    for title, text in (
        (msg("What was done"), closing.done),
        (msg("What came of it"), closing.results),
        (msg("What comes next"), closing.next_steps),
        (msg("Feedback of the host"), closing.feedback),
    ):
        parts.append(Heading(say(title)))
        parts.append(Text(say.own(text)) if text else Note(say(_NOT_STATED)))
    signed = {Party.VISITING_ORGANISATION: facts.progress.days.get("closing_report")}
    if "validated" in facts.progress.done:
        signed[Party.VISITING_PARTNERSHIP] = facts.progress.days.get("validated")
    if "host_feedback" in facts.progress.done:
        signed[Party.HOST_ORGANISATION] = facts.progress.days.get("host_feedback")
    if "closing_report" not in facts.progress.done:
        del signed[Party.VISITING_ORGANISATION]
    parties = (Party.VISITING_ORGANISATION, Party.HOST_ORGANISATION, Party.VISITING_PARTNERSHIP)
    return [
        *standing_blocks(facts.actual or facts.verdict, say),
        exchange_facts(facts.case, facts.verdict, say),
        Heading(say(msg("As planned and as it took place"))),
        *_beside_the_plan(facts, say),
        *parts,
        Heading(say(msg("Proofs"))),
        Facts(tuple(_proof(task.key, task.title, facts, say) for task in TASKS if task.key in proofs_of(facts))),
        Heading(say(msg("Payment"))),
        _payment(facts, say),
        Heading(say(msg("Signatures"))),
        signatures(facts, parties, signed, say),
    ]


def certificate_blocks(facts: PlanFacts, say: Say) -> list[Block]:
    """Return who was where, and when."""
    case, verdict = facts.actual_case or facts.case, facts.actual or facts.verdict
    parties = (Party.HOST_ORGANISATION, Party.VISITING_PARTNERSHIP)
    is_real = facts.closing.start is not None and facts.closing.end is not None
    planned: list[Block] = []
    if not is_real:
        told = msg("The days on which it really took place are not stated yet. The days below are those of the plan.")
        planned = [Note(say(told), is_warning=True)]
    stay = case.exchange
    days = DaySpan(stay.start, stay.end) if stay.start and stay.end else None
    rows = [
        say.fact(Party.VISITING_ORGANISATION.label, organisation_words(case.visiting), is_main=True),
        say.fact(Party.HOST_ORGANISATION.label, organisation_words(case.host), is_main=True),
        say.fact(msg("Days"), days, is_main=True),
        say.fact(msg("Working days at the host"), verdict.working_days),
    ]
    activities = dict.fromkeys(activity.title for activity in in_order(facts.agenda))
    done: list[Block] = []
    if activities:
        done = [Heading(say(msg("Activities"))), Points(tuple(say.own(title) for title in activities))]
    return [
        *standing_blocks(verdict, say),
        *planned,
        Text(say(_attendance(case))),
        Facts(tuple(rows)),
        *done,
        Heading(say(msg("Signatures"))),
        signatures(facts, parties, {}, say),
    ]


def _attendance(case: Case) -> Message:
    visitor, host = name_of(case.visiting, msg("The visitor")), name_of(case.host, msg("the host"))
    if case.exchange.form is ExchangeForm.VIRTUAL:
        return msg("{visitor} took part in a virtual exchange with {host}.", visitor=visitor, host=host)
    place = place_of(case.host)
    if place is None:
        return msg("{visitor} was received by {host} for an exchange.", visitor=visitor, host=host)
    return msg("{visitor} was received by {host} for an exchange in {place}.", visitor=visitor, host=host, place=place)


def _beside_the_plan(facts: PlanFacts, say: Say) -> list[Block]:
    planned, actual = facts.case, facts.actual_case
    actual_days = facts.actual.working_days if facts.actual else None
    columns = (Column(say.own(""), 4), Column(say(msg("As planned")), 4), Column(say(msg("As it took place")), 4))
    rows: list[tuple[Message, Value | None, Value | None]] = [
        (msg("First day at the host"), planned.exchange.start, actual.exchange.start if actual else None),
        (msg("Last day at the host"), planned.exchange.end, actual.exchange.end if actual else None),
        (msg("Town of the host"), _town(planned), _town(actual)),
        (msg("Working days at the host"), facts.verdict.working_days, actual_days),
        (msg("Verdict"), verdict_words(facts.verdict), verdict_words(facts.actual) if facts.actual else None),
    ]
    told = [((say(title),), (_or_open(before, say),), (_or_open(after, say),)) for title, before, after in rows]
    told.append(((say(msg("Lump sum")),), (_sum(facts.verdict, say),), (_sum(facts.actual, say),)))
    return [Table(columns, tuple(told), has_result=True)]


def _town(case: Case | None) -> str | None:
    return case.host.place.town if case is not None and case.host.place is not None else None


def _or_open(value: Value | None, say: Say) -> Words:
    return say(_NOT_STATED) if value is None else say.value(value)


def _sum(verdict: Verdict | None, say: Say) -> Words:
    return say(_NOT_STATED) if verdict is None else say.each(lambda language: sum_text(verdict, language))


def _proof(key: str, title: Message, facts: PlanFacts, say: Say) -> Fact:
    if key not in facts.progress.done:
        return Fact(say(title), say(msg("not yet")), is_open=True)
    day = facts.progress.days.get(key)
    return Fact(say(title), say(msg("there since {day}", day=day) if day else msg("there")))


def _payment(facts: PlanFacts, say: Say) -> Facts:
    closing, days = facts.closing, facts.law.number_if_asked("payment_within_days") if _states(facts) else None
    rows = [say.fact(msg("Report and proofs complete on"), closing.completed)]
    if days is None:
        rows.append(Fact(say(msg("To be paid by")), say(msg("the programme does not say it")), is_open=True))
    elif facts.due is None:
        rows.append(
            Fact(
                say(msg("To be paid by")),
                say(plural("{n} day after that", "{n} days after that", n=days)),
                is_open=True,
            )
        )
    else:
        rows.append(say.fact(msg("To be paid by"), facts.due))
    rows += [
        say.fact(msg("Paid"), None if closing.paid_eur is None else Euro(closing.paid_eur)),
        say.fact(msg("Paid on"), closing.paid_on),
    ]
    return Facts(tuple(rows))


def _states(facts: PlanFacts) -> bool:
    return facts.law.is_stated("payment_within_days")
