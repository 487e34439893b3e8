# SPDX-License-Identifier: BSD-3-Clause
"""The hosts as a list, and the card of one cluster; everything escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.catalogue import source
from exxtra_kit.matching.spoken import official_languages
from exxtra_kit.messages import Listing, Message, msg
from exxtra_kit.render.cluster_words import REGION_FACTS, WORDS, blank_words, fact_confidence
from exxtra_kit.render.findings import CONFIDENCE, confidence_words, least_sure
from exxtra_kit.render.html import Markup, element, escape, join, only_read, outside_link, words
from exxtra_kit.render.offers import (
    SIGN_WORDS,
    SIGNS,
    Offer,
    details,
    reasons,
    shared_reasons,
    sum_words,
)
from exxtra_kit.render.verdict import sureness, verdict_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exxtra_kit.catalogue import Cluster, Fact
    from exxtra_kit.language import Language

_DOT = " \N{MIDDLE DOT} "
_REASONS_SHOWN = 2
_LANGUAGES = msg("Official languages there")

# Facts of a card in order: label, and name in the catalogue.
_FACTS: tuple[tuple[Message, str], ...] = (
    (msg("Seat"), "town"),
    (msg("Founded"), "founded"),
    (msg("Members"), "members"),
    (msg("Quality label (ESCA)"), "esca_label"),
    (msg("Strengths"), "strength"),
    (msg("Territory, as the presentation names it"), "territory"),
    *REGION_FACTS,
)


def hosts_html(
    offers: Sequence[Offer], language: Language, *, selected: str = "", actions: Callable[[Offer], Markup] | None = None
) -> Markup:
    """Return the list of hosts in the order in which they come; the chosen one with its card unfolded.

    Each entry is a button that carries the cluster's id as `data-host`.

    Args:
        offers: The hosts.
        language: Language of the words.
        selected: Id of the chosen host; empty for none.
        actions: Makes what one can do with the chosen host, for its card.
    """
    items = []
    said = shared_reasons(offers)
    for offer in offers:
        is_open = offer.cluster.id == selected
        card = card_html(offer, language, actions(offer) if actions else Markup("")) if is_open else Markup("")
        items.append(element("li", join([_entry(offer, said, language, is_open=is_open), card]), "exx-map-item"))
    return element("ul", join(items), "exx-map-hosts", role="list")


def _entry(offer: Offer, said: Sequence[Message], language: Language, *, is_open: bool) -> Markup:
    kind, amount = offer.standing, sum_words(offer)
    why = [reason for reason in reasons(offer) if reason not in said][:_REASONS_SHOWN]
    mark = element("span", escape(SIGNS[kind] if kind else "\N{WHITE CIRCLE}"), "exx-map-sign", aria_hidden="true")
    shown = [mark, element("span", escape(offer.cluster.name), "exx-map-name")]
    if amount is not None and kind is not None:
        says_it_all = kind == "not_met"
        heard = Markup("") if says_it_all else only_read(words(msg(", {verdict}", verdict=SIGN_WORDS[kind]), language))
        shown.append(element("span", join([words(amount, language), heard]), f"exx-map-sum exx-{kind}"))
    line = join((words(part, language) for part in details(offer)), _DOT)
    below = [element("span", line)]
    below += [element("span", words(reason, language), f"exx-map-why exx-{kind}") for reason in why]
    shown.append(element("span", join(below), "exx-map-line"))
    return element(
        "button", join(shown), f"exx-map-entry exx-{kind}" if kind else "exx-map-entry", type="button",
        data_host=offer.cluster.id, aria_expanded="true" if is_open else "false",
    )  # fmt: skip


def how_sure_html(offers: Iterable[Offer], language: Language) -> Markup:
    """Return how sure the sums of the list are, by the weakest of them; empty while there are none."""
    paid = [offer.verdict for offer in offers if offer.verdict is not None and offer.standing != "not_met"]
    if not paid:
        return Markup("")
    weakest = least_sure(finding for verdict in paid for finding in verdict.findings if finding.code.startswith("LS"))
    how_sure = msg("table inferred, ask your partnership") if weakest in {"I", "M"} else confidence_words(weakest)
    return element("p", words(msg("Sums: {how_sure}.", how_sure=how_sure), language), "exx-text exx-small exx-muted")


def card_html(offer: Offer, language: Language, actions: Markup) -> Markup:
    """Return the card of a cluster: names, site, facts with how sure they are, notes and sources folded.

    Args:
        offer: The cluster, with the verdict if there is one.
        language: Language of the words.
        actions: What one can do: links that look like buttons, the choice of a week.
    """
    cluster = offer.cluster
    parts = [element("h3", escape(cluster.full_name), "exx-subheading")]
    if cluster.aliases:
        also = msg("Also written: {names}", names=Listing(cluster.aliases))
        parts.append(element("p", words(also, language), "exx-text exx-small exx-muted"))
    if offer.verdict is not None:
        said = join([words(verdict_words(offer.verdict), language), words(sureness(offer.verdict), language)], _DOT)
        parts.append(element("p", said, f"exx-text exx-small exx-{offer.standing}"))
    parts.append(actions)
    if cluster.site:
        parts.append(element("p", outside_link(escape(cluster.site), cluster.site), "exx-text exx-small"))
    shown = [(label, name) for label, name in _FACTS if cluster.facts.get(name)]
    rows = [_fact_row(cluster, label, name, language) for label, name in shown]
    parts.append(element("dl", join([*rows, _languages_row(cluster, language)]), "exx-map-facts"))
    notes = [*(_notes(cluster.facts[name], label, language) for label, name in shown), _languages_note(language)]
    parts.append(
        element(
            "details",
            join(
                [
                    element("summary", words(msg("Notes and sources"), language)),
                    element("ul", join(notes), "exx-map-notes"),
                ]
            ),
            "exx-details",
            data_key="notes",
        )
    )
    return element("div", join(parts), "exx-map-card", role="group", aria_label=cluster.name)


def _fact_row(cluster: Cluster, label: Message, name: str, language: Language) -> Markup:
    """Return one fact: label, value or why there is none, and how sure it is."""
    facts = cluster.facts[name]
    known = [fact for fact in facts if fact.is_known]
    value, values = blank_words(facts[0]), WORDS.get(name, {})
    if known:
        value = msg("{value}", value=Listing(tuple(values.get(fact.value, fact.value) for fact in known)))
    if name == "members" and known:
        year = next(iter(cluster.values("members_year")), None) or msg("year not found")
        value = msg("{members} ({year})", members=value, year=year)
    shown = [words(value, language)]
    weakest = least_sure_mark(fact.confidence for fact in known)
    if weakest:
        is_doubtful = weakest in {"I", "M"}
        shown.append(element("span", words(fact_confidence(weakest), language), "exx-half" if is_doubtful else ""))
    return join([element("dt", words(label, language)), element("dd", join(shown))])


def _languages_row(cluster: Cluster, language: Language) -> Markup:
    """Return the official languages of country and region; of the host's people nothing is said."""
    codes = official_languages(cluster.country, cluster.host_region)
    names = language.listing([language.language_name(code) for code in codes])
    return join([element("dt", words(_LANGUAGES, language)), element("dd", escape(names))])


