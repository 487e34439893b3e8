# SPDX-License-Identifier: BSD-3-Clause
"""Visits: a page from memory, a process of the visitor's own, the way back to it, its end, and the queue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import psutil
import pytest

from tests.served.light import Visitor, data_of_page
from tests.served.running import RunningSite, is_running, start_site, stopping, wait_for
from tests.served.visiting import button, health, opened, process_of, put_press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.served.conftest import SiteOpener


# ---- A page and a process


def test_a_page_takes_no_process(site: RunningSite) -> None:
    """Pages come from memory: fifty of them, to people and to programs that collect pages, give nobody a process."""
    for number in range(50):
        answer = site.ask(f"/{('', 'calculator', 'planner', 'partner_map')[number % 4]}", headers={"User-Agent": "bot"})
        assert answer.status == 200

    assert health(site)["visitors"] == 0
    # What draws the pages beforehand comes and goes; a visitor's process would stay.
    wait_for(lambda: len(psutil.Process(site.process.pid).children(recursive=True)) == 1, "the warm process alone")


def test_what_the_page_has_is_not_sent_again(site: RunningSite) -> None:
    """A page that shows what the process has made is told that it is the same; any other gets everything."""
    known = {}

    def drawn() -> bool:
        known.update(data_of_page(site.ask("/planner?lang=en").text))
        return bool(known["hash"])

    wait_for(drawn, "the page to be drawn beforehand")
    with Visitor(site, "planner", have=known["hash"]) as same:
        assert same.until("page") == {"t": "page", "same": True, "hash": known["hash"]}
    with Visitor(site, "planner", have="0" * 32) as other:
        page = other.until("page")
        assert page["same"] is False
        assert page["states"].keys() == known["states"].keys()
    with Visitor(site, "planner", have=known["hash"], query="host=arus&town=Cerea") as handed_over:
        page = handed_over.until("page")
        assert page["same"] is False
        assert "Cerea" in json.dumps(page["states"])


def test_a_change_is_answered(tough_site: RunningSite) -> None:
    """A change goes to the notebook's widget, and what the callback changes comes back before "done"."""
    with opened(tough_site) as visitor:
        visitor.change(visitor.widget("TextModel"), value="Cerea \N{SNOWMAN}")

        assert visitor.states[visitor.widget("HTMLModel", value="Town: Cerea \N{SNOWMAN}")]
        assert visitor.kinds_heard() == ["visit", "page", "msg", "done"]


def test_a_widget_made_later_is_told(tough_site: RunningSite) -> None:
    """What a callback makes is opened on the page."""
    with opened(tough_site) as visitor:
        visitor.press(button(visitor, "more"))

        told = next(one for one in visitor.heard if one["t"] == "open" and "made" in json.dumps(one))
        assert told["data"]["state"]["_model_name"] == "LabelModel"
        assert told["data"]["state"]["value"] == "made 0"


def test_early_changes_are_not_lost(tough_site: RunningSite) -> None:
    """What is typed before the process is ready reaches it."""
    with opened(tough_site) as known:
        town = known.widget("TextModel")
    with Visitor(tough_site, "calculator") as hasty:
        number = hasty.put(town, {"method": "update", "state": {"value": "Legnago"}, "buffer_paths": []})
        hasty.until("page")
        hasty.until_done(number)

        assert hasty.states[hasty.widget("HTMLModel", value="Town: Legnago")]


def test_visitors_do_not_hear_each_other(tough_site: RunningSite) -> None:
    """What one types never reaches another: neither one who is there nor one who comes later."""
    with opened(tough_site) as one, opened(tough_site) as other:
        assert process_of(one) != process_of(other)
        one.change(one.widget("TextModel"), value="the-text-of-one")
        other.change(other.widget("TextModel"), value="the-text-of-the-other")
        with opened(tough_site) as later:
            assert "the-text-of" not in json.dumps(later.heard)
        assert "the-text-of-one" not in json.dumps(other.heard)
        assert "the-text-of-the-other" not in json.dumps(one.heard)


# ---- The way back


def test_a_lost_page_finds_its_process(tough_site: RunningSite) -> None:
    """Who lost the connection comes back to the same process with all that was answered; nothing is sent twice."""
    first = opened(tough_site)
    first.change(first.widget("TextModel"), value="Cerea")
    first.lose()

    with Visitor(tough_site, "calculator", visit=first.id, have=first.heard[1]["hash"]) as back:
        page = back.until("page")

        assert back.heard[0] == {"t": "visit", "id": first.id, "resumed": True}
        assert page["same"] is False, "its states have changed"
        assert process_of(back) == process_of(first)
        assert back.states[back.widget("HTMLModel", value="Town: Cerea")]
        back.change(back.widget("TextModel"), value="Verona")
        assert back.kinds_heard() == ["visit", "page", "msg", "done"]


def test_a_page_comes_back_while_its_old_connection_seems_alive(tough_site: RunningSite) -> None:
    """The server may not have noticed the loss: the new connection wins, the old one is closed, the visit goes on."""
    old = opened(tough_site)
    town = old.widget("TextModel")
    with Visitor(tough_site, "calculator", visit=old.id) as new:
        new.until("page")
        assert old.until_closed() == 1001
        assert "ended" not in old.kinds_heard()
        new.change(town, value="still there")
        assert new.states[new.widget("HTMLModel", value="Town: still there")]


