# SPDX-License-Identifier: BSD-3-Clause
"""A group: each visitor is an exchange of its own, judged like any other, with a sum of its own."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.casefile import known_case, read_case
from exxtra_kit.language import Language
from exxtra_kit.parameters import Law
from exxtra_kit.planning import group_cases, group_sum, judge_group
from exxtra_kit.render.group import group_html, member_html
from exxtra_kit.rules import assess_exchange
from tests.render.attacks import RUNNING, Read

SAY = Language.load("en")
ZLAB = {
    "name": "Zlab",
    "type": "sme",
    "country": "IT",
    "town": "Cerea",
    "membership": "eccp_cluster",
    "previous_visits": 0,
}
CASE: dict[str, Any] = {
    "visiting": ZLAB,
    "host": {"name": "ARUS", "type": "cluster_organisation", "country": "TR", "town": "Ankara"},
    "exchange": {"start": "2021-09-13", "end": "2021-09-17"},
}
LARGE = {**ZLAB, "name": "Works", "type": "large_company"}
VISITORS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Railtech", "Works"]),
        "type": st.sampled_from(["sme", "cluster_organisation", "large_company", "spaceship"]),
        "country": st.sampled_from(["IT", "DE", "TR", "NO", "QQ"]),
        "town": st.sampled_from(["Cerea", "Dresden", "Nowhereville"]),
        "membership": st.sampled_from(["eccp_cluster", "none"]),
        "previous_visits": st.integers(-1, 2),
        "of_a_newer_version": st.just(1),
    },
)


def test_one_that_visits_alone_keeps_its_case() -> None:
    """Without further visitors the case is the one that came in, whatever it says of a group."""
    assert group_cases(CASE, []) == (CASE,)
    said = {**CASE, "exchange": {**CASE["exchange"], "group_visitors": 25}}
    assert group_cases(said, []) == (said,)


def test_each_visitor_has_a_case_with_the_number_of_all() -> None:
    """Three visitors: three cases, same host and stay; the mappings that came in are not touched."""
    before = copy.deepcopy(CASE)
    cases = group_cases(CASE, [LARGE, {}])
    assert [case["visiting"] for case in cases] == [ZLAB, LARGE, {}]
    assert {case["exchange"]["group_visitors"] for case in cases} == {3}  # type: ignore[index]
    assert before == CASE


@settings(max_examples=60)
@given(st.lists(VISITORS, min_size=1, max_size=4))
def test_a_visitor_judged_alone_gets_what_the_group_says(visitors: list[dict[str, object]]) -> None:
    """The verdict of each row is that of its case, opened by itself; what can't be read has no verdict."""
    for member in judge_group(CASE, visitors):
        if member.case is None:
            assert member.problems
            assert member.verdict is None
            continue
        alone = read_case(known_case(member.data))
        assert member.verdict == assess_exchange(alone, Law.at(alone.on, alone.programme), with_fixes=False)
        assert member_html(member, 1, SAY)


def test_the_sum_of_the_group_is_that_of_those_who_are_paid() -> None:
    """An SME gets 750 euro, a large company nothing, one of whom nothing is known is counted apart."""
    members = judge_group(CASE, [LARGE, {"name": "?", "type": "spaceship"}])
    total = group_sum(members)
    assert (total.eur, total.unknown) == (750, 1)
    assert "3 visitors, together \N{EURO SIGN}750." in group_html(members, SAY)
    assert "For 1 of them" in group_html(members, SAY)


def test_a_row_says_why_a_visitor_may_not_take_part_and_what_is_missing() -> None:
    """Beside the large company stands the reason, beside an empty visitor what is still needed."""
    _, large, empty = judge_group(CASE, [LARGE, {}])
    assert "Not eligible" in member_html(large, 2, SAY)
    assert "large company" in member_html(large, 2, SAY)
    assert "Visitor 3" in member_html(empty, 3, SAY)
    assert "Still needed: its type, its country and its town." in member_html(empty, 3, SAY)


def test_what_a_newer_version_says_of_a_visitor_is_no_mistake() -> None:
    """An unknown field of an exchange file is kept, and the visitor is judged without it."""
    (_, newer) = judge_group(CASE, [{**ZLAB, "of_a_newer_version": 1}])
    assert newer.problems == ()
    assert newer.verdict is not None
    assert newer.verdict.lump_sum_eur == 750


def test_a_wrong_town_is_said_in_the_row() -> None:
    """What can't be used is named where the visitor stands."""
    (_, wrong) = judge_group(CASE, [{**ZLAB, "town": "Cereaa"}])
    assert "Cereaa" in member_html(wrong, 2, SAY)


@given(st.sampled_from(RUNNING))
def test_no_name_becomes_an_element(name: str) -> None:
    """Names of visitors stay text."""
    innocent, hostile = (judge_group(CASE, [{**ZLAB, "name": one}])[1] for one in ("a", name))
    assert Read(member_html(innocent, 2, SAY)).elements == Read(member_html(hostile, 2, SAY)).elements
