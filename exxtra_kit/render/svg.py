# SPDX-License-Identifier: BSD-3-Clause
"""Small pieces of SVG: text that can't become mark-up, how wide it is, the four signs as shapes."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER = Path(__file__).parent


def light_colours() -> dict[str, str]:
    """Return the colours of page and map in their light form, by the names that the stylesheets give them."""
    found: dict[str, str] = {}
    for sheet in ("exxtra.css", "map_page.css"):
        light = (_FOLDER / sheet).read_text(encoding="utf-8").partition(":root {")[2].partition("}")[0]
        found |= dict(re.findall(r"--(?:exx-)?([a-z-]+): (#[0-9a-f]{6})", light))
    return found


COLOURS = light_colours()
INK, MUTED, ACCENT, CARD, LINE = (COLOURS[name] for name in ("ink", "muted", "accent", "card", "line"))
TONES: dict[str | None, str] = {
    "met": COLOURS["met"],
    "half": COLOURS["half"],
    "not_met": COLOURS["not-met"],
    "undecided": COLOURS["open"],
    None: INK,
}
FONT = (
    "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', 'Libertinus Serif', "
    "sans-serif"
)
# What XML can't hold at all.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NARROW, _WIDE = frozenset(" .,:;'|!ijl()[]"), frozenset("mwMW@%&\N{EM DASH}")
_REGULAR = 0.86  # how wide a text is that is not bold, compared with one that is
_LONGEST = 2000  # characters that are looked at
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def xml_text(text: str) -> str:
    """Return plain text as XML: escaped, and with a sign in place of what XML can't hold.

    Examples:
        >>> xml_text("a < b")
        'a &lt; b'
    """
    return escape(_NO_XML.sub(_REPLACEMENT, text), quote=True)


def tag(name: str, content: str | None = None, /, **attributes: str | float) -> str:
    """Return an element; `_` in an attribute stands for `-`, numbers have one decimal.

    Args:
        name: Name of the element.
        content: What stands in it, as XML; None for nothing.
        **attributes: Its attributes, plain text.

    Examples:
        >>> tag("circle", cx=1, stroke_width=2.5)
        '<circle cx="1.0" stroke-width="2.5"/>'
    """
    shown = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    texts = {key: value if isinstance(value, str) else f"{value:.1f}" for key, value in shown.items()}
    head = name + "".join(f' {key}="{xml_text(text)}"' for key, text in texts.items())
    return f"<{head}/>" if content is None else f"<{head}>{content}</{name}>"


def path_of(points: Iterable[tuple[float, float]]) -> str:
    """Return a line through points, as the `d` of a path."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def width_of(text: str, size: float) -> float:
    """Return about how wide a bold text is, pixels: rather too wide than too narrow, whichever font draws it."""
    return size * sum(_share(character) for character in text)


def _share(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    if character in _NARROW:
        return 0.4
    if character in _WIDE or unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.1
    return 0.8 if character.isupper() else 0.7


def shortened_to(text: str, size: float, width: float, *, bold: bool = True) -> str:
    """Return a text, cut with three dots where it is wider than there is room; line breaks become spaces."""
    width = width if bold else width / _REGULAR
    line = " ".join(text[:_LONGEST].split())
    if width_of(line, size) <= width:
        return line
    kept = ""
    for character in line:
        if width_of(kept + character + _ELLIPSIS, size) > width:
            break
        kept += character
    return kept.rstrip() + _ELLIPSIS


def text_element(
    x: float, y: float, text: str, size: float, *, fill: str = INK, bold: bool = False, anchor: str = "start"
) -> str:
    """Return a line of text; `anchor` says which end stands at x."""
    look = {"font_weight": "700"} if bold else {}
    return tag("text", xml_text(text), x=x, y=y, font_size=size, fill=fill, text_anchor=anchor, **look)


def sign_element(kind: str | None, x: float, y: float, radius: float) -> str:
    """Return the sign of a standing around a point: a disc, half a disc, a cross, a question mark; a ring for none."""
    tone, width = TONES[kind], radius * 0.42
    ring = tag("circle", cx=x, cy=y, r=radius - width / 2, fill=CARD, stroke=tone, stroke_width=width)
    match kind:
        case "met":
            return tag("circle", cx=x, cy=y, r=radius, fill=tone)
        case "half":
            half = f"M{x:.1f} {y - radius:.1f}A{radius:.1f} {radius:.1f} 0 0 0 {x:.1f} {y + radius:.1f}Z"
            return ring + tag("path", d=half, fill=tone)
        case "not_met":
            arm = radius * 0.85
            down, up = [(x - arm, y - arm), (x + arm, y + arm)], [(x - arm, y + arm), (x + arm, y - arm)]
            return tag("path", d=path_of(down) + path_of(up), stroke=tone, stroke_width=width * 1.3, fill="none")
        case "undecided":
            return text_element(x, y + radius, "?", radius * 2.9, fill=tone, bold=True, anchor="middle")
        case _:
            return ring
