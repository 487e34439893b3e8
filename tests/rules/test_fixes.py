# SPDX-License-Identifier: BSD-3-Clause
"""What would change the verdict: each proposal keeps its promise, and is one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from exxtra_kit import read_case
from exxtra_kit.casefile import with_changes
from exxtra_kit.catalogue import load_clusters
from exxtra_kit.days import earlier_ends
from exxtra_kit.geo import distance_km
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.render.plain import plain_data
from tests.rules.golden import ENGLISH, WEEK, after, assessed, case_with
from tests.strategies import PERIODS, cases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.catalogue import Cluster

RANK = {Eligibility.NOT_ELIGIBLE: 0, Eligibility.UNDECIDED: 1, Eligibility.ELIGIBLE: 2}
FAILING = (Outcome.NOT_MET, Outcome.UNDECIDED)
# Ten thousand in all; fewer where a stay of months takes long to count.
TRIES = {
    "clusterxchange-2020": 4000,
    "clusterxchange-2022": 2500,
    "exxtra-2020": 2500,
    "eye-2020": 700,
    "eye-2024": 300,
}
MOST = 6
UTRECHT = {"country": "NL", "town": "Utrecht"}
ANY_PROGRAMME = st.sampled_from([*PERIODS]).flatmap(lambda programme: cases(programme=programme))


@pytest.mark.parametrize(("programme", "tries"), TRIES.items())
def test_a_fix_does_what_it_promises(programme: str, tries: int) -> None:
    """Each fix and the loss, applied to the case file as the command prints them, give what they announce."""
    promises = 0

    @settings(max_examples=tries, phases=(Phase.generate,), database=None)
    @given(cases(programme=programme, in_a_hurry=True))
    def each_promise_is_kept(case: dict[str, Any]) -> None:
        nonlocal promises
        verdict = assessed(case)
        assert len(verdict.fixes) <= MOST
        for fix in (*verdict.fixes, *([verdict.loss] if verdict.loss else [])):
            printed = plain_data(fix.changes)
            assert isinstance(printed, dict)
            then = assessed(with_changes(case, printed), with_fixes=False)
            assert (then.eligibility, then.lump_sum_if_confirmed_eur) == (fix.verdict, fix.lump_sum_eur), fix.changes
            assert "{" not in ENGLISH.text(fix.text)
            promises += 1

    each_promise_is_kept()

    assert promises > tries / 4


@settings(max_examples=150)
@given(ANY_PROGRAMME)
def test_a_fix_helps_and_a_loss_hurts(case: dict[str, Any]) -> None:
    """A fix gives a better verdict, a higher sum, or settles a question at the same sum; a loss the opposite.

    They are few, and sorted: the best verdict first, then the highest sum, then the smallest change.
    """
    verdict = assessed(case)
    now, amount = RANK[verdict.eligibility], verdict.lump_sum_if_confirmed_eur

    for fix in verdict.fixes:
        assert RANK[fix.verdict] >= now
        if RANK[fix.verdict] == now:
            assert fix.lump_sum_eur is not None
            settled = {one.code for one in verdict.with_outcome(*FAILING)} - {
                one.code for one in after(case, fix).with_outcome(*FAILING)
            }
            assert (amount is not None and fix.lump_sum_eur > amount) or (
                settled and fix.lump_sum_eur >= (amount or 0) and verdict.eligibility is not Eligibility.NOT_ELIGIBLE
            )
    assert list(verdict.fixes) == sorted(
        verdict.fixes, key=lambda fix: (-RANK[fix.verdict], -(fix.lump_sum_eur or 0), len(fix.changes))
    )
    assert len(verdict.fixes) <= MOST
    if verdict.loss is not None:
        assert verdict.eligibility is not Eligibility.NOT_ELIGIBLE
        worse, lower = RANK[verdict.loss.verdict], verdict.loss.lump_sum_eur
        assert worse < now or (worse == now and lower is not None and amount is not None and lower < amount)


@settings(max_examples=80)
@given(ANY_PROGRAMME)
@example(case_with(host=UTRECHT, exchange={"start": date(2022, 10, 27), "end": date(2022, 11, 2)}))
@example(case_with("eye-2020", host={"type": "sme"}, exchange={"end": date(2021, 12, 12)}))
@example(case_with("eye-2020", host={"type": "sme"}, exchange={"end": date(2021, 10, 22)}))
@example(case_with("eye-2020", host={"type": "sme"}, exchange={"end": date(2021, 10, 12)}))
def test_the_loss_is_the_nearest(case: dict[str, Any]) -> None:
    """No shortening that cuts off fewer days makes the verdict worse, where the days can be counted."""
    verdict = assessed(case)
    if verdict.working_days is None or verdict.eligibility is Eligibility.NOT_ELIGIBLE or "slots" in case["exchange"]:
        return
    stay, amount = case["exchange"], verdict.lump_sum_if_confirmed_eur
    nearest = None
    for end in earlier_ends(stay["start"], stay["end"]):
        kept = {key: [day for day in stay.get(key, ()) if day <= end] for key in ("travel_days", "half_days")}
        shorter = assessed({**case, "exchange": {**stay, **kept, "end": end}}, with_fixes=False)
        lower = shorter.lump_sum_if_confirmed_eur
        earns_less = amount is not None and lower is not None and lower < amount
        now, then = RANK[verdict.eligibility], RANK[shorter.eligibility]
        if then < now or (then == now and earns_less):
            nearest = end
            break

    assert (verdict.loss.changes["exchange.end"] if verdict.loss else None) == nearest


def test_another_host_takes_nothing_over_from_the_old_one() -> None:
    """What was said of the old host, and of its region and its closed days, does not hold of the next one."""
    old = {"name": "Old", "type": "sme", "membership": "none", "country": "ES", "lat": 43.26, "lon": -2.93, "staff": 9}
    case = case_with(host={**old, "town": None}, exchange={"host_region": "ES-PV", "closed_days": [date(2021, 9, 20)]})

    (fix,) = assessed(case).fixes
    changed = with_changes(case, fix.changes)

    assert changed["host"] == {
        "name": "Rail.S",
        "type": "cluster_organisation",
        "membership": "eccp_cluster",
        "country": "DE",
        "town": "Dresden",
    }
    assert changed["exchange"] == WEEK


@pytest.mark.parametrize("cluster", load_clusters(), ids=lambda cluster: cluster.id)
def test_each_partner_cluster_can_be_written_into_a_case_file(cluster: Cluster) -> None:
    """A fix names a cluster's town: it is one that the door knows, where the catalogue has it, with its holidays."""
    host = read_case(case_with(host={"country": cluster.country, "town": cluster.town})).host

    assert host.place is not None
    assert distance_km(host.place, cluster.place) < 1
    assert host.place.region == cluster.host_region


