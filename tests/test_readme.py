# SPDX-License-Identifier: BSD-3-Clause
"""What the README says is what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The maintainers' script that writes the generated parts."""
    spec = importlib.util.spec_from_file_location("update_readme", ROOT / "tools" / "update_readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_parts_are_up_to_date(tool: ModuleType) -> None:
    """The table of rules and the example stand in the README as the code writes them."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert tool.updated(text) == text


def test_a_changed_value_would_be_noticed(tool: ModuleType) -> None:
    """A README with another sum is not what the script writes."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert tool.updated(text.replace("750", "751")) != text.replace("750", "751")


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "docs/case-file.md",
        "docs/exchange-file.md",
        "docs/site.md",
        "docs/architecture.md",
        "CONTRIBUTING.md",
    ],
)
def test_files_that_are_linked_exist(document: str) -> None:
    """Each relative link and picture leads to a file of the repository."""
    path = ROOT / document
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert missing == []
