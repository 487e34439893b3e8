# SPDX-License-Identifier: BSD-3-Clause
"""Run the staff's notebooks and keep their outputs, which the tests compare.

python -m tools.run_staff_notebooks
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks" / "staff"


def run(path: Path) -> None:
    """Run one notebook in its own folder and write it back with the new outputs and nothing else changed."""
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    metadata = notebook.metadata.copy()
    NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}).execute()
    notebook.metadata = metadata
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    nbformat.write(notebook, path)


def keeps_outputs(path: Path) -> bool:
    """Say whether a notebook keeps its outputs; one that only shows an app has none that could be compared."""
    return any(cell.get("outputs") for cell in nbformat.read(path, as_version=nbformat.NO_CONVERT).cells)


def main() -> int:
    """Run every notebook of the staff that keeps its outputs."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        if not keeps_outputs(path):
            continue
        run(path)
        sys.stdout.write(f"{path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
