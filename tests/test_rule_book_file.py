# SPDX-License-Identifier: BSD-3-Clause
"""The rule book in the documentation is what the code writes."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.rules.known_cases import Expected
from tests.rules.staff_cases import EXPECTED

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The maintainers' script that writes the rule book."""
    spec = importlib.util.spec_from_file_location("update_rule_book", ROOT / "tools" / "update_rule_book.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_rule_book_is_up_to_date(tool: ModuleType) -> None:
    """docs/rule-book.md stands as the code writes it; otherwise run python tools/update_rule_book.py."""
    assert tool.RULE_BOOK.read_text(encoding="utf-8") == tool.rule_book_text()


def test_links_to_cases_lead_to_files(tool: ModuleType) -> None:
    """Each case that the book names is a file beside the documentation."""
    text = tool.rule_book_text()
    named = {part.split(")")[0] for part in text.split(f"]({tool.CASES_AT}")[1:]}

    assert len(named) > 10
    assert [name for name in named if not (ROOT / "tests" / "rules" / "cases" / name).is_file()] == []


def test_an_old_rule_book_is_noticed(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --check a missing or changed file is an error that says what to do; without, it is written."""
    monkeypatch.setattr(tool, "RULE_BOOK", tmp_path / "rule-book.md")
    monkeypatch.setattr("sys.argv", ["update_rule_book.py", "--check"])
    assert tool.main() == 1
    assert "run python tools/update_rule_book.py" in capsys.readouterr().err

    monkeypatch.setattr("sys.argv", ["update_rule_book.py"])
    assert tool.main() == 0
    monkeypatch.setattr("sys.argv", ["update_rule_book.py", "--check"])
    assert tool.main() == 0

    tool.RULE_BOOK.write_text(tool.rule_book_text().replace("750", "751"), encoding="utf-8")
    assert tool.main() == 1


@pytest.mark.parametrize("document", ["docs/cases.md", "docs/rule-book.md"])
def test_files_that_are_linked_exist(document: str) -> None:
    """Each relative link leads to a file or a folder of the repository."""
    path = ROOT / document
    links = set(re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")))

    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


def test_the_example_of_the_page_is_a_case() -> None:
    """The case that the page on cases shows is the beginning of the file it names."""
    (shown,) = re.findall(r"```toml\n(name = .*?)```", (ROOT / "docs" / "cases.md").read_text("utf-8"), re.DOTALL)
    kept = (ROOT / "tests" / "rules" / "cases" / "mafex-railgrup.toml").read_text("utf-8")
    wanted, found = tomllib.loads(shown), tomllib.loads(kept)

    assert wanted["case"]["exchange"] == found["case"]["exchange"]
    assert wanted["expected"]["outcomes"].items() <= found["expected"]["outcomes"].items()
    assert (wanted["name"], wanted["source"]) == (found["name"], found["source"])


def test_the_page_on_cases_names_every_key() -> None:
    """Each thing that a case may expect is explained."""
    text = (ROOT / "docs" / "cases.md").read_text(encoding="utf-8")

    assert [key for key in Expected.model_fields if f"`{key}`" not in text] == []
    assert [heading for heading in EXPECTED if f"`{heading}`" not in text] == []
