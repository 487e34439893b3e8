# SPDX-License-Identifier: BSD-3-Clause
"""The slide: an SVG that any reader of XML takes, without overlaps, and which says what the rules say."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.language import Language
from exxtra_kit.models import Place
from exxtra_kit.render.slide import HEIGHT, WIDTH, slide_svg
from exxtra_kit.render.slide_labels import Box, place_labels
from exxtra_kit.render.svg import shortened_to, sign_element, width_of, xml_text
from tests.render.hostile_texts import ATTACKS, HOSTILE
from tests.render.offered import judged
from tests.render.snapshots import empty_snapshot, hostile_snapshot, snapshot

ENGLISH = Language.load()
SVG = "{http://www.w3.org/2000/svg}"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(svg: str) -> ET.Element:
    """Return a picture as a tree; fails if it is no XML."""
    return ET.fromstring(svg)  # noqa: S314 (our own)


def texts(svg: str) -> list[str]:
    """Return what a picture says, one for each line."""
    return [element.text or "" for element in read(svg).iter(f"{SVG}text")]


def labels(svg: str) -> list[Box]:
    """Return the boxes of the labels on the map."""
    found = [one for one in read(svg).iter(f"{SVG}rect") if one.get("class") == "label"]
    return [Box(*(float(one.get(key, "0")) for key in ("x", "y", "width", "height"))) for one in found]


def test_it_says_who_asks_when_and_what_each_host_pays() -> None:
    """Question, visitor, days, every host with its sum twice (map and list), the note that it is unofficial."""
    said = texts(slide_svg(snapshot(), ENGLISH))

    assert said[0] == "Where can we go, and for how much?"
    assert (
        said[1]
        == "Zlab S.r.l., small or medium-sized company (SME), Cerea, Italy \N{MIDDLE DOT} 20\N{EN DASH}24 June 2022"
    )
    for offer in judged():
        assert said.count(offer.cluster.name) == 2
        if offer.standing != "not_met":
            assert said.count(ENGLISH.euro(offer.sum_eur or 0)) >= 2
    assert any(line.startswith("An unofficial tool.") for line in said)
    assert any("Natural Earth" in line and "version 2.0.0" in line for line in said)


def test_it_has_the_size_of_a_slide_and_asks_for_nothing() -> None:
    """1920 by 1080, and not one address but the name of SVG itself."""
    svg = slide_svg(snapshot(), ENGLISH)
    root = read(svg)

    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("1920", "1080", f"0 0 {WIDTH} {HEIGHT}")
    assert re.findall(r"https?://[^\"' ]+", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<(script|image|use|foreignObject|style)|href=|on\w+=", svg)


def test_the_way_and_the_ring_are_drawn_only_with_a_visitor() -> None:
    """A visitor's picture has dashes for the ring; one without a question has no sums, no way and no ring."""
    assert slide_svg(snapshot(), ENGLISH).count("stroke-dasharray") == 2
    empty = slide_svg(empty_snapshot(), ENGLISH)
    assert "stroke-dasharray" not in empty
    assert "\N{EURO SIGN}" not in empty
    assert len(labels(empty)) == 7
    assert len(labels(slide_svg(snapshot(me=None), ENGLISH))) == 7


@settings(max_examples=15, deadline=None)
@given(st.floats(35, 68), st.floats(-24, 40), st.sampled_from([offer.cluster.id for offer in judged()]))
def test_no_label_hides_another(lat: float, lon: float, selected: str) -> None:
    """Wherever the visitor is, all eight labels stand on the map, and no two have a pixel in common."""
    me = Place(lat=lat, lon=lon, town="A town with a rather long name", country="IT")
    found = labels(slide_svg(snapshot(me=me, selected=selected), ENGLISH))

    assert len(found) == 8
    assert not [pair for pair in combinations(found, 2) if pair[0].meets(pair[1])]
    assert all(Box(40, 132, 1330, 806).holds(box) for box in found)


def test_a_label_without_a_place_is_left_out() -> None:
    """Where there is no room, one label stands and the other is left to the list."""
    frame = Box(0, 0, 100, 60)

    assert [bool(box) for box in place_labels([(50, 10), (52, 10)], [(90, 30), (90, 30)], frame, 5)] == [True, False]


@settings(max_examples=30, deadline=None)
@given(HOSTILE)
def test_hostile_names_are_text(text: str) -> None:
    """Whatever visitor, town and host are called, the picture is XML with the elements of a harmless one."""
    svg = slide_svg(hostile_snapshot(text), ENGLISH)
    kept = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))

    elements = {element.tag.removeprefix(SVG) for element in read(svg).iter()}
    assert elements <= {"svg", "title", "rect", "text", "path", "circle", "clipPath", "g"}
    assert not {name for element in read(svg).iter() for name in element.attrib if name.startswith("on")}
    # A short name stands there as it is; a long one with its beginning.
    begun = kept[:3].strip()
    assert any(line.startswith(begun) for line in texts(svg))


@pytest.mark.parametrize("text", ATTACKS)
def test_any_text_survives_as_xml(text: str) -> None:
    """Text goes into XML and comes out again, but for what XML can't hold."""
    found = read(f"<a>{xml_text(text)}</a>").text

    assert found == NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text).replace("\r\n", "\n").replace("\r", "\n")


def test_a_long_text_is_cut_where_the_room_ends() -> None:
    """Three dots tell that something is missing, and what stands there fits."""
    cut = shortened_to("x" * 10_000, 22, 230)

    assert cut.endswith("\N{HORIZONTAL ELLIPSIS}")
    assert width_of(cut, 22) <= 230
    assert shortened_to("short", 22, 230) == "short"


def test_each_standing_has_a_sign_of_its_own() -> None:
    """Colour is never alone: the shapes differ too."""
    shapes = {
        re.sub(r'(fill|stroke)="#\w+"', "", sign_element(kind, 0, 0, 9))
        for kind in ("met", "half", "not_met", "undecided")
    }

    assert len(shapes) == 4
