# SPDX-License-Identifier: BSD-3-Clause
"""The ranking of hosts: who is in it, what moves it and what can't, and that its parts add up."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from exxtra_kit.casefile import read_case
from exxtra_kit.catalogue import find_cluster, load_clusters, sectors_of
from exxtra_kit.matching.criteria import WEIGHTS, Criterion, region_points
from exxtra_kit.matching.names import SECTORS
from exxtra_kit.matching.ranking import Ranked, Ranking, all_weights, rank_hosts
from exxtra_kit.messages import DaySpan
from exxtra_kit.models import Case, Eligibility
from exxtra_kit.parameters import Law
from exxtra_kit.planning import ActivityKind, Period, Profile
from exxtra_kit.rules import assess_exchange
from exxtra_kit.widgets.hosts import host_fields
from tests.strategies import cases

HOSTS = load_clusters()
ZLAB: dict[str, Any] = {
    "visiting": {
        "name": "Zlab S.r.l.",
        "type": "sme",
        "country": "IT",
        "town": "Cerea",
        "membership": "eccp_cluster",
        "previous_visits": 0,
    },
    "host": {},
    "exchange": {"start": "2021-09-13", "end": "2021-09-17"},
}
WANTS = Profile(looks_for=(ActivityKind.NETWORKING, ActivityKind.MARKET_RESEARCH), sectors=("rail",), languages=("de",))


def zlab(**exchange: object) -> Case:
    """Return Zlab's question, with something else about the stay."""
    return read_case({**ZLAB, "exchange": {**ZLAB["exchange"], **exchange}})


def possible(ranking: Ranking, identifier: str) -> Ranked:
    """Return a host that must be among the ranked ones."""
    found = ranking.host(identifier)
    assert isinstance(found, Ranked)
    return found


def percent(case: Case, profile: Profile, host: str, criterion: str) -> int | None:
    """Return the points that a host has in one criterion."""
    return possible(rank_hosts(case, profile, HOSTS), host).part(criterion).percent


FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
questions = cases(programme="clusterxchange-2020").map(lambda data: read_case({**data, "host": {}}))
periods = st.builds(
    lambda start, length: Period(start=start, end=date.fromordinal(start.toordinal() + length)),
    st.dates(date(2020, 1, 1), date(2023, 1, 1)),
    st.integers(0, 400),
)
profiles = st.builds(
    Profile,
    offers=st.lists(st.sampled_from(ActivityKind), max_size=3).map(tuple),
    looks_for=st.lists(st.sampled_from(ActivityKind), max_size=3).map(tuple),
    sectors=st.lists(st.sampled_from([*SECTORS, "nothing"]), max_size=3).map(tuple),
    languages=st.lists(st.sampled_from(["it", "de", "ca", "tr", "en"]), max_size=3).map(tuple),
    free=st.lists(periods, max_size=2).map(tuple),
)
weights = st.fixed_dictionaries({}, optional={criterion.value: st.integers(0, 100) for criterion in Criterion})
host_profiles = st.dictionaries(st.sampled_from([host.id for host in HOSTS]), profiles, max_size=7)


@FEW
@given(questions, profiles, weights, st.permutations(HOSTS))
def test_an_excluded_host_is_never_ranked(
    case: Case, profile: Profile, given_weights: dict[str, int], hosts: list[Any]
) -> None:
    """Every host is either ranked or out; out is who the rules refuse, and each names a condition not met."""
    ranking = rank_hosts(case, profile, hosts, given_weights)

    ranked, excluded = ([one.cluster.id for one in part] for part in (ranking.ranked, ranking.excluded))
    assert sorted(ranked + excluded) == sorted(host.id for host in hosts)
    assert all(one.verdict.eligibility is not Eligibility.NOT_ELIGIBLE for one in ranking.ranked)
    assert all(one.verdict.eligibility is Eligibility.NOT_ELIGIBLE and one.findings for one in ranking.excluded)


@settings(max_examples=250)
@given(
    st.sampled_from([zlab(), zlab(start="2021-10-25", end="2021-10-29"), zlab(start="2021-12-27", end="2021-12-30")]),
    profiles.map(lambda profile: profile.model_copy(update={"free": ()})),  # many weeks take long
    host_profiles,
    st.fixed_dictionaries({criterion.value: st.integers(0, 100) for criterion in Criterion}),
    st.sampled_from(Criterion),
    st.sampled_from([0, 1, 100]) | st.integers(0, 100),
)
def test_a_weight_never_reverses_an_order_that_it_does_not_touch(  # noqa: PLR0917 (one for each thing drawn)
    case: Case,
    profile: Profile,
    said: dict[str, Profile],
    before: dict[str, int],
    criterion: Criterion,
    weight: int,
) -> None:
    """Two hosts with the same points in a criterion, or both unknown, keep their order whatever its weight is."""
    first = rank_hosts(case, profile, HOSTS, before, said).ranked
    then = [
        one.cluster.id for one in rank_hosts(case, profile, HOSTS, {**before, criterion.value: weight}, said).ranked
    ]

    for higher, lower in combinations(first, 2):
        if higher.part(criterion).percent == lower.part(criterion).percent:
            assert then.index(higher.cluster.id) < then.index(lower.cluster.id)


