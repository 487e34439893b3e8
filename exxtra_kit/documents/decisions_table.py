# SPDX-License-Identifier: BSD-3-Clause
"""The decisions on a table of cases: for each row the verdict, the sum, and the reasons in words.

Every decision is the engine's (`exxtra_kit.rules.Bench`); here it is only asked, and put into cells. Sentences
that were made once are remembered, as the bench remembers findings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exxtra_kit.geo import distance_of_many
from exxtra_kit.language import Language, available_languages
from exxtra_kit.memory import Memo
from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Outcome
from exxtra_kit.parameters import Law
from exxtra_kit.rules.verdict import Bench

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from datetime import date

    from exxtra_kit.casetable import Layout, Row
    from exxtra_kit.errors import Problem
    from exxtra_kit.models import Case, Finding, Verdict

Cell = object
WRONG_INPUT = "input"
"""The verdict on a row that can't be used."""
HEADINGS: tuple[Message, ...] = (
    msg("verdict"),
    msg("answer"),
    msg("lump sum (euro)"),
    msg("sum if confirmed (euro)"),
    msg("working days"),
    msg("distance (km)"),
    msg("halved"),
    msg("priority"),
    msg("reasons"),
    msg("cautions"),
    msg("not checked"),
    msg("programme"),
    msg("programme version"),
    msg("programme fingerprint"),
)
"""What is put behind the user's own columns."""
_LAWS = 4096
# A law that leaves something open names its day in words, so that each day needs a bench of its own.
_BENCHES = 16
_SENTENCES = 50_000


@dataclass(frozen=True, slots=True)
class Decided:
    """A row with its decision.

    Attributes:
        row: The row as it came in.
        verdict: What the rules say; None if the row can't be used.
        cells: The row's own cells, then those of the decision.
    """

    row: Row
    verdict: Verdict | None
    cells: tuple[Cell, ...]


class Desk:
    """Decides on one row after the other, and puts each decision into words of one language."""

    def __init__(self, layout: Layout, language: Language, answer: Callable[[Verdict], Message]) -> None:
        """Make a desk.

        Args:
            layout: The headings of the table.
            language: Language of the words.
            answer: Says a verdict in a few words.
        """
        self.counts: Counter[str] = Counter()
        self._layout, self._language, self._answer = layout, language, answer
        self._own = _own_columns(layout.headings)
        self._benches = Benches()
        self._words = _Words(language)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table of decisions: the user's own, then ours."""
        return (*self._layout.headings[: self._own], *(self._language.text(heading) for heading in HEADINGS))

    def decide(self, rows: Iterable[Row]) -> Iterator[Decided]:
        """Yield the decision on each row, in the same order; `counts` says how many there are of each.

        Args:
            rows: The rows of the table.
        """
        for row in rows:
            own = row.cells[: self._own]
            if row.case is None:
                self.counts[WRONG_INPUT] += 1
                yield Decided(row, None, (*own, *self._refusal(row)))
            else:
                verdict = self._benches.judge(row.case)
                self.counts[verdict.eligibility] += 1
                yield Decided(row, verdict, (*own, *self._cells(verdict)))

    def problem_words(self, problem: Problem) -> str:
        """Return a problem with the heading over it."""
        sentence = self._language.text(problem.message)
        if not problem.field:
            return sentence
        heading = self._layout.heading_of(problem.field)
        return self._language.text(msg("column {column}: {problem}", column=heading, problem=sentence))

    def _refusal(self, row: Row) -> tuple[Cell, ...]:
        words = " ".join(self.problem_words(problem) for problem in row.problems)
        answer = self._language.text(msg("Wrong input"))
        return (WRONG_INPUT, answer, None, None, None, None, None, None, words, None, None, None, None, None)

    def _cells(self, verdict: Verdict) -> tuple[Cell, ...]:
        words, findings = self._words, verdict.findings
        return (
            str(verdict.eligibility),
            words.sentence(self._answer(verdict)),
            verdict.lump_sum_eur,
            verdict.lump_sum_if_confirmed_eur,
            verdict.working_days,
            verdict.distance_km,
            words.yes_or_no(verdict.halved),
            words.yes_or_no(verdict.has_priority),
            words.reasons([one for one in findings if one.outcome in _TELLING]),
            words.cautions([one for one in findings if one.note is not None]),
            words.codes([one for one in findings if not one.is_checked]),
            verdict.programme,
            verdict.programme_version,
            verdict.programme_hash,
        )


