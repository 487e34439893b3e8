# SPDX-License-Identifier: BSD-3-Clause
"""A rule reads no field that it doesn't name: only so may a bench remember its answer for another case."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, cast

import pytest

from exxtra_kit import Law, read_case
from exxtra_kit.models import Case, Exchange, Organisation
from exxtra_kit.parameters import Parameter, programme_ids
from exxtra_kit.rules import RULES, Bench, Situation
from exxtra_kit.rules.core import DAYS_READ, DISTANCE_READ
from exxtra_kit.rules.lump_sum import estimate_lump_sum
from exxtra_kit.rules.verdict import SUM_READ, judge
from tests.rules.golden import law_of
from tests.strategies import random_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exxtra_kit.rules import Rule

SOME, MANY = 80, 1000
FIELDS = {
    *(f"{side}.{name}" for side in ("visiting", "host") for name in Organisation.model_fields),
    *(f"exchange.{name}" for name in Exchange.model_fields),
}


class Watched:
    """A part of a case that notes which of its fields are read."""

    def __init__(self, part: object, name: str, read: set[str]) -> None:
        self._part, self._name, self._read = part, name, read

    def __getattr__(self, field: str) -> object:
        """Return a field and note it; of an organisation or the stay, note what is read of it in turn."""
        value = getattr(self._part, field)
        name = f"{self._name}.{field}".removeprefix(".")
        if isinstance(value, Organisation | Exchange):
            return Watched(value, name, self._read)
        self._read.add(name)
        return value


def watched(case: Case) -> tuple[Case, set[str]]:
    """Return a case that notes what is read of it, and the note."""
    read: set[str] = set()
    return cast("Case", Watched(case, "", read)), read


def random_questions(seed: str, number: int) -> Iterator[tuple[Case, Law]]:
    """Yield random cases, each with the law that it asks for, in all programmes."""
    rng = Random(seed)  # noqa: S311 (random cases, no secrets)
    for _ in range(number):
        case = read_case(random_case(rng, complete=rng.randrange(2) == 0, programme=rng.choice(programme_ids())))
        yield case, law_of(case.on, case.programme)


def askers() -> tuple[Law, ...]:
    """Return laws that ask everything and make each flag yes or no, so that each way through a rule is taken."""
    programme = Law.newest().programme
    asked = {"group_excluded_below_km": 200, "minimum_weeks": 2, "slot_minimum_days": 2, "slots_within_months": 2}
    laws = []
    for yes in (True, False):
        parameters = {}
        for name, parameter in programme.parameters.items():
            entry = parameter.values[-1]
            value = asked.get(name, yes if isinstance(entry.value, bool) else entry.value)
            stated = entry.model_copy(update={"value": value, "not_asked": False})
            parameters[name] = Parameter(values=(stated,))
        laws.append(Law(programme.model_copy(update={"parameters": parameters}), Law.newest().day))
    return tuple(laws)


def test_the_fields_that_are_named_exist() -> None:
    """No rule names a field that a case doesn't have."""
    assert {field for rule in RULES for field in rule.reads} <= FIELDS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_names(rule: Rule) -> None:
    """Over random cases of all programmes, and laws that ask everything, nothing else is read."""
    thorough = askers()
    for case, law in random_questions(rule.code, SOME):
        for one in (law, *thorough):
            seen, read = watched(case)
            rule.find(Situation(seen, one), one)
            assert read <= set(rule.reads), sorted(read - set(rule.reads))


def test_what_a_rule_names_it_reads() -> None:
    """Each named field is read for some case: a field too many would only make a bench forget."""
    thorough = askers()
    named = {rule.code: set(rule.reads) for rule in RULES}
    for case, law in random_questions("each field", SOME):
        for rule in RULES:
            for one in (law, *thorough):
                seen, read = watched(case)
                rule.find(Situation(seen, one), one)
                named[rule.code] -= read
    assert not {code: fields for code, fields in named.items() if fields}


@pytest.mark.parametrize(
    ("fields", "compute"),
    [
        (DAYS_READ, lambda situation, _law: situation.days),
        (DISTANCE_READ, lambda situation, _law: situation.distance_km),
        (SUM_READ, estimate_lump_sum),
    ],
    ids=["days", "distance", "sum"],
)
def test_what_is_computed_once_reads_what_it_names(
    fields: tuple[str, ...], compute: Callable[[Situation, Law], object]
) -> None:
    """The days, the distance and the sum, which a bench remembers by themselves, read no other field."""
    thorough = askers()
    for case, law in random_questions("computed", SOME):
        for one in (law, *thorough):
            seen, read = watched(case)
            compute(Situation(seen, one), one)
            assert read <= set(fields)


def test_a_bench_says_what_the_rules_say() -> None:
    """One bench for a law, asked in random order again and again, gives the verdict that a new one gives."""
    benches: dict[tuple[Any, str], Bench] = {}
    questions = list(random_questions("bench", MANY))
    rng = Random("order")  # noqa: S311 (an order, no secret)
    laws = {programme: law_of(Law.newest(programme).day, programme) for programme in programme_ids()}
    asked = [(case, laws[case.programme]) for case, _ in questions] + questions
    for case, law in rng.sample(asked, len(asked)):
        bench = benches.setdefault((law.day, law.programme_id), Bench(law))
        assert bench.judge(case) == judge(case, law)


def test_a_field_that_is_read_unnamed_is_found() -> None:
    """The watch sees a field of an organisation, of the stay, and of the case itself."""
    case, _ = next(random_questions("watch", 1))
    seen, read = watched(case)

    assert seen.visiting.type == case.visiting.type
    assert seen.exchange.end == case.exchange.end
    assert seen.on == case.on
    assert read == {"visiting.type", "exchange.end", "on"}
