# SPDX-License-Identifier: BSD-3-Clause
"""The calculator's state: answers in, verdict out."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.models import Eligibility
from exxtra_kit.widgets.calculator.answers import ANSWERS, LISTS, OTHER_HOST
from exxtra_kit.widgets.calculator.model import CalculatorModel

ZLAB_VISITS_ARUS = {
    "visiting_name": "Zlab",
    "visiting_type": "sme",
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": "eccp_cluster",
    "previous_visits": "0",
    "host": "arus",
    "start": "2021-09-13",
    "end": "2021-09-17",
}


def model_with(**changes: Any) -> CalculatorModel:
    """Return the golden case with some answers changed."""
    model = CalculatorModel()
    model.set_state({**ZLAB_VISITS_ARUS, **changes})
    return model


def test_the_golden_case_is_paid_in_full() -> None:
    """Zlab at ARUS from 13 to 17 September 2021: eligible, five working days, 750 euro."""
    verdict = model_with().verdict

    assert verdict is not None
    assert (verdict.eligibility, verdict.working_days, verdict.lump_sum_eur) == (Eligibility.ELIGIBLE, 5, 750)
    assert 1860 <= (verdict.distance_km or 0) <= 1870


def test_a_change_of_one_answer_is_judged_at_once() -> None:
    """A day less halves the sum without anything else being touched."""
    model = model_with()

    model.end = date(2021, 9, 16)

    assert model.verdict is not None
    assert model.verdict.lump_sum_eur == 375


def test_an_unknown_membership_is_never_met() -> None:
    """Without an answer on membership the verdict is open, and says what would be paid if it were confirmed."""
    verdict = model_with(visiting_membership="").verdict

    assert verdict is not None
    assert (verdict.eligibility, verdict.lump_sum_eur) == (Eligibility.UNDECIDED, None)
    assert verdict.lump_sum_if_confirmed_eur == 750


def test_a_misspelt_town_is_a_problem_of_its_field() -> None:
    """The problem names the field and proposes the town; there is no verdict then."""
    model = model_with(visiting_town="Cereaa")

    assert [problem.field for problem in model.problems] == ["visiting.town"]
    assert model.problems[0].suggestions[0] == "Cerea"
    assert model.verdict is None


def test_the_last_day_must_not_be_before_the_first() -> None:
    """The problem stands at the last day."""
    assert [problem.field for problem in model_with(end="2021-09-10").problems] == ["exchange.end"]


def test_text_that_is_no_day_is_refused_at_its_field() -> None:
    """A day from an address that can't be read is a problem, not silence."""
    model = model_with(start="abc")

    assert [problem.field for problem in model.problems] == ["exchange.start"]
    assert model.get_state()["start"] == "abc"


def test_a_cluster_that_is_not_known_is_refused() -> None:
    """An address can name any host; one that isn't in the list is a problem."""
    assert [problem.field for problem in model_with(host="nope").problems] == ["host.id"]


def test_nothing_answered_is_no_problem() -> None:
    """The empty form says what is needed and blames nobody."""
    model = CalculatorModel()

    assert (model.problems, model.verdict) == ((), None)
    assert [message.text for message in model.missing] == [
        "what you are",
        "your country",
        "whom you will visit",
        "the first day at the host",
        "the last day",
    ]


def test_another_host_needs_its_country() -> None:
    """Who describes a host of their own is asked for its country, and its answers count."""
    model = model_with(host=OTHER_HOST, host_type="cluster_organisation")
    assert [message.text for message in model.missing] == ["the country of your host"]

    model.host_country, model.host_town = "PT", "Porto"

    assert not model.missing
    assert model.verdict is not None
    assert model.verdict.lump_sum_eur == 780


def test_answers_about_another_host_do_not_touch_a_cluster() -> None:
    """What was typed for another host is kept but not asked once a cluster is chosen."""
    model = model_with(host_country="IT", host_town="Roma")

    assert model.verdict is not None
    assert model.verdict.eligibility is Eligibility.ELIGIBLE
    assert model.get_state()["host_town"] == "Roma"


@given(
    st.fixed_dictionaries(
        {},
        optional={
            **{name: st.text(max_size=8) for name in ANSWERS if name not in {*LISTS, "start", "end"}},
            **{name: st.lists(st.text(max_size=8), max_size=3) for name in LISTS if not name.endswith("_days")},
            "start": st.dates().map(date.isoformat) | st.text(max_size=5),
            "end": st.dates().map(date.isoformat),
            "travel_days": st.lists(st.dates().map(date.isoformat), max_size=3),
            "closed_days": st.lists(st.dates().map(date.isoformat), max_size=3),
            "half_days": st.lists(st.dates().map(date.isoformat), max_size=3),
        },
    )
)
def test_state_goes_round(state: dict[str, Any]) -> None:
    """Whatever was answered comes back from the state, and no answer breaks the model."""
    model = CalculatorModel()

    model.set_state(state)

    usual = {"form": "physical", "programme": "clusterxchange-2020"}
    assert model.get_state() == {name: value for name, value in (usual | state).items() if value}
    assert bool(model.problems) <= (model.verdict is None)


@pytest.mark.parametrize("module", ["ipywidgets", "pandas", "folium"])
def test_the_model_needs_no_widgets(module: str) -> None:
    """The state can be used where there are no widgets."""
    code = f"import sys; sys.modules[{module!r}] = None; import exxtra_kit.widgets.calculator.model"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
