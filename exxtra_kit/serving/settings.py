# SPDX-License-Identifier: BSD-3-Clause
"""What whoever runs the site may choose: each value by option, else by environment variable, else safe."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exxtra_kit.errors import ServingError
from exxtra_kit.language import DEFAULT_LANGUAGE, available_languages
from exxtra_kit.messages import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

_HIGHEST_PORT = 65535
_VARIABLE_PREFIX = "EXXTRA_"
# Lower-case host names only: what stands here is compared with the Host header of a request.
_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_BASE_URL = re.compile(r"/|/[A-Za-z0-9_./-]*[A-Za-z0-9_-]/")


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one deployment; checked when made.

    Attributes:
        port: TCP port; 0 lets the system choose a free one (the printed line names it). `EXXTRA_PORT`.
        ip: Address to listen on; the default is reached from this machine only. `EXXTRA_IP`.
        base_url: Path below which the site lives behind a proxy; begins and ends with "/". `EXXTRA_BASE_URL`.
        language: Language of a page whose address names none. `EXXTRA_LANGUAGE`.
        host_names: Names other than `localhost` under which visitors may call the site. A site that listens
            on the loopback refuses all others, which stops pages of strangers from reaching it through
            a name of theirs. `EXXTRA_HOST_NAMES`, separated by commas.
        kernel_limit: How many visitors can be served at once; each has a process of some 60 to 120 MB.
            `EXXTRA_KERNEL_LIMIT`.
        cull_idle_seconds: A process that no page is connected to ends after this time. `EXXTRA_CULL_IDLE_SECONDS`.
        start_seconds: How long a visitor's process may take to start. `EXXTRA_START_SECONDS`.
        cell_seconds: How long one cell of a notebook may run before the page gives up. `EXXTRA_CELL_SECONDS`.
        notebooks: Folder of the apps; default: where this package keeps them. `EXXTRA_NOTEBOOKS`.

    Raises:
        ServingError: A value is not possible; the message says what is.
    """

    port: int = 8866
    ip: str = "127.0.0.1"
    base_url: str = "/"
    language: str = DEFAULT_LANGUAGE
    host_names: tuple[str, ...] = ()
    kernel_limit: int = 40
    cull_idle_seconds: int = 180
    start_seconds: int = 60
    cell_seconds: int = 120
    notebooks: Path | None = None

    def __post_init__(self) -> None:
        """Check every value."""
        if not 0 <= self.port <= _HIGHEST_PORT:
            raise ServingError(
                msg(
                    "The port must be a whole number from 0 to {highest}, not {port}.",
                    highest=str(_HIGHEST_PORT),
                    port=str(self.port),
                )
            )
        try:
            ipaddress.ip_address(self.ip)
        except ValueError:
            raise ServingError(
                msg(
                    "\N{LEFT DOUBLE QUOTATION MARK}{ip}\N{RIGHT DOUBLE QUOTATION MARK} is no address to listen on. "
                    "Give an IP address such as 127.0.0.1 (this machine only) or 0.0.0.0 (the whole network).",
                    ip=self.ip,
                )
            ) from None
        if not _BASE_URL.fullmatch(self.base_url) or "//" in self.base_url or ".." in self.base_url:
            raise ServingError(
                msg(
                    "The base path must begin and end with a slash, like /exxtra/, not "
                    "\N{LEFT DOUBLE QUOTATION MARK}{path}\N{RIGHT DOUBLE QUOTATION MARK}.",
                    path=self.base_url,
                )
            )
        if self.language not in available_languages():
            raise ServingError(
                msg(
                    "The language \N{LEFT DOUBLE QUOTATION MARK}{language}\N{RIGHT DOUBLE QUOTATION MARK} can't be "
                    "shown. Choose one of these: {offered}.",
                    language=self.language,
                    offered=", ".join(available_languages()),
                )
            )
        for name in self.host_names:
            if not _HOST_NAME.fullmatch(name):
                raise ServingError(
                    msg(
                        "\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK} is no host name. Give "
                        "it in lower case, without a scheme and without a port.",
                        name=name,
                    )
                )
        for what in ("kernel_limit", "cull_idle_seconds", "start_seconds", "cell_seconds"):
            if getattr(self, what) < 1:
                raise ServingError(
                    msg("{setting} must be 1 or more, not {value}.", setting=what, value=str(getattr(self, what)))
                )

    @property
    def only_this_machine(self) -> bool:
        """Whether the site can be reached from this machine only."""
        return ipaddress.ip_address(self.ip).is_loopback

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None, **options: Any) -> Settings:
        """Make settings from options, else environment variables, else defaults.

        Args:
            environ: The environment; that of this process if left out.
            **options: Values by the names of the attributes; `None` means "not given".

        Returns:
            The checked settings.

        Raises:
            ServingError: A value is not possible.
        """
        surroundings = os.environ if environ is None else environ
        chosen = {name: value for name, value in options.items() if value is not None}
        for field in fields(cls):
            variable = _VARIABLE_PREFIX + field.name.upper()
            if field.name not in chosen and surroundings.get(variable, "").strip():
                chosen[field.name] = _from_text(field.name, variable, surroundings[variable].strip())
        return cls(**chosen)


def _from_text(name: str, variable: str, text: str) -> int | str | Path | tuple[str, ...]:
    """Turn the text of an environment variable into the value of one setting."""
    if name == "notebooks":
        return Path(text)
    if name == "host_names":
        return tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if name in ("ip", "base_url", "language"):
        return text
    try:
        return int(text)
    except ValueError:
        raise ServingError(
            msg(
                "The environment variable {variable} must be a whole number, not "
                "\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}.",
                variable=variable,
                text=text,
            )
        ) from None
