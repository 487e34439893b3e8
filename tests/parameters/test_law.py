# SPDX-License-Identifier: BSD-3-Clause
"""The law on a day: what is in force, since when, what is said where nothing is, and how programmes build on others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exxtra_kit.errors import ParameterError, ParameterNotFoundError
from exxtra_kit.parameters import (
    DEFAULT_PROGRAMME,
    OWN_PROGRAMMES,
    VOCABULARY,
    Law,
    load_programme,
    programme_ids,
    read_programme,
)

SMALL = Path(__file__).parent / "small.toml"
DAYS = "minimum_working_days"


def law(day: date) -> Law:
    """Return the law of the small, made-up programme on a day."""
    return Law(read_programme(SMALL), day)


def write(folder: Path, name: str, text: str) -> Path:
    """Write a programme file that builds on the small one, or on what `text` says."""
    head = f'[programme]\nid = "{name}"\ntitle = "T"\nversion = "1.0.0"\ndescription = "D"\n'
    path = folder / f"{name}.toml"
    path.write_text(head + text, encoding="utf-8")
    return path


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is named as the one with further programmes."""
    monkeypatch.setenv(OWN_PROGRAMMES, str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2021, 1, 1), 3),
        (date(2021, 6, 30), 3),
        (date(2021, 7, 1), 4),
        (date(2021, 12, 31), 4),
        (date(2023, 1, 1), 5),
        (date(2023, 12, 31), 5),
    ],
)
def test_a_value_holds_until_the_day_before_the_next(day: date, value: int) -> None:
    """On its first day a value is in force, on the day before the one before it still is."""
    assert law(day).number(DAYS) == value


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2022, 1, 1), date(2022, 12, 31)])
def test_no_value_before_the_first_and_while_none_is_known(day: date) -> None:
    """Before its first day a parameter has no value, and none from the day on which it is closed; it is asked still."""
    with pytest.raises(ParameterNotFoundError, match=r"states nothing for .* on this: Shortest stay"):
        law(day).number(DAYS)
    assert law(day).is_asked(DAYS)


def test_what_is_not_asked_has_no_value() -> None:
    """From the day on which a programme no longer asks something, there is no number, and that is known."""
    here = law(date(2024, 1, 1))

    assert not here.is_asked(DAYS)
    assert here.number_if_asked(DAYS) is None
    assert here.use(DAYS).value is None
    with pytest.raises(ParameterNotFoundError, match="does not ask this: Shortest stay"):
        here.number(DAYS)
    assert law(date(2023, 12, 31)).number_if_asked(DAYS) == 5


def test_what_nobody_verified_is_not_applied() -> None:
    """A value of confidence M is kept with its source, and no rule ever uses it."""
    with pytest.raises(ParameterNotFoundError, match="not verified: Shortest stay"):
        law(date(2025, 1, 1)).number(DAYS)
    assert law(date(2025, 1, 1)).source(DAYS).value == 6


def test_a_finding_quotes_value_unit_and_first_day() -> None:
    """What a verdict rests on can be told from the finding alone; the unit is the vocabulary's."""
    use = law(date(2021, 8, 1)).use(DAYS)

    assert (use.name, use.value, use.unit, use.in_force_since) == (DAYS, 4, "working days", date(2021, 7, 1))


def test_the_source_is_known_even_where_no_value_is() -> None:
    """Before the first day the reference is that of the first value."""
    assert law(date(2019, 1, 1)).source(DAYS).since == date(2021, 1, 1)
    assert law(date(2021, 7, 1)).source(DAYS).since == date(2021, 7, 1)


def test_a_reference_may_be_the_files_own_or_a_shared_one() -> None:
    """A file can bring its sources along; all others stand in the register."""
    own, shared = law(date(2021, 7, 1)).reference(DAYS), law(date(2021, 1, 1)).reference(DAYS)

    assert (own.source, own.title, own.place) == ("SMALL-CALL", "Text of a made-up call", "section 2")
    assert (shared.source, shared.title) == ("ABOUT", "About ClusterXchange, European Cluster Collaboration Platform")


