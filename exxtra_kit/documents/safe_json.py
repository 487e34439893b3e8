# SPDX-License-Identifier: BSD-3-Clause
"""JSON from strangers: limited in size and depth, no key twice, nothing that JSON doesn't know."""

from __future__ import annotations

import json
import re

from exxtra_kit.errors import ExchangeFileError
from exxtra_kit.messages import msg

SIZE_LIMIT_BYTES = 1_000_000
NESTING_LIMIT = 32

# Never fails and never goes back, so the time is proportional to the text whatever it holds.
_STRING = re.compile(r'"(?:[^"\\]++|\\.?)*+"?', re.DOTALL)
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}


def read_json_object(content: str | bytes) -> dict[str, object]:
    """Return the JSON object in `content`.

    Args:
        content: Text, or bytes in UTF-8 (with or without a byte order mark).

    Returns:
        The object, as `json` gives it.

    Raises:
        ExchangeFileError: Too large, too deeply nested, not text, not JSON, a key twice, not an object.
    """
    size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "surrogatepass"))
    check_size(size)
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content.removeprefix("\ufeff")
        # A lone surrogate is no character; it would come back as an error when the file is written.
        text.encode("utf-8")
    except UnicodeError:
        raise ExchangeFileError(
            msg("The file is not text in UTF-8. Choose the .json file that the planner gave you.")
        ) from None
    _check_nesting(text)
    try:
        data = json.loads(text, object_pairs_hook=_without_repetition, parse_constant=_no_constant)
        # 1e999 is read as infinity, and "\ud800" as half a character: neither could be written again.
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except ExchangeFileError:  # a key twice; ours are ValueErrors as well
        raise
    except json.JSONDecodeError as error:
        raise ExchangeFileError(
            msg(
                "The file is damaged: in line {line}, column {column} it is no longer readable. Use a sound copy.",
                line=error.lineno,
                column=error.colno,
            )
        ) from None
    except ValueError:  # a number with thousands of digits, a lone surrogate written as an escape
        raise ExchangeFileError(
            msg("The file is damaged: it holds a number or a character that can't exist. Use a sound copy.")
        ) from None
    if not isinstance(data, dict):
        raise ExchangeFileError(
            msg(
                "This is not an exchange file: it has no named fields. Choose the .json file that the planner gave you."
            )
        )
    return data


def check_size(size: int) -> None:
    """Refuse a file by its size, which may be known before its content.

    Args:
        size: Its bytes.

    Raises:
        ExchangeFileError: It is too large.
    """
    if size > SIZE_LIMIT_BYTES:
        raise ExchangeFileError(
            msg(
                "The file is too large ({found} bytes). An exchange file has at most {limit} bytes.",
                found=size,
                limit=SIZE_LIMIT_BYTES,
            )
        )


def _check_nesting(text: str) -> None:
    depth = 0
    for char in _STRING.sub("", text):
        depth += _BRACKETS.get(char, 0)
        if depth > NESTING_LIMIT:
            raise ExchangeFileError(
                msg(
                    "The file is nested too deeply (more than {limit} levels) to be an exchange file.",
                    limit=NESTING_LIMIT,
                )
            )


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ExchangeFileError(
                msg(
                    "The file is damaged: the field {field} appears twice. Use a sound copy.",
                    field=key[:80],
                )
            )
        found[key] = value
    return found


def _no_constant(name: str) -> object:
    """Refuse NaN and Infinity, which Python reads but JSON doesn't have."""
    raise ValueError(name)
