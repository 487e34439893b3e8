# SPDX-License-Identifier: BSD-3-Clause
"""No rule, no answer of a rule and no value of a programme without a case that rests on it.

Whether a case rests on a value is tried, not believed: the value is changed a little, and some case
must be answered differently. A value that can be changed unnoticed is named, and the build fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

import pytest

from exxtra_kit.models import Outcome
from exxtra_kit.parameters import VOCABULARY, Law, load_programme, programme_ids
from exxtra_kit.render.scheme_rules import SCHEME
from exxtra_kit.rules import RULES, Rule, Situation
from exxtra_kit.rules.verdict import judge
from tests.rules.known_cases import ALL_CASES, ENGLISH, KnownCase, answered
from tests.rules.slips import is_reached, slips

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from exxtra_kit.models import Case, Finding
    from exxtra_kit.parameters import Parameter, Programme

# Answers that a programme may make a rule give, though none that we know does. They are tried below.
NO_PROGRAMME_YET: dict[tuple[str, Outcome], tuple[str, object]] = {
    ("OR101", Outcome.NOT_APPLICABLE): ("visiting_types", None),
    ("OR102", Outcome.NOT_APPLICABLE): ("host_types", None),
    ("OR105", Outcome.NOT_APPLICABLE): ("participating_countries", None),
    ("OR106", Outcome.NOT_APPLICABLE): ("participating_countries", None),
    ("EX210", Outcome.NOT_MET): ("group_exchanges", False),
}


class ReadingLaw(Law):
    """A law that remembers which of its parameters were looked at."""

    def __init__(self, programme: Programme, day: date) -> None:
        """Make the law; nothing was looked at yet."""
        super().__init__(programme, day)
        self.looked_at: set[str] = set()

    def parameter(self, name: str) -> Parameter:
        """Return a parameter, and remember its name."""
        self.looked_at.add(name)
        return super().parameter(name)


@dataclass(frozen=True)
class Probe:
    """One question to one case, with the answer that the law as it is gives.

    Attributes:
        rule: The question.
        case: The case.
        answer: Outcome, reason and caution.
    """

    rule: Rule
    case: Case
    answer: object

    def notices(self, law: Law) -> bool:
        """Say whether the answer is another one under another law."""
        return answer(self.rule.find(Situation(self.case, law), law)) != self.answer


def answer(finding: Finding) -> object:
    """Return what a reader sees of a finding."""
    return finding.outcome, finding.reason, finding.note


@cache
def probes(programme: str) -> dict[str, list[Probe]]:
    """Return the questions to the cases of a programme, by the parameters that are looked at to answer them.

    Two cases that are the same in all that a rule reads are one probe of it.
    """
    found: dict[str, list[Probe]] = {}
    seen = set()
    for case in (one.case for one in ALL_CASES if one.case.programme == programme):
        for rule in RULES:
            same = (rule.code, case.on, attrgetter(*rule.reads)(case) if rule.reads else None)
            if same in seen:
                continue
            seen.add(same)
            law = ReadingLaw(load_programme(programme), case.on)
            probe = Probe(rule, case, answer(rule.find(Situation(case, law), law)))
            for name in law.looked_at:
                found.setdefault(name, []).append(probe)
    return found


def with_parameter(programme: Programme, name: str, parameter: Parameter) -> Programme:
    """Return a programme with another parameter of that name."""
    return programme.model_copy(update={"parameters": {**programme.parameters, name: parameter}})


def is_noticed(slipped: Programme, asked: Iterable[Probe]) -> bool:
    """Say whether some question is answered differently by a programme with a slip in it."""
    laws: dict[date, Law] = {}
    return any(probe.notices(laws.setdefault(probe.case.on, Law(slipped, probe.case.on))) for probe in asked)


def unnoticed(programme: Programme, asked: dict[str, list[Probe]], names: Iterable[str]) -> list[str]:
    """Return each slip in these parameters of a programme that no case would notice."""
    return [
        f"{programme.programme.id}: {words}"
        for name in names
        for words, parameter in slips(name, programme)
        if not is_noticed(with_parameter(programme, name, parameter), asked.get(name, ()))
    ]


def parameters_to_try(programme: Programme) -> list[str]:
    """Return the parameters that a programme's own file states and that a case is asked about, in order."""
    return sorted(
        name
        for name in programme.stated_here
        if SCHEME[VOCABULARY[name].rule].not_asked is None and is_reached(name, programme)
    )


