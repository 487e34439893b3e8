# SPDX-License-Identifier: BSD-3-Clause
"""A table of cases: each row of a spreadsheet through the same door as a case file, with its problems by column."""

from exxtra_kit.casetable.columns import COLUMNS, Column, Layout, column_of
from exxtra_kit.casetable.rows import CaseReader, Row
from exxtra_kit.casetable.table import CaseTable, open_table

__all__ = ["COLUMNS", "CaseReader", "CaseTable", "Column", "Layout", "Row", "column_of", "open_table"]
