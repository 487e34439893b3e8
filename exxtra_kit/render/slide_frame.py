# SPDX-License-Identifier: BSD-3-Clause
"""What stands around the map on a slide: who asks and when, the list of hosts, what the signs mean, what to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.messages import Kilometres, Message, msg, plural
from exxtra_kit.render.legend import KOSOVO_NOTE
from exxtra_kit.render.map_page import BORDERS
from exxtra_kit.render.offers import SIGN_WORDS, by_sum, short_reason, sum_words
from exxtra_kit.render.outlines import KOSOVO
from exxtra_kit.render.slide_labels import Box
from exxtra_kit.render.snapshot import TITLE, UNOFFICIAL, when_words, who_words
from exxtra_kit.render.svg import (
    CARD,
    INK,
    LINE,
    MUTED,
    TONES,
    path_of,
    shortened_to,
    sign_element,
    tag,
    text_element,
    width_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.language import Language
    from exxtra_kit.render.offers import Offer
    from exxtra_kit.render.snapshot import Snapshot

DASHES = "6 7"
_DOT = " \N{MIDDLE DOT} "
_LEFT, _TEXT_WIDTH = 40, 1830
_PANEL = Box(1394, 132, 486, 806)
_ROW, _NAME, _ANSWER, _LINE = 108, 26, 25, 19
_SMALLER = 0.85  # for a line that has no room otherwise
_LEGEND_AT, _LEGEND = 972, 21
_NOTES_AT, _NOTES, _NOTES_STEP = 1010, 18, 27


def header(snapshot: Snapshot, language: Language) -> Iterator[str]:
    """Yield the question, and below it who asks, and which days."""
    yield text_element(_LEFT, 66, language.text(TITLE), 44, bold=True)
    asked = language.text(who_words(snapshot)) + _DOT + language.text(when_words(snapshot))
    yield text_element(_LEFT, 110, shortened_to(asked, 27, _TEXT_WIDTH, bold=False), 27, fill=MUTED)


def answer_text(offer: Offer, language: Language) -> str:
    """Return the sum, or in few words why there is none; empty while there is no verdict."""
    said: Message | None = short_reason(offer) or sum_words(offer)
    return language.text(said) if said else ""


def panel(snapshot: Snapshot, language: Language) -> Iterator[str]:
    """Yield the list of hosts, the highest sum first."""
    yield tag("rect", x=_PANEL.x, y=_PANEL.y, width=_PANEL.width, height=_PANEL.height, rx=12, fill=CARD, stroke=LINE)
    offers = by_sum(snapshot.offers)
    height = min(_ROW, (_PANEL.height - 24) / max(len(offers), 1))
    left, right = _PANEL.x + 22, _PANEL.x + _PANEL.width - 22
    for number, offer in enumerate(offers):
        top = _PANEL.y + 12 + number * height
        base = top + height * 0.36 + 9
        if number:
            yield tag("path", d=path_of([(left, top), (right, top)]), stroke=LINE, stroke_width=1.5)
        answer = shortened_to(answer_text(offer, language), _ANSWER, 250)
        name = shortened_to(offer.cluster.name, _NAME, right - left - 60 - width_of(answer, _ANSWER))
        yield sign_element(offer.standing, left + 14, base - 9, 10)
        yield text_element(left + 38, base, name, _NAME, bold=True)
        yield text_element(right, base, answer, _ANSWER, fill=TONES[offer.standing], bold=True, anchor="end")
        room, size = right - left - 40, float(_LINE)
        line = _details(offer, language)
        if shortened_to(line, size, room, bold=False) != line:
            size *= _SMALLER
        yield text_element(left + 38, base + 32, shortened_to(line, size, room, bold=False), size, fill=MUTED)


def _details(offer: Offer, language: Language) -> str:
    parts = [language.country(offer.cluster.country)]
    if offer.verdict is not None:
        if offer.verdict.distance_km is not None:
            parts.append(language.text(msg("{distance}", distance=Kilometres(offer.verdict.distance_km))))
        if offer.verdict.working_days is not None:
            parts.append(language.text(plural("{n} working day", "{n} working days", n=offer.verdict.working_days)))
    return _DOT.join(parts)


def footer(snapshot: Snapshot, language: Language) -> Iterator[str]:
    """Yield what the signs mean, that it is unofficial, by which rules, and whose borders these are."""
    x: float = _LEFT
    for kind, word in SIGN_WORDS.items():
        text = language.text(word)
        yield sign_element(kind, x + 10, _LEGEND_AT - 7, 9)
        yield text_element(x + 28, _LEGEND_AT, text, _LEGEND)
        x += 60 + width_of(text, _LEGEND)
    if snapshot.ring_km and snapshot.me is not None:
        text = language.text(msg("{distance} from the visitor", distance=Kilometres(snapshot.ring_km)))
        dashes = path_of([(x, _LEGEND_AT - 7), (x + 36, _LEGEND_AT - 7)])
        yield tag("path", d=dashes, stroke=INK, stroke_width=2, stroke_dasharray=DASHES)
        yield text_element(x + 46, _LEGEND_AT, text, _LEGEND)
    for number, note in enumerate(_notes(snapshot, language)):
        line = shortened_to(note, _NOTES, _TEXT_WIDTH, bold=False)
        fill = MUTED if number else INK
        yield text_element(_LEFT, _NOTES_AT + number * _NOTES_STEP, line, _NOTES, fill=fill)


def _notes(snapshot: Snapshot, language: Language) -> Iterator[str]:
    yield language.text(UNOFFICIAL)
    head = snapshot.law.programme.programme
    by_rules = msg(
        "{programme}, version {version}, the law of {day}. Sums: an inferred table. Made on {made}.",
        programme=language.text(head.title),
        version=head.version,
        day=snapshot.law.day,
        made=snapshot.made_on,
    )
    yield f"{language.text(by_rules)} {language.text(BORDERS)}"
    if snapshot.visitor is not None and snapshot.visitor.country == KOSOVO:
        yield language.text(KOSOVO_NOTE)
