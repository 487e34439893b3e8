# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra serve`: the apps for participants."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from exxtra_kit.language import Language, available_languages
from exxtra_kit.parameters import broken_programmes

if TYPE_CHECKING:
    import argparse

    from exxtra_kit.cli.common import Commands


def register(commands: Commands, _language: argparse.ArgumentParser) -> None:
    """Add the command; its language is that of the pages, so it has an option of its own."""
    serve = commands.add_parser("serve", help="serve the apps for participants on this machine")
    serve.add_argument("--port", type=int, help="port to listen on (default 8866; 0 for any free one)")
    serve.add_argument("--ip", help="address to listen on (default 127.0.0.1: this machine only)")
    serve.add_argument(
        "--lang", dest="language", choices=available_languages(), help="language of pages that name none"
    )
    serve.add_argument("--check", action="store_true", help="print what strangers can reach, and stop")
    serve.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace) -> int:
    from exxtra_kit.serving import Settings, describe_exposure, serve  # noqa: PLC0415 (needs the extra "apps")

    for message in broken_programmes():  # the site goes on without them: whoever starts it must know
        sys.stderr.write(f"{Language.load().text(message)}\n")
    settings = Settings.read(port=arguments.port, ip=arguments.ip, language=arguments.language)
    if arguments.check:
        sys.stdout.write(describe_exposure(settings) + "\n")
        return 0
    return serve(settings)
