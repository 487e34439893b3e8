# SPDX-License-Identifier: BSD-3-Clause
"""What the site answers to a visitor without a browser: its addresses, languages, and what it keeps to itself."""

from __future__ import annotations

import http.client
import os
import re
import threading
from typing import TYPE_CHECKING

import pytest

from tests.served import notebooks
from tests.served.running import PATIENCE_SECONDS, RunningSite, is_running, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from tests.served.conftest import SiteOpener

REFERENCE = re.compile(r"(?<=reference number )[0-9A-F]{4}-[0-9A-F]{4}\b")
NOT_SERVED = (
    "/nothing",
    "/other",
    "/other.ipynb",
    "/calculator.ipynb",
    "/calculator/",
    "/staff",
    "/staff/explore",
    "/staff/explore.ipynb",
    "/voila/render/other.ipynb",
    "/voila/render/staff/explore.ipynb",
    "/voila/tree",
    "/voila/api/contents/",
    "/voila/files/calculator.ipynb",
    "/voila/files/picture.png",
    "/voila/files/../../secret.png",
    "/voila/templates/lab",
    "/voila/templates/lab/static/../index.html.j2",
    "/voila/templates/reveal/static/voila.js",
    "/voila/templates/lab/static/%00",
    "/api/kernels",
    "/api/kernels/../contents",
    "/api/contents",
    "/api/sessions",
    "/api/terminals",
    "/login",
    "/lab",
    "/tree",
    "/metrics",
)


def test_it_says_one_line_with_its_address(full_site: RunningSite) -> None:
    """The first line on standard output names the address, in words that a script can find."""
    assert re.fullmatch(r"exxtra_kit is ready: http://127\.0\.0\.1:\d+/", full_site.said[0])


@pytest.mark.parametrize(("address", "word"), [("", ""), ("calculator", "Calculator")])
def test_an_app_opens_at_its_address(full_site: RunningSite, address: str, word: str) -> None:
    """An app is a page of its own, with its name in the title and marked in the navigation."""
    answer = full_site.ask(f"/{address}")

    assert answer.status == 200
    assert f"<title>{word}{' · ' if word else ''}ClusterXchange · EXXTRA</title>" in answer.text
    assert re.findall(r'aria-current="page">([^<]+)', answer.text) == ([word] if word else [])
    assert "A small app" not in answer.text, "widgets are drawn by the page, not by the server"
    assert "Before the code" not in answer.text, "words of the notebook are for its author"
    assert answer.text.rstrip().endswith("</html>")


def test_the_query_string_reaches_the_notebook(full_site: RunningSite) -> None:
    """What stands after the question mark is handed to the visitor's process, and that it is on the site."""
    answer = full_site.ask("/calculator?host=arus&town=Cerea")

    assert "site=1; query=host=arus\\u0026town=Cerea." in answer.text


@pytest.mark.parametrize("address", NOT_SERVED)
def test_nothing_else_is_served(full_site: RunningSite, address: str) -> None:
    """Other notebooks, the staff's ones, files, lists and Voila's own pages do not exist."""
    answer = full_site.ask(address)

    assert answer.status in {403, 404}
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_a_missing_page_is_a_page_of_ours(full_site: RunningSite) -> None:
    """Who follows a wrong link reads a sentence and finds the apps."""
    answer = full_site.ask("/a-wrong-link")

    assert answer.status == 404
    assert "This page does not exist" in answer.text
    assert 'href="/calculator"' in answer.text
    assert "a-wrong-link" not in answer.text, "what was asked for is not repeated"


def test_no_source_code_and_no_other_host(full_site: RunningSite) -> None:
    """A page holds neither the code of its notebook nor its warnings, and links to no other host."""
    answer = full_site.ask("/calculator")

    assert "getpid" not in answer.text
    assert "a-warning-nobody-should-see" not in answer.text
    assert not re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", answer.text)


def test_nothing_is_kept_about_the_visitor(full_site: RunningSite) -> None:
    """A page sets no cookie, is not stored, and tells the browser to fetch from this site only."""
    answer = full_site.ask("/calculator")

    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


@pytest.mark.parametrize(("query", "code"), [("", "en"), ("?lang=it", "it"), ("?lang=it-IT", "it"), ("?lang=xx", "en")])
def test_the_page_says_its_language(full_site: RunningSite, query: str, code: str) -> None:
    """`?lang=` chooses the language of the page; one that is not offered gives the default."""
    assert f'<html lang="{code}">' in full_site.ask(f"/nothing{query}").text


def test_the_language_switch_keeps_the_rest(full_site: RunningSite) -> None:
    """Changing the language keeps the app and what was handed over, escaped; the navigation keeps the language."""
    answer = full_site.ask("/calculator?host=arus&lang=it&town=%22%3Ex")

    assert 'href="/calculator?host=arus&amp;town=%22%3Ex&amp;lang=en"' in answer.text
    assert 'href="/planner?lang=it"' in answer.text
    assert '">x' not in answer.text


def test_templates_can_not_be_chosen(full_site: RunningSite) -> None:
    """`?template=` and `?theme=` change nothing."""
    answer = full_site.ask("/calculator?template=reveal&theme=dark")

    assert answer.status == 200
    assert 'class="site-header"' in answer.text
    assert "reveal" not in answer.text.replace("template=reveal", "")


