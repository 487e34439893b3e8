# SPDX-License-Identifier: BSD-3-Clause
"""The ranked hosts as cards, each with its score taken apart, and those that are out with the rule; all escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.catalogue import source, visit_offers_of
from exxtra_kit.messages import Message, msg
from exxtra_kit.render.findings import finding_html
from exxtra_kit.render.html import Markup, element, escape, fold, join, outside_link, sign, words
from exxtra_kit.render.offers import place_words
from exxtra_kit.render.ranking_words import (
    HOW_IT_ADDS_UP,
    marks_words,
    points_words,
    score_words,
    total_words,
    verdict_and_sum,
    visit_words,
)
from exxtra_kit.render.verdict import standing, sureness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exxtra_kit.catalogue import Cluster, VisitOffer
    from exxtra_kit.language import Language
    from exxtra_kit.matching.ranking import Excluded, Part, Ranked, Ranking
    from exxtra_kit.models import Finding

_HEADINGS: tuple[Message, ...] = (msg("Criterion"), msg("Points"), msg("Weight"), msg("Marks"), msg("Why"))


def ranking_html(
    ranking: Ranking, language: Language, *, selected: str = "", actions: Callable[[Cluster], Markup] | None = None
) -> Markup:
    """Return the whole ranking: the possible hosts in order, those not decided yet, those that are out.

    Args:
        ranking: The hosts.
        language: Language of the words.
        selected: Id of the chosen host, whose score is shown unfolded; empty for none.
        actions: Makes what one can do with a possible host: links and buttons (`html.press_button`).
    """
    if not ranking.ranked:
        none = element("p", words(msg("No host of the catalogue is possible for you as it stands."), language))
        return join([none, excluded_html(ranking.excluded, language)])
    sure = [one for one in ranking.ranked if one.is_decided]
    still_open = [one for one in ranking.ranked if not one.is_decided]
    parts = [_cards(sure, 1, language, selected, actions)]
    if still_open:
        parts.append(element("h3", words(msg("Not decided yet"), language), "exx-subheading"))
        parts.append(_cards(still_open, len(sure) + 1, language, selected, actions))
    parts.append(element("p", words(HOW_IT_ADDS_UP, language), "exx-text exx-small exx-muted"))
    return join([*parts, excluded_html(ranking.excluded, language)])


def _cards(
    hosts: Sequence[Ranked],
    first: int,
    language: Language,
    selected: str,
    actions: Callable[[Cluster], Markup] | None,
) -> Markup:
    if not hosts:
        return Markup("")
    cards = [
        element(
            "li",
            host_html(
                one,
                place,
                language,
                actions=actions(one.cluster) if actions else Markup(""),
                is_open=one.cluster.id == selected,
            ),
            "exx-rank-item",
        )
        for place, one in enumerate(hosts, start=first)
    ]
    return element("ol", join(cards), "exx-rank-hosts", role="list", start=str(first))


def host_html(
    one: Ranked, place: int, language: Language, *, actions: Markup | None = None, is_open: bool = False
) -> Markup:
    """Return one host as a card: place, name, score, verdict, sum, ready-made visits, and the score taken apart.

    Args:
        one: The host.
        place: Its place in the order, 1 for the first.
        language: Language of the words.
        actions: What one can do with it.
        is_open: Whether its parts are shown, and not folded.
    """
    kind = standing(one.verdict)
    number = element("span", escape(language.number(place)), "exx-number exx-number-quiet")
    heading = element("h3", join([number, escape(one.cluster.name)], " "), "exx-heading")
    where = element("p", words(place_words(one.cluster), language), "exx-text exx-small exx-muted")
    score = element("p", words(score_words(one), language), "exx-rank-score")
    answer = join([sign(kind), escape(verdict_and_sum(one, language))], " ")
    paid = element("p", answer, f"exx-text exx-{kind}")
    sure = element("p", words(sureness(one.verdict), language), "exx-text exx-small exx-muted")
    visits = [_visit(offer, language) for offer in visit_offers_of(one.cluster)]
    title = words(msg("How the score of {host} comes about", host=one.cluster.name), language)
    table = parts_html(one, language)
    parts = element("div", table) if is_open else fold(f"score-{one.cluster.id}", title, table)
    rest = [element("div", actions, "exx-buttons")] if actions else []
    return element("article", join([heading, where, score, paid, sure, *visits, parts, *rest]), "exx-rank-card")


def parts_html(one: Ranked, language: Language) -> Markup:
    """Return the score of a host taken apart: a row for each criterion, and the sum."""
    head = element("tr", join(element("th", words(title, language), scope="col") for title in _HEADINGS))
    rows = [_row(part, language) for part in one.parts]
    total = element("td", words(total_words(one), language), colspan=str(len(_HEADINGS) - 1))
    foot = element("tr", join([element("th", words(msg("Sum"), language), scope="row"), total]))
    table = join([element("thead", head), element("tbody", join(rows)), element("tfoot", foot)])
    caption = element("caption", words(msg("The score of {host}", host=one.cluster.name), language), "exx-sr")
    return element("table", join([caption, table]), "exx-rank-parts")


def _row(part: Part, language: Language) -> Markup:
    points = [words(points_words(part), language)]
    if part.percent is not None:  # the number beside it says the same
        bar = element("meter", Markup(""), min="0", max="100", value=str(part.percent), aria_hidden="true")
        points.append(bar)
    cells = (
        (_HEADINGS[1], join(points, " ")),
        (_HEADINGS[2], escape(language.number(part.weight))),
        (_HEADINGS[3], words(marks_words(part), language)),
        (_HEADINGS[4], words(part.reason, language)),
    )
    name = element("th", words(part.criterion.label, language), scope="row")
    known = "" if part.percent is not None else "exx-muted"
    shown = [element("td", cell, data_label=language.text(label)) for label, cell in cells]
    return element("tr", join([name, *shown]), known)


def _visit(offer: VisitOffer, language: Language) -> Markup:
    origin = source(offer.provenance.source)
    link = outside_link(escape(origin.title), origin.url)
    said = join([words(visit_words(offer), language), link], " \u00b7 ")
    note = element("span", escape(offer.provenance.note), "exx-muted", lang="en")
    return element("p", join([said, note], " "), "exx-text exx-small exx-rank-visit")


def excluded_html(excluded: Sequence[Excluded], language: Language) -> Markup:
    """Return the hosts that are out, each with the rules that keep it out; nothing where there is none."""
    if not excluded:
        return Markup("")
    items = [
        element("li", join([element("strong", escape(one.cluster.name)), why_not_html(one.findings, language)]))
        for one in excluded
    ]
    title = element("h3", words(msg("Why not these"), language), "exx-subheading")
    return element("section", join([title, element("ul", join(items), "exx-rank-excluded", role="list")]))


def why_not_html(findings: Sequence[Finding], language: Language) -> Markup:
    """Return the rules that keep a host out: reason, value of the law, source."""
    return element("ul", join(finding_html(finding, language) for finding in findings), "exx-findings", role="list")
