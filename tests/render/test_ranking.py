# SPDX-License-Identifier: BSD-3-Clause
"""The ranking as cards and as text, the request to a host, the short profile: complete, escaped, in two languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exxtra_kit.casefile import read_case
from exxtra_kit.catalogue import find_cluster, load_clusters, load_visit_offers
from exxtra_kit.language import Language
from exxtra_kit.matching.ranking import Ranking, rank_hosts
from exxtra_kit.models import Organisation
from exxtra_kit.planning import ActivityKind, Objective, Period, Profile
from exxtra_kit.render.html import escape, press_button
from exxtra_kit.render.ranking import ranking_html
from exxtra_kit.render.ranking_text import ranking_as_dict, ranking_as_text
from exxtra_kit.render.ranking_words import visit_words
from exxtra_kit.render.request import LONGEST_PROFILE, profile_text, request_text
from exxtra_kit.widgets.hosts import host_fields

ENGLISH, ITALIAN = Language.load("en"), Language.load("it")
VISITOR = {
    "name": "Zlab <b>S.r.l.</b>",
    "type": "sme",
    "country": "IT",
    "town": "Cerea",
    "membership": "eccp_cluster",
    "previous_visits": 0,
}
WANTS = Profile(
    about="Acoustic laboratories.\n\nNoise control.",
    website="https://zlab.example",
    contact="The director",
    looks_for=(ActivityKind.NETWORKING, ActivityKind.MARKET_RESEARCH),
    sectors=("rail",),
    languages=("it", "en"),
    free=(Period(start=date(2021, 9, 1), end=date(2021, 10, 31)),),
)
ARUS = {"name": "ARUS", "type": "cluster_organisation", "country": "TR", "town": "Ankara", "membership": "eccp_cluster"}


def case_at(host: dict[str, Any], **visiting: object) -> Any:
    """Return the question of Zlab at a host, with something else about the visitor."""
    stay = {"start": "2021-09-13", "end": "2021-09-17"}
    return read_case({"visiting": {**VISITOR, **visiting}, "host": host, "exchange": stay})


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    """Zlab's ranking of the seven."""
    return rank_hosts(case_at({}), WANTS, load_clusters())


def cells(html: str, row: str) -> list[list[str]]:
    """Return the text of each cell of the rows with this class or element, without mark-up."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", re.findall(rf"<{row}>(.*?)</{row}>", html, re.DOTALL)[0])
    return [
        [re.sub("<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", one)] for one in found
    ]


def test_each_host_is_a_card_with_its_score_taken_apart(ranking: Ranking) -> None:
    """The cards stand in order; each has verdict, sum and a table whose marks add up to the marks it names."""
    html = ranking_html(ranking, ENGLISH)

    names = re.findall(r'<h3 class="exx-heading"><span[^>]*>\d+</span> (.*?)</h3>', html)
    assert names == [one.cluster.name for one in ranking.ranked]
    for card, one in zip(html.split("<article")[1:], ranking.ranked, strict=True):
        rows = cells(card, "tbody")
        assert [row[0] for row in rows] == [ENGLISH.text(part.criterion.label) for part in one.parts]
        marks = sum(float(row[3]) for row in rows if row[3] != "\N{EN DASH}")
        assert f"{ENGLISH.number(round(marks, 2))} of 100 marks: {ENGLISH.number(one.score)} of 100" in card
        assert f"Eligible: {ENGLISH.euro(one.sum_eur or 0)}" in card


def test_what_is_not_known_says_so_in_words(ranking: Ranking) -> None:
    """No bar stands for unknown points, and no meaning hangs on a colour: each bar has its number beside it."""
    arus = ranking_html(ranking, ENGLISH).split("<article")[-1]

    offer = cells(arus, "tbody")[0]
    assert offer[1:4] == ["not known", "25", "0"]
    assert arus.count("<meter") == len(re.findall(r"\d+ % <meter", arus)) > 3


def test_an_excluded_host_is_shown_with_its_rule(ranking: Ranking) -> None:
    """DITECFER is in no card; it stands below with the reason and the source of the rule."""
    html = ranking_html(ranking, ENGLISH)

    cards, out = html.split("Why not these")
    assert "DITECFER" not in cards
    assert "Visitor and host reside in the same country, Italy" in out
    assert "clustercollaboration.eu/clusterxchange/about" in out


def test_the_chosen_host_is_unfolded_and_every_host_has_its_actions(ranking: Ranking) -> None:
    """What one can do is asked for each possible host; only the chosen one shows its table at once."""
    html = ranking_html(
        ranking, ENGLISH, selected="arus", actions=lambda host: press_button(escape(host.name), f"choose:{host.id}")
    )

    assert re.findall(r'data-press="choose:(\w+)"', html) == [one.cluster.id for one in ranking.ranked]
    assert html.count("<details") == len(ranking.ranked) - 1 + html.split("Why not these")[1].count("<details")


def test_undecided_hosts_stand_apart() -> None:
    """Without the visitor's membership nothing is decided: the cards stand under those words, sums "if confirmed"."""
    ranking = rank_hosts(case_at({}, membership=""), WANTS, load_clusters())
    html = ranking_html(ranking, ENGLISH)

    assert html.index("Not decided yet</h3>") < html.index("<article")
    assert "Not decided yet: \N{EURO SIGN}750 if confirmed" in html


