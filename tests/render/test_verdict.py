# SPDX-License-Identifier: BSD-3-Clause
"""The answer panel: what it says in each state, and that nothing from outside becomes mark-up."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.errors import Problem
from exxtra_kit.language import Language
from exxtra_kit.messages import Euro, msg
from exxtra_kit.models import Eligibility, Finding, Fix, Outcome, Reference, Verdict
from exxtra_kit.render.findings import first_to_show, least_sure
from exxtra_kit.render.fixes import UNDO, fix_key
from exxtra_kit.render.html import button_link, escape
from exxtra_kit.render.verdict import empty_html, panel_html, problems_html, standing, sum_text

ENGLISH = Language.load()
_EMPTY_ELEMENTS = {"br", "img"}


def finding(
    code: str,
    outcome: Outcome,
    reason: str,
    *,
    rule: str = "R1",
    confidence: str = "O",
    note: str = "",
    url: str = "https://example.eu/rules",
    is_checked: bool = True,
) -> Finding:
    """Return a finding with these words."""
    return Finding(
        code,
        rule,
        msg("Is it so?"),
        outcome,
        msg("{words}", words=reason),
        Reference("ABOUT", "The rules", url),
        confidence,
        note=msg("{words}", words=note) if note else None,
        is_checked=is_checked,
    )


FINDINGS = (
    finding("OR101", Outcome.MET, "The kind is right."),
    finding("OR103", Outcome.MET, "The countries differ.", rule="R11"),
    finding("EX201", Outcome.MET, "Five days.", rule="R13"),
    finding("EX202", Outcome.NOT_APPLICABLE, "No block to split."),
    finding("PR301", Outcome.MET, "Far enough.", rule="R12"),
    finding("LS401", Outcome.MET, "The ceiling is 750.", confidence="I", note="The table is inferred."),
)
FULL = Verdict(
    programme="clusterxchange-2020",
    programme_title="ClusterXchange",
    programme_version="1.0.0",
    programme_hash="0" * 64,
    on=date(2021, 9, 13),
    eligibility=Eligibility.ELIGIBLE,
    findings=FINDINGS,
    working_days=5,
    distance_km=1864.2,
    has_priority=True,
    full_lump_sum_eur=750,
    halved=False,
    lump_sum_eur=750,
    lump_sum_if_confirmed_eur=750,
    loss=Fix(msg("With 4 working days instead of 5: eligible, {sum}.", sum=Euro(375)), {}, Eligibility.ELIGIBLE, 375),
)
HALF = dataclasses.replace(
    FULL,
    halved=True,
    lump_sum_eur=375,
    lump_sum_if_confirmed_eur=375,
    loss=None,
    fixes=(
        Fix(msg("Stay a day longer."), {}, Eligibility.ELIGIBLE, 750),
        Fix(msg("Another week."), {}, Eligibility.ELIGIBLE, 750),
    ),
)
OPEN = dataclasses.replace(
    FULL, eligibility=Eligibility.UNDECIDED, lump_sum_eur=None, has_priority=None, distance_km=None, working_days=None
)
REFUSED = dataclasses.replace(
    FULL,
    eligibility=Eligibility.NOT_ELIGIBLE,
    lump_sum_eur=0,
    lump_sum_if_confirmed_eur=0,
    loss=None,
    findings=(
        *FINDINGS[2:],
        finding("LS402", Outcome.NOT_MET, "Halved."),
        finding("OR103", Outcome.NOT_MET, "Same country."),
    ),
)
NO_CEILING = dataclasses.replace(OPEN, full_lump_sum_eur=None, lump_sum_if_confirmed_eur=None)


class Reader(HTMLParser):
    """Reads mark-up: the text, the elements, and whether all that is opened is closed."""

    def __init__(self, markup: str) -> None:
        """Read all of it."""
        super().__init__()
        self.text, self.tags, self.attributes, self._open = "", list[str](), list[tuple[str, str | None]](), list[str]()
        self.feed(markup)
        self.close()
        assert not self._open, f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in _EMPTY_ELEMENTS:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += f"{data} "


def read(verdict: Verdict) -> str:
    """Return what a reader sees in the panel, spaces tidied."""
    return re.sub(r"\s+", " ", Reader(panel_html(verdict, ENGLISH)).text)


def in_order(text: str, *parts: str) -> bool:
    """Say whether all parts stand in the text, one after the other."""
    return bool(re.search(".*".join(map(re.escape, parts)), text, flags=re.DOTALL))


def test_the_panel_tells_first_things_first() -> None:
    """Verdict, sum, how sure, three facts, the one thing that matters, reasons with sources, the rest."""
    assert in_order(
        read(FULL),
        "\N{CHECK MARK}",
        "Eligible",
        "\N{EURO SIGN}750",
        "full lump sum \N{MIDDLE DOT} table inferred, ask your partnership",
        "working days",
        "5",
        "km, priority",
        "1,864",
        "checks met",
        "5 / 5",
        "Keep your 5 working days.",
        "\N{EURO SIGN}375",
        "The countries differ.",
        "The rules",
        "official",
        "The table is inferred.",
        "Show all 6 checks",
        "No block to split.",
        "By the rules of ClusterXchange, version 1.0.0, as of 13 September 2021.",
    )


def test_half_a_sum_says_so_and_what_would_raise_it() -> None:
    """Sign and word for half, the nearest change first, the other one folded."""
    assert standing(HALF) == "half"
    assert in_order(
        read(HALF),
        "\N{CIRCLE WITH LEFT HALF BLACK}",
        "Eligible",
        "\N{EURO SIGN}375",
        "half lump sum",
        "More would be paid:",
        "Stay a day longer.",
        "1 other change that would help",
        "Another week.",
    )


def test_an_open_verdict_promises_nothing() -> None:
    """The sum is conditional, facts that are not known are a question mark."""
    assert in_order(read(OPEN), "?", "Not decided yet", "\N{EURO SIGN}750 if confirmed", "working days", "?", "km", "?")


def test_a_sum_that_cannot_be_known_is_said_in_words() -> None:
    """Where no ceiling is published no number stands in the place of the sum."""
    assert sum_text(NO_CEILING, ENGLISH) == "Sum not known"
    assert "no ceiling published for this country" in read(NO_CEILING)


def test_a_refusal_gives_every_reason_first() -> None:
    """What refuses comes before what only costs money; the caution about a sum that isn't paid is left out."""
    text = read(REFUSED)

    assert in_order(
        text, "\N{MULTIPLICATION X}", "Not eligible", "\N{EURO SIGN}0", "Same country.", "Halved.", "Five days."
    )
    assert text.index("Same country.") < text.index("Show all")
    assert "Please note:" not in text


