# SPDX-License-Identifier: BSD-3-Clause
"""The table of rules and the rule book are woven from the rules and the law."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from exxtra_kit.language import Language
from exxtra_kit.parameters import VOCABULARY, Law, conflicts, decisions, load_programme, programme_ids
from exxtra_kit.render.book import English, Heading, Link, Listed, Paragraph, Strong
from exxtra_kit.render.rulebook import rule_rows, rules_as_markdown, rules_as_text
from exxtra_kit.render.rulebook_content import rule_book
from exxtra_kit.render.rulebook_values import source_words, value_words
from exxtra_kit.render.scheme_rules import SCHEME
from exxtra_kit.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.render.book import Book, Line, Part, Section

ENGLISH, ITALIAN = Language.load("en"), Language.load("it")
LAW = Law.newest()
HEAD = 2


@cache
def whole_book() -> Book:
    """Return the English rule book of all programmes."""
    return rule_book(programme_ids(), ENGLISH)


def lines_of(section: Section) -> Iterator[Line]:
    """Yield each line of a section."""
    for block in section.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.line
            case Listed():
                for item in block.items:
                    yield from (item.line, *item.below)


def words_of(part: Part) -> str:
    """Return the words of a part of a line."""
    return part if isinstance(part, str) else part.text


def text_of(anchor: str, book: Book | None = None) -> str:
    """Return all words of one section of the book, line by line."""
    (section,) = (
        one for chapter in (book or whole_book()).chapters for one in chapter.sections if one.anchor == anchor
    )
    return "\n".join(["".join(words_of(part) for part in line) for line in lines_of(section)])


def test_every_rule_has_a_row() -> None:
    """Each rule is there once, in order, with everything a reader needs."""
    rows = rule_rows(LAW, ENGLISH)

    assert [row.code for row in rows] == [rule.code for rule in RULES]
    for row in rows:
        assert row.question.endswith("?")
        assert row.value
        assert row.reference.title
        assert row.confidence


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("OR102", "cluster organisation, business network organisation, small or medium-sized company (SME)"),
        ("OR103", "member of a cluster with a profile on the European platform"),
        ("OR105", "38 countries: AL, AT, BA,"),
        ("OR107", "technology or research centre, research institute"),
        ("EX201", "yes"),
        ("EX202", "3 February 2020"),
        ("EX203", "3 working days"),
        ("EX204", "calendar months: 1"),
        ("EX206", "0 exchanges"),
        ("EX207", "not asked, or not known"),
        ("EX209", "sharing knowledge"),
        ("PR301", "200 km"),
        ("LS402", "TR 750"),
        ("LS403", "5 working days"),
        ("LS405", "\N{EURO SIGN}1,100"),
    ],
)
def test_values_in_words(code: str, value: str) -> None:
    """Each kind of value is written so that it can be checked against its source."""
    (row,) = (row for row in rule_rows(LAW, ENGLISH) if row.code == code)

    assert value in row.value


def test_decisions_are_named() -> None:
    """Where the sources needed interpreting, the row names the decision."""
    decided = {row.code: row.decision for row in rule_rows(LAW, ENGLISH)}

    assert decided["LS402"] == "D-01"
    assert decided["PR301"] == "D-02"
    assert decided["EX201"] == ""


def test_italian() -> None:
    """Questions, words and how sure a source is are translated; codes are not."""
    english, italian = rule_rows(LAW, ENGLISH), rule_rows(LAW, ITALIAN)

    for one, other in zip(english, italian, strict=True):
        assert one.question != other.question
        assert (one.code, one.rule, one.decision) == (other.code, other.rule, other.decision)


def test_markdown_is_a_table() -> None:
    """Each line has the same cells, and sources are links."""
    lines = rules_as_markdown(LAW, ENGLISH).splitlines()

    assert len(lines) == HEAD + len(RULES)
    assert {line.count("|") for line in lines} == {8}
    assert all("](https://" in line for line in lines[HEAD:])


def test_text_is_for_a_terminal() -> None:
    """The programme and its version stand first, then three lines for each rule."""
    lines = rules_as_text(LAW, ENGLISH).splitlines()

    version = load_programme("clusterxchange-2020").programme.version
    assert lines[0] == f"ClusterXchange, pilot 2020-2022 (clusterxchange-2020), version {version}"
    assert len(lines) == HEAD + 3 * len(RULES)


def test_a_day_without_law_still_names_the_sources() -> None:
    """Before the programme the rows show the first values, so that a reader sees what there will be."""
    before, first = Law.at(date(2019, 1, 1)), Law.at(date(2020, 2, 3))

    assert [row.value for row in rule_rows(before, ENGLISH)] == [row.value for row in rule_rows(first, ENGLISH)]


def test_the_scheme_has_31_rules() -> None:
    """Each rule of the scheme has a place in the book, in order."""
    assert list(SCHEME) == [f"R{number}" for number in range(1, 32)]


@pytest.mark.parametrize("number", SCHEME)
def test_each_rule_of_the_scheme_is_asked_or_says_why_not(number: str) -> None:
    """A rule has a question, or is part of one, or says why no case is asked about it; never two of these."""
    asked = [rule.code for rule in RULES if rule.rule == number]
    scheme = SCHEME[number]

    assert [bool(asked), bool(scheme.part_of), scheme.not_asked is not None].count(True) == 1
    assert set(scheme.part_of) <= {rule.code for rule in RULES}


def test_every_question_is_in_the_book_with_a_case_for_each_answer() -> None:
    """Under its rule, each question stands with all its possible answers and an example of each."""
    for rule in RULES:
        text = text_of(rule.rule.lower())
        assert f"{rule.code} \N{MIDDLE DOT} {ENGLISH.text(rule.question)}" in text
    text = text_of("r11")
    assert "Possible answers: met, not met or not decided." in text
    assert "not met \N{MIDDLE DOT} MAFEX at Railgrup: the same country" in text
    assert "Visitor and host reside in the same country, Spain. They must not." in text
    assert "Not eligible: \N{EURO SIGN}0" in text


def test_every_value_of_every_programme_is_in_the_book() -> None:
    """Each parameter stands under its rule with each day, the words of its value, and its source."""
    for name, meaning in VOCABULARY.items():
        text = text_of(meaning.rule.lower())
        assert f"({name})" in text
        for programme in programme_ids():
            loaded = load_programme(programme)
            for entry in loaded.parameters[name].values if name in loaded.stated_here else ():
                law = Law(loaded, entry.since)
                assert f"{loaded.programme.title} \N{MIDDLE DOT} from {ENGLISH.day(entry.since)}" in text
                assert law.reference(name).title in text
                assert value_words(meaning, entry.value, ENGLISH) in text
                assert (entry.decision or "") in text


def test_what_a_programme_takes_over_is_said_once() -> None:
    """A value that comes from the programme below is named there, not repeated."""
    text = text_of("r11")

    assert "EXXTRA ClusterXchange 2020-2022: as in ClusterXchange, pilot 2020-2022." in text.replace(
        "ClusterXchange, second generation 2022-2024 and ", ""
    )
    assert text.count("from 3 February 2020") == 1


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        (
            "r12",
            (
                "from 3 February 2020\n200 km\n"
                "EXXTRA ClusterXchange scheme, presentation of the partnership, Requirements "
                "\N{MIDDLE DOT} project document \N{MIDDLE DOT} checked on 22 November 2026 \N{MIDDLE DOT} D-02\n"
            ),
        ),
        ("r12", "sums of 2020-2022 \N{MIDDLE DOT} from 1 January 2020\nnot asked\n"),
        ("r11", "sums of 2020-2022 \N{MIDDLE DOT} from 1 January 2020\nno value is known\n"),
    ],
)
def test_a_value_stands_with_its_day_its_source_and_how_sure_it_is(anchor: str, expected: str) -> None:
    """Programme and day, the value, then source, how sure, when it was checked, and the decision."""
    assert expected in text_of(anchor)


def test_a_book_of_one_programme_speaks_of_no_other() -> None:
    """Values and example cases are those of the programmes that were asked for."""
    book = rule_book(("exxtra-2020",), ENGLISH)

    assert "from 4 May 2022" in text_of("r12", book)
    assert "eye-2020" not in text_of("r13", book)
    assert "ClusterXchange, pilot" not in text_of("r13", book)


def test_decisions_and_conflicts_are_all_there() -> None:
    """Each with what every source says, the choice, and where it is used."""
    for one in decisions():
        text = text_of(one.id.lower())
        assert all(ENGLISH.text(side.says) in text and side.source.title in text for side in one.sides)
        assert f"Choice: {ENGLISH.text(one.choice)}" in text
    for conflict in conflicts():
        text = text_of(conflict.id.lower())
        assert all(ENGLISH.text(side.says) in text and side.source.title in text for side in conflict.sides)
        assert f"Choice: {ENGLISH.text(conflict.choice)}" in text
        assert all(number in text for number in conflict.decisions)
    assert "R12 R20" in text_of("d-02")


def test_a_rule_names_its_decisions_and_their_conflicts() -> None:
    """Where a decision bites, it stands with its choice, and with the conflict it settles."""
    text = text_of("r12")

    assert "D-02 \N{MIDDLE DOT} What happens at, and near, 200 km?" in text
    assert "Sources differ: C2 \N{MIDDLE DOT} Organisations nearer than 200 km to each other" in text


def test_programmes_give_version_and_hash() -> None:
    """A reader can tell which edition of a programme the book was made of."""
    for programme in programme_ids():
        text = text_of(f"p-{programme}")
        loaded = load_programme(programme)
        assert loaded.content_hash in text
        assert f"Version {loaded.programme.version}" in text
    assert "It builds on ClusterXchange, pilot 2020-2022" in text_of("p-exxtra-2020")


def test_links_inside_the_book_lead_somewhere() -> None:
    """Each link to a section has a section, and no two sections share a name."""
    sections = [section for chapter in whole_book().chapters for section in chapter.sections]
    anchors = [*(section.anchor for section in sections), *(chapter.anchor for chapter in whole_book().chapters)]
    links = {
        part.target.removeprefix("#")
        for section in sections
        for line in lines_of(section)
        for part in line
        if isinstance(part, Link) and part.target.startswith("#")
    }

    assert len(anchors) == len(set(anchors))
    assert links - set(anchors) == set()


def test_sources_of_cases_become_links() -> None:
    """Ids of sources and numbers of decisions are links; everything else stays as it is written."""
    assert source_words("ABOUT: and/or; decision D-08, NOT-KNOWN") == (
        Link("ABOUT", "https://clustercollaboration.eu/clusterxchange/about"),
        English(": and/or; decision "),
        Link("D-08", "#d-08"),
        English(", NOT-KNOWN"),
    )


def test_names_of_cases_link_to_their_files_where_these_are() -> None:
    """The book in the repository leads to the case files; a page on its own can't."""
    linked = rule_book(("clusterxchange-2020",), ENGLISH, cases_at="cases/")
    (rules, *_) = linked.chapters
    names = [
        line[2]
        for section in rules.sections
        for line in lines_of(section)
        if isinstance(line[0], Strong) and len(line) == 3
    ]

    assert any(isinstance(name, Link) and name.target == "cases/mafex-railgrup.toml" for name in names)
    assert "mafex-railgrup.toml" not in str(whole_book())
