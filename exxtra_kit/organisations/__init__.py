# SPDX-License-Identifier: BSD-3-Clause
"""A staff member's own organisations: a spreadsheet of hosts or visitors, each put to its place without a network.

Nothing is guessed. A town that several places could be meant by, or that nobody knows, becomes a question with
candidates; one answer serves every row with that spelling, and until then these rows stand on no map.
"""

from exxtra_kit.organisations.columns import HEADINGS
from exxtra_kit.organisations.places import Located, TownQuestion, Unplaced, locate
from exxtra_kit.organisations.questions import choices_in, question_rows, town_label
from exxtra_kit.organisations.rows import Entry, Role, RowProblem
from exxtra_kit.organisations.table import MOST_ORGANISATIONS, OrganisationTable, read_organisations

__all__ = [
    "HEADINGS",
    "MOST_ORGANISATIONS",
    "Entry",
    "Located",
    "OrganisationTable",
    "Role",
    "RowProblem",
    "TownQuestion",
    "Unplaced",
    "choices_in",
    "locate",
    "question_rows",
    "read_organisations",
    "town_label",
]
