# SPDX-License-Identifier: BSD-3-Clause
"""The door: files and plain data, good, broken and hostile."""

from __future__ import annotations

import contextlib
import copy
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exxtra_kit import assess_exchange, load_case, read_case
from exxtra_kit.casefile import LARGEST_FILE_BYTES, parse_case_text
from exxtra_kit.errors import InputError
from exxtra_kit.language import Language
from exxtra_kit.models import Purpose
from exxtra_kit.parameters import Law
from exxtra_kit.rules import RULES
from tests.strategies import cases, outside_data

if TYPE_CHECKING:
    from pathlib import Path

    from exxtra_kit.models import Case

ENGLISH = Language.load("en")
KEYS = (
    *("name", "type", "country", "town", "lat", "lon", "membership", "previous_visits"),
    *("start", "end", "form", "travel_days", "closed_days", "host_region"),
    *("support_kind", "staff", "turnover_eur", "balance_sheet_eur", "registered_in", "representative_nationality"),
    *("representative_days", "representative_permit", "representative_business"),
    *("slots", "half_days", "purposes", "group_visitors", "partnership_sum_eur"),
)
TOML = """
[visiting]
type = "sme"
country = "IT"
town = "Cerea"
[host]
country = "TR"
town = "Ankara"
[exchange]
start = 2021-09-13
end = 2021-09-17
"""
GOOD: dict[str, Any] = {
    "visiting": {"type": "sme", "country": "IT", "town": "Cerea"},
    "host": {"country": "TR", "town": "Ankara"},
    "exchange": {"start": "2021-09-13", "end": "2021-09-17"},
}


def said(path: Path) -> str:
    """Return the only line that is said of a file that can't be used."""
    with pytest.raises(InputError) as caught:
        load_case(path)
    (line,) = caught.value.describe(ENGLISH).splitlines()
    return line


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_toml_and_json_say_the_same(tmp_path: Path) -> None:
    """A case in TOML, in JSON, in JSON without that name, and as plain data is one and the same case."""
    case = read_case(GOOD)

    assert load_case(written(tmp_path, "case.toml", TOML)) == case
    assert load_case(written(tmp_path, "case.json", json.dumps(GOOD))) == case
    assert read_case(parse_case_text(json.dumps(GOOD))) == case
    assert read_case(parse_case_text(TOML)) == case


def test_the_mark_before_utf_8_is_no_problem(tmp_path: Path) -> None:
    """A file that an editor saved with a byte order mark is read."""
    assert load_case(written(tmp_path, "case.toml", b"\xef\xbb\xbf" + TOML.encode())) == read_case(GOOD)


def test_defaults() -> None:
    """The law is that of the first day, the programme the pilot, the exchange physical; nothing else is assumed."""
    case = read_case({"visiting": {}, "host": {}, "exchange": {"start": "2021-09-13"}})

    assert case.on == date(2021, 9, 13)
    assert case.programme == "clusterxchange-2020"
    assert case.exchange.form == "physical"
    for unknown in ("type", "country", "place", "membership", "previous_visits"):
        assert getattr(case.visiting, unknown) is None
    assert case.exchange.end is None


def test_the_day_of_the_law_may_differ_from_the_first_day() -> None:
    """The key `on` chooses the law."""
    assert read_case(GOOD | {"on": date(2021, 6, 1)}).on == date(2021, 6, 1)


def test_an_exchange_file_is_taken_by_the_case_inside() -> None:
    """What the planner gives away goes in by the same door."""
    wrapped = {"format": "exxtra-exchange", "version": 1, "case": GOOD, "agenda": [], "unknown": True}

    assert read_case(wrapped) == read_case(GOOD)


@pytest.mark.parametrize(
    ("text", "line"),
    [("[exchange]\nend = 2021-02-30\n", "end = 2021-02-30"), ('{"visiting": {},\n "host": oops}', '"host": oops}')],
    ids=["TOML", "JSON"],
)
def test_a_broken_file_is_shown_its_line(text: str, line: str) -> None:
    """The parser gives the number of the line; the message shows the line itself."""
    with pytest.raises(InputError, match="is not valid") as caught:
        parse_case_text(text)

    assert f"The line is: {line}" in str(caught.value)


def test_an_exchange_file_of_a_newer_version_is_judged_by_what_is_known() -> None:
    """Fields inside its case that this version doesn't know are passed over, on each level."""
    newer: dict[str, Any] = {**copy.deepcopy(GOOD), "mood": "good"}
    newer["host"]["lift"] = True
    newer["exchange"]["weather"] = ["sun"]

    assert read_case({"format": "exxtra-exchange", "version": 1, "case": newer}) == read_case(GOOD)


