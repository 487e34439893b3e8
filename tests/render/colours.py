# SPDX-License-Identifier: BSD-3-Clause
"""Colours of a style sheet, as five kinds of eyes see them."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from coloraide import Color

# Name -> filter. Dichromacy by Machado, Oliveira and Fernandes (2009), severity 1; and no colour at all.
COLOUR_BLIND = {"normal": "", "protanopia": "protan", "deuteranopia": "deutan", "tritanopia": "tritan"}
EYES = {**COLOUR_BLIND, "grey": "grayscale"}
SCHEMES = ("light", "dark")

_ROOT = re.compile(r"(@media[^{]*\{\s*)?:root\s*\{([^}]*)\}")
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\b")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def sheet(name: str) -> str:
    """Return a style sheet of the package, without its comments."""
    return re.sub(
        r"/\*.*?\*/", "", files("exxtra_kit.render").joinpath(name).read_text(encoding="utf-8"), flags=re.DOTALL
    )


@lru_cache
def tokens(name: str, scheme: str) -> dict[str, str]:
    """Return the colours that a style sheet names, in the light or in the dark; print is left out."""
    found: dict[str, str] = {}
    for condition, body in _ROOT.findall(sheet(name)):
        if not condition or (scheme == "dark" and "dark" in condition):
            found |= dict(_TOKEN.findall(body))
    return found


def rules(name: str) -> dict[str, str]:
    """Return what a style sheet says of each selector; said twice, both count."""
    found: dict[str, str] = {}
    for selectors, body in _RULE.findall(sheet(name)):
        for selector in selectors.split(","):
            key = " ".join(selector.split())
            found[key] = f"{found.get(key, '')}{body};"
    return found


def seen(colour: str, eyes: str) -> Color:
    """Return a colour as these eyes see it."""
    kind = EYES[eyes]
    if not kind:
        return Color(colour)
    if kind == "grayscale":
        return Color(colour).filter(kind, 1).clip()
    return Color(colour).filter(kind, 1, method="machado").clip()


@lru_cache(maxsize=4096)
def difference(one: str, other: str, eyes: str) -> float:
    """Return how far two colours are apart for these eyes (CIEDE2000; 1 is about what can just be noticed)."""
    return float(seen(one, eyes).delta_e(seen(other, eyes), method="2000"))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 counts it, 1 to 21."""
    return float(Color(one).contrast(other, method="wcag21"))