def test_what_must_not_be_lost() -> None:
    """Whoever has five days is told what four would earn."""
    loss = assessed(case_with()).loss

    assert loss is not None
    assert ENGLISH.text(loss.text) == "With 4 working days instead of 5: eligible, €375."
    assert loss.changes == {"exchange.end": date(2021, 9, 16)}


def test_travel_days_go_with_the_days_that_are_cut_off() -> None:
    """A fix that ends the stay earlier says which travel days are left, so that it can be applied as it stands."""
    case = case_with(exchange={"end": date(2021, 10, 20), "travel_days": [date(2021, 9, 13), date(2021, 10, 20)]})

    (fix,) = assessed(case).fixes

    assert fix.changes == {"exchange.end": date(2021, 10, 12), "exchange.travel_days": (date(2021, 9, 13),)}
    assert after(case, fix).eligibility is Eligibility.ELIGIBLE


def test_a_week_takes_its_law_and_its_days_along() -> None:
    """Where the law is that of the first day it moves with the stay, and so do travel days; else it stays."""
    stay = {"start": date(2021, 7, 19), "end": date(2021, 7, 23), "travel_days": [date(2021, 7, 19)]}

    def weeks(case: dict[str, Any]) -> list[Mapping[str, object]]:
        return [fix.changes for fix in assessed(case).fixes if "exchange.start" in fix.changes]

    (moved,) = weeks(case_with(exchange=stay))
    (kept,) = weeks(case_with(exchange=stay) | {"on": date(2021, 6, 1)})

    assert moved["on"] == moved["exchange.start"]
    assert moved["exchange.travel_days"] == (moved["exchange.start"],)
    assert "on" not in kept


def test_days_that_cannot_be_counted_are_not_counted_in_words() -> None:
    """Where working days depend on an unknown region, no proposal speaks of 0 days."""
    somewhere = {"country": "DE", "lat": 51.0, "lon": 10.0, "town": None}
    longer = assessed(case_with(host=somewhere, exchange={"start": date(2021, 11, 15), "end": date(2021, 11, 16)}))
    week = assessed(case_with(host=somewhere, exchange={"start": date(2021, 11, 15), "end": date(2021, 11, 19)}))

    assert week.working_days is None
    assert week.loss is None
    assert longer.eligibility is Eligibility.NOT_ELIGIBLE
    texts = [ENGLISH.text(fix.text) for fix in longer.fixes]
    assert texts
    assert not any("0 working" in text for text in texts), texts
    assert "Stay until 17 November 2021: no reason against it, the sum is not known." in texts


def test_a_form_that_is_not_yet_filled_gets_no_advice() -> None:
    """While something is not stated, another host or another visitor is not what is missing."""
    bare = {"visiting": {"country": "IT"}, "host": {"country": "TR"}, "exchange": WEEK}

    for case in (bare, case_with(host={"type": None}), case_with(visiting={"previous_visits": None})):
        assert assessed(case).fixes == ()


def test_a_day_without_law_is_answered_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a stay that lies before the programme hardly a change is tried, however long it is."""
    tried: list[object] = []
    monkeypatch.setattr("exxtra_kit.rules.fixes.change.Search.try_out", lambda *arguments: tried.append(arguments))

    verdict = assessed(case_with(exchange={"start": date(2018, 1, 1), "end": date(2019, 12, 31)}))

    assert verdict.fixes == ()
    assert verdict.loss is None
    assert len(tried) < 30


@pytest.mark.parametrize(
    ("data", "changes", "expected"),
    [
        ({"host": {"town": "Ankara"}}, {"host.town": "Bilbao"}, {"host": {"town": "Bilbao"}}),
        ({"host": {"lat": 1, "lon": 2}}, {"host.lat": None, "host.x": None}, {"host": {"lon": 2}}),
        ({"exchange": {}}, {"on": date(2021, 1, 1)}, {"exchange": {}, "on": date(2021, 1, 1)}),
        ({"on": "2021-01-01"}, {"on": None, "visiting.type": "sme"}, {"visiting": {"type": "sme"}}),
        (
            {"format": "exxtra-exchange", "steps": [], "case": {"host": {"town": "Ankara"}}},
            {"host.town": "Bilbao"},
            {"format": "exxtra-exchange", "steps": [], "case": {"host": {"town": "Bilbao"}}},
        ),
    ],
)
def test_changes_are_applied_to_a_copy(
    data: dict[str, Any], changes: dict[str, object], expected: dict[str, object]
) -> None:
    """Fields are set, taken away, and added; the data that came in stays as it was."""
    before = plain_data(data)

    assert with_changes(data, changes) == expected
    assert plain_data(data) == before
