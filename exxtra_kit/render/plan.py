# SPDX-License-Identifier: BSD-3-Clause
"""The plan of an exchange: step bar, days and activities, what is wrong with them, papers, the file to take away."""

from __future__ import annotations

import base64
import re
import unicodedata
from typing import TYPE_CHECKING

from exxtra_kit.days import DayKind
from exxtra_kit.messages import DaySpan, Listing, Message, msg, plural
from exxtra_kit.models import ExchangeForm, OrganisationType
from exxtra_kit.planning import STEPS, ProblemKind, StepState, next_tasks, step_states
from exxtra_kit.render.findings import confidence_words
from exxtra_kit.render.html import Markup, element, escape, join, only_read, outside_link, sign, words
from exxtra_kit.rules.words import MEMBERSHIP_NAMES, TYPE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from exxtra_kit.days import StayDay
    from exxtra_kit.language import Language
    from exxtra_kit.models import Case, Organisation
    from exxtra_kit.planning import Activity, AgendaProblem, AgendaTemplate, Progress, Task

_STATE_WORDS = {
    StepState.DONE: msg("done"),
    StepState.CURRENT: msg("you are here"),
    StepState.TO_COME: msg("to come"),
}
_OFF_WORDS = {
    DayKind.WEEKEND: msg("Weekend"),
    DayKind.TRAVEL: msg("Travel day"),
    DayKind.CLOSED: msg("Host closed"),
    DayKind.OUTSIDE: msg("Not a day of the exchange"),
}
_NAME_LENGTH = 40
STEP_PLACES = {step.step: f"exx-step-{step.step.value.replace('_', '-')}" for step in STEPS}
"""Id of the heading at which each step begins on the planner's page."""


def steps_html(progress: Progress, language: Language) -> Markup:
    """Return the bar of the four steps: which are done, where one is, what is to come, each a link to its place."""
    states = step_states(progress)
    items = []
    for number, step in enumerate(STEPS, start=1):
        state = states[step.step]
        mark = sign("met") if state is StepState.DONE else escape(str(number))
        missing = sum(not progress.is_done(task) for task in step.tasks)
        note = words(_STATE_WORDS[state], language)
        if state is StepState.CURRENT:
            left = plural("{n} thing to do", "{n} things to do", n=missing)
            note = join([note, words(left, language)], " \u00b7 ")
        content = join(
            [
                element("span", mark, f"exx-number exx-plan-number-{state}"),
                element(
                    "span",
                    join(
                        [
                            element(
                                "a",
                                words(step.title, language),
                                "exx-plan-step-title",
                                href=f"#{STEP_PLACES[step.step]}",
                            ),
                            element("span", note, "exx-plan-step-state"),
                        ]
                    ),
                ),
            ]
        )
        current = {"aria_current": "step"} if state is StepState.CURRENT else {}
        items.append(element("li", content, f"exx-plan-step exx-plan-step-{state}", **current))
    return element("ol", join(items), "exx-plan-steps", aria_label=language.text(msg("The four steps")))


def heading_html(case: Case | None, language: Language) -> Markup:
    """Return who visits whom, where and when; before that is known, what this page is for."""
    if case is None:
        return element("h2", words(msg("Your exchange"), language), "exx-plan-title")
    title = msg(
        "{visitor} visits {host}",
        visitor=case.visiting.name or msg("The visitor"),
        host=case.host.name or msg("the host"),
    )
    town = case.host.place.town if case.host.place else None
    facts = [escape(town)] if town else []
    if case.host.country:
        facts.append(escape(language.country(case.host.country)))
    if case.exchange.start and case.exchange.end:
        facts.append(escape(language.span(case.exchange.start, case.exchange.end)))
    return join(
        [
            element("h2", words(title, language), "exx-plan-title"),
            element("p", join(facts, " \u00b7 "), "exx-text exx-muted"),
        ]
    )