def test_a_virtual_exchange_says_why_nothing_is_paid() -> None:
    """Zero euro is explained."""
    online = finding("LS401", Outcome.NOT_MET, "A virtual exchange earns nothing.")
    virtual = dataclasses.replace(FULL, lump_sum_eur=0, lump_sum_if_confirmed_eur=0, loss=None, findings=(online,))

    assert "a virtual exchange carries no lump sum" in read(virtual)


def test_what_is_not_checked_stands_apart() -> None:
    """Neither refused nor without meaning: a fold, a sign and words of its own, and no check that counts."""
    open_one = finding("OR109", Outcome.NOT_APPLICABLE, "Not checked: nobody said how large it is.", is_checked=False)
    verdict = dataclasses.replace(FULL, findings=(*FINDINGS, open_one))

    assert in_order(
        read(verdict),
        "5 / 5",
        "\N{WHITE CIRCLE}",
        "1 thing not checked",
        "Not checked: nobody said how large it is.",
        "Show all 7 checks",
        "Does not apply here",
        "No block to split.",
    )
    assert read(verdict).count("nobody said how large it is") == 1
    assert "thing not checked" not in read(FULL)


def test_changes_have_buttons_only_where_they_can_be_made() -> None:
    """Each proposed change has one of its own, said in full to a screen reader; what must not be lost has none."""
    markup = panel_html(HALF, ENGLISH, can_apply=True)

    assert markup.count("data-press=") == len(HALF.fixes) == markup.count("Apply <span")
    assert all(f'<span class="exx-sr">{fix.text.text}</span></button>' in markup for fix in HALF.fixes)
    assert "<button" not in panel_html(HALF, ENGLISH)
    assert "<button" not in panel_html(FULL, ENGLISH, can_apply=True)


def test_changes_are_told_apart() -> None:
    """The key of a button is what the change sets; days and lists have one form."""
    one = Fix(msg("One."), {"exchange.end": date(2021, 9, 17), "a": (1, 2)}, Eligibility.ELIGIBLE, 1)
    other = Fix(msg("One."), {"exchange.end": date(2021, 9, 18), "a": (1, 2)}, Eligibility.ELIGIBLE, 1)

    assert fix_key(one) == '{"a": [1, 2], "exchange.end": "2021-09-17"}'
    assert fix_key(one) != fix_key(other)


def test_a_change_that_was_made_can_be_taken_back() -> None:
    """It is said in words, with a button."""
    markup = panel_html(FULL, ENGLISH, applied=msg("Stay a day longer."))

    assert in_order(Reader(markup).text, "Applied: Stay a day longer.", "Undo")
    assert f'data-press="{UNDO}"' in markup


def test_folds_can_be_found_again() -> None:
    """Each has a key of its own, so that a page that is drawn anew keeps it unfolded."""
    open_one = finding("OR109", Outcome.NOT_APPLICABLE, "Not checked.", is_checked=False)
    decided = dataclasses.replace(FINDINGS[0], decision="D-01")
    verdict = dataclasses.replace(HALF, findings=(decided, *FINDINGS[1:], open_one))

    keys = re.findall(r'<details[^>]*data-key="([^"]+)"', panel_html(verdict, ENGLISH))

    assert len(keys) == len(set(keys)) == panel_html(verdict, ENGLISH).count("<details")
    assert {"fixes", "checks", "not-checked", "decision-OR101"} == set(keys)