@pytest.mark.parametrize("programme", programme_ids())
def test_every_value_has_a_case(programme: str) -> None:
    """Each dated value that a programme's file states is noticed by some case when it is changed a little."""
    loaded = load_programme(programme)
    found = unnoticed(loaded, probes(programme), parameters_to_try(loaded))

    assert not found, "\n".join(["No case would notice these slips; add one to tests/rules/cases/:", *found])


def test_a_value_without_a_case_is_named() -> None:
    """Where no case rests on a value, each slip in it is found."""
    loaded = load_programme("clusterxchange-2020")

    found = unnoticed(loaded, {}, ["reduced_rate", "different_countries"])

    assert found == [
        "clusterxchange-2020: reduced_rate from 2020-02-03: 0.5 -> 0.4",
        "clusterxchange-2020: reduced_rate from 2020-02-03: 0.5 -> 0.6",
        "clusterxchange-2020: different_countries from 2020-02-03: True -> False",
    ]


def test_nearly_every_parameter_is_tried() -> None:
    """What is left out is what no question is asked about, and what a programme never looks at."""
    left_out = {
        programme: sorted(loaded.stated_here - set(parameters_to_try(loaded)))
        for programme in programme_ids()
        for loaded in [load_programme(programme)]
    }

    assert {programme: names for programme, names in left_out.items() if names} == {
        "clusterxchange-2020": ["payment_within_days", "slots_within_months"],
        "eye-2020": [
            "disputed_memberships",
            "exceptional_host_types",
            "half_days_per_day",
            "payment_within_days",
            "reduced_rate",
            "sufficient_memberships",
            "town_uncertainty_km",
        ],
    }


def without_case(expected: set[tuple[str, str]]) -> list[str]:
    """Return each answer that a rule can give and that is not among those expected."""
    return [
        f"{rule.code} {outcome}: {ENGLISH.text(rule.question)}"
        for rule in RULES
        for outcome in sorted(rule.outcomes)
        if (rule.code, str(outcome)) not in expected and (rule.code, outcome) not in NO_PROGRAMME_YET
    ]


def test_every_answer_of_every_rule_has_a_case() -> None:
    """Each rule has, for each outcome it can have, a case that expects it."""
    missing = without_case({pair for one in ALL_CASES for pair in one.expected.outcomes.items()})

    assert not missing, "\n".join(["No case expects these answers; add one to tests/rules/cases/:", *missing])


def test_an_answer_without_a_case_is_named() -> None:
    """Where no case expects anything, each rule is named with its question."""
    assert "EX201 not_met: Do visitor and host reside in different countries?" in without_case(set())


@pytest.mark.parametrize(("code", "outcome"), NO_PROGRAMME_YET)
def test_answers_that_no_known_programme_gives(code: str, outcome: Outcome) -> None:
    """A programme that doesn't ask who takes part, or has no group exchanges, gets that answer."""
    name, value = NO_PROGRAMME_YET[code, outcome]
    group = next(one.case for one in ALL_CASES if one.id == "group-exchange: from Dresden")
    programme = load_programme(group.programme)
    (entry,) = programme.parameters[name].values
    other = entry.model_copy(update={"value": value, "not_asked": value is None})
    parameter = programme.parameters[name].model_copy(update={"values": (other,)})

    verdict = judge(group, Law(with_parameter(programme, name, parameter), group.on))

    assert {finding.outcome for finding in verdict.findings if finding.code == code} == {outcome}


def other_answers(known_case: KnownCase) -> list[str]:
    """Return what a case is answered that the rule says it can't answer, unless the programme doesn't ask it."""
    law = Law.at(known_case.case.on, known_case.case.programme)
    possible = {
        rule.code: rule.outcomes if law.is_asked(rule.parameter) else {Outcome.NOT_APPLICABLE} for rule in RULES
    }
    return [
        f"{known_case.id}: {finding.code} {finding.outcome}"
        for finding in answered(known_case).findings
        if finding.outcome not in possible[finding.code]
    ]


def test_no_rule_has_another_outcome() -> None:
    """No case gets an answer that the rule says it can't give."""
    assert [problem for known_case in ALL_CASES for problem in other_answers(known_case)] == []
