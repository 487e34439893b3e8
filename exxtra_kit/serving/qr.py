# SPDX-License-Identifier: BSD-3-Clause
"""The address of the site as a QR code: in the terminal, as a picture, and on a page for a slide."""

from __future__ import annotations

import io
from html import escape

from exxtra_kit.serving.extra import packages_missing

try:
    import segno
except ModuleNotFoundError as missing:
    raise packages_missing(missing) from missing

_QUIET_MODULES = 4  # the white border that readers of codes count on
_SCREEN_CSS_PIXELS = 480


def qr_terminal(address: str) -> str:
    """Return the code in characters of a terminal, two rows of the code on each line.

    Light stands for the blocks, as a terminal is dark; readers take a reversed code as well.
    """
    out = io.StringIO()
    _code(address).terminal(out, border=_QUIET_MODULES, compact=True)
    return out.getvalue()


def qr_svg(address: str) -> bytes:
    """Return the code as an SVG picture: black on white whatever is behind it, of any size without blur."""
    out = io.BytesIO()
    _code(address).save(
        out, kind="svg", border=_QUIET_MODULES, dark="#000", light="#fff", omitsize=True, xmldecl=False, title=address
    )
    return out.getvalue()


def qr_fragment(address: str, picture: str, words: str) -> str:
    """Return what stands on the page for a slide: the code, large, and the address to type by hand.

    Args:
        address: What the code leads to.
        picture: Address of the picture on this site (see `qr_svg`).
        words: The sentence above it, plain text.
    """
    return (
        f'<figure class="site-qr"><figcaption>{escape(words)}</figcaption>'
        f'<img src="{escape(picture)}" alt="{escape(address)}" width="{_SCREEN_CSS_PIXELS}" '
        f'height="{_SCREEN_CSS_PIXELS}"><p class="site-qr-address">{escape(address)}</p></figure>'
    )


def _code(address: str) -> segno.QRCode:
    """Return the code; level M still reads when a seventh of it is covered or blurred by a projector."""
    return segno.make_qr(address, error="m", boost_error=False)
