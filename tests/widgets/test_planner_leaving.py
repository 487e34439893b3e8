# SPDX-License-Identifier: BSD-3-Clause
"""When a plan would be missed: what the page is told before somebody leaves it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from exxtra_kit.planning import Profile
from exxtra_kit.widgets.planner import app

if TYPE_CHECKING:
    from exxtra_kit.widgets.planner.view import PlannerView

QUERY = "name=Zlab&type=sme&country=IT&town=Cerea&host=arus&start=2021-09-13&end=2021-09-17"


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch) -> PlannerView:
    """Return the planner as an address has filled it."""
    monkeypatch.setenv("QUERY_STRING", QUERY)
    return app.build()


def test_nobody_misses_an_untouched_plan(view: PlannerView) -> None:
    """What the address handed over is no work; a change is, and taken back it is none."""
    assert view.leaving.plan == ""
    view.model.tick("profile", is_done=True)
    assert view.leaving.plan
    view.model.tick("profile", is_done=False)
    assert view.leaving.plan == ""


def test_each_change_is_another_plan(view: PlannerView) -> None:
    """A file that was taken before the change doesn't hold it; what is only said of oneself counts, too."""
    view.model.profile = Profile(about="Trams")
    before = view.leaving.plan
    view.model.profile = Profile(about="Quiet trams")
    assert view.leaving.plan not in {"", before}


def test_an_opened_file_is_a_file_already(view: PlannerView) -> None:
    """Right after it is opened nothing would be lost; after a change it would; starting again leaves nothing."""
    content = app.build().model.file_content().replace("Zlab", "Zlab Italy").encode()
    when = datetime(2021, 9, 1, tzinfo=UTC)
    sent = {"name": "a.json", "type": "", "size": 1, "content": memoryview(content), "last_modified": when}
    view.upload.value = (sent,)
    assert view.model.name == "Zlab Italy"
    assert view.leaving.plan == ""
    view.model.name = "Zlab"
    assert view.leaving.plan
    view._again.click()
    assert view.leaving.plan == ""


def test_a_stranger_changes_nothing(view: PlannerView) -> None:
    """The page can't say what is planned, nor what stands in a text to copy."""
    view.registration.card.open()
    assert view.registration.text is not None
    view.leaving.set_state({"plan": "x"})
    view.registration.text.set_state({"text": "x"})
    assert view.leaving.plan == ""
    assert view.registration.text.text != "x"
