# SPDX-License-Identifier: BSD-3-Clause
"""A gallery of broken programme files: each says in its first line what its error must say."""

from __future__ import annotations

from pathlib import Path

import pytest

from exxtra_kit.errors import ParameterError
from exxtra_kit.parameters.law import read_programme

FOLDER = Path(__file__).parent / "broken"
GALLERY = sorted(FOLDER.glob("*.toml"))
MARK = "# expect: "


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_broken_file_is_explained(path: Path) -> None:
    """The message names the file, the key, and what is wrong with it."""
    first = path.read_text(encoding="utf-8", errors="replace").splitlines()[0]
    assert first.startswith(MARK)

    with pytest.raises(ParameterError) as caught:
        read_programme(path)

    assert str(caught.value).startswith(f"{path.name}: ")
    for words in first.removeprefix(MARK).split(" | "):
        assert words in str(caught.value)


def test_the_gallery_is_large() -> None:
    """Many kinds of breakage are shown."""
    assert len(GALLERY) >= 15


def test_what_is_broken_is_the_only_thing(tmp_path: Path) -> None:
    """The file that the gallery was made from is sound."""
    sound = Path(__file__).parent / "small.toml"

    assert read_programme(sound).programme.id == "small"
    with pytest.raises(FileNotFoundError):
        read_programme(tmp_path / "none.toml")
