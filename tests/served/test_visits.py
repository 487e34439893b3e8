# SPDX-License-Identifier: BSD-3-Clause
"""Visits: a page from memory, a process of the visitor's own, the way back to it, its end, and the queue."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from tests.served import notebooks
from tests.served.light import Visitor, data_of_page
from tests.served.running import RunningSite, is_running, start_site, stopping, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.served.conftest import SiteOpener

REFERENCE = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")


@pytest.fixture(scope="module")
def tough_notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with apps that go wrong in every way."""
    return notebooks.write_notebooks(
        tmp_path_factory.mktemp("tough") / "notebooks",
        index=notebooks.WORKING,
        calculator=notebooks.TOUGH,
        planner=notebooks.STUCK,
        partner_map=notebooks.DYING,
    )


@pytest.fixture(scope="module")
def tough_site(tmp_path_factory: pytest.TempPathFactory, tough_notebooks: Path) -> Iterator[RunningSite]:
    """Yield a site with those apps, which is soon out of patience with them."""
    yield from stopping(
        start_site(
            tmp_path_factory.mktemp("tough_site") / "log",
            EXXTRA_NOTEBOOKS=str(tough_notebooks),
            EXXTRA_CALLBACK_SECONDS="1",
            EXXTRA_START_SECONDS="5",
            EXXTRA_IDLE_SECONDS="4",
        )
    )


def health(site: RunningSite) -> dict[str, Any]:
    """Return what the site says of itself."""
    told: dict[str, Any] = json.loads(site.ask("/health").text)
    return told


def process_of(visitor: Visitor) -> int:
    """Return the number of the process behind a visitor's page, which says it."""
    said = next(one for one in visitor.heard if one["t"] == "page")
    return int(re.findall(r"process=(\d+)", json.dumps(said["outputs"]))[0])


def warm_of(site: RunningSite) -> psutil.Process:
    """Return the warm process of a site."""
    found = [
        one for one in psutil.Process(site.process.pid).children() if "exxtra_kit.serving.visits.warm" in one.cmdline()
    ]
    assert len(found) == 1
    return found[0]


def opened(site: RunningSite, app: str = "calculator", **said: Any) -> Visitor:
    """Return a visitor whose page is ready."""
    visitor = Visitor(site, app, **said)
    visitor.until("page")
    return visitor


def button(visitor: Visitor, name: str) -> str:
    """Return the number of a button of the app."""
    return visitor.widget("ButtonModel", description=name)


def put_press(visitor: Visitor, name: str) -> int:
    """Press a button without waiting for what comes of it."""
    return visitor.put(button(visitor, name), {"method": "custom", "content": {"event": "click"}})


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


# ---- What goes wrong


def test_a_callback_that_takes_too_long_is_stopped(tough_site: RunningSite) -> None:
    """It is interrupted, the page gets a reference number, and the process goes on."""
    with opened(tough_site) as visitor:
        put_press(visitor, "for_ever")
        reference = visitor.until("fault")["ref"]
        visitor.until("done")
        visitor.change(visitor.widget("TextModel"), value="alive")

        assert visitor.states[visitor.widget("HTMLModel", value="Town: alive")]
        assert is_running(process_of(visitor))
        assert "took too long" in tough_site.log().partition(reference)[2]


def test_a_callback_that_does_not_let_itself_be_stopped_is_ended(tough_site: RunningSite) -> None:
    """Who swallows the interrupt is killed, and its page is told why; others notice nothing."""
    with opened(tough_site) as other, opened(tough_site) as visitor:
        put_press(visitor, "stubborn")
        assert visitor.until("ended")["why"] == "slow"
        wait_for(lambda: not is_running(process_of(visitor)), "the process to end")
        other.change(other.widget("TextModel"), value="untouched")


def test_a_callback_that_talks_without_end_is_stopped_between_two_frames(tough_site: RunningSite) -> None:
    """An interrupt in the middle of sending leaves no half frame behind: the visit goes on."""
    with opened(tough_site) as visitor:
        put_press(visitor, "dots")
        visitor.until("fault")
        visitor.until("done")
        visitor.change(visitor.widget("TextModel"), value="whole")
        assert visitor.states[visitor.widget("HTMLModel", value="Town: whole")]


def test_a_huge_answer_arrives(tough_site: RunningSite) -> None:
    """Twelve megabytes to one page arrive, and the next visitor is served meanwhile."""
    with opened(tough_site) as visitor, opened(tough_site) as other:
        put_press(visitor, "huge")
        other.change(other.widget("TextModel"), value="meanwhile")
        visitor.until("done")
        assert any(len(str(state.get("value", ""))) == 12_000_000 for state in visitor.states.values())


