# SPDX-License-Identifier: BSD-3-Clause
"""The answer panel: verdict in words, sum, how sure, three facts, the one thing that matters, reasons.

The same pieces serve the map's list and the planner: `standing`, `verdict_words`, `sum_text`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from exxtra_kit.messages import Euro, Message, msg, plural
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.render.findings import confidence_words, findings_html, first_to_show, least_sure
from exxtra_kit.render.html import Markup, element, escape, join, sign, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exxtra_kit.errors import Problem
    from exxtra_kit.language import Language
    from exxtra_kit.models import Finding, Fix, Verdict

PANEL_ID = "exx-panel"
Standing = Literal["met", "half", "not_met", "undecided"]
_ONE_DECIMAL_BELOW_KM = 1000
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
    match verdict.eligibility:
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
    if verdict.lump_sum_eur == 0 or verdict.lump_sum_if_confirmed_eur == 0:
        return msg("a virtual exchange carries no lump sum")
    mark = least_sure(
        finding
        for finding in verdict.findings
        if finding.code.startswith("LS") and finding.outcome is not Outcome.NOT_APPLICABLE
    )
    how_sure = msg("table inferred, ask your partnership") if mark in {"I", "M"} else confidence_words(mark)
    if verdict.halved is None:
        return msg("full or half lump sum \u00b7 {how_sure}", how_sure=how_sure)
    if verdict.halved:
        return msg("half lump sum \u00b7 {how_sure}", how_sure=how_sure)
    return msg("full lump sum \u00b7 {how_sure}", how_sure=how_sure)


def panel_html(verdict: Verdict, language: Language, *, actions: Markup = _NO_ACTIONS) -> Markup:
    """Return the whole answer panel of a verdict, with the bar for a phone.

    Args:
        verdict: The answer of the rules.
        language: Language of the words.
        actions: Links that look like buttons, the main one first (`html.button_link`).
    """
    kind = standing(verdict)
    shown = first_to_show(verdict.findings)
    body = [
        callout_html(verdict, language),
        _other_fixes(verdict, language),
        findings_html(shown, language),
        _cautions(verdict, shown, language),
        _folded(verdict, shown, language),
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


def callout_html(verdict: Verdict, language: Language) -> Markup:
    """Return the one thing that matters: the nearest change that helps, else what must not be lost."""
    kind = standing(verdict)
    if verdict.fixes:
        lead = msg("More would be paid:") if kind in {"met", "half"} else msg("What would help:")
        return _callout(lead, verdict.fixes[0], language, kind)
    if verdict.loss is not None:
        days = verdict.working_days or 0
        return _callout(
            plural("Keep your {n} working day.", "Keep your {n} working days.", n=days), verdict.loss, language, "half"
        )
    return Markup("")


def _callout(lead: Message, fix: Fix, language: Language, kind: str) -> Markup:
    content = join([element("strong", words(lead, language)), words(fix.text, language)], " ")
    return element("p", content, f"exx-callout exx-callout-{kind}")


def _other_fixes(verdict: Verdict, language: Language) -> Markup:
    others = verdict.fixes[1:]
    if not others:
        return Markup("")
    title = plural("{n} other change that would help", "{n} other changes that would help", n=len(others))
    items = join(element("li", words(fix.text, language)) for fix in others)
    return element(
        "details", join([element("summary", words(title, language)), element("ul", items, "exx-list")]), "exx-details"
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


def _folded(verdict: Verdict, shown: tuple[Finding, ...], language: Language) -> Markup:
    rest = [finding for finding in verdict.findings if finding not in shown]
    if not rest:
        return Markup("")
    title = plural("Show all {n} check", "Show all {n} checks", n=len(verdict.findings))
    return element(
        "details", join([element("summary", words(title, language)), findings_html(rest, language)]), "exx-details"
    )


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
