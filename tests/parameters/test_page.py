# SPDX-License-Identifier: BSD-3-Clause
"""The page from which staff add a programme: its example works, its messages are real, its tables are whole."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from exxtra_kit import assess_exchange, load_case
from exxtra_kit.errors import ParameterError
from exxtra_kit.models import Eligibility, Membership, OrganisationType, Purpose, SupportKind
from exxtra_kit.parameters import OWN_PROGRAMMES, VOCABULARY, Kind, Law, cautions, load_programme, read_programme

PAGE = (Path(__file__).parents[2] / "docs" / "programmes.md").read_text(encoding="utf-8")


def block(mark: str) -> str:
    """Return the block of code that stands below a mark of the page."""
    found = re.search(rf"<!-- {mark} -->\n```toml\n(.*?)```", PAGE, flags=re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that somebody has who followed the page."""
    (tmp_path / "rail-2027.toml").write_text(block("example"), encoding="utf-8")
    monkeypatch.setenv(OWN_PROGRAMMES, str(tmp_path))
    return tmp_path


def test_the_example_is_a_programme(folder: Path) -> None:
    """The file as it stands on the page is read, with the differences that the page names."""
    programme = read_programme(folder / "rail-2027.toml")

    assert programme.stated_here == {
        "first_day",
        "last_day",
        "participating_countries",
        "disputed_countries",
        "countries_to_confirm",
        "minimum_working_days",
        "maximum_previous_visits",
        "full_sum_from_km",
        "ceiling_eur",
    }
    assert programme.programme.builds_on == "clusterxchange-2020"
    assert cautions(programme) == ()


@pytest.mark.parametrize(("days", "due"), [(("2027-03-08", "2027-03-11"), 425), (("2028-03-06", "2028-03-09"), 450)])
def test_the_case_gives_what_the_page_says(folder: Path, days: tuple[str, str], due: int) -> None:
    """Half of the sum of 2027, and of the higher one of 2028."""
    start, end = days
    text = block("case").replace("2027-03-08", start).replace("2027-03-11", end)
    (folder / "try").mkdir()
    path = folder / "try" / "case.toml"
    path.write_text(text, encoding="utf-8")
    case = load_case(path)
    verdict = assess_exchange(case, Law.at(case.on, case.programme))
    load_programme.cache_clear()

    assert f"{due} euro" in PAGE
    assert (verdict.eligibility, verdict.working_days, verdict.lump_sum_eur) == (Eligibility.ELIGIBLE, 4, due)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("value = 4\n", 'value = "four"\n'),
        ("parameters.minimum_working_days", "parameters.minimum_workingdays"),
        ("AT = 900, CZ = 650, DE = 850, IT = 900", "AT = 900, UK = 1000"),
    ],
)
def test_the_messages_on_the_page_are_the_real_ones(folder: Path, right: str, wrong: str) -> None:
    """A person who makes one of these slips reads the sentence that the page shows."""
    path = folder / "rail-2027.toml"
    text = block("example")
    assert right in text
    path.write_text(text.replace(right, wrong), encoding="utf-8")

    with pytest.raises(ParameterError) as caught:
        read_programme(path)

    assert f"\n{caught.value}\n" in PAGE


def test_an_amount_is_changed_as_the_page_says(folder: Path) -> None:
    """The old entry is kept, the new one holds from its first day on; every other value stays."""
    path = folder / "rail-2027.toml"
    example, entries = block("example"), block("amount")
    name = "[[parameters.minimum_working_days.values]]"
    before, _, rest = example.partition(name)
    after = rest[rest.index("[[") :]
    path.write_text(f"{before}{entries}\n{after}", encoding="utf-8")
    programme = read_programme(path)

    assert Law(programme, date(2027, 6, 30)).number("minimum_working_days") == 4
    assert Law(programme, date(2027, 7, 1)).number("minimum_working_days") == 5
    assert Law(programme, date(2027, 7, 1)).table("ceiling_eur")["DE"] == 850


def test_the_table_of_parameters_is_whole() -> None:
    """Every parameter, in order, with kind, unit, rule and meaning, as the kit has them."""
    table = PAGE.partition("<!-- parameters -->")[2].partition("<!-- end of parameters -->")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]

    assert rows == [
        f"| `{name}` | {one.kind} | {one.unit.text} | {one.rule} | {one.description.text} |"
        for name, one in VOCABULARY.items()
    ]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_shown(kind: Kind) -> None:
    """The page shows how each kind of value is written."""
    kinds = PAGE.partition("How each kind is written")[2].partition("The words for the lists")[0]

    assert re.search(rf"[| ,]{kind}[ ,]", kinds)


@pytest.mark.parametrize("words", [OrganisationType, Membership, SupportKind, Purpose])
def test_every_word_is_listed(words: type[OrganisationType | Membership | SupportKind | Purpose]) -> None:
    """The words that a list may hold stand on the page, all of them, in order."""
    assert f"| {', '.join(f'`{word}`' for word in words)} |" in PAGE


def test_every_block_of_the_page_is_toml() -> None:
    """Whatever is shown as TOML can be copied as it is."""
    blocks = re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)

    assert len(blocks) >= 3
    for text in blocks:
        assert tomllib.loads(text)
