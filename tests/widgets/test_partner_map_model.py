# SPDX-License-Identifier: BSD-3-Clause
"""The map's model: answers in, an offer for each host out; no widgets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.casefile import read_case
from exxtra_kit.geo import distance_km
from exxtra_kit.parameters import Law
from exxtra_kit.rules import assess_exchange
from exxtra_kit.widgets.asked import OF_A_VISITOR
from exxtra_kit.widgets.hosts import host_clusters
from exxtra_kit.widgets.partner_map.model import PartnerMapModel

CEREA: dict[str, Any] = {
    "visiting_type": "sme",
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": "eccp_cluster",
    "previous_visits": "0",
    "start": "2022-06-20",
    "end": "2022-06-24",
}
NEEDED = ("visiting_type", "visiting_country", "visiting_town", "start", "end")


def model_of(**changes: Any) -> PartnerMapModel:
    """Return a model with the answers of the company in Cerea, and some changes."""
    model = PartnerMapModel()
    model.set_state({**CEREA, **changes})
    return model


def sums(model: PartnerMapModel) -> dict[str, int | None]:
    """Return the sum of each host."""
    return {offer.cluster.id: offer.sum_eur for offer in model.offers}


def test_a_week_of_june_from_cerea() -> None:
    """Every host has its sum; the holiday of Catalonia halves one, the own country refuses one."""
    model = model_of()

    assert sums(model) == {
        "ditecfer": 0, "censec": 1100, "rails": 830, "itrans": 900, "mafex": 830, "railgrup": 415, "arus": 750
    }  # fmt: skip
    assert {offer.cluster.id: offer.standing for offer in model.offers if offer.standing != "met"} == {
        "ditecfer": "not_met", "railgrup": "half"
    }  # fmt: skip
    assert (model.problems, model.missing) == ((), ())


def test_before_anything_is_typed() -> None:
    """All hosts, no verdict, nobody's place, and a list of what is needed."""
    model = PartnerMapModel()

    assert len(model.offers) == 7
    assert all(offer.verdict is None for offer in model.offers)
    assert len(model.missing) == len(NEEDED)
    assert (model.problems, model.me) == ((), None)


@pytest.mark.parametrize("name", NEEDED)
def test_without_a_needed_answer_there_is_no_verdict(name: str) -> None:
    """One missing answer is named, and no host has a verdict; nothing is called wrong."""
    model = model_of(**{name: ""})

    assert all(offer.verdict is None for offer in model.offers)
    assert len(model.missing) == 1
    assert model.problems == ()


@pytest.mark.parametrize("name", ["visiting_membership", "previous_visits"])
def test_what_one_does_not_know_leaves_it_open(name: str) -> None:
    """Without that answer no host is sure, and none is refused for it."""
    found = {offer.standing for offer in model_of(**{name: ""}).offers}

    assert found == {"undecided", "not_met"}


def test_the_own_place_is_known_as_soon_as_it_is_said() -> None:
    """Country and town are enough for the map; the days come later."""
    model = PartnerMapModel(visiting_country="IT", visiting_town="Cerea")

    assert model.me is not None
    assert distance_km(model.me, host_clusters()["ditecfer"].place) < model.ring_km


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("visiting_town", "Cereaa", "visiting.town"),
        ("visiting_country", "Nowhere", "visiting.country"),
        ("visiting_type", "bank", "visiting.type"),
        ("start", "tomorrow", "exchange.start"),
        ("end", "2022-06-01", "exchange.end"),
    ],
)
def test_what_can_not_be_used_is_said_once(name: str, value: str, field: str) -> None:
    """One problem at its field, not one for each host; and no verdicts."""
    model = model_of(**{name: value})

    assert [problem.field for problem in model.problems] == [field]
    assert all(offer.verdict is None for offer in model.offers)


def test_a_changed_answer_is_judged_at_once() -> None:
    """A day less halves the sums; the town in another country lets the own cluster in."""
    model = model_of()
    seen: list[object] = []
    model.observe(seen.append, "offers")

    model.end = date(2022, 6, 23)
    assert sums(model)["arus"] == 375
    model.visiting_country, model.visiting_town = "FR", "Lyon"

    assert sums(model)["itrans"] == 0
    assert sums(model)["ditecfer"] == 450
    assert seen


def test_state_round_trip() -> None:
    """What is read out can be put into another model, choice included; what is left out is emptied."""
    model = model_of(selected="arus")
    other = PartnerMapModel(visiting_town="Lyon", previous_visits="1")

    other.set_state(model.get_state())
    assert other.get_state() == {**CEREA, "selected": "arus"}
    other.set_state({})

    assert other.get_state() == {}


@pytest.mark.parametrize("value", ["nobody", "<script>", "ARUS"])
def test_only_a_host_can_be_chosen(value: str) -> None:
    """What a browser sends is checked: anything else chooses none."""
    model = model_of(selected="arus")

    model.selected = value

    assert model.selected == ""


@settings(max_examples=25)
@given(
    st.sampled_from([("IT", "Cerea"), ("FR", "Lyon"), ("CZ", "Praha"), ("TR", "Izmir"), ("DK", "Odense")]),
    st.sampled_from(["sme", "cluster_organisation", "large_company", "scaling_up_support_organisation"]),
    st.sampled_from(["", "eccp_cluster", "business_network", "none"]),
    st.sampled_from(["", "0", "1"]),
    st.tuples(st.dates(date(2021, 1, 1), date(2022, 9, 1)), st.integers(0, 20)),
)
def test_the_map_says_what_the_engine_says(
    where: tuple[str, str], kind: str, membership: str, visits: str, stay: tuple[date, int]
) -> None:
    """For every host the verdict is the one that the same case gets at the one door."""
    start, end = stay[0], stay[0] + timedelta(days=stay[1])
    model = model_of(
        visiting_country=where[0],
        visiting_town=where[1],
        visiting_type=kind,
        visiting_membership=membership,
        previous_visits=visits,
        start=start,
        end=end,
    )

    for offer in model.offers:
        case = read_case(model.case_data(offer.cluster.id))
        verdict = assess_exchange(case, Law.at(case.on), with_fixes=False)
        assert offer.verdict is not None
        assert (offer.verdict.eligibility, offer.verdict.lump_sum_eur, offer.verdict.findings) == (
            verdict.eligibility, verdict.lump_sum_eur, verdict.findings
        )  # fmt: skip


def test_every_answer_has_its_field() -> None:
    """The answers go to fields that a case file has."""
    data: Any = model_of().case_data("arus")

    assert {f"{section}.{key}" for section in ("visiting", "exchange") for key in data[section]} == set(
        OF_A_VISITOR.values()
    )
    assert data["visiting"]["previous_visits"] == 0
