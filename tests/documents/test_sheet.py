# SPDX-License-Identifier: BSD-3-Clause
"""The calculation sheet says everything that a third person needs, and nothing that a stranger put into it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from exxtra_kit.casefile import read_case
from exxtra_kit.documents.sheet.reading import read_html
from exxtra_kit.language import Language, available_languages
from exxtra_kit.models import Eligibility
from exxtra_kit.parameters import Law, decision
from exxtra_kit.render.sheet import calculation_sheet_html, make_sheet
from exxtra_kit.rules import assess_exchange
from tests.documents.sheets import ISSUED, KIT, ORIGIN, changed, golden, html_sheet
from tests.strategies import cases

if TYPE_CHECKING:
    from exxtra_kit.render.sheet.blocks import Page, Table

VOID = frozenset({"meta", "col"})
HOSTILE = "</title><script>alert(1)</script> \"'&amp; #import $x$ *b* \\ <!-- {n}"


def page_of(case: dict[str, Any], language: str = "en") -> Page:
    """Return what a sheet says."""
    return make_sheet(case, Language.load(language), ISSUED, ORIGIN).page


def table_of(page: Page, number: int) -> Table:
    """Return the first table of a section."""
    return page.sections[number - 1].tables[0]


def plain(text: str) -> str:
    """Return a text with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def cells(table: Table) -> list[list[str]]:
    """Return the words of a table, cell by cell."""
    return [[plain(" ".join(line.text for line in entry.lines)) for entry in row] for row in table.rows]


def words_of(page: str) -> list[str]:
    """Return the words of a page, passage by passage."""
    return [passage.text for passage in read_html(page.encode()).words.passages]


