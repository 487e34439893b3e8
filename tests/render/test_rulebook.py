# SPDX-License-Identifier: BSD-3-Clause
"""The table of rules is woven from the rules and the law."""

from __future__ import annotations

from datetime import date

import pytest

from exxtra_kit.language import Language
from exxtra_kit.parameters import Law
from exxtra_kit.render.rulebook import rule_rows, rules_as_markdown, rules_as_text
from exxtra_kit.rules import RULES

ENGLISH, ITALIAN = Language.load("en"), Language.load("it")
LAW = Law.newest()
HEAD = 2


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
        ("OR105", "38 (ISO 3166-1 alpha-2): AL, AT, BA,"),
        ("EX201", "yes"),
        ("EX202", "31 October 2022"),
        ("EX203", "3 working days"),
        ("EX206", "0 exchanges"),
        ("PR301", "200 km"),
        ("LS402", "TR 750"),
        ("LS403", "5 working days"),
        ("LS405", "1,100 EUR"),
    ],
)
def test_values_in_words(code: str, value: str) -> None:
    """Each kind of value is written so that it can be checked against its source."""
    (row,) = (row for row in rule_rows(LAW, ENGLISH) if row.code == code)

    assert value in row.value


def test_decisions_are_named() -> None:
    """Where the sources needed interpreting, the row names the decision."""
    decisions = {row.code: row.decision for row in rule_rows(LAW, ENGLISH)}

    assert decisions["LS402"] == "D-01"
    assert decisions["PR301"] == "D-02"
    assert decisions["EX201"] == ""


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

    assert lines[0] == "ClusterXchange, pilot 2020-2022 (clusterxchange-2020, version 1.0.0)"
    assert len(lines) == HEAD + 3 * len(RULES)


def test_a_day_without_law_still_names_the_sources() -> None:
    """Before the programme the rows show the first values, so that a reader sees what there will be."""
    before = Law.at(date(2019, 1, 1))

    assert [row.value for row in rule_rows(before, ENGLISH)] == [row.value for row in rule_rows(LAW, ENGLISH)]
