# SPDX-License-Identifier: BSD-3-Clause
"""The line to the process: what is done before it is ready, and what happens when it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.frontend.test_widgets import LIVE, open_scene

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.frontend.fake_site import FakeSite
    from tests.frontend.fake_visit import Visit

pytestmark = pytest.mark.browser


def status(page: Page) -> str:
    """Return what the page says of itself."""
    return page.locator("#site-status").inner_text()


def says(page: Page, word: str) -> None:
    """Wait until the page says a sentence of itself."""
    page.locator(f"#site-status[data-word={word}]:not([hidden])").wait_for()


def values(visit: Visit) -> list[dict[str, object]]:
    """Return what the page has set, in order."""
    return [one["data"]["state"] for one in visit.heard if one["t"] == "msg" and one["data"]["method"] == "update"]


def test_the_page_is_there_before_its_process(site: FakeSite, page: Page) -> None:
    """The snapshot is drawn without a process; what is done meanwhile goes out in its order, once the process hears."""
    site.holding = True
    page.goto(f"{site.address}form")
    page.get_by_label("Name").fill("early")
    page.get_by_role("button", name="Add").click()
    says(page, "waiting")
    site.release()
    page.get_by_text("heard early").wait_for()
    page.get_by_label("Field 1").wait_for()
    visit = site.only_visit()

    assert [one["n"] for one in visit.heard] == [1, 2]
    assert [one["data"]["method"] for one in visit.heard] == ["update", "custom"]
    assert not status(page)


def test_typing_is_not_sent_letter_by_letter_to_a_slow_process(site: FakeSite, page: Page) -> None:
    """Until a change was worked on the next ones wait, and go out as one."""
    open_scene(site, page, "form")
    visit = site.only_visit()
    site.mute = True
    page.get_by_label("Name").press_sequentially("abcdef")
    site.wait_for(lambda: values(visit))
    assert values(visit) == [{"value": "a"}]

    site.mute = False
    site.with_line(visit, lambda line: line.give({"t": "done", "n": visit.heard[-1]["n"]}))
    site.wait_for(lambda: visit.widgets["name"].value == "abcdef")
    assert values(visit) == [{"value": "a"}, {"value": "abcdef"}]


def test_another_hash_replaces_the_page(site: FakeSite, page: Page) -> None:
    """Where the process shows something else than the snapshot, the page shows that; who types keeps place and text."""
    site.holding = True
    page.goto(f"{site.address}form")
    page.get_by_label("Name").fill("half a na")
    site.salt = "newer"
    site.release()
    page.locator(LIVE).wait_for()
    visit = site.only_visit()
    site.wait_for(lambda: visit.widgets["name"].value == "half a na")
    page.keyboard.type("me")

    site.wait_for(lambda: visit.widgets["name"].value == "half a name")
    assert page.get_by_label("Name").count() == 1


def test_a_page_without_snapshot_waits(site: FakeSite, page: Page) -> None:
    """A page with a query says that it waits, and shows everything at once."""
    site.holding = True
    page.goto(f"{site.address}form?country=IT")
    says(page, "waiting")
    assert page.locator("#app").inner_text() == ""
    site.release()
    page.get_by_label("Name").wait_for()

    assert site.only_visit().query == "country=IT"
    assert not status(page)


def test_a_place_in_the_queue_is_told(site: FakeSite, page: Page) -> None:
    """Where all places are taken the page says so, and the place."""
    site.holding, site.place = True, 3
    page.goto(f"{site.address}form")
    says(page, "queue")
    assert status(page) == "All places are taken, yours is place 3."
    (visit,) = site.visits.values()
    site.with_line(visit, lambda line: line.give({"t": "queue", "place": 2}))
    page.get_by_text("yours is place 2").wait_for()
    site.release()

    page.locator(LIVE).wait_for()
    assert not status(page)


def test_a_fault_is_told_with_its_reference(site: FakeSite, page: Page) -> None:
    """A callback that failed is told with its number; the next that works takes the sentence away."""
    open_scene(site, page, "form")
    page.get_by_role("button", name="Fail").click()
    says(page, "fault")
    assert status(page) == "Something failed: 7F3A-91C2."
    page.get_by_label("Name").fill("on")
    page.get_by_text("heard on").wait_for()

    page.locator("#site-status[hidden]").wait_for(state="attached")


def test_a_broken_line_is_mended_without_a_word(site: FakeSite, page: Page) -> None:
    """The same visit is found again; focus, what was typed meanwhile and made before are there."""
    open_scene(site, page, "form")
    visit = site.only_visit()
    page.get_by_role("button", name="Add").click()
    page.get_by_label("Field 1").fill("made before")
    site.wait_for(lambda: visit.widgets["field 1"].value == "made before")
    page.get_by_label("Name").focus()
    site.holding = True
    site.drop(visit)
    page.locator("html[data-visit=lost]").wait_for()
    page.keyboard.type("typed meanwhile")
    site.do(lambda: setattr(visit.widgets["said"], "value", "<p>said meanwhile</p>"))
    site.wait_for(lambda: visit.socket)
    site.release()
    page.get_by_text("heard typed meanwhile").wait_for()

    assert visit.widgets["name"].value == "typed meanwhile"
    assert page.get_by_label("Name").evaluate("one => one === document.activeElement")
    assert page.get_by_label("Field 1").input_value() == "made before"
    assert len(site.visits) == 1


def test_a_value_that_may_be_lost_is_said_again_a_press_is_not(site: FakeSite, page: Page) -> None:
    """What was sent and never answered: a value is repeated on the new line, a press is not done twice."""
    open_scene(site, page, "form")
    visit = site.only_visit()
    site.mute = True
    page.get_by_label("Name").fill("once")
    page.get_by_role("button", name="Add").click()
    site.wait_for(lambda: len(visit.heard) == 2)
    site.mute = False
    site.drop(visit)
    site.wait_for(lambda: len(visit.heard) == 3)
    page.get_by_label("Field 1").wait_for()

    assert values(visit) == [{"value": "once"}, {"value": "once"}]
    assert [one["n"] for one in visit.heard] == [1, 2, 3]
    assert len(visit.widgets["added"].children) == 1


def test_a_lost_line_is_told_and_that_it_is_back(site: FakeSite, page: Page) -> None:
    """A line that stays away is told in a sentence, and its return too."""
    open_scene(site, page, "form")
    site.holding = True
    site.drop(site.only_visit())
    says(page, "lost")
    site.wait_for(lambda: next(iter(site.visits.values())).socket)
    site.release()

    says(page, "reconnected")


@pytest.mark.parametrize(
    ("why", "word"), [("restart", "restart"), ("dead", "ended"), ("slow", "slow"), ("idle", "ended")]
)
def test_an_ended_visit_begins_anew(site: FakeSite, page: Page, why: str, word: str) -> None:
    """An end is told with its reason; a new process takes over, and its page is as at the beginning."""
    open_scene(site, page, "form")
    visit = site.only_visit()
    page.get_by_role("button", name="Add").click()
    page.get_by_label("Field 1").wait_for()
    site.holding = True
    site.end(visit, why)
    says(page, word)
    site.wait_for(lambda: list(site.visits.values()))
    site.release()
    says(page, "reconnected")
    again = site.newest_visit(visit)

    assert again.id != visit.id
    page.get_by_label("Field 1").wait_for(state="detached")
    page.get_by_label("Name").fill("again")
    site.wait_for(lambda: again.widgets["name"].value == "again")
    assert again.heard[0]["n"] == 1


def test_a_flooded_line_rests(site: FakeSite, page: Page) -> None:
    """After a flood the page keeps quiet for ten seconds."""
    page.clock.install()
    open_scene(site, page, "form")
    site.end(site.only_visit(), "flood")
    says(page, "slow")
    page.clock.run_for(9000)
    assert len(site.opened) == 1
    page.clock.run_for(1500)

    site.wait_for(lambda: len(site.opened) == 2)


def test_a_draft_is_given_back(site: FakeSite, page: Page) -> None:
    """A new process gets the draft from the page's keeper, and then what was typed while there was none."""
    open_scene(site, page, "keeping")
    visit = site.only_visit()
    page.get_by_label("Draft").fill("my draft")
    page.wait_for_function("() => sessionStorage.getItem('draft') === 'my draft'")
    site.holding = True
    site.end(visit, "dead")
    says(page, "ended")
    page.get_by_label("Later").fill("typed later")
    site.wait_for(lambda: list(site.visits.values()))
    site.release()
    again = site.newest_visit(visit)
    site.wait_for(lambda: (again.widgets["text"].value, again.widgets["later"].value) == ("my draft", "typed later"))

    page.wait_for_function(
        "() => [...document.querySelectorAll('#app input')].map((one) => one.value).join() === 'my draft,typed later'"
    )


def test_a_refused_page_gives_up(site: FakeSite, page: Page) -> None:
    """A line that is refused is not asked for again and again."""
    site.refusing = True
    page.clock.install()
    page.goto(f"{site.address}form")
    says(page, "ended")
    page.clock.run_for(60000)

    assert len(site.opened) == 1
    assert page.get_by_label("Name").is_visible()


def test_leaving_is_told(site: FakeSite, page: Page) -> None:
    """A page that is left says so, on the line and beside it."""
    open_scene(site, page, "form")
    visit = site.only_visit()
    page.goto("about:blank")
    site.wait_for(lambda: site.ended)

    assert site.ended == [visit.id]
    assert visit.heard[-1] == {"t": "bye"}
