# SPDX-License-Identifier: BSD-3-Clause
"""Write docs/rule-book.md from the rules, the programme files, the register and the cases.

python tools/update_rule_book.py            writes it
python tools/update_rule_book.py --check    fails if it is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from exxtra_kit import Language
from exxtra_kit.parameters import programme_ids
from exxtra_kit.render.book_markdown import book_as_markdown
from exxtra_kit.render.rulebook_content import rule_book

RULE_BOOK = Path(__file__).parent.parent / "docs" / "rule-book.md"
CASES_AT = "../tests/rules/cases/"
_NOTE = (
    "<!-- Written by tools/update_rule_book.py: change the rules, the programme files or the cases, not this. -->\n\n"
)


def rule_book_text() -> str:
    """Return the whole file as it should be."""
    return _NOTE + book_as_markdown(rule_book(programme_ids(), Language.load(), cases_at=CASES_AT))


def main() -> int:
    """Write the rule book, or with --check compare it."""
    text = rule_book_text()
    if "--check" in sys.argv[1:]:
        if not RULE_BOOK.is_file() or RULE_BOOK.read_text(encoding="utf-8") != text:
            sys.stderr.write("docs/rule-book.md is out of date: run python tools/update_rule_book.py\n")
            return 1
        return 0
    RULE_BOOK.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
