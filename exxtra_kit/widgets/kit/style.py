# SPDX-License-Identifier: BSD-3-Clause
"""The stylesheets of an app: the common one where nobody else brings it, and the app's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import exxtra_kit.render
from exxtra_kit.widgets.kit import controls
from exxtra_kit.widgets.kit.query import on_our_site

SHEETS = Path(exxtra_kit.render.__file__).parent
COMMON = "exxtra"


@lru_cache(maxsize=8)
def stylesheet(name: str) -> str:
    """Return one of the kit's stylesheets by its name ("planner")."""
    return (SHEETS / f"{name}.css").read_text(encoding="utf-8")


def style_widgets(*own: str) -> list[Any]:
    """Return the widgets that bring the stylesheets.

    Args:
        *own: Names of the app's own sheets. The common one comes along in stock Voila and JupyterLab;
            the pages of our own site carry it already.
    """
    names = own if on_our_site() else (COMMON, *own)
    return [controls.HTML(f"<style>{stylesheet(name)}</style>", _dom_classes=("exx-gone",)) for name in names]