_TELLING = frozenset({Outcome.NOT_MET, Outcome.UNDECIDED})


class Benches:
    """The bench of each law that the cases of a table ask for.

    Days between which no value changes have the same law, and share a bench. The verdict is the very same as
    with a law of its own; a law that has no value for something quotes its day, so there days share nothing.
    """

    def __init__(self) -> None:
        """Make it without a bench."""
        self._keys: Memo[Hashable] = Memo(_LAWS)
        self._benches: Memo[Bench] = Memo(_BENCHES)

    def judge(self, case: Case) -> Verdict:
        """Return what the rules say of a case, without looking for what would change it.

        Args:
            case: The question.
        """
        day, programme = case.on, case.programme
        key = self._keys.get((programme, day), lambda: _values_in_force(Law.at(day, programme)))
        bench = self._benches.get(key, lambda: Bench(Law.at(day, programme), distance_of_many()))
        return bench.judge(case, day)


def _values_in_force(law: Law) -> Hashable:
    """Return what tells a law from that of another day: the first days of its values."""
    since: list[date] = []
    for name in law.programme.parameters:
        entry = law.source(name)
        if entry.since > law.day or (entry.value is None and not entry.not_asked):
            return law.programme_id, law.day
        since.append(entry.since)
    return law.programme_id, tuple(since)


class _Words:
    """Sentences in one language, each made once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._sentences: Memo[tuple[object, str]] = Memo(_SENTENCES)
        self._cautions: Memo[tuple[object, str | None]] = Memo()
        self._yes, self._no = language.text(msg("yes")), language.text(msg("no"))

    def yes_or_no(self, value: bool | None) -> str | None:  # noqa: FBT001 (a fact, not a switch)
        """Return a yes or no in words; None stays empty."""
        return None if value is None else self._yes if value else self._no

    def sentence(self, message: Message) -> str:
        """Return a message that has no values."""
        return self._of(message.text, message, message)

    def reasons(self, findings: Sequence[Finding]) -> str | None:
        """Return the reasons of findings, one after the other."""
        return " ".join([self._of(id(one), one, one.reason) for one in findings]) or None

    def cautions(self, findings: Sequence[Finding]) -> str | None:
        """Return what to be careful about, each caution once."""
        return self._cautions.get(tuple(map(id, findings)), self._put_cautions, findings)[1]

    def _put_cautions(self, findings: Sequence[Finding]) -> tuple[object, str | None]:
        notes = [self._language.text(one.note) for one in findings if one.note is not None]
        return findings, " ".join(dict.fromkeys(notes)) or None

    def codes(self, findings: Sequence[Finding]) -> str | None:
        """Return codes with their rules ("EX209 (R30)")."""
        return ", ".join([f"{one.code} ({one.rule})" for one in findings]) or None

    def _of(self, key: Hashable, kept: object, message: Message) -> str:
        """Return a sentence by its key; what the key was made of is kept, so that no other thing gets its id."""
        return self._sentences.get(key, self._put, kept, message)[1]

    def _put(self, kept: object, message: Message) -> tuple[object, str]:
        return kept, self._language.text(message)


def _own_columns(headings: Sequence[str]) -> int:
    """Return how many columns are the user's own: a table of decisions that comes in again is decided anew."""
    own = len(headings) - len(HEADINGS)
    last = list(headings[max(own, 0) :])
    languages = [Language.load(code) for code in available_languages()]
    if any(last == [language.text(heading) for heading in HEADINGS] for language in languages):
        return own
    return len(headings)