def test_a_page_comes_back_in_the_middle_of_a_callback(tough_site: RunningSite) -> None:
    """A page that comes back while its process speaks hears the whole state first, and nothing of what came before."""
    old = opened(tough_site)
    put_press(old, "dots")
    old.until("msg")
    old.lose()
    with Visitor(tough_site, "calculator", visit=old.id) as back:
        back.until("page")
        assert back.kinds_heard() == ["visit", "page"]
        back.change(back.widget("TextModel"), value="on we go")
        assert back.states[back.widget("HTMLModel", value="Town: on we go")]


def test_an_unknown_visit_gets_a_new_process(tough_site: RunningSite) -> None:
    """A secret name that is none, or not any more, leads to a new visit."""
    with opened(tough_site, visit="x" * 24) as visitor:
        assert visitor.heard[0]["resumed"] is False
        assert visitor.id != "x" * 24


# ---- The end


def test_bye_ends_the_process(tough_site: RunningSite) -> None:
    """A page that is closed takes its process with it, by its word or by its beacon."""
    said, beacon = opened(tough_site), opened(tough_site)
    own = {"Origin": tough_site.address.rstrip("/")}
    assert is_running(process_of(said))

    said.leave()
    assert tough_site.ask(f"/visit/{beacon.id}/end", "POST", own).status == 204

    wait_for(lambda: not is_running(process_of(said)), "the process of the one who said bye to end")
    wait_for(lambda: not is_running(process_of(beacon)), "the process of the one with the beacon to end")
    assert beacon.until_closed() == 1001
    assert tough_site.ask(f"/visit/{beacon.id}/end", "POST", own).status == 404


def test_who_leaves_while_it_starts_leaves_nothing(tough_site: RunningSite) -> None:
    """Pages that go while their process is born take it with them, and nobody gets another's process for it."""
    before = health(tough_site)["visitors"]
    for hurry in [Visitor(tough_site, "calculator") for _ in range(8)]:
        hurry.lose()
    with opened(tough_site) as one, opened(tough_site) as other:
        town = one.widget("TextModel")
        one.leave()
        wait_for(lambda: not is_running(process_of(one)), "the process to end")
        other.change(town, value="mine")
        assert other.states[other.widget("HTMLModel", value="Town: mine")]
    wait_for(lambda: health(tough_site)["visitors"] <= before, "the places to be free")


def test_who_is_away_or_quiet_too_long_is_ended(open_site: SiteOpener) -> None:
    """A process ends when no page has been connected for a while, or an open one has not been touched for long."""
    site = open_site(EXXTRA_IDLE_SECONDS="1", EXXTRA_QUIET_SECONDS="3")
    away, quiet = opened(site), opened(site)
    away.lose()

    wait_for(lambda: not is_running(process_of(away)), "the abandoned process to end")
    assert is_running(process_of(quiet))
    assert quiet.until("ended") == {"t": "ended", "why": "idle"}
    assert quiet.until_closed() == 1001
    wait_for(lambda: not is_running(process_of(quiet)), "the quiet process to end")
    assert health(site)["visitors"] == 0


# ---- The queue


@pytest.fixture(scope="module")
def narrow_site(tmp_path_factory: pytest.TempPathFactory, small_notebooks: Path) -> Iterator[RunningSite]:
    """Yield a site with one place."""
    log = tmp_path_factory.mktemp("narrow_site") / "log"
    variables = {"EXXTRA_VISITOR_LIMIT": "1", "EXXTRA_QUEUE_LIMIT": "2"}
    yield from stopping(start_site(log, EXXTRA_NOTEBOOKS=str(small_notebooks), **variables))


def test_the_queue_moves_up(narrow_site: RunningSite) -> None:
    """When all places are taken people wait in the order of arrival, are told their place, and move up."""
    site = narrow_site
    inside = opened(site)
    second, third = Visitor(site), Visitor(site)
    assert second.until("queue")["place"] == 1
    assert third.until("queue")["place"] == 2
    assert health(site) | {"uptime_s": 0} == health(site) | {
        "status": "full",
        "visitors": 1,
        "waiting": 2,
        "uptime_s": 0,
    }

    turned_away = Visitor(site)
    assert turned_away.until_closed() == 1013
    assert turned_away.heard == []

    inside.leave()
    second.until("page")
    assert third.until("queue")["place"] == 1
    assert "page" not in third.kinds_heard()
    second.lose()  # who is away only for a moment keeps the place; who leaves gives it up
    own = {"Origin": site.address.rstrip("/")}
    assert site.ask(f"/visit/{second.id}/end", "POST", own).status == 204
    third.until("page")
    third.leave()
    wait_for(lambda: health(site)["visitors"] == 0, "all places to be free")


def test_who_leaves_the_queue_lets_the_others_move_up(narrow_site: RunningSite) -> None:
    """A gap in the queue closes, and a place that becomes free goes past who has left."""
    site = narrow_site
    inside, gone, stays = opened(site), Visitor(site), Visitor(site)
    gone.until("queue")
    assert stays.until("queue")["place"] == 2
    gone.lose()
    assert stays.until("queue")["place"] == 1
    inside.leave()
    stays.until("page")
    assert health(site)["waiting"] == 0
    stays.leave()


def test_one_address_gets_so_many(open_site: SiteOpener) -> None:
    """A limit for each address holds also for who drops the connection and comes again; a leaving page frees it."""
    site = open_site(EXXTRA_VISITORS_PER_ADDRESS="2")
    one, other = opened(site), opened(site)
    one.lose()
    assert Visitor(site).until_closed() == 1013
    other.leave()
    wait_for(lambda: health(site)["visitors"] == 1, "the place to be free")
    opened(site)
