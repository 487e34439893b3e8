# SPDX-License-Identifier: BSD-3-Clause
"""The first page in mark-up."""

from __future__ import annotations

from exxtra_kit.language import Language
from exxtra_kit.render.start import WAYS, about_html, ways_html

ENGLISH = Language.load()


def test_three_ways_lead_to_the_apps() -> None:
    """Each card is a link to its app, with one sentence."""
    markup = ways_html(ENGLISH, lambda app: f"{app}?a=1&b=2")

    assert [way.app for way in WAYS] == ["partner_map", "calculator", "planner"]
    assert all(f'href="{way.app}?a=1&amp;b=2"' in markup for way in WAYS)
    assert markup.count("<h2") == 3


def test_elsewhere_the_notebooks_are_named() -> None:
    """Without our site there is no link that leads nowhere."""
    markup = ways_html(ENGLISH, None) + about_html(ENGLISH, None)

    assert "href" not in markup
    assert "Open the notebook calculator.ipynb." in markup


def test_every_language_is_one_click_away() -> None:
    """Languages name themselves and are marked as such."""
    markup = about_html(ENGLISH, lambda code: f"?lang={code}")

    assert '<a href="?lang=en" lang="en" hreflang="en">English</a>' in markup
