# SPDX-License-Identifier: BSD-3-Clause
"""An SVG as a PNG, for a machine without a browser."""

from __future__ import annotations

from exxtra_kit.documents.map_files.table import MapFileError
from exxtra_kit.messages import msg

# The picture fills the page. Typst's unit is the point, and at 72 dots to the inch a point is a pixel.
_TEMPLATE = b"""#set page(width: float(sys.inputs.width) * 1pt, height: float(sys.inputs.height) * 1pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)
"""
_DOTS_PER_INCH = 72.0


def png_bytes(svg: str, width: int, height: int) -> bytes:
    """Return a picture as PNG.

    The fonts of the machine are used, as in a browser; where it has none, those that come with Typst.

    Args:
        svg: The picture.
        width: Its width, pixels.
        height: Its height, pixels.

    Raises:
        MapFileError: The library that draws it is not installed.
    """
    try:
        import typst  # noqa: PLC0415 (needs the extra "staff")
    except ImportError as error:
        raise MapFileError(
            msg("This needs the library {library}. Install it with: pip install 'exxtra-kit[staff]'", library="typst")
        ) from error
    inputs = {"svg": svg, "width": str(width), "height": str(height)}
    drawn = typst.Compiler(_TEMPLATE, sys_inputs=inputs).compile(format="png", ppi=_DOTS_PER_INCH)
    if not isinstance(drawn, bytes):
        raise TypeError(f"one picture was asked for, found {type(drawn).__name__}")
    return drawn
