# SPDX-License-Identifier: BSD-3-Clause
"""The stylesheet where nobody else brings it: stock Voila and JupyterLab."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import ipywidgets as widgets

import exxtra_kit.render
from exxtra_kit.widgets.kit.query import on_our_site

STYLESHEET = Path(exxtra_kit.render.__file__).with_name("exxtra.css")


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """Return the kit's one stylesheet."""
    return STYLESHEET.read_text(encoding="utf-8")


def style_widgets() -> list[Any]:
    """Return the widgets that bring the stylesheet: none on our own site, whose pages carry it already."""
    if on_our_site():
        return []
    style = widgets.HTML(f"<style>{stylesheet()}</style>")
    style.add_class("exx-gone")
    return [style]
