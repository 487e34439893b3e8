# SPDX-License-Identifier: BSD-3-Clause
"""The map's page as our site serves it: under an address of its own, which a browser keeps for good.

The address names the content (`map_file_name`), so a page that changed has another one. Nothing is drawn when this is
imported, and nothing at all if the page was drawn before, see `map_page.py`. To draw all of them without the heavy
libraries of the map staying in memory::

    python -m exxtra_kit.render.map_document
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from exxtra_kit.language import available_languages
from exxtra_kit.render.map_page import map_page

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline' data:; img-src data: blob:; "
    "sandbox allow-scripts"
)
"""The Content-Security-Policy under which the page works: it asks nobody for anything, and belongs to no origin."""
_LENGTH_OF_DIGEST = 16


@lru_cache(maxsize=8)
def map_document(code: str) -> bytes:
    """Return the whole page of the map in a language, UTF-8.

    Args:
        code: Code of the language ("it").
    """
    return map_page(code).encode()


@lru_cache(maxsize=8)
def map_digest(code: str) -> str:
    """Return a short hash of that page's content."""
    return sha256(map_document(code)).hexdigest()[:_LENGTH_OF_DIGEST]


def map_file_name(code: str) -> str:
    """Return the name under which that page is served ("it.3f2a9c1d00112233.html")."""
    return f"{code}.{map_digest(code)}.html"


def main() -> None:
    """Draw the pages in all languages, so that whoever asks for one finds it drawn."""
    for code in available_languages():
        map_document(code)


if __name__ == "__main__":
    main()
