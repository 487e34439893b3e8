# SPDX-License-Identifier: BSD-3-Clause
"""The map as a file of any kind: what the buttons below the table give, and what `exxtra map` writes. No widgets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit import __version__
from exxtra_kit.casefile import EXCHANGE_FILE_FORMAT, known_case, read_case
from exxtra_kit.catalogue import find_cluster
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.messages import msg
from exxtra_kit.parameters import Law
from exxtra_kit.render.host_facts import IN_FILES, written
from exxtra_kit.render.offers import Offer, by_sum
from exxtra_kit.render.snapshot import TITLE, Snapshot, about
from exxtra_kit.rules import assess_exchange
from exxtra_kit.widgets.hosts import host_clusters, host_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from exxtra_kit.catalogue import Cluster
    from exxtra_kit.documents.map_files.table import Cell
    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message

# What is said of one host only, and would be wrong of another.
_OF_ONE_HOST = frozenset({"host_region", "closed_days", "travel_days", "half_days", "partnership_sum_eur"})


@dataclass(frozen=True, slots=True)
class MapFile:
    """A kind of file.

    Attributes:
        ending: How its name ends (".csv").
        title: What it is, in few words.
        media_type: Its media type.
        make: Makes its content.
    """

    ending: str
    title: Message
    media_type: str
    make: Callable[[Snapshot, Language], bytes]


def _html(snapshot: Snapshot, language: Language) -> bytes:
    from exxtra_kit.documents.map_files.table import MapFileError  # noqa: PLC0415 (wanted by few)
    from exxtra_kit.render.map_file import map_file  # noqa: PLC0415 (as above)

    try:
        return map_file(snapshot, language).encode("utf-8", "replace")
    except ImportError as error:  # the map itself is drawn with libraries of the apps
        raise MapFileError(
            msg("This needs the library {library}. Install it with: pip install 'exxtra-kit[apps]'", library="folium")
        ) from error


def _xlsx(snapshot: Snapshot, language: Language) -> bytes:
    from exxtra_kit.documents.map_files.table import Sheet, xlsx_bytes  # noqa: PLC0415 (as above)

    pairs = [(language.text(title), written(value, language)) for title, value in about(snapshot)]
    sheets = [
        Sheet(language.text(msg("Hosts")), _rows(snapshot, language)),
        Sheet(language.text(msg("About")), [(language.text(msg("About this file")), ""), *pairs]),
    ]
    return xlsx_bytes(sheets, title=language.text(TITLE))


def _csv(snapshot: Snapshot, language: Language) -> bytes:
    from exxtra_kit.documents.map_files.table import csv_bytes  # noqa: PLC0415 (as above)

    return csv_bytes(_rows(snapshot, language), decimal_comma="," in language.number(0.5))


def _geojson(snapshot: Snapshot, language: Language) -> bytes:
    from exxtra_kit.render.map_geojson import map_geojson  # noqa: PLC0415 (as above)

    made = json.dumps(map_geojson(snapshot, language), ensure_ascii=False, indent=1, allow_nan=False)
    return made.encode("utf-8", "replace")


def _svg(snapshot: Snapshot, language: Language) -> bytes:
    from exxtra_kit.render.slide import slide_svg  # noqa: PLC0415 (as above)

    return slide_svg(snapshot, language).encode("utf-8")


def _png(snapshot: Snapshot, language: Language) -> bytes:
    from exxtra_kit.documents.map_files.picture import png_bytes  # noqa: PLC0415 (as above)
    from exxtra_kit.render.slide import HEIGHT, WIDTH, slide_svg  # noqa: PLC0415 (as above)

    return png_bytes(slide_svg(snapshot, language), WIDTH, HEIGHT)


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAP_FILES: dict[str, MapFile] = {
    one.ending: one
    for one in (
        MapFile(".html", msg("Web page"), "text/html;charset=utf-8", _html),
        MapFile(".xlsx", msg("Spreadsheet"), _WORKBOOK, _xlsx),
        MapFile(".csv", msg("CSV table"), "text/csv;charset=utf-8", _csv),
        MapFile(".png", msg("Picture for a slide"), "image/png", _png),
        MapFile(".svg", msg("Drawing (SVG)"), "image/svg+xml;charset=utf-8", _svg),
        MapFile(".geojson", msg("GeoJSON"), "application/geo+json", _geojson),
    )
}
"""Every kind of file by its ending, in the order in which they are offered."""


def _rows(snapshot: Snapshot, language: Language) -> list[list[Cell]]:
    head: list[Cell] = [language.text(column.title) for column in IN_FILES]
    offers = by_sum(snapshot.offers)
    return [head, *([written(column.value(offer), language) for column in IN_FILES] for offer in offers)]


def file_name(snapshot: Snapshot, ending: str) -> str:
    """Return the name under which a file is saved: with the day that is asked about, and nothing that was typed."""
    day = snapshot.days.start if snapshot.days else snapshot.made_on
    return f"clusterxchange-map-{day.isoformat()}{ending}"


def snapshot_of(data: Mapping[str, object], made_on: date) -> Snapshot:
    """Return what the rules say of every host, for a case whose host may be missing.

    What the case says of its own host (region, closed days ...) counts for that host only, so that its sum is the
    one that `exxtra assess` gives.

    Args:
        data: The plain data of a case, with the keys of a case file; or of an exchange file.
        made_on: Day on which the file is made.

    Raises:
        InputError: Something can't be used, or nothing says whose day's law applies.
        ParameterNotFoundError: The law says nothing of that day.
    """
    inner = data.get("case")
    if data.get("format") == EXCHANGE_FILE_FORMAT and isinstance(inner, dict):
        data = known_case(inner)
    named = _named_host(data)
    hosts = host_clusters()
    cases = {name: read_case(data if name == named else _with_host(data, one)) for name, one in hosts.items()}
    asked = cases[named] if named else next(iter(cases.values()))
    law = Law.at(asked.on, asked.programme)
    return Snapshot(
        offers=tuple(Offer(hosts[name], assess_exchange(case, law, with_fixes=False)) for name, case in cases.items()),
        law=law,
        visitor=asked.visiting,
        stay=asked.exchange,
        ring_km=_ring_km(law),
        selected=named,
        made_on=made_on,
        made_with=__version__,
    )


def _ring_km(law: Law) -> int:
    """Return the way below which the sum is halved, kilometres; 0 where the law halves nothing, or says nothing."""
    try:
        return law.number_if_asked("full_sum_from_km") or 0
    except ParameterNotFoundError:
        return 0


def _named_host(data: Mapping[str, object]) -> str:
    """Return the id of the cluster that a case names as its host; empty if it is none of ours."""
    section = data.get("host")
    name = section.get("name") if isinstance(section, dict) else None
    found = find_cluster(name) if isinstance(name, str) else None
    return found.id if found is not None else ""


def _with_host(data: Mapping[str, object], cluster: Cluster) -> dict[str, object]:
    stay = data.get("exchange")
    kept = {key: value for key, value in stay.items() if key not in _OF_ONE_HOST} if isinstance(stay, dict) else stay
    changed = {**data, "host": host_fields(cluster)}
    return changed if kept is None else {**changed, "exchange": kept}
