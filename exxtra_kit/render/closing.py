# SPDX-License-Identifier: BSD-3-Clause
"""The end of an exchange in words: what the real days change, proof that is missing, payment, target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Euro, Listing, msg, plural
from exxtra_kit.render.findings import confidence_words
from exxtra_kit.render.html import Markup, element, escape, join, outside_link, sign, words
from exxtra_kit.render.verdict import standing, sum_text, verdict_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message
    from exxtra_kit.models import Reference, Verdict
    from exxtra_kit.parameters import Law
    from exxtra_kit.planning import Closing, Task
    from exxtra_kit.planning.finalisation import Target


def outcome_html(actual: Verdict, changes: Iterable[Message], language: Language) -> Markup:
    """Return what the rules say of the exchange as it was, and why that is something else than of the plan."""
    looks = standing(actual)
    head = [sign(looks), words(verdict_words(actual), language), escape(sum_text(actual, language))]
    if actual.working_days is not None:
        days = plural("{n} working day", "{n} working days", n=actual.working_days)
        head.append(words(days, language))
    parts = [element("p", join([head[0], join(head[1:], " \u00b7 ")], " "), f"exx-callout exx-callout-{looks}")]
    items = [element("li", words(message, language)) for message in changes]
    if items:
        parts.append(element("ul", join(items), "exx-plan-changes"))
    else:
        parts.append(element("p", words(msg("That is what was planned."), language), "exx-text exx-muted"))
    return join(parts)


def payment_html(closing: Closing, due: date | None, law: Law, actual: Verdict | None, language: Language) -> Markup:
    """Return until when the sum is to be paid and where that stands, and whether what was paid is what was due."""
    parts: list[Markup] = []
    if closing.completed is not None:
        if due is None:
            text = msg("The programme does not say until when the sum is paid. Ask the partnership.")
            parts.append(element("p", words(text, language), "exx-text"))
        else:
            text = msg("To be paid by {day}.", day=due)
            entry = law.source("payment_within_days")
            parts += [
                element("p", words(text, language), "exx-text"),
                _source(law.reference("payment_within_days"), entry.confidence, language),
            ]
    if closing.paid_on is not None and due is not None and closing.paid_on > due:
        late = plural("Paid {n} day later than that.", "Paid {n} days later than that.", n=(closing.paid_on - due).days)
        parts.append(element("p", words(late, language), "exx-text"))
    calculated = actual.lump_sum_eur if actual is not None else None
    if closing.paid_eur is not None and calculated is not None and closing.paid_eur != calculated:
        other = msg(
            "{paid} was paid; the rules give {sum}. A partnership may pay less.",
            paid=Euro(closing.paid_eur),
            sum=Euro(calculated),
        )
        more = msg("{paid} was paid; the rules give {sum}.", paid=Euro(closing.paid_eur), sum=Euro(calculated))
        text = other if closing.paid_eur < calculated and _may_be_less(law) else more
        parts.append(element("p", join([sign("half"), words(text, language)], " "), "exx-text"))
    return join(parts)


def _may_be_less(law: Law) -> bool:
    return law.is_stated("partnership_may_pay_less") and law.entry("partnership_may_pay_less").value is True


def target_html(found: Target, language: Language) -> Markup:
    """Return whether an exchange counts for a target and whose, with where that stands."""
    mark = {True: "met", False: "not_met", None: "undecided"}[found.counts]
    parts = [element("p", join([sign(mark), words(found.reason, language)], " "), "exx-text")]
    if found.reference is not None:
        parts.append(_source(found.reference, found.confidence, language))
    return join(parts)


def proofs_html(missing: Iterable[Task], papers: str, language: Language) -> Markup:
    """Return which proofs are missing, each with who brings it and where that stands.

    Args:
        missing: The proofs that are not ticked.
        papers: Id of the checklist in the page, where they are ticked.
        language: Language of the words.
    """
    items = []
    for task in missing:
        who = Listing(tuple(party.label for party in task.who))
        text = words(msg("{paper} ({who})", paper=task.title, who=who), language)
        items.append(element("li", join([text, _source(task.reference, task.confidence, language)])))
    if not items:
        done = words(msg("All proofs are there."), language)
        return element("p", join([sign("met"), done], " "), "exx-text")
    link = element("a", words(msg("Tick them off in the checklist"), language), href=f"#{papers}")
    return join([element("ul", join(items), "exx-plan-changes"), element("p", link, "exx-text")])


def _source(reference: Reference, confidence: str, language: Language) -> Markup:
    where = outside_link(escape(reference.title or reference.source), reference.url)
    return element("p", join([where, words(confidence_words(confidence), language)], " \u00b7 "), "exx-source")
