# SPDX-License-Identifier: BSD-3-Clause
"""The clusters of the other partnerships of the scheme as small marks on the map, as far as they are known.

A cluster whose town is known stands in its town. Of the others only the country is known: one mark stands for all of a
country, at a spot inside it that the map's page knows (`outlines.inner_spot`), and its words say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.catalogue import load_partnerships, load_waves
from exxtra_kit.messages import Country, Listing, Message, msg, plural
from exxtra_kit.render.cluster_words import fact_confidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exxtra_kit.catalogue import Member, Partnership
    from exxtra_kit.language import Language


@dataclass(frozen=True, slots=True)
class _Known:
    """A cluster of other partnerships: one that is in two of them stands here once."""

    member: Member
    partnerships: tuple[Partnership, ...]


def partner_marks(language: Language) -> list[dict[str, object]]:
    """Return the marks as the map's page takes them, each with a title, what is heard of it, and its clusters.

    A mark has a `point` (latitude, longitude) if the town is known, else `of`, the code of the country it stands for.

    Args:
        language: Language of the words.
    """
    places: dict[tuple[str, str], list[_Known]] = {}
    for known in _others():
        places.setdefault((known.member.country, known.member.town if known.member.place else ""), []).append(known)
    return [_mark(country, found, language) for (country, _), found in sorted(places.items())]


def _others() -> Iterator[_Known]:
    """Yield the clusters that are none of ours, in the order of the table."""
    found: dict[tuple[str, str], tuple[Member, list[Partnership]]] = {}
    for partnership in load_partnerships():
        for member in partnership.members:
            if not member.cluster:
                found.setdefault((member.name, member.country), (member, []))[1].append(partnership)
    for member, partnerships in found.values():
        yield _Known(member, tuple(partnerships))


def _mark(country: str, found: Sequence[_Known], language: Language) -> dict[str, object]:
    place = found[0].member.place
    title = _town(found[0].member) if place else _nowhere(country, len(found))
    heard = [language.text(title), *(_heard(known, language) for known in found)]
    return {
        **({"point": [round(place.lat, 3), round(place.lon, 3)]} if place else {"of": country}),
        "title": language.text(title),
        "spoken": ". ".join(heard),
        "items": [{"name": known.member.name, "facts": _facts(known, language)} for known in found],
    }


def _town(member: Member) -> Message:
    return msg("{town}, {country}", town=member.town, country=Country(member.country))


def _nowhere(country: str, count: int) -> Message:
    return plural(
        "{country}: {n} cluster, town not known. The mark shows the country only.",
        "{country}: {n} clusters, towns not known. The mark shows the country only.",
        n=count,
        country=Country(country),
    )


def _heard(known: _Known, language: Language) -> str:
    names = Listing(tuple(partnership.name for partnership in known.partnerships))
    return language.text(msg("{name} ({partnerships})", name=known.member.name, partnerships=names))


def _facts(known: _Known, language: Language) -> list[list[str]]:
    """Return the lines of one cluster: label, value, and the language of the value where it is not the page's."""
    label = language.text(msg("Partnership"))
    lines = [
        [label, f"{partnership.name} \N{MIDDLE DOT} {partnership.field}", "en"] for partnership in known.partnerships
    ]
    belongs = fact_confidence(known.member.provenance.confidence)
    sure = msg("membership: {belongs}", belongs=belongs)
    seat = known.member.place_provenance
    if known.member.place and seat:
        sure = msg("membership: {belongs}; town: {town}", belongs=belongs, town=fact_confidence(seat.confidence))
    return [*lines, [language.text(msg("How sure")), language.text(sure)]]


def known_words() -> Message:
    """Return how much of the other partnerships is known: what is missing on the map is missing here."""
    ours = {partnership.id for partnership in load_partnerships() if any(one.cluster for one in partnership.members)}
    others = [partnership for partnership in load_partnerships() if partnership.id not in ours]
    return msg(
        "{clusters} clusters of {named} partnerships are known to us; the scheme had {all} other partnerships.",
        clusters=sum(1 for _ in _others()),
        named=sum(1 for partnership in others if partnership.members),
        all=sum(wave.partnerships for wave in load_waves()) - len(ours),
    )
