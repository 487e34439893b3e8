# SPDX-License-Identifier: BSD-3-Clause
"""The planner's state, without any widget: answers, agenda, checklist, file."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.errors import ExchangeFileError
from exxtra_kit.models import Eligibility
from exxtra_kit.planning import Activity, ActivityKind, Party, ProblemKind
from exxtra_kit.widgets.planner.form import Form
from exxtra_kit.widgets.planner.model import OTHER_HOST, PlannerModel

SAMPLE = Path(__file__).parents[1] / "documents" / "samples" / "zlab-arus-version-1.json"
ARUS = Form(
    host_name="ARUS",
    host_type="cluster_organisation",
    host_country="TR",
    host_town="Ankara",
    host_membership="eccp_cluster",
)
ZLAB = Form(
    name="Zlab",
    type="sme",
    country="IT",
    town="Cerea",
    membership="eccp_cluster",
    visits="0",
    start=date(2021, 9, 13),
    end=date(2021, 9, 17),
)
LUNCH = Activity(
    day=date(2021, 9, 14), start=time(12), end=time(13), title="Lunch with members", kind=ActivityKind.NETWORKING
)


@pytest.fixture
def model() -> PlannerModel:
    """Return the golden case, ready to be planned."""
    made = PlannerModel({"arus": ARUS})
    made.answer(ZLAB, host="arus")
    return made


def test_the_model_needs_no_widgets() -> None:
    """State can be used and tested where no widget library is loaded."""
    code = "import sys, exxtra_kit.widgets.planner.model; sys.exit('ipywidgets' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_golden_case_is_judged_and_its_days_are_known(model: PlannerModel) -> None:
    """Zlab at ARUS, 13 to 17 September 2021: eligible, 750 euro, five working days."""
    assert model.problems == ()
    assert model.missing == ()
    assert model.verdict is not None
    assert model.verdict.lump_sum_eur == 750
    assert [day.day for day in model.working_days] == [13, 14, 15, 16, 17]


def test_a_new_plan_says_what_is_missing_and_judges_nothing() -> None:
    """Nothing answered: six things missing, no mistake, no verdict, no day."""
    empty = PlannerModel()
    assert len(empty.missing) == 6
    assert empty.problems == ()
    assert empty.verdict is None
    assert empty.days == ()


def test_without_a_deciding_answer_there_is_no_verdict(model: PlannerModel) -> None:
    """A case that could be read but lacks what decides is asked for more, not judged."""
    model.type = ""
    assert model.case is not None
    assert len(model.missing) == 1
    assert model.verdict is None


def test_a_wrong_town_is_a_problem_of_its_field(model: PlannerModel) -> None:
    """The town's field is named with a proposal; host and days stay known."""
    model.town = "Cereaa"
    assert [(problem.field, problem.suggestions[0]) for problem in model.problems] == [("visiting.town", "Cerea")]
    assert model.verdict is None
    assert len(model.days) == 5


def test_an_unknown_type_from_outside_is_refused_beside_its_field(model: PlannerModel) -> None:
    """What an address or a file says is judged at the one door, not dropped on the way."""
    model.answer(Form.of_values({"type": "spaceship", "start": "2021-09-13"}), host="arus")
    assert model.type == "spaceship"
    assert [problem.field for problem in model.problems] == ["visiting.type"]


def test_choosing_a_known_host_fills_its_answers() -> None:
    """The id of a cluster stands for name, type, country, town and membership."""
    made = PlannerModel({"arus": ARUS})
    made.host = "arus"
    assert (made.host_name, made.host_country, made.host_town) == ("ARUS", "TR", "Ankara")


def test_a_template_gives_two_visits_on_each_of_five_days(model: PlannerModel) -> None:
    """Ten visits, none of them wrong, at the host's town."""
    model.apply_template("five-days-two-visits")
    assert len(model.agenda) == 10
    assert model.agenda_problems == ()
    assert {slot.place for slot in model.agenda} == {"Ankara"}


def test_activities_are_added_moved_and_removed(model: PlannerModel) -> None:
    """A move keeps everything else; the agenda stays in order."""
    model.apply_template("three-day-group-visit")
    model.add(LUNCH)
    assert model.agenda.index(LUNCH) == 3
    model.change(LUNCH, day=date(2021, 9, 13))
    moved = next(slot for slot in model.agenda if slot.title == LUNCH.title)
    assert (moved.day, moved.start) == (date(2021, 9, 13), time(12))
    model.remove(moved)
    assert len(model.agenda) == 6


def test_one_of_two_equal_activities_is_removed(model: PlannerModel) -> None:
    """Two equal activities are two: taking one out leaves the other."""
    twin = LUNCH.model_copy()
    model.add(LUNCH)
    model.add(twin)
    model.remove(twin)
    assert len(model.agenda) == 1


