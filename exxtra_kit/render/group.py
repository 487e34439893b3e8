# SPDX-License-Identifier: BSD-3-Clause
"""The visitors of a group, each with what the rules say of it, and what they get together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Euro, Listing, Message, msg, plural
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.planning import group_sum
from exxtra_kit.render.html import Markup, element, escape, join, sign, words
from exxtra_kit.render.verdict import standing, sum_text, verdict_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.models import Verdict
    from exxtra_kit.planning import GroupMember

_DECIDING = {"type": msg("its type"), "country": msg("its country"), "town": msg("its town")}
_REFUSING = ("OR", "EX")


def visitor_name(member: GroupMember, number: int) -> Message | str:
    """Return what a visitor is called: its name, or its number in the group while it has none."""
    name = _visiting(member).get("name")
    return name if isinstance(name, str) and name.strip() else msg("Visitor {number}", number=number)


def member_html(member: GroupMember, number: int, language: Language) -> Markup:
    """Return one visitor: name, place, verdict and sum, and what is wrong or missing.

    Args:
        member: The visitor.
        number: Its place in the group, counted from 1.
        language: Language of the words.
    """
    place = member.case.visiting.place if member.case else None
    country = member.case.visiting.country if member.case else None
    where = [
        escape(place.town) if place and place.town else None,
        escape(language.country(country)) if country else None,
    ]
    named = [element("strong", words(visitor_name(member, number), language)), *(part for part in where if part)]
    return join([element("p", join(named, " \u00b7 "), "exx-plan-visitor"), *_judgement(member, language)])


def _judgement(member: GroupMember, language: Language) -> Iterator[Markup]:
    wrong = [problem for problem in member.problems if problem.field.startswith("visiting.")]
    for problem in wrong:
        yield element("p", join([sign("not_met"), words(problem.message, language)], " "), "exx-problem")
    missing = tuple(text for key, text in _DECIDING.items() if not _visiting(member).get(key))
    if missing:
        yield element("p", words(msg("Still needed: {facts}.", facts=Listing(missing)), language), "exx-advice")
    elif member.verdict is not None:
        kind = standing(member.verdict)
        said = [words(verdict_words(member.verdict), language)]
        if member.verdict.eligibility is not Eligibility.NOT_ELIGIBLE:
            said.append(escape(sum_text(member.verdict, language)))
        yield element("p", join([sign(kind), join(said, " \u00b7 ")], " "), f"exx-plan-judged exx-{kind}")
        reason = _reason(member.verdict)
        if reason is not None:
            yield element("p", words(reason, language), "exx-advice")
    elif not wrong:
        yield element("p", words(msg("Host and days first, then the rules can be asked."), language), "exx-advice")


def _reason(verdict: Verdict) -> Message | None:
    """Return the first reason why a visitor may not take part, or why that isn't decided; None if it may."""
    if verdict.eligibility is Eligibility.ELIGIBLE:
        return None
    wanted = Outcome.NOT_MET if verdict.eligibility is Eligibility.NOT_ELIGIBLE else Outcome.UNDECIDED
    return next((one.reason for one in verdict.with_outcome(wanted) if one.code.startswith(_REFUSING)), None)


def group_html(members: Sequence[GroupMember], language: Language) -> Markup:
    """Return what the visitors of a group get together."""
    total = group_sum(members)
    lines = [
        element(
            "p",
            words(
                plural(
                    "{n} visitor, together {sum}.",
                    "{n} visitors, together {sum}.",
                    n=len(members),
                    sum=Euro(total.eur),
                ),
                language,
            ),
            "exx-plan-together",
        )
    ]
    if total.unknown:
        unknown = plural(
            "For {n} of them the sum is not known yet; it is not in this one.",
            "For {n} of them the sums are not known yet; they are not in this one.",
            n=total.unknown,
        )
        lines.append(element("p", words(unknown, language), "exx-advice"))
    return join(lines)


def _visiting(member: GroupMember) -> dict[str, object]:
    section = member.data.get("visiting")
    return section if isinstance(section, dict) else {}
