# SPDX-License-Identifier: BSD-3-Clause
"""The map as one picture for a slide: an SVG of 1920 by 1080 pixels that needs nothing beside it.

Web Mercator, as on the page, and the page's colours in their light form: a slide is seen on a wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asinh, degrees, radians, tan
from typing import TYPE_CHECKING, Any

from exxtra_kit.catalogue import country_outlines, load_clusters, region_outlines
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.messages import msg
from exxtra_kit.render.map_state import great_circle, ring
from exxtra_kit.render.slide_frame import DASHES, answer_text, footer, header, panel
from exxtra_kit.render.slide_labels import Box, place_labels
from exxtra_kit.render.snapshot import TITLE, when_words, who_words
from exxtra_kit.render.svg import (
    ACCENT,
    CARD,
    COLOURS,
    FONT,
    INK,
    TONES,
    path_of,
    shortened_to,
    sign_element,
    tag,
    text_element,
    width_of,
    xml_text,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.models import Place
    from exxtra_kit.render.offers import Offer
    from exxtra_kit.render.snapshot import Snapshot

WIDTH, HEIGHT = 1920, 1080
_MAP = Box(40, 132, 1330, 806)
_EDGE = (110, 84)  # room around the outermost points, for their labels
_CLOSEST = 90.0  # pixels to a degree
_SIZE, _DOT, _SIGN_WIDTH = 22, 11, 24
_NAME_WIDTH = 230
_SMALLEST = 2.5  # pixels; an island below this is left out
_STEP = 0.8  # pixels; points nearer than this are one
_LIMIT = 85.0  # degrees; where Web Mercator ends


@dataclass(frozen=True, slots=True)
class _View:
    """From degrees to pixels: scale in pixels to a degree, and what lies at the map's upper left corner."""

    scale: float
    left: float
    top: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return _MAP.x + (lon - self.left) * self.scale, _MAP.y + (self.top - _north(lat)) * self.scale

    def of(self, place: Place) -> tuple[float, float]:
        return self.at(place.lon, place.lat)


def slide_svg(snapshot: Snapshot, language: Language) -> str:
    """Return the picture.

    Args:
        snapshot: What was asked and answered.
        language: Language of the words.
    """
    view = _view([offer.cluster.place for offer in snapshot.offers] + ([snapshot.me] if snapshot.me else []))
    said = ". ".join(language.text(part) for part in (TITLE, who_words(snapshot), when_words(snapshot)))
    ground = [_box(_MAP, rx=12, fill=COLOURS["sea"]), *_land(view, _participating(snapshot)), *_ways(snapshot, view)]
    parts = [
        tag("title", xml_text(said)),
        tag("rect", width=WIDTH, height=HEIGHT, fill=COLOURS["ground"]),
        *header(snapshot, language),
        tag("clipPath", _box(_MAP, rx=12), id="map"),
        tag("g", "\n".join(ground), clip_path="url(#map)"),
        *_pins(snapshot, view, language),
        *panel(snapshot, language),
        *footer(snapshot, language),
    ]
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" xml:lang="{language.code}" font-family="{FONT}">'
    return "\n".join([head, *parts, "</svg>\n"])


def _participating(snapshot: Snapshot) -> frozenset[str]:
    """Return the countries that take part; none where the law says nothing of that day."""
    try:
        return frozenset(snapshot.law.names("participating_countries"))
    except ParameterNotFoundError:
        return frozenset()


def _box(box: Box, **attributes: str | float) -> str:
    return tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, **attributes)


def _north(lat: float) -> float:
    """Return the height of a latitude in Web Mercator, in degrees of the equator."""
    return degrees(asinh(tan(radians(max(-_LIMIT, min(_LIMIT, lat))))))


def _view(places: Sequence[Place]) -> _View:
    west, east = min(one.lon for one in places), max(one.lon for one in places)
    south, north = (_north(pick(one.lat for one in places)) for pick in (min, max))
    room = (_MAP.width - 2 * _EDGE[0], _MAP.height - 2 * _EDGE[1])
    scale = min(room[0] / max(east - west, 1e-6), room[1] / max(north - south, 1e-6), _CLOSEST)
    left = (west + east) / 2 - _MAP.width / 2 / scale
    return _View(scale, left, (south + north) / 2 + _MAP.height / 2 / scale)


def _land(view: _View, participating: Collection[str]) -> Iterator[str]:
    for feature in country_outlines()["features"]:
        fill = COLOURS["land"] if feature["properties"]["iso2"] in participating else COLOURS["land-out"]
        yield from _shape(feature["geometry"], view, fill, COLOURS["border"])
    regions = {cluster.region for cluster in load_clusters()}
    for feature in region_outlines()["features"]:
        if feature["properties"]["id"] in regions:
            yield from _shape(feature["geometry"], view, COLOURS["moderate"], COLOURS["rim"])


def _shape(geometry: Mapping[str, Any], view: _View, fill: str, stroke: str) -> Iterator[str]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    path = "".join(_ring_path(points, view) for polygon in polygons for points in polygon)
    if path:
        yield tag("path", d=path, fill_rule="evenodd", fill=fill, stroke=stroke, stroke_width=1)


