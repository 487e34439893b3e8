# SPDX-License-Identifier: BSD-3-Clause
"""An HTML sheet that was altered fails, wherever; one that was not holds, or says what has changed since."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.documents.sheet import checking
from exxtra_kit.documents.sheet.checking import check_sheet
from exxtra_kit.errors import SheetError
from exxtra_kit.language import available_languages
from exxtra_kit.parameters import OWN_PROGRAMMES, load_programme
from exxtra_kit.render.sheet import Origin
from tests.documents.sheets import (
    KIT,
    ORIGIN,
    Remembered,
    changed,
    check,
    digits,
    golden,
    html_sheet,
    other_digit,
    said,
    sealed,
)
from tests.strategies import cases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHEET = html_sheet()
REMEMBERED = Remembered()


@settings(max_examples=15, deadline=None)
@given(cases(), st.sampled_from(available_languages()))
def test_a_sheet_that_nobody_touched_holds(case: dict[str, Any], language: str) -> None:
    """Whatever the case, eligible or not, in every language."""
    answer = check(html_sheet(case, language=language))
    assert answer.holds, said(answer)


def test_every_digit_altered_by_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each digit of the file in turn, seen or unseen: figures, days, sums, data, checksum, style."""
    monkeypatch.setattr(checking, "_differences", lambda _file, _again: ())  # only the answer counts here
    compute = Remembered()
    held = []
    for place in digits(SHEET):
        try:
            if check_sheet(other_digit(SHEET, place).encode(), compute, ORIGIN.made_with).holds:
                held.append(SHEET[place - 40 : place + 1])
        except SheetError:
            continue
    assert len(digits(SHEET)) > 1000
    assert held == []


def test_every_visible_digit_fails_even_with_a_new_checksum(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who alters a figure that is seen (every third is tried) and seals it anew is found by computing again."""
    monkeypatch.setattr(checking, "_differences", lambda _file, _again: ())
    compute = Remembered()
    start, end = SHEET.index("<body"), SHEET.index('<code id="exx-sheet-checksum"')
    places = [place for place in digits(SHEET) if start < place < end][::3]
    held = [
        SHEET[place - 40 : place + 1]
        for place in places
        if check_sheet(sealed(other_digit(SHEET, place)).encode(), compute, ORIGIN.made_with).holds
    ]
    assert len(places) > 300
    assert held == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SHEET) - 1), st.characters(exclude_categories=["Cs"]))
def test_any_sign_altered_fails(place: int, sign: str) -> None:
    """Not only digits: any sign of the page put in place of another."""
    altered = SHEET[:place] + sign + SHEET[place + 1 :]
    if altered.replace("\r\n", "\n") == SHEET:
        return
    try:
        assert not check_sheet(altered.encode(), REMEMBERED, ORIGIN.made_with).holds
    except SheetError:
        return


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("€750", "€760", "5. The sum, 5.1: the sheet says: €760 / computed again: €750"),
        ("<bdi>1,864.246 km</bdi>", "<bdi>1,864.247 km</bdi>", "1,864.247 km / computed again: 1,864.246 km"),
        ("This sheet is a computation, not a decision. ", "", "head or foot of the sheet"),
        (";2021-09-17&quot;", ";2021-09-16&quot;", "/ computed again: €375"),
        ("color: var(--exx-ink)", "color: transparent", "what is not seen: marks, style, data"),
        ("2021-09-13&quot;,", "2021-13-13&quot;,", "Its inputs can't be used"),
        ("&quot;format&quot;", "&quot;from&quot;", "Its inputs can't be used"),
    ],
)
def test_it_says_what_differs(old: str, new: str, expected: str) -> None:
    """The place, what the sheet says there, and what is computed; the altered word first."""
    assert old in SHEET
    answer = check(SHEET.replace(old, new))
    assert not answer.holds
    assert "it was altered after it was made" in said(answer)
    assert expected in said(answer)


def test_a_false_sum_with_a_true_checksum_is_still_false() -> None:
    """The answer says that the checksum fits all the same, and what the inputs give."""
    answer = check(sealed(SHEET.replace("€750", "€1,050")))
    assert not answer.holds
    assert "Its checksum fits" in said(answer)
    assert "the sheet says: €1,050 / computed again: €750" in said(answer)


def test_line_ends_of_another_system_change_nothing() -> None:
    """A mail program may write other line ends, or a mark before the text."""
    assert check("\ufeff" + SHEET.replace("\n", "\r\n")).holds


def test_a_changed_programme_file_that_changes_nothing_here_holds() -> None:
    """Another version and content hash, the same values: every word is compared, and the change is told."""
    old = html_sheet(origin=Origin(ORIGIN.made_with, "1.9.0", "ab" * 32))
    answer = check(old)
    assert answer.holds
    assert "The programme file clusterxchange-2020 has changed since: version 1.9.0" in said(answer)
    assert "every word and every figure" in said(answer)


OWN = """
[programme]
id = "own"
title = "Own"
version = "1.0.0"
description = "A programme of somebody's own."
builds_on = "clusterxchange-2020"

[[parameters.{name}.values]]
from = 2020-02-03
value = {value}
confidence = "P"
reference = "S2"
last_checked = 2026-11-22
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder of somebody's own programmes."""
    monkeypatch.setenv(OWN_PROGRAMMES, str(tmp_path))
    load_programme.cache_clear()
    yield tmp_path / "own.toml"
    load_programme.cache_clear()


def rewritten(path: Path, name: str, value: object) -> None:
    """Write the own programme anew, with one value of its own."""
    path.write_text(OWN.format(name=name, value=value), encoding="utf-8")
    load_programme.cache_clear()


def test_a_changed_value_that_leaves_the_sum_says_so(own: Path) -> None:
    """The cap falls from 1,100 to 900: 750 still holds, the value is named, the words were not compared."""
    rewritten(own, "cap_eur", 1100)
    sheet = html_sheet({**golden(), "programme": "own"})
    rewritten(own, "cap_eur", 900)
    answer = check(sheet)
    assert answer.holds
    assert "The verdict and the sum still hold: Eligible, €750." in said(answer)
    assert "1100 then, 900 now." in said(answer)
    assert "Not checked word by word" in said(answer)


def test_a_changed_value_that_changes_the_sum_fails(own: Path) -> None:
    """The cap falls to 700: the sheet's 750 does not hold any more, and what it would be today is told."""
    rewritten(own, "cap_eur", 1100)
    sheet = html_sheet({**golden(), "programme": "own"})
    rewritten(own, "cap_eur", 700)
    answer = check(sheet)
    assert not answer.holds
    assert "It says: Eligible, €750. Computed today it would be: Eligible, €700." in said(answer)
    # The same sheet, its shown sum altered and sealed anew to what holds today: found by its data.
    assert not check(sealed(sheet.replace("€750", "€700"))).holds


def test_a_false_sum_is_found_though_the_programme_has_changed(own: Path) -> None:
    """Where only verdict and sum are compared, the sum that is shown must be the one of the data."""
    rewritten(own, "cap_eur", 1100)
    sheet = html_sheet({**golden(), "programme": "own"})
    rewritten(own, "cap_eur", 1000)
    assert check(sheet).holds
    assert not check(sealed(sheet.replace("€750", "€1,000"))).holds
    assert not check(sheet.replace("€750", "€1,000")).holds


def test_a_programme_that_is_not_here_is_told(own: Path) -> None:
    """A sheet of a programme whose file is missing can't be computed; it is not called altered."""
    rewritten(own, "cap_eur", 1100)
    sheet = html_sheet({**golden(), "programme": "own"})
    own.unlink()
    load_programme.cache_clear()
    with pytest.raises(SheetError, match="can't be computed again here"):
        check(sheet)


def test_another_version_of_the_kit_is_told() -> None:
    """Same words, other kit: it holds, and says with what it was made and with what it was checked."""
    answer = check(html_sheet(origin=Origin.of_kit("0.0.9")))
    assert answer.holds
    assert f"It was made with exxtra-kit 0.0.9; here is {KIT}." in said(answer)


def test_other_words_of_another_kit_rest_on_the_checksum() -> None:
    """A sheet that another kit worded otherwise: verdict and sum are compared, the rest is said to be unchecked."""
    old = html_sheet(origin=Origin.of_kit("0.0.9")).replace("Everything below is computed", "All below is computed")
    answer = check(sealed(old))
    assert answer.holds
    assert "all that speaks for the words" in said(answer)
    assert not check(old).holds


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[visiting]\nname = 'Zlab'",
        b"<!DOCTYPE html><html><body>Eligible</body></html>",
        SHEET.replace("exx-sheet-data", "exx").encode(),
        (SHEET + SHEET).encode(),
        b"%PDF-1.7\nnothing",
        b"%PDF-1.7\n" + b"1 0 obj <</Length 9>> stream" * 50,
        b"x" * 10_000_001,
    ],
    ids=[str(number) for number in range(9)],
)
def test_what_is_no_sheet_is_told(content: bytes) -> None:
    """Something else, half a sheet, two in one, a broken PDF, one that is too large: one clear sentence."""
    with pytest.raises(SheetError, match="This is not a calculation sheet"):
        check(content)


