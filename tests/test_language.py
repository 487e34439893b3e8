# SPDX-License-Identifier: BSD-3-Clause
"""How each language writes numbers, sums, distances, days, countries and sentences."""

from __future__ import annotations

import gettext
from datetime import date
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.errors import ExxtraError, InputError, Problem, UnknownTownError
from exxtra_kit.language import LOCALE_FOLDER, Language, available_languages, choose_language
from exxtra_kit.messages import Country, DaySpan, Euro, Kilometres, Listing, Message, msg, plural

if TYPE_CHECKING:
    from exxtra_kit.messages import Value

ENGLISH, ITALIAN = Language.load("en"), Language.load("it")
PO_FILE = LOCALE_FOLDER / "it" / "LC_MESSAGES" / "exxtra_kit.po"
MONDAY, FRIDAY = date(2021, 9, 13), date(2021, 9, 17)
DASH, HARD = "\N{EN DASH}", "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "english", "italian"),
    [
        (5, "5", "5"),
        (1234567, "1,234,567", "1.234.567"),
        (0.5, "0.5", "0,5"),
        (Euro(0), "€0", f"0{HARD}€"),
        (Euro(750), "€750", f"750{HARD}€"),
        (Euro(1100), "€1,100", f"1.100{HARD}€"),
        (Kilometres(200), f"200{HARD}km", f"200{HARD}km"),
        (Kilometres(199.9), f"199.9{HARD}km", f"199,9{HARD}km"),
        (Kilometres(200.0), f"200.0{HARD}km", f"200,0{HARD}km"),
        (Kilometres(999.9), f"999.9{HARD}km", f"999,9{HARD}km"),
        (Kilometres(1000.0), f"1,000{HARD}km", f"1.000{HARD}km"),
        (Kilometres(1864.2), f"1,864{HARD}km", f"1.864{HARD}km"),
        (Country("TR"), "Türkiye", "Turchia"),
        (Country("XK"), "Kosovo", "Kosovo"),
        (Country("QQ"), "QQ", "QQ"),
        (MONDAY, "13 September 2021", "13 settembre 2021"),
        (DaySpan(MONDAY, MONDAY), "13 September 2021", "13 settembre 2021"),
        (DaySpan(MONDAY, FRIDAY), f"13{DASH}17 September 2021", f"13{DASH}17 settembre 2021"),
        (Listing(()), "", ""),
        (Listing(("a",)), "a", "a"),
        (Listing(("a", "b", "c")), "a, b and c", "a, b e c"),
        (Listing((4, 5), any_of=True), "4 or 5", "4 o 5"),
        (Listing((Country("IT"), Euro(5))), "Italy and €5", f"Italia e 5{HARD}€"),
        ("as it is", "as it is", "as it is"),
    ],
)
def test_values(value: Value, english: str, italian: str) -> None:
    """Each kind of value is written as people of that language write it."""
    assert ENGLISH.value(value) == english
    assert ITALIAN.value(value) == italian


@pytest.mark.parametrize(
    ("code", "within", "across"),
    [
        ("de", "13.\N{EN DASH}17. September 2021", "28. September \N{EN DASH} 2. Oktober 2021"),
        ("es", "13\N{EN DASH}17 de septiembre de 2021", "28 de septiembre \N{EN DASH} 2 de octubre de 2021"),
        ("tr", "13\N{EN DASH}17 Eylül 2021", "28 Eylül \N{EN DASH} 2 Ekim 2021"),
    ],
)
def test_spans_in_languages_to_come(code: str, within: str, across: str) -> None:
    """A span keeps the order and the marks of each language of the project."""
    say = Language.load(code)

    assert say.span(MONDAY, FRIDAY) == within
    assert say.span(date(2021, 9, 28), date(2021, 10, 2)) == across


def test_a_span_over_a_month_or_a_year_names_both() -> None:
    """What both days don't share is said twice."""
    assert ENGLISH.span(date(2021, 9, 28), date(2021, 10, 2)) == f"28 September {DASH} 2 October 2021"
    assert ENGLISH.span(date(2021, 12, 28), date(2022, 1, 2)) == f"28 December 2021 {DASH} 2 January 2022"


def test_weekdays() -> None:
    """A day of an agenda has its weekday."""
    assert ENGLISH.weekday(MONDAY) == "Mon 13 Sept"
    assert ITALIAN.weekday(MONDAY) == "lun 13 set"


@pytest.mark.parametrize(("count", "english"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1000, "1,000 days")])
def test_plurals(count: int, english: str) -> None:
    """One is one, everything else is many, nothing too; the number has separators."""
    assert ENGLISH.text(plural("{n} day", "{n} days", n=count)) == english


def test_plurals_in_italian() -> None:
    """The catalogue's forms are chosen by the number."""
    one, many = (ITALIAN.text(plural("{n} working day", "{n} working days", n=number)) for number in (1, 5))

    assert one == "1 giorno lavorativo"
    assert many == "5 giorni lavorativi"


