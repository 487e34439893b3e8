# SPDX-License-Identifier: BSD-3-Clause
"""The cases by which the rules are tested, read as examples for the rule book.

A file holds one case, or with `[[variants]]` several that differ in a few fields. What a case
expects is compared with the rules by the tests; here it only says what the case is an example of.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exxtra_kit.casefile import read_case
from exxtra_kit.datafiles import broken, case_paths
from exxtra_kit.messages import msg
from exxtra_kit.models import Eligibility, Outcome
from exxtra_kit.parameters import DEFAULT_PROGRAMME, Law
from exxtra_kit.rules import assess_exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from exxtra_kit.models import Verdict

_VARIANTS = "variants"


@dataclass(frozen=True, slots=True)
class ExampleCase:
    """One case with its source.

    Attributes:
        id: The file's name without its ending, and the variant's name if there is one.
        file: The file's name.
        name: What the case shows, in English.
        source: Where its answer comes from, in English.
        case: The case with the keys of a case file.
        expected: What its source says of it, as the file has it.
    """

    id: str
    file: str
    name: str
    source: str
    case: Mapping[str, object]
    expected: Mapping[str, object]

    @property
    def programme(self) -> str:
        """Id of the programme that the case is about."""
        return str(self.case.get("programme", DEFAULT_PROGRAMME))

    def is_about(self, code: str, outcome: Outcome) -> bool:
        """Say whether the case is there to show this answer of a rule."""
        outcomes = self.expected.get("outcomes")
        return isinstance(outcomes, dict) and outcomes.get(code) == outcome

    def is_spoilt_by(self, outcome: Outcome) -> bool:
        """Say whether the case shows a good answer, but fails over something else: no good example."""
        return outcome in (Outcome.MET, Outcome.NOT_APPLICABLE) and self.expected.get("verdict") != Eligibility.ELIGIBLE

    @property
    def breadth(self) -> int:
        """How many rules the case says something of: the fewer, the better an example it is of each."""
        outcomes = self.expected.get("outcomes")
        return len(outcomes) if isinstance(outcomes, dict) else 0


def read_examples(path: Path) -> tuple[ExampleCase, ...]:
    """Return the cases of one file.

    Raises:
        DataError: The file is no file of cases; the message names it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise broken(path.name, 0, "", msg("this is not valid TOML ({reason})", reason=str(error))) from error
    return tuple(_example(path, asked, variant) for asked, variant in _asked(path, data))


@cache
def load_examples() -> tuple[ExampleCase, ...]:
    """Return every case that is kept in TOML, in the order of the files.

    Raises:
        DataNotFoundError: There is none.
        DataError: A file is no file of cases; the message names it.
    """
    return tuple(example for path in case_paths() for example in read_examples(path))


@cache
def best_example(code: str, outcome: Outcome, programmes: frozenset[str]) -> ExampleCase | None:
    """Return the plainest case that shows this answer of a rule; None if there is none.

    Args:
        code: Code of the rule.
        outcome: The answer.
        programmes: Ids of the programmes that examples may be taken from.
    """
    fitting = [
        example for example in load_examples() if example.is_about(code, outcome) and example.programme in programmes
    ]
    return min(fitting, key=lambda example: (example.breadth, example.is_spoilt_by(outcome), example.id), default=None)


def assess_example(example: ExampleCase) -> Verdict:
    """Return what the rules say of an example, without looking for what would change it."""
    case = read_case(example.case)
    return assess_exchange(case, Law.at(case.on, case.programme), with_fixes=False)


def _asked(path: Path, data: Mapping[str, object]) -> Iterator[tuple[dict[str, object], str]]:
    """Yield each case of a file, the common part filled in, with the name of its variant."""
    common = {key: value for key, value in data.items() if key != _VARIANTS}
    variants = data.get(_VARIANTS)
    if variants is None:
        yield common, ""
        return
    if not isinstance(variants, list) or not all(isinstance(own, dict) and own.get("name") for own in variants):
        raise broken(path.name, 0, "", msg("variants: a list of tables is expected, each with a name"))
    for own in variants:
        yield _merged(common, {**own, "name": f"{common.get('name', '')}: {own['name']}"}), str(own["name"])


def _merged(common: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    """Return two nested tables as one; where both say something, the own one counts."""
    merged = dict(common)
    for key, value in own.items():
        before = merged.get(key)
        merged[key] = _merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return merged


def _example(path: Path, asked: Mapping[str, object], variant: str) -> ExampleCase:
    name, source = asked.get("name"), asked.get("source")
    case, expected = asked.get("case"), asked.get("expected")
    if not (
        isinstance(name, str) and isinstance(source, str) and isinstance(case, dict) and isinstance(expected, dict)
    ):
        what = msg("a case needs a name, a source, the case itself and what is expected of it")
        raise broken(path.name, 0, "", what)
    return ExampleCase(
        id=f"{path.stem}: {variant}" if variant else path.stem,
        file=path.name,
        name=name,
        source=source,
        case=case,
        expected=expected,
    )
