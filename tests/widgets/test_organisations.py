# SPDX-License-Identifier: BSD-3-Clause
"""The organisations' app: a table in, towns asked back, verdicts out; model and view agree."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from exxtra_kit.language import Language
from exxtra_kit.models import Eligibility
from exxtra_kit.widgets.organisations import app
from exxtra_kit.widgets.organisations.model import OrganisationsModel
from exxtra_kit.widgets.organisations.view import OrganisationsView
from tests.house.reading import ROOT
from tools.build_frontend import build

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
EXAMPLE = ROOT / "docs/examples/organisations.csv"
QUESTION = {
    "visiting_type": "sme",
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": "eccp_cluster",
    "previous_visits": "0",
    "start": date(2022, 6, 20),
    "end": date(2022, 6, 24),
}


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """Have the layer's script built."""
    build()


@pytest.fixture
def model() -> OrganisationsModel:
    """Return a model with the example's organisations."""
    made = OrganisationsModel()
    assert made.open(EXAMPLE)
    return made


@pytest.fixture
def view(model: OrganisationsModel) -> OrganisationsView:
    """Return a page for it."""
    return OrganisationsView(model, Language.load(), EXAMPLE)


def ask(model: OrganisationsModel, **changes: Any) -> None:
    """Answer the whole question."""
    for name, value in {**QUESTION, **changes}.items():
        setattr(model, name, value)


def test_one_choice_repairs_its_rows_and_can_be_taken_back(model: OrganisationsModel) -> None:
    """A chosen town puts its rows onto the map; taken back, they wait again."""
    question = model.located.questions[0]
    before = len(model.located.placed)
    model.choose(question.key, question.candidates[0].id)
    after = len(model.located.placed)
    model.choose(question.key, None)

    assert after == before + len(question.rows)
    assert len(model.located.placed) == before


def test_a_question_is_judged(model: OrganisationsModel) -> None:
    """Once everything is said each host on the map has a verdict, and who only visits has none."""
    assert model.verdicts == ()
    ask(model)
    by_name: dict[str, Any] = dict(zip((one.name for one in model.located.placed), model.verdicts, strict=True))

    assert by_name["Ankara Signal A.Ş."].lump_sum_eur == 750
    assert by_name["Rotaia Piccola S.r.l."].eligibility is Eligibility.NOT_ELIGIBLE
    assert by_name["Komet Kolej"] is None


def test_what_is_missing_or_wrong_is_said(model: OrganisationsModel) -> None:
    """As long as something is missing there is no verdict, and a town that is not known is named at its field."""
    model.visiting_type = "sme"
    assert len(model.missing) == 4
    ask(model, visiting_town="Cereaa")

    assert model.verdicts == ()
    assert [problem.field for problem in model.wrong] == ["visiting.town"]


def test_a_day_without_a_law_is_undecided(model: OrganisationsModel) -> None:
    """On days of which the programme says nothing, nothing is guessed."""
    ask(model, start=date(2001, 1, 1), end=date(2001, 1, 5))

    assert {one.eligibility for one in model.verdicts if one is not None} == {Eligibility.UNDECIDED}


def test_a_file_that_is_no_table_changes_nothing(model: OrganisationsModel, view: OrganisationsView) -> None:
    """A file that can't be read is named, and what was there stays."""
    before = model.located
    assert not model.open_content("../../bad\x00name.csv", b"\x00\x01\x02")

    assert model.located is before
    assert "is not a spreadsheet" in view._report.value
    assert 'role="alert"' in view._report.value


def test_an_uploaded_table_is_opened(view: OrganisationsView, model: OrganisationsModel) -> None:
    """What a browser hands over is read; the button is free for the next file."""
    content = b"name;country;town\n<b>A</b>;IT;Cerea\n;IT;Cerea\n"
    file = {"name": "a.csv", "type": "", "size": len(content), "content": content, "last_modified": WHEN}
    view.upload.value = (file,)

    assert [entry.name for entry in model.located.placed] == ["<b>A</b>"]
    assert view.frame.data["names"] == ["<b>A</b>"]
    assert view.upload.value == ()
    assert "row 3, column name: The name is missing" in view._report.value


def test_the_map_gets_organisations_and_answers(view: OrganisationsView, model: OrganisationsModel) -> None:
    """The frame has the organisations as soon as there is a table, and the answers as soon as there is a question."""
    assert len(view.frame.data["names"]) == len(model.located.placed)
    assert view.frame.answers == {}
    ask(model)
    assert len(view.frame.answers["of"]) == len(model.located.placed)
    model.end = None

    assert view.frame.answers == {}


def test_a_town_is_chosen_in_its_list(view: OrganisationsView, model: OrganisationsModel) -> None:
    """Each open spelling is one line with its candidates; choosing there is choosing in the model."""
    assert set(view.towns) == {("castro", "IT"), ("neustadt", "DE"), ("dresdden", "DE")}
    control = view.towns["castro", "IT"].control
    control.index = 1

    assert ("castro", "IT") in model.choices
    assert set(view.towns) == {("castro", "IT"), ("neustadt", "DE"), ("dresdden", "DE")}
    assert "Binario Tre" in view.frame.data["names"]
    control.index = 0
    assert "Binario Tre" not in view.frame.data["names"]


def test_fields_and_model_are_tied_both_ways(view: OrganisationsView, model: OrganisationsModel) -> None:
    """What is chosen in a field is in the model, and the other way round."""
    view.fields["visiting_country"].control.value = "DE"
    model.visiting_town = "Dresden"

    assert model.visiting_country == "DE"
    assert view.fields["visiting_town"].control.value == "Dresden"


def test_the_page_to_carry_away_is_whole(
    view: OrganisationsView, model: OrganisationsModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The saved page holds the organisations and the answers that the app shows."""
    given: list[tuple[str, bytes, str]] = []
    monkeypatch.setattr(view.giver, "give", lambda *what: given.append(what))
    ask(model)
    view.save.click()

    ((file, sent, kind),) = given
    content = sent.decode("utf-8")
    assert (file, kind) == ("organisations.html", "text/html")
    assert "Ankara Signal" in content
    assert "exxOrganisations.start(" in content


def test_nothing_of_the_map_comes_back(view: OrganisationsView, model: OrganisationsModel) -> None:
    """What a browser sends for the frame or the upload can't change what the process has."""
    before = dict(view.frame.data)
    view.frame.set_state({"data": {}, "html": "x", "answers": {"of": [1]}})
    view.upload.set_state({"value": [{"name": "x", "content": "no bytes"}]})

    assert view.frame.data == before
    assert view.frame.answers == {}
    assert model.problem is None


def test_the_app_begins_empty_or_with_a_table() -> None:
    """The app opens with nothing, with the example at hand, or with a table of one's own."""
    assert app.build().model.table is None
    assert len(app.build(EXAMPLE).model.located.placed) == 9
