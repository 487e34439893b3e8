# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra serve`: the apps for participants."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exxtra_kit.language import Language, available_languages
from exxtra_kit.parameters import broken_programmes

if TYPE_CHECKING:
    import argparse

    from exxtra_kit.cli.common import Commands

NOT_CLOSED = 1
"""Exit status of `--check` when strangers can reach what they must not."""

# Option, name of the setting, help. The words of the settings themselves stand in docs/site.md.
_NUMBERS = (
    ("--port", "port", "port to listen on (default 8866; 0 for any free one)"),
    ("--visitor-limit", "visitor_limit", "visitors at once (default 120 slim, 40 full)"),
    (
        "--visitors-per-address",
        "visitors_per_address",
        "... of which from one address (default 0: no limit of its own)",
    ),
    ("--queue-limit", "queue_limit", "visitors who may wait for a place (default 500)"),
    ("--idle-seconds", "idle_seconds", "a process without a page ends after this time (default 180)"),
    ("--quiet-seconds", "quiet_seconds", "... with a page that nobody touches, after this one (default 7200)"),
    ("--start-seconds", "start_seconds", "how long a visitor's process may take to start (default 60)"),
    ("--callback-seconds", "callback_seconds", "how long an app may work on one change (default 20)"),
    ("--cell-seconds", "cell_seconds", "how long one cell of a notebook may run (default 120)"),
    ("--message-bytes", "message_bytes", "longest message of a page (default 1500000)"),
    ("--messages-per-second", "messages_per_second", "messages of a page in the long run (default 50)"),
    ("--message-burst", "message_burst", "... and at once (default 300)"),
    ("--upload-bytes", "upload_bytes", "largest file that a page may hand over (default 1000000)"),
)
_WORDS = (
    ("--ip", "ip", "address to listen on (default 127.0.0.1: this machine only)"),
    ("--base-url", "base_url", "path below which the site lives behind a proxy, like /exxtra/"),
    ("--front-end", "front_end", "slim (default) or full (Voila's own page)"),
    ("--log-format", "log_format", "text (default) or json"),
    ("--copy-name", "copy_name", "name of this copy among several behind a proxy"),
)
_LISTS = (
    ("--host-names", "host_names", "names under which visitors may call the site, separated by commas"),
    ("--trusted-proxies", "trusted_proxies", "addresses of proxies whose X-Forwarded-For and -Proto are believed"),
)


def register(commands: Commands, _language: argparse.ArgumentParser) -> None:
    """Add the command; its language is that of the pages, so it has an option of its own."""
    serve = commands.add_parser("serve", help="serve the apps for participants on this machine")
    serve.add_argument("--check", action="store_true", help="say what strangers can reach, and fail if it is too much")
    serve.add_argument("--config", type=Path, metavar="FILE", help="TOML file with settings")
    serve.add_argument("--lan", action="store_true", default=None, help="open it to the local network; show a QR code")
    serve.add_argument(
        "--lang", dest="language", choices=available_languages(), help="language of pages that name none"
    )
    serve.add_argument("--notebooks", type=Path, metavar="FOLDER", help="folder with the apps' notebooks")
    for option, name, words in _WORDS:
        serve.add_argument(option, dest=name, metavar="TEXT", help=words)
    for option, name, words in _NUMBERS:
        serve.add_argument(option, dest=name, type=int, metavar="N", help=words)
    for option, name, words in _LISTS:
        serve.add_argument(option, dest=name, type=_parts, metavar="LIST", help=words)
    serve.set_defaults(run=_serve)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip().lower() for part in text.split(",") if part.strip())


def _serve(arguments: argparse.Namespace) -> int:
    from exxtra_kit.serving import Settings, describe_exposure, serve  # noqa: PLC0415 (needs the extra "apps")

    for message in broken_programmes():  # the site goes on without them: whoever starts it must know
        sys.stderr.write(f"{Language.load().text(message)}\n")
    chosen = {name: value for name, value in vars(arguments).items() if name not in ("check", "config", "run")}
    settings = Settings.read(config=arguments.config, **chosen)
    if not arguments.check:
        return serve(settings)
    sys.stdout.write(describe_exposure(settings) + "\n")
    sys.stdout.flush()
    from exxtra_kit.serving.openings import find_openings  # noqa: PLC0415 (as above)

    openings = find_openings(settings)
    language = Language.load(settings.language)
    for opening in openings:
        sys.stderr.write(f"{language.text(opening)}\n")
    return NOT_CLOSED if openings else 0
