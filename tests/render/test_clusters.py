# SPDX-License-Identifier: BSD-3-Clause
"""List and card: what they say, and that nothing from outside becomes mark-up."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.catalogue import load_clusters
from exxtra_kit.errors import Problem
from exxtra_kit.language import Language
from exxtra_kit.messages import msg
from exxtra_kit.render.clusters import card_html, hosts_html, how_sure_html
from exxtra_kit.render.html import Markup, button_link, escape
from exxtra_kit.render.legend import legend_html, summary_html
from exxtra_kit.render.offers import Offer, by_sum
from tests.render.offered import hostile, judged, offer_of, unjudged

ENGLISH = Language.load()
EURO = "\N{EURO SIGN}"
NO_ACTIONS = Markup("")
ATTACKS = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onclick='x", "&lt;b&gt;")
HOSTILE = st.sampled_from(ATTACKS) | st.text(st.sampled_from("<>&\"'/ab="), min_size=1, max_size=12)


class Shape(HTMLParser):
    """The elements of a piece of mark-up with the names of their attributes, and its text."""

    def __init__(self, markup: str) -> None:
        """Read a piece of mark-up."""
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.depth = 0
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.depth += 1
        self.elements.append((tag, tuple(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element; `depth` tells whether each one that was opened was closed."""
        self.depth -= bool(tag)

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text += data + " "


def everything(text: str) -> str:
    """Return all mark-up about a cluster whose every word is this text."""
    offer = Offer(hostile(text), offer_of("arus", judged()).verdict)
    link = button_link(escape(text), f"planner?host={text}")
    return hosts_html([offer], ENGLISH, selected=text, actions=lambda _: link)


@given(HOSTILE)
def test_no_word_becomes_markup(text: str) -> None:
    """Whatever the catalogue held, the elements and attributes are those of a harmless text."""
    shape = Shape(everything(text))

    assert shape.elements == Shape(everything("harmless")).elements
    assert shape.depth == 0


@given(HOSTILE)
def test_a_problem_shown_above_the_list_is_text(text: str) -> None:
    """What is still needed is said as text too."""
    shape = Shape(summary_html(unjudged(), [msg("{words}", words=text)], [], ENGLISH))

    assert [name for name, _ in shape.elements] == ["p"]


def test_the_list_says_name_sum_and_facts() -> None:
    """One button for each host, in the order in which they come, with sign and words."""
    markup = hosts_html(by_sum(judged()), ENGLISH)
    entries = re.findall(r"<button.*?</button>", markup)

    assert len(entries) == 7
    assert hosts_html(judged(), ENGLISH).index("DITECFER") < hosts_html(judged(), ENGLISH).index("CenSec")
    first = Shape(entries[0]).text
    for piece in ("\u25cf", "CenSec", f"{EURO}1,100", "full sum", "Denmark", "km", "5 working days"):
        assert piece in first
    assert 'aria-expanded="true"' not in markup
    assert "not possible" in entries[-1]


def test_the_chosen_host_shows_its_card() -> None:
    """Only its card is unfolded, with the links that the app gives it."""
    markup = hosts_html(judged(), ENGLISH, selected="arus", actions=lambda offer: escape(f"go to {offer.cluster.id}"))

    assert markup.count("exx-map-card") == 1
    assert markup.count('aria-expanded="true"') == 1
    assert "go to arus" in markup
    assert "go to censec" not in markup


@pytest.mark.parametrize(
    ("cluster", "pieces"),
    [
        ("railgrup", ("Barcelona", "not verified", "100 (year not found)", "Bronze", "Cl\u00faster Railgrup",
                      "http://www.railgrup.net")),
        ("itrans", ("Valenciennes", "188 (2022)", "not found", "Nords-de-France", "Strong Innovator \N{MINUS SIGN}",
                    "left blank in the source", "transition region", "checked on 22 November 2026")),
        ("censec", ("CEN SEC", "o.o.c. (out of coverage)", "Innovation Leader", "Galten", "not verified")),
        ("rails", ("BTS", "2020", "Merger in July 2020; roots in 2001.")),
    ],
)  # fmt: skip
def test_a_card_tells_facts_and_doubts(cluster: str, pieces: tuple[str, ...]) -> None:
    """Facts with how sure they are; what is not verified, not found or blank in the source is said so."""
    text = Shape(card_html(offer_of(cluster, unjudged()), ENGLISH, NO_ACTIONS)).text

    for piece in pieces:
        assert piece in text