class Elements(HTMLParser):
    """Gathers the elements of a page, and whether each is closed where it must be."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note its end."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_golden_sheet_says_the_sum_step_by_step() -> None:
    """Zlab at ARUS: ceiling, both reasons, rate, product, cap and result, each with its figures."""
    assert cells(table_of(page_of(golden()), 5)) == [
        ["5.1", "Ceiling of the host country", "Türkiye", "€750"],
        ["5.2", "First reason to reduce: a short stay", "5 working days: fewer than 5?", "no"],
        ["5.3", "Second reason to reduce: a short way", "1,864 km: less than 200 km?", "no"],
        ["5.4", "Rate", "one reason is enough, and two reduce only once", "100 %"],
        ["5.5", "Sum at that rate, fractions of a euro dropped", "750 \N{MULTIPLICATION SIGN} 100 %", "€750"],
        ["5.6", "Never more than the cap", "the smaller of €750 and €1,100", "€750"],
        ["5.7", "Verdict: Eligible", "every condition is met: this sum is due", "€750"],
    ]


def test_a_short_stay_is_halved_step_by_step() -> None:
    """Four days at ARUS: the first reason says yes, and half of 750 is 375."""
    steps = cells(table_of(page_of(changed("exchange", end="2021-09-16")), 5))
    assert steps[1][2:] == ["4 working days: fewer than 5?", "yes"]
    assert steps[4][2:] == ["750 \N{MULTIPLICATION SIGN} 50 %", "€375"]
    assert steps[-1][-1] == "€375"


def test_the_programme_and_what_the_partnership_pays_are_steps_too() -> None:
    """Six weeks by the month, and a partnership that pays less: each is a step with its figures."""
    case = changed("exchange", end="2021-09-16", partnership_sum_eur=300)
    assert cells(table_of(page_of(case), 5))[-2][2:] == ["the smaller of €375 and €300", "€300"]
    monthly = {**changed("exchange", end="2021-11-12"), "programme": "eye-2020"}
    steps = cells(table_of(page_of(monthly), 5))
    assert ["For each whole month", "750 \N{MULTIPLICATION SIGN} 2", "€1,500"] in [row[1:] for row in steps]


def test_days_that_no_law_counts_are_told() -> None:
    """Half days in a year before the programme: the sheet says that nothing is stated, and goes on."""
    case = {**changed("exchange", form="virtual", half_days=["2021-09-13"]), "on": "2019-01-01"}
    assert "The programme states nothing for 1 January 2019" in page_of(case).sections[2].text[0]


def test_a_virtual_exchange_has_one_step() -> None:
    """What a virtual exchange earns stands there, and no ceiling is halved for it."""
    steps = cells(table_of(page_of(changed("exchange", form="virtual")), 5))
    assert [row[1] for row in steps] == ["A virtual exchange has a sum of its own", "Verdict: Eligible"]
    assert steps[0][-1] == "€0"


def test_each_day_says_what_it_is() -> None:
    """Travel, holiday by name, weekend and closed days count nothing; the count so far is carried along."""
    case = changed("exchange", start="2021-10-28", end="2021-11-02", travel_days=["2021-11-02"])
    case["exchange"]["closed_days"] = ["2021-11-01"]
    assert cells(table_of(page_of(case), 3)) == [
        ["1", "Thu 28 Oct 2021", "working day (half-day holiday: Republic Day (from 1pm))", "1", "1"],
        ["2", "Fri 29 Oct 2021", "public holiday: Republic Day", "0", "1"],
        ["3", "Sat 30 Oct 2021", "weekend", "0", "1"],
        ["4", "Sun 31 Oct 2021", "weekend", "0", "1"],
        ["5", "Mon 1 Nov 2021", "host closed", "0", "1"],
        ["6", "Tue 2 Nov 2021", "travel day", "0", "1"],
    ]


def test_half_days_of_a_virtual_exchange_are_added_up() -> None:
    """Two half days make one working day: the count so far grows with the second."""
    days = ["2021-09-13", "2021-09-14", "2021-09-15"]
    rows = cells(table_of(page_of(changed("exchange", form="virtual", half_days=days)), 3))
    assert [row[2:] for row in rows[:3]] == [
        ["half a working day", "1/2", "0"],
        ["half a working day", "1/2", "1"],
        ["half a working day", "1/2", "1"],
    ]


def test_inputs_stand_as_given_and_as_understood() -> None:
    """A town is looked up, a code is put into words, and what was not stated says so."""
    page = page_of(changed("visiting", town="Mailand", membership=None))
    organisations, exchange = page.sections[0].tables
    rows = {row[0]: row[1:3] for row in cells(organisations)}
    assert rows["Place"][0] == "Mailand"
    assert rows["Place"][1].startswith("45.464")
    assert "centre of Milan, by the GeoNames gazetteer" in rows["Place"][1]
    assert rows["Kind of organisation"] == ["sme", "small or medium-sized company (SME)"]
    assert rows["Membership"] == ["not stated", "not stated"]
    assert cells(exchange)[0] == ["First day at the host", "2021-09-13", "13 September 2021"]


def test_coordinates_are_shown_with_every_digit() -> None:
    """What is computed with is what is shown, in both places where it stands."""
    case = changed("visiting", town=None, lat=45.1234567, lon=11.7654321)
    page = page_of(case)
    assert "45.1234567, 11.7654321" in cells(page.sections[0].tables[0])[3][2]
    assert cells(table_of(page, 4))[0] == ["From: the visitor", "45.1234567, 11.7654321"]


def test_the_law_is_named_with_its_hash_and_day() -> None:
    """Programme, id, version, content hash and day: enough to find the very law again."""
    law = Law.at(read_case(golden()).on)
    said = "\n".join(" ".join(row) for row in cells(table_of(page_of(golden()), 2)))
    assert law.programme.content_hash in said
    assert f"(clusterxchange-2020), version {law.programme.programme.version}" in said
    assert "13 September 2021" in said


@settings(max_examples=25, deadline=None)
@given(cases())
def test_no_finding_source_or_decision_is_left_out(case: dict[str, Any]) -> None:
    """Every question, reason and caution stands there, with an address and the text of each decision named."""
    read = read_case(case)
    verdict = assess_exchange(read, Law.at(read.on, read.programme), with_fixes=False)
    page, english = page_of(case), Language.load()
    answers = "\n".join(" ".join(row) for table in page.sections[5].tables for row in cells(table))
    sources = "\n".join(" ".join(row) for row in cells(table_of(page, 7)))
    for finding in verdict.findings:
        assert plain(english.text(finding.question)) in answers
        assert plain(english.text(finding.reason)) in answers
        assert finding.code in answers
    named = set(re.findall(r"D-\d\d", "\n".join(row[-1] for table in page.sections[5].tables for row in cells(table))))
    shown = {row[0]: row for row in cells(table_of(page, 8))} if page.sections[7].tables else {}
    assert named <= set(shown)
    for number in named:
        assert plain(english.text(decision(number).choice)) in shown[number][2]
    for mark in re.findall(r"\[\d+\]", answers):
        assert mark in sources


def test_what_is_undecided_and_what_is_unchecked_stand_apart() -> None:
    """Each kind of answer has a table of its own, under a heading that says what it is."""
    page = page_of(changed("visiting", membership=None))
    codes = {table.caption.split(":")[0]: " ".join(row[0] for row in cells(table)) for table in page.sections[5].tables}
    assert "OR103" in codes["Undecided"]
    assert "EX203" in codes["Answered"]
    assert "LS407" in codes["Not checked"]
    assert "LS406" in codes["Does not apply to this exchange"]
    assert page.sections[5].notes == ()


@settings(max_examples=40, deadline=None)
@given(cases())
def test_the_steps_end_where_the_verdict_does(case: dict[str, Any]) -> None:
    """The last step before the verdict is the sum of the engine, for whatever case."""
    read = read_case(case)
    verdict = assess_exchange(read, Law.at(read.on, read.programme), with_fixes=False)
    before, last = cells(table_of(page_of(case), 5))[-2:]
    english = Language.load()
    if verdict.eligibility is Eligibility.ELIGIBLE and verdict.lump_sum_eur is not None:
        assert before[-1] == last[-1] == english.euro(verdict.lump_sum_eur)
    if verdict.eligibility is Eligibility.NOT_ELIGIBLE:
        assert last[-1] == "€0"
    if verdict.lump_sum_if_confirmed_eur is not None and verdict.eligibility is Eligibility.UNDECIDED:
        assert before[-1] == english.euro(verdict.lump_sum_if_confirmed_eur)


@pytest.mark.parametrize("language", available_languages())
def test_the_page_is_sound_closed_and_quiet(language: str) -> None:
    """One page that runs nothing, asks no host, says its language, and has headings, headers and landmarks."""
    text = html_sheet(language=language)
    page = Elements(text)
    names = [name for name, _ in page.found]
    assert page.wrong == []
    assert page.open == []
    assert not {"script", "img", "link", "iframe", "form", "object", "input"} & set(names)
    assert not [value for _, attributes in page.found for value in attributes if value.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text
    assert dict(page.found)["html"]["lang"] == language
    assert any("default-src 'none'" in (attributes.get("content") or "") for _, attributes in page.found)
    assert names.count("h1") == names.count("main") == names.count("header") == names.count("footer") == 1
    assert all(attributes.get("scope") in {"col", "row"} for name, attributes in page.found if name == "th")
    assert "--exx-ink" in text


def test_a_hostile_name_stays_text() -> None:
    """Mark-up in a name is shown as it was typed, in every place, and closes nothing."""
    text = html_sheet(changed("visiting", name=HOSTILE))
    page = Elements(text)
    assert page.wrong == []
    assert "script" not in {name for name, _ in page.found}
    assert HOSTILE in words_of(text)


def test_the_app_gets_the_same_page_as_the_command() -> None:
    """What an app offers for download is what `exxtra sheet` writes."""
    assert calculation_sheet_html(golden(), Language.load(), ISSUED, KIT) == html_sheet()


def test_an_exchange_file_makes_the_same_sheet_as_its_case() -> None:
    """The planner's file can be handed over as it is."""
    assert html_sheet({"format": "exxtra-exchange", "version": 1, "case": golden()}) == html_sheet()


@pytest.mark.parametrize("language", available_languages())
def test_no_word_is_left_in_english(language: str) -> None:
    """Each heading of the sheet is in its language."""
    titles = [section.title for section in page_of(golden(), language).sections]
    english = [section.title for section in page_of(golden()).sections]
    assert language == "en" or not set(titles) & set(english)


@settings(max_examples=25, deadline=None)
@given(cases())
def test_the_data_give_the_case_back(case: dict[str, Any]) -> None:
    """What a program reads from the sheet is the case, to the last field."""
    record = read_html(html_sheet(case).encode()).record
    assert record is not None
    inner = record["case"]
    assert isinstance(inner, dict)
    assert read_case(inner) == read_case(case)
