# SPDX-License-Identifier: BSD-3-Clause
"""Between what is typed, what an address carries and what a case file holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exxtra_kit.casefile import read_case
from exxtra_kit.widgets.handover import Handover
from exxtra_kit.widgets.plain_answers import as_answer, as_case, as_text, case_of, items_of, usable_case


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("1 200 000", 1_200_000),
        ("1.200.000", 1_200_000),
        ("1,200,000", 1_200_000),
        ("1\N{NARROW NO-BREAK SPACE}200", 1200),
        ("1'200", 1200),
        ("1.200,000", "1.200,000"),
        ("12.5", "12.5"),
        ("1 20", "1 20"),
        ("-1", "-1"),
        ("\N{ARABIC-INDIC DIGIT ONE}", "\N{ARABIC-INDIC DIGIT ONE}"),
        ("9" * 5000, "9" * 5000),
        ("", ""),
    ],
)
def test_a_number_is_taken_as_people_write_it(typed: str, number: object) -> None:
    """Groups of three digits are one number; what is none stays as it was typed, for the door to refuse."""
    assert as_case("visiting.staff", typed) == number


@pytest.mark.parametrize(("typed", "value"), [("yes", True), ("no", False), ("maybe", "maybe")])
def test_yes_and_no(typed: str, value: object) -> None:
    """A yes is true, a no is false, all else stays."""
    assert as_case("host.representative_permit", typed) == value


def test_other_answers_stay_as_they_are() -> None:
    """A town of digits is a town."""
    assert as_case("visiting.town", "12") == "12"


@pytest.mark.parametrize(
    ("value", "answer", "text"),
    [
        (True, "yes", "yes"),
        (False, "no", "no"),
        (0, "0", "0"),
        ("a", "a", "a"),
        (date(2021, 9, 13), date(2021, 9, 13), "2021-09-13"),
        ((date(2021, 9, 13), date(2021, 9, 14)), ["2021-09-13", "2021-09-14"], "2021-09-13,2021-09-14"),
        (("IT", "DE"), ["IT", "DE"], "IT,DE"),
        ([], [], ""),
    ],
)
def test_a_value_of_a_case_becomes_an_answer(value: object, answer: object, text: str) -> None:
    """Each kind of value has its form in a field and in an address."""
    assert as_answer(value) == answer
    assert as_text(value) == text


def test_nothing_is_empty_text() -> None:
    """In an address, what isn't known isn't there."""
    assert as_text(None) == ""


@given(st.lists(st.text(alphabet="ab-1", min_size=1, max_size=4), max_size=5))
def test_a_list_goes_round(items: list[str]) -> None:
    """What is joined for an address is taken apart again."""
    assert items_of(as_text(items)) == items


def test_an_address_becomes_a_case() -> None:
    """Numbers, lists, yes and no are values; a known host is described by the kit, not by the address."""
    carried = Handover.parse(
        "programme=eye-2020&type=sme&country=IT&staff=1 200&permit=no&registered_in=IT,DE&start=2021-09-13"
        "&host=arus&host_name=Nobody&group=3"
    )

    case: Any = case_of(carried, {"name": "ARUS", "country": "TR"})

    assert case == {
        "programme": "eye-2020",
        "visiting": {
            "type": "sme",
            "country": "IT",
            "staff": 1200,
            "representative_permit": False,
            "registered_in": ["IT", "DE"],
        },
        "host": {"name": "ARUS", "country": "TR"},
        "exchange": {"start": "2021-09-13", "group_visitors": 3},
    }
    assert read_case(case).visiting.staff == 1200


def test_what_nobody_could_mend_is_left_out() -> None:
    """A value that the door refuses goes, unless the page asks for it and can say so beside its field."""
    case = {
        "programme": "nope",
        "visiting": {"staff": "many", "town": "Cereaa", "country": "IT"},
        "host": {},
        "exchange": {"start": "2021-09-13"},
    }

    usable = usable_case(case, {"visiting.town"})

    assert usable == {
        "visiting": {"town": "Cereaa", "country": "IT"},
        "host": {},
        "exchange": {"start": "2021-09-13"},
    }
