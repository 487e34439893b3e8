# SPDX-License-Identifier: BSD-3-Clause
"""What whoever runs the site may choose: each value by option, else environment variable, else file, else safe."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exxtra_kit.errors import ServingError
from exxtra_kit.language import DEFAULT_LANGUAGE, available_languages
from exxtra_kit.messages import Message, msg
from exxtra_kit.serving.sources import VARIABLE_PREFIX, from_text, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FRONT_ENDS = ("slim", "full")
LOG_FORMATS = ("text", "json")
_HIGHEST_PORT = 65535
_EVERY_ADDRESS = "0.0.0.0"  # noqa: S104  (named here; bound only where somebody chose it)
# Lower-case host names only: what stands here is compared with the Host header of a request.
_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
# It stands in the address of a visit, before a dot.
_COPY_NAME = re.compile(r"[A-Za-z0-9-]{0,63}")
_BASE_URL = re.compile(r"/|/[A-Za-z0-9_./-]*[A-Za-z0-9_-]/")
# Some 25 MB of memory a visitor with the slim front end, some 90 with the full one: either fits into 4 GB.
_PLACES = {"slim": 120, "full": 40}
_BY_FRONT_END: Any = None
# Names of before, which may still stand in somebody's environment.
_FORMER_NAMES = {"visitor_limit": "kernel_limit", "idle_seconds": "cull_idle_seconds"}
_LEAST = {
    "visitor_limit": 1,
    "visitors_per_address": 0,
    "queue_limit": 0,
    "idle_seconds": 1,
    "quiet_seconds": 1,
    "start_seconds": 1,
    "callback_seconds": 1,
    "cell_seconds": 1,
    # A form's largest change is some thousand characters; less than this would stop the apps themselves.
    "message_bytes": 10_000,
    "messages_per_second": 1,
    "message_burst": 1,
    "upload_bytes": 0,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one deployment; checked when made.

    Each can be given as an option of `exxtra serve`, as an environment variable (the name in capitals
    after `EXXTRA_`), or as a key of the file that `--config` or `EXXTRA_CONFIG` names.

    Attributes:
        port: TCP port; 0 lets the system choose a free one (the printed line names it).
        ip: Address to listen on; the default is reached from this machine only.
        lan: Whether the site is for the local network: it then listens on every address of this machine
            and answers to those addresses and to `host_names` only.
        base_url: Path below which the site lives behind a proxy; begins and ends with "/".
        language: Language of a page whose address names none.
        host_names: Names other than `localhost` under which visitors may call the site. A site on the
            loopback or with `lan` refuses all others, which stops pages of strangers from reaching it
            through a name of theirs; any site does once a name is given here.
        trusted_proxies: Addresses or networks of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto`
            are believed; anybody else could write there what they like.
        front_end: "slim", our own small page, or "full", Voila's page and a Jupyter kernel for each visitor.
        visitor_limit: How many visitors have a place at once, each in a process of their own. Default: 120
            with the slim front end, 40 with the full one, whose processes take much more memory.
        visitors_per_address: How many of these places one address may hold; 0 for no limit of its own,
            because all the guests of a venue often share one address.
        queue_limit: How many visitors may wait for a place; who comes after them is asked to come later.
        idle_seconds: A process that no page is connected to ends after this time.
        quiet_seconds: A process whose page is open ends after this time without a touch.
        start_seconds: How long a visitor's process may take to start.
        callback_seconds: How long an app may work on one change before its process is taken for stuck.
        cell_seconds: How long one cell of a notebook may run before the page gives up.
        message_bytes: Longest message that a page may send.
        messages_per_second: How many messages a page may send in the long run.
        message_burst: How many it may send at once.
        upload_bytes: Largest file that a page may hand to an app; it travels in one message.
        log_format: "text" for people, "json" for one JSON object a line.
        notebooks: Folder of the apps; default: where this package keeps them.
        copy_name: Name of this copy among several behind a proxy: secret names of visits begin with it, so that
            the proxy can bring a page that lost its connection back to its process.

    Raises:
        ServingError: A value is not possible; the message says what is.
    """

    port: int = 8866
    ip: str = "127.0.0.1"
    lan: bool = False
    base_url: str = "/"
    language: str = DEFAULT_LANGUAGE
    host_names: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    front_end: str = "slim"
    visitor_limit: int = _BY_FRONT_END
    visitors_per_address: int = 0
    queue_limit: int = 500
    idle_seconds: int = 180
    quiet_seconds: int = 7200
    start_seconds: int = 60
    callback_seconds: int = 20
    cell_seconds: int = 120
    message_bytes: int = 1_500_000
    messages_per_second: int = 50
    message_burst: int = 300
    upload_bytes: int = 1_000_000
    log_format: str = "text"
    notebooks: Path | None = None
    copy_name: str = ""

    def __post_init__(self) -> None:
        """Fill in what follows from other values, and check every value."""
        if self.visitor_limit is _BY_FRONT_END:
            object.__setattr__(self, "visitor_limit", _PLACES.get(self.front_end, 1))
        for field in fields(self):
            if wrong := problem_of(field.name, getattr(self, field.name)):
                raise ServingError(wrong)
        if self.lan and self.only_this_machine:
            object.__setattr__(self, "ip", _EVERY_ADDRESS)
        if self.upload_bytes > self.message_bytes:
            raise ServingError(
                msg(
                    "upload_bytes ({upload}) must not be more than message_bytes ({message}): a file travels in one "
                    "message.",
                    upload=str(self.upload_bytes),
                    message=str(self.message_bytes),
                )
            )

    @property
    def only_this_machine(self) -> bool:
        """Whether the site can be reached from this machine only."""
        return ipaddress.ip_address(self.ip).is_loopback

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None, config: Path | None = None, **options: Any) -> Settings:
        """Make settings from options, else environment variables, else a file, else defaults.

        Args:
            environ: The environment; that of this process if left out.
            config: A TOML file; else the one that `EXXTRA_CONFIG` names; else none.
            **options: Values by the names of the attributes; `None` means "not given".

        Returns:
            The checked settings.

        Raises:
            ServingError: A value is not possible, or the file can't be used. The message names where it stands.
        """
        surroundings = {name: text.strip() for name, text in (os.environ if environ is None else environ).items()}
        kinds = {field.name: str(field.type) for field in fields(cls)}
        chosen = {name: value for name, value in options.items() if value is not None}
        for name, kind in kinds.items():
            variables = [VARIABLE_PREFIX + known.upper() for known in (name, _FORMER_NAMES.get(name, name))]
            variable = next((one for one in variables if surroundings.get(one)), None)
            if name not in chosen and variable:
                chosen[name] = from_text(variable, kind, surroundings[variable])
                if wrong := problem_of(name, chosen[name]):
                    raise ServingError(
                        msg("The environment variable {variable}: {wrong}", variable=variable, wrong=wrong)
                    )
        file = config or (Path(named) if (named := surroundings.get(f"{VARIABLE_PREFIX}CONFIG")) else None)
        for name, value in (read_file(file, kinds) if file else {}).items():
            if wrong := problem_of(name, value):
                raise ServingError(msg("The file {file}, key {key}: {wrong}", file=str(file), key=name, wrong=wrong))
            chosen.setdefault(name, value)
        return cls(**chosen)


