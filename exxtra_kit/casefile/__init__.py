# SPDX-License-Identifier: BSD-3-Clause
"""The door of the house: a case from a file or a form, checked field by field.

A form, an exchange file, a spreadsheet row and the command line all come in here, so a wrong
date gets the same words everywhere. Every problem is reported, each with its field; nothing is
guessed. What is merely missing is no problem: the rules answer "undecided".
"""

from exxtra_kit.casefile.cases import EXCHANGE_FILE_FORMAT, known_case, read_case, with_changes
from exxtra_kit.casefile.files import LARGEST_FILE_BYTES, decode_case, load_case, parse_case_text
from exxtra_kit.casefile.sections import (
    EXCHANGE_KEYS,
    ORGANISATION_KEYS,
    make_case,
    read_head,
    read_section,
    read_stay,
)

__all__ = [
    "EXCHANGE_FILE_FORMAT",
    "EXCHANGE_KEYS",
    "LARGEST_FILE_BYTES",
    "ORGANISATION_KEYS",
    "decode_case",
    "known_case",
    "load_case",
    "make_case",
    "parse_case_text",
    "read_case",
    "read_head",
    "read_section",
    "read_stay",
    "with_changes",
]
