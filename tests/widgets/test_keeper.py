# SPDX-License-Identifier: BSD-3-Clause
"""What a visitor has answered comes back from the browser; what isn't a draft changes nothing."""

from __future__ import annotations

import importlib
import json
from datetime import date, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exxtra_kit.planning import Party
from exxtra_kit.widgets.kit import Arrival, Keeper
from exxtra_kit.widgets.planner.form import FORM_FIELDS
from tests.strategies import outside_data

APPS = ("calculator", "partner_map", "planner")
BACK = "Your answers are back."
CALCULATED = {
    "visiting_type": "sme",
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": "eccp_cluster",
    "visiting_staff": "12",
    "visiting_registered_in": ["IT", "DE"],
    "host": "other",
    "host_country": "TR",
    "host_town": "Ank",
    "start": "2021-09-13",
    "end": "2021-09-17",
    "travel_days": ["2021-09-13"],
    "purposes": ["networking"],
}
MAPPED = {
    "visiting_type": "sme",
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": "eccp_cluster",
    "start": "2022-06-20",
    "end": "2022-06-24",
    "selected": "arus",
}
NOT_DRAFTS = (
    "null", "[]", "{", "\x00", '{"host": 7, "plan": "{}"}', '{"host": "arus", "plan": "{}"}', '{"type": 5}',
    '{"type": ["sme"]}', '{"type": "sme", "type": "other"}', "[" * 5000, '{"town": "\\ud83d"}', "x" * 500_001,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open the apps without anything handed over, in English."""
    monkeypatch.setenv("QUERY_STRING", "")


def opened(app: str) -> Any:
    """Return an app as it is opened."""
    return importlib.import_module(f"exxtra_kit.widgets.{app}.app").build()


def answered(app: str) -> Any:
    """Return an app in which something is answered everywhere."""
    view = opened(app)
    if app == "planner":
        fill_the_plan(view)
    else:
        view.model.set_state(CALCULATED if app == "calculator" else MAPPED)
    return view


def fill_the_plan(view: Any) -> None:
    """Answer, plan and tick something."""
    model = view.model
    with model.together():
        model.name, model.type, model.country, model.town = "Zlab", "sme", "IT", "Cerea"
        model.membership, model.visits, model.host = "eccp_cluster", "0", "arus"
        model.start, model.end = date(2021, 9, 13), date(2021, 9, 17)
    model.apply_template("five-days-two-visits")
    model.tick("profile", is_done=True)
    model.sign(Party.HOST_ORGANISATION, has_signed=True)


def from_browser(keeper: Keeper, draft: str) -> None:
    """Hand a draft back, as the browser does."""
    keeper.set_state({"back": draft})  # as `_handle_msg` does, which would only log what fails


def whole(view: Any) -> Any:
    """Return everything that a draft has to keep."""
    model = view.model
    plan = [getattr(model, name) for name in FORM_FIELDS] if hasattr(model, "file_content") else []
    return model.get_state(), getattr(model, "host", None), plan


@pytest.mark.parametrize("app", APPS)
def test_an_untouched_app_keeps_nothing(app: str) -> None:
    """There is no draft before something was answered."""
    keeper = opened(app).keeper

    assert (keeper.app, keeper.draft, keeper.turn, keeper.handed, keeper.note) == (app, "", 0, "", "")


@pytest.mark.parametrize("app", APPS)
def test_everything_comes_back(app: str) -> None:
    """A new process that is handed the draft has all that the one before had, and says so in one line."""
    before = answered(app)

    after = opened(app)
    from_browser(after.keeper, before.keeper.draft)

    assert before.keeper.turn > 0
    assert whole(after) == whole(before)
    assert (after.keeper.note, after.keeper.back) == (BACK, "")
    assert "exx-said" in after.keeper._dom_classes
    assert after.keeper.draft == before.keeper.draft
    assert after.keeper.turn > 0


@pytest.mark.parametrize("app", APPS)
def test_each_change_makes_a_new_draft(app: str) -> None:
    """What the browser has is never older than the last change."""
    view = answered(app)
    turn, draft = view.keeper.turn, view.keeper.draft

    view.model.end = date(2021, 9, 16)

    assert view.keeper.turn == turn + 1
    assert view.keeper.draft != draft


@pytest.mark.parametrize("app", APPS)
def test_starting_again_forgets_the_draft(app: str) -> None:
    """The button leaves neither answers nor draft; that is a turn, so the browser forgets it too."""
    view = opened(app)
    from_browser(view.keeper, answered(app).keeper.draft)
    turn = view.keeper.turn

    view._again.click()

    assert (view.keeper.draft, view.keeper.note) == ("", "")
    assert view.keeper.turn > turn
    assert whole(view) == whole(opened(app))
    assert "exx-gone" in view._again._dom_classes


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("text", NOT_DRAFTS)
def test_what_is_no_draft_changes_nothing(app: str, text: str, caplog: pytest.LogCaptureFixture) -> None:
    """Text that was never a draft is left alone: no answer is lost, nothing is said, nothing fails."""
    view = answered(app)
    before, draft = whole(view), view.keeper.draft

    from_browser(view.keeper, text)

    assert (whole(view), view.keeper.draft, view.keeper.note) == (before, draft, "")
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("app", APPS)
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_a_draft_with_anything_in_it_breaks_nothing(app: str, data: st.DataObject) -> None:
    """Whatever stands in place of the parts of a draft, the app can still be used and kept."""
    draft = json.loads(answered(app).keeper.draft)
    for name in data.draw(st.lists(st.sampled_from([*draft, "typing", "nobody's"]), max_size=3)):
        draft[name] = data.draw(st.text(max_size=40) | outside_data())
    view = opened(app)

    from_browser(view.keeper, json.dumps(draft, default=str))

    view.model.start = date(2021, 9, 14)
    assert view.keeper.turn > 0
    assert view.model.get_state()


@pytest.mark.parametrize("app", ["calculator", "partner_map"])
def test_what_was_answered_meanwhile_stays(app: str) -> None:
    """A page may be answered before the draft is back: the newer answer counts, the others come from the draft."""
    draft = answered(app).keeper.draft
    view = opened(app)
    view.fields["visiting_town"].control.value = "Pistoia"

    from_browser(view.keeper, draft)

    assert view.model.visiting_town == "Pistoia"
    assert view.model.visiting_country == "IT"


def test_a_plan_keeps_what_was_answered_meanwhile() -> None:
    """The same in the planner, where the draft is a file."""
    draft = answered("planner").keeper.draft
    view = opened("planner")
    view.questions.fields["name"].control.value = "Ylab"

    from_browser(view.keeper, draft)

    assert (view.model.name, view.model.town, len(view.model.agenda)) == ("Ylab", "Cerea", 10)


def test_an_activity_that_is_being_typed_comes_back() -> None:
    """A form that is open when the process is lost is open again, with every word in it."""
    before = answered("planner")
    before.agenda.form.open(before.model.agenda[3])
    before.agenda.form.fields["title"].control.value = "Metro depot, half ty"
    before.agenda.form.fields["start"].control.value = time(10, 15)

    after = opened("planner")
    from_browser(after.keeper, before.keeper.draft)
    form = after.agenda.form

    assert form.editing is after.model.agenda[3]
    assert (form.fields["title"].control.value, form.fields["start"].control.value) == (
        "Metro depot, half ty",
        time(10, 15),
    )
    form.save.click()
    assert after.model.agenda[3].title == "Metro depot, half ty"
    assert after.keeper.draft != before.keeper.draft


def test_a_plan_can_be_put_back() -> None:
    """Starting again takes a whole plan away, so it can be undone until something is planned."""
    view = answered("planner")
    before = whole(view)
    view._again.click()
    assert "exx-gone" not in view._put_back._dom_classes

    view._put_back.click()

    assert whole(view) == before
    assert "exx-gone" in view._put_back._dom_classes


def test_a_host_yet_to_be_described_comes_back() -> None:
    """That another organisation will be visited is an answer, before anything is said of it."""
    before = opened("planner")
    before.model.host = "other"

    after = opened("planner")
    from_browser(after.keeper, before.keeper.draft)

    assert after.model.host == "other"


def test_the_map_remembers_what_was_said_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programme and facts that another app handed over come back with the draft."""
    monkeypatch.setenv("QUERY_STRING", "programme=clusterxchange-2022&staff=12&type=sme&country=IT")
    before = opened("partner_map")
    before.model.visiting_town = "Cerea"
    monkeypatch.setenv("QUERY_STRING", "")

    after = opened("partner_map")
    from_browser(after.keeper, before.keeper.draft)

    assert (after.model.programme, after.model.said_elsewhere) == ("clusterxchange-2022", {"visiting.staff": 12})
    assert whole(after) == whole(before)


def test_what_was_handed_over_has_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mark tells one hand-over from another, is the same in every language, and is empty for none."""
    marks = {}
    for query in ("", "lang=it", "type=sme", "type=sme&lang=it", "lang=en&type=other", "nobody=knows"):
        monkeypatch.setenv("QUERY_STRING", query)
        marks[query] = Arrival.read().mark

    assert marks[""] == marks["lang=it"] == marks["nobody=knows"] == ""
    assert marks["type=sme"] == marks["type=sme&lang=it"] != marks["lang=en&type=other"]
    assert len(marks["type=sme"]) == 16


def test_a_draft_that_is_too_long_is_left_out() -> None:
    """What could not come back is not kept; the draft before stays."""
    keeper = Keeper(app="planner")
    keeper.keep("x")

    keeper.keep("x" * (Keeper.longest + 1))

    assert (keeper.draft, keeper.turn) == ("x", 1)
