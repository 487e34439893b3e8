# SPDX-License-Identifier: BSD-3-Clause
"""Which week is best, in words and as a small calendar."""

from __future__ import annotations

import re
from datetime import date

import pytest

from exxtra_kit.casefile import read_case
from exxtra_kit.language import Language
from exxtra_kit.matching.weeks import Week, weeks
from exxtra_kit.render.weeks import answer_words, calendar_html, season_html

ENGLISH, ITALIAN = Language.load(), Language.load("it")
EURO, DASH = "\N{EURO SIGN}", "\N{EN DASH}"
HALVED, FULL, FIRST = date(2022, 6, 20), date(2022, 6, 27), date(2022, 1, 3)


def season_of(
    country: str = "ES", town: str = "Barcelona", *, start: str = "2022-06-20", **visitor: object
) -> tuple[Week, ...]:
    """Return the season of five days at a host, for a small company of Cerea."""
    visiting = {
        "type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "previous_visits": 0, **visitor
    }  # fmt: skip
    host = {"type": "cluster_organisation", "country": country, "town": town, "membership": "eccp_cluster"}
    end = date.fromordinal(date.fromisoformat(start).toordinal() + 4)
    return weeks(read_case({"visiting": visiting, "host": host, "exchange": {"start": start, "end": end}}))


def text_of(markup: str) -> str:
    """Return mark-up without its tags."""
    return re.sub(r"<[^>]*>", "", markup)


def buttons(markup: str) -> dict[str, str]:
    """Return each button for a week by its first day."""
    return {re.search(r'data-week="([^"]*)"', one)[1]: one for one in re.findall(r"<button.*?</button>", markup)}  # type: ignore[index]


def test_the_sentence_names_the_best_weeks_and_the_others() -> None:
    """How many weeks have the full sum, and which near ones don't, with the holiday."""
    season = season_of()
    said = text_of(season_html(season, FULL, ENGLISH))
    best = sum(week.verdict.lump_sum_eur == 830 for week in season)

    assert f"Best: full sum, {EURO}830, in {best} of {len(season)} weeks, yours among them." in said
    assert f"Less in {len(season) - best} weeks, among them those of" in said
    assert "20 June (Saint John the Baptist)" in said


def test_a_week_that_is_not_among_them_gets_the_nearest_offered() -> None:
    """One button takes the nearest best week; whoever has one needs none."""
    offered = season_html(season_of(), HALVED, ENGLISH)

    assert "not in yours" in offered
    assert f"Use 27 June {DASH} 1 July 2022" in buttons(offered)["2022-06-27"]
    assert buttons(season_html(season_of(), FULL, ENGLISH)) == {}


def test_few_exceptions_are_all_named() -> None:
    """Up to four are listed, and nothing is said of others."""
    season = tuple(week for week in season_of() if date(2022, 6, 1) < week.start < date(2022, 7, 15))
    said = text_of(season_html(season, FULL, ENGLISH))

    assert "Less in the weeks of 6 June (Pentecost Monday) and 20 June (Saint John the Baptist)." in said


def test_weeks_without_any_sum_are_told_from_those_with_less() -> None:
    """At the end of Ramadan only two working days are left in T\u00fcrkiye: nothing is paid that week."""
    season = season_of("TR", "Ankara", start="2022-05-02")
    said = text_of(season_html(season, date(2022, 5, 2), ENGLISH))

    assert "A lower sum or none in the weeks of 2 May (Eid al-Fitr), " in said
    few = tuple(week for week in season if date(2022, 4, 24) < week.start < date(2022, 5, 12))
    assert "A lower sum or none in the week of 2 May (Eid al-Fitr)." in text_of(season_html(few, FULL, ENGLISH))


def test_all_weeks_alike_are_said_in_one_sentence() -> None:
    """Where no holiday costs anything nothing is listed."""
    season = tuple(week for week in season_of() if week.verdict.lump_sum_eur == 830)

    assert f"In every week: full sum, {EURO}830." in text_of(season_html(season, FULL, ENGLISH))


