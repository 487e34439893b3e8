# SPDX-License-Identifier: BSD-3-Clause
"""The answer panel: verdict in words, sum, how sure, three facts, the one thing that matters, reasons.

The same pieces serve the map's list and the planner: `standing`, `verdict_words`, `sum_text`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from exxtra_kit.messages import Euro, Message, msg, plural
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.render.findings import confidence_words, findings_html, first_to_show, least_sure, not_checked
from exxtra_kit.render.fixes import applied_html, callout_html, other_fixes_html
from exxtra_kit.render.html import Markup, element, escape, fold, join, sign, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exxtra_kit.errors import Problem
    from exxtra_kit.language import Language
    from exxtra_kit.models import Finding, Verdict

PANEL_ID = "exx-panel"
Standing = Literal["met", "half", "not_met", "undecided"]
_ONE_DECIMAL_BELOW_KM = 1000
# The steps of the sum that say why it is not the usual one: the form of the exchange, the partnership's own sum.
_FORM, _OWN_SUM = "LS401", "LS407"
_NO_ACTIONS = Markup("")


def standing(verdict: Verdict) -> Standing:
    """Return which of the four looks a verdict has: full sum, half sum, not eligible, not decided."""
    match verdict.eligibility:
        case Eligibility.NOT_ELIGIBLE:
            return "not_met"
        case Eligibility.UNDECIDED:
            return "undecided"
        case _:
            return "half" if verdict.halved else "met"


def verdict_words(verdict: Verdict) -> Message:
    """Return the verdict in words."""
    return eligibility_words(verdict.eligibility)


def eligibility_words(eligibility: Eligibility) -> Message:
    """Return the answer to the whole in words."""
    match eligibility:
        case Eligibility.ELIGIBLE:
            return msg("Eligible")
        case Eligibility.NOT_ELIGIBLE:
            return msg("Not eligible")
        case _:
            return msg("Not decided yet")


def sum_text(verdict: Verdict, language: Language) -> str:
    """Return the sum that is due, or in words what can be said of it."""
    if verdict.eligibility is Eligibility.UNDECIDED:
        if verdict.lump_sum_if_confirmed_eur is None:
            return language.text(msg("Sum not known"))
        return language.text(msg("{sum} if confirmed", sum=Euro(verdict.lump_sum_if_confirmed_eur)))
    if verdict.lump_sum_eur is None:
        return language.text(msg("Sum not known"))
    return language.euro(verdict.lump_sum_eur)


def sureness(verdict: Verdict) -> Message:
    """Return whether the sum is full or half, and how sure we are of it."""
    if verdict.eligibility is Eligibility.NOT_ELIGIBLE:
        return msg("nothing is paid for this exchange")
    if verdict.full_lump_sum_eur is None:
        return msg("no ceiling published for this country, ask your partnership")
    if _is_unpaid_form(verdict):
        return msg("a virtual exchange carries no lump sum")
    if _is_set_by_partnership(verdict):
        return msg("the sum that your partnership has set")
    asked = [finding for finding in verdict.findings if finding.outcome is not Outcome.NOT_APPLICABLE]
    mark = least_sure(finding for finding in asked if finding.code.startswith("LS"))
    how_sure = msg("table inferred, ask your partnership") if mark in {"I", "M"} else confidence_words(mark)
    full_or_half = {
        None: msg("full or half lump sum \u00b7 {how_sure}", how_sure=how_sure),
        True: msg("half lump sum \u00b7 {how_sure}", how_sure=how_sure),
        False: msg("full lump sum \u00b7 {how_sure}", how_sure=how_sure),
    }
    return full_or_half[verdict.halved]


def _is_unpaid_form(verdict: Verdict) -> bool:
    found = next((finding for finding in verdict.findings if finding.code == _FORM), None)
    return found is not None and found.outcome is Outcome.NOT_MET


def _is_set_by_partnership(verdict: Verdict) -> bool:
    """Say whether the partnership pays less than it might."""
    found = next((finding for finding in verdict.findings if finding.code == _OWN_SUM), None)
    if found is None or found.outcome is not Outcome.MET:
        return False
    return found.facts.get("partnership_sum_eur") != found.facts.get("allowed_eur")


def panel_html(
    verdict: Verdict,
    language: Language,
    *,
    actions: Markup = _NO_ACTIONS,
    applied: Message | None = None,
    can_apply: bool = False,
) -> Markup:
    """Return the whole answer panel of a verdict, with the bar for a phone.

    Args:
        verdict: The answer of the rules.
        language: Language of the words.
        actions: Links that look like buttons, the main one first (`html.button_link`).
        applied: The change that was just made by its button, in words; it can be undone there.
        can_apply: Whether each change that would help gets a button; see `render.fixes`.
    """
    kind = standing(verdict)
    shown = first_to_show(verdict.findings)
    body = [
        applied_html(applied, language) if applied else Markup(""),
        callout_html(verdict, kind, language, can_apply=can_apply),
        other_fixes_html(verdict, language, can_apply=can_apply),
        findings_html(shown, language),
        _cautions(verdict, shown, language),
        _not_checked(verdict, language),
        _folded(verdict, shown, language),
        _law_line(verdict, language),
        element("div", actions, "exx-buttons") if actions else Markup(""),
    ]
    amount = sum_text(verdict, language)
    classes = (
        "exx-sum exx-sum-words"
        if verdict.eligibility is Eligibility.UNDECIDED or verdict.lump_sum_eur is None
        else "exx-sum"
    )
    head = join(
        [
            element("h2", join([sign(kind), words(verdict_words(verdict), language)], " "), f"exx-verdict exx-{kind}"),
            element("p", escape(amount), classes),
            element("span", words(sureness(verdict), language), "exx-pill"),
        ]
    )
    return _panel(
        kind,
        head,
        join([facts_html(verdict, language), _body(body)]),
        bar_html(kind, language.text(verdict_words(verdict)), amount, language),
    )


def empty_html(missing: Iterable[Message], language: Language, *, example: Markup = _NO_ACTIONS) -> Markup:
    """Return the panel before there is an answer: what is still needed, and a way to see an example."""
    items = join(element("li", words(message, language)) for message in missing)
    head = join(
        [
            element("h2", words(msg("Your answer appears here"), language), "exx-verdict"),
            element("p", words(msg("It changes with every answer you give."), language), "exx-text exx-muted"),
        ]
    )
    needed = (
        join([element("p", words(msg("Still needed:"), language), "exx-subheading"), element("ul", items, "exx-list")])
        if items
        else Markup("")
    )
    return _panel(
        "empty", head, _body([needed, example]), bar_html("empty", language.text(msg("No answer yet")), "", language)
    )


def problems_html(problems: Iterable[Problem], anchors: Mapping[str, str], language: Language) -> Markup:
    """Return the panel when something typed can't be used: every problem, each leading to its field.

    Args:
        problems: What is wrong.
        anchors: Dotted field name -> id of the anchor before that field.
        language: Language of the words.
    """
    found = tuple(problems)
    items = []
    for problem in found:
        text = words(problem.message, language)
        anchor = anchors.get(problem.field)
        items.append(element("li", element("a", text, href=f"#{anchor}") if anchor else text))
    title = language.text(plural("{n} thing to put right", "{n} things to put right", n=len(found)))
    head = element("h2", join([sign("not_met"), escape(title)], " "), "exx-verdict exx-not_met")
    return _panel(
        "not_met",
        head,
        _body([element("ul", join(items), "exx-list")]),
        bar_html("not_met", title, "", language),
        role="alert",
    )


def bar_html(kind: str, verdict: str, amount: str, language: Language) -> Markup:
    """Return the bar that stays at the bottom of a phone: verdict, sum, and the way to the panel."""
    shown = [join([sign(kind), escape(verdict)], " ") if kind != "empty" else escape(verdict)]
    parts = [element("span", shown[0], f"exx-{kind}")]
    if amount:
        parts.append(element("span", escape(amount), "exx-bar-sum"))
    way = msg("What is needed") if kind == "empty" else msg("Why")
    parts.append(element("a", join([words(way, language), escape("\u25b4")], " "), href=f"#{PANEL_ID}"))
    return element("div", join(parts), f"exx-bar exx-bar-{kind}")


def facts_html(verdict: Verdict, language: Language) -> Markup:
    """Return the three facts: working days, distance with priority, checks met."""
    days, far = verdict.working_days, verdict.distance_km
    asked = [finding for finding in verdict.findings if finding.outcome is not Outcome.NOT_APPLICABLE]
    met = sum(finding.outcome is Outcome.MET for finding in asked)
    if verdict.has_priority is None:
        km = msg("km")
    else:
        km = msg("km, priority") if verdict.has_priority else msg("km, no priority")
    facts = (
        ("?" if days is None else language.number(days), plural("working day", "working days", n=days or 0)),
        ("?" if far is None else language.number(far if far < _ONE_DECIMAL_BELOW_KM else round(far)), km),
        (f"{met}\u00a0/\u00a0{len(asked)}", msg("checks met")),
    )
    return element(
        "dl",
        join(
            element("div", join([element("dt", words(name, language)), element("dd", escape(value))]), "exx-fact")
            for value, name in facts
        ),
        "exx-facts",
    )


def _cautions(verdict: Verdict, shown: tuple[Finding, ...], language: Language) -> Markup:
    notes = [
        finding.note
        for finding in verdict.findings
        if finding.note is not None
        and finding not in shown
        and not (verdict.eligibility is Eligibility.NOT_ELIGIBLE and finding.code.startswith("LS"))
    ]
    if not notes:
        return Markup("")
    return element(
        "div",
        join(
            [
                element("p", words(msg("Please note:"), language), "exx-subheading exx-small"),
                element("ul", join(element("li", words(note, language), "exx-note") for note in notes), "exx-list"),
            ]
        ),
    )


def _not_checked(verdict: Verdict, language: Language) -> Markup:
    """Return, folded, what nothing was said about: it neither refuses nor allows anything."""
    open_ones = not_checked(verdict.findings)
    if not open_ones:
        return Markup("")
    title = plural("{n} thing not checked", "{n} things not checked", n=len(open_ones))
    said = msg("You said nothing about these, and need not. Your partnership may ask.")
    return fold(
        "not-checked",
        join([sign("not_checked"), words(title, language)], " "),
        join([element("p", words(said, language), "exx-law"), findings_html(open_ones, language)]),
    )


def _folded(verdict: Verdict, shown: tuple[Finding, ...], language: Language) -> Markup:
    rest = [finding for finding in verdict.findings if finding not in shown and finding.is_checked]
    if not rest:
        return Markup("")
    title = plural("Show all {n} check", "Show all {n} checks", n=len(verdict.findings))
    idle = [finding for finding in rest if finding.outcome is Outcome.NOT_APPLICABLE]
    asked = [finding for finding in rest if finding not in idle]
    heading = element("p", words(msg("Does not apply here"), language), "exx-subheading exx-small")
    groups = [findings_html(asked, language), *([heading, findings_html(idle, language)] if idle else [])]
    return fold("checks", words(title, language), join(groups))


def _law_line(verdict: Verdict, language: Language) -> Markup:
    said = msg(
        "By the rules of {programme}, version {version}, as of {day}.",
        programme=language.text(verdict.programme_title),
        version=verdict.programme_version,
        day=verdict.on,
    )
    return element("p", words(said, language), "exx-law")


def _body(parts: Iterable[Markup]) -> Markup:
    return element("div", join(part for part in parts if part), "exx-panel-body")


def _panel(kind: str, head: Markup, rest: Markup, bar: Markup, *, role: str = "") -> Markup:
    panel = element(
        "section",
        join([element("div", head, "exx-panel-head", role=role or "status"), rest]),
        f"exx-panel exx-panel-{kind}",
        id=PANEL_ID,
        tabindex="-1",
    )
    return join([panel, bar])
