# SPDX-License-Identifier: BSD-3-Clause
"""The part of the sheet that computes the sum, step by step, as one does it with a pocket calculator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.messages import Euro, Kilometres, Message, msg, plural
from exxtra_kit.models import Eligibility
from exxtra_kit.render.sheet.blocks import Column, Section, Table, cell
from exxtra_kit.render.verdict import sum_text, verdict_words
from exxtra_kit.rules.lump_sum import allowed_eur, ceiling_eur, is_halved, paid_months

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.models import Verdict
    from exxtra_kit.parameters import Law
    from exxtra_kit.rules import Situation

# A step, how it is computed, and what it gives.
_Step = tuple[Message, Message | str, Message | str]
_NOT_KNOWN = msg("not known")
_PER_CENT = 100


def amount_section(number: int, situation: Situation, verdict: Verdict, law: Law, language: Language) -> Section:
    """Return the steps from the ceiling of the host country to the sum of the verdict."""
    title = language.text(msg("{number}. The sum", number=number))
    try:
        steps = _virtual(law, language) if situation.is_virtual else _physical(situation, law, language)
    except ParameterNotFoundError as error:
        steps = [(msg("The sum can't be computed"), error.message, _NOT_KNOWN)]
    steps.append(
        (msg("Verdict: {verdict}", verdict=verdict_words(verdict)), _effect(verdict), sum_text(verdict, language))
    )
    columns = (
        Column(language.text(msg("No.")), 1),
        Column(language.text(msg("Step")), 5),
        Column(language.text(msg("Calculation")), 5),
        Column(language.text(msg("Result")), 3, is_number=True),
    )
    rows = tuple(
        (cell(f"{number}.{place}"), *(cell(_said(part, language)) for part in step))
        for place, step in enumerate(steps, start=1)
    )
    return Section(title, tables=(Table("", columns, rows, has_result=True),))


def _said(part: Message | str, language: Language) -> str:
    return part if isinstance(part, str) else language.text(part)


def _virtual(law: Law, language: Language) -> list[_Step]:
    due = language.euro(law.number("virtual_lump_sum_eur"))
    return [(msg("A virtual exchange has a sum of its own"), "", due)]


def _physical(situation: Situation, law: Law, language: Language) -> list[_Step]:
    full, halved = ceiling_eur(situation, law), is_halved(situation, law)
    country = situation.case.host.country
    steps: list[_Step] = [
        (
            msg("Ceiling of the host country"),
            language.country(country) if country else msg("the country is not stated"),
            _NOT_KNOWN if full is None else language.euro(full),
        )
    ]
    base = full
    if law.flag("paid_by_month"):
        months = paid_months(situation, law)
        base = None if full is None or months is None else full * months
        steps.append(
            (
                msg("For each whole month"),
                _NOT_KNOWN if base is None or full is None else f"{full} \N{MULTIPLICATION SIGN} {months}",
                _NOT_KNOWN if base is None else language.euro(base),
            )
        )
    reduced = _at_rate(base, halved, law)
    steps += [*_reasons(situation, law), *_reduced(base, reduced, halved, law, language)]
    allowed = allowed_eur(full, halved, situation, law)
    cap = law.number_if_asked("cap_eur")
    if cap is not None:
        steps.append(
            (
                msg("Never more than the cap"),
                _smaller(reduced, cap),
                _NOT_KNOWN if allowed is None else language.euro(allowed),
            )
        )
    own = situation.case.exchange.partnership_sum_eur
    if own is not None:
        steps.append(
            (
                msg("Never more than the partnership pays"),
                _smaller(allowed, own),
                _NOT_KNOWN if allowed is None else language.euro(min(allowed, own)),
            )
        )
    return steps


def _reasons(situation: Situation, law: Law) -> list[_Step]:
    """Return the two reasons to reduce the sum, each as a comparison."""
    least, near = law.number_if_asked("full_sum_from_working_days"), law.number_if_asked("full_sum_from_km")
    working, distance = situation.working_days, situation.distance_km
    no_reason: Message = msg("the programme knows no such reason")
    steps: list[_Step] = []
    if least is None:
        steps.append((msg("First reason to reduce: a short stay"), no_reason, msg("no")))
    else:
        days = plural("{n} working day", "{n} working days", n=working) if working is not None else _NOT_KNOWN
        steps.append(
            (
                msg("First reason to reduce: a short stay"),
                msg("{found}: fewer than {least}?", found=days, least=least),
                _yes_or_no(None if working is None else working < least),
            )
        )
    if near is None:
        steps.append((msg("Second reason to reduce: a short way"), no_reason, msg("no")))
    else:
        way: Message | Kilometres = _NOT_KNOWN if distance is None else Kilometres(distance)
        steps.append(
            (
                msg("Second reason to reduce: a short way"),
                msg("{found}: less than {least}?", found=way, least=Kilometres(near)),
                _yes_or_no(None if distance is None else distance < near),
            )
        )
    return steps


def _yes_or_no(answer: bool | None) -> Message:  # noqa: FBT001 (a fact, not a switch)
    if answer is None:
        return _NOT_KNOWN
    return msg("yes") if answer else msg("no")


def _at_rate(base: int | None, halved: bool | None, law: Law) -> int | None:  # noqa: FBT001 (as above)
    if base is None or halved is None:
        return None
    return int(base * law.share("reduced_rate")) if halved else base


def _reduced(
    base: int | None,
    reduced: int | None,
    halved: bool | None,  # noqa: FBT001 (as above)
    law: Law,
    language: Language,
) -> list[_Step]:
    """Return the rate, and the sum at that rate."""
    how = msg("one reason is enough, and two reduce only once")
    rate: Message | str = _NOT_KNOWN
    if halved is not None:
        share = law.share("reduced_rate") if halved else 1.0
        rate = f"{language.number(round(share * _PER_CENT, 2))} %"
    steps: list[_Step] = [(msg("Rate"), how, rate)]
    if base is not None and reduced is not None:
        product = f"{language.number(base)} \N{MULTIPLICATION SIGN} {rate}"
        steps.append((msg("Sum at that rate, fractions of a euro dropped"), product, language.euro(reduced)))
    return steps


def _smaller(first: int | None, second: int) -> Message:
    found = _NOT_KNOWN if first is None else Euro(first)
    return msg("the smaller of {first} and {second}", first=found, second=Euro(second))


def _effect(verdict: Verdict) -> Message:
    match verdict.eligibility:
        case Eligibility.ELIGIBLE:
            return msg("every condition is met: this sum is due")
        case Eligibility.NOT_ELIGIBLE:
            return msg("a condition is not met: nothing is due")
        case _:
            return msg("something is undecided: no sum is due yet")
