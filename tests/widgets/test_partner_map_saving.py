# SPDX-License-Identifier: BSD-3-Clause
"""The buttons that give files, and the table, without a browser: what is sent, and what is heard."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.errors import ExxtraError
from exxtra_kit.language import Language
from exxtra_kit.messages import msg
from exxtra_kit.widgets.partner_map import files
from exxtra_kit.widgets.partner_map.files import MAP_FILES, file_name
from exxtra_kit.widgets.partner_map.layers import Layers
from exxtra_kit.widgets.partner_map.model import PartnerMapModel
from exxtra_kit.widgets.partner_map.saving import Saving, snapshot_of_model
from exxtra_kit.widgets.partner_map.table import HostsTable
from exxtra_kit.widgets.partner_map.timeline import timeline_box
from tests.render.offered import judged, unjudged
from tests.render.snapshots import empty_snapshot, snapshot

if TYPE_CHECKING:
    from exxtra_kit.render.snapshot import Snapshot

ENGLISH = Language.load()
ANSWERS = {
    "visiting_type": "sme",
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": "eccp_cluster",
    "previous_visits": "0",
    "start": "2022-06-20",
    "end": "2022-06-24",
    "selected": "arus",
}


class Given:
    """What a widget sends to the page."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, widget: Any) -> None:
        """Listen to a widget."""
        self.messages: list[tuple[dict[str, Any], list[bytes]]] = []
        monkeypatch.setattr(
            widget, "send", lambda content, buffers=None: self.messages.append((content, buffers or []))
        )


@pytest.mark.parametrize("ending", [ending for ending in MAP_FILES if ending != ".png"])
def test_a_button_gives_the_file(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each button sends one file: its name, its media type, and the bytes that the command line would write."""
    saving = Saving(ENGLISH, snapshot)
    given = Given(monkeypatch, saving.giver)

    saving.save(ending)

    ((content, buffers),) = given.messages
    assert content == {"file": f"clusterxchange-map-2022-06-20{ending}", "type": MAP_FILES[ending].media_type}
    expected = MAP_FILES[ending].make(snapshot(), ENGLISH)
    assert buffers == [expected] if ending != ".xlsx" else len(buffers[0]) == len(expected)


def test_the_picture_is_drawn_by_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a PNG the page gets the drawing, and the size in which to draw it."""
    saving = Saving(ENGLISH, snapshot)
    given = Given(monkeypatch, saving.giver)

    saving.save(".png")

    ((content, buffers),) = given.messages
    assert (content["file"], content["picture"]) == ("clusterxchange-map-2022-06-20.png", [1920, 1080])
    assert buffers[0].startswith(b"<svg")


def test_there_is_a_button_for_each_kind() -> None:
    """Six buttons with words, in the order of the list of kinds."""
    found = Saving(ENGLISH, snapshot).box.children[1].children

    assert [one.description for one in found] == [ENGLISH.text(kind.title) for kind in MAP_FILES.values()]


@pytest.mark.parametrize(("saved", "words"), [(True, "Saved: clusterxchange-map"), (False, "This browser can")])
def test_what_came_of_it_is_said(saved: bool, words: str, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    """Whether the browser could save it stands below the buttons."""
    saving = Saving(ENGLISH, snapshot)
    Given(monkeypatch, saving.giver)
    saving.save(".csv")

    saving.giver._heard(saving.giver, {"saved": saved}, [])

    assert words in saving._line.value
    assert 'role="status"' in saving._line.value


@pytest.mark.parametrize("content", [None, [], {}, {"saved": "yes"}, {"saved": 1}, {"file": "x"}])
def test_a_stranger_says_nothing(content: Any) -> None:
    """A message of another shape changes nothing."""
    saving = Saving(ENGLISH, snapshot)

    saving.giver._heard(saving.giver, content, [])

    assert saving._line.value == ""


def test_a_file_that_cannot_be_made_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of ours becomes a sentence, and nothing is sent."""

    def fail(_snapshot: Snapshot, _language: Language) -> bytes:
        raise ExxtraError(msg("This needs the library {library}.", library="<x>"))

    monkeypatch.setitem(files.MAP_FILES, ".csv", files.MapFile(".csv", msg("CSV table"), "text/csv", fail))
    saving = Saving(ENGLISH, snapshot)
    given = Given(monkeypatch, saving.giver)

    saving.save(".csv")

    assert given.messages == []
    assert "needs the library &lt;x&gt;" in saving._line.value


def test_the_state_of_the_page_is_what_is_saved() -> None:
    """Visitor, days, hosts, choice and layers are those that the page shows."""
    model = PartnerMapModel()
    model.set_state(ANSWERS)
    layers = Layers(ENGLISH, lambda: None)

    made = snapshot_of_model(model, layers)

    assert made.visitor is not None
    assert made.me is not None
    assert (made.me.town, made.selected, made.ring_km) == ("Cerea", "arus", model.ring_km)
    assert made.days is not None
    assert made.days.start == date(2022, 6, 20)
    assert made.offers == model.offers
    assert file_name(made, ".csv") == "clusterxchange-map-2022-06-20.csv"


def test_a_map_that_was_asked_nothing_can_be_saved() -> None:
    """Before anything is typed every kind of file can be made, and holds no sum."""
    made = snapshot_of_model(PartnerMapModel(), Layers(ENGLISH, lambda: None))

    assert made.days is None
    for kind in MAP_FILES.values():
        assert kind.make(made, ENGLISH)
    found = json.loads(MAP_FILES[".geojson"].make(empty_snapshot(), ENGLISH))["features"]
    assert {one["properties"]["sum_eur"] for one in found} == {None}


def test_the_table_shows_what_it_is_told() -> None:
    """The mark-up is that of the hosts; a page can change nothing of it."""
    table = HostsTable(ENGLISH)
    table.show(judged())
    before = table.box.html

    table.box.set_state({"html": "<b>mine</b>"})

    assert "\N{EURO SIGN}415" in before
    assert table.box.html == before
    table.show(unjudged())
    assert "\N{EURO SIGN}" not in table.box.html


def test_the_time_line_is_a_widget() -> None:
    """The page gets only a button; pressing it makes the time line and shows it."""
    button, content = timeline_box(ENGLISH).children
    assert content.value == ""

    button.click()

    assert "exx-happened" in content.value
    assert "exx-gone" not in content._dom_classes
