# SPDX-License-Identifier: BSD-3-Clause
"""Towns are found offline; one that is not certain is asked back once, and its answer serves every row with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exxtra_kit.casefile import read_case
from exxtra_kit.documents.decisions_file import writing
from exxtra_kit.errors import InputError
from exxtra_kit.language import Language
from exxtra_kit.models import Place
from exxtra_kit.organisations import Entry, choices_in, locate, question_rows
from exxtra_kit.organisations.questions import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from exxtra_kit.organisations import Located

CASTRO = ("castro", "IT")


def entries(*towns: tuple[str, str | None]) -> list[Entry]:
    """Return organisations in these towns and countries."""
    return [Entry(number, f"No {number}", town=town, country=country) for number, (town, country) in enumerate(towns)]


def where(found: Located) -> list[str | None]:
    """Return the towns of the organisations that have a place."""
    return [entry.place.town if entry.place else None for entry in found.placed]


def test_a_certain_town_is_found() -> None:
    """A town that only one place can be meant by has its place, in any spelling."""
    found = locate(entries(("Cerea", "IT"), ("München", "DE"), ("ankara", "TR")))

    assert where(found) == ["Cerea", "Munich", "Ankara"]
    assert (found.unplaced, found.questions) == ((), ())


def test_namesakes_are_asked_back_once() -> None:
    """Rows with one spelling make one question, in every way of writing it; none of them is put anywhere."""
    found = locate(entries(("Castro", "IT"), ("CASTRO", "IT"), ("Cerea", "IT"), ("castro ", "IT")))

    (question,) = found.questions
    assert (question.key, question.rows, question.is_known) == (CASTRO, (0, 1, 3), True)
    assert [town.admin2 for town in question.candidates] == ["LE", "BG"]
    assert where(found) == ["Cerea"]
    assert [one.entry.number for one in found.unplaced] == [0, 1, 3]


def test_one_choice_repairs_all_rows() -> None:
    """A chosen candidate gives its place to all rows with that spelling, in their order."""
    rows = entries(("Castro", "IT"), ("Cerea", "IT"), ("CASTRO", "IT"))
    (question,) = locate(rows).questions
    chosen = question.candidates[1]
    found = locate(rows, {question.key: chosen.id})

    assert found.questions == ()
    assert [entry.number for entry in found.placed] == [0, 1, 2]
    assert [(entry.place.lat, entry.place.lon) for entry in found.placed if entry.number != 1 and entry.place] == [
        (chosen.lat, chosen.lon)
    ] * 2


def test_a_choice_that_is_no_candidate_is_none() -> None:
    """A number that is none of the candidates places nothing."""
    found = locate(entries(("Castro", "IT")), {CASTRO: 1})

    assert found.placed == ()
    assert len(found.questions) == 1


def test_a_place_of_ones_own_is_taken() -> None:
    """A place that somebody gives for a spelling serves its rows."""
    found = locate(entries(("Nowhere at all", "IT")), {("nowhere at all", "IT"): Place(lat=45, lon=11)})

    assert where(found) == ["Nowhere at all"]


def test_an_unknown_town_has_suggestions() -> None:
    """A slip of the pen is asked back with what looks like it, not mended."""
    (question,) = locate(entries(("Dresdden", "DE"))).questions

    assert question.is_known is False
    assert question.candidates[0].name == "Dresden"


def test_a_town_without_a_country_is_never_certain() -> None:
    """Without a country even a rare name is asked back; the answer brings the country along."""
    rows = entries(("Cerea", None))
    (question,) = locate(rows).questions
    (placed,) = locate(rows, {question.key: question.candidates[0].id}).placed

    assert (question.key, question.is_known) == (("cerea", ""), True)
    assert placed.country == "IT"


def test_an_organisation_without_a_place_is_listed() -> None:
    """Without town and coordinates a row stands on no map, and is not lost either."""
    found = locate(entries(("", "IT")))

    assert "neither a town" in Language.load().text(found.unplaced[0].reason)


@pytest.mark.parametrize("town", ["Dresden", ""])
def test_coordinates_with_a_town_have_its_region(town: str) -> None:
    """Beside coordinates a town says the region, whose holidays count, exactly as in a case file."""
    place = Place(lat=51.05, lon=13.74, country="DE")
    (entry,) = locate([Entry(1, "A", country="DE", town=town, place=place)]).placed
    host = {"country": "DE", "town": town, "lat": 51.05, "lon": 13.74}
    case = read_case({"on": "2022-06-01", "visiting": {}, "host": host, "exchange": {}})

    assert entry.place is not None
    assert case.host.place is not None
    assert entry.place.region == case.host.place.region


class TestQuestionsAsATable:
    """Questions written for somebody to mark, and read back."""

    def write(self, path: Path, mark: int | None, **change: object) -> Path:
        """Write the questions of three towns, with an x in one line."""
        questions = locate(entries(("Castro", "IT"), ("Dresdden", "DE"), ("=Cerea", None))).questions
        with writing(path, COLUMNS) as sheet:
            for number, cells in enumerate(question_rows(questions, Language.load())):
                row = dict(zip(COLUMNS, cells, strict=True))
                if number == mark:
                    row |= {"use": "x", **change}
                sheet.write(tuple(row.values()))
        return path

    @pytest.mark.parametrize("kind", [".csv", ".xlsx"])
    def test_a_marked_line_is_a_choice(self, tmp_path: Path, kind: str) -> None:
        """An x in the line of a candidate chooses it, in a workbook and in a CSV."""
        choices = choices_in(self.write(tmp_path / f"towns{kind}", 1))
        (question,) = locate(entries(("Castro", "IT"))).questions

        assert choices == {CASTRO: question.candidates[1].id}

    def test_no_mark_chooses_nothing(self, tmp_path: Path) -> None:
        """A table as it was written answers nothing."""
        assert choices_in(self.write(tmp_path / "towns.csv", None)) == {}

    def test_a_place_of_ones_own(self, tmp_path: Path) -> None:
        """The last line of a question takes latitude and longitude."""
        choices = choices_in(self.write(tmp_path / "towns.csv", 2, lat="45,5", lon="10.25"))

        assert choices == {CASTRO: Place(lat=45.5, lon=10.25, country="IT")}

    @pytest.mark.parametrize(
        ("change", "expected"),
        [({}, "Line 4 is marked, but names no place"), ({"lat": "95", "lon": "1"}, "Line 4 is marked")],
    )
    def test_a_mark_without_a_place_is_named(self, tmp_path: Path, change: dict[str, str], expected: str) -> None:
        """A marked line that names no place is refused with its number."""
        with pytest.raises(InputError, match=expected):
            choices_in(self.write(tmp_path / "towns.csv", 2, **change))

    def test_two_marks_for_one_town_are_named(self, tmp_path: Path) -> None:
        """Two places for one spelling are refused: neither is guessed."""
        path = self.write(tmp_path / "towns.csv", 0)
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        lines[2] = lines[2].replace("Castro,IT,1,,", "Castro,IT,1,x,", 1)
        path.write_text("\n".join(lines), encoding="utf-8")

        with pytest.raises(InputError, match="two places are marked for Castro"):
            choices_in(path)

    def test_another_table_is_refused(self, tmp_path: Path) -> None:
        """A table that holds no questions is named."""
        (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")

        with pytest.raises(InputError, match=r"other\.csv is no table of questions"):
            choices_in(tmp_path / "other.csv")

    def test_a_spelling_like_a_formula_comes_back(self, tmp_path: Path) -> None:
        """A town that a spreadsheet could take for a formula is written harmless, and its answer is found again."""
        path = self.write(tmp_path / "towns.csv", None)
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace("'=Cerea,,1,,", "'=Cerea,,1,x,", 1), encoding="utf-8")
        (placed,) = locate(entries(("=Cerea", None)), choices_in(path)).placed

        assert "'=Cerea" in text
        assert placed.place is not None
        assert placed.place.town == "Cerea"
