# SPDX-License-Identifier: BSD-3-Clause
"""The calculation sheet in words and as a page."""

from exxtra_kit.render.sheet.page import page_html
from exxtra_kit.render.sheet.sheet import FORMAT, VERSION, Origin, Sheet, calculation_sheet_html, make_sheet

__all__ = ["FORMAT", "VERSION", "Origin", "Sheet", "calculation_sheet_html", "make_sheet", "page_html"]
