# SPDX-License-Identifier: BSD-3-Clause
"""The map's page, made once for each language and then kept on disk.

On the site every visitor has a process of their own; importing folium alone takes most of a second
there, and draws the same page each time. So the page is kept in the user's cache folder, under a name
made of everything that goes into it. Nothing that a visitor types is in it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import exxtra_kit.render
from exxtra_kit.catalogue import load_clusters
from exxtra_kit.datafiles import data_folder
from exxtra_kit.language import DOMAIN, LOCALE_FOLDER, Language
from exxtra_kit.messages import msg
from exxtra_kit.parameters import Law
from exxtra_kit.render.map_state import map_state
from exxtra_kit.render.offers import Offer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BORDERS = msg("Borders: Natural Earth, adapted; no legal statement.")
_DATA = (
    "countries.geojson",
    "regions.geojson",
    "cluster_facts.csv",
    "region_ratings.csv",
    "rating_scales.csv",
    "sources.toml",
)


def map_title(language: Language) -> str:
    """Return what the map is, for those who can't see it."""
    return language.text(msg("Map of the seven partner clusters; the list of hosts says the same in words"))


@lru_cache(maxsize=8)
def map_page(code: str) -> str:
    """Return the whole page of the map in a language, without anybody's answers.

    Args:
        code: Code of the language ("it").
    """
    kept = _cache_file(code)
    with suppress(OSError, UnicodeDecodeError):
        return kept.read_text(encoding="utf-8")
    page = draw_map_page(Language.load(code))
    with suppress(OSError):
        _keep(kept, page)
    return page


def draw_map_page(language: Language, state: Mapping[str, object] | None = None) -> str:
    """Draw the page of the map; most callers use `map_page`, which keeps it.

    Args:
        language: Language of the page.
        state: What it shows at first, see `map_state.map_state`; None for the clusters without anybody's answers.
    """
    from exxtra_kit.render import maps, outlines  # noqa: PLC0415 (folium: most of a second, needed once)

    participating = Law.newest().names("participating_countries")
    return maps.PartnerMap(
        countries=outlines.countries(language, participating),
        territories=outlines.territories(language),
        pins=outlines.pins(),
        title=map_title(language),
        close_words=language.text(msg("Close")),
        zoom_words=(language.text(msg("Closer")), language.text(msg("Further away"))),
        credit=language.text(BORDERS),
        state=map_state([Offer(cluster) for cluster in load_clusters()], language) if state is None else state,
        language=language.code,
    ).page()


def _keep(path: Path, page: str) -> None:
    """Write a file that is never seen half written, whoever else writes it at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(page)
    Path(file.name).replace(path)


def _cache_file(code: str) -> Path:
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "exxtra_kit"
    digest = sha256(code.encode())
    for part in _ingredients(code):
        found = part.stat()
        digest.update(f"{part}|{found.st_size}|{found.st_mtime_ns}".encode())
    return folder / f"map-{code}-{digest.hexdigest()[:24]}.html"


def _ingredients(code: str) -> Iterator[Path]:
    """Yield every file that the page is made of."""
    own = Path(exxtra_kit.render.__file__).parent
    yield from sorted(own.glob("*.py"))
    yield from sorted(own.glob("map_*.*s"))
    yield from sorted((own.parent / "parameters").glob("*.toml"))
    yield from (data_folder() / name for name in _DATA)
    words = LOCALE_FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if words.is_file():
        yield words
