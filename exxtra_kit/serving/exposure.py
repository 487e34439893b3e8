# SPDX-License-Identifier: BSD-3-Clause
"""What strangers can reach on the site, in words: for `exxtra serve --check` (see also `openings`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.language import Language
from exxtra_kit.messages import Message, msg
from exxtra_kit.serving.apps import notebooks_folder, served_apps
from exxtra_kit.serving.hosts import accepted_hosts

if TYPE_CHECKING:
    from exxtra_kit.serving.settings import Settings

_MEGABYTES_EACH = {"slim": 25, "full": 90}
_MEGABYTES = 1000

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
        _names(settings),
    ]
    if settings.trusted_proxies:
        facts.append(
            msg(
                "Believes these proxies about who a visitor is: {proxies}.", proxies=", ".join(settings.trusted_proxies)
            )
        )
    facts += [
        msg("Address {address} runs {notebook}.", address=settings.base_url + app.address, notebook=app.notebook)
        for app in served_apps(folder)
    ]
    facts += _limits(settings)
    facts += [
        msg("Stored about visitors: nothing."),
        msg("Written to the log: errors with a reference number, without query strings, answers and addresses."),
    ]
    facts += [msg("Not reachable: {what}.", what=what) for what in _NOT_REACHABLE]
    return "\n".join(language.text(fact) for fact in facts)


def _names(settings: Settings) -> Message:
    """Say under which names the site may be called."""
    accepted = accepted_hosts(settings)
    if accepted is None:
        return msg("Answers under any host name: give its own in host_names, and it refuses the others.")
    return msg("Answers to these host names: {names}.", names=", ".join(sorted(accepted)))


def _limits(settings: Settings) -> list[Message]:
    """Say how much visitors may take."""
    found = [
        msg(
            "Visitors at once: at most {limit}; one process each, together some {gigabytes} GB of memory.",
            limit=settings.visitor_limit,
            gigabytes=round(settings.visitor_limit * _MEGABYTES_EACH[settings.front_end] / _MEGABYTES, 1),
        ),
        msg(
            "A process that no page is connected to ends after {seconds} seconds, at once when its page is closed.",
            seconds=settings.idle_seconds,
        ),
    ]
    if settings.visitors_per_address:
        found.append(msg("From one address: at most {limit} visitors at once.", limit=settings.visitors_per_address))
    if settings.front_end == "slim":
        found += [
            msg("In the queue for a place: at most {limit}.", limit=settings.queue_limit),
            msg("A page that nobody touches for {seconds} seconds loses its process.", seconds=settings.quiet_seconds),
            msg(
                "One page may send {rate} messages a second, {burst} at once, none longer than {bytes} bytes.",
                rate=settings.messages_per_second,
                burst=settings.message_burst,
                bytes=settings.message_bytes,
            ),
        ]
    return found