def test_the_frame_comes_before_the_notebook_has_run(open_site: SiteOpener, tmp_path: Path) -> None:
    """Header and navigation are sent at once: a visitor reads them while the process still starts."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    folder = notebooks.write_notebooks(tmp_path / "waiting", calculator=notebooks.WAITING)
    site = open_site(EXXTRA_FRONT_END="full", EXXTRA_NOTEBOOKS=str(folder), EXXTRA_TEST_GATE=str(gate))
    connection = http.client.HTTPConnection(site.host, timeout=PATIENCE_SECONDS)
    connection.request("GET", "/calculator")
    answer = connection.getresponse()

    begin = b""
    while b"Starting the calculator" not in begin:
        begin += answer.read1(200)
    # The notebook is still waiting for this pipe, so what was read can't have come after it.
    threading.Thread(target=gate.write_text, args=("open",), daemon=True).start()
    rest = answer.read()
    connection.close()

    assert b"</header>" in begin
    assert b"the gate was" not in begin
    assert b"the gate was opened" in rest


def test_an_error_in_a_notebook_is_a_sentence_with_a_reference(full_site: RunningSite) -> None:
    """The visitor reads a sentence; the reference number in it leads to the trace in the log."""
    answer = full_site.ask("/planner")

    assert "tell whoever runs this site" in answer.text
    for hidden in ("Traceback", "ValueError", "secret-of-the", "site-packages"):
        assert hidden not in answer.text
    reference = REFERENCE.search(answer.text)
    assert reference
    told = full_site.log().partition(reference.group())[2]
    assert "planner.ipynb" in told
    assert "ValueError" in told
    assert "secret-of-the-value" not in told, "the words of an error can quote what was typed"


def test_a_process_that_dies_is_a_sentence_with_a_reference(full_site: RunningSite) -> None:
    """A notebook that takes its process down leaves a whole page that says so."""
    answer = full_site.ask("/partner_map")

    reference = REFERENCE.search(answer.text)
    assert reference
    assert reference.group() in full_site.log()
    assert answer.text.rstrip().endswith("</html>")


def test_a_process_that_does_not_start_is_a_sentence_with_a_reference(open_site: SiteOpener, tmp_path: Path) -> None:
    """Where no process can be started the page says so, and ends."""
    profile = tmp_path / "profile_default"
    profile.mkdir()
    (profile / "ipython_kernel_config.py").write_text("import os\nos._exit(7)\n", encoding="utf-8")
    site = open_site(EXXTRA_FRONT_END="full", IPYTHONDIR=str(tmp_path))

    answer = site.ask("/calculator")

    assert answer.status == 200, "the frame was sent before"
    reference = REFERENCE.search(answer.text)
    assert reference
    assert reference.group() in site.log()
    assert answer.text.rstrip().endswith("</html>")


def test_the_site_is_full_at_its_limit(open_site: SiteOpener) -> None:
    """Who comes when every place is taken reads a friendly page; when somebody leaves there is a place again."""
    site = open_site(EXXTRA_FRONT_END="full", EXXTRA_KERNEL_LIMIT="1")
    first = site.ask("/calculator")

    second = site.ask("/calculator")
    assert second.status == 503
    assert "All places are taken just now" in second.text
    assert int(second.headers["retry-after"]) > 0
    assert site.ask("/nothing").status == 404, "the rest of the site goes on"

    assert site.ask(f"/voila/api/shutdown/{first.kernel_id}", "POST").status == 204
    assert site.ask("/calculator").status == 200


def test_visitors_who_arrive_together_are_counted(open_site: SiteOpener) -> None:
    """The limit holds when many ask at the same moment, before any of their processes is up."""
    site = open_site(EXXTRA_FRONT_END="full", EXXTRA_KERNEL_LIMIT="2")
    statuses: list[int] = []
    visitors = [threading.Thread(target=lambda: statuses.append(site.ask("/").status)) for _ in range(5)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert sorted(statuses) == [200, 200, 503, 503, 503]


def test_an_abandoned_process_ends(open_site: SiteOpener) -> None:
    """A process that no page is connected to ends after the time that the settings say."""
    site = open_site(EXXTRA_FRONT_END="full", EXXTRA_CULL_IDLE_SECONDS="1")
    answer = site.ask("/calculator")
    found = re.search(r"process=(\d+)", answer.text)
    assert found

    site.wait_until_gone(answer.kernel_id)

    wait_for(lambda: not is_running(int(found.group(1))), "the process to end")


def test_who_leaves_early_leaves_no_process(open_site: SiteOpener, tmp_path: Path) -> None:
    """A visitor who goes before the page is complete can't say farewell; the site notices by itself."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    folder = notebooks.write_notebooks(tmp_path / "waiting", calculator=notebooks.WAITING, index=notebooks.WORKING)
    site = open_site(
        EXXTRA_FRONT_END="full", EXXTRA_NOTEBOOKS=str(folder), EXXTRA_TEST_GATE=str(gate), EXXTRA_KERNEL_LIMIT="1"
    )
    connection = http.client.HTTPConnection(site.host, timeout=PATIENCE_SECONDS)
    connection.request("GET", "/calculator")
    begin = connection.getresponse()
    while b"cell-index" not in begin.read1(200):
        assert site.ask("/").status == 503, "the notebook has the only place"

    begin.close()
    connection.close()

    wait_for(lambda: site.ask("/").status == 200, "the place to be free")