def problem_of(name: str, value: Any) -> Message | None:
    """Say what is wrong with the value of one setting, and what is possible; None if nothing is."""
    if name in _LEAST:
        return _problem_of_number(name, value)
    if name in _PROBLEMS:
        return _PROBLEMS[name](value)
    return None


def _problem_of_number(name: str, value: int) -> Message | None:
    if value < _LEAST[name]:
        return msg(
            "{setting} must be {least} or more, not {value}.", setting=name, least=_LEAST[name], value=str(value)
        )
    return None


def _problem_of_port(port: int) -> Message | None:
    if not 0 <= port <= _HIGHEST_PORT:
        return msg(
            "The port must be a whole number from 0 to {highest}, not {port}.",
            highest=str(_HIGHEST_PORT),
            port=str(port),
        )
    return None


def _problem_of_ip(ip: str) -> Message | None:
    try:
        ipaddress.ip_address(ip)
    except ValueError:
        return msg(
            "\N{LEFT DOUBLE QUOTATION MARK}{ip}\N{RIGHT DOUBLE QUOTATION MARK} is no address to listen on. "
            "Give an IP address such as 127.0.0.1 (this machine only) or 0.0.0.0 (the whole network).",
            ip=ip,
        )
    return None


def _problem_of_path(path: str) -> Message | None:
    if not _BASE_URL.fullmatch(path) or "//" in path or ".." in path:
        return msg(
            "The base path must begin and end with a slash, like /exxtra/, not "
            "\N{LEFT DOUBLE QUOTATION MARK}{path}\N{RIGHT DOUBLE QUOTATION MARK}.",
            path=path,
        )
    return None


def _problem_of_language(language: str) -> Message | None:
    if language not in available_languages():
        return msg(
            "The language \N{LEFT DOUBLE QUOTATION MARK}{language}\N{RIGHT DOUBLE QUOTATION MARK} can't be "
            "shown. Choose one of these: {offered}.",
            language=language,
            offered=", ".join(available_languages()),
        )
    return None


def _problem_of_host_names(names: tuple[str, ...]) -> Message | None:
    for name in names:
        if not _HOST_NAME.fullmatch(name):
            return msg(
                "\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK} is no host name. Give "
                "it in lower case, without a scheme and without a port.",
                name=name,
            )
    return None


def _problem_of_proxies(proxies: tuple[str, ...]) -> Message | None:
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError:
            return msg(
                "\N{LEFT DOUBLE QUOTATION MARK}{proxy}\N{RIGHT DOUBLE QUOTATION MARK} is no address of a proxy. Give "
                "an IP address such as 127.0.0.1, or a network such as 10.0.0.0/8.",
                proxy=proxy,
            )
    return None


def _problem_of_copy_name(name: str) -> Message | None:
    if not _COPY_NAME.fullmatch(name):
        return msg(
            "The name of a copy has at most 63 letters, figures and hyphens, unlike "
            "\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}.",
            name=name,
        )
    return None


def _one_of(name: str, offered: tuple[str, ...]) -> Callable[[str], Message | None]:
    def problem(value: str) -> Message | None:
        if value in offered:
            return None
        return msg(
            "{setting} can't be \N{LEFT DOUBLE QUOTATION MARK}{value}\N{RIGHT DOUBLE QUOTATION MARK}. "
            "Choose one of these: {offered}.",
            setting=name,
            value=value,
            offered=", ".join(offered),
        )

    return problem


_PROBLEMS: dict[str, Callable[[Any], Message | None]] = {
    "port": _problem_of_port,
    "ip": _problem_of_ip,
    "base_url": _problem_of_path,
    "language": _problem_of_language,
    "host_names": _problem_of_host_names,
    "trusted_proxies": _problem_of_proxies,
    "copy_name": _problem_of_copy_name,
    "front_end": _one_of("front_end", FRONT_ENDS),
    "log_format": _one_of("log_format", LOG_FORMATS),
}
