# SPDX-License-Identifier: BSD-3-Clause
"""What strangers can reach on the site, in words: for `exxtra serve --check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.language import Language
from exxtra_kit.messages import Message, msg
from exxtra_kit.serving.apps import notebooks_folder, served_apps

if TYPE_CHECKING:
    from exxtra_kit.serving.settings import Settings

_NOT_REACHABLE = (
    msg("other notebooks, those for staff included"),
    msg("files of this machine"),
    msg("lists of notebooks, files or visitors' processes"),
    msg("running code of one's own: the page may only speak to the widgets of its notebook"),
    msg("source code, error traces and paths"),
    msg("other appearances by ?template= or ?theme="),
)


def describe_exposure(settings: Settings) -> str:
    """Say what the site with these settings shows to whom, one fact per line.

    Args:
        settings: The settings that `serve` would be given.

    Returns:
        Lines of text in the language of the settings.

    Raises:
        ServingError: The notebooks are missing.
    """
    language = Language.load(settings.language)
    folder = notebooks_folder(settings)
    audience = msg("this machine only") if settings.only_this_machine else msg("everybody who reaches this address")
    facts: list[Message] = [
        msg("Listens on {ip}, port {port}: {audience}.", ip=settings.ip, port=str(settings.port), audience=audience),
    ]
    facts += [
        msg("Address {address} runs {notebook}.", address=settings.base_url + app.address, notebook=app.notebook)
        for app in served_apps(folder)
    ]
    if settings.only_this_machine:
        names = ", ".join(("localhost", "127.0.0.1", *settings.host_names))
        facts.append(msg("Answers to these host names: {names}.", names=names))
    facts += [
        msg("Visitors at once: at most {limit}; one process each.", limit=settings.kernel_limit),
        msg(
            "A process that no page is connected to ends after {seconds} seconds, at once when its page is closed.",
            seconds=settings.cull_idle_seconds,
        ),
        msg("Stored about visitors: nothing."),
    ]
    facts += [msg("Not reachable: {what}.", what=what) for what in _NOT_REACHABLE]
    return "\n".join(language.text(fact) for fact in facts)