def test_values_have_kinds() -> None:
    """Numbers, shares, days, lists, tables and yes or no are read as what they are."""
    here = law(date(2021, 1, 1))

    assert here.number("cap_eur") == 1100
    assert here.share("reduced_rate") == 0.25
    assert here.flag("different_countries") is True
    assert here.day_of("last_day") == date(2022, 10, 31)
    assert here.names("disputed_countries") == ("AM",)
    assert here.table("ceiling_eur") == {"IT": 900}


def test_a_programme_states_its_differences_only() -> None:
    """What a file states replaces the other programme's parameter whole; everything else is taken over as it is."""
    small, pilot = read_programme(SMALL), load_programme(DEFAULT_PROGRAMME)

    assert small.stated_here == {DAYS, "reduced_rate", "ceiling_eur"}
    assert tuple(small.parameters) == tuple(VOCABULARY)
    assert small.parameters["ceiling_eur"].values[0].value == {"IT": 900}
    for name in set(VOCABULARY) - small.stated_here:
        assert small.parameters[name] == pilot.parameters[name], name


def test_building_on_what_builds_on_another(own_folder: Path) -> None:
    """Sources, decisions and values of the whole chain are at hand; the nearest statement counts."""
    (own_folder / "small.toml").write_text(SMALL.read_text(encoding="utf-8"), encoding="utf-8")
    text = """builds_on = "small"
[[parameters.cap_eur.values]]
from = 2021-01-01
value = 1000
confidence = "I"
reference = "SMALL-CALL"
decision = "D-90"
last_checked = 2026-11-23
"""
    here = Law(read_programme(write(own_folder, "smaller", text)), date(2021, 7, 1))

    assert (here.number("cap_eur"), here.number(DAYS)) == (1000, 4)
    assert here.reference("cap_eur").title == "Text of a made-up call"
    assert here.programme.stated_here == {"cap_eur"}


def test_further_programmes_are_found_in_a_folder_of_ones_own(own_folder: Path) -> None:
    """A file in the folder that the environment names is a programme like ours; ours can't be replaced."""
    ours = programme_ids()
    write(own_folder, "zz-own", f'builds_on = "{DEFAULT_PROGRAMME}"\n')
    write(own_folder, DEFAULT_PROGRAMME, 'builds_on = "eye-2020"\n')

    assert programme_ids() == (*ours, "zz-own")
    assert load_programme.__wrapped__("zz-own").programme.title == "T"
    assert load_programme.__wrapped__(DEFAULT_PROGRAMME).programme.title != "T"
    with pytest.raises(ParameterError, match=r"programme\.id: the id clusterxchange-2020 is taken by a programme"):
        read_programme(own_folder / f"{DEFAULT_PROGRAMME}.toml")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the pen in the folder's name doesn't make programmes vanish without a word."""
    monkeypatch.setenv(OWN_PROGRAMMES, str(tmp_path / "nowhere"))

    with pytest.raises(ParameterError, match=r"EXXTRA_PROGRAMMES names the folder .*nowhere, which is not there"):
        programme_ids()


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A missing file is one sentence, not a traceback."""
    with pytest.raises(ParameterError, match=r"none\.toml can't be read: No such file"):
        read_programme(tmp_path / "none.toml")


def test_the_hash_is_of_the_values(tmp_path: Path) -> None:
    """Comments and layout don't count; a single digit does, wherever in the chain of programmes it stands."""
    text = SMALL.read_text(encoding="utf-8")
    small = read_programme(SMALL).content_hash

    def changed(old: str, new: str) -> str:
        assert old in text
        (tmp_path / "small.toml").write_text(text.replace(old, new), encoding="utf-8")
        return read_programme(tmp_path / "small.toml").content_hash

    assert len(small) == 64
    assert changed("# A made-up", "\n\n# Another") == small
    assert changed("IT = 900", "IT = 901") != small
    assert changed("value = 3", "value = 2") != small
    assert changed("clusterxchange-2020", "clusterxchange-2022") != small


def test_an_unknown_parameter_lists_the_known() -> None:
    """A slip of the pen in a rule is said with what there is."""
    with pytest.raises(ParameterNotFoundError, match=r"no parameter dais\. Known: cap_eur"):
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


def test_every_programme_is_found_by_its_id() -> None:
    """A programme's file is called like the id inside."""
    assert DEFAULT_PROGRAMME in programme_ids()
    for programme in programme_ids():
        assert load_programme(programme).programme.id == programme
