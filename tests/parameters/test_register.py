# SPDX-License-Identifier: BSD-3-Clause
"""The register: every choice has its number, its sides and its sources; conflicts and decisions know each other."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

import exxtra_kit.parameters
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.language import Language
from exxtra_kit.parameters import (
    OWN_PROGRAMMES,
    Conflict,
    Decision,
    conflicts,
    conflicts_of,
    decision,
    decisions,
    load_programme,
    programme_ids,
)
from exxtra_kit.parameters.files import shared_sources

FOLDER = Path(exxtra_kit.parameters.__file__).parent
ENTRIES: tuple[Decision | Conflict, ...] = (*decisions(), *conflicts())
NUMBERS = [entry.id for entry in ENTRIES]


def texts(entry: Decision | Conflict) -> tuple[str, ...]:
    """Return every text of an entry, in English."""
    head = (entry.question, entry.consequence) if isinstance(entry, Decision) else (entry.subject,)
    return tuple(one.text for one in (*head, entry.choice, *(side.says for side in entry.sides)) if one is not None)


def test_numbers_have_no_gap() -> None:
    """Numbers run from 1 on: one that is missing was withdrawn, and numbers are never withdrawn."""
    assert [entry.id for entry in decisions()] == [f"D-{n:02d}" for n in range(1, len(decisions()) + 1)]
    assert [entry.id for entry in conflicts()] == [f"C{n}" for n in range(1, len(conflicts()) + 1)]
    assert len(decisions()) >= 12
    assert len(conflicts()) >= 14


@pytest.mark.parametrize("entry", ENTRIES, ids=NUMBERS)
def test_every_side_names_a_registered_source(entry: Decision | Conflict) -> None:
    """Whoever doubts a choice finds what each source says, and the source."""
    for side in entry.sides:
        assert side.source.source in shared_sources()
        assert side.source.title == shared_sources()[side.source.source].title
        assert side.says.text


@pytest.mark.parametrize("entry", ENTRIES, ids=NUMBERS)
def test_texts_can_be_shown_and_translated(entry: Decision | Conflict) -> None:
    """Each text is a message without values: whole sentences, no braces, no line breaks, in any language."""
    for text in texts(entry):
        assert not re.search(r"[{}\n]|  ", text), text
        assert text[0].isupper() or text[0].isdigit() or text[0] == "“", text
    assert all(text.endswith((".", "”.")) for text in texts(entry)[1:]), entry.id
    assert Language.load("it").text(entry.choice)


def test_every_question_is_one() -> None:
    """A decision answers a question, on a day, and says more than yes or no."""
    for entry in decisions():
        assert entry.question.text.endswith("?"), entry.id
        assert date(2026, 11, 1) <= entry.decided <= date(2100, 1, 1)
        assert len(entry.choice.text.split()) >= 5, entry.id


def test_conflicts_and_decisions_know_each_other() -> None:
    """A conflict names the decisions that settle it, and each of them names the conflict."""
    by_id = {entry.id: entry for entry in conflicts()}
    for entry in decisions():
        assert set(entry.conflicts) == {conflict.id for conflict in conflicts_of(entry.id)}, entry.id
        assert set(entry.conflicts) <= set(by_id), entry.id
    for conflict in conflicts():
        for number in conflict.decisions:
            assert conflict.id in decision(number).conflicts, conflict.id


def test_a_conflict_has_two_sides_that_differ() -> None:
    """Two sources, or two places of one, say different things."""
    for conflict in conflicts():
        said = [side.says.text for side in conflict.sides]
        assert len(said) >= 2, conflict.id
        assert len(set(said)) == len(said), conflict.id


def test_every_decision_bites_somewhere() -> None:
    """A decision that no value of any programme names can't be shown where it matters."""
    named = {
        entry.decision
        for programme in programme_ids()
        for parameter in load_programme(programme).parameters.values()
        for entry in parameter.values
    }

    assert {entry.id for entry in decisions()} <= named


def test_every_source_is_a_public_address() -> None:
    """Each registered source has a title, a kind and an address that anybody can open; hearsay has none."""
    for key, source in shared_sources().items():
        assert source.title, key
        if source.kind == "general_knowledge":
            assert not source.url, key
        else:
            assert source.url.startswith(("https://", "http://")), key
    titles = [source.title for source in shared_sources().values()]
    assert len(titles) == len(set(titles))


def test_every_source_is_used() -> None:
    """A source that nothing rests on is not registered."""
    text = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml") if path.name != "sources.toml")
    used = set(re.findall(r'^(?:reference|source) = "([^"]+)"', text, flags=re.MULTILINE))

    assert set(tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))) == used


def test_an_unknown_number_lists_the_known() -> None:
    """A slip of the pen is said with what there is."""
    with pytest.raises(ParameterNotFoundError, match=r"no decision D-99\. Known: D-01"):
        decision("D-99")


def test_a_programme_of_ones_own_brings_its_decisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision that stands in a file of the own folder is in the register, with its own source."""
    small = Path(__file__).parent / "small.toml"
    (tmp_path / "small.toml").write_text(small.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv(OWN_PROGRAMMES, str(tmp_path))

    own = decision("D-90")
    load_programme.cache_clear()

    assert own.choice.text == "Half."
    assert own.sides[0].source.title == "Text of a made-up call"
    assert decision("D-01").choice.text.startswith("The sums of the table")