def test_how_sure_a_fact_is_stands_beside_it() -> None:
    """In sight, not only among the folded notes."""
    facts = card_html(offer_of("railgrup", unjudged()), ENGLISH, NO_ACTIONS).partition("</dl>")[0]

    assert re.search("Barcelona<span[^>]*>not verified", facts)
    assert re.search("2002<span>own information", facts)
    assert re.search("left blank in the source</dd>", facts)


def test_every_fact_of_a_card_names_its_source() -> None:
    """Below the facts stands a note for each: source with how sure it is and when it was checked, or "not found"."""
    for offer in unjudged():
        card = card_html(offer, ENGLISH, NO_ACTIONS)
        notes = re.findall(r"<li>(.*?)</li>", card)

        assert len(notes) == card.count("<dt>") == 10
        assert all("checked on" in note or "not found" in note or "Unicode CLDR" in note for note in notes)


@pytest.mark.parametrize(
    ("cluster", "languages"), [("railgrup", "Spanish, Catalan and Occitan"), ("ditecfer", "Italian")]
)
def test_a_card_names_official_languages_and_no_more(cluster: str, languages: str) -> None:
    """Those of country and region; that nothing is known of the people there is said."""
    card = card_html(offer_of(cluster, unjudged()), ENGLISH, NO_ACTIONS)

    assert f"<dt>Official languages there</dt><dd>{languages}</dd>" in card
    assert "is not known: ask them" in card


def test_a_card_without_a_verdict_promises_nothing() -> None:
    """No sum and no verdict before anything was typed."""
    for offer in unjudged():
        text = Shape(card_html(offer, ENGLISH, NO_ACTIONS)).text

        assert EURO not in text
        assert "Eligible" not in text


def test_how_sure_the_sums_are_is_said() -> None:
    """Below the sums: the table is inferred; nothing where there is no sum."""
    assert "table inferred" in how_sure_html(judged(), ENGLISH)
    assert how_sure_html(unjudged(), ENGLISH) == ""


def test_the_summary_tells_the_state() -> None:
    """What is needed, what is wrong, how many are possible, and that something is open."""
    needed = summary_html(unjudged(), [msg("your town")], [], ENGLISH)
    wrong = summary_html(unjudged(), [], [Problem("visiting.town", msg("No such town."))], ENGLISH)
    found = summary_html(judged(), [], [], ENGLISH)
    opened = summary_html(judged(membership=""), [], [], ENGLISH)

    assert "Still needed: your town" in needed
    assert "1 answer can&#x27;t be used" in wrong
    assert "6 of 7 hosts are possible" in found
    assert "6 of 7 hosts are not decided yet" in opened
    assert "member" in opened
    assert "undecided" not in found


def test_what_leaves_all_undecided_is_said_once() -> None:
    """The missing answer stands above the list, not six times in it."""
    opened = judged(membership="")
    why = "member"

    assert why in Shape(summary_html(opened, [], [], ENGLISH)).text
    assert why not in Shape(hosts_html(opened, ENGLISH)).text


def test_the_legend_has_words_for_signs_and_colours() -> None:
    """Every sign and colour with its word, where the borders are from, and the note on Kosovo."""
    text = Shape(legend_html(200, ENGLISH)).text

    for piece in (
        "\u25cf",
        "full sum",
        "\u25d0",
        "half sum",
        "\u2715",
        "not possible",
        "?",
        "not decided yet",
        "200",
        "Leader",
        "Strong",
        "Moderate",
        "dashed border",
        "takes part",
        "Natural Earth",
        "UNSCR 1244/1999",
    ):
        assert piece in text


def test_only_web_addresses_become_links() -> None:
    """A site whose address is a script is shown as text."""
    link = card_html(Offer(hostile("javascript:alert(1)")), ENGLISH, NO_ACTIONS)

    assert 'href="javascript' not in link
    assert 'href="https://' in card_html(Offer(load_clusters()[0]), ENGLISH, NO_ACTIONS)
