# SPDX-License-Identifier: BSD-3-Clause
"""The programme files that we ship: every value with its source, nothing idle, and what the sources say in numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import exxtra_kit.parameters
from exxtra_kit.parameters import DEFAULT_PROGRAMME, VOCABULARY, Kind, Law, decision, load_programme, programme_ids
from exxtra_kit.parameters.files import shared_sources

if TYPE_CHECKING:
    from exxtra_kit.parameters import ValueInForce

FOLDER = Path(exxtra_kit.parameters.__file__).parent
RULES = FOLDER.parent / "rules"
SHIPPED = ("clusterxchange-2020", "clusterxchange-2022", "exxtra-2020", "eye-2020", "eye-2024")
VALUES: list[tuple[str, ValueInForce]] = [
    (f"{programme}:{name}:{entry.since}", entry)
    for programme in SHIPPED
    for name, parameter in load_programme(programme).parameters.items()
    if name in load_programme(programme).stated_here
    for entry in parameter.values
]
NOT_ASKED_OF_A_CASE = {"payment_within_days"}  # R25 binds the partnership after the exchange; it is shown, not judged
# Sums by host country, in the table of Erasmus for Young Entrepreneurs of 2020-2022.
SUMS = {
    1100: "DK",
    1000: "IE",
    950: "FI SE",
    900: "AT FR IS IT",
    830: "BE DE ES LU NL",
    780: "CY GR PT",
    750: "TR",
    720: "HR MT SI",
    670: "EE HU",
    610: "CZ LV PL SK",
    560: "BA BG LT ME MK RO RS XK",
    530: "AL MD UA",
}
OLD_TABLE = {code: amount for amount, codes in SUMS.items() for code in codes.split()}


def law(programme: str, day: date | None = None) -> Law:
    """Return the law of a programme on a day, or the newest."""
    return Law.newest(programme) if day is None else Law.at(day, programme)


def test_these_programmes_are_shipped() -> None:
    """Five programmes, and each file in the folder is one of them or a register."""
    assert set(SHIPPED) <= set(programme_ids())
    assert {path.stem for path in FOLDER.glob("*.toml")} == {*SHIPPED, "sources", "decisions"}


@pytest.mark.parametrize(("name", "entry"), VALUES, ids=[name for name, _ in VALUES])
def test_every_value_has_a_source_and_a_checked_day(name: str, entry: ValueInForce) -> None:
    """Each value names a registered source and the place in it, and somebody compared the two after the value began."""
    assert entry.reference in shared_sources(), name
    assert date(2026, 1, 1) <= entry.last_checked <= date(2100, 1, 1)
    assert entry.place, "say where in the source the value stands"


@pytest.mark.parametrize(("name", "entry"), VALUES, ids=[name for name, _ in VALUES])
def test_every_inferred_value_names_a_decision(name: str, entry: ValueInForce) -> None:
    """What a source doesn't say was decided, with reasons that can be read; no value is taken from memory."""
    assert entry.confidence != "M", name
    if entry.decision is None:
        assert entry.confidence != "I", name
    else:
        found = decision(entry.decision)
        assert len(f"{found.question.text} {found.choice.text}".split()) >= 12, name


@pytest.mark.parametrize("name", [name for name in VOCABULARY if name not in NOT_ASKED_OF_A_CASE])
def test_every_parameter_is_used(name: str) -> None:
    """Each parameter is read by a rule: a value that nobody reads can't be tested and grows old unseen."""
    code = "".join(path.read_text(encoding="utf-8") for path in RULES.glob("*.py"))

    assert f'"{name}"' in code
    assert not VOCABULARY[name].description.text.endswith(".")


@pytest.mark.parametrize("name", list(VOCABULARY))
def test_every_parameter_has_a_value_somewhere(name: str) -> None:
    """At least one programme gives each parameter a value, so that its rule can be met or not met."""
    assert any(
        entry.value is not None for programme in SHIPPED for entry in load_programme(programme).parameters[name].values
    )


def test_a_difference_is_one() -> None:
    """What a programme states differs from what it would take over, in value or in where it stands."""
    for programme in SHIPPED:
        loaded = load_programme(programme)
        if loaded.programme.builds_on is None:
            assert loaded.stated_here == set(VOCABULARY), programme
            continue
        base = load_programme(loaded.programme.builds_on)
        for name in loaded.stated_here:
            assert loaded.parameters[name] != base.parameters[name], (programme, name)


def test_the_sums_are_those_of_the_table() -> None:
    """Every sum, country by country; and no sum for a country without a row."""
    assert law(DEFAULT_PROGRAMME).table("ceiling_eur") == OLD_TABLE
    assert law("eye-2020").table("ceiling_eur") == {**OLD_TABLE, "AM": 610, "LI": 1100, "NO": 1100}


