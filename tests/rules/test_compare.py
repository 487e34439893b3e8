# SPDX-License-Identifier: BSD-3-Clause
"""Comparisons: what differs, why it does, which is best. The "why" is asked of the engine, never written down."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit import Law, assess_exchange, load_case, read_case
from exxtra_kit.catalogue import load_clusters
from exxtra_kit.messages import msg
from exxtra_kit.models import Case, Eligibility, Outcome
from exxtra_kit.parameters import VOCABULARY, Parameter, programme_ids
from exxtra_kit.rules.causes import CauseKind, Crossing
from exxtra_kit.rules.compare import Difference, FindingRow, compare
from exxtra_kit.rules.variants import Variant, variants
from tests.strategies import cases

if TYPE_CHECKING:
    from exxtra_kit.models import Verdict
    from exxtra_kit.rules.compare import Comparison, Row

FEW, SOME = settings(max_examples=6), settings(max_examples=15)
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "zlab-arus.toml"
LAW_DAYS = st.sampled_from([date(2019, 6, 1), date(2020, 6, 1), date(2021, 6, 1), date(2022, 6, 1), date(2024, 9, 1)])
KNOWN_LAWS = st.builds(Law.at, LAW_DAYS, st.sampled_from(programme_ids()))


def with_value_of(one: Law, other: Law, name: str) -> Law:
    """Return a law with one value of another law, made here by other means than the engine's."""
    entries = [entry for entry in other.parameter(name).values if entry.since <= other.day]
    said = entries[-1] if entries else other.parameter(name).values[0].model_copy(update={"value": None})
    value = Parameter(values=(said.model_copy(update={"since": date(1990, 1, 1)}),))
    sources = {**other.programme.sources, **one.programme.sources}
    parameters = {**one.programme.parameters, name: value}
    return Law(one.programme.model_copy(update={"parameters": parameters, "sources": sources}), one.day)


# Laws that are, and laws that are made up of two of them: a later programme may differ in any value.
LAWS = KNOWN_LAWS | st.builds(
    lambda one, other, names: reduce(lambda law, name: with_value_of(law, other, name), names, one),
    KNOWN_LAWS,
    KNOWN_LAWS,
    st.lists(st.sampled_from(sorted(VOCABULARY)), min_size=1, max_size=5),
)


@pytest.fixture
def zlab() -> Case:
    """The exchange of the documents: Zlab from Cerea visits ARUS in Ankara for five days."""
    return load_case(EXAMPLE)


def column(case: Case, law: Law) -> Variant:
    """Return a case under a law as a column."""
    return Variant(msg("a column"), case, law)


def facts_of(verdict: Verdict) -> dict[str, object]:
    """Return what a comparison compares of a verdict beside the findings, by the row's key."""
    return {
        "verdict": verdict.eligibility,
        "lump_sum_eur": (verdict.lump_sum_eur, verdict.lump_sum_if_confirmed_eur),
        "working_days": verdict.working_days,
        "distance_km": verdict.distance_km,
        "has_priority": verdict.has_priority,
    }


def answer_of(row: Row, verdict: Verdict) -> object:
    """Return what a verdict answers in a row: as far as it differs there, in the answer or with the reason."""
    if not isinstance(row, FindingRow):
        return facts_of(verdict)[row.key]
    (finding,) = [finding for finding in verdict.findings if finding.code == row.key]
    answer = (finding.outcome, finding.is_checked)
    return answer if row.difference is Difference.ANSWER else (*answer, finding.reason, finding.note)


def check_whys(comparison: Comparison) -> None:
    """Check with the engine that what is named as the cause of each difference makes it, and nothing of it in vain."""
    first, *others = (one.variant for one in comparison.columns)
    for place, other in enumerate(others, 1):
        crossing = Crossing(first, other)
        goal = comparison.columns[place].verdict
        for row in comparison.differing:
            why = row.whys[place]
            before, after = (answer_of(row, comparison.columns[n].verdict) for n in (0, place))
            if why is None:
                assert before == after or row.difference is Difference.ANSWER, row.key
                continue
            assert why.causes, row.key
            read = _closest_read(row, comparison, place)
            for tried in [why.causes] if why.together else [(cause,) for cause in why.causes]:
                assert read(crossing.verdict_with(tried)) == read(goal), (row.key, tried)
            if why.together:
                for left_out in why.causes:
                    fewer = [cause for cause in why.causes if cause is not left_out]
                    assert read(crossing.verdict_with(fewer)) != read(goal), (row.key, left_out)