def test_a_shorter_stay_reports_what_falls_outside(model: PlannerModel) -> None:
    """Nothing is thrown away when the dates change: it is reported and can be moved."""
    model.apply_template("five-days-two-visits")
    model.end = date(2021, 9, 16)
    assert [problem.kind for problem in model.agenda_problems] == [ProblemKind.OUTSIDE_STAY] * 2
    assert len(model.agenda) == 10
    assert model.verdict is not None
    assert model.verdict.lump_sum_eur == 375


def test_the_state_goes_round(model: PlannerModel) -> None:
    """What one model gives as plain data makes an equal one."""
    model.apply_template("five-days-two-visits")
    model.tick("profile", is_done=True)
    model.sign(Party.HOST_ORGANISATION, has_signed=True)
    state = model.get_state()
    other = PlannerModel({"arus": ARUS})
    other.set_state(json.loads(json.dumps(state)))
    assert other.get_state() == state
    assert (other.host, other.agenda, other.progress) == ("arus", model.agenda, model.progress)


def test_the_file_holds_the_verdict_with_its_programme(model: PlannerModel) -> None:
    """What was computed goes along: programme, its version, day of the law, answer and sum."""
    verdict = model.get_state()["verdict"]
    assert {name: verdict[name] for name in ("programme", "on", "verdict", "lump_sum_eur")} == {
        "programme": "clusterxchange-2020",
        "on": "2021-09-13",
        "verdict": "eligible",
        "lump_sum_eur": 750,
    }
    assert verdict["programme_version"].count(".") == 2


def test_what_the_form_does_not_know_stays_in_the_file(model: PlannerModel) -> None:
    """Coordinates, closed days, unknown fields survive; a field unknown to the rules doesn't stop them."""
    document: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    document["case"]["visiting"] |= {"lat": 45.19, "lon": 11.21, "vat": "IT0"}
    document["case"]["exchange"] |= {"closed_days": ["2021-09-17"], "mood": "good"}
    assert model.open_file(json.dumps(document))
    model.name = "Zlab Italy"
    case = model.get_state()["case"]
    assert (case["visiting"]["lat"], case["visiting"]["vat"], case["visiting"]["name"]) == (45.19, "IT0", "Zlab Italy")
    assert (case["exchange"]["closed_days"], case["exchange"]["mood"]) == (["2021-09-17"], "good")
    assert model.verdict is not None
    assert model.verdict.working_days == 4
    model.town, model.end = "Verona", date(2021, 9, 16)
    case = model.get_state()["case"]
    assert "lat" not in case["visiting"]
    assert case["exchange"]["closed_days"] == []


def test_a_file_that_cannot_be_opened_changes_nothing(model: PlannerModel) -> None:
    """The message is there, and the plan is what it was."""
    model.apply_template("five-days-two-visits")
    before = model.get_state()
    assert not model.open_file(b'{"format": "exxtra-exchange", "version": 99}')
    assert model.file_problem is not None
    assert model.get_state() == before
    with pytest.raises(ExchangeFileError, match="newer"):
        model.set_state({"format": "exxtra-exchange", "version": 99})
    assert model.open_file(SAMPLE.read_bytes())
    assert model.file_problem is None


def test_an_opened_file_says_when_the_rules_give_another_sum(model: PlannerModel) -> None:
    """A sum in the file that is no longer the one of the rules is pointed out, an equal one isn't."""
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    model.open_file(json.dumps(document))
    assert model.news == ()
    document["verdict"] |= {"verdict": "undecided", "lump_sum_eur": 900}
    model.open_file(json.dumps(document))
    assert len(model.news) == 2


def test_a_day_before_the_programme_is_no_error(model: PlannerModel) -> None:
    """Where no law is known the answer is undecided, in words, and the plan goes on."""
    model.start, model.end = date(2005, 1, 3), date(2005, 1, 7)
    assert model.verdict is not None
    assert model.verdict.eligibility is Eligibility.UNDECIDED
    assert model.verdict.lump_sum_eur is None
    assert len(model.working_days) == 5


def test_a_host_that_is_no_cluster_of_ours_is_described(model: PlannerModel) -> None:
    """An opened file with another host is shown as "another organisation" with its own answers."""
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    document["case"]["host"]["name"] = "Test track"
    model.open_file(json.dumps(document))
    assert (model.host, model.host_name) == (OTHER_HOST, "Test track")


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(("name", "type", "country", "town", "membership", "visits", "host_country", "start", "form")),
        st.none()
        | st.text(max_size=12)
        | st.integers()
        | st.dates()
        | st.sampled_from(("sme", "IT", "2021-09-13", "3")),
    )
)
def test_nothing_from_outside_breaks_the_form(values: dict[str, object]) -> None:
    """Whatever an address or a file says, the form takes it or leaves it, and the model has an answer."""
    made = PlannerModel({"arus": ARUS})
    made.answer(Form.of_values(values), host="arus")
    assert made.host == "arus"
    again = PlannerModel()
    assert again.open_file(made.file_content())
