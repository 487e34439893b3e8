# SPDX-License-Identifier: BSD-3-Clause
"""The papers about the sum: the financial agreement and the calculation sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.messages import Kilometres, msg
from exxtra_kit.models import Eligibility, ExchangeForm, Outcome
from exxtra_kit.planning import TASKS, Party
from exxtra_kit.render.findings import confidence_words
from exxtra_kit.render.papers.blocks import Column, Fact, Facts, Heading, Note, Points, Table, Text
from exxtra_kit.render.papers.common import exchange_facts, signatures, standing_blocks
from exxtra_kit.render.papers.speaking import clean
from exxtra_kit.render.sheet.amount import amount_section
from exxtra_kit.render.sheet.stay import days_section
from exxtra_kit.render.verdict import sum_text, verdict_words
from exxtra_kit.rules import Situation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message
    from exxtra_kit.models import Finding, Reference
    from exxtra_kit.render.papers.blocks import Block, Words
    from exxtra_kit.render.papers.facts import PlanFacts
    from exxtra_kit.render.papers.speaking import Say
    from exxtra_kit.render.sheet.blocks import Section

HANDED_IN = ("boarding_passes", "invoices", "closing_report")
"""Keys of the tasks that are proofs of an exchange."""
_OF_A_JOURNEY = frozenset({"boarding_passes", "invoices"})
# The findings that the sum rests on.
_OF_THE_SUM = "LS"
_PER_CENT = 100
_ANSWERS = {
    Outcome.MET: msg("met"),
    Outcome.NOT_MET: msg("not met"),
    Outcome.UNDECIDED: msg("not decided"),
    Outcome.NOT_APPLICABLE: msg("does not apply"),
}


def proofs_of(facts: PlanFacts) -> tuple[str, ...]:
    """Return the keys of the proofs that an exchange needs: nobody travels to a virtual one."""
    is_physical = facts.case.exchange.form is ExchangeForm.PHYSICAL
    return tuple(key for key in HANDED_IN if is_physical or key not in _OF_A_JOURNEY)


def agreement_blocks(facts: PlanFacts, say: Say) -> list[Block]:
    """Return what the visitor and its partnership agree on about the sum."""
    parties = (Party.VISITING_ORGANISATION, Party.VISITING_PARTNERSHIP)
    day = facts.progress.days.get("financial_agreement")
    signed = dict.fromkeys(parties, day) if "financial_agreement" in facts.progress.done else {}
    handed_in = [task for task in TASKS if task.key in proofs_of(facts)]
    return [
        *standing_blocks(facts.verdict, say),
        Text(
            say(
                msg(
                    "The visiting organisation and its partnership agree on the lump sum for this exchange and on how "
                    "it is paid."
                )
            )
        ),
        exchange_facts(facts.case, facts.verdict, say, (Party.VISITING_PARTNERSHIP,)),
        Heading(say(msg("Lump sum"))),
        Facts((_sum(facts, say),)),
        *_of_section(say, lambda language: _amount(facts, language)),
        Heading(say(msg("Terms of payment"))),
        Points(tuple(say(term) for term in _terms(facts))),
        Heading(say(msg("What the visiting organisation hands in"))),
        Points(tuple(say(msg("{what}: {how}", what=task.title, how=task.help)) for task in handed_in)),
        Heading(say(msg("Account"))),
        Facts((Fact(say(msg("Account holder"))), Fact(say.own("IBAN")))),
        Heading(say(msg("Signatures"))),
        signatures(facts, parties, signed, say),
        Heading(say(msg("Where this stands")), level=2),
        *_sources(facts, say),
    ]


def calculation_blocks(facts: PlanFacts, say: Say) -> list[Block]:
    """Return how the rules come to the verdict and to the sum: the days, the sum, and each question with its answer."""
    verdict = facts.verdict
    rows = tuple(
        ((say.own(finding.rule),), (say(finding.question),), (say(_answer(finding)),)) for finding in verdict.findings
    )
    columns = (Column(say(msg("Rule")), 1), Column(say(msg("Question")), 8), Column(say(msg("Answer")), 3))
    situation = Situation(facts.case, facts.law)
    return [
        *standing_blocks(verdict, say),
        exchange_facts(facts.case, verdict, say),
        Facts((say.fact(msg("Verdict"), verdict_words(verdict)), _sum(facts, say))),
        *_of_section(say, lambda language: days_section(1, situation, language), with_title=True),
        *_of_section(say, lambda language: _amount(facts, language, number=2), with_title=True),
        Heading(say(msg("{number}. What the rules ask", number=3))),
        Table(columns, rows),
        Heading(say(msg("{number}. Which law", number=4))),
        Facts(
            (
                Fact(say(msg("Programme")), say(verdict.programme_title)),
                Fact(say(msg("Day whose law applies")), say.value(verdict.on)),
                Fact(say(msg("Content hash (SHA-256)")), say.own(verdict.programme_hash)),
            )
        ),
        Note(
            say(
                msg(
                    "This is a computation, not a decision: the partnership decides. Each step with its source is in "
                    "the full sheet, which a third person can check by program (exxtra sheet, exxtra verify)."
                )
            )
        ),
    ]


def sum_words(facts: PlanFacts, say: Say) -> Words:
    """Return the sum that is due, or what can be said of it."""
    return say.each(lambda language: sum_text(facts.verdict, language))


def _sum(facts: PlanFacts, say: Say) -> Fact:
    return Fact(say(msg("Lump sum")), sum_words(facts, say), is_main=True)


def _amount(facts: PlanFacts, language: Language, number: int = 1) -> Section:
    return amount_section(number, Situation(facts.case, facts.law), facts.verdict, facts.law, language)


def _of_section(say: Say, make: Callable[[Language], Section], *, with_title: bool = False) -> list[Block]:
    """Return a part of the calculation sheet, made once in each language; its numbers of rows are left out."""
    made = [make(language) for language in say.languages]
    blocks: list[Block] = [Heading(_together(section.title for section in made))] if with_title else []
    blocks += [Note(_together(texts)) for texts in zip(*(section.text for section in made), strict=True)]
    for tables in zip(*(section.tables for section in made), strict=True):
        columns = tuple(
            Column(_together(column.title for column in same), same[0].share, same[0].is_number)
            for same in zip(*(table.columns[1:] for table in tables), strict=True)
        )
        rows = tuple(
            tuple(
                tuple(
                    _together(line.text for line in lines)
                    for lines in zip(*(cell.lines for cell in cells), strict=True)
                )
                for cells in zip(*(row[1:] for row in same), strict=True)
            )
            for same in zip(*(table.rows for table in tables), strict=True)
        )
        blocks.append(Table(columns, rows, has_result=tables[0].has_result))
    blocks += [Note(_together(notes)) for notes in zip(*(section.notes for section in made), strict=True)]
    return blocks


def _together(texts: Iterable[str]) -> Words:
    return tuple(clean(text) for text in texts)


def _terms(facts: PlanFacts) -> list[Message]:
    law, verdict = facts.law, facts.verdict
    if facts.case.exchange.form is ExchangeForm.VIRTUAL:
        return [msg("Nobody travels to a virtual exchange, and no lump sum is paid for it.")]
    terms = [
        msg("It is one sum for journey and stay. Bills are not refunded one by one."),
        msg("The visiting organisation pays its own bills first. The partnership pays once, after the exchange."),
    ]
    days = _number(facts, "payment_within_days")
    if days is None:
        terms.append(msg("No source of the programme says by when the sum is paid. Agree on it here before signing."))
    else:
        terms.append(
            msg(
                "It is paid within {n} days after the exchange is complete: closing report, proofs, and the "
                "partnership\N{RIGHT SINGLE QUOTATION MARK}s validation.",
                n=days,
            )
        )
    least, near = _number(facts, "full_sum_from_working_days"), _number(facts, "full_sum_from_km")
    if least is not None and near is not None:
        terms.append(
            msg(
                "With fewer than {n} working days at the host, or less than {km} between the two organisations, "
                "{share} percent of the full sum is paid.",
                n=least,
                km=Kilometres(near),
                share=int(law.share("reduced_rate") * _PER_CENT),
            )
        )
    terms.append(msg("If days or places change, the sum is computed again."))
    if verdict.eligibility is not Eligibility.ELIGIBLE:
        terms.append(msg("Nothing is paid unless the exchange is eligible."))
    return terms


def _number(facts: PlanFacts, name: str) -> int | None:
    try:
        return facts.law.number_if_asked(name)
    except ParameterNotFoundError:
        return None


def _sources(facts: PlanFacts, say: Say) -> list[Block]:
    """Return where sum and terms stand, each source once, with how sure it is."""
    used = [
        finding
        for finding in facts.verdict.findings
        if finding.code.startswith(_OF_THE_SUM) and finding.outcome is not Outcome.NOT_APPLICABLE
    ]
    found: dict[str, tuple[Reference, str]] = {one.reference.source: (one.reference, one.confidence) for one in used}
    if _number(facts, "payment_within_days") is not None:
        reference = facts.law.reference("payment_within_days")
        found.setdefault(reference.source, (reference, facts.law.source("payment_within_days").confidence))
    rows = (Fact(say(confidence_words(mark)), say.own(str(reference))) for reference, mark in found.values())
    return [Facts(tuple(rows))]


def _answer(finding: Finding) -> Message:
    return _ANSWERS[finding.outcome] if finding.is_checked else msg("not checked")
