# SPDX-License-Identifier: BSD-3-Clause
"""State of the calculator: what was answered, and what the rules say to it. No widgets, no HTML.

Nothing is parsed or checked here: the answers become the plain data of a case file and go through
the one door, `exxtra_kit.casefile.read_case`, and to the one engine, `assess_exchange`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from traitlets import HasTraits, Instance, List, TraitType, Tuple, Unicode, Union, observe

from exxtra_kit.casefile import read_case
from exxtra_kit.errors import ExxtraError, InputError, Problem
from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Verdict
from exxtra_kit.parameters import Law
from exxtra_kit.rules import assess_exchange
from exxtra_kit.widgets.hosts import host_clusters, host_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHER_HOST = "other"
# Answers by their trait -> dotted field of the case file.
ANSWERS = {
    "visiting_name": "visiting.name",
    "visiting_type": "visiting.type",
    "visiting_country": "visiting.country",
    "visiting_town": "visiting.town",
    "visiting_membership": "visiting.membership",
    "previous_visits": "visiting.previous_visits",
    "host": "host.id",
    "host_name": "host.name",
    "host_type": "host.type",
    "host_country": "host.country",
    "host_town": "host.town",
    "host_membership": "host.membership",
    "start": "exchange.start",
    "end": "exchange.end",
    "form": "exchange.form",
    "travel_days": "exchange.travel_days",
    "closed_days": "exchange.closed_days",
    "host_region": "exchange.host_region",
}
_NEEDED = {
    "visiting_type": msg("what you are"),
    "visiting_country": msg("your country"),
    "host": msg("whom you will visit"),
    "start": msg("the first day at the host"),
    "end": msg("the last day"),
}


def _day() -> TraitType[Any, Any]:
    """Return a trait for a day: a date, None, or text from an address that still has to pass the door."""
    return Union([Instance(date), Unicode()], allow_none=True, default_value=None)


class CalculatorModel(HasTraits):
    """Answers in, verdict out; any change of an answer is judged at once.

    An empty text or None means "not answered"; for `visiting_membership` and `previous_visits`
    that is also "I don't know", which the rules answer with "undecided".

    Attributes:
        host: Id of a cluster, `OTHER_HOST` for an organisation described by the `host_...` answers, or empty.
        problems: What can't be used as it was typed, one for each field.
        missing: What is still needed before an answer makes sense, in words.
        verdict: What the rules say; None while there are problems or there is no first day.
    """

    visiting_name = Unicode()
    visiting_type = Unicode()
    visiting_country = Unicode()
    visiting_town = Unicode()
    visiting_membership = Unicode()
    previous_visits = Unicode()
    host = Unicode()
    host_name = Unicode()
    host_type = Unicode()
    host_country = Unicode()
    host_town = Unicode()
    host_membership = Unicode()
    start = _day()
    end = _day()
    form = Unicode("physical")
    travel_days = List(Unicode())
    closed_days = List(Unicode())
    host_region = Unicode()

    problems: TraitType[tuple[Problem, ...], Any] = Tuple()
    missing: TraitType[tuple[Message, ...], Any] = Tuple()
    verdict = Instance(Verdict, allow_none=True)

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
        self._held = True
        try:
            for name in ANSWERS:
                default = self.trait_defaults(name)
                setattr(self, name, _as_day(state.get(name)) if name in {"start", "end"} else state.get(name, default))
        finally:
            self._held = False
        self._judge()

    def case_data(self) -> dict[str, dict[str, object]]:
        """Return the answers as the plain data of a case file; what wasn't answered is left out."""
        data: dict[str, dict[str, object]] = {"visiting": {}, "host": {}, "exchange": {}}
        for name, field in ANSWERS.items():
            section, _, key = field.partition(".")
            value = getattr(self, name)
            if not value or (section == "host" and self.host != OTHER_HOST) or name == "host":
                continue
            is_count = name == "previous_visits" and value.isdecimal()
            data[section][key] = int(value) if is_count else value
        chosen = host_clusters().get(self.host)
        if chosen is not None:
            data["host"] = host_fields(chosen)
        return data

    @observe(*ANSWERS)
    def _answered(self, _change: object) -> None:
        if not self._held:
            self._judge()

    def _judge(self) -> None:
        problems, verdict = self._ask()
        with self.hold_trait_notifications():
            self.problems, self.verdict, self.missing = problems, verdict, self._still_needed()

    def _ask(self) -> tuple[tuple[Problem, ...], Verdict | None]:
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
            return tuple(found), None
        if found:
            return tuple(found), None
        try:
            return (), assess_exchange(case, Law.at(case.on, case.programme))
        except ExxtraError as error:
            return (Problem("exchange.start", error.message),), None

    def _still_needed(self) -> tuple[Message, ...]:
        needed = [words for name, words in _NEEDED.items() if not getattr(self, name)]
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
