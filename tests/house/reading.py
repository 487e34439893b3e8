# SPDX-License-Identifier: BSD-3-Clause
"""How the house tests read the repository: its files, and the imports of a module."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "exxtra_kit"


@dataclass(frozen=True)
class Import:
    """One imported module.

    Attributes:
        module: Its full dotted name; for `from a import b`, `a.b` (b may be a module or a name in it).
        line: Line number.
        star: Whether it is a star import.
        only_for_types: Whether it stands under `if TYPE_CHECKING:` and so never runs.
    """

    module: str
    line: int
    star: bool = False
    only_for_types: bool = False


def repository_files() -> list[Path]:
    """Return every file that is or would be committed, relative to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return sorted(Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    """Return the Python files of the repository below any of these folders, relative to the repository."""
    return [path for path in repository_files() if path.suffix == ".py" and path.parts[0] in folders]


def dotted_name(path: Path) -> str:
    """Return a module's full name from its path relative to the repository."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, source: str) -> list[Import]:
    """Return all imports of a module, wherever in it they stand.

    Args:
        path: Its path relative to the repository; relative imports are counted from it.
        source: Its text.
    """
    package = dotted_name(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    tree = ast.parse(source, str(path))
    never_run = {id(inner) for node in ast.walk(tree) if _is_for_types(node) for inner in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [Import(alias.name, node.lineno, only_for_types=id(node) in never_run) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            for name in (alias.name for alias in node.names):
                module = base if name == "*" else f"{base}.{name}"
                found.append(Import(module, node.lineno, name == "*", id(node) in never_run))
    return sorted(found, key=lambda one: (one.line, one.module))


def _is_for_types(node: ast.AST) -> bool:
    """Say whether a node is `if TYPE_CHECKING:` without an else."""
    return isinstance(node, ast.If) and not node.orelse and "TYPE_CHECKING" in ast.unparse(node.test)
