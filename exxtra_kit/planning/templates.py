# SPDX-License-Identifier: BSD-3-Clause
"""Agendas that have worked, as data, and how they are laid on the working days of a stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from exxtra_kit.messages import Message, msg
from exxtra_kit.models import ExchangeForm
from exxtra_kit.planning.agenda import Activity, ActivityKind, Objective
from exxtra_kit.planning.sources import EXX_MAFEX, ITR, S2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exxtra_kit.language import Language
    from exxtra_kit.models import Reference


@dataclass(frozen=True, slots=True)
class Slot:
    """One activity of a template.

    Attributes:
        start: Time it begins.
        end: Time it ends.
        title: What happens.
        kind: What it is for.
        objective: What should come of it.
    """

    start: time
    end: time
    title: Message
    kind: ActivityKind
    objective: Message


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """An agenda that somebody has really carried out, to start from.

    Attributes:
        key: Stable name.
        title: Short title, for a button.
        about: Where it comes from, one sentence.
        reference: Where that stands.
        confidence: How sure the source is (the marks of `exxtra_kit.models.Finding`).
        days: The slots of each working day, in order.
        form: For which kind of exchange it is meant.
        uses_half_days: Whether it fills only half of each of its days, and spreads them over the whole stay.
    """

    key: str
    title: Message
    about: Message
    reference: Reference
    confidence: str
    days: tuple[tuple[Slot, ...], ...]
    form: ExchangeForm = ExchangeForm.PHYSICAL
    uses_half_days: bool = False


# The sources say how many days and visits there were, and what they were about. The times of day
# are ours, an office day with a midday break, and meant to be changed.
_MORNING = (time(9, 30), time(12, 0))
_AFTERNOON = (time(14, 0), time(16, 30))
_SHARING = ActivityKind.KNOWLEDGE_SHARING
_NETWORKING = ActivityKind.NETWORKING
_PROJECT = ActivityKind.PROJECT_DEVELOPMENT
_BUILDING = ActivityKind.CAPACITY_BUILDING
_MARKET = ActivityKind.MARKET_RESEARCH

_FIVE_BY_TWO = AgendaTemplate(
    key="five-days-two-visits",
    title=msg("5 days \N{MULTIPLICATION SIGN} 2 visits"),
    about=msg("Five full days with two visits a day, as when Zlab was at ARUS in September 2021."),
    reference=S2,
    confidence="S2",
    days=(
        (
            Slot(
                *_MORNING,
                msg("Welcome at the host"),
                _SHARING,
                msg("Get to know each other\N{RIGHT SINGLE QUOTATION MARK}s work"),
            ),
            Slot(*_AFTERNOON, msg("First member: workshop visit"), _NETWORKING, msg("Find partners")),
        ),
        (
            Slot(*_MORNING, msg("Second member: plant visit"), _NETWORKING, msg("Find partners")),
            Slot(
                *_AFTERNOON,
                msg("Laboratory or test site"),
                _SHARING,
                msg("Get to know each other\N{RIGHT SINGLE QUOTATION MARK}s work"),
            ),
        ),
        (
            Slot(
                *_MORNING,
                msg("Third member: product and market"),
                _MARKET,
                msg("Understand the host\N{RIGHT SINGLE QUOTATION MARK}s market"),
            ),
            Slot(
                *_AFTERNOON,
                msg("Operator or depot visit"),
                _MARKET,
                msg("Understand the host\N{RIGHT SINGLE QUOTATION MARK}s market"),
            ),
        ),
        (
            Slot(
                *_MORNING,
                msg("Workshop given by the visitor"),
                _BUILDING,
                msg("Pass on the visitor\N{RIGHT SINGLE QUOTATION MARK}s know-how"),
            ),
            Slot(*_AFTERNOON, msg("Meetings with members, one by one"), _NETWORKING, msg("Find partners")),
        ),
        (
            Slot(*_MORNING, msg("Joint project idea"), _PROJECT, msg("Agree on one idea to follow up")),
            Slot(
                *_AFTERNOON,
                msg("Wrap-up and notes for the closing report"),
                _SHARING,
                msg("Agree on one idea to follow up"),
            ),
        ),
    ),
)

_GROUP = AgendaTemplate(
    key="three-day-group-visit",
    title=msg("3-day group visit"),
    about=msg("Three full days for several visitors at once, as i-Trans announced for Valenciennes."),
    reference=ITR,
    confidence="P",
    days=(
        (
            Slot(
                *_MORNING,
                msg("The host\N{RIGHT SINGLE QUOTATION MARK}s work and market"),
                _SHARING,
                msg("Know the host and its region"),
            ),
            Slot(
                *_AFTERNOON,
                msg("The visitors\N{RIGHT SINGLE QUOTATION MARK} work and markets"),
                _MARKET,
                msg("Know each other"),
            ),
        ),
        (
            Slot(*_MORNING, msg("Best practice"), _BUILDING, msg("Learn what works elsewhere")),
            Slot(*_AFTERNOON, msg("European projects"), _PROJECT, msg("Find a call to answer together")),
        ),
        (
            Slot(
                *_MORNING,
                msg("Networking with the host\N{RIGHT SINGLE QUOTATION MARK}s members"),
                _NETWORKING,
                msg("Find partners"),
            ),
            Slot(*_AFTERNOON, msg("Meetings with members, one by one"), _NETWORKING, msg("Find partners")),
        ),
    ),
)

# Pitches, strategy, labels and finance are named in the source, the last two half-days are ours.
_HALF_DAYS = AgendaTemplate(
    key="six-virtual-half-days",
    title=msg("6 half-days online"),
    about=msg("Six half-days online over three weeks, as in the exchange of SmartCTClusters at the end of 2020."),
    reference=EXX_MAFEX,
    confidence="P",
    days=(
        (Slot(*_MORNING, msg("Welcome, and a pitch of each organisation"), _NETWORKING, msg("Know each other")),),
        (Slot(*_MORNING, msg("Cluster strategy"), _SHARING, msg("Compare strategies")),),
        (Slot(*_MORNING, msg("Cluster labels"), _BUILDING, msg("Learn what works elsewhere")),),
        (Slot(*_MORNING, msg("Finance of clusters"), _BUILDING, msg("Learn what works elsewhere")),),
        (Slot(*_MORNING, msg("Meetings, one by one"), _NETWORKING, msg("Find partners")),),
        (Slot(*_MORNING, msg("Joint ideas and next steps"), _PROJECT, msg("Find partners")),),
    ),
    form=ExchangeForm.VIRTUAL,
    uses_half_days=True,
)

TEMPLATES: tuple[AgendaTemplate, ...] = (_FIVE_BY_TWO, _GROUP, _HALF_DAYS)


def templates_for(form: str) -> tuple[AgendaTemplate, ...]:
    """Return the templates for a kind of exchange, "physical" or "virtual"."""
    return tuple(template for template in TEMPLATES if template.form == form)


def template_days(template: AgendaTemplate, working_days: Sequence[date]) -> tuple[date, ...]:
    """Return the days that a template is laid on: the first ones, or for half-days some that are spread evenly."""
    wanted, given = len(template.days), len(working_days)
    if not template.uses_half_days or given <= wanted:
        return tuple(working_days[:wanted])
    return tuple(working_days[number * (given - 1) // (wanted - 1)] for number in range(wanted))


def template_objectives(template: AgendaTemplate, language: Language) -> tuple[Objective, ...]:
    """Return what the activities of a template are to reach, each objective once, in the words of one language."""
    titles = dict.fromkeys(language.text(slot.objective) for slots in template.days for slot in slots)
    return tuple(Objective(title=title) for title in titles)


def place_template(
    template: AgendaTemplate, working_days: Sequence[date], language: Language, place: str = ""
) -> tuple[Activity, ...]:
    """Lay a template on the working days of a stay, in the words of one language.

    Args:
        template: The template.
        working_days: Working days of the stay, in order; further days stay free, missing ones drop the
            template's last days.
        language: Language of the titles: from here on they are the participant's own text.
        place: Where the activities take place, usually the host's town; left out where nobody travels.

    Returns:
        The activities, by day and time.
    """
    return tuple(
        Activity(
            day=day,
            start=slot.start,
            end=slot.end,
            title=language.text(slot.title),
            kind=slot.kind,
            place="" if template.form is ExchangeForm.VIRTUAL else place,
            objective=language.text(slot.objective),
        )
        for day, slots in zip(template_days(template, working_days), template.days, strict=False)
        for slot in slots
    )
