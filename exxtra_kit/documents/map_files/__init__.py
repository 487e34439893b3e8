# SPDX-License-Identifier: BSD-3-Clause
"""The map's hosts as files for other programs: a spreadsheet, a text table, a picture."""

from exxtra_kit.documents.map_files.picture import png_bytes
from exxtra_kit.documents.map_files.table import MapFileError, csv_bytes, xlsx_bytes

__all__ = ["MapFileError", "csv_bytes", "png_bytes", "xlsx_bytes"]