def test_the_newer_sums_are_the_rows_that_could_be_read() -> None:
    """Nine rows of the table of 2024, each higher than in the older one; a country without a row has no sum."""
    newer, older = law("eye-2024").table("ceiling_eur"), law("eye-2020").table("ceiling_eur")

    assert newer == {
        "AL": 600, "AM": 850, "AT": 1000, "BA": 650, "BE": 900, "BG": 650, "CA": 1050, "CY": 850, "HR": 800,
    }  # fmt: skip
    assert all(newer[code] > older[code] for code in newer if code in older)
    assert "IT" not in newer
    assert "IT" in law("eye-2024").names("participating_countries")


def test_every_country_that_takes_part_has_a_sum_but_one() -> None:
    """The United Kingdom is in the list of countries and not in the table of sums; nobody else is."""
    here = law(DEFAULT_PROGRAMME)

    assert set(here.names("participating_countries")) - set(here.table("ceiling_eur")) == {"GB"}
    assert set(here.table("ceiling_eur")) <= set(here.names("participating_countries"))
    assert len(here.names("participating_countries")) == 38


def test_the_countries_of_erasmus_are_the_rows_of_its_table() -> None:
    """Who has a row takes part; from 2024 on Canada too, and never the United Kingdom."""
    older, newer = (set(law(programme).names("participating_countries")) for programme in ("eye-2020", "eye-2024"))

    assert older == set(law("eye-2020").table("ceiling_eur"))
    assert newer - older == {"CA"}
    assert older <= newer
    assert "GB" not in newer
    assert len(older) == 40


def test_the_sums_span_what_the_presentation_says() -> None:
    """530 to 1,100 euro, and never more than the cap."""
    here = law(DEFAULT_PROGRAMME)
    sums = here.table("ceiling_eur").values()

    assert (min(sums), max(sums)) == (530, 1100)
    assert max(sums) <= here.number("cap_eur")


@pytest.mark.parametrize(
    ("day", "is_virtual_only"),
    [
        (date(2020, 2, 3), False),
        (date(2020, 9, 22), False),
        (date(2020, 9, 23), True),
        (date(2020, 12, 31), True),
        (date(2021, 1, 1), False),
        (date(2021, 9, 13), False),
    ],
)
def test_when_exchanges_had_to_be_virtual(day: date, *, is_virtual_only: bool) -> None:
    """From the launch until the one end that was announced; not before, and not refused after."""
    assert law(DEFAULT_PROGRAMME, day).flag("virtual_only") is is_virtual_only


def test_only_exxtras_own_group_exchange_shut_visitors_out() -> None:
    """Its condition holds from the day of that exchange on; the scheme as a whole doesn't ask it."""
    assert law("exxtra-2020", date(2022, 5, 3)).number_if_asked("group_excluded_below_km") is None
    assert law("exxtra-2020", date(2022, 5, 4)).number("group_excluded_below_km") == 200
    assert law(DEFAULT_PROGRAMME, date(2022, 5, 4)).number_if_asked("group_excluded_below_km") is None
    assert load_programme("exxtra-2020").stated_here == {"group_excluded_below_km"}


def test_the_second_generation_has_more_hosts_and_the_same_visitors() -> None:
    """Training providers, large companies and public authorities host as members; as visitors they are disputed."""
    pilot, second = law(DEFAULT_PROGRAMME), law("clusterxchange-2022")
    more = {"large_company", "training_provider", "public_authority"}

    assert set(second.names("host_types")) - set(pilot.names("host_types")) == more
    assert set(second.names("types_needing_membership")) - set(pilot.names("types_needing_membership")) == more
    assert second.names("visiting_types") == pilot.names("visiting_types")
    assert set(second.names("disputed_visiting_types")) == more
    assert pilot.names("disputed_visiting_types") == ()
    assert second.table("ceiling_eur") == pilot.table("ceiling_eur")


def test_erasmus_counts_months_and_slots() -> None:
    """1 to 6 months, monthly sums, slots of a week within 12 months, 4 weeks in all; no halving, no cap."""
    for programme in ("eye-2020", "eye-2024"):
        here = law(programme)
        assert here.flag("paid_by_month")
        assert not here.flag("consecutive")
        numbers = ("maximum_months", "minimum_weeks", "slot_minimum_days", "slots_within_months")
        assert tuple(here.number(name) for name in numbers) == (6, 4, 7, 12)
        for name in ("full_sum_from_km", "full_sum_from_working_days", "cap_eur", "priority_above_km"):
            assert not here.is_asked(name), name


def test_what_the_pages_of_erasmus_leave_open_stays_open() -> None:
    """Whether countries must differ and how often one may go is not known, which is not the same as not asked."""
    here = law("eye-2020")

    for name in ("different_countries", "maximum_previous_visits", "foreign_representative_days"):
        assert here.is_asked(name), name
        assert here.source(name).value is None, name


def test_kinds_are_told_apart() -> None:
    """Every kind of value is used by some parameter, so that each is checked when a file is read."""
    assert {meaning.kind for meaning in VOCABULARY.values()} == set(Kind)
