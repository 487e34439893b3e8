# SPDX-License-Identifier: BSD-3-Clause
"""What is said of a host in few words: order, sum, reason; and what the map is told of it."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.geo import distance_km
from exxtra_kit.language import Language
from exxtra_kit.models import Place
from exxtra_kit.render.map_state import great_circle, map_state, ring
from exxtra_kit.render.offers import (
    Offer,
    by_sum,
    details,
    place_words,
    reasons,
    shared_reasons,
    short_reason,
    sum_words,
)
from tests.render.offered import CEREA, judged, offer_of, unjudged

ENGLISH = Language.load()
EURO = "\N{EURO SIGN}"
PLACES = st.builds(Place, lat=st.floats(-80, 80), lon=st.floats(-180, 180))


def said(offer: Offer) -> str:
    """Return the sum of an offer as text."""
    words = sum_words(offer)
    return ENGLISH.text(words) if words else ""


def test_the_best_comes_first() -> None:
    """Sure sums by their size, what is not possible last: a week of June, seen from Cerea."""
    order = [(offer.cluster.name, offer.standing, said(offer)) for offer in by_sum(judged())]

    assert order == [
        ("CenSec", "met", f"{EURO}1,100"),
        ("i-Trans", "met", f"{EURO}900"),
        ("Rail.S", "met", f"{EURO}830"),
        ("MAFEX", "met", f"{EURO}830"),
        ("ARUS", "met", f"{EURO}750"),
        ("Railgrup", "half", f"{EURO}415"),
        ("DITECFER", "not_met", "not possible"),
    ]


def test_half_a_sum_says_why() -> None:
    """The number of working days, and the holiday that took one."""
    why = [ENGLISH.text(reason) for reason in reasons(offer_of("railgrup", judged()))]

    assert why[0].startswith("4 working days")
    assert "24 June 2022" in why[1]


def test_what_is_not_possible_says_why() -> None:
    """In a sentence for the list, in two words for the map."""
    own = offer_of("ditecfer", judged())

    assert "same country" in ENGLISH.text(reasons(own)[0])
    assert ENGLISH.text(short_reason(own) or "") == "same country"
    assert short_reason(offer_of("arus", judged())) is None


def test_too_short_a_stay_is_called_so() -> None:
    """Two days are not possible anywhere; the reason is the stay."""
    found = judged("2022-06-20", "2022-06-21")

    assert {offer.standing for offer in found} == {"not_met"}
    assert ENGLISH.text(short_reason(offer_of("arus", found)) or "") == "stay too short"


def test_what_is_open_is_no_promise() -> None:
    """Without membership no sum is sure: it stands under a condition, and after every sure one."""
    found = judged(membership="")

    assert said(offer_of("arus", found)) == f"{EURO}750 if confirmed"
    assert reasons(offer_of("arus", found))
    assert [ENGLISH.text(reason) for reason in shared_reasons(found)] == [
        ENGLISH.text(reason) for reason in reasons(offer_of("arus", found))
    ]
    assert shared_reasons(judged()) == ()
    mixed = by_sum((offer_of("censec", found), offer_of("railgrup", judged())))
    assert [offer.cluster.id for offer in mixed] == ["railgrup", "censec"]


def test_nothing_typed_nothing_promised() -> None:
    """A host without a verdict has no sum, no reason and no distance; only where it is."""
    arus = offer_of("arus", unjudged())

    assert (sum_words(arus), short_reason(arus), arus.sum_eur, arus.standing) == (None, None, None, None)
    assert reasons(arus) == ()
    assert details(arus) == (place_words(arus.cluster),)


@pytest.mark.parametrize(
    ("cluster", "place"),
    [("arus", "T\u00fcrkiye"), ("censec", "Denmark"), ("mafex", "Pa\u00eds Vasco, Spain"),
     ("itrans", "Nord-Pas-de-Calais, France")],
)  # fmt: skip
def test_a_territory_is_named_where_it_is_a_part(cluster: str, place: str) -> None:
    """A country that is rated as a whole is not named twice."""
    assert ENGLISH.text(place_words(offer_of(cluster, unjudged()).cluster)) == place


def test_the_map_is_told_what_the_list_says() -> None:
    """Sign, tone and amount of each host; the words for a screen reader say it in full."""
    state = map_state(judged(), ENGLISH, me=CEREA, ring_km=200, selected="arus")
    hosts = {host["id"]: host for host in json.loads(json.dumps(state))["hosts"]}

    assert hosts["censec"]["amount"] == f"{EURO}1,100"
    assert (hosts["railgrup"]["tone"], hosts["railgrup"]["sign"]) == ("half", "\u25d0")
    assert hosts["ditecfer"]["reason"] == "same country"
    assert "amount" not in hosts["ditecfer"]
    assert hosts["arus"]["spoken"] == f"ARUS. T\u00fcrkiye. full sum. {EURO}750"
    assert state["me"] == {"point": [45.189, 11.217], "label": "you: Cerea"}
    assert state["selected"] == "arus"


def test_an_open_sum_has_the_sign_of_doubt() -> None:
    """On the map the sum of an undecided host stands behind a question mark."""
    hosts = {host["id"]: host for host in json.loads(json.dumps(map_state(judged(membership=""), ENGLISH)))["hosts"]}

    assert (hosts["arus"]["sign"], hosts["arus"]["amount"], hosts["arus"]["tone"]) == ("?", f"{EURO}750", "undecided")
    assert "if confirmed" in hosts["arus"]["spoken"]


def test_before_anything_is_typed_the_map_has_no_verdicts() -> None:
    """No tone, no sum, no ring, no way; but a part of the world to show."""
    state = map_state(unjudged(), ENGLISH)

    assert not {"me", "ring", "route"} & set(state)
    assert not any({"tone", "amount"} & set(host) for host in json.loads(json.dumps(state))["hosts"])
    assert state["fit"] == [[39.92, -2.925], [56.159, 32.854]]


def test_the_state_is_small() -> None:
    """What travels at each key is a hundredth of the map."""
    assert len(json.dumps(map_state(judged(), ENGLISH, me=CEREA, ring_km=200, selected="arus"))) < 5000


@given(PLACES, st.floats(1, 2000))
def test_the_ring_lies_at_its_distance(place: Place, km: float) -> None:
    """Every point of the ring is as far away as the rules would measure, within a thousandth."""
    assert all(abs(distance_km(place, point) - km) < 0.001 * km for point in ring(place, km))


@given(PLACES, PLACES)
def test_the_way_is_the_shortest(start: Place, end: Place) -> None:
    """It begins and ends where it should, and its steps add up to the distance, within the sphere's error."""
    points = great_circle(start, end)
    distance = distance_km(start, end)

    assert distance_km(points[0], start) < 0.01
    assert distance_km(points[-1], end) < 0.01
    assert sum(distance_km(a, b) for a, b in pairwise(points)) <= distance * 1.006 + 0.01
