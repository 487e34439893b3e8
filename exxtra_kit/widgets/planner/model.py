# SPDX-License-Identifier: BSD-3-Clause
"""The planner's state: what is asked, what was planned, what the rules say. No widgets, no HTML."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from traitlets import Dict, HasTraits, Instance, Int, Unicode, observe
from traitlets import Tuple as TupleTrait

from exxtra_kit.casefile import known_case, read_case
from exxtra_kit.days import DayKind
from exxtra_kit.documents.exchange_file import ExchangeFile, dump_exchange, open_exchange
from exxtra_kit.documents.safe_json import check_size
from exxtra_kit.errors import ExchangeFileError, InputError, Problem
from exxtra_kit.language import Language
from exxtra_kit.messages import msg
from exxtra_kit.models import Case, ExchangeForm, Verdict
from exxtra_kit.parameters import DEFAULT_PROGRAMME, Law
from exxtra_kit.planning import (
    Activity,
    Closing,
    Party,
    Profile,
    Progress,
    in_order,
)
from exxtra_kit.render.plain import verdict_as_dict
from exxtra_kit.render.plan import file_name
from exxtra_kit.rules import assess_exchange
from exxtra_kit.widgets.plain_answers import usable_case
from exxtra_kit.widgets.planner.form import ASKED, FORM_FIELDS, Form
from exxtra_kit.widgets.planner.news import changes_since
from exxtra_kit.widgets.planner.stay import days_of, lay_template, problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OTHER_HOST = "other"
_NEEDED = {
    "type": msg("what kind of organisation you are"),
    "country": msg("your country"),
    "town": msg("your town"),
    "host_country": msg("the host"),
    "start": msg("the first day at the host"),
    "end": msg("the last day at the host"),
}


def today() -> date:
    """Return the day on which something is noted: that of the machine that serves the planner."""
    return datetime.now(tz=UTC).date()


class PlannerModel(HasTraits):
    """One exchange that is being planned.

    The answers are traits with the names of `Form`; `host` is the id of a known cluster, "other"
    for a host that is described field by field, empty for none. What `ExchangeFile` holds beside the
    case is the plan: `profile`, `host_profile`, `weights`, `objectives`, `agenda`, `visitors`, `done`,
    `signed`, `confirmed`, `days_of` (when that was) and `closing`. All else is computed in one observer
    and only read.

    Attributes:
        case: The case; None while something can't be used or the first day is missing.
        verdict: What the rules say of it; None while there is no case or a deciding answer is missing.
        problems: What is wrong with the answers.
        missing: Which deciding answers are missing.
        days: The days of the stay at the host; empty while they are not known.
        agenda_problems: What is wrong with the agenda.
        file_problem: Why the last file could not be opened; None if it could.
        news: What a person should know about the file that was opened.
        revision: Counts up whenever the exchange file would be another one.
    """

    name = Unicode()
    type = Unicode()
    country = Unicode()
    town = Unicode()
    membership = Unicode()
    visits = Unicode()
    host = Unicode()
    host_name = Unicode()
    host_type = Unicode()
    host_country = Unicode()
    host_town = Unicode()
    host_membership = Unicode()
    start = Instance(date, allow_none=True)
    end = Instance(date, allow_none=True)
    form = Unicode(ExchangeForm.PHYSICAL.value)

    profile = Instance(Profile, ())
    host_profile = Instance(Profile, ())
    weights = Dict()
    objectives = TupleTrait()
    agenda = TupleTrait()
    visitors = TupleTrait()
    done = Instance(frozenset, ())
    signed = Instance(frozenset, ())
    confirmed = Instance(frozenset, ())
    days_of = Dict()
    closing = Instance(Closing, ())

    case = Instance(Case, allow_none=True)
    verdict = Instance(Verdict, allow_none=True)
    problems = TupleTrait()
    missing = TupleTrait()
    days = TupleTrait()
    agenda_problems = TupleTrait()
    file_problem = Instance(Problem, allow_none=True)
    news = TupleTrait()
    revision = Int()

    def __init__(self, hosts: Mapping[str, Form] | None = None, language: Language | None = None) -> None:
        """Make an empty plan.

        Args:
            hosts: Known hosts by id; only the host's fields of each form count.
            language: Language in which templates are written into the plan.
        """
        super().__init__()
        self.hosts = dict(hosts or {})
        self.language = language or Language.load()
        self._file = ExchangeFile()
        self._written = (-1, "")  # the exchange file, and of which revision
        self._together = 0
        self._compute()

    # What a person does

    @contextmanager
    def together(self) -> Iterator[None]:
        """Change several answers and compute once."""
        self._together += 1
        try:
            yield
        finally:
            self._together -= 1
            if not self._together:
                self._compute()

    def answer(self, form: Form, host: str = "") -> None:
        """Give all answers at once.

        Args:
            form: The answers; those about the host are left out if `host` is a known one.
            host: Id of a known host; otherwise the host is looked up by name, country and town.
        """
        with self.together():
            for name in FORM_FIELDS:
                setattr(self, name, getattr(form, name))
            self.host = host if host in self.hosts else self._host_of(form)

    def begin(self, case: Mapping[str, object], host: str = "") -> None:
        """Begin with a case that another app hands over; what isn't asked here stays as it was said there.

        Args:
            case: The case, with the keys of a case file.
            host: Id of a known host.
        """
        self._file = ExchangeFile(case=usable_case(case, ASKED))
        self.answer(Form.of_case(case), host=host)

    def add(self, activity: Activity) -> None:
        """Put an activity into the agenda."""
        self.agenda = in_order((*self.agenda, activity))

    def remove(self, activity: Activity) -> None:
        """Take an activity out of the agenda."""
        self.agenda = tuple(kept for kept in self.agenda if kept is not activity)

    def change(self, before: Activity, **fields: object) -> None:
        """Change or move an activity; fields that a newer version wrote into it are kept."""
        self.agenda = in_order(
            before.model_copy(update=fields) if activity is before else activity for activity in self.agenda
        )

    def apply_template(self, key: str) -> None:
        """Replace the agenda by a template, laid on the working days of the stay."""
        lay_template(self, key)

    def change_case(self, changes: Mapping[str, object]) -> None:
        """Change in the case what the form doesn't ask for: sections with values, None takes a value out."""
        with self.together():
            self._file = self._file.with_case(changes)

    def tick(self, task: str, *, is_done: bool) -> None:
        """Note that a task is done today, or isn't."""
        if is_done != (task in self.done):
            self._note_day(task, is_so=is_done)
        self.done = self.done | {task} if is_done else self.done - {task}

    def sign(self, party: Party, *, has_signed: bool) -> None:
        """Note that a party has signed the Commitment to Quality today, or hasn't."""
        if has_signed != (party in self.signed):
            self._note_day(f"signed:{party}", is_so=has_signed)
        self.signed = self.signed | {party} if has_signed else self.signed - {party}

    def confirm(self, party: Party, *, has_confirmed: bool) -> None:
        """Note that one of the two organisations has said yes to the match today, or hasn't."""
        if has_confirmed != (party in self.confirmed):
            self._note_day(f"confirmed:{party}", is_so=has_confirmed)
        self.confirmed = self.confirmed | {party} if has_confirmed else self.confirmed - {party}

    def _note_day(self, key: str, *, is_so: bool) -> None:
        others = {name: day for name, day in self.days_of.items() if name != key}
        self.days_of = {**others, key: today()} if is_so else others

    def open_file(self, content: bytes | str, size: int = 0) -> bool:
        """Open an exchange file; if that fails, the plan stays as it was and `file_problem` says why.

        Args:
            content: The file's content.
            size: Its bytes, where a page has kept the content of a large file back.
        """
        try:
            check_size(size)
            file = open_exchange(content)
        except ExchangeFileError as error:
            self.file_problem = Problem("", error.message)
            return False
        self.take(file)
        self.news = tuple(changes_since(file.verdict, self.verdict))
        return True

    def take(self, file: ExchangeFile, host: str = "") -> None:
        """Put what an exchange file holds in place of all that is planned.

        Args:
            file: The file; an empty one to start again.
            host: Which host is chosen, where the file doesn't say it: an id, or `OTHER_HOST`.
        """
        self._file = file
        self.file_problem, self.news = None, ()
        with self.together():
            self.answer(Form.of_case(file.case), host=host)
            if host == OTHER_HOST:
                self.host = host
            self.profile, self.host_profile, self.weights = file.profile, file.host_profile, dict(file.weights)
            self.objectives, self.agenda, self.visitors = file.objectives, file.agenda, file.visitors
            progress = file.progress
            self.days_of = dict(progress.days)
            self.done, self.signed, self.confirmed = progress.done, progress.signed, progress.confirmed
            self.closing = file.closing

    # What comes of it

    @property
    def working_days(self) -> tuple[date, ...]:
        """The days of the stay that count as working days at the host."""
        return tuple(day.day for day in self.days if day.kind is DayKind.WORKING)

    @property
    def progress(self) -> Progress:
        """What of the checklist is done, signed and confirmed, and when."""
        return Progress(self.done, self.signed, self.confirmed, dict(self.days_of))

    def file_content(self) -> str:
        """Return the exchange file of the plan as it is now."""
        if self._written[0] == self.revision:
            return self._written[1]
        verdict: dict[str, object] | None = None
        if self.verdict is not None and self.case is not None:
            # English in every language: the file is read by programs and by the other side.
            verdict = verdict_as_dict(self.verdict, Language.load())
        content = dump_exchange(replace(self._current(), verdict=verdict))
        self._written = (self.revision, content)
        return content

    @property
    def case_data(self) -> Mapping[str, object]:
        """The case as plain data, what isn't asked here too."""
        return self._current().case

    def law(self) -> Law | None:
        """Return the law that the plan is judged by; None while it isn't known."""
        return Law.at(self.case.on, self.case.programme) if self.case is not None else None

    def file_name(self) -> str:
        """Return the name under which the exchange file is saved."""
        return file_name(self.case)

    def get_state(self) -> dict[str, Any]:
        """Return the whole plan as plain data: what its exchange file holds."""
        return dict(json.loads(self.file_content()))

    def set_state(self, state: Mapping[str, Any]) -> None:
        """Take a plan from plain data.

        Raises:
            ExchangeFileError: The data is no exchange file.
        """
        if not self.open_file(json.dumps(state)) and self.file_problem is not None:
            raise ExchangeFileError(self.file_problem.message)

    # How it is computed

    @observe("done", "signed", "confirmed", "profile", "host_profile", "weights", "closing")
    def _ticked(self, _change: Any) -> None:
        self.revision += 1

    @observe(*FORM_FIELDS, "host", "agenda", "objectives", "visitors")
    def _changed(self, change: Any) -> None:
        if change["name"] == "host" and self.host in self.hosts:
            self._take_host(self.hosts[self.host])
        if change["name"] == "host" and change["old"]:
            self.host_profile = Profile()  # another host never said it
        if not self._together:
            self._compute()

    def _take_host(self, known: Form) -> None:
        with self.together():
            for name in FORM_FIELDS:
                if name.startswith("host_"):
                    setattr(self, name, getattr(known, name))

    def _host_of(self, form: Form) -> str:
        for key, known in self.hosts.items():
            if (known.host_name, known.host_country) == (form.host_name, form.host_country):
                return key
        return OTHER_HOST if form.host_country or form.host_name else ""

    def _current(self) -> ExchangeFile:
        form = Form(**{name: getattr(self, name) for name in FORM_FIELDS})
        # Said in the file even where it is the default: a default may change, this exchange's programme doesn't.
        programme = self._file.case.get("programme") or DEFAULT_PROGRAMME
        file = self._file.with_case({"programme": programme, **form.changes(self._file.case)})
        if self.visitors:
            file = file.with_case({"exchange": {"group_visitors": len(self.visitors) + 1}})
        return replace(
            file,
            agenda=self.agenda,
            progress=self.progress,
            profile=self.profile,
            host_profile=self.host_profile,
            weights=dict(self.weights),
            objectives=self.objectives,
            visitors=self.visitors,
            closing=self.closing,
        )

    def _compute(self) -> None:
        case: Case | None = None
        problems: tuple[Problem, ...] = ()
        try:
            case = read_case(known_case(self._current().case))
        except InputError as error:
            # A missing first day is no mistake of somebody who is still answering.
            problems = tuple(found for found in error.problems if self.start or found.field != "exchange.start")
        missing = tuple(text for name, text in _NEEDED.items() if not getattr(self, name))
        verdict = None
        if case is not None and not missing:
            verdict = assess_exchange(case, Law.at(case.on, case.programme))
        with self.hold_trait_notifications():
            self.case, self.problems, self.missing, self.verdict = case, problems, missing, verdict
            self.days = days_of(case, self.host_country, self.start, self.end)
            self.agenda_problems = problems_of(self)
            self.revision += 1
