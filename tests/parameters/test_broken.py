# SPDX-License-Identifier: BSD-3-Clause
"""A gallery of broken programme files: each says in its first line what its error must say, word by word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exxtra_kit.errors import ParameterError
from exxtra_kit.parameters import read_programme

FOLDER = Path(__file__).parent / "broken"
GALLERY = sorted(FOLDER.glob("*.toml"))
MARK = "# expect: "
LEFT_OUT = " ... "  # stands for a long list of what is known, which grows with the house


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_broken_file_is_explained(path: Path) -> None:
    """The message names the file, the key, what is wrong with it and what is needed, and nothing else."""
    first = path.read_text(encoding="utf-8", errors="replace").splitlines()[0]
    assert first.startswith(MARK)
    expected = ".+".join(re.escape(part) for part in first.removeprefix(MARK).split(LEFT_OUT))

    with pytest.raises(ParameterError) as caught:
        read_programme(path)

    assert re.fullmatch(expected, str(caught.value)), str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_the_gallery_is_large() -> None:
    """Many kinds of breakage are shown, and no two files give the same message."""
    firsts = [path.read_bytes().splitlines()[0].partition(b".toml: ")[2] for path in GALLERY]

    assert len(GALLERY) >= 80
    assert len(set(firsts)) >= 70


def test_what_is_broken_is_the_only_thing() -> None:
    """The file that most of the gallery was made from is sound."""
    assert read_programme(FOLDER.parent / "sound.toml").stated_here == {"minimum_working_days"}
