# SPDX-License-Identifier: BSD-3-Clause
"""Gathers the texts of the register of decisions and of the programme files for translation.

Babel calls `extract` for each TOML file that `babel.cfg` names; the English text is the key.
"""

from __future__ import annotations

import tomllib
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = frozenset({"title", "description", "question", "choice", "consequence", "subject", "says"})
"""Keys whose texts people read; everything else is for the program."""


def extract(
    file: IO[bytes],
    keywords: object,  # noqa: ARG001 (Babel calls by these names)
    comment_tags: object,  # noqa: ARG001
    options: object,  # noqa: ARG001
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yield each text that people read, in the order of the file.

    Args:
        file: The TOML file.
        keywords: Not used: texts are known by their keys.
        comment_tags: Not used.
        options: Not used.

    Yields:
        Line (not known to the parser, so 0), no function, the text, no comments.
    """
    for text in _texts(tomllib.loads(file.read().decode("utf-8"))):
        yield 0, None, text, []


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in SHOWN and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)