def test_a_slow_phone_does_not_count_as_a_slow_app(tough_site: RunningSite) -> None:
    """Who takes a large answer in slowly keeps the process, which only waits for the phone."""
    with opened(tough_site) as phone, opened(tough_site) as other:
        for _ in range(3):
            put_press(phone, "huge")
        # More time than a callback has passes while the phone reads nothing.
        put_press(other, "for_ever")
        other.until("fault")
        put_press(other, "for_ever")
        other.until("fault")
        put_press(other, "stubborn")
        other.until("ended")
        for _ in range(3):
            phone.until("done")
        assert "ended" not in phone.kinds_heard()


def test_what_a_callback_prints_goes_nowhere(tough_site: RunningSite) -> None:
    """The site's standard output is one line for scripts, whatever an app prints."""
    with opened(tough_site) as visitor:
        visitor.press(button(visitor, "prints"))
        assert visitor.states[visitor.widget("HTMLModel", value="printed")]
    assert "printed-by-a-callback" not in tough_site.log()


@pytest.mark.parametrize("how", ["ends", "garbage"])
def test_a_process_that_ends_or_talks_nonsense_concerns_one_visitor(tough_site: RunningSite, how: str) -> None:
    """Its page is told; the others notice nothing, and nothing is left."""
    with opened(tough_site) as other, opened(tough_site) as visitor:
        put_press(visitor, how)
        assert visitor.until("ended")["why"] == "dead"
        assert visitor.until_closed() == 1001
        wait_for(lambda: not is_running(process_of(visitor)), "the process to end")
        other.change(other.widget("TextModel"), value="untouched")


def test_a_killed_process_concerns_one_visitor(tough_site: RunningSite) -> None:
    """Kill a visitor's process: that page is told, and gets a new process when it comes back; nobody else notices."""
    with opened(tough_site) as other, opened(tough_site) as visitor:
        os.kill(process_of(visitor), signal.SIGKILL)
        assert visitor.until("ended") == {"t": "ended", "why": "dead"}
        other.change(other.widget("TextModel"), value="untouched")
        with opened(tough_site, visit=visitor.id) as again:
            assert again.heard[0]["resumed"] is False


def test_an_app_that_takes_its_process_down_is_told_with_a_reference(tough_site: RunningSite) -> None:
    """A notebook that ends its process at the start leaves a reference number, which stands in the log."""
    visitor = Visitor(tough_site, "partner_map")
    reference = visitor.until("fault")["ref"]
    assert visitor.until("ended")["why"] == "dead"
    assert REFERENCE.fullmatch(reference)
    assert reference in tough_site.log()


def test_an_app_that_fails_at_the_start_shows_a_sentence(small_site: RunningSite) -> None:
    """A cell that fails gives a sentence with a reference number; trace and values stay in the log."""
    with opened(small_site, "planner") as visitor:
        shown = json.dumps(visitor.heard)
        reference = REFERENCE.search(json.dumps(visitor.heard[-1]["outputs"]))
        assert reference
        assert "secret-of-the" not in shown
        assert "Traceback" not in shown
        assert "planner.ipynb failed" in small_site.log().partition(reference.group())[2]
    assert data_of_page(small_site.ask("/planner").text)["outputs"] == [], "the next visitor may be luckier"


def test_an_app_that_never_starts_is_given_up(tough_site: RunningSite) -> None:
    """A notebook that waits for ever loses its process after the time that the settings say."""
    visitor = Visitor(tough_site, "planner")
    assert visitor.until("ended")["why"] == "slow"


def test_a_killed_warm_process_is_replaced(tough_site: RunningSite) -> None:
    """Visitors who are there notice nothing when the warm process dies, and new ones are served by another."""
    with opened(tough_site) as there:
        warm = warm_of(tough_site)
        warm.kill()
        there.change(there.widget("TextModel"), value="nothing noticed")
        with opened(tough_site) as comes:
            comes.change(comes.widget("TextModel"), value="served")
            wait_for(lambda: not warm.is_running(), "the old one to be cleared away")
            assert psutil.Process(process_of(comes)).ppid() == warm_of(tough_site).pid
        assert there.states[there.widget("HTMLModel", value="Town: nothing noticed")]


