# SPDX-License-Identifier: BSD-3-Clause
"""The cases of the tests are read as examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exxtra_kit import datafiles
from exxtra_kit.errors import DataError, DataNotFoundError
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.render import case_examples
from exxtra_kit.render.case_examples import ExampleCase, assess_example, best_example, read_examples

if TYPE_CHECKING:
    from pathlib import Path

PILOT = frozenset({"clusterxchange-2020"})
SEVERAL = """
name = "A week at a host"
source = "ABOUT: duration"
case.visiting.country = "IT"
case.host.country = "TR"
expected.verdict = "undecided"

[[variants]]
name = "in Spain"
case.host.country = "ES"

[[variants]]
name = "at home"
source = "HOME: different countries"
case.host.country = "IT"
expected.verdict = "not_eligible"
"""


def written(folder: Path, text: str) -> Path:
    """Write a file of cases."""
    path = folder / "some.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_variants_share_what_they_do_not_say(tmp_path: Path) -> None:
    """Each variant is a case of its own: the common part, and its own words where it has some."""
    first, second = read_examples(written(tmp_path, SEVERAL))

    assert (first.id, first.name, first.source) == ("some: in Spain", "A week at a host: in Spain", "ABOUT: duration")
    assert first.case == {"visiting": {"country": "IT"}, "host": {"country": "ES"}}
    assert (second.source, second.expected) == ("HOME: different countries", {"verdict": "not_eligible"})
    assert second.file == "some.toml"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name = ", "some.toml: this is not valid TOML"),
        ('name = "A case"\nsource = "ABOUT"', "some.toml: a case needs a name, a source, the case itself"),
        ("variants = 1", "some.toml: variants: a list of tables is expected, each with a name"),
        ("[[variants]]\nsource = 'ABOUT'", "a list of tables is expected, each with a name"),
        ('name = "A case"\nsource = 1\n[case]\n[expected]', "some.toml: a case needs a name"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, expected: str) -> None:
    """A file that holds no case is named with what it lacks."""
    path = written(tmp_path, text)

    with pytest.raises(DataError, match=expected):
        read_examples(path)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are no case."""
    path = tmp_path / "some.toml"
    path.write_bytes(b"name = '\xff'")

    with pytest.raises(DataError, match=r"some\.toml: this is not valid TOML"):
        read_examples(path)


def example(name: str, verdict: str, **outcomes: str) -> ExampleCase:
    """Make a case of the pilot that expects these answers."""
    return ExampleCase(name, "some.toml", name, "ABOUT", {}, {"verdict": verdict, "outcomes": outcomes})


@pytest.mark.parametrize(
    ("outcome", "chosen"),
    [
        (Outcome.MET, "c, one thing"),  # neither the first by name, nor one that fails over something else
        (Outcome.NOT_MET, "e, fails"),
        (Outcome.UNDECIDED, None),
    ],
)
def test_the_plainest_example_is_chosen(monkeypatch: pytest.MonkeyPatch, outcome: Outcome, chosen: str | None) -> None:
    """Of the cases that show an answer, the one that is about the fewest things, and that doesn't fail by the way."""
    kept = (
        example("a, many things", "eligible", EX201="met", EX203="met"),
        example("b, fails elsewhere", "not_eligible", EX201="met"),
        example("c, one thing", "eligible", EX201="met"),
        example("d, fails twice", "not_eligible", EX201="not_met", EX203="not_met"),
        example("e, fails", "not_eligible", EX201="not_met"),
    )
    monkeypatch.setattr(case_examples, "load_examples", lambda: kept)
    found = best_example.__wrapped__("EX201", outcome, PILOT)

    assert (found.name if found else None) == chosen


def test_an_example_is_judged_by_the_law_of_its_day() -> None:
    """What the rules say of an example is computed."""
    chosen = best_example("EX201", Outcome.NOT_MET, PILOT)

    assert chosen is not None
    assert assess_example(chosen).eligibility is Eligibility.NOT_ELIGIBLE


def test_examples_are_taken_from_the_programmes_that_are_asked_for() -> None:
    """A book about another programme shows no case of this one."""
    assert best_example("EX201", Outcome.NOT_MET, frozenset({"other"})) is None


def test_missing_cases_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where no case is, the message says where they were sought."""
    monkeypatch.setattr(datafiles, "CASE_FOLDERS", (tmp_path,))

    with pytest.raises(DataNotFoundError, match=str(tmp_path)):
        datafiles.case_paths()