def _languages_note(language: Language) -> Markup:
    told = msg("Unicode CLDR, by country and region. Which languages people at the host speak is not known: ask them.")
    return element("li", join([element("strong", words(_LANGUAGES, language)), words(told, language)], " "))


def least_sure_mark(marks: Iterable[str]) -> str:
    """Return the weakest of several confidence marks; empty if there are none."""
    order = list(CONFIDENCE)
    return max((mark for mark in marks if mark in CONFIDENCE), key=order.index, default="")


def _notes(facts: Sequence[Fact], label: Message, language: Language) -> Markup:
    """Return what is to be said of one fact: notes of the catalogue (in English), sources, day of the last check."""
    told = dict.fromkeys(fact.note for fact in facts if fact.note and fact.note != "not found")
    parts = [element("strong", words(label, language)), *(element("span", escape(note), lang="en") for note in told)]
    # One line for each source and mark, so that six strengths of one page name it once.
    parts += [_provenance(fact, language) for fact in {(f.source, f.confidence): f for f in facts if f.source}.values()]
    if not any(fact.source for fact in facts):
        parts.append(element("span", words(msg("looked for on {day}, not found", day=facts[0].last_checked), language)))
    return element("li", join(parts, " "))


def _provenance(fact: Fact, language: Language) -> Markup:
    found = source(fact.source)
    checked = msg("checked on {day}", day=fact.last_checked)
    parts = [
        outside_link(escape(found.title), found.url),
        words(fact_confidence(fact.confidence), language),
        words(checked, language),
    ]
    return element("span", join(parts, _DOT), "exx-source")