def test_sentences_within_sentences() -> None:
    """A message may be a value of another one."""
    inner = msg("{n} days", n=3)

    assert ENGLISH.text(msg("Only {counted}: {list}.", counted=inner, list=Listing((inner, "x")))) == (
        "Only 3 days: 3 days and x."
    )


def test_a_marked_word_is_translated() -> None:
    """A string that is a key of the catalogue is looked up; the empty one stays empty, not the catalogue's head."""
    assert ITALIAN.text(msg("Eligible")) != "Eligible"
    assert ITALIAN.text("Eligible") == ITALIAN.text(msg("Eligible"))
    assert ITALIAN.text("") == ITALIAN.text(Message("")) == ""


@given(st.text())
def test_outside_text_is_never_a_template(text: str) -> None:
    """Braces in what people typed stay what they typed."""
    assert ENGLISH.text(msg("<{found}>", found=text)) == f"<{text}>"


def test_available_languages() -> None:
    """English comes first, Italian is there; a language is offered once it has a catalogue."""
    assert available_languages()[:2] == ("en", "it")
    for code in available_languages()[1:]:
        assert (LOCALE_FOLDER / code / "LC_MESSAGES" / "exxtra_kit.mo").is_file()


@pytest.mark.parametrize(
    ("wishes", "chosen"),
    [
        (("it",), "it"),
        (("IT",), "it"),
        (("it-CH",), "it"),
        (("it_IT.UTF-8",), "it"),
        ((None, "", "it"), "it"),
        (("xx", "it"), "it"),
        (("en-US", "it"), "en"),
        (("xx",), "en"),
        ((" it ",), "it"),
        (("../it",), "en"),
        ((), "en"),
    ],
)
def test_choose_language(wishes: tuple[str | None, ...], chosen: str) -> None:
    """The first wish that can be shown is taken, however it is written; else English."""
    assert choose_language(*wishes) == chosen


def test_a_language_without_a_catalogue_shows_english_words() -> None:
    """Words fall back to English; numbers are written as that language does."""
    danish = Language("da")

    assert danish.text(msg("A text that no catalogue has")) == "A text that no catalogue has"
    assert danish.number(1234.5) == "1.234,5"


def test_languages_name_themselves() -> None:
    """A language switch shows each language's own name for itself."""
    assert [Language(code).name for code in ("en", "it", "de", "ca")] == ["English", "Italiano", "Deutsch", "Català"]


def test_the_compiled_catalogue_is_the_source() -> None:
    """Every Italian sentence that is shown is the one of the source file: it was compiled since its last change."""
    with PO_FILE.open("rb") as lines:
        source = read_po(lines, locale="it")
    compiled = gettext.translation("exxtra_kit", LOCALE_FOLDER, ["it"])

    assert len(source) > 100
    for entry in source:
        if not entry.id:
            continue
        if isinstance(entry.id, str):
            assert compiled.gettext(entry.id) == entry.string
        else:
            one, many = entry.id
            assert [compiled.ngettext(one, many, number) for number in (1, 2)] == list(entry.string or ())[:2]


def test_errors_speak_english_by_themselves() -> None:
    """The text of an exception is its message in English, for a log."""
    assert str(ExxtraError(msg("{n} files", n=1000))) == "1,000 files"
    assert str(InputError((Problem("a.b", msg("Wrong.")), Problem("", msg("All wrong."))))) == "a.b: Wrong.\nAll wrong."


def test_an_unknown_town_proposes_what_was_meant() -> None:
    """With suggestions the sentence asks; without it says what to do."""
    asked = str(UnknownTownError("Cereaa", "IT", ("Cerea", "Ceres")))
    told = str(UnknownTownError("Xq", "IT"))

    assert asked == (
        "The town “Cereaa” is not known in Italy. Did you mean Cerea or Ceres? Otherwise give latitude and longitude."
    )
    assert told.endswith("Check the spelling and the country, or give latitude and longitude.")


def test_problems_are_described_in_a_language() -> None:
    """The field's name stays as the case file has it; the sentence is in the language."""
    error = InputError((Problem("host.town", UnknownTownError("Xq", "TR").message),))

    assert error.describe(ITALIAN).startswith("host.town: ")
    assert "Turchia" in error.describe(ITALIAN)


@pytest.mark.parametrize(
    ("code", "day", "month", "name"),
    [
        ("en", "13 September", "Sept", "Catalan"),
        ("it", "13 settembre", "set", "Catalano"),
        ("de", "13. September", "Sep", "Katalanisch"),
    ],
)
def test_parts_of_days_and_names_of_languages(code: str, day: str, month: str, name: str) -> None:
    """A day without its year, a month in short, a language as it stands in a list; of an unknown one its code."""
    language = Language.load(code)

    assert (language.day_and_month(MONDAY), language.month(MONDAY)) == (day, month)
    assert (language.language_name("ca"), language.language_name("qqq")) == (name, "Qqq")
