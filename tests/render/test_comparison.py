# SPDX-License-Identifier: BSD-3-Clause
"""Comparisons as text, as plain data and as a table for a page."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit import Language, Law, Organisation, load_case, read_case
from exxtra_kit.catalogue import load_clusters
from exxtra_kit.language import available_languages
from exxtra_kit.messages import msg
from exxtra_kit.parameters import VOCABULARY, programme_ids
from exxtra_kit.parameters.changes import changes_between
from exxtra_kit.render.changes import change_message, changes_as_text
from exxtra_kit.render.comparison import comparison_as_dict, comparison_as_text
from exxtra_kit.render.comparison_html import comparison_html
from exxtra_kit.render.plain import WIDTH
from exxtra_kit.rules.compare import Comparison, Difference, FindingRow, compare
from exxtra_kit.rules.variants import Variant, variants
from tests.strategies import cases

if TYPE_CHECKING:
    from exxtra_kit.models import Case

ENGLISH = Language.load("en")
SOME = settings(max_examples=15)
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "zlab-arus.toml"
BOTH_LAWS = {"programmes": ["clusterxchange-2020", "eye-2024"], "days": [date(2024, 9, 1)]}


@pytest.fixture(scope="module")
def zlab() -> Case:
    """The exchange of the documents: Zlab from Cerea visits ARUS in Ankara for five days."""
    return load_case(EXAMPLE)


@pytest.fixture(scope="module")
def hosts(zlab: Case) -> Comparison:
    """The same visit at each of the seven hosts."""
    return compare(variants(zlab, hosts=load_clusters()))


@pytest.fixture(scope="module")
def laws(zlab: Case) -> Comparison:
    """The same visit under two programmes."""
    return compare(variants(zlab, **BOTH_LAWS))  # type: ignore[arg-type]  # a dictionary of both options


class Tags(HTMLParser):
    """Notes every element with its attributes, the text, and whether elements end where they should."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that the innermost element ends."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


@pytest.mark.parametrize("code", available_languages())
@pytest.mark.parametrize("which", ["hosts", "laws"])
def test_the_text_fits_a_terminal(which: str, code: str, request: pytest.FixtureRequest) -> None:
    """In every language no line is wider than a terminal, none ends in spaces, no value is missing."""
    text = comparison_as_text(request.getfixturevalue(which), Language.load(code))

    assert max(map(len, text.splitlines())) <= WIDTH
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert "{" not in text
    assert "None" not in text


def test_seven_hosts_have_a_line_each_and_the_best_is_marked(hosts: Comparison) -> None:
    """The first lines are a table with a line for each host; the best is marked in its line and nowhere else."""
    head, *lines = comparison_as_text(hosts, ENGLISH).splitlines()[: len(load_clusters()) + 1]

    assert head.split() == ["Verdict", "Sum", "Distance", "Priority"]
    assert [line.split()[:2] for line in lines] == [
        [str(number), host.name] for number, host in enumerate(load_clusters(), 1)
    ]
    assert [number for number, line in enumerate(lines) if line.endswith("best")] == sorted(hosts.best)


def test_what_is_met_is_not_told_seven_times(hosts: Comparison) -> None:
    """With many columns only what is not met is told in full: the text of seven hosts stays on a page and a half."""
    text = comparison_as_text(hosts, ENGLISH)

    assert "2\N{EN DASH}7 ✓ met" in text
    assert "1 ✕ Visitor and host reside in the same country, Italy. They must not." in text
    assert len(text.splitlines()) < 60


def test_the_law_is_named_as_the_cause(laws: Comparison) -> None:
    """Each other answer under another law stands beside the value of the law that made it, with both its sides."""
    text = " ".join(comparison_as_text(laws, ENGLISH).split())

    assert (
        "EX212 Does the stay last enough weeks? 1 \N{EN DASH} The programme does not ask this: Shortest stay, "
        "all its days together. 2 ✕ Only 0 whole weeks in all; at least 4 are needed. because: R13 Shortest stay, "
        "all its days together: not asked → 4 weeks" in text
    )
    assert "Türkiye €750 → no sum and 38 more" in text
    assert text.count("because") >= len([row for row in laws.differing if isinstance(row, FindingRow)])


def test_the_obvious_cause_is_not_repeated(hosts: Comparison, zlab: Case) -> None:
    """Between hosts the cause is the host: it is not said. Where two things differ it is."""
    small = zlab.model_copy(update={"host": zlab.host.model_copy(update={"type": "other", "country": "NO"})})
    both = compare([Variant.of(zlab), Variant.of(small)])

    assert "because" not in comparison_as_text(hosts, ENGLISH)
    assert "because: what the host is" in comparison_as_text(both, ENGLISH)
    assert "because: where the host is" in comparison_as_text(both, ENGLISH)


