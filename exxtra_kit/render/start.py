# SPDX-License-Identifier: BSD-3-Clause
"""The first page: three ways in, for whom, in which languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.language import Language, available_languages
from exxtra_kit.messages import Message, msg
from exxtra_kit.render.html import Markup, element, escape, join, words

if TYPE_CHECKING:
    from collections.abc import Callable

_PICTURE = (
    '<svg class="exx-start-picture" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false" '
    'fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">{paths}</svg>'
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: an app with what it answers.

    Attributes:
        app: Its address, which is also its notebook's name.
        title: The question that it answers.
        text: One sentence.
        action: What the button says.
        paths: The strokes of its picture (SVG, ours).
    """

    app: str
    title: Message
    text: Message
    action: Message
    paths: str


WAYS = (
    Way(
        "partner_map",
        msg("Where can we go?"),
        msg("Seven clusters on a map: how far each is, and what a visit there would be paid."),
        msg("Open the map"),
        '<path d="M6 12l12-5 12 5 12-5v29l-12 5-12-5-12 5z"/><path d="M18 7v29M30 12v29"/>',
    ),
    Way(
        "calculator",
        msg("May we go, and what is paid?"),
        msg("Three questions, and the rules answer at once, with every reason and its source."),
        msg("Open the calculator"),
        '<circle cx="24" cy="24" r="18"/><path d="M31 17a9 9 0 1 0 0 14M12.500 21.500h13M12.500 26.500h13"/>',
    ),
    Way(
        "planner",
        msg("How do we get ready?"),
        msg("Host, days and activities become a plan that you can take with you."),
        msg("Open the planner"),
        '<rect x="7" y="10" width="34" height="31" rx="4"/><path d="M7 19h34M16 6v8M32 6v8M17 30l5 5 9-10"/>',
    ),
)


def ways_html(language: Language, address: Callable[[str], str] | None) -> Markup:
    """Return the three big cards.

    Args:
        language: Language of the words.
        address: Gives an app's address; None where the apps are not one link away, so the card
            names the notebook instead.
    """
    return element("div", join(_way(way, language, address) for way in WAYS), "exx-start-ways")


def _way(way: Way, language: Language, address: Callable[[str], str] | None) -> Markup:
    title = words(way.title, language)
    if address is None:
        head = title
        notebook = msg("Open the notebook {name}.", name=f"{way.app}.ipynb")
        action = element("span", words(notebook, language), "exx-muted exx-small")
    else:
        # One link for the whole card; what looks like a button needs no stop of its own.
        head = element("a", title, href=address(way.app))
        action = element("span", words(way.action, language), "exx-button exx-main-action", aria_hidden="true")
    return element(
        "div",
        join(
            [
                Markup(_PICTURE.format(paths=way.paths)),
                element("h2", head, "exx-heading"),
                element("p", words(way.text, language), "exx-text"),
                action,
            ]
        ),
        "exx-start-way exx-card",
    )


def about_html(language: Language, address: Callable[[str], str] | None) -> Markup:
    """Return for whom this is, what it rests on, and the languages.

    Args:
        language: Language of the words.
        address: Gives the address of this page in a language; None to name the languages only.
    """
    offered = [Language.load(code) for code in available_languages()]
    names = [
        element("a", escape(other.name), href=address(other.code), lang=other.code, hreflang=other.code)
        if address is not None
        else element("span", escape(other.name), lang=other.code)
        for other in offered
    ]
    blocks = (
        (
            msg("For whom"),
            words(
                msg(
                    "For small companies, cluster and business network organisations, and support organisations "
                    "that want to visit a cluster in another country for three working days up to a month."
                ),
                language,
            ),
        ),
        (
            msg("What the answers rest on"),
            words(
                msg(
                    "On the published rules of ClusterXchange, each named with its source. Where a rule had to be "
                    "inferred, the page says so. Your partnership has the last word."
                ),
                language,
            ),
        ),
        (msg("Languages"), join(names, " \u00b7 ")),
    )
    return element(
        "div",
        join(
            element(
                "div",
                join(
                    [element("h2", words(title, language), "exx-subheading"), element("p", text, "exx-text exx-muted")]
                ),
            )
            for title, text in blocks
        ),
        "exx-start-about",
    )
