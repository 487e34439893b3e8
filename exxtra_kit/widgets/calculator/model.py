# SPDX-License-Identifier: BSD-3-Clause
"""State of the calculator: what was answered, and what the rules say to it. No widgets, no HTML.

Nothing is parsed or checked here: the answers become the plain data of a case file and go through
the one door, `exxtra_kit.casefile.read_case`, and to the one engine, `assess_exchange`.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from traitlets import HasTraits, Instance, Int, List, TraitType, Tuple, Unicode, Union, observe

from exxtra_kit.casefile import read_case
from exxtra_kit.errors import ExxtraError, InputError, Problem
from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Case, Verdict
from exxtra_kit.parameters import DEFAULT_PROGRAMME, Law
from exxtra_kit.rules import assess_exchange
from exxtra_kit.widgets.calculator.answers import ANSWERS, DAYS, LISTS, NEEDED, OTHER_HOST
from exxtra_kit.widgets.hosts import host_clusters, host_fields
from exxtra_kit.widgets.plain_answers import as_answer, as_case, items_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def _day() -> TraitType[Any, Any]:
    """Return a trait for a day: a date, None, or text from an address that still has to pass the door."""
    return Union([Instance(date), Unicode()], allow_none=True, default_value=None)


class CalculatorModel(HasTraits):
    """Answers in, verdict out; any change of an answer is judged at once.

    An empty text, an empty list or None means "not answered"; that is also "I don't know", which the
    rules answer with "undecided", or with "not checked" where the fact is optional.

    Attributes:
        host: Id of a cluster, `OTHER_HOST` for an organisation described by the `host_...` answers, or empty.
        problems: What can't be used as it was typed, one for each field.
        missing: What is still needed before an answer makes sense, in words.
        case: The case that was judged; None while there is none.
        verdict: What the rules say; None while there are problems or there is no first day.
        revision: Counts up whenever answers were changed and judged.
    """

    programme = Unicode(DEFAULT_PROGRAMME)
    visiting_name = Unicode()
    visiting_type = Unicode()
    visiting_country = Unicode()
    visiting_town = Unicode()
    visiting_membership = Unicode()
    previous_visits = Unicode()
    visiting_support_kind = Unicode()
    visiting_staff = Unicode()
    visiting_turnover_eur = Unicode()
    visiting_balance_sheet_eur = Unicode()
    visiting_registered_in = List(Unicode())
    visiting_representative_nationality = Unicode()
    visiting_representative_days = Unicode()
    visiting_representative_permit = Unicode()
    visiting_representative_business = Unicode()
    host = Unicode()
    host_name = Unicode()
    host_type = Unicode()
    host_country = Unicode()
    host_town = Unicode()
    host_membership = Unicode()
    host_support_kind = Unicode()
    host_staff = Unicode()
    host_turnover_eur = Unicode()
    host_balance_sheet_eur = Unicode()
    host_registered_in = List(Unicode())
    host_representative_nationality = Unicode()
    host_representative_days = Unicode()
    host_representative_permit = Unicode()
    host_representative_business = Unicode()
    start = _day()
    end = _day()
    form = Unicode("physical")
    travel_days = List(Unicode())
    closed_days = List(Unicode())
    half_days = List(Unicode())
    host_region = Unicode()
    purposes = List(Unicode())
    group_visitors = Unicode()
    partnership_sum_eur = Unicode()

    problems: TraitType[tuple[Problem, ...], Any] = Tuple()
    missing: TraitType[tuple[Message, ...], Any] = Tuple()
    case = Instance(Case, allow_none=True)
    verdict = Instance(Verdict, allow_none=True)
    revision = Int()

    _held = False

    def __init__(self, **answers: Any) -> None:
        """Make the model, with answers by their names."""
        self._held = True
        super().__init__(**answers)
        self._held = False
        self._judge()

    def get_state(self) -> dict[str, Any]:
        """Return all answers as plain data (days as ISO text); what wasn't answered is left out."""
        answers = {name: getattr(self, name) for name in ANSWERS}
        return {
            name: value.isoformat() if isinstance(value, date) else value for name, value in answers.items() if value
        }

    def set_state(self, state: Mapping[str, Any]) -> None:
        """Put answers in place of all that was answered; names that no answer has are left out."""
        with self._together():
            for name in ANSWERS:
                value = state.get(name, self.trait_defaults(name))
                if name in DAYS:
                    value = _as_day(value)
                elif name in LISTS and isinstance(value, str):
                    value = items_of(value)
                setattr(self, name, value)

    def apply(self, changes: Mapping[str, object]) -> None:
        """Make the changes of a fix.

        Args:
            changes: Dotted fields of the case file and their new values, see `exxtra_kit.models.Fix`.
        """
        names = {field: name for name, field in ANSWERS.items()}
        of_host = {field: value for field, value in changes.items() if field.startswith("host.")}
        with self._together():
            if of_host:
                self._take_host({field.partition(".")[2]: value for field, value in of_host.items()})
            for field in changes.keys() & names.keys() - of_host.keys():
                self._put(names[field], changes[field])

    def _take_host(self, changes: Mapping[str, object]) -> None:
        """Take the cluster that is meant, or describe the host field by field."""
        before = self.case_data()["host"]
        after = {**(before if isinstance(before, dict) else {}), **changes}
        for key, cluster in host_clusters().items():
            if all(after.get(name) == value for name, value in host_fields(cluster).items()):
                self.host = key
                return
        self.host = OTHER_HOST
        for name, field in ANSWERS.items():
            section, _, key = field.partition(".")
            if section == "host" and name != "host":
                self._put(name, after.get(key))

    def _put(self, name: str, value: object) -> None:
        """Give an answer with a value of a case; None takes the answer away."""
        setattr(self, name, self.trait_defaults(name) if value is None else as_answer(value))

    def case_data(self) -> dict[str, object]:
        """Return the answers as the plain data of a case file; what wasn't answered is left out."""
        data: dict[str, dict[str, object]] = {"visiting": {}, "host": {}, "exchange": {}}
        for name, field in ANSWERS.items():
            section, _, key = field.rpartition(".")
            value = getattr(self, name)
            if not section or not value or (section == "host" and self.host != OTHER_HOST) or name == "host":
                continue
            data[section][key] = as_case(field, value)
        chosen = host_clusters().get(self.host)
        if chosen is not None:
            data["host"] = host_fields(chosen)
        return {"programme": self.programme, **data}

    def law(self) -> Law | None:
        """Return the law that the answers are judged by, as far as programme and first day are known."""
        try:
            is_known = isinstance(self.start, date)
            return Law.at(self.start, self.programme) if is_known else Law.newest(self.programme)
        except ExxtraError:
            return None

    @contextmanager
    def _together(self) -> Iterator[None]:
        """Change several answers and judge once."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        self._judge()

    @observe(*ANSWERS)
    def _answered(self, _change: object) -> None:
        if not self._held:
            self._judge()

    def _judge(self) -> None:
        problems, case, verdict = self._ask()
        with self.hold_trait_notifications():
            self.problems, self.case, self.verdict = problems, case, verdict
            self.missing = self._still_needed()
        self.revision += 1

    def _ask(self) -> tuple[tuple[Problem, ...], Case | None, Verdict | None]:
        unknown_host = self.host not in {"", OTHER_HOST, *host_clusters()}
        found = (
            [Problem("host.id", msg("There is no such cluster here. Choose one from the list."))]
            if unknown_host
            else []
        )
        try:
            case = read_case(self.case_data())
        except InputError as error:
            # A day that wasn't given yet is needed, not wrong.
            found += [problem for problem in error.problems if problem.field != "exchange.start" or self.start]
            return tuple(found), None, None
        if found:
            return tuple(found), None, None
        try:
            return (), case, assess_exchange(case, Law.at(case.on, case.programme))
        except ExxtraError as error:
            return (Problem("programme", error.message),), None, None

    def _still_needed(self) -> tuple[Message, ...]:
        needed = [words for name, words in NEEDED.items() if not getattr(self, name)]
        if self.host == OTHER_HOST and not self.host_country:
            needed.append(msg("the country of your host"))
        return tuple(needed)


def _as_day(value: object) -> date | str | None:
    """Return a day from ISO text; other text stays as it is, for the door to refuse it with a reason."""
    if not isinstance(value, str) or not value:
        return value if isinstance(value, date) else None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value
