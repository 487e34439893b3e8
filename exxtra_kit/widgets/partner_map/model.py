# SPDX-License-Identifier: BSD-3-Clause
"""State of the partner map: what was typed, and what the rules say of each host. No widgets, no HTML.

Every host is judged through the one door, `exxtra_kit.casefile.read_case`, by the one engine,
`assess_exchange`. Without the answers that every sum depends on there is no verdict at all.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from traitlets import Dict, HasTraits, Instance, Int, TraitType, Tuple, Unicode, Union, observe, validate

from exxtra_kit.casefile import read_case
from exxtra_kit.errors import ExxtraError, InputError, Problem
from exxtra_kit.matching.finding import BY_SUM, ORDERS, Filters, in_order, offered
from exxtra_kit.matching.weeks import Week, weeks
from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Place
from exxtra_kit.parameters import DEFAULT_PROGRAMME, Law
from exxtra_kit.render.offers import Offer
from exxtra_kit.rules import assess_exchange
from exxtra_kit.widgets.asked import OF_A_VISITOR
from exxtra_kit.widgets.hosts import host_clusters, host_fields
from exxtra_kit.widgets.plain_answers import as_case

if TYPE_CHECKING:
    from collections.abc import Mapping

# What every sum depends on.
_NEEDED = {
    "visiting_type": msg("what you are"),
    "visiting_country": msg("your country"),
    "visiting_town": msg("your town"),
    "start": msg("the first day at the host"),
    "end": msg("the last day"),
}

_ORDER = "order"


@lru_cache(maxsize=1)
def filters_offered() -> dict[str, tuple[str, ...]]:
    """Return the values that each filter of the list can have, see `exxtra_kit.matching.finding`."""
    return offered(host_clusters().values())


def _day() -> TraitType[Any, Any]:
    """Return a trait for a day: a date, None, or text from an address that still has to pass the door."""
    return Union([Instance(date), Unicode()], allow_none=True, default_value=None)


class PartnerMapModel(HasTraits):
    """Answers in, an offer for each host out; any change of an answer is judged at once.

    An empty text or None means "not answered"; for `visiting_membership` and `previous_visits`
    that is also "I don't know", which the rules answer with "undecided".

    Attributes:
        selected: Id of the chosen host; empty for none. Anything that is no host chooses none.
        programme: Id of the programme whose rules apply.
        order: Order of the list, one of `exxtra_kit.matching.finding.ORDERS`; anything else is the usual one.
        filters: Which hosts are looked for; what no filter offers filters nothing.
        said_elsewhere: What was said in another app and isn't asked here: dotted fields of the case file.
        offers: The hosts in the catalogue's order, with verdicts once everything needed is said.
        problems: What can't be used as it was typed, one for each field.
        missing: What is still needed before there are sums, in words.
        me: Where the visitor is; None as long as that is not known.
        ring_km: Way below which the sum is halved, kilometres: the radius of the ring on the map.
        revision: Counts up whenever answers were changed and judged.
    """

    visiting_type = Unicode()
    visiting_country = Unicode()
    visiting_town = Unicode()
    visiting_membership = Unicode()
    previous_visits = Unicode()
    start = _day()
    end = _day()
    selected = Unicode()
    programme = Unicode(DEFAULT_PROGRAMME)
    order = Unicode(BY_SUM)
    filters: Instance[Filters] = Instance(Filters, args=())
    said_elsewhere: Dict[str, Any] = Dict()

    offers: TraitType[tuple[Offer, ...], Any] = Tuple()
    problems: TraitType[tuple[Problem, ...], Any] = Tuple()
    missing: TraitType[tuple[Message, ...], Any] = Tuple()
    me = Instance(Place, allow_none=True)
    revision = Int()

    _held = False

    def __init__(self, **answers: Any) -> None:
        """Make the model, with answers by their names."""
        self._held = True
        super().__init__(**answers)
        self._held = False
        self._judge()

    def get_state(self) -> dict[str, Any]:
        """Return all answers and the choice as plain data (days as ISO text); what wasn't answered is left out."""
        answers = {name: getattr(self, name) for name in (*OF_A_VISITOR, "selected")}
        return {
            name: value.isoformat() if isinstance(value, date) else value for name, value in answers.items() if value
        }

    def set_state(self, state: Mapping[str, Any]) -> None:
        """Put answers and choice in place of all that was there; names that are none of them are left out."""
        self._held = True
        try:
            for name in (*OF_A_VISITOR, "selected"):
                default = None if name in {"start", "end"} else ""
                value = state.get(name, default)
                setattr(self, name, _as_day(value) if name in {"start", "end"} else value)
        finally:
            self._held = False
        self._judge()

    def get_finding(self) -> dict[str, str]:
        """Return order and filters as plain data; what is as usual is left out."""
        chosen = {_ORDER: "" if self.order == BY_SUM else self.order, **asdict(self.filters)}
        return {name: value for name, value in chosen.items() if value}

    def set_finding(self, said: Mapping[str, str]) -> None:
        """Put order and filters in place of those that were there; names that are none of them are left out."""
        self.order = said.get(_ORDER, BY_SUM)
        self.filters = Filters(**{name: said.get(name, "") for name in filters_offered()})

    @property
    def shown(self) -> tuple[Offer, ...]:
        """The hosts that fit the filters, in the order; the chosen one stays, whether it fits or not."""
        kept = (offer for offer in self.offers if offer.cluster.id == self.selected or self.filters.fits(offer))
        return in_order(kept, self.order)

    @property
    def season(self) -> tuple[Week, ...] | None:
        """The same stay at the chosen host in each week of the season; None while nothing is chosen or judged."""
        chosen = next((offer for offer in self.offers if offer.cluster.id == self.selected), None)
        return None if chosen is None or chosen.verdict is None else weeks(read_case(self.case_data(self.selected)))

    def take_week(self, start: str) -> bool:
        """Move the stay to another week of the season.

        Args:
            start: First day of that week, ISO text; one that is none of the season's changes nothing.

        Returns:
            Whether there is such a week.
        """
        week = next((week for week in self.season or () if week.start.isoformat() == start), None)
        if week is None:
            return False
        self.set_state({**self.get_state(), "start": week.start, "end": week.end})
        return True

    def case_data(self, host: str) -> dict[str, object]:
        """Return the answers and one host as the plain data of a case file; what wasn't answered is left out."""
        data: dict[str, dict[str, object]] = {"visiting": {}, "host": {}, "exchange": {}}
        for field, value in self.said_elsewhere.items():
            section, _, key = field.partition(".")
            data[section][key] = value
        for name, field in OF_A_VISITOR.items():
            section, _, key = field.partition(".")
            value = getattr(self, name)
            if value:
                data[section][key] = as_case(field, value)
        data["host"] = host_fields(host_clusters()[host])
        return {"programme": self.programme, **data}

    @property
    def ring_km(self) -> int:
        """Way below which the sum is halved, kilometres; 0 where the programme halves nothing."""
        try:
            return self.law().number_if_asked("full_sum_from_km") or 0
        except ExxtraError:  # a day, still being typed, of which the law says nothing
            return 0

    def law(self) -> Law:
        """Return the law of the first day, as far as that is known."""
        is_known = isinstance(self.start, date)
        return Law.at(self.start, self.programme) if is_known else Law.newest(self.programme)

    @validate("selected")
    def _a_host(self, proposal: Mapping[str, Any]) -> str:
        return str(proposal["value"]) if proposal["value"] in host_clusters() else ""

    @validate("order")
    def _an_order(self, proposal: Mapping[str, Any]) -> str:
        return str(proposal["value"]) if proposal["value"] in ORDERS else BY_SUM

    @validate("filters")
    def _what_is_offered(self, proposal: Mapping[str, Any]) -> Filters:
        filters: Filters = proposal["value"]
        unknown = {name: "" for name, values in filters_offered().items() if getattr(filters, name) not in values}
        return replace(filters, **unknown)

    @observe(*OF_A_VISITOR, "programme", "said_elsewhere")
    def _answered(self, _change: object) -> None:
        if not self._held:
            self._judge()

    def _judge(self) -> None:
        problems, offers = self._ask()
        with self.hold_trait_notifications():
            self.problems, self.offers, self.me = problems, offers, self._place()
            self.missing = tuple(words for name, words in _NEEDED.items() if not getattr(self, name))
        self.revision += 1

    def _ask(self) -> tuple[tuple[Problem, ...], tuple[Offer, ...]]:
        """Return what can't be used as typed, and the offers; without verdicts as long as anything is amiss."""
        clusters = host_clusters()
        without = tuple(Offer(cluster) for cluster in clusters.values())
        complete = all(getattr(self, name) for name in _NEEDED)
        offers = []
        for cluster in clusters.values():
            try:
                case = read_case(self.case_data(cluster.id))
                if not complete:
                    return (), without
                law = Law.at(case.on, case.programme)
                offers.append(Offer(cluster, assess_exchange(case, law, with_fixes=False)))
            except InputError as error:
                # A day that wasn't given yet is needed, not wrong.
                found = (problem for problem in error.problems if problem.field != "exchange.start" or self.start)
                return tuple(found), without
            except ExxtraError as error:
                return (Problem("exchange.start", error.message),), without
        return (), tuple(offers)

    def _place(self) -> Place | None:
        """Return where the visitor is as far as that was said, whatever else is missing."""
        where = {"country": self.visiting_country, "town": self.visiting_town}
        if not all(where.values()):
            return None
        try:
            return read_case({"on": self.law().day, "visiting": where, "host": {}, "exchange": {}}).visiting.place
        except InputError:
            return None


def _as_day(value: object) -> date | str | None:
    """Return a day from ISO text; other text stays as it is, for the door to refuse it with a reason."""
    if not isinstance(value, str) or not value:
        return value if isinstance(value, date) else None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value
