# SPDX-License-Identifier: BSD-3-Clause
"""Write the generated parts of README.md: the example's answer and the table of rules.

python tools/update_readme.py            writes them
python tools/update_readme.py --check    fails if they are out of date
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from exxtra_kit import Language, Law, assess_exchange, load_case
from exxtra_kit.render.plain import verdict_as_text
from exxtra_kit.render.rulebook import rules_as_markdown

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
EXAMPLE = ROOT / "docs" / "examples" / "zlab-arus.toml"
_LINES_OF_EXAMPLE = 6


def generated_parts() -> dict[str, str]:
    """Return the generated text by the name of its markers."""
    language = Language.load()
    case = load_case(EXAMPLE)
    verdict = assess_exchange(case, Law.at(case.on, case.programme))
    answer = verdict_as_text(verdict, language).splitlines()[:_LINES_OF_EXAMPLE]
    return {
        "example": "\n".join(["```text", *answer, "  ...", "```"]),
        "rules": rules_as_markdown(Law.newest(), language),
    }


def updated(text: str) -> str:
    """Return the README's text with its generated parts replaced."""
    for name, part in generated_parts().items():
        found = re.search(rf"(<!-- {name}:begin[^>]*-->\n).*?(<!-- {name}:end -->)", text, re.DOTALL)
        if found is None:
            message = f"README.md needs the markers {name}:begin and {name}:end"
            raise SystemExit(message)
        text = f"{text[: found.start()]}{found[1]}{part}\n{found[2]}{text[found.end() :]}"
    return text


def main() -> int:
    """Write the README, or with --check compare it."""
    before = README.read_text(encoding="utf-8")
    after = updated(before)
    if "--check" in sys.argv[1:]:
        if before != after:
            sys.stderr.write("README.md is out of date: run python tools/update_readme.py\n")
            return 1
        return 0
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
