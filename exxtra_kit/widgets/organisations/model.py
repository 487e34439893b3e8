# SPDX-License-Identifier: BSD-3-Clause
"""State of the organisations' app: the table, the towns that were chosen, the question, the verdicts. No widgets."""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets import Dict, HasTraits, Instance, Int, TraitType, Tuple, Unicode, observe

from exxtra_kit.casefile import read_case
from exxtra_kit.errors import ExxtraError, InputError, Problem
from exxtra_kit.matching.many import judge_hosts
from exxtra_kit.messages import Message, msg
from exxtra_kit.organisations import Located, OrganisationTable, locate, read_organisations
from exxtra_kit.parameters import DEFAULT_PROGRAMME
from exxtra_kit.widgets.asked import OF_A_VISITOR
from exxtra_kit.widgets.plain_answers import as_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.models import Case, Verdict
    from exxtra_kit.organisations.places import Choice, TownKey

_NEEDED = {
    "visiting_type": msg("what the visitor is"),
    "visiting_country": msg("the visitor\N{RIGHT SINGLE QUOTATION MARK}s country"),
    "visiting_town": msg("the visitor\N{RIGHT SINGLE QUOTATION MARK}s town"),
    "start": msg("the first day at the host"),
    "end": msg("the last day"),
}
_LONGEST_NAME = 80


def _day() -> Any:
    return Instance(date, allow_none=True, default_value=None)


class OrganisationsModel(HasTraits):
    """A table in, places and verdicts out.

    Attributes:
        table: The table as read; None before there is one.
        problem: Why the last file could not be read; None if it could.
        choices: The towns that were chosen, by the key of their question.
        located: The organisations with and without a place, and what is to be asked.
        programme: Id of the programme whose rules apply.
        verdicts: What the rules say of each organisation with a place; empty without a question.
        wrong: What can't be used of the question, one for each field.
        missing: What is still needed before there are verdicts, in words; empty if nothing was answered at all.
        revision: Counts up whenever places or verdicts have changed.
    """

    table = Instance(OrganisationTable, allow_none=True)
    problem = Instance(Problem, allow_none=True)
    choices: Dict[TownKey, Choice] = Dict()
    located = Instance(Located, args=((), (), ()))
    programme = Unicode(DEFAULT_PROGRAMME)

    visiting_type = Unicode()
    visiting_country = Unicode()
    visiting_town = Unicode()
    visiting_membership = Unicode()
    previous_visits = Unicode()
    start = _day()
    end = _day()

    verdicts: TraitType[tuple[Verdict | None, ...], Any] = Tuple()
    wrong: TraitType[tuple[Problem, ...], Any] = Tuple()
    missing: TraitType[tuple[Message, ...], Any] = Tuple()
    revision = Int()

    def open(self, path: Path) -> bool:
        """Read a table; the one before stays if it can't be read.

        Args:
            path: A spreadsheet or a CSV file.

        Returns:
            Whether it could be read; `problem` says why not.
        """
        try:
            table = read_organisations(path)
        except InputError as error:
            self.problem = error.problems[0]
            return False
        self.problem = None
        self.choices = {}
        self.table = table
        self._place()
        return True

    def open_content(self, name: str, content: bytes) -> bool:
        """Read a table that a browser handed over.

        Args:
            name: Its name, for messages.
            content: What it holds.
        """
        with _as_file(name, content) as path:
            return self.open(path)

    def choose(self, key: TownKey, choice: Choice | None) -> None:
        """Answer a question for a town; one answer serves all rows with that spelling.

        Args:
            key: The question's key.
            choice: The GeoNames number of a candidate, or a place; None takes an answer back.
        """
        others = {known: kept for known, kept in self.choices.items() if known != key}
        self.choices = others if choice is None else {**others, key: choice}
        self._place()

    def _place(self) -> None:
        self.located = locate(self.table.entries if self.table else (), self.choices)
        self._judge()

    @observe(*OF_A_VISITOR, "programme")
    def _asked(self, _change: object) -> None:
        self._judge()

    def question(self) -> Case | None:
        """Return the question as a case without a host; None as long as something is missing or wrong."""
        answers = {name: getattr(self, name) for name in OF_A_VISITOR}
        self.missing = (
            tuple(words for name, words in _NEEDED.items() if not answers[name]) if any(answers.values()) else ()
        )
        data: dict[str, dict[str, object]] = {"visiting": {}, "host": {}, "exchange": {}}
        for name, field in OF_A_VISITOR.items():
            section, _, key = field.partition(".")
            if answers[name]:
                data[section][key] = as_case(field, answers[name])
        try:
            case = read_case({"programme": self.programme, **data})
        except InputError as error:
            # A day that wasn't given yet is needed, not wrong.
            self.wrong = tuple(one for one in error.problems if one.field != "exchange.start" or self.start)
            return None
        self.wrong = ()
        return None if self.missing else case

    def _judge(self) -> None:
        case = self.question()
        verdicts: tuple[Verdict | None, ...] = ()
        if case is not None and self.located.placed:
            try:
                verdicts = judge_hosts(case, self.located.placed)
            except ExxtraError as error:  # a day of which the law says nothing
                self.wrong = (Problem("exchange.start", error.message),)
        self.verdicts = verdicts
        self.revision += 1


@contextmanager
def _as_file(name: str, content: bytes) -> Iterator[Path]:
    """Yield a file with this content, called as far as possible as it was."""
    plain = re.sub(r"[^\w.() -]", "_", name)[-_LONGEST_NAME:].strip(". ") or "table"
    with tempfile.TemporaryDirectory(prefix="exxtra-") as folder:
        path = Path(folder, plain)
        path.write_bytes(content)
        yield path
