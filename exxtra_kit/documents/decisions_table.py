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
from exxtra_kit.models import Eligibility
from exxtra_kit.parameters import Law
from exxtra_kit.rules.verdict import RULES, Bench, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from datetime import date

    from exxtra_kit.casetable import Layout, Row
    from exxtra_kit.errors import Problem
    from exxtra_kit.models import Case, Finding, Verdict
    from exxtra_kit.rules.verdict import Parts, Ruling

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
        ruling: What the rules say; None if the row can't be used.
        cells: The row's own cells, then those of the decision.
    """

    row: Row
    ruling: Ruling | None
    cells: tuple[Cell, ...]

    @property
    def verdict(self) -> Verdict | None:
        """The verdict, put together when it is asked for; None if the row can't be used."""
        return None if self.ruling is None else self.ruling.verdict()


class Desk:
    """Decides on one row after the other, and puts each decision into words of one language."""

    def __init__(self, layout: Layout, language: Language, answer: Callable[[Eligibility], Message]) -> None:
        """Make a desk.

        Args:
            layout: The headings of the table.
            language: Language of the words.
            answer: Says an answer in a few words.
        """
        self.counts: Counter[str] = Counter()
        self._layout, self._language = layout, language
        self._answers = {eligibility: language.text(answer(eligibility)) for eligibility in Eligibility}
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
                ruling = self._benches.rule(row.case)
                self.counts[ruling.eligibility] += 1
                yield Decided(row, ruling, own + self._cells(ruling))

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

    def _cells(self, ruling: Ruling) -> tuple[Cell, ...]:
        words, head = self._words, ruling.law.programme.programme
        return (
            ruling.eligibility.value,
            self._answers[ruling.eligibility],
            ruling.lump_sum_eur,
            ruling.lump_sum_if_confirmed_eur,
            ruling.working_days,
            ruling.distance_km,
            words.yes_or_no(ruling.amount.halved),
            words.yes_or_no(ruling.has_priority),
            words.reasons(ruling.telling()),
            words.cautions(ruling.cautious()),
            words.codes(ruling.unchecked()),
            head.id,
            head.version,
            ruling.law.programme.content_hash,
        )


class Benches:
    """The bench of each law that the cases of a table ask for.

    Days between which no value changes have the same law, and share a bench. The verdict is the very same as
    with a law of its own; a law that has no value for something quotes its day, so there days share nothing.
    """

    def __init__(self) -> None:
        """Make it without a bench."""
        self._keys: Memo[Hashable] = Memo(_LAWS)
        self._benches: Memo[Bench] = Memo(_BENCHES)

    def rule(self, case: Case) -> Ruling:
        """Return what the rules say of a case, without looking for what would change it.

        Args:
            case: The question.
        """
        day, programme = case.on, case.programme
        at = programme, day
        key = self._keys.recall(at)
        if key is None:
            key = self._keys.get(at, lambda: _values_in_force(Law.at(day, programme)))
        bench = self._benches.recall(key)
        if bench is None:
            bench = self._benches.get(key, lambda: Bench(Law.at(day, programme), distance_of_many()))
        return bench.rule(case, day)


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
    """Findings in the words of one language, each text made once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._sentences: Memo[tuple[Finding, str]] = Memo(_SENTENCES)
        self._cautions: Memo[tuple[list[Finding], str]] = Memo()
        self._codes: Memo[str] = Memo()
        self._yes, self._no = language.text(msg("yes")), language.text(msg("no"))

    def yes_or_no(self, value: bool | None) -> str | None:  # noqa: FBT001 (a fact, not a switch)
        """Return a yes or no in words; None stays empty."""
        return None if value is None else self._yes if value else self._no

    def reasons(self, parts: Parts) -> str | None:
        """Return the reasons of findings, one after the other; there are too many sets of them to keep."""
        return " ".join([self._reason(one) for one in in_order(parts)]) if parts else None

    def cautions(self, parts: Parts) -> str | None:
        """Return what to be careful about, each caution once."""
        if not parts:
            return None
        findings = in_order(parts)
        key = tuple(map(id, findings))  # the findings are kept with the text, so that no others get their ids
        return (self._cautions.recall(key) or self._cautions.get(key, self._join_cautions, findings))[1]

    def codes(self, places: tuple[int, ...]) -> str | None:
        """Return the codes of rules by their places, with the scheme's numbers ("EX209 (R30)")."""
        return (self._codes.recall(places) or self._codes.get(places, _join_codes, places)) if places else None

    def _reason(self, finding: Finding) -> str:
        key = id(finding)
        sentences = self._sentences
        return (sentences.recall(key) or sentences.get(key, lambda: (finding, self._language.text(finding.reason))))[1]

    def _join_cautions(self, findings: list[Finding]) -> tuple[list[Finding], str]:
        notes = [self._language.text(one.note) for one in findings if one.note is not None]
        return findings, " ".join(dict.fromkeys(notes))


def _join_codes(places: tuple[int, ...]) -> str:
    return ", ".join([f"{RULES[place].code} ({RULES[place].rule})" for place in places])


def _own_columns(headings: Sequence[str]) -> int:
    """Return how many columns are the user's own: a table of decisions that comes in again is decided anew."""
    own = len(headings) - len(HEADINGS)
    last = list(headings[max(own, 0) :])
    languages = [Language.load(code) for code in available_languages()]
    if any(last == [language.text(heading) for heading in HEADINGS] for language in languages):
        return own
    return len(headings)
