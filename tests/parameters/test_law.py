# SPDX-License-Identifier: BSD-3-Clause
"""The law on a day: what is in force, since when, and what is said where nothing is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exxtra_kit.errors import ParameterError, ParameterNotFoundError
from exxtra_kit.parameters import DEFAULT_PROGRAMME, Law, load_programme, programme_ids
from exxtra_kit.parameters.law import read_programme

SMALL = Path(__file__).parent / "small.toml"


def law(day: date) -> Law:
    """Return the law of the small, made-up programme on a day."""
    return Law(read_programme(SMALL), day)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2021, 1, 1), 3),
        (date(2021, 6, 30), 3),
        (date(2021, 7, 1), 4),
        (date(2021, 12, 31), 4),
        (date(2023, 1, 1), 5),
        (date(2099, 1, 1), 5),
    ],
)
def test_a_value_holds_until_the_day_before_the_next(day: date, value: int) -> None:
    """On its first day a value is in force, on the day before the one before it still is."""
    assert law(day).number("days") == value


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2022, 1, 1), date(2022, 12, 31)])
def test_no_value_before_the_first_and_while_closed(day: date) -> None:
    """Before its first day a parameter has no value, and none from the day on which it is closed."""
    with pytest.raises(ParameterNotFoundError, match=r"states nothing for .* on this: Shortest stay"):
        law(day).number("days")


def test_a_finding_quotes_value_unit_and_first_day() -> None:
    """What a verdict rests on can be told from the finding alone."""
    use = law(date(2021, 8, 1)).use("days")

    assert (use.name, use.value, use.unit, use.in_force_since) == ("days", 4, "working days", date(2021, 7, 1))


def test_the_source_is_known_even_where_no_value_is() -> None:
    """Before the first day the reference is that of the first value."""
    assert law(date(2019, 1, 1)).source("days").since == date(2021, 1, 1)
    assert law(date(2021, 7, 1)).source("days").since == date(2021, 7, 1)


def test_values_have_types() -> None:
    """Numbers, shares, days, lists, tables and yes or no are read as what they are."""
    here = law(date(2021, 1, 1))

    assert here.share("part") == 0.5
    assert here.flag("open") is True
    assert here.day_of("end") == date(2022, 10, 31)
    assert here.names("who") == ("sme", "other")
    assert here.table("sums") == {"IT": 900}


@pytest.mark.parametrize(
    ("read", "name"),
    [
        (Law.number, "part"),
        (Law.number, "open"),
        (Law.share, "days"),
        (Law.flag, "days"),
        (Law.day_of, "days"),
        (Law.names, "sums"),
        (Law.table, "who"),
    ],
)
def test_a_value_of_another_type_is_an_error(read: object, name: str) -> None:
    """A rule that needs a number never gets a yes or a share; the message names file, key and both types."""
    assert callable(read)
    with pytest.raises(ParameterError, match=rf"small\.toml: parameters\.{name}: a value of type \w+ is needed"):
        read(law(date(2021, 1, 1)), name)


def test_an_unknown_parameter_lists_the_known() -> None:
    """A slip of the pen in a rule is said with what there is."""
    with pytest.raises(ParameterNotFoundError, match=r"no parameter dais\. Known: days"):
        law(date(2021, 1, 1)).number("dais")


def test_an_unknown_programme_lists_the_known() -> None:
    """There is no law of a programme that isn't there."""
    with pytest.raises(ParameterNotFoundError, match=f"“nope”. Known: .*{DEFAULT_PROGRAMME}"):
        Law.at(date(2021, 1, 1), "nope")


def test_the_newest_law_is_that_of_the_last_change() -> None:
    """For a form that knows no day yet, the law of the latest change is used."""
    newest = Law.newest()

    assert newest.day == max(
        entry.since for parameter in newest.programme.parameters.values() for entry in parameter.values
    )


def test_the_pilot_is_there() -> None:
    """The programme's file is found by its id, which is the one inside."""
    assert DEFAULT_PROGRAMME in programme_ids()
    for programme in programme_ids():
        assert load_programme(programme).programme.id == programme


def test_a_source_that_is_not_registered_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A reference must be an id of the register of sources; the message names both files and the key."""
    (tmp_path / "small.toml").write_text(SMALL.read_text(encoding="utf-8").replace('"ABOUT"', '"NOWHERE"'))
    monkeypatch.setattr("exxtra_kit.parameters.law._FOLDER", tmp_path)
    monkeypatch.setattr("exxtra_kit.parameters.law.programme_ids", lambda: ("small",))
    monkeypatch.setattr("exxtra_kit.parameters.law._sources", lambda: {"ABOUT": None, "ELIG": None})

    with pytest.raises(
        ParameterError, match=r"small\.toml: parameters\.days\.values\.reference: the source NOWHERE .*ABOUT and ELIG"
    ):
        load_programme.__wrapped__("small")