def test_a_law_that_has_not_begun_is_named(zlab: Case, laws: Comparison) -> None:
    """Who asks a later programme for an earlier day is told from when its values hold, once for both its columns."""
    early = compare(variants(zlab, programmes=["clusterxchange-2022"], hosts=load_clusters()[:2]))
    said = "values are not in force yet on 13 September 2021. Name a later day of the law, like 1 February 2022."
    text = " ".join(comparison_as_text(early, ENGLISH).split())

    assert text.count(said) == 1
    assert said in comparison_html(early, ENGLISH)
    assert "not in force yet" not in comparison_as_text(laws, ENGLISH)


def test_nothing_differs_is_said(zlab: Case) -> None:
    """Two equal columns have no section of differences, but a sentence."""
    text = comparison_as_text(compare([Variant.of(zlab), Variant.of(zlab)]), ENGLISH)

    assert "Nothing differs." in text
    assert "What differs" not in text
    assert "best" not in text


@SOME
@given(st.lists(cases(), min_size=2, max_size=3), st.sampled_from(programme_ids()))
def test_every_comparison_can_be_shown(many: list[dict[str, Any]], programme: str) -> None:
    """Any cases become text, JSON that reads back as it was, and well-formed HTML with every row in it."""
    read = [read_case(case) for case in many]
    laws = [Law.at(case.on) for case in read[:-1]] + [Law.newest(programme)]
    comparison = compare([Variant(msg("a column"), case, law) for case, law in zip(read, laws, strict=True)])
    data = comparison_as_dict(comparison, ENGLISH)
    page = Tags(comparison_html(comparison, ENGLISH))

    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert "{" not in comparison_as_text(comparison, ENGLISH)
    assert page.open == []
    for row in comparison.differing:
        if isinstance(row, FindingRow):
            assert ENGLISH.text(row.question) in page.text


def test_the_data_has_everything(laws: Comparison) -> None:
    """The plain data has each column with its law, each row with every cell, and each cause with both sides."""
    data: Any = comparison_as_dict(laws, ENGLISH)

    assert [column["programme"] for column in data["columns"]] == ["clusterxchange-2020", "eye-2024"]
    assert all(re.fullmatch("[0-9a-f]{64}", column["programme_hash"]) for column in data["columns"])
    assert [row["key"] for row in data["differing"]] == [row.key for row in laws.differing]
    assert [row["key"] for row in data["same"]] == [row.key for row in laws.same]
    (weeks,) = [row for row in data["differing"] if row["key"] == "EX212"]
    assert [cell["outcome"] for cell in weeks["cells"]] == ["not_applicable", "not_met"]
    assert weeks["why"][0] is None
    (cause,) = weeks["why"][1]["causes"]
    assert (cause["name"], cause["change"]["before"]["state"], cause["change"]["after"]["value"]) == (
        "minimum_weeks",
        "not_asked",
        4,
    )
    assert data["idle_parameters"] == list(laws.idle) != []


def test_the_table_has_heads_for_rows_and_columns(laws: Comparison) -> None:
    """Every column and row has its header, the differing rows come in the open table, the same ones folded away."""
    html = comparison_html(laws, ENGLISH)
    table, _, folded = html.partition("<details")
    scopes = [attributes.get("scope") for tag, attributes in Tags(table + "</section>").found if tag == "th"]
    answers = [row for row in laws.differing if row.difference is Difference.ANSWER]

    assert scopes == ["col"] * len(laws.columns) + ["row"] * len(answers)
    for row in laws.same:
        if isinstance(row, FindingRow):
            reason = ENGLISH.text(row.findings[0].reason)
            assert reason in Tags("<details" + folded.removesuffix("</section>")).text
            assert reason not in Tags(table + "</section>").text


def test_names_from_outside_stay_text(zlab: Case) -> None:
    """A host named like mark-up, an option or a template is shown as it was given, in the table and in the text."""
    nasty = '<img src=x onerror="alert(1)"> {visiting} &amp;'
    comparison = compare(variants(zlab, hosts=[Organisation(name=nasty)]))
    html = comparison_html(comparison, ENGLISH)

    assert "img" not in [tag for tag, _ in Tags(html).found]
    assert nasty in Tags(html).text
    assert "onerror=&quot;alert(1)&quot;" in html
    assert "{visiting}" in comparison_as_text(comparison, ENGLISH)


@pytest.mark.parametrize("code", available_languages())
@pytest.mark.parametrize("other", programme_ids())
def test_changes_between_programmes_can_be_read(other: str, code: str) -> None:
    """Each change stands in the text with its rule, its name and how it differs, in every language."""
    language = Language.load(code)
    before, after = Law.newest("clusterxchange-2020"), Law.newest(other)
    text = " ".join(changes_as_text(before, after, language).split())

    assert "{" not in text
    for change in changes_between(before, after):
        assert f"[{change.name}]" in text
        assert language.text(VOCABULARY[change.name].description) in text
        if change.is_of_value:
            assert " ".join(language.text(change_message(change)).split()) in text


def test_the_same_law_has_no_changes_to_read() -> None:
    """Between a law and itself no value differs, and it is said."""
    law = Law.newest()

    assert changes_as_text(law, law, ENGLISH).splitlines()[-1] == "No value differs."
