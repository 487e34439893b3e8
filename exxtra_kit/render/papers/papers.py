# SPDX-License-Identifier: BSD-3-Clause
"""The one entry: a paper of a kind, in one language or in two side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Kilometres, msg
from exxtra_kit.planning import SIGNATORIES, in_order
from exxtra_kit.render.papers.blocks import Paper
from exxtra_kit.render.papers.common import FORMS, name_of, place_of, subject
from exxtra_kit.render.papers.ending import certificate_blocks, report_blocks
from exxtra_kit.render.papers.kinds import PaperKind
from exxtra_kit.render.papers.money import agreement_blocks, calculation_blocks, sum_words
from exxtra_kit.render.papers.plan import agenda_blocks, commitment_blocks, profile_blocks
from exxtra_kit.render.papers.speaking import Say
from exxtra_kit.render.verdict import verdict_words
from exxtra_kit.rules.words import TYPE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message, Value
    from exxtra_kit.models import Organisation
    from exxtra_kit.planning import Activity
    from exxtra_kit.render.papers.blocks import Block, Words
    from exxtra_kit.render.papers.facts import PlanFacts

_MAKERS: Mapping[PaperKind, Callable[[PlanFacts, Say], list[Block]]] = {
    PaperKind.PROFILE: profile_blocks,
    PaperKind.AGENDA: agenda_blocks,
    PaperKind.COMMITMENT_TO_QUALITY: commitment_blocks,
    PaperKind.FINANCIAL_AGREEMENT: agreement_blocks,
    PaperKind.CALCULATION_SHEET: calculation_blocks,
    PaperKind.CLOSING_REPORT: report_blocks,
    PaperKind.CERTIFICATE: certificate_blocks,
}
# The task whose tick ends the draft; the Commitment and its agenda end theirs with the four signatures.
_ENDS_DRAFT = {
    PaperKind.FINANCIAL_AGREEMENT: "financial_agreement",
    PaperKind.CLOSING_REPORT: "closing_report",
    PaperKind.CERTIFICATE: "validated",
}
_SIGNED_BY_ALL = frozenset({PaperKind.AGENDA, PaperKind.COMMITMENT_TO_QUALITY})
_NOT_STATED = msg("not stated yet")


def paper_of(kind: PaperKind, facts: PlanFacts, languages: Sequence[str]) -> Paper:
    """Return a paper in words.

    Args:
        kind: Which paper.
        facts: All that it speaks of.
        languages: Codes of one language, or of two that stand side by side.

    Raises:
        ValueError: There is no language, or there are more than two.
    """
    say = Say(languages)
    return Paper(
        kind=kind,
        languages=tuple(language.code for language in say.languages),
        language_names=tuple(language.name for language in say.languages),
        issued=facts.issued,
        title=say(kind.label),
        subject=say(subject(facts.case)),
        draft=say(msg("Draft")) if is_draft(kind, facts) else (),
        blocks=tuple(_MAKERS[kind](facts, say)),
        footer=say(
            msg(
                "Working paper made with exxtra_kit on {day}. It is not the scheme\N{RIGHT SINGLE QUOTATION MARK}s "
                "official form, whose text could not be read: ask your partnership which form it signs.",
                day=facts.issued,
            )
        ),
        fields=_fields(facts, say),
    )


def is_draft(kind: PaperKind, facts: PlanFacts) -> bool:
    """Say whether a paper still waits for what makes it final."""
    if kind in _SIGNED_BY_ALL:
        return not facts.progress.signed.issuperset(SIGNATORIES)
    task = _ENDS_DRAFT.get(kind)
    return task is not None and task not in facts.progress.done


def _fields(facts: PlanFacts, say: Say) -> dict[str, Words]:
    """Return the facts by name, for templates of others; docs/papers.md lists them."""
    case, verdict = facts.case, facts.verdict
    km = verdict.distance_km

    def fact(value: Value | None) -> Words:
        return say.fact(msg("Name"), value).value

    return {
        **_side("visitor", case.visiting, msg("The visitor"), fact),
        **_side("host", case.host, msg("the host"), fact),
        "first_day": fact(case.exchange.start),
        "last_day": fact(case.exchange.end),
        "working_days": fact(verdict.working_days),
        "distance": fact(None if km is None else Kilometres(km)),
        "form": say(FORMS[case.exchange.form]),
        "verdict": say(verdict_words(verdict)),
        "lump_sum": sum_words(facts, say),
        "programme": say(verdict.programme_title),
        "made_on": say.value(facts.issued),
        "objectives": fact("\n".join(objective.title for objective in facts.objectives)),
        "agenda": say.each(lambda language: "\n".join(_line(one, language) for one in in_order(facts.agenda)))
        if facts.agenda
        else say(_NOT_STATED),
        "report": fact(facts.closing.done),
        "results": fact(facts.closing.results),
        "next_steps": fact(facts.closing.next_steps),
        "feedback": fact(facts.closing.feedback),
    }


def _side(
    prefix: str, side: Organisation, otherwise: Message, fact: Callable[[Value | None], Words]
) -> dict[str, Words]:
    return {
        prefix: fact(name_of(side, otherwise)),
        f"{prefix}_kind": fact(TYPE_NAMES[side.type] if side.type else None),
        f"{prefix}_place": fact(place_of(side)),
    }


def _line(activity: Activity, language: Language) -> str:
    return f"{language.weekday(activity.day)} {activity.start:%H:%M}\N{EN DASH}{activity.end:%H:%M} {activity.title}"