@FEW
@given(questions, profiles, weights, st.permutations(HOSTS))
def test_ties_are_broken_the_same_way_each_time(
    case: Case, profile: Profile, given_weights: dict[str, int], hosts: list[Any]
) -> None:
    """The order doesn't depend on the order in which the hosts come; equal marks stand by name."""
    ranking = rank_hosts(case, profile, hosts, given_weights)

    assert ranking == rank_hosts(case, profile, HOSTS, given_weights)
    for higher, lower in combinations(ranking.ranked, 2):
        if (higher.is_decided, higher.marks) == (lower.is_decided, lower.marks):
            assert higher.cluster.name.casefold() < lower.cluster.name.casefold()


@FEW
@given(questions, profiles, weights)
def test_a_score_is_the_sum_of_its_shown_parts(case: Case, profile: Profile, given_weights: dict[str, int]) -> None:
    """With the numbers as they are shown, a reader adds up the same marks and score, to the last digit."""
    for one in rank_hosts(case, profile, HOSTS, given_weights).ranked:
        asked = [part for part in one.parts if part.is_asked]
        for part in asked:
            assert Decimal(str(part.marks)) == Decimal(part.weight * (part.percent or 0)) / 100
        marks, most = sum(Decimal(str(part.marks)) for part in asked), sum(part.weight for part in asked)
        assert (marks, most) == (Decimal(str(one.marks)), one.all_marks)
        share = Decimal(100) * marks / most if most else Decimal(0)
        assert Decimal(str(one.score)) == share.quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert 0 <= one.score <= one.score_at_best <= 100


@FEW
@given(questions, profiles, weights, st.sampled_from(HOSTS), st.sampled_from(["offer", "language"]))
def test_what_is_not_known_never_lifts_a_host(
    case: Case, profile: Profile, given_weights: dict[str, int], host: Any, criterion: str
) -> None:
    """A host of which something isn't known has the score that it would have if it were known to be the worst."""
    found = rank_hosts(case, profile, [host], given_weights).host(host.id)
    others = [kind for kind in ActivityKind if kind not in profile.looks_for]
    assume(isinstance(found, Ranked) and found.part(criterion).percent is None and found.part(criterion).is_asked)
    assume(others)
    assert isinstance(found, Ranked)
    worst = Profile(offers=others[:1]) if criterion == "offer" else Profile(languages=("xx",))
    known = possible(rank_hosts(case, profile, [host], given_weights, {host.id: worst}), host.id)

    assert known.part(criterion).percent == 0
    assert found.score == known.score
    assert found.score_at_best >= known.score_at_best


@FEW
@given(questions, profiles)
def test_each_host_is_judged_as_assess_judges_it(case: Case, profile: Profile) -> None:
    """The verdict on a host is the engine's for the case with this host in a case file."""
    ranking = rank_hosts(case, profile, HOSTS)

    stay = case.exchange.model_copy(update={"closed_days": ()})
    for host in HOSTS:
        there = read_case({**ZLAB, "on": case.on, "host": host_fields(host)})
        asked = case.model_copy(
            update={
                "host": there.host,
                "exchange": stay.model_copy(update={"host_region": there.exchange.host_region}),
            }
        )
        found = ranking.host(host.id)
        assert found is not None
        assert found.verdict == assess_exchange(asked, Law.at(case.on, case.programme), with_fixes=False)


def test_what_is_not_asked_counts_for_no_host() -> None:
    """Without a profile only distance, sum, holidays and region count, and a full score is still 100."""
    bare = rank_hosts(zlab(), Profile(), HOSTS)

    for one in bare.ranked:
        assert [part.criterion.value for part in one.parts if not part.is_asked] == ["offer", "sector", "language"]
        assert one.all_marks == 45
    assert possible(bare, "censec").score == 100


def test_offers_are_those_seen_at_a_visit_or_said_by_the_host() -> None:
    """i-Trans' group visit was for networking; what ARUS offers isn't known until it says so."""
    ranking = rank_hosts(zlab(), WANTS, HOSTS)
    said = rank_hosts(zlab(), WANTS, HOSTS, host_profiles={"arus": Profile(offers=WANTS.looks_for)})

    assert possible(ranking, "itrans").part("offer").percent == 50
    assert possible(ranking, "arus").part("offer").percent is None
    assert possible(said, "arus").part("offer").percent == 100
    assert possible(said, "arus").score > possible(ranking, "arus").score


