# SPDX-License-Identifier: BSD-3-Clause
"""The time line: every exchange of the catalogue is told, with its source, and the rules are asked, not quoted."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from exxtra_kit.catalogue import PastExchange, load_exchanges, source
from exxtra_kit.language import Language
from exxtra_kit.models import Eligibility
from exxtra_kit.parameters import decision
from exxtra_kit.render.html import escape
from exxtra_kit.render.past_verdicts import compare, judge, programme_of
from exxtra_kit.render.timeline import timeline_html
from exxtra_kit.render.timeline_words import FIELDS, TOLD

ENGLISH = Language.load()
RULES = {f"R{number}" for number in range(1, 32)}


def exchange(identifier: str) -> PastExchange:
    """Return an exchange of the catalogue."""
    return next(one for one in load_exchanges() if one.id == identifier)


def test_each_exchange_is_told_in_words_of_the_catalogue() -> None:
    """No exchange without a lesson, no lesson without an exchange; the titles are the catalogue's."""
    assert {one.id: one.title for one in load_exchanges()} == {key: told.title.text for key, told in TOLD.items()}
    for one in load_exchanges():
        assert set(one.inferred) <= set(FIELDS)


@pytest.mark.parametrize("identifier", TOLD)
def test_what_it_shows_rests_on_rules_and_decisions_that_exist(identifier: str) -> None:
    """Each lesson names rules of the list, and decisions of the register."""
    assert TOLD[identifier].rules
    assert set(TOLD[identifier].rules) <= RULES
    for number in TOLD[identifier].decisions:
        assert decision(number).question.text


def test_they_stand_in_the_order_of_time() -> None:
    """The list is ordered by the first day; figures without days come after it, and have no bar."""
    html = timeline_html(ENGLISH)
    days = re.findall(r'datetime="([\d-]+)"', html)

    assert len(days) == html.count("<svg") == sum(one.kind == "exchange" for one in load_exchanges())
    assert all(before <= after for before, after in pairwise(days))
    assert html.index("CLAMTEX: three days") > html.index("Sums that partnerships published") > html.rindex("<svg")


def test_each_has_its_source_and_what_is_inferred() -> None:
    """Every entry links to its source, says how sure it is, and which of its days are ours."""
    html = timeline_html(ENGLISH)

    for one in load_exchanges():
        assert f'href="{escape(source(one.provenance.source).url)}"' in html
    assert html.count("checked on") == len(load_exchanges())
    assert "We inferred: first day and last day." in html


def test_the_picture_is_not_the_only_way() -> None:
    """The bars are hidden from who can't see them; the days stand beside them in words."""
    html = timeline_html(ENGLISH)

    assert html.count('aria-hidden="true" focusable="false"') == html.count("<svg")
    assert "13\N{EN DASH}17 September 2021" in html


def test_what_was_published_agrees_with_the_rules() -> None:
    """Where enough is known, the engine's sum is the published one: in France, Austria and Portugal."""
    published = {one.id: one.lump_sum_eur for one in load_exchanges() if one.lump_sum_eur is not None and compare(one)}

    assert published == {
        "itrans-group": 450,
        "extratex-lyon": 450,
        "photonics-austria": 450,
        "mafex-smartct": 0,
        "clamtex-3-days": 390,
        "clamtex-5-days": 780,
    }
    for identifier in published:
        compared = compare(exchange(identifier))
        assert compared is not None
        assert compared.agreement == "met"


def test_the_words_follow_the_engine() -> None:
    """Had another sum been published, the time line would say that it differs."""
    compared = compare(replace(exchange("itrans-group"), lump_sum_eur=900))

    assert compared is not None
    assert compared.agreement == "not_met"
    assert ENGLISH.text(compared.words).endswith("The published sum is \N{EURO SIGN}900.")


def test_what_nobody_published_stays_open() -> None:
    """The finished exchange of the presentation: the rules give 750 if the membership was in order; paid is unknown."""
    zlab = exchange("zlab-arus")
    verdict, compared = judge(zlab), compare(zlab)

    assert verdict is not None
    assert compared is not None
    assert (verdict.eligibility, verdict.lump_sum_if_confirmed_eur) == (Eligibility.UNDECIDED, 750)
    assert "What was paid is not published." in ENGLISH.text(compared.words)


def test_without_days_nothing_is_judged() -> None:
    """An exchange whose length nobody knows has no sum."""
    assert compare(exchange("blues-lund")) is None
    assert (
        judge(replace(exchange("zlab-arus"), start=exchange("zlab-arus").end, end=exchange("zlab-arus").start)) is None
    )


def test_the_programme_is_that_of_the_partnership() -> None:
    """EXXTRA's own where it has one, else that of the call."""
    assert programme_of(exchange("zlab-arus")) == "exxtra-2020"
    assert programme_of(exchange("exceliving-aveiro")) == "clusterxchange-2022"
    assert programme_of(exchange("virtual-2021")) == "clusterxchange-2020"


def test_a_country_without_a_sum_has_none() -> None:
    """For a British host the rules give no sum, and none is made up."""
    compared = compare(exchange("cloth-london"))

    assert compared is not None
    assert compared.agreement == "undecided"
    assert "no sum can be given" in ENGLISH.text(compared.words)
