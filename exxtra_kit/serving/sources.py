# SPDX-License-Identifier: BSD-3-Clause
"""Where settings come from: the text of an environment variable, a TOML file. Types are checked here."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exxtra_kit.errors import ServingError
from exxtra_kit.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE_PREFIX = "EXXTRA_"
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def from_text(variable: str, kind: str, text: str) -> Any:
    """Turn the text of an environment variable into a value.

    Args:
        variable: Its name, for the message.
        kind: The type of the setting, as the class of the settings writes it.
        text: What stands in the variable.

    Raises:
        ServingError: The text can't be turned into such a value.
    """
    if kind == "tuple[str, ...]":
        return tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if kind == "bool" and text.lower() in _YES + _NO:
        return text.lower() in _YES
    if kind == "int":
        try:
            return int(text)
        except ValueError:
            pass
    wanted = {"int": msg("a whole number"), "bool": msg("1 or 0")}.get(kind)
    if wanted:
        raise ServingError(
            msg(
                "The environment variable {variable} must be {wanted}, not "
                "\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}.",
                variable=variable,
                wanted=wanted,
                text=text,
            )
        )
    return Path(text) if kind == "Path | None" else text


def read_file(path: Path, kinds: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings of a TOML file.

    Args:
        path: The file. A folder named in it is sought from the folder of the file.
        kinds: The type of each setting by its name, as the class of the settings writes it.

    Raises:
        ServingError: The file can't be read, or holds a key that is none, or a value of another type.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise ServingError(
            msg(
                "The file with the settings, {file}, can't be read: {reason}.",
                file=str(path),
                reason=str(getattr(fault, "strerror", None) or fault),
            )
        ) from fault
    except tomllib.TOMLDecodeError as fault:
        raise ServingError(
            msg("The file with the settings, {file}, is no TOML file: {reason}.", file=str(path), reason=str(fault))
        ) from fault
    return {key: _from_toml(path, key, value, kinds) for key, value in table.items()}


def _from_toml(path: Path, key: str, value: Any, kinds: Mapping[str, str]) -> Any:
    """Return one value of a file in the type of its setting."""
    if key not in kinds:
        raise ServingError(_unknown_key(path, key, tuple(kinds)))
    kind = kinds[key]
    if kind == "int" and type(value) is int:  # a truth value counts as a number in Python, not here
        return value
    if kind == "bool" and isinstance(value, bool):
        return value
    if kind == "str" and isinstance(value, str):
        return value
    if kind == "Path | None" and isinstance(value, str):
        return path.parent / value
    if kind == "tuple[str, ...]" and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(part.strip().lower() for part in value)
    raise ServingError(
        msg(
            "The file {file}, key {key}: this must be {wanted}, not {value}.",
            file=str(path),
            key=key,
            wanted=_WANTED[kind],
            value=str(value).lower() if isinstance(value, bool) else repr(value),
        )
    )


def _unknown_key(path: Path, key: str, known: tuple[str, ...]) -> Message:
    """Return what to say about a key that is none."""
    near = get_close_matches(key, known, n=1)
    if near:
        return msg(
            "The file {file}: there is no setting {key}. Did you mean {near}? These can be set: {known}.",
            file=str(path),
            key=key,
            near=near[0],
            known=", ".join(known),
        )
    return msg(
        "The file {file}: there is no setting {key}. These can be set: {known}.",
        file=str(path),
        key=key,
        known=", ".join(known),
    )


_WANTED: Mapping[str, Message] = {
    "int": msg("a whole number"),
    "bool": msg("true or false"),
    "str": msg("text in quotation marks"),
    "Path | None": msg("text in quotation marks"),
    "tuple[str, ...]": msg("a list of texts in brackets"),
}
