# SPDX-License-Identifier: BSD-3-Clause
"""Every file of an exchange from one entry: one of each paper for each visitor, under names that all systems accept."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest

from exxtra_kit.documents.exchange_file import ExchangeFile, open_exchange
from exxtra_kit.documents.papers import PaperError
from exxtra_kit.errors import InputError
from exxtra_kit.render.papers import PaperKind
from exxtra_kit.widgets.planner.files import MEDIA_TYPES, PaperFormat, make_files, plan_facts
from tests.documents.papers.made import ISSUED, pdf_text, with_case, zlab

HARMLESS = re.compile(r"[a-z][a-z0-9-]{0,150}\.[a-z]{3,4}")


def names(file: ExchangeFile, *kinds: PaperKind, formats: tuple[PaperFormat, ...] = tuple(PaperFormat)) -> list[str]:
    """Return the names of the files that are made."""
    return [made.name for made in make_files(file, kinds, ["en", "tr"], formats, issued=ISSUED)]


def test_a_group_gets_one_paper_for_each_visitor() -> None:
    """Each visitor has an agenda of its own in each format, and there is one exchange file."""
    assert names(zlab(), PaperKind.AGENDA) == [
        "agenda-zlab-s-r-l-arus-2021-09-13-en-tr.docx",
        "agenda-zlab-s-r-l-arus-2021-09-13-en-tr.pdf",
        "agenda-zlab-s-r-l-arus-2021-09-13-en-tr.ics",
        "agenda-second-visitor-arus-2021-09-13-en-tr.docx",
        "agenda-second-visitor-arus-2021-09-13-en-tr.pdf",
        "agenda-second-visitor-arus-2021-09-13-en-tr.ics",
        "exchange-zlab-s-r-l-arus.json",
    ]


def test_each_visitors_paper_is_its_own() -> None:
    """The second visitor's paper names it, and says nothing of what was signed or reported by the first."""
    first, second = make_files(zlab(), [PaperKind.CLOSING_REPORT], ["en"], [PaperFormat.PDF], issued=ISSUED)

    assert "Second visitor" not in pdf_text(first.content)
    assert "Zlab" not in pdf_text(second.content)
    assert zlab().closing.done.splitlines()[0] in pdf_text(first.content)
    assert zlab().closing.done.splitlines()[0] not in pdf_text(second.content)
    ((_, ours), (_, theirs)) = plan_facts(zlab(), ISSUED)
    assert ours.progress.signed
    assert not theirs.progress.signed


@pytest.mark.parametrize("name", ["CON", "../../etc/passwd", "\u0416\u0434\u0430\u043d", "a" * 200, 'x\\y:z*?"<>|', ""])
def test_names_are_accepted_everywhere(name: str) -> None:
    """Whatever an organisation is called, the file's name is short and plain, and no two are the same."""
    named = with_case(zlab(), {"visiting": {"name": name}, "host": {"name": name}})
    alike = replace(named, visitors=({"name": name}, {"name": name}))
    made = names(alike, PaperKind.AGENDA, PaperKind.PROFILE, formats=(PaperFormat.ICS, PaperFormat.JSON))

    assert [one for one in made if not HARMLESS.fullmatch(one)] == []
    assert len(set(made)) == len(made) == 4


def test_the_exchange_file_comes_as_it_is() -> None:
    """The exchange file opens as the plan it was, also where the case can't be used for papers."""
    (made,) = make_files(zlab(), [], ["en"], [PaperFormat.JSON])
    opened = open_exchange(made.content)

    assert (opened.agenda, opened.case, made.media_type) == (zlab().agenda, zlab().case, "application/json")
    assert names(ExchangeFile(case={"visiting": {"country": "nowhere"}}), formats=(PaperFormat.JSON,)) == [
        "exchange.json"
    ]


def test_a_plan_without_days_has_papers() -> None:
    """Before any day is stated there is a profile, and the papers say what is missing."""
    early = ExchangeFile(case={"visiting": {"name": "Zlab", "country": "IT"}})
    (made,) = make_files(early, [PaperKind.COMMITMENT_TO_QUALITY], ["en"], [PaperFormat.PDF], issued=ISSUED)
    text = pdf_text(made.content)

    assert "not stated yet" in text
    assert "is not decided yet" in text


def test_a_case_that_can_not_be_used_is_told() -> None:
    """A wrong answer gives the problem with its field."""
    wrong = with_case(zlab(), {"host": {"country": "Atlantis"}})

    with pytest.raises(InputError) as caught:
        names(wrong, PaperKind.AGENDA)

    assert caught.value.problems[0].field == "host.country"


def test_the_full_calculation_sheet_comes_along() -> None:
    """Beside the short sheet in two languages there is the one that can be verified, in a language that it has."""
    alone, kinds, pdf = replace(zlab(), visitors=()), [PaperKind.CALCULATION_SHEET], [PaperFormat.PDF]
    pair = [made.name for made in make_files(alone, kinds, ["it", "tr"], pdf, issued=ISSUED)]
    other = [made.name for made in make_files(alone, kinds, ["tr"], pdf, issued=ISSUED)]

    assert [name for name in pair if "full" in name] == ["calculation-sheet-full-zlab-s-r-l-arus-2021-09-13-it.pdf"]
    assert [name for name in other if "full" in name] == ["calculation-sheet-full-zlab-s-r-l-arus-2021-09-13-en.pdf"]


@pytest.mark.parametrize(
    ("library", "kind"),
    [("docxtpl", PaperFormat.DOCX), ("typst", PaperFormat.PDF), ("icalendar", PaperFormat.ICS)],
)
def test_a_missing_library_is_named(library: str, kind: PaperFormat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra that a format needs, the message names the library and how to get it."""
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(PaperError, match=rf"needs the library {library}.*pip install"):
        names(zlab(), PaperKind.AGENDA, formats=(kind,))


def test_each_format_has_its_media_type() -> None:
    """A browser is told what each file is."""
    assert set(MEDIA_TYPES) == set(PaperFormat)