def test_where_nothing_is_possible_there_is_no_calendar() -> None:
    """The own country: one sentence, no button, no place for a calendar."""
    season = season_of("IT", "Pistoia")
    markup = season_html(season, HALVED, ENGLISH)

    assert "Not possible in any week of 2022." in text_of(markup)
    assert "data-part" not in markup + calendar_html(season, ENGLISH)
    assert buttons(markup) == {}


def test_outside_the_programme_is_said() -> None:
    """No week at all: the sentence says why."""
    assert "does not run in 2024" in text_of(season_html((), date(2024, 6, 17), ENGLISH))
    assert calendar_html((), ENGLISH) == ""


def test_the_calendar_has_a_row_a_month_and_a_button_a_week() -> None:
    """Each week stands in the row of its first day's month, under its number, with a sign and not only a colour."""
    season = season_of()
    markup = calendar_html(season, ENGLISH)
    rows = re.findall(r"<tr>.*?</tr>", markup)

    assert [re.search(r'scope="row">(.*?)<', row)[1] for row in rows][:6] == ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]  # type: ignore[index]
    assert list(buttons(markup)) == [week.start.isoformat() for week in season]
    assert list(buttons(rows[5])) == ["2022-06-06", "2022-06-13", "2022-06-20", "2022-06-27"]
    assert text_of(buttons(markup)["2022-06-20"]) == "20 \u25d0"
    assert text_of(buttons(markup)["2022-06-27"]) == "27 \u25cf"
    assert "\u25cf full sum \N{MIDDLE DOT} \u25d0 half sum" in text_of(markup)


@pytest.mark.parametrize(
    ("language", "day", "spoken"),
    [
        (ENGLISH, HALVED, f"20{DASH}24 June 2022: half sum, {EURO}415, 4 working days, Saint John the Baptist"),
        (ENGLISH, FULL, f"27 June {DASH} 1 July 2022: full sum, {EURO}830, 5 working days"),
        (ITALIAN, FULL, f"27 giugno {DASH} 1 luglio 2022: "),
    ],
)
def test_a_week_can_be_heard(language: Language, day: date, spoken: str) -> None:
    """A screen reader hears days, answer, sum, working days and holidays."""
    assert f'aria-label="{spoken}' in buttons(calendar_html(season_of(), language))[day.isoformat()]


def test_the_best_weeks_are_marked() -> None:
    """All of them, and no other."""
    season = season_of()
    marked = {day for day, button in buttons(calendar_html(season, ENGLISH)).items() if "exx-map-best" in button}

    assert marked == {week.start.isoformat() for week in season if week.verdict.lump_sum_eur == 830}


def test_what_is_open_has_the_sign_of_doubt() -> None:
    """Without membership every week is open; a halved one has both signs, and no sum is promised."""
    season = season_of(membership="")
    markup = buttons(calendar_html(season, ENGLISH))

    assert text_of(markup["2022-06-27"]) == "27 ?"
    assert text_of(markup["2022-06-20"]) == "20 ?\u25d0"
    assert f"{EURO}830 if confirmed" in markup["2022-06-27"]
    assert f"Best: {EURO}830 if confirmed, in" in text_of(season_html(season, FULL, ENGLISH))


def test_a_sum_that_is_not_known_is_said() -> None:
    """The United Kingdom has no published ceiling: no sum is made up."""
    season = season_of("GB", "York", start="2021-06-07")

    assert {ENGLISH.text(answer_words(week)) for week in season} <= {
        "not decided yet, sum not known",
        "full sum, sum not known",
        "half sum, sum not known",
        "not possible",
    }


@pytest.mark.parametrize("chosen", [HALVED, FULL, FIRST])
def test_the_calendar_is_the_same_for_each_choice(chosen: date) -> None:
    """A stay that is moved by weeks has the same season, so that its calendar need not be sent again."""
    assert calendar_html(season_of(start=chosen.isoformat()), ENGLISH) == calendar_html(season_of(), ENGLISH)