def _closest_read(row: Row, comparison: Comparison, place: int) -> Any:
    """Return what to compare in one column: where its answer is the first column's, the reason counts."""
    answers = [answer_of(row, comparison.columns[n].verdict) for n in (0, place)]
    if answers[0] == answers[1] and isinstance(row, FindingRow):
        return lambda verdict: [
            (finding.outcome, finding.reason, finding.note) for finding in verdict.findings if finding.code == row.key
        ]
    return lambda verdict: answer_of(row, verdict)


@SOME
@given(cases(), LAWS)
def test_a_case_does_not_differ_from_itself(case: dict[str, Any], law: Law) -> None:
    """Beside itself a case has no row that differs, no cause, and none of the two is best."""
    read = read_case(case)
    comparison = compare([column(read, law), column(read, law)])

    assert comparison.differing == ()
    assert comparison.causes == ((), ())
    assert comparison.best == frozenset()
    assert len(comparison.same) == len(comparison.rows)


@FEW
@given(st.lists(st.tuples(cases(), LAWS), min_size=2, max_size=3))
def test_each_column_is_the_verdict_of_the_engine(pairs: list[tuple[dict[str, Any], Law]]) -> None:
    """Facts and findings of each column are those of `assess_exchange`; every finding stands in one row."""
    columns = [column(read_case(case), law) for case, law in pairs]
    comparison = compare(columns)

    for place, one in enumerate(columns):
        verdict = assess_exchange(one.case, one.law, with_fixes=False)
        assert comparison.columns[place].verdict == verdict
        shown = {row.key: row.findings[place] for row in comparison.rows if isinstance(row, FindingRow)}
        assert shown == {finding.code: finding for finding in verdict.findings}
        facts = {row.key: row.values[place] for row in comparison.rows if not isinstance(row, FindingRow)}
        assert facts == facts_of(verdict)


@FEW
@given(st.lists(st.tuples(cases(), LAWS), min_size=2, max_size=3))
def test_how_rows_differ_is_what_their_cells_say(pairs: list[tuple[dict[str, Any], Law]]) -> None:
    """Another outcome in one column is another answer; else another reason or caution is; else the row is the same."""
    for row in compare([column(read_case(case), law) for case, law in pairs]).rows:
        answers: set[object]
        if isinstance(row, FindingRow):
            answers = {(finding.outcome, finding.is_checked) for finding in row.findings}
            reasons = [(finding.reason, finding.note) for finding in row.findings]
        else:
            answers, reasons = set(map(repr, row.values)), []
        alike = all(reason == reasons[0] for reason in reasons)
        expected = Difference.ANSWER if len(answers) > 1 else Difference.NONE if alike else Difference.REASON
        assert row.difference is expected, row.key


@FEW
@given(st.lists(st.tuples(cases(), LAWS), min_size=2, max_size=3), st.randoms())
def test_the_order_of_columns_changes_nothing(pairs: list[tuple[dict[str, Any], Law]], dice: Any) -> None:
    """Which rows differ, how, and which columns are best doesn't depend on the order."""
    columns = [column(read_case(case), law) for case, law in pairs]
    order = list(range(len(columns)))
    dice.shuffle(order)
    one, other = compare(columns), compare([columns[place] for place in order])

    assert {row.key: row.difference for row in one.rows} == {row.key: row.difference for row in other.rows}
    assert one.best == {order[place] for place in other.best}


@SOME
@given(st.tuples(cases(), LAWS), st.tuples(cases(), LAWS))
def test_every_difference_has_its_cause(one: tuple[dict[str, Any], Law], other: tuple[dict[str, Any], Law]) -> None:
    """Of any two cases under any two laws the engine confirms every cause named, and each difference has one."""
    comparison = compare([column(read_case(case), law) for case, law in (one, other)])

    for row in comparison.differing:
        assert row.whys[1] is not None, row.key
    check_whys(comparison)


@SOME
@given(cases(), LAWS, LAWS)
def test_between_two_laws_every_cause_is_of_the_law(case: dict[str, Any], one: Law, other: Law) -> None:
    """The same case under two laws differs only by values of the law, or by the day that a reason names."""
    read = read_case(case)
    comparison = compare([column(read, one), column(read, other)])

    for row in comparison.differing:
        why = row.whys[1]
        assert why is not None, row.key
        assert {cause.kind for cause in why.causes} <= {CauseKind.PARAMETER, CauseKind.DAY}
    check_whys(comparison)
    for name in comparison.idle:
        with_it = with_value_of(one, other, name)
        assert facts_of(assess_exchange(read, with_it, with_fixes=False)) == facts_of(comparison.columns[0].verdict)


