# SPDX-License-Identifier: BSD-3-Clause
"""Every language of the project says everything that papers say."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po

from exxtra_kit.documents.exchange_file import ExchangeFile, open_exchange
from exxtra_kit.errors import InputError
from exxtra_kit.language import LANGUAGES, LOCALE_FOLDER, Language, available_languages, paper_languages
from exxtra_kit.render.papers import PaperKind, paper_of
from exxtra_kit.render.papers.entries import entry_text
from exxtra_kit.widgets.planner.files import plan_facts
from tests.house.reading import ROOT
from tests.house.test_catalogues import problems_of_catalogue
from tools.paper_messages import texts_of_papers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.messages import Message

CODES = sorted(path.parent.parent.name for path in LOCALE_FOLDER.glob("*/LC_MESSAGES/exxtra_papers.po"))


def test_papers_speak_all_languages_of_the_project() -> None:
    """Each language is spoken by the site, or has a catalogue for papers."""
    assert sorted({*CODES, *available_languages()}) == sorted(LANGUAGES)
    assert paper_languages() == LANGUAGES


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_of_papers_is_complete(code: str) -> None:
    """It translates every text that papers say, and no other, with every name in braces kept."""
    with (LOCALE_FOLDER / code / "LC_MESSAGES" / "exxtra_papers.po").open("rb") as lines:
        problems = problems_of_catalogue(read_po(lines), texts_of_papers())

    assert not problems, "\n".join(["Run 'make messages', then translate:", *problems])


def exchanges() -> Iterator[ExchangeFile]:
    """Yield an exchange for each known case, and the saved plans."""
    for path in sorted((ROOT / "tests" / "rules" / "cases").glob("*.toml")):
        known = tomllib.loads(path.read_text(encoding="utf-8"))
        if isinstance(known.get("case"), dict):
            yield ExchangeFile(case=known["case"])
    for path in sorted((ROOT / "tests" / "documents" / "samples").glob("*.json")):
        opened = open_exchange(path.read_bytes())
        yield opened
        plan: dict[str, Any] = json.loads(path.read_bytes())
        plan.get("case", {}).get("exchange", {}).update(form="virtual")
        yield replace(opened, case=plan["case"], agenda=opened.agenda)


def test_papers_say_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """No paper of any known case shows a text that the catalogues of papers do not have to hold."""
    said: set[str] = set()
    usual = Language.text

    def noted(self: Language, message: Message | str) -> str:
        said.add(message if isinstance(message, str) else message.text)
        return usual(self, message)

    monkeypatch.setattr(Language, "text", noted)
    made = 0
    for file in exchanges():
        try:
            found = plan_facts(file, date(2021, 6, 20))
        except InputError:
            continue
        for _, facts in found:
            made += 1
            for kind in PaperKind:
                paper_of(kind, facts, ["en", "tr"])
            for activity in facts.agenda:
                entry_text(activity, facts.case, ["en", "tr"])

    assert made > 50
    assert sorted(said - {text[0] for text in texts_of_papers()} - {""}) == []


def test_the_site_speaks_no_language_by_its_papers_alone() -> None:
    """A language that only papers speak is not offered by the site, but its papers are in that language."""
    assert "tr" not in available_languages()
    assert Language("tr").text(PaperKind.CLOSING_REPORT.label) == "Kapan\u0131\u015f raporu"
    assert Language("de").text("A text that no catalogue has") == "A text that no catalogue has"