def test_a_sum_of_the_partnership_says_so() -> None:
    """Where the partnership pays less than it might, that is what the sum is; not where it pays all."""
    own = finding("LS407", Outcome.MET, "Your partnership pays 400.")
    less = dataclasses.replace(own, facts={"partnership_sum_eur": 400, "allowed_eur": 750})
    all_of_it = dataclasses.replace(own, facts={"partnership_sum_eur": 750, "allowed_eur": 750})

    assert "the sum that your partnership has set" in read(dataclasses.replace(FULL, findings=(*FINDINGS, less)))
    assert "the sum that your partnership" not in read(dataclasses.replace(FULL, findings=(*FINDINGS, all_of_it)))


def test_an_answer_is_never_given_by_colour_alone() -> None:
    """Each sign has a word that a screen reader reads."""
    markup = panel_html(REFUSED, ENGLISH)

    assert markup.count("exx-finding exx-finding-") == markup.count('class="exx-sr">')


@pytest.mark.parametrize("verdict", [FULL, HALF, OPEN, REFUSED, NO_CEILING])
def test_the_bar_of_a_phone_says_the_same(verdict: Verdict) -> None:
    """Verdict and sum of the bar are those of the panel, and it leads there."""
    markup = panel_html(verdict, ENGLISH)
    bar = markup[markup.index('<div class="exx-bar') :]

    assert sum_text(verdict, ENGLISH) in Reader(bar).text
    assert 'href="#exx-panel"' in bar
    assert 'id="exx-panel"' in markup


def test_actions_stand_at_the_end_of_the_panel() -> None:
    """The main action is there, and only if one was given."""
    action = button_link(escape("Plan <it>"), 'planner?town=a"b', main=True)

    assert "exx-buttons" not in panel_html(FULL, ENGLISH)
    assert 'href="planner?town=a&quot;b">Plan &lt;it&gt;</a>' in panel_html(FULL, ENGLISH, actions=action)


def test_the_weakest_source_counts() -> None:
    """One inferred finding makes the whole inferred; an unknown mark is ignored."""
    assert least_sure(FINDINGS) == "I"
    assert least_sure([]) == "O"


def test_reasons_are_not_met_then_open_then_telling() -> None:
    """At least three are shown unfolded, and all that are not met or open."""
    mixed = (*FINDINGS, finding("EX209", Outcome.UNDECIDED, "Who knows?"), finding("OR109", Outcome.NOT_MET, "No."))

    assert [found.reason.values["words"] for found in first_to_show(mixed)] == [
        "No.",
        "Who knows?",
        "The countries differ.",
    ]


def test_what_costs_money_stands_behind_what_is_open() -> None:
    """What halves the sum is told after what may refuse the whole."""
    mixed = (
        finding("LS403", Outcome.NOT_MET, "Half."),
        finding("EX206", Outcome.UNDECIDED, "Who knows?"),
        finding("EX209", Outcome.NOT_MET, "No."),
    )

    assert [found.reason.values["words"] for found in first_to_show(mixed)] == ["No.", "Who knows?", "Half."]


def test_problems_lead_to_their_fields() -> None:
    """Each problem is a link to its field; one without a field is plain text."""
    found = (Problem("visiting.town", msg("No such town.")), Problem("on", msg("No such day.")))

    markup = problems_html(found, {"visiting.town": "exx-field-visiting-town"}, ENGLISH)

    assert '<a href="#exx-field-visiting-town">No such town.</a>' in markup
    assert "<li>No such day.</li>" in markup
    assert "2 things to put right" in Reader(markup).text


def test_the_empty_panel_says_what_is_needed() -> None:
    """It asks, and shows no sum."""
    text = Reader(empty_html([msg("your country")], ENGLISH)).text

    assert "your country" in text
    assert "\N{EURO SIGN}" not in text


@given(st.text(alphabet=st.sampled_from("<>&\"'/=ab{} \u202e;"), max_size=30), st.sampled_from(list(Eligibility)))
def test_hostile_text_never_becomes_markup(hostile: str, eligibility: Eligibility) -> None:
    """Whatever stands in names, reasons, titles and addresses: the elements stay the same, the words are shown."""

    def panel(words: str) -> Reader:
        found = tuple(
            dataclasses.replace(
                finding("OR101", outcome, words, note=words or "x", url=words),
                reference=Reference("X", words or "x", f"https://example.eu/{words}"),
            )
            for outcome in Outcome
        )
        fix = Fix(msg("{words}", words=words), {}, eligibility, 1)
        return Reader(
            panel_html(dataclasses.replace(FULL, eligibility=eligibility, findings=found, fixes=(fix, fix)), ENGLISH)
        )

    shown = panel(hostile)

    assert shown.tags == panel("harmless").tags
    assert hostile in shown.text
    assert not [name for name, _ in shown.attributes if name.startswith("on")]


@given(st.sampled_from(["javascript:alert(1)", "data:text/html,x", "//example.eu", "ftp://example.eu", ""]))
def test_only_web_addresses_are_linked(address: str) -> None:
    """A source with any other address is named, not linked."""
    verdict = dataclasses.replace(FULL, findings=(finding("OR101", Outcome.MET, "So.", url=address),))

    assert address == "" or address not in panel_html(verdict, ENGLISH)