def test_no_single_value_can_make_the_difference(zlab: Case) -> None:
    """A list that lets the host in and a table that has its sum are named together, the cap beside them isn't."""
    host = zlab.host.model_copy(update={"type": "large_company", "membership": "business_network"})
    refused = Law.at(date(2021, 6, 1))
    parameters = dict(refused.programme.parameters)
    for name, value in (("host_types", ("large_company",)), ("ceiling_eur", {"TR": 10}), ("cap_eur", 900)):
        entry = parameters[name].values[0].model_copy(update={"value": value})
        parameters[name] = Parameter(values=(entry,))
    other = Law(refused.programme.model_copy(update={"parameters": parameters}), refused.day)
    comparison = compare([column(zlab.model_copy(update={"host": host}), law) for law in (refused, other)])

    (row,) = [row for row in comparison.rows if row.key == "lump_sum_eur"]
    assert row.whys[1] is not None
    assert row.whys[1].together
    assert {cause.name for cause in row.whys[1].causes} == {"host_types", "ceiling_eur"}


def test_the_sum_has_its_cause_though_no_check_asks_for_it(zlab: Case) -> None:
    """Where no cap is asked, no check reads the reduced rate: a sum that differs by it alone has it as its cause."""
    case = zlab.model_copy(update={"exchange": zlab.exchange.model_copy(update={"end": date(2021, 9, 15)})})
    law = Law.at(date(2021, 6, 1))
    uncapped = with_value_of(law, Law.newest("eye-2020"), "cap_eur")
    entry = law.parameter("reduced_rate").values[0].model_copy(update={"value": 0.4})
    parameters = {**uncapped.programme.parameters, "reduced_rate": Parameter(values=(entry,))}
    other = Law(uncapped.programme.model_copy(update={"parameters": parameters}), law.day)
    comparison = compare([column(case, uncapped), column(case, other)])

    assert comparison.differing[0].key == "lump_sum_eur"
    why = comparison.differing[0].whys[1]
    assert why is not None
    assert [cause.name for cause in why.causes] == ["reduced_rate"]
    assert comparison.idle == ()


def test_the_day_itself_can_be_the_cause(zlab: Case) -> None:
    """On two days before every programme no value differs, but the sentence that says so names the day."""
    comparison = compare(variants(zlab, days=[date(2019, 1, 1), date(2019, 1, 2)]))

    assert {row.difference for row in comparison.differing} == {Difference.REASON}
    for row in comparison.differing:
        why = row.whys[1]
        assert why is not None
        assert [(cause.kind, cause.name) for cause in why.causes] == [(CauseKind.DAY, "on")]
        assert not why.together


def test_rows_that_differ_stand_first(zlab: Case) -> None:
    """Other answers stand before other reasons, those before what is the same, and not met before the rest."""
    comparison = compare(variants(zlab, programmes=["eye-2024"], days=[date(2024, 9, 1)]))
    order = [row.difference for row in comparison.rows]

    assert order == sorted(order, key=list(Difference).index)
    gravest = [
        Outcome.NOT_MET in {finding.outcome for finding in row.findings}
        for row in comparison.rows
        if isinstance(row, FindingRow) and row.difference is Difference.ANSWER
    ]
    assert gravest == sorted(gravest, reverse=True)
    assert gravest[0]
    assert not gravest[-1]


def test_the_best_is_eligible_with_the_highest_sum(zlab: Case) -> None:
    """Of the seven hosts Denmark's pays the most; the one in the visitor's own country is never the best."""
    hosts = load_clusters()
    comparison = compare(variants(zlab, hosts=hosts))

    assert [hosts[place].country for place in comparison.best] == ["DK"]
    assert comparison.columns[0].verdict.eligibility is Eligibility.NOT_ELIGIBLE


def test_equal_columns_have_no_best_and_several_can_share_it(zlab: Case) -> None:
    """Two equal verdicts have no best; beside a worse one both are best."""
    same = zlab.exchange.start or date.min
    worse = same + timedelta(days=3)

    assert compare(variants(zlab, starts=[same, same + timedelta(days=7)])).best == frozenset()
    assert compare(variants(zlab, starts=[same, worse, same + timedelta(days=7)])).best == {0, 2}
