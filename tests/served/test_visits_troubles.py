# SPDX-License-Identifier: BSD-3-Clause
"""Visits in which something goes wrong: it concerns one visitor, who is told, and nothing is left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from tests.served.light import Visitor, data_of_page
from tests.served.running import RunningSite, is_running, wait_for
from tests.served.visiting import REFERENCE, button, health, opened, process_of, put_press, warm_of

if TYPE_CHECKING:
    from tests.served.conftest import SiteOpener


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
