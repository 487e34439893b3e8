# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: INP001 (a script's neighbour, found beside it)
"""What each rival shows: the questions of the calculator's form, and the answer of the same engine in the same words.

Each framework lays this out in its own usual way; nothing here knows any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from exxtra_kit.casefile import read_case
from exxtra_kit.errors import ExxtraError, InputError
from exxtra_kit.language import Language
from exxtra_kit.models import Outcome
from exxtra_kit.parameters import Law
from exxtra_kit.render.verdict import sum_text, sureness, verdict_words
from exxtra_kit.rules import assess_exchange
from exxtra_kit.widgets.calculator import choices
from exxtra_kit.widgets.calculator.answers import NEEDED, OTHER_HOST
from exxtra_kit.widgets.hosts import host_clusters, host_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exxtra_kit.messages import Message

SAY = Language.load("en")
TITLE = "Can we go, and what would we be paid?"
LEAD = "Three questions. Nothing you type is kept."
COLUMNS = ("Outcome", "Question", "Reason", "Source")
OUTCOMES = {
    Outcome.MET: "Met",
    Outcome.NOT_MET: "Not met",
    Outcome.UNDECIDED: "Not decided",
    Outcome.NOT_APPLICABLE: "Does not apply",
}
EXAMPLE: dict[str, Any] = {
    "visiting_type": "sme",
    "visiting_country": "IT",
    "visiting_town": "Cerea",
    "visiting_membership": "eccp_cluster",
    "previous_visits": "0",
    "host": "arus",
    "start": date(2021, 9, 13),
    "end": date(2021, 9, 17),
}
EXAMPLE_TEXT = "See an example: Zlab visits ARUS"


@dataclass(frozen=True)
class Question:
    """One question of the form.

    Attributes:
        name: Name of its answer.
        label: What is asked.
        options: Value -> words, for a list; None for a town or a day.
        is_day: Whether a day is asked.
        card: Heading below which it stands.
        only_other: Whether only a host is asked that is none of the clusters.
    """

    name: str
    label: str
    options: Mapping[str, str] | None
    card: str
    is_day: bool = False
    only_other: bool = False


def _listed(options: Iterable[tuple[Message | str, str]]) -> dict[str, str]:
    return {str(value): text if isinstance(text, str) else SAY.text(text) for text, value in options}


_WHO, _WHOM, _WHEN = "1. Who are you?", "2. Whom will you visit?", "3. When?"
_TYPES, _LANDS = _listed(choices.TYPES), _listed(choices.countries(SAY))
_MEMBERSHIPS = _listed(choices.MEMBERSHIPS)
QUESTIONS = (
    Question("visiting_type", "We are a", _TYPES, _WHO),
    Question("visiting_country", "Country", _LANDS, _WHO),
    Question("visiting_town", "Town", None, _WHO),
    Question("visiting_membership", "Member of a cluster?", _MEMBERSHIPS, _WHO),
    Question("previous_visits", "Visited with ClusterXchange before?", _listed(choices.VISITS), _WHO),
    Question("host", "Host", _listed(choices.hosts(SAY)), _WHOM),
    Question("host_type", "The host is a", _TYPES, _WHOM, only_other=True),
    Question("host_country", "Country of the host", _LANDS, _WHOM, only_other=True),
    Question("host_town", "Town of the host", None, _WHOM, only_other=True),
    Question("host_membership", "Is the host a member of a cluster?", _MEMBERSHIPS, _WHOM, only_other=True),
    Question("start", "First day at the host", None, _WHEN, is_day=True),
    Question("end", "Last day", None, _WHEN, is_day=True),
    Question("form", "How?", _listed(choices.FORMS), _WHEN),
)


@dataclass(frozen=True)
class Answer:
    """What is shown for the answers.

    Attributes:
        title: The verdict, or what stands in its place.
        amount: The sum in words; empty without a verdict.
        sure: How sure that is; empty without a verdict.
        notes: What is needed, wrong, or would help, a line each.
        rows: The reasons, in the order of `COLUMNS`.
    """

    title: str
    amount: str = ""
    sure: str = ""
    notes: tuple[str, ...] = ()
    rows: tuple[tuple[str, str, str, str], ...] = ()


def blank() -> dict[str, Any]:
    """Return a form on which nothing is answered."""
    return {
        question.name: None if question.is_day else next(iter(question.options), "") if question.options else ""
        for question in QUESTIONS
    }


def is_asked(question: Question, values: Mapping[str, Any]) -> bool:
    """Say whether a question matters for what was answered so far."""
    return not question.only_other or values.get("host") == OTHER_HOST


def answer(values: Mapping[str, Any]) -> Answer:
    """Return what the rules say to the answers of a form."""
    needed = [SAY.text(words) for name, words in NEEDED.items() if not values.get(name)]
    try:
        case = read_case(_case_data(values))
    except InputError as error:
        wrong = [problem for problem in error.problems if problem.field != "exchange.start" or values.get("start")]
        if wrong:
            return Answer("To be put right", notes=tuple(SAY.text(problem.message) for problem in wrong))
        return Answer("Your answer appears here", notes=tuple(f"Still needed: {words}" for words in needed))
    if needed:
        return Answer("Your answer appears here", notes=tuple(f"Still needed: {words}" for words in needed))
    try:
        verdict = assess_exchange(case, Law.at(case.on, case.programme))
    except ExxtraError as error:
        return Answer("To be put right", notes=(SAY.text(error.message),))
    rows = tuple(
        (
            OUTCOMES[finding.outcome] if finding.is_checked else "Not checked",
            SAY.text(finding.question),
            SAY.text(finding.reason),
            finding.reference.title,
        )
        for finding in verdict.findings
    )
    return Answer(
        SAY.text(verdict_words(verdict)),
        sum_text(verdict, SAY),
        SAY.text(sureness(verdict)),
        tuple(SAY.text(fix.text) for fix in verdict.fixes),
        rows,
    )


def _case_data(values: Mapping[str, Any]) -> dict[str, object]:
    """Return the answers as the plain data of a case file; what wasn't answered is left out."""
    data: dict[str, dict[str, object]] = {"visiting": {}, "host": {}, "exchange": {}}
    for name, value in values.items():
        if not value or name == "host":
            continue
        if name == "previous_visits":
            data["visiting"][name] = int(value)
        elif name.startswith(("visiting_", "host_")):
            section, _, key = name.partition("_")
            data[section][key] = value
        else:
            data["exchange"][name] = value
    chosen = host_clusters().get(values.get("host") or "")
    if chosen is not None:
        data["host"] = host_fields(chosen)
    elif values.get("host") != OTHER_HOST:
        data["host"] = {}
    return dict(data)
