# SPDX-License-Identifier: BSD-3-Clause
"""For staff: a spreadsheet of organisations on the map, and what each of them could be for a visitor."""