def test_if_no_host_is_possible_the_page_says_so() -> None:
    """A visitor that may not take part gets no card, and for each host the rule."""
    ranking = rank_hosts(case_at({}, previous_visits=1), WANTS, load_clusters())
    html = ranking_html(ranking, ENGLISH)

    assert "No host of the catalogue is possible for you as it stands." in html
    assert html.count("<strong>") == len(load_clusters())


def test_text_and_data_say_the_same_as_the_cards(ranking: Ranking) -> None:
    """The text for a terminal and the plain data have each host, its marks and each reason."""
    case = case_at({})
    text, data = ranking_as_text(ranking, case, ENGLISH), ranking_as_dict(ranking, ENGLISH)
    joined = " ".join(text.split())

    hosts: Any = data["ranked"]
    for place, (one, row) in enumerate(zip(ranking.ranked, hosts, strict=True), start=1):
        assert f"{place} {one.cluster.name} {ENGLISH.number(one.score)} of 100" in joined
        assert (row["id"], row["score"], row["place"]) == (one.cluster.id, one.score, place)
        assert sum(part["marks"] for part in row["parts"]) == pytest.approx(row["marks"])
    assert "DITECFER EX201 R11" in joined
    assert all(len(line) <= 100 for line in text.splitlines())


def test_ready_made_visits_stand_with_their_host(ranking: Ranking) -> None:
    """ARUS' five days are shown with two visits a day and their source; what isn't told stays untold."""
    arus = ranking_html(ranking, ENGLISH).split("<article")[-1]
    by_id = {offer.id: ENGLISH.text(visit_words(offer)) for offer in load_visit_offers()}

    assert "5 working days \N{MIDDLE DOT} 2 visits a day \N{MIDDLE DOT} for one visitor (project document)" in arus
    assert by_id["extratex-czechia"] == "Ready-made visit: number of visitors not told (a partnership\u2019s reading)"
    assert "(inferred)" in by_id["itrans-group"]


def test_a_request_stands_in_both_languages() -> None:
    """Both halves name the two sides, what is wanted, the days and the sum that the rules give; Zlab's is 750 euro."""
    text = request_text(case_at(ARUS), WANTS, (Objective(title="Two partners"),), (ENGLISH, ITALIAN, ENGLISH))
    first, second = text.split("-" * 40)

    for half in (first, second):
        for word in ("ARUS", "Zlab <b>S.r.l.</b>", "- Two partners", "Noise control.", "750", "2021", "The director"):
            assert word in half
    assert "We propose 13\u201317 September 2021, travel not counted." in first
    assert "settembre" in second
    assert "inferred" in first


@pytest.mark.parametrize(
    ("host", "visiting", "expected"),
    [
        ("arus", {"membership": ""}, "once what is still open is confirmed"),
        ("ditecfer", {}, "reside in the same country"),
        ("arus", {"previous_visits": 1}, "the rules (ClusterXchange, pilot 2020-2022) do not allow this exchange"),
    ],
)
def test_a_request_promises_nothing_that_the_rules_do_not(host: str, visiting: dict[str, Any], expected: str) -> None:
    """Where the sum isn't sure or nothing is allowed, the request says that instead."""
    cluster = find_cluster(host)
    assert cluster is not None
    text = request_text(case_at(host_fields(cluster), **visiting), Profile(), (), (ENGLISH,))

    assert expected in text
    assert "we receive a lump sum" not in text


def test_a_bare_request_has_gaps_to_fill_in() -> None:
    """Without names and days the text says what to write there."""
    case = read_case({"on": "2021-06-01", "visiting": {}, "host": {}, "exchange": {}})
    text = request_text(case, Profile(), (), (ENGLISH,))

    assert "[your name]" in text
    assert "[name of the host]" in text
    assert "We have not chosen the days yet." in text


def test_a_profile_says_all_that_is_known() -> None:
    """The short profile has the organisation, its words, needs, sectors, languages, days, site and contact."""
    text = profile_text(WANTS, case_at({}).visiting, ENGLISH)

    for words in ("Zlab", "Cerea, Italy", "Noise control.", "networking", "rail", "Italian and English",
                  "1 September", "https://zlab.example", "The director"):  # fmt: skip
        assert words in text


@given(
    st.text(max_size=4000),
    st.text(max_size=500),
    st.lists(st.text(min_size=1, max_size=40), max_size=40),
    st.sampled_from([ENGLISH, ITALIAN]),
)
@example("word " * 700, "the director", ["rail"], ENGLISH)
@example("x" * 4000, "y" * 500, ["z" * 40] * 40, ITALIAN)
def test_a_profile_always_fits(about: str, contact: str, sectors: list[str], language: Language) -> None:
    """However much somebody writes, the short profile keeps its limit, and the name stays."""
    profile = Profile(about=about, contact=contact, sectors=tuple(sectors), languages=("it",))
    text = profile_text(profile, Organisation(name="Zlab"), language)

    assert len(text) <= LONGEST_PROFILE
    assert text.startswith("Zlab\n")