def test_a_newer_sheet_is_told() -> None:
    """A sheet of a format to come is neither held nor refused: it can't be checked here."""
    newer = sealed(SHEET.replace("&quot;version&quot;: 1\n", "&quot;version&quot;: 2\n"))
    with pytest.raises(SheetError, match="newer version of exxtra_kit"):
        check(newer)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["format", "version", "language", "issued", "programme", "case", "made_with", "result"]),
        st.none() | st.integers() | st.text(max_size=5) | st.dictionaries(st.text(max_size=3), st.integers()),
        min_size=1,
    )
)
def test_broken_data_never_hold_and_never_crash(altered: dict[str, Any]) -> None:
    """Whatever stands in the data, sealed or not: it fails, or is told to be unreadable."""
    found = re.search(r'(<pre id="exx-sheet-data"[^>]*>)(.*?)(</pre>)', SHEET, re.DOTALL)
    assert found
    record = {**json.loads(found[2].replace("&quot;", '"')), **altered}
    text = json.dumps(record, indent=1, sort_keys=True).replace("&", "&amp;").replace('"', "&quot;")
    page = SHEET[: found.start(2)] + text.replace("<", "&lt;").replace(">", "&gt;") + SHEET[found.end(2) :]
    for one in (page, sealed(page)):
        if one == SHEET:
            continue
        try:
            answer = check(one)
        except SheetError:
            continue
        assert not answer.holds or "result" in altered or "made_with" in altered


def test_half_a_character_does_not_spoil_the_sheet() -> None:
    """A lone surrogate that a browser sent becomes a question mark in the data, and the sheet holds."""
    assert check(html_sheet(changed("visiting", name="Zlab \ud800 S.r.l."))).holds


def test_a_case_of_the_near_side_holds_too() -> None:
    """A halved sheet with travel and closed days is as sound as the golden one."""
    case = changed("exchange", end="2021-09-16", travel_days=["2021-09-13"], closed_days=["2021-09-14"])
    assert check(html_sheet(case, language="it")).holds
