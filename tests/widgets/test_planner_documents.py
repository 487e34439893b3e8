# SPDX-License-Identifier: BSD-3-Clause
"""The documents card: what is chosen is made, handed over as one file, and every failure is a sentence."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit.errors import ExxtraError
from exxtra_kit.messages import msg
from exxtra_kit.planning import Objective
from exxtra_kit.render.papers import PaperKind
from exxtra_kit.widgets.planner import app, documents
from exxtra_kit.widgets.planner.documents import DocumentsView, archive
from exxtra_kit.widgets.planner.files import NamedFile, PaperFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exxtra_kit.documents.exchange_file import ExchangeFile
    from exxtra_kit.widgets.planner.view import PlannerView

QUERY = (
    "name=Zlab&type=sme&country=IT&town=Cerea&membership=eccp_cluster&visits=0&host=arus"
    "&start=2021-09-13&end=2021-09-17"
)
NAMES = [f"{kind}.docx" for kind in PaperKind]


class Maker:
    """Stands for what makes the files: remembers what was wanted."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.asked: list[tuple[Any, ...]] = []

    def __call__(
        self,
        file: ExchangeFile,
        kinds: Iterable[PaperKind],
        languages: Iterable[str],
        formats: Iterable[PaperFormat],
    ) -> Iterator[NamedFile]:
        """Make a file of each kind."""
        self.asked.append((file.case["programme"], tuple(kinds), tuple(languages), tuple(formats)))
        for kind in self.asked[-1][1]:
            yield NamedFile(f"{kind}.docx", "application/x-word", kind.encode())


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> PlannerView:
    """Return the planner with the golden case."""
    monkeypatch.setenv("QUERY_STRING", QUERY)
    return app.build()


@pytest.fixture
def view(page: PlannerView) -> DocumentsView:
    """Return its documents card, opened."""
    page.documents.card.open()
    return page.documents


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    """Let files be made by hand."""
    made = Maker()
    monkeypatch.setattr(documents, "make_files", made)
    return made


@pytest.fixture
def given(view: DocumentsView, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes, str]]:
    """Return what is handed to the browser."""
    handed: list[tuple[str, bytes, str]] = []
    monkeypatch.setattr(view.giver, "give", lambda *file: handed.append(file))
    return handed


def test_one_paper_is_given_as_it_is(view: DocumentsView, maker: Maker, given: list[Any]) -> None:
    """The Commitment to Quality in two languages, as Word: one file, and what came of it is said."""
    view.paper.control.value, view.second.control.value = "commitment_to_quality", "it"
    view.make.click()
    assert given == [("commitment_to_quality.docx", b"commitment_to_quality", "application/x-word")]
    assert maker.asked == [
        ("clusterxchange-2020", (PaperKind.COMMITMENT_TO_QUALITY,), ("en", "it"), (PaperFormat.DOCX,))
    ]
    view.giver._heard(view.giver, {"saved": True}, [])
    assert "Saved: commitment_to_quality.docx" in view._line.value
    view.giver._heard(view.giver, {"saved": False}, [])
    assert 'role="alert"' in view._line.value


def test_several_papers_come_in_one_archive(view: DocumentsView, maker: Maker, given: list[Any]) -> None:
    """A browser takes one file for a press: all papers in a ZIP, named like the exchange file."""
    view.format.control.value = documents.ALL
    view.make.click()
    ((name, content, kind),) = given
    assert (name, kind) == ("exchange-zlab-arus-2021-09-13.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.namelist() == NAMES
        assert opened.read("agenda.docx") == b"agenda"
    assert maker.asked[0][3] == tuple(PaperFormat)


def test_a_calendar_is_made_of_the_agenda_only(view: DocumentsView, maker: Maker, given: list[Any]) -> None:
    """Whatever paper is chosen."""
    view.format.control.value = "ics"
    view.make.click()
    assert maker.asked[0][1:] == ((PaperKind.AGENDA,), ("en",), (PaperFormat.ICS,))
    assert len(given) == 1


def test_the_same_language_twice_is_one(view: DocumentsView, maker: Maker, given: list[Any]) -> None:
    """Beside English, English is nothing else."""
    view.second.control.value = "en"
    view.make.click()
    assert maker.asked[0][2] == ("en",)
    assert given


@pytest.mark.usefixtures("maker", "given")
def test_how_far_it_is_is_said_meanwhile(view: DocumentsView) -> None:
    """Each file is named when it is ready, before they are handed over; the button waits."""
    heard: list[tuple[str, bool]] = []
    view._line.observe(lambda change: heard.append((change["new"], view.make.disabled)), "value")
    view.make.click()
    assert "Making the papers" in heard[0][0]
    assert [any(name in said for said, _ in heard) for name in NAMES] == [True] * len(NAMES)
    assert all(waits for _, waits in heard)
    assert view.make.disabled is False


def test_long_work_is_done_in_steps(
    view: DocumentsView, maker: Maker, given: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some seconds the page sends us on, file by file here; a page that sends us on unasked changes nothing."""
    monkeypatch.setattr(documents, "STEP_SECONDS", -1)
    sent: list[Any] = []
    monkeypatch.setattr(view.giver, "send", lambda content, _buffers=None: sent.append(content))
    view.make.click()
    for number in range(1, len(NAMES)):
        assert sent == [{"again": True}] * number
        view.giver._heard(view.giver, {"again": True}, [])
    assert given == []
    view.giver._heard(view.giver, {"again": True}, [])
    view.giver._heard(view.giver, {"again": True}, [])
    assert [name for name, _, _ in given] == ["exchange-zlab-arus-2021-09-13.zip"]
    assert len(maker.asked) == 1


def test_a_failure_is_said_and_nothing_is_given(
    view: DocumentsView, given: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of ours is a sentence, escaped, and the button can be pressed again."""

    def fail(*_: object) -> Iterator[NamedFile]:
        raise ExxtraError(msg("The template {name} can't be used.", name="<x>"))

    monkeypatch.setattr(documents, "make_files", fail)
    view.make.click()
    assert "The template &lt;x&gt;" in view._line.value
    assert 'role="alert"' in view._line.value
    assert given == []
    assert view.make.disabled is False


def test_without_the_deciding_answers_it_says_what_is_needed(
    view: DocumentsView, page: PlannerView, maker: Maker, given: list[Any]
) -> None:
    """No paper of an exchange of which nothing can be said; a town that isn't there is to be mended first."""
    page.model.end = None
    view.make.click()
    assert "the last day" in view._line.value
    page.model.end, page.model.town = page.model.start, "Nowhere at all"
    view.make.click()
    assert "mend it first" in view._line.value
    assert (maker.asked, given) == ([], [])


def test_what_stays_open_in_the_papers_is_said_before(view: DocumentsView, page: PlannerView) -> None:
    """Agenda and objectives are missed until they are there."""
    assert "the agenda" in view._lacks.value
    page.agenda.templates["five-days-two-visits"].click()
    page.model.objectives = (Objective(title="Two partners"),)
    assert "the agenda" not in view._lacks.value
    assert "the objectives" not in view._lacks.value


def test_the_same_files_make_the_same_archive() -> None:
    """Nothing of the clock gets into it."""
    files = [NamedFile("a.txt", "text/plain", b"a"), NamedFile("b.txt", "text/plain", b"b")]
    assert archive(files) == archive(files)
