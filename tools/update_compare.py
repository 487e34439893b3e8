# SPDX-License-Identifier: BSD-3-Clause
"""Write the outputs that docs/compare.md and docs/matching.md show, each below the comment that names its command.

python tools/update_compare.py            writes them
python tools/update_compare.py --check    fails if they are out of date
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from pathlib import Path

from exxtra_kit.cli import main as exxtra

ROOT = Path(__file__).parent.parent
DOCUMENTS = (ROOT / "docs" / "compare.md", ROOT / "docs" / "matching.md")
# The command, and how many lines of what it prints are shown; the rest is left out.
_SHOWN = re.compile(r"<!-- exxtra (?P<command>.+?) \| (?P<lines>\d+) -->\n(?:\n```text\n.*?\n```\n)?", re.DOTALL)


def printed(command: str) -> list[str]:
    """Return the lines that a command prints, run at the top of the repository.

    Raises:
        SystemExit: It failed.
    """
    out = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(out):
        status = exxtra(shlex.split(command))
    if status:
        message = f"exxtra {command} ended with {status}"
        raise SystemExit(message)
    return out.getvalue().splitlines()


def updated(text: str) -> str:
    """Return the document's text with every output as the command prints it now."""
    return _SHOWN.sub(_with_output, text)


def _with_output(found: re.Match[str]) -> str:
    command, most = found["command"], int(found["lines"])
    lines = printed(command)
    shown = lines if len(lines) <= most else [*lines[:most], "..."]
    block = "\n".join([f"$ exxtra {command}", *shown])
    return f"<!-- exxtra {command} | {most} -->\n\n```text\n{block}\n```\n"


def main() -> int:
    """Write the documents, or with --check compare them."""
    os.environ.pop("EXXTRA_PROGRAMMES", None)  # the list of programmes is the package's own
    status = 0
    for document in DOCUMENTS:
        before = document.read_text(encoding="utf-8")
        after = updated(before)
        if "--check" not in sys.argv[1:]:
            document.write_text(after, encoding="utf-8")
        elif before != after:
            sys.stderr.write(f"docs/{document.name} is out of date: run python tools/update_compare.py\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
