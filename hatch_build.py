# SPDX-License-Identifier: BSD-3-Clause
"""What the build adds to the sources: compiled texts, the site's script, the data, the cases, the notebooks."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("exxtra_kit", "locale")
CASES = Path("tests", "rules", "cases")
BUILD_FRONTEND = Path("tools", "build_frontend.py")
PARTICIPANTS_FILES = ("index.ipynb", "partner_map.ipynb", "calculator.ipynb", "planner.ipynb", "voila.json")


def compile_catalogues(root: Path) -> list[Path]:
    """Compile every gettext catalogue below `root` beside its source.

    Args:
        root: The folder of the repository.

    Returns:
        The `.mo` files written; none where there is no catalogue yet.
    """
    written = []
    for source in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parent.parent.name, abort_invalid=True)
        compiled = source.with_suffix(".mo")
        with compiled.open("wb") as out:
            write_mo(out, catalogue)
        written.append(compiled)
    return written


def build_frontend(root: Path) -> None:
    """Build the site's script and stylesheet, unless they are built from the sources as they are.

    Args:
        root: The folder of the repository.

    Raises:
        FrontendError: They could not be built; the sentence says why. A wheel without them would serve nothing.
    """
    # By its path: a build has a Python of its own, which does not know our folders.
    spec = importlib.util.spec_from_file_location("build_frontend", root / BUILD_FRONTEND)
    assert spec is not None and spec.loader is not None  # noqa: S101, PT018  (a path that ends in .py has both)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look for it there
    spec.loader.exec_module(module)
    module.build(root)


def files_beside_the_package(root: Path) -> dict[str, str]:
    """Say which files outside the package a wheel carries, and where.

    Args:
        root: The folder of the repository.

    Returns:
        Path on disk -> path in the wheel, only of what exists.
    """
    wanted = {root / "data": "exxtra_kit/data"}
    # The rule book shows them as examples. It reads no spreadsheet, so that one stays at home.
    wanted |= {path: f"exxtra_kit/cases/{path.name}" for path in sorted((root / CASES).glob("*.toml"))}
    wanted |= {root / "notebooks" / name: f"exxtra_kit/notebooks/{name}" for name in PARTICIPANTS_FILES}
    return {str(source): target for source, target in wanted.items() if source.exists()}


class ExxtraBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its type argument is private to hatchling
    """Hatchling calls it before each wheel, editable ones included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues; a wheel that is no editable one also gets script, data, cases and notebooks.

        Args:
            version: `"standard"` or `"editable"`.
            build_data: What hatchling lets a hook add.
        """
        root = Path(self.root)
        compile_catalogues(root)
        # An editable install reads the folders where they are: a copy would grow old unnoticed.
        if self.target_name == "wheel" and version == "standard":
            build_frontend(root)
            build_data["force_include"].update(files_beside_the_package(root))
