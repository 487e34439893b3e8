# SPDX-License-Identifier: BSD-3-Clause
"""Gather the texts that the papers of an exchange use, for their own gettext domain.

The site speaks only languages whose catalogue is complete; papers are made in all languages of the project, and
say far less. `make messages` writes the template with this tool, and tests/house hold the catalogues against it.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from exxtra_kit.matching.names import SECTORS
from exxtra_kit.parameters import load_programme, meaning, programme_ids
from exxtra_kit.planning import TASKS, ActivityKind, Party
from exxtra_kit.render.findings import CONFIDENCE
from exxtra_kit.render.papers.money import HANDED_IN
from exxtra_kit.rules import RULES
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, TYPE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.messages import Message

ROOT = Path(__file__).resolve().parents[1]
PAPERS = Path("exxtra_kit", "render", "papers")
# Parts of other modules whose sentences papers show; None for the whole module.
BORROWED: dict[str, frozenset[str] | None] = {
    "exxtra_kit/parameters/law.py": frozenset({"_in_force", "_typed"}),
    "exxtra_kit/render/sheet/amount.py": None,
    "exxtra_kit/render/sheet/stay.py": frozenset({"_KINDS", "days_section", "_day_words", "_whose_holidays"}),
    "exxtra_kit/render/verdict.py": frozenset({"eligibility_words", "sum_text"}),
    "exxtra_kit/rules/stay.py": frozenset({"unknown_days", "regional_days", "day_notes"}),
}
# What the sum is computed from: where a value is missing, the papers say which.
PARAMETERS_OF_THE_SUM = (
    "cap_eur",
    "ceiling_eur",
    "full_sum_from_km",
    "full_sum_from_working_days",
    "paid_by_month",
    "reduced_rate",
    "virtual_lump_sum_eur",
)

# A text, with its other form if it counts something.
Text = tuple[str, ...]


def texts_of_papers() -> set[Text]:
    """Return each text that a paper can show."""
    found = {text for path in sorted((ROOT / PAPERS).glob("*.py")) for text in _marked(path, None)}
    for name, parts in BORROWED.items():
        found.update(_marked(ROOT / name, parts))
    found.update((message.text,) for message in _named())
    found.update((load_programme(name).programme.title,) for name in programme_ids())
    return found


def _named() -> Iterator[Message]:
    """Yield the words that papers take from tables of the house."""
    yield from TYPE_NAMES.values()
    yield from MEMBERSHIP_NAMES.values()
    yield from SECTORS.values()
    yield from CONFIDENCE.values()
    yield from (kind.label for kind in ActivityKind)
    yield from (party.label for party in Party)
    yield from (rule.question for rule in RULES)
    yield from (meaning(name).description for name in PARAMETERS_OF_THE_SUM)
    for task in TASKS:
        if task.key in HANDED_IN:
            yield task.title
            yield task.help


def _marked(path: Path, parts: frozenset[str] | None) -> Iterator[Text]:
    """Yield the texts of the calls of `msg` and `plural` in a module, or in some of its functions and tables."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wanted = [tree] if parts is None else [node for node in ast.walk(tree) if _name(node) in parts]
    for call in (inner for node in wanted for inner in ast.walk(node)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"msg", "plural"}:
            forms = call.args[: 2 if call.func.id == "plural" else 1]
            yield tuple(str(form.value) for form in forms if isinstance(form, ast.Constant))


def _name(node: ast.AST) -> str:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return node.name
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            return name
        case _:
            return ""


def main() -> int:
    """Write the template of the catalogues to the file that is named."""
    catalogue = Catalog(
        project="exxtra_kit",
        version="0",
        copyright_holder="exxtra_kit contributors",
        header_comment="# SPDX-License-Identifier: BSD-3-Clause",
    )
    for text in sorted(texts_of_papers()):
        catalogue.add(text if len(text) > 1 else text[0], flags=("python-brace-format",) if "{" in text[0] else ())
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        write_po(out, catalogue, sort_output=True, omit_header=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