def _ring_path(points: Sequence[Sequence[float]], view: _View) -> str:
    """Return an outline as a path; nothing for one that is a speck, or wholly outside the picture."""
    drawn: list[tuple[float, float]] = []
    for lon, lat, *_ in points:
        x, y = view.at(lon, lat)
        if not drawn or abs(x - drawn[-1][0]) >= _STEP or abs(y - drawn[-1][1]) >= _STEP:
            drawn.append((x, y))
    xs, ys = [x for x, _ in drawn], [y for _, y in drawn]
    is_speck = max(xs) - min(xs) < _SMALLEST and max(ys) - min(ys) < _SMALLEST
    outside = max(xs) < _MAP.x or min(xs) > _MAP.x + _MAP.width or max(ys) < _MAP.y or min(ys) > _MAP.y + _MAP.height
    if is_speck or outside:
        return ""
    return path_of(drawn) + "Z"


def _ways(snapshot: Snapshot, view: _View) -> Iterator[str]:
    way = _way(snapshot, view)
    if way:
        yield tag("path", d=path_of(way), fill="none", stroke=ACCENT, stroke_width=4)
    if snapshot.ring_km and snapshot.me is not None:
        line = path_of(view.of(place) for place in ring(snapshot.me, snapshot.ring_km))
        yield tag("path", d=line + "Z", fill="none", stroke=INK, stroke_width=2, stroke_dasharray=DASHES)


def _way(snapshot: Snapshot, view: _View) -> list[tuple[float, float]]:
    """Return the way to the chosen host; empty for none."""
    chosen = next((one.cluster.place for one in snapshot.offers if one.cluster.id == snapshot.selected), None)
    if snapshot.me is None or chosen is None:
        return []
    return [view.of(place) for place in great_circle(snapshot.me, chosen)]


def _pins(snapshot: Snapshot, view: _View, language: Language) -> Iterator[str]:
    """Draw hosts and visitor with their labels; a label without a free place is left to the list beside the map."""
    offers = sorted(snapshot.offers, key=lambda one: one.cluster.id != snapshot.selected)
    points = [view.of(offer.cluster.place) for offer in offers]
    texts = [_label(offer, language) for offer in offers]
    if snapshot.me is not None:
        points.append(view.of(snapshot.me))
        texts.append((shortened_to(snapshot.me.town or language.text(msg("you")), _SIZE, _NAME_WIDTH),))
    inside = Box(_MAP.x + 6, _MAP.y + 6, _MAP.width - 12, _MAP.height - 12)
    way = [Box(x - 3, y - 3, 6, 6) for x, y in _way(snapshot, view)]
    boxes = place_labels(points, [_size_of(lines) for lines in texts], inside, _DOT + 2, way)
    for point, box in zip(points, boxes, strict=True):
        if box is not None:
            near = (_nearest(point[0], box.x, box.width), _nearest(point[1], box.y, box.height))
            yield tag("path", d=path_of([point, near]), stroke=INK, stroke_width=1.5)
    # The visitor's point comes last, and is drawn by itself.
    for offer, (x, y), box, lines in zip(offers, points, boxes, texts, strict=False):
        tone = TONES[offer.standing]
        fill = tone if offer.cluster.id == snapshot.selected else CARD
        yield tag("circle", cx=x, cy=y, r=_DOT - 2, fill=fill, stroke=tone, stroke_width=4)
        if box is not None:
            yield from _label_elements(box, lines, offer)
    if snapshot.me is not None:
        yield from _visitor(points[-1], boxes[-1], texts[-1][0])


def _size_of(lines: Sequence[str]) -> tuple[float, float]:
    """Return width and height of a label: a name, or a name above sign and answer."""
    wide = [width_of(lines[0], _SIZE), *(width_of(line, _SIZE) + _SIGN_WIDTH for line in lines[1:])]
    return max(wide) + 20, 34.0 * len(lines)


def _nearest(point: float, start: float, length: float) -> float:
    return max(start, min(point, start + length))


def _label(offer: Offer, language: Language) -> tuple[str, ...]:
    name, answer = shortened_to(offer.cluster.name, _SIZE, _NAME_WIDTH), answer_text(offer, language)
    return (name, shortened_to(answer, _SIZE, _NAME_WIDTH)) if answer else (name,)


def _label_elements(box: Box, lines: Sequence[str], offer: Offer) -> Iterator[str]:
    tone, left = TONES[offer.standing], box.x + 10
    yield _box(box, class_="label", rx=7, fill=CARD, stroke=tone, stroke_width=1.5)
    yield text_element(left, box.y + 25, lines[0], _SIZE, bold=True)
    for line in lines[1:]:
        yield sign_element(offer.standing, left + 8, box.y + 51, 8)
        yield text_element(left + _SIGN_WIDTH, box.y + 59, line, _SIZE, fill=tone, bold=True)


def _visitor(point: tuple[float, float], box: Box | None, name: str) -> Iterator[str]:
    (x, y), size = point, 12
    square = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    yield tag("path", d=path_of(square) + "Z", fill=INK, stroke=CARD, stroke_width=2.5)
    if box is not None:
        yield _box(box, class_="label", rx=7, fill=CARD, fill_opacity="0.85")
        yield text_element(box.x + box.width / 2, box.y + 25, name, _SIZE, bold=True, anchor="middle")
