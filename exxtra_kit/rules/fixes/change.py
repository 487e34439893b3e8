# SPDX-License-Identifier: BSD-3-Clause
"""A change of a case: the fields it sets, the case it makes, and the search that tries it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from exxtra_kit.days import LAST_YEAR, LONGEST_SPAN_DAYS, days_of_stay
from exxtra_kit.errors import ParameterNotFoundError
from exxtra_kit.geo import find_town
from exxtra_kit.messages import Euro, Message, msg
from exxtra_kit.models import (
    Case,
    Eligibility,
    Exchange,
    ExchangeForm,
    Membership,
    Organisation,
    OrganisationType,
    Outcome,
    Place,
    Purpose,
    Slot,
    SupportKind,
)
from exxtra_kit.parameters import Law
from exxtra_kit.rules.verdict import Bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from pydantic import BaseModel

    from exxtra_kit.models import Finding, Verdict

    Say = Callable[[Verdict], Message]

_WORDS: Mapping[str, Callable[[str], object]] = {
    "type": OrganisationType,
    "membership": Membership,
    "support_kind": SupportKind,
    "form": ExchangeForm,
}
_PLACE_FIELDS = frozenset({"town", "lat", "lon"})


@dataclass(frozen=True, slots=True)
class Change:
    """A change that somebody could make.

    Attributes:
        fields: Dotted fields of the case file and their new values; None takes a field away.
        say: How to say it once its verdict is known.
    """

    fields: Mapping[str, object]
    say: Say


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change.

    Attributes:
        mends: Codes of the findings that it can mend; it is not tried where it can't mend enough.
        changes: The changes of this kind for a case, nearest first; none where nothing asks for them.
        keeps: Codes of findings that it must not spoil.
        shows_steps: Whether the nearest change is told even if a later one of this kind achieves more.
    """

    mends: frozenset[str]
    changes: Callable[[Search], Iterator[Change]]
    keeps: frozenset[str] = frozenset()
    shows_steps: bool = False


class Search:
    """A case and its verdict, and the rules to try changes on."""

    def __init__(self, case: Case, verdict: Verdict, bench: Bench) -> None:
        """Begin to look for changes of a case."""
        self.case, self.verdict, self.law = case, verdict, bench.law
        self._findings = {finding.code: finding for finding in verdict.findings}
        self._benches = {self._era(bench.law.day): bench}

    def finding(self, code: str) -> Finding:
        """Return a finding of the verdict."""
        return self._findings[code]

    def refuses(self, *codes: str) -> bool:
        """Say whether one of these questions is answered with no."""
        return any(self._findings[code].outcome is Outcome.NOT_MET for code in codes)

    def leaves_open(self, *codes: str) -> bool:
        """Say whether one of these questions is undecided."""
        return any(self._findings[code].outcome is Outcome.UNDECIDED for code in codes)

    def number(self, name: str) -> int | None:
        """Return a number of the law; None where it is not asked, or not known."""
        try:
            return self.law.number_if_asked(name)
        except ParameterNotFoundError:
            return None

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of the law; empty where it is not asked, or not known."""
        try:
            return self.law.names(name)
        except ParameterNotFoundError:
            return ()

    def is_so(self, name: str) -> bool:
        """Say whether the law says yes; no where it is not asked, or not known."""
        try:
            return self.law.is_asked(name) and self.law.flag(name)
        except ParameterNotFoundError:
            return False

    def table(self, name: str) -> dict[str, int]:
        """Return a table of the law; empty where it is not asked, or not known."""
        try:
            return self.law.table(name)
        except ParameterNotFoundError:
            return {}

    @cached_property
    def openings(self) -> tuple[date, ...]:
        """The days on which a value of the programme changes, oldest first."""
        parameters = self.law.programme.parameters.values()
        return tuple(sorted({entry.since for parameter in parameters for entry in parameter.values}))

    def _era(self, day: date) -> int:
        """Return the number of the time between two changes of the law that a day falls into."""
        return bisect_right(self.openings, day)

    def is_other_law(self, day: date) -> bool:
        """Say whether a value of the programme is another one on a day."""
        return self._era(day) != self._era(self.law.day)

    def try_out(self, change: Change) -> Verdict | None:
        """Return the verdict after a change, under the law of its day; None if the door would not let it in."""
        case = changed(self.case, change.fields)
        start, end = case.exchange.start, case.exchange.end
        if end is not None and end.year > LAST_YEAR:
            return None
        if start is not None and end is not None and days_of_stay(start, end) > LONGEST_SPAN_DAYS:
            return None
        era = self._era(case.on)
        if era not in self._benches:
            self._benches[era] = Bench(Law(self.law.programme, case.on))
        return self._benches[era].judge(case)


def changed(case: Case, fields: Mapping[str, object]) -> Case:
    """Return a case with other values in some fields, just as the door would read them.

    Args:
        case: The case.
        fields: Dotted fields of the case file and their new values; None takes a field away.
    """
    sections: dict[str, dict[str, object]] = {"visiting": {}, "host": {}, "exchange": {}, "": {}}
    for name, value in fields.items():
        section, _, key = name.rpartition(".")
        sections[section][key] = value
    visiting = _organisation(case.visiting, sections["visiting"])
    host = _organisation(case.host, sections["host"])
    stay = _values(Exchange, sections["exchange"])
    if "host_region" in stay:
        stay["host_region"] = stay["host_region"] or (host.place.region if host.place else None)
    exchange = case.exchange.model_copy(update=stay) if stay else case.exchange
    return case.model_copy(update={**sections[""], "visiting": visiting, "host": host, "exchange": exchange})


def _organisation(organisation: Organisation, fields: Mapping[str, object]) -> Organisation:
    if not fields:
        return organisation
    values = _values(Organisation, {key: value for key, value in fields.items() if key not in _PLACE_FIELDS})
    if "town" in fields:
        country = values.get("country", organisation.country)
        town = fields["town"]
        values["place"] = _centre(str(town), str(country)) if town and country else None
    return organisation.model_copy(update=values)


@lru_cache
def _centre(town: str, country: str) -> Place:
    return find_town(town, country).place


def _values(model: type[BaseModel], fields: Mapping[str, object]) -> dict[str, object]:
    """Return plain values as the model holds them; None is what the model has where nothing is said."""
    return {
        key: model.model_fields[key].default if value is None else _value(key, value) for key, value in fields.items()
    }


def _value(key: str, value: object) -> object:
    if key in _WORDS:
        return _WORDS[key](str(value))
    if key == "purposes" and isinstance(value, tuple):
        return tuple(Purpose(word) for word in value)
    if key == "slots" and isinstance(value, tuple):
        return tuple(Slot(**slot) for slot in value)
    return value


def effect(after: Verdict) -> Message:
    """Return what a change leads to, in words."""
    amount = after.lump_sum_if_confirmed_eur
    if after.eligibility is Eligibility.NOT_ELIGIBLE:
        return msg("not eligible")
    if amount is None:
        return msg("no reason against it, the sum is not known")
    if after.eligibility is Eligibility.UNDECIDED:
        return msg("{sum}, if what is open is confirmed", sum=Euro(amount))
    return msg("eligible, {sum}", sum=Euro(amount))