def test_the_warm_process_dies_while_many_ask(tough_site: RunningSite) -> None:
    """Whoever asks for a process in that moment gets one, of their own."""
    visitors = [Visitor(tough_site, "calculator") for _ in range(6)]
    warm_of(tough_site).kill()
    visitors += [Visitor(tough_site, "calculator") for _ in range(6)]
    try:
        for visitor in visitors:
            visitor.until("page")
        assert len({process_of(visitor) for visitor in visitors}) == len(visitors)
        for number, visitor in enumerate(visitors):
            visitor.change(visitor.widget("TextModel"), value=f"number {number}")
            assert visitor.states[visitor.widget("HTMLModel", value=f"Town: number {number}")]
    finally:
        for visitor in visitors:
            visitor.leave()


def test_without_fork_it_is_slower_and_works(open_site: SiteOpener, tmp_path: Path) -> None:
    """Where the warm process can't be, visitors' processes are started from nothing, and leave nothing behind."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\nif 'exxtra_kit.serving.visits.warm' in sys.orig_argv:\n    os._exit(3)\n", encoding="utf-8"
    )
    site = open_site(PYTHONPATH=os.pathsep.join([str(tmp_path), os.environ["PYTHONPATH"]]))
    with opened(site) as one, opened(site) as other:
        one.press(button(one, "Press"))
        assert psutil.Process(process_of(one)).ppid() == site.process.pid
    for visitor in (one, other):
        wait_for(lambda visitor=visitor: not psutil.pid_exists(process_of(visitor)), "the process to be cleared away")


def test_stopping_tells_every_page(open_site: SiteOpener) -> None:
    """Told to stop, the site says so to those who are there and to those who wait, and leaves no process."""
    site = open_site(EXXTRA_VISITOR_LIMIT="2")
    one, other = opened(site), opened(site)
    waits = Visitor(site)
    waits.until("queue")
    processes = psutil.Process(site.process.pid).children(recursive=True)
    assert len(processes) >= 3

    assert site.stop() == 0

    for visitor in (one, other, waits):
        assert visitor.until("ended")["why"] == "restart"
        assert visitor.until_closed() == 1001
    wait_for(lambda: not any(is_running(process.pid) for process in processes), "the processes to end")
    assert "Traceback" not in site.log()


def test_visits_leave_nothing_behind(tough_site: RunningSite) -> None:
    """Sixty visits opened and closed in every way leave as many processes and open files as before."""
    server = psutil.Process(tough_site.process.pid)
    opened(tough_site).leave()

    def held() -> tuple[int, int]:
        return len(server.children(recursive=True)), server.num_fds()

    wait_for(lambda: held()[0] == 1, "only the warm process to be there")
    before = held()
    own = {"Origin": tough_site.address.rstrip("/")}
    for number in range(0, 60, 6):
        visitors = [Visitor(tough_site, "index") for _ in range(6)]
        for visitor in visitors:
            visitor.until("page")
        for way, visitor in enumerate(visitors):
            if (way + number) % 3 == 0:
                visitor.leave()
            elif (way + number) % 3 == 1:
                os.kill(process_of(visitor), signal.SIGKILL)
                visitor.until_closed()
            else:
                visitor.lose()
                assert tough_site.ask(f"/visit/{visitor.id}/end", "POST", own).status == 204
    wait_for(lambda: health(tough_site)["visitors"] == 0, "the places to be free")
    wait_for(lambda: held()[0] == before[0], f"{before[0]} processes, as before, not {held()[0]}")
    wait_for(lambda: held()[1] <= before[1] + 2, f"{before[1]} open files, as before, not {held()[1]}")


def test_the_answer_is_that_of_the_command_line(site: RunningSite, tmp_path: Path) -> None:
    """What the calculator says after a change is what `exxtra assess` says of the same exchange."""
    query = (
        "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&host=arus"
        "&start=2021-09-13&end=2021-09-17"
    )
    case = (Path(__file__).parents[2] / "docs" / "examples" / "zlab-arus.toml").read_text(encoding="utf-8")
    shorter = tmp_path / "shorter.toml"
    shorter.write_text(case.replace("2021-09-17", "2021-09-16"), encoding="utf-8")

    with opened(site, query=query) as visitor:
        last_day = visitor.widget("DatePickerModel", value={"year": 2021, "month": 8, "date": 17})
        visitor.change(last_day, value={"year": 2021, "month": 8, "date": 16})
        panel = next(state["value"] for state in visitor.states.values() if "exx-verdict" in str(state.get("value")))

    said = subprocess.run(
        [sys.executable, "-m", "exxtra_kit.cli", "assess", str(shorter)], capture_output=True, text=True, check=False
    ).stdout
    total = re.findall(r'class="exx-sum"[^>]*>([^<]+)<', panel)[0]
    assert total == "\N{EURO SIGN}375"
    assert total in said
    assert "Eligible" in re.sub("<[^>]+>", "", panel)
    assert "Eligible" in said