def test_a_language_counts_if_one_is_shared() -> None:
    """German is official in Dresden; that nobody in Bilbao speaks it is not known, unless the host says so."""
    assert percent(zlab(), WANTS, "rails", "language") == 100
    assert percent(zlab(), WANTS, "mafex", "language") is None
    said = rank_hosts(zlab(), WANTS, HOSTS, host_profiles={"mafex": Profile(languages=("es",))})
    assert possible(said, "mafex").part("language").percent == 0


@pytest.mark.parametrize(
    ("exchange", "free", "expected"),
    [
        ({"start": "2021-10-25", "end": "2021-10-29"}, (), 80),  # Republic Day, a Friday
        ({"start": "2021-10-25", "end": "2021-10-29"}, (Period(start=date(2021, 11, 1), end=date(2021, 11, 30)),), 100),
        ({"start": "2021-10-25", "end": "2021-10-29"}, (Period(start=date(2021, 10, 25), end=date(2021, 10, 31)),), 80),
        ({"start": "2021-10-25", "end": "2021-10-29"}, (Period(start=date(2021, 11, 1), end=date(2021, 11, 3)),), 0),
        ({"start": "2022-04-18", "end": "2022-04-24"}, (), 100),  # Children's Day, a Saturday, takes no working day
    ],
)
def test_a_free_week_is_one_that_loses_no_day(
    exchange: dict[str, str], free: tuple[Period, ...], expected: int
) -> None:
    """Holidays on working days cost points, in the days asked for or in the best of the visitor's free ones."""
    assert percent(zlab(**exchange), Profile(free=free), "arus", "week") == expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(2021, 11, 3), (date(2021, 11, 8), date(2021, 11, 12))),
        (date(2021, 10, 4), (date(2021, 10, 18), date(2021, 10, 22))),
    ],
)
def test_a_free_week_keeps_the_weekdays_and_is_the_nearest(first: date, expected: tuple[date, date]) -> None:
    """Of the weeks that lose nothing the one nearest to the days asked for is taken, Monday to Friday again."""
    free = (Period(start=first, end=date(2021, 12, 31)),)
    ranking = rank_hosts(zlab(start="2021-10-25", end="2021-10-29"), Profile(free=free), HOSTS)

    span = possible(ranking, "arus").part("week").reason.values["span"]
    assert span == DaySpan(*expected)


def test_a_virtual_exchange_asks_for_no_sum_and_no_distance() -> None:
    """Nobody is paid and nobody travels, so neither counts for any host."""
    one = possible(rank_hosts(zlab(form="virtual"), Profile(), HOSTS), "arus")

    assert not one.part("sum").is_asked
    assert not one.part("distance").is_asked


@pytest.mark.parametrize(("host", "expected"), [("censec", 100), ("mafex", 84), ("rails", 59), ("arus", 0)])
def test_a_region_has_half_its_points_by_category_and_half_by_its_newest_rating(host: str, expected: int) -> None:
    """Denmark is more developed and a Leader; Saxony in transition and Strong; Türkiye Emerging, without category."""
    cluster = find_cluster(host)
    assert cluster is not None

    assert region_points(cluster).percent == expected


def test_an_undecided_host_stands_after_the_decided_ones() -> None:
    """ARUS as a case describes it, its membership unknown, is ranked and marked, after all that is sure."""
    host = {"name": "ARUS", "type": "sme", "country": "TR", "town": "Ankara"}
    sure_of_it = Profile(offers=tuple(ActivityKind), languages=("de",))
    case = read_case({**ZLAB, "host": host})
    ranking = rank_hosts(case, WANTS, HOSTS, {"offer": 100}, {"arus": sure_of_it})

    last = ranking.ranked[-1]
    assert (last.cluster.id, last.is_decided) == ("arus", False)
    assert last.score > ranking.ranked[0].score


def test_without_weights_the_hosts_stand_by_name() -> None:
    """If nothing has a weight there is no score, and the names decide."""
    ranking = rank_hosts(zlab(), WANTS, HOSTS, dict.fromkeys(Criterion, 0))

    assert {one.score for one in ranking.ranked} == {0}
    assert [one.cluster.name for one in ranking.ranked] == ["ARUS", "CenSec", "i-Trans", "MAFEX", "Rail.S", "Railgrup"]


def test_weights_are_checked_and_completed() -> None:
    """A weight that isn't given is the usual one; a wrong one is refused, an unknown name passed over."""
    assert sum(WEIGHTS.values()) == 100
    assert all_weights({"sum": 0, "of a newer version": 7}) == {**WEIGHTS, Criterion.SUM: 0}
    for wrong in (-1, 101, 1.5, True, "20"):
        with pytest.raises(ValueError, match="the weight of sum"):
            all_weights({"sum": wrong})  # type: ignore[dict-item]


def test_every_sector_to_choose_from_is_one_of_a_host() -> None:
    """No choice is offered that no host could share, and a host's own sectors all have a word."""
    known = {code for host in HOSTS for code in sectors_of(host)}

    assert set(SECTORS) <= known
    assert all("rail" in sectors_of(host) for host in HOSTS)
