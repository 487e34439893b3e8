# SPDX-License-Identifier: BSD-3-Clause
"""A case file as a file: read, decoded, and parsed into plain data."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

from exxtra_kit.casefile.cases import read_case
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.fields import shortened
from exxtra_kit.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from exxtra_kit.models import Case

LARGEST_FILE_BYTES = 5_000_000


def load_case(path: Path) -> Case:
    """Read a case from a TOML or JSON file, or from an exchange file.

    Raises:
        InputError: The file can't be read or holds something wrong; every problem is named.
    """
    return read_case(parse_case_text(_read_text(path), is_json=path.suffix.lower() == ".json"))


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return decode_case(file.read(LARGEST_FILE_BYTES + 1), path.name)
    except OSError as error:
        raise _whole(
            msg("{file} can't be read: {reason}.", file=str(path), reason=error.strerror or type(error).__name__)
        ) from error


def decode_case(content: bytes, name: str) -> str:
    """Return the text of a case file; the mark that some editors put before UTF-8 is taken away.

    Args:
        content: The file's bytes; one more than `LARGEST_FILE_BYTES` is enough to know that it is too large.
        name: What to call the file in a message.

    Raises:
        InputError: It is too large, or not UTF-8.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise _whole(
            msg("{file} is too large for a case: at most {limit} bytes are read.", file=name, limit=LARGEST_FILE_BYTES)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _whole(msg("{file} is not a text file in UTF-8. Save it again as UTF-8 text.", file=name)) from error


def parse_case_text(text: str, *, is_json: bool | None = None) -> Mapping[str, object]:
    """Return the plain data of a case written in TOML or JSON.

    Args:
        text: The file's content.
        is_json: Whether it is JSON; None to tell by its first character.

    Raises:
        InputError: It is neither; the message gives line and column.
    """
    if is_json is None:
        is_json = text.lstrip().startswith("{")
    try:
        data = json.loads(text) if is_json else tomllib.loads(text)
    except RecursionError as error:
        raise _whole(msg("The file is nested too deeply for a case.")) from error
    except ValueError as error:  # json.JSONDecodeError and tomllib.TOMLDecodeError
        kind = "JSON" if is_json else "TOML"
        raise _whole(_not_valid(kind, str(error).rstrip("."), text)) from error
    if not isinstance(data, dict):
        raise _whole(msg("A case must be a table with the sections visiting, host and exchange."))
    return data


def _not_valid(kind: str, detail: str, text: str) -> Message:
    """Return what is wrong with a file's form, with the line it is about: a parser gives only its number."""
    number = re.search(r"line (\d+)", detail)
    lines = text.splitlines()
    if number is None or int(number[1]) > len(lines):
        return msg("This is not valid {kind}: {detail}.", kind=kind, detail=detail)
    line = shortened(lines[int(number[1]) - 1])
    return msg("This is not valid {kind}: {detail}. The line is: {line}", kind=kind, detail=detail, line=line)


def _whole(message: Message) -> InputError:
    return InputError((Problem("", message),))