def answers_html(case: Case | None, language: Language) -> Markup:
    """Return what was answered, as a list of question and answer; nothing while there is no case."""
    if case is None:
        return Markup("")
    visitor, host, stay = case.visiting, case.host, case.exchange
    rows = [(msg("Visitor"), _organisation(visitor, language)), (msg("Host"), _organisation(host, language))]
    if stay.start and stay.end:
        form = msg("online") if stay.form is ExchangeForm.VIRTUAL else msg("travel excluded")
        days = words(msg("{span}, {form}", span=DaySpan(stay.start, stay.end), form=form), language)
        rows.append((msg("At the host"), days))
    items = [
        element("div", join([element("dt", words(name, language)), element("dd", value)]), "exx-plan-answer")
        for name, value in rows
    ]
    return element("dl", join(items), "exx-plan-answers")


def _organisation(organisation: Organisation, language: Language) -> Markup:
    place, membership = organisation.place, organisation.membership
    if organisation.type in {OrganisationType.CLUSTER_ORGANISATION, OrganisationType.BUSINESS_NETWORK}:
        membership = None  # nobody asks a cluster which cluster it is in
    parts = [
        escape(organisation.name),
        words(TYPE_NAMES[organisation.type], language) if organisation.type else Markup(""),
        escape(place.town) if place and place.town else Markup(""),
        escape(language.country(organisation.country)) if organisation.country else Markup(""),
        words(MEMBERSHIP_NAMES[membership], language) if membership else Markup(""),
    ]
    known = [part for part in parts if part]
    return join(known, ", ") if known else words(msg("not answered"), language)


def day_html(days: Sequence[StayDay], language: Language) -> Markup:
    """Return the head of a column: one day, or several alike, and why they are no working days if they are none."""
    names = [language.weekday(day.day) for day in (days[0], days[-1])]
    name = names[0] if len(days) == 1 else f"{names[0]} \u2013 {names[1]}"
    parts = [element("h3", escape(name), "exx-plan-day-name")]
    note = day_note(days[0])
    if note is not None:
        parts.append(element("p", words(note, language), "exx-plan-day-note"))
    return join(parts)


def day_note(day: StayDay) -> Message | None:
    """Return what is special about a day of the stay; None for an ordinary working day."""
    if day.kind in _OFF_WORDS:
        return _OFF_WORDS[day.kind]
    if day.kind is DayKind.HOLIDAY:
        return msg("Holiday: {name}", name=day.holiday) if day.holiday else msg("Holiday")
    if day.is_half_used:
        return msg("Half day")
    if day.is_half_day:
        return msg("Half-day holiday: {name}", name=day.holiday)
    return msg("Working day moved here") if day.is_moved else None


def activity_html(activity: Activity, language: Language, *, is_wrong: bool = False) -> Markup:
    """Return one activity as a card: time, title, purpose and place."""
    time = escape(_time(activity))
    mark = join([sign("not_met"), time], " ") if is_wrong else time
    purpose = words(activity.kind.label, language)
    last = join([purpose, escape(activity.place)], " \u00b7 ") if activity.place else purpose
    lines = [
        element("p", mark, "exx-plan-time"),
        element("p", escape(activity.title), "exx-plan-what"),
        element("p", last, "exx-plan-why"),
    ]
    if activity.objective:
        lines.append(only_read(escape(activity.objective)))
    return element("div", join(lines), "exx-plan-card exx-plan-wrong" if is_wrong else "exx-plan-card")


def activity_name(activity: Activity, language: Language) -> str:
    """Return what the button on an activity's card is called, as plain text."""
    text = msg(
        "Change {activity}, {day}, {time}",
        activity=activity.title,
        day=language.weekday(activity.day),
        time=_time(activity),
    )
    return language.text(text)


def _time(activity: Activity) -> str:
    return f"{activity.start:%H:%M}\u2013{activity.end:%H:%M}"


def agenda_problems_html(problems: Iterable[AgendaProblem], language: Language) -> Markup:
    """Return what is wrong with the agenda; the reminders come last and look quieter."""
    found = tuple(problems)
    items = [
        element("p", join([sign("not_met"), words(problem.message, language)], " "), "exx-problem", role="alert")
        for problem in found
        if not problem.kind.is_reminder
    ]
    items += [element("p", words(reminder, language), "exx-advice") for reminder in _reminders(found, language)]
    return join(items)


