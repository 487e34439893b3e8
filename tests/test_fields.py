# SPDX-License-Identifier: BSD-3-Clause
"""Each field from outside: what is taken, and what is said of what is not."""

from __future__ import annotations

import copy
import math
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from exxtra_kit import read_case
from exxtra_kit.errors import InputError, Problem
from exxtra_kit.language import Language

ENGLISH = Language.load("en")
GOOD: dict[str, dict[str, Any]] = {
    "visiting": {"type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "previous_visits": 0},
    "host": {"name": "ARUS", "type": "cluster_organisation", "country": "TR", "town": "Ankara"},
    "exchange": {"start": "2021-09-13", "end": "2021-09-17"},
}
DEEP: list[Any] = []
for _ in range(3000):
    DEEP = [DEEP]


def changed(name: str, value: object) -> dict[str, Any]:
    """Return a good case with one field, by its dotted name, changed."""
    case: dict[str, Any] = copy.deepcopy(GOOD)
    section, _, key = name.rpartition(".")
    (case[section] if section else case)[key] = value
    return case


def problems(case: dict[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong with a case."""
    with pytest.raises(InputError) as caught:
        read_case(case)
    return caught.value.problems


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("exchange.start", "2021-02-30", ["“2021-02-30”", "like 2021-09-13"]),
        ("exchange.start", "13/09/2021", ["“13/09/2021”"]),
        ("exchange.start", "next week", ["“next week”"]),
        ("exchange.start", 20210913, ["“20210913”"]),
        ("exchange.start", True, ["“True”"]),
        ("exchange.start", datetime(2021, 9, 13, 9, 0), ["2021-09-13 09:00:00"]),  # noqa: DTZ001 (as TOML reads it)
        ("exchange.start", date(1999, 12, 31), ["between the years 2000 and 2100"]),
        ("exchange.start", "0001-01-01", ["between the years 2000 and 2100"]),
        ("exchange.end", "9999-12-31", ["between the years 2000 and 2100"]),
        ("exchange.end", "2021-09-12", ["12 September 2021", "is before the first day", "13 September 2021"]),
        ("exchange.end", "2031-09-17", ["would last 3,657 days", "Check the years"]),
        ("on", "yesterday", ["“yesterday”"]),
        ("visiting.town", "Cereaa", ["“Cereaa” is not known in Italy", "Did you mean Cerea"]),
        ("visiting.town", "Xqzwvkjy", ["not known in Italy", "latitude and longitude"]),
        ("visiting.town", 5, ["A text is expected", "5"]),
        ("visiting.town", ["Cerea"], ["A text is expected"]),
        ("visiting.country", "QQ", ["There is no country “QQ”", "ISO 3166-1"]),
        ("visiting.country", "EU", ["There is no country “EU”"]),
        ("visiting.country", "ITA", ["There is no country “ITA”"]),
        ("visiting.country", "Italy", ["For Italy write IT"]),
        ("host.country", "türkiye", ["For Türkiye write TR"]),
        ("visiting.country", 39, ["There is no country “39”"]),
        ("visiting.country", ["IT"], ["There is no country"]),
        ("visiting.type", "company", ["“company” is not known here", "sme", "large_company"]),
        ("visiting.type", "SME", ["“SME” is not known here"]),
        ("visiting.membership", "eccp", ["“eccp” is not known here", "eccp_cluster"]),
        ("visiting.membership", False, ["“False” is not known here"]),
        ("exchange.form", "phsyical", ["“phsyical” is not known here", "physical or virtual"]),
        ("programme", "clusterxchange-2019", ["“clusterxchange-2019” is not known here", "clusterxchange-2020"]),
        ("visiting.previous_visits", -1, ["whole number from 0", "-1"]),
        ("visiting.previous_visits", 1.0, ["whole number from 0"]),
        ("visiting.previous_visits", True, ["whole number from 0", "True"]),
        ("visiting.previous_visits", "0", ["whole number from 0"]),
        pytest.param("visiting.previous_visits", 10**400, ["whole number from 0 to 1,000"], id="400 digits"),
        pytest.param("visiting.previous_visits", 16**6000, ["whole number from 0 to 1,000"], id="7000 digits"),
        ("exchange.host_region", "DE-SN", ["no region “DE-SN”", "Türkiye"]),
        ("exchange.host_region", 7, ["A text is expected"]),
        ("exchange.travel_days", ["2021-09-18"], ["18 September 2021 is outside the stay"]),
        ("exchange.travel_days", ["2021-09-31"], ["“2021-09-31” is not a day"]),
        ("exchange.travel_days", "2021-09-13", ["A list of at most 100 days", "2021-09-13"]),
        ("exchange.closed_days", {"a": 1}, ["A list of at most 100 days"]),
        ("exchange.closed_days", ["2021-09-13"] * 101, ["A list of at most 100 days"]),
        ("exchange.closed_days", [None, 5], ["“5” is not a day"]),
        ("visiting.support_kind", "fablab", ["“fablab” is not known here", "fab_lab"]),
        ("visiting.staff", -1, ["whole number from 0 to 10,000,000"]),
        ("visiting.turnover_eur", 1.5, ["whole number from 0"]),
        ("visiting.registered_in", ["IT", "QQ"], ["There is no country “QQ”"]),
        ("visiting.registered_in", ["IT"] * 51, ["A list of at most 50 words", "list"]),
        ("visiting.registered_in", {"IT": 1}, ["A list of at most 50 words", "dict"]),
        pytest.param("visiting.registered_in", [DEEP], ["There is no country “list”"], id="deep list in a list"),
        ("host.representative_nationality", "Swiss", ["There is no country “Swiss”"]),
        ("host.representative_permit", "yes", ["Yes or no is expected here (true or false), found: yes"]),
        ("host.representative_business", 1, ["Yes or no is expected"]),
        ("exchange.purposes", ["fun"], ["“fun” is not known here", "networking"]),
        ("exchange.group_visitors", 0, ["whole number from 1 to 1,000"]),
        ("exchange.partnership_sum_eur", "450", ["whole number from 0"]),
        ("exchange.half_days", ["2021-09-18"], ["18 September 2021 is outside the stay"]),
        ("exchange.slots", {"start": "2021-09-13"}, ["A list of at most 50 sections", "dict"]),
        ("exchange.slots", ["2021-09-13"], ["Each item must be a section with fields, found: 2021-09-13"]),
        ("exchange.slots", [{"start": "2021-09-13"}], ["Slot 1 can't be used"]),
        ("exchange.slots", [{"start": "2021-09-14", "end": "2021-09-13"}], ["Slot 1 can't be used"]),
        pytest.param(
            "exchange.slots",
            [{"start": "2021-09-13", "end": "2021-09-14"}, {"start": "2021-09-14", "end": "2021-09-17"}],
            ["Slot 2 can't be used", "after the one before has ended"],
            id="slots that overlap",
        ),
        ("visiting.name", "x" * 201, ["too long: at most 200 characters"]),
        ("visiting.name", 3.5, ["A text is expected"]),
        pytest.param("visiting.name", DEEP, ["A text is expected", "list"], id="deep list as name"),
        pytest.param("visiting.country", DEEP, ["There is no country “list”"], id="deep list as country"),
    ],
)
def test_a_wrong_field_is_one_problem(field: str, value: object, words: list[str]) -> None:
    """A wrong value is one problem, at its field, in a short sentence that says what was found and what to do."""
    (problem,) = problems(changed(field, value))

    sentence = ENGLISH.text(problem.message)
    assert problem.field == field
    for word in words:
        assert word in sentence
    assert sentence.endswith((".", "…")) or "found: " in sentence
    assert len(sentence) < 400


@pytest.mark.parametrize(
    ("lat", "lon", "field"),
    [
        (95, 11.2, "lat"),
        (-90.5, 11.2, "lat"),
        (math.nan, 11.2, "lat"),
        (math.inf, 11.2, "lat"),
        (True, 11.2, "lat"),
        ("45.19", 11.2, "lat"),
        (10**400, 11.2, "lat"),
        (45.19, 181, "lon"),
        (45.19, -math.inf, "lon"),
        (45.19, None, "lon"),
        (None, 11.2, "lat"),
    ],
)
def test_wrong_coordinates_are_one_problem(lat: object, lon: object, field: str) -> None:
    """A coordinate that is out of range, no number or alone is one problem, at its field."""
    case = changed("visiting.lat", lat)
    case["visiting"]["lon"] = lon

    (problem,) = problems(case)

    assert problem.field == f"visiting.{field}"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("visiting.contry", "country"),
        ("visiting.membershp", "membership"),
        ("exchange.travel_day", "travel_days"),
        ("host.tpye", "type"),
        ("program", "programme"),
        ("hosts", "host"),
    ],
)
def test_an_unknown_field_is_refused_with_the_one_meant(name: str, meant: str) -> None:
    """A slip of the pen in a field's name is a problem that proposes the right name."""
    (problem,) = problems(changed(name, "x"))

    assert problem.field == name
    assert problem.suggestions == (meant,)
    assert f"Did you mean {meant}?" in ENGLISH.text(problem.message)


def test_an_unknown_field_like_no_other_lists_the_known() -> None:
    """Where nothing is similar, the known fields are listed."""
    (problem,) = problems(changed("exchange.quux", 1))

    assert "Known: start, end, form" in ENGLISH.text(problem.message)


def test_many_unknown_fields_are_not_all_listed() -> None:
    """A file of another kind with thousands of fields is refused in a few lines."""
    assert len(problems(GOOD | {f"field {number}": 1 for number in range(5000)})) == 20


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        (("visiting.town", "Cereaa"), "Cerea"),
        (("visiting.country", "Italy"), "IT"),
        (("visiting.country", "Italia"), "IT"),
        (("visiting.country", "Turkey"), "TR"),
        (("visiting.country", "Dänemark"), "DK"),
        (("visiting.type", "sm"), "sme"),
        (("exchange.form", "virtul"), "virtual"),
    ],
)
def test_what_was_meant_is_proposed(field: tuple[str, object], meant: str) -> None:
    """Where a value looks like a right one, that is the first suggestion."""
    (problem,) = problems(changed(*field))

    assert problem.suggestions[0] == meant


@pytest.mark.parametrize(
    ("country", "code"), [("it", "IT"), (" IT ", "IT"), ("EL", "GR"), ("UK", "GB"), ("gb", "GB"), ("XK", "XK")]
)
def test_countries_are_taken_as_people_write_them(country: str, code: str) -> None:
    """Small letters, spaces, and the EU's own codes for Greece and the United Kingdom are understood."""
    case = changed("visiting.country", country)
    del case["visiting"]["town"]

    assert read_case(case).visiting.country == code


def test_control_characters_never_reach_a_screen() -> None:
    """A name loses its control characters; a message does not repeat those of a wrong value."""
    read = read_case(changed("visiting.name", "  Zlab\x1b[31m\n\tS.r.l.\x00\ud800 "))
    (problem,) = problems(changed("visiting.country", "I\x1b]0;T\x07"))

    assert read.visiting.name == "Zlab [31m S.r.l."
    assert ENGLISH.text(problem.message).isprintable()


@pytest.mark.parametrize("empty", ["", "   ", None])
@pytest.mark.parametrize("field", ["visiting.town", "visiting.type", "visiting.membership", "exchange.end", "on"])
def test_empty_is_missing_not_wrong(field: str, empty: object) -> None:
    """An empty field of a form is a fact that is not known."""
    case = read_case(changed(field, empty))

    assert case.on == date(2021, 9, 13)


def test_days_are_sorted_and_counted_once() -> None:
    """A list of days is put in order, each day once."""
    days = ["2021-09-16", date(2021, 9, 14), "2021-09-16"]

    assert read_case(changed("exchange.closed_days", days)).exchange.closed_days == (
        date(2021, 9, 14),
        date(2021, 9, 16),
    )


def test_the_longest_stay_that_is_read() -> None:
    """Two years are read, one day more is taken for a slip of the pen."""
    start = date(2021, 9, 13)

    read_case(changed("exchange.end", start + timedelta(days=730)))
    (problem,) = problems(changed("exchange.end", start + timedelta(days=731)))

    assert problem.field == "exchange.end"
    assert "732 days" in ENGLISH.text(problem.message)


@pytest.mark.parametrize(
    ("country", "given", "code"), [("DE", "de-sn", "DE-SN"), ("ES", " ES-CT ", "ES-CT"), ("FR", "FR-57", "FR-57")]
)
def test_a_region_of_the_host_is_taken(country: str, given: str, code: str) -> None:
    """A region that has holidays of its own is taken in any capitals."""
    case = changed("exchange.host_region", given)
    case["host"] = {"country": country}

    assert read_case(case).exchange.host_region == code


def test_a_region_of_another_country_is_refused_with_the_known_ones() -> None:
    """For Germany the Länder are listed."""
    case = changed("exchange.host_region", "ES-CT")
    case["host"] = {"country": "DE"}

    (problem,) = problems(case)

    assert problem.field == "exchange.host_region"
    assert "DE-SN" in ENGLISH.text(problem.message)


def test_a_last_day_that_the_slots_contradict() -> None:
    """First and last day may be left out beside slots; if they are there they must agree."""
    case = copy.deepcopy(GOOD)
    case["exchange"]["slots"] = [{"start": "2021-09-13", "end": "2021-09-15"}]
    (problem,) = problems(case)

    assert problem.field == "exchange.end"
    assert "The slots say 15 September 2021, this says 17 September 2021" in ENGLISH.text(problem.message)
