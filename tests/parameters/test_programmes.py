# SPDX-License-Identifier: BSD-3-Clause
"""The programme files that we ship: every value with its source, every decision written down, nothing idle."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import exxtra_kit.parameters
from exxtra_kit.models import OrganisationType
from exxtra_kit.parameters import DEFAULT_PROGRAMME, Law, load_programme, programme_ids

if TYPE_CHECKING:
    from exxtra_kit.parameters import Parameter, ValueInForce

FOLDER = Path(exxtra_kit.parameters.__file__).parent
RULES = FOLDER.parent / "rules"
PARAMETERS: list[tuple[str, Parameter]] = [
    (f"{programme}:{name}", parameter)
    for programme in programme_ids()
    for name, parameter in load_programme(programme).parameters.items()
]
VALUES: list[tuple[str, ValueInForce]] = [
    (f"{name}:{entry.since}", entry) for name, parameter in PARAMETERS for entry in parameter.values
]
# Lump sums by host country, in the table of Erasmus for Young Entrepreneurs of 2020-2022.
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


def register() -> dict[str, dict[str, str]]:
    """Return the register of sources."""
    return tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))


def decisions() -> dict[str, str]:
    """Return the text of each numbered decision."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    parts = re.split(r"^#+ *(D-\d\d)\b", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize(("name", "entry"), VALUES, ids=[name for name, _ in VALUES])
def test_every_value_has_a_source_and_a_checked_day(name: str, entry: ValueInForce) -> None:
    """Each value names a registered source, and somebody compared the two after the value began."""
    assert entry.reference in register(), name
    assert date(2026, 1, 1) <= entry.last_checked <= date(2100, 1, 1)
    assert entry.place, "say where in the source the value stands"


@pytest.mark.parametrize(("name", "entry"), VALUES, ids=[name for name, _ in VALUES])
def test_every_decision_is_written_down(name: str, entry: ValueInForce) -> None:
    """A decision that a value names stands in the register of decisions, with its reasons."""
    if entry.decision is not None:
        assert len(decisions()[entry.decision].split()) >= 20, name
    else:
        assert entry.confidence != "I", name


def test_every_decision_has_its_number_once() -> None:
    """No number stands twice."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    numbers = re.findall(r"^#+ *(D-\d\d)\b", text, flags=re.MULTILINE)

    assert numbers
    assert len(numbers) == len(set(numbers))


def test_every_source_is_a_public_address() -> None:
    """Each registered source has a title and an address that anybody can open."""
    for key, entry in register().items():
        assert set(entry) == {"title", "url", "kind"}, key
        assert entry["title"], key
        assert entry["url"].startswith("https://"), key
        assert entry["kind"] in {"official", "partnership", "seed", "third_party", "general_knowledge"}, key


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=[name for name, _ in PARAMETERS])
def test_every_parameter_is_used(name: str, parameter: Parameter) -> None:
    """Each parameter is read by a rule: a value that nobody reads can't be tested and grows old unseen."""
    code = "".join(path.read_text(encoding="utf-8") for path in RULES.glob("*.py"))

    assert f'"{name.partition(":")[2]}"' in code
    assert not parameter.description.endswith(".")


def test_the_sums_are_those_of_the_table() -> None:
    """Every sum, country by country; and no sum for a country without a row."""
    expected = {code: amount for amount, codes in SUMS.items() for code in codes.split()}

    assert Law.newest(DEFAULT_PROGRAMME).table("ceiling_eur") == expected


def test_every_country_that_takes_part_has_a_sum_but_one() -> None:
    """The United Kingdom is in the list of countries and not in the table of sums; nobody else is."""
    law = Law.newest(DEFAULT_PROGRAMME)

    assert set(law.names("participating_countries")) - set(law.table("ceiling_eur")) == {"GB"}
    assert set(law.table("ceiling_eur")) <= set(law.names("participating_countries"))
    assert len(law.names("participating_countries")) == 38


def test_the_sums_span_what_the_presentation_says() -> None:
    """530 to 1,100 euro, and never more than the cap."""
    law = Law.newest(DEFAULT_PROGRAMME)
    sums = law.table("ceiling_eur").values()

    assert (min(sums), max(sums)) == (530, 1100)
    assert max(sums) <= law.number("cap_eur")


@pytest.mark.parametrize("name", ["visiting_types", "host_types", "types_needing_membership"])
def test_types_are_known_to_the_models(name: str) -> None:
    """A type in the law is one that a case can have."""
    assert set(Law.newest().names(name)) <= set(OrganisationType)