def _reminders(found: Iterable[AgendaProblem], language: Language) -> Iterator[Message]:
    """Yield the reminders, several of one kind in one sentence."""
    kinds: dict[ProblemKind, list[AgendaProblem]] = {}
    for problem in found:
        kinds.setdefault(problem.kind, []).append(problem)
    free = tuple(language.weekday(one.day) for one in kinds.get(ProblemKind.EMPTY_DAY, ()) if one.day is not None)
    if free:
        yield msg("Nothing is planned yet on {days}.", days=Listing(free))
    without = kinds.get(ProblemKind.NO_OBJECTIVE, [])
    if len(without) > 1:
        yield plural(
            "{n} activity serves none of the objectives yet.",
            "{n} activities serve none of the objectives yet.",
            n=len(without),
        )
    for kind in (ProblemKind.LONG_STAY, ProblemKind.OBJECTIVE_UNSERVED):
        yield from (one.message for one in kinds.get(kind, ()))
    if len(without) == 1:
        yield without[0].message


def template_html(template: AgendaTemplate, language: Language) -> Markup:
    """Return where a template comes from, with its source."""
    source = outside_link(escape(template.reference.title), template.reference.url)
    how_sure = words(confidence_words(template.confidence), language)
    where = join([source, how_sure], " \u00b7 ")
    return element("p", join([words(template.about, language), where], " "), "exx-source")


def next_html(progress: Progress, language: Language) -> Markup:
    """Return the next thing to do and who does it; a word of joy when nothing is left."""
    tasks = next_tasks(progress)
    if not tasks:
        done = words(msg("Everything is done. Thank you for the exchange!"), language)
        return element("p", join([sign("met"), done], " "), "exx-callout exx-callout-met")
    task = tasks[0]
    missing = [
        *(party for party in task.signatures if party not in progress.signed),
        *(party for party in task.confirmations if party not in progress.confirmed),
    ] or task.who
    who = Listing(tuple(party.label for party in missing))
    text = msg("Next: {task} ({who}).", task=task.title, who=who)
    return element("p", words(text, language), "exx-callout")


def task_html(task: Task, language: Language) -> Markup:
    """Return what stands below a task's tick: who acts, one sentence of help, the source and how sure it is."""
    who = words(msg("{who}:", who=Listing(tuple(party.label for party in task.who))), language)
    source = outside_link(escape(task.reference.title), task.reference.url)
    return join(
        [
            element("p", join([element("strong", who), words(task.help, language)], " "), "exx-text exx-small"),
            element("p", join([source, words(confidence_words(task.confidence), language)], " \u00b7 "), "exx-source"),
        ]
    )


def tick_html(name: Message, noted: date | None, language: Language) -> Markup:
    """Return what stands beside a tick: its name, and the day on which it was noted."""
    if noted is None:
        return words(name, language)
    when = element("span", words(msg("noted on {day}", day=noted), language), "exx-hint")
    return join([words(name, language), when], " ")


def take_away_html(content: str, name: str, language: Language) -> Markup:
    """Return the link that saves the exchange file; it carries the file itself, so no server keeps it.

    Args:
        content: The exchange file.
        name: Name under which it is saved.
        language: Language of the words.
    """
    address = "data:application/json;base64," + base64.b64encode(content.encode("utf-8")).decode("ascii")
    text = join([words(msg("Take the exchange file with you"), language), only_read(escape(name))], " ")
    return element("a", text, "exx-button exx-main-action", href=address, download=name)


def file_name(case: Case | None) -> str:
    """Return a name for the exchange file that every system accepts: visitor, host, first day.

    Examples:
        >>> file_name(None)
        'exchange.json'
    """
    if case is None:
        return "exchange.json"
    parts = [case.visiting.name, case.host.name, case.exchange.start.isoformat() if case.exchange.start else ""]
    named = [_plain_letters(part) for part in parts]
    return "-".join(["exchange", *(part for part in named if part)]) + ".json"


def _plain_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", "-", decomposed.encode("ascii", "ignore").decode("ascii")).strip("-")[:_NAME_LENGTH]