def test_another_file_with_a_case_inside_is_not_taken() -> None:
    """Only the format's own mark opens the wrapper."""
    with pytest.raises(InputError, match="There is no such field"):
        read_case({"format": "other", "case": GOOD})


@pytest.mark.parametrize("section", ["visiting", "host", "exchange"])
@pytest.mark.parametrize("value", [None, [], "x", 5])
def test_a_missing_section_is_one_problem(section: str, value: object) -> None:
    """A section that is missing, or is no section, is named."""
    with pytest.raises(InputError) as caught:
        read_case(GOOD | {section: value})

    (problem,) = caught.value.problems
    assert problem.field == section
    assert f"[{section}]" in ENGLISH.text(problem.message)


def test_a_case_without_any_day_is_refused() -> None:
    """Without a first day and without `on` nobody knows which law to apply."""
    with pytest.raises(InputError) as caught:
        read_case({"visiting": {}, "host": {}, "exchange": {}})

    assert [problem.field for problem in caught.value.problems] == ["exchange.start"]


def test_every_problem_is_reported_at_once() -> None:
    """Whoever made three slips is told of three, in the order of the file."""
    with pytest.raises(InputError) as caught:
        read_case({"visiting": {"country": "QQ"}, "host": {"type": "club"}, "exchange": {"start": "soon"}})

    assert [problem.field for problem in caught.value.problems] == ["visiting.country", "host.type", "exchange.start"]
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.toml", TOML.replace("2021-09-13", "2021-02-30"), ["not valid TOML", "line 10"]),
        ("a.json", json.dumps(GOOD).replace("2021-09-13", "2021-02-30"), ["exchange.start: “2021-02-30”"]),
        ("a.toml", "[visiting\n", ["not valid TOML", "line 1"]),
        ("a.toml", "visiting = 1\nvisiting = 2\n", ["not valid TOML", "line 2"]),
        ("a.toml", "a = 0x" + "f" * 9000, ["exchange", "missing"]),
        ("a.json", '{"visiting": {},}', ["not valid JSON", "line 1"]),
        ("a.json", "", ["not valid JSON"]),
        ("a.json", "[1, 2]", ["must be a table"]),
        ("a.json", "null", ["must be a table"]),
        ("a.json", '{"a": ' + "9" * 5000 + "}", ["not valid JSON"]),
        ("a.json", "[" * 100_000 + "]" * 100_000, ["nested too deeply"]),
        ("a.toml", "a = " + "[" * 100_000 + "]" * 100_000, ["nested too deeply"]),
        ("a.toml", b'name = "\xff"', ["a.toml is not a text file in UTF-8"]),
        ("a.toml", b"\xff\xfe[\x00v\x00", ["a.toml is not a text file in UTF-8"]),
        ("a.toml", b"#" * (LARGEST_FILE_BYTES + 1), ["a.toml is too large", "5,000,000 bytes"]),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 10 else "",
)
def test_a_file_that_cannot_be_used(tmp_path: Path, name: str, content: str | bytes, words: list[str]) -> None:
    """Whatever is wrong with a file is said in words, without a traceback."""
    with pytest.raises(InputError) as caught:
        load_case(written(tmp_path, name, content))

    text = caught.value.describe(ENGLISH)
    for word in words:
        assert word in text


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    """A file of just the limit is not refused for its size."""
    padding = "#" * (LARGEST_FILE_BYTES - len(TOML))

    assert load_case(written(tmp_path, "a.toml", TOML + padding)) == read_case(GOOD)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file, or a folder in its place, is said with its name and the reason."""
    assert said(tmp_path / "no.toml").endswith("no.toml can't be read: No such file or directory.")
    assert said(tmp_path).endswith("can't be read: Is a directory.")


def test_a_town_gives_the_place_and_its_region() -> None:
    """A town is looked up; its region serves for regional holidays unless one is given."""
    dresden = {"country": "DE", "town": "Dresden"}
    case = read_case(GOOD | {"host": dresden})
    other = read_case(GOOD | {"host": dresden, "exchange": {"start": "2021-09-13", "host_region": "DE-BY"}})

    assert case.host.place is not None
    assert case.host.place.town == "Dresden"
    assert case.exchange.host_region == "DE-SN"
    assert other.exchange.host_region == "DE-BY"


def test_coordinates_beat_the_town() -> None:
    """Where both are given, the coordinates are the place, and the town still says the region."""
    case = read_case(GOOD | {"host": {"country": "DE", "town": "Dresden", "lat": 51.1, "lon": 13.8}})

    assert case.host.place is not None
    assert (case.host.place.lat, case.host.place.lon, case.host.place.town) == (51.1, 13.8, None)
    assert case.exchange.host_region == "DE-SN"
    unknown = read_case(GOOD | {"host": {"country": "DE", "town": "At the works", "lat": 51.1, "lon": 13.8}})
    assert unknown.host.place is not None
    assert unknown.exchange.host_region is None


def test_a_town_where_no_gazetteer_helps_is_not_misspelt() -> None:
    """Outside the countries of the gazetteer a town is not known, which is no slip of the pen."""
    case = read_case(GOOD | {"host": {"country": "JP", "town": "Kyoto"}})

    assert case.host.place is None


def test_a_misspelt_town_next_door_is_a_problem() -> None:
    """Countries outside the programme whose towns are known are looked up all the same."""
    with pytest.raises(InputError, match="Bern"):
        read_case(GOOD | {"visiting": {"country": "CH", "town": "Bernn"}})


def outcome_of(data: dict[str, Any]) -> Case | InputError:
    """Return the case, or what is wrong with it; any other exception is a failure of the door."""
    try:
        return read_case(data)
    except InputError as error:
        return error


@settings(max_examples=80)
@given(
    st.dictionaries(
        st.sampled_from(["visiting", "host", "exchange", "on", "programme", "format", "case"]) | st.text(max_size=5),
        outside_data() | st.dictionaries(st.sampled_from(KEYS), outside_data()),
    )
)
@example({"visiting": {"lat": 10**400, "lon": 1}, "host": {}, "exchange": {"start": "2021-09-13"}})
@example({"format": "exxtra-exchange", "case": 5})
def test_nothing_but_input_error(data: dict[str, Any]) -> None:
    """Whatever comes from outside is either a case that can be assessed or problems that can be printed."""
    found = outcome_of(data)

    if isinstance(found, InputError):
        assert found.problems
        assert all(line.isprintable() for line in found.describe(ENGLISH).splitlines())
    else:
        assert len(assess_exchange(found, Law.at(found.on), with_fixes=False).findings) == len(RULES)


def test_the_fields_that_only_some_cases_need() -> None:
    """What is stated of size, establishments, representative, purposes and group arrives as it was given."""
    more: dict[str, Any] = {
        "support_kind": "incubator",
        "staff": 48,
        "turnover_eur": 6_000_000,
        "balance_sheet_eur": 4_500_000,
        "registered_in": ["IT", "EL", "IT"],
        "representative_nationality": "CH",
        "representative_days": 400,
        "representative_permit": True,
        "representative_business": False,
    }
    stay = {"purposes": ["networking", "networking"], "group_visitors": 6, "partnership_sum_eur": 400}
    case = read_case({**GOOD, "visiting": {**GOOD["visiting"], **more}, "exchange": {**GOOD["exchange"], **stay}})

    found = case.visiting.model_dump(mode="json")
    assert {key: found[key] for key in more} == {**more, "registered_in": ["IT", "GR"]}
    assert case.exchange.purposes == (Purpose.NETWORKING,)
    assert (case.exchange.group_visitors, case.exchange.partnership_sum_eur) == (6, 400)


def test_slots_give_the_first_and_the_last_day() -> None:
    """The blocks of a split stay are kept, and say when it begins and ends."""
    slots = [{"start": "2021-05-03", "end": "2021-05-14"}, {"start": "2021-06-07", "end": "2021-06-18"}]
    case = read_case({**GOOD, "exchange": {"slots": slots, "half_days": ["2021-05-03"]}})

    assert (case.exchange.start, case.exchange.end) == (date(2021, 5, 3), date(2021, 6, 18))
    assert [slot.end for slot in case.exchange.slots] == [date(2021, 5, 14), date(2021, 6, 18)]
    assert case.on == date(2021, 5, 3)
    assert case.exchange.half_days == (date(2021, 5, 3),)


@settings(max_examples=250)
@given(st.text() | st.text(alphabet='{}[]="\n,:1-e. ', max_size=60))
def test_nothing_but_input_error_from_text(text: str) -> None:
    """Whatever text a file holds is either read or refused in words."""
    with contextlib.suppress(InputError):
        assert isinstance(parse_case_text(text), dict)


@settings(max_examples=60)
@given(cases())
def test_a_case_survives_json(case: dict[str, Any]) -> None:
    """A case written as JSON and read again is the same."""
    assert read_case(json.loads(json.dumps(case, default=str))) == read_case(case)
