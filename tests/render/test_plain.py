# SPDX-License-Identifier: BSD-3-Clause
"""Verdicts as plain data, which other programs rely on, and as text for a terminal."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from exxtra_kit import Law, assess_exchange, read_case
from exxtra_kit.language import Language
from exxtra_kit.models import Eligibility, OrganisationType, Outcome, Verdict
from exxtra_kit.render.plain import (
    NOT_CHECKED_SIGN,
    SIGNS,
    WIDTH,
    headline,
    plain_data,
    verdict_as_dict,
    verdict_as_text,
)
from exxtra_kit.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH, ITALIAN = Language.load("en"), Language.load("it")
VISITOR = {"type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster", "previous_visits": 0}
HOST = {"type": "cluster_organisation", "country": "TR", "town": "Ankara"}
WEEK = {"start": date(2021, 9, 13), "end": date(2021, 9, 17)}
KURBAN = {"start": date(2021, 7, 19), "end": date(2021, 7, 23)}
NULL = type(None)
# The contract of the case file's documentation: key, and what JSON may hold there.
KEYS: Mapping[str, tuple[type, ...]] = {
    "programme": (str,),
    "programme_title": (str,),
    "programme_version": (str,),
    "programme_hash": (str,),
    "on": (str,),
    "verdict": (str,),
    "lump_sum_eur": (int, NULL),
    "lump_sum_if_confirmed_eur": (int, NULL),
    "lump_sum_confidence": (str,),
    "full_lump_sum_eur": (int, NULL),
    "halved": (bool, NULL),
    "working_days": (int, NULL),
    "distance_km": (float, NULL),
    "has_priority": (bool, NULL),
    "findings": (list,),
    "fixes": (list,),
    "loss": (dict, NULL),
}
FINDING_KEYS: Mapping[str, tuple[type, ...]] = {
    "code": (str,),
    "rule": (str,),
    "question": (str,),
    "outcome": (str,),
    "checked": (bool,),
    "reason": (str,),
    "note": (str, NULL),
    "facts": (dict,),
    "parameter": (dict, NULL),
    "reference": (str,),
    "source": (str,),
    "confidence": (str,),
    "decision": (str, NULL),
}
FIX_KEYS: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "changes": (dict,),
    "verdict": (str,),
    "lump_sum_eur": (int, NULL),
}


def assessed(host: Mapping[str, Any] = HOST, stay: Mapping[str, Any] = WEEK, **visiting: object) -> Verdict:
    """Return the verdict on Zlab at some host."""
    case = read_case({"visiting": VISITOR | visiting, "host": dict(host), "exchange": dict(stay)})
    return assess_exchange(case, Law.at(case.on))


VERDICTS = {
    "eligible": assessed(),
    "not_eligible": assessed(stay=KURBAN),
    "undecided": assessed(membership=None),
    "unknown_sum": assessed({"type": "cluster_organisation", "country": "GB", "town": "London"}),
    "nothing_known": assessed({}, {"start": date(2021, 9, 13)}, town=None),
}


def fits(data: object, keys: Mapping[str, tuple[type, ...]]) -> bool:
    """Say whether an object has exactly these keys, each with a value of one of its types."""
    return (
        isinstance(data, dict)
        and set(data) == set(keys)
        and all(type(data[key]) in kinds for key, kinds in keys.items())
    )


@pytest.mark.parametrize("name", VERDICTS)
def test_the_contract(name: str) -> None:
    """Each verdict has every key of the contract, with the type that it promises, findings and fixes too."""
    data: Any = verdict_as_dict(VERDICTS[name], ENGLISH)

    assert fits(data, KEYS)
    assert [finding["code"] for finding in data["findings"]] == [rule.code for rule in RULES]
    assert re.fullmatch("[0-9a-f]{64}", data["programme_hash"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", data["programme_version"])
    assert all(fits(finding, FINDING_KEYS) for finding in data["findings"])
    assert all(fits(fix, FIX_KEYS) for fix in [*data["fixes"], *filter(None, [data["loss"]])])
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_words_of_the_contract() -> None:
    """Verdicts and outcomes are the words that the contract names."""
    data = [verdict_as_dict(verdict, ENGLISH) for verdict in VERDICTS.values()]

    assert {one["verdict"] for one in data} == {"eligible", "not_eligible", "undecided"} == {*map(str, Eligibility)}
    assert {*map(str, Outcome)} == {"met", "not_met", "undecided", "not_applicable"}


def test_the_facts_of_a_finding_are_plain() -> None:
    """A finding tells the inputs and what was computed, the holidays by their days, and the value of the law."""
    data: Any = verdict_as_dict(VERDICTS["not_eligible"], ENGLISH)
    finding = next(one for one in data["findings"] if one["code"] == "EX203")

    assert finding["facts"]["working_days"] == 1
    assert finding["facts"]["holidays"]["2021-07-20"] == "Eid al-Adha"
    assert finding["parameter"] == {
        "name": "minimum_working_days",
        "value": 3,
        "unit": "working days",
        "in_force_since": "2020-02-03",
    }
    assert finding["reference"].startswith("About ClusterXchange")
    assert finding["source"] == "ABOUT"


def test_a_fix_is_plain() -> None:
    """A fix tells the fields to change as the case file writes them."""
    data: Any = verdict_as_dict(VERDICTS["not_eligible"], ENGLISH)

    (moved,) = [fix for fix in data["fixes"] if "exchange.start" in fix["changes"]]
    assert moved["changes"]["exchange.start"] == "2021-07-26"
    assert moved["changes"]["exchange.end"] == "2021-07-30"
    assert (moved["verdict"], moved["lump_sum_eur"]) == ("eligible", 750)


def test_how_sure_the_sum_is() -> None:
    """A sum out of the inferred table says so."""
    assert verdict_as_dict(VERDICTS["eligible"], ENGLISH)["lump_sum_confidence"] == "I"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (date(2021, 9, 13), "2021-09-13"),
        ((date(2021, 9, 13), 1), ["2021-09-13", 1]),
        ({"a": (OrganisationType.SME,)}, {"a": ["sme"]}),
        (OrganisationType.SME, "sme"),
        (True, True),
        (None, None),
        (0.5, 0.5),
        (datetime(2021, 9, 13, 9, 30), "2021-09-13T09:30:00"),  # noqa: DTZ001 (a day with a time, as TOML has it)
    ],
)
def test_plain_data(value: object, plain: object) -> None:
    """Days, words, lists and tables become what JSON has."""
    assert plain_data(value) == plain
    assert type(plain_data(value)) is type(plain)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("eligible", "Eligible: €750"),
        ("not_eligible", "Not eligible: €0"),
        ("undecided", "Not decided yet: €750 if what is open is confirmed"),
        ("unknown_sum", "Not decided yet: the sum can't be computed"),
        ("nothing_known", "Not decided yet: the sum can't be computed"),
    ],
)
def test_the_headline(name: str, english: str) -> None:
    """The first line says the verdict and the sum, or why there is none; in Italian too."""
    assert headline(VERDICTS[name], ENGLISH) == english
    assert headline(VERDICTS[name], ITALIAN) != english


@pytest.mark.parametrize("language", [ENGLISH, ITALIAN], ids=["en", "it"])
@pytest.mark.parametrize("name", VERDICTS)
def test_the_text(name: str, language: Language) -> None:
    """Every finding has its sign, code, reason, rule and source; lines below the first fit a terminal."""
    verdict = VERDICTS[name]
    text = verdict_as_text(verdict, language)
    joined = " ".join(text.split())

    for finding in verdict.findings:
        reason = " ".join(language.text(finding.reason).split())
        mark = SIGNS[finding.outcome] if finding.is_checked else NOT_CHECKED_SIGN
        assert f"{mark} {finding.code} {reason}" in joined
        assert f"{finding.rule}, {finding.reference.title}" in joined
    for fix in (*verdict.fixes, *filter(None, [verdict.loss])):
        assert " ".join(language.text(fix.text).split()) in joined
    for line in text.splitlines()[1:]:
        assert len(line) <= WIDTH or len(line.split()) == 1
    assert len({*SIGNS.values(), NOT_CHECKED_SIGN}) == len(Outcome) + 1


def test_what_was_not_checked_stands_apart() -> None:
    """It comes after all that was looked into, below words of its own, and is no part of "does not apply"."""
    verdict = VERDICTS["eligible"]
    asked, _, rest = verdict_as_text(verdict, ENGLISH).partition("Not checked, for nothing was said about it:")

    assert [finding.code for finding in verdict.findings if not finding.is_checked]
    for finding in verdict.findings:
        assert (f" {finding.code} " in asked) is finding.is_checked
        assert (f" {finding.code} " in rest) is not finding.is_checked


def test_a_finding_tells_since_when_and_by_which_decision() -> None:
    """Below each reason stand source, how sure it is, the first day of the value, and the decision."""
    text = " ".join(verdict_as_text(VERDICTS["eligible"], ENGLISH).split())

    finding = next(one for one in VERDICTS["eligible"].findings if one.code == "LS403")
    assert finding.decision is not None
    assert f"(official, in force since 3 February 2020, {finding.decision})" in text


def test_the_text_of_the_holidays() -> None:
    """Whoever loses days to holidays reads their names and sees what would help."""
    text = verdict_as_text(VERDICTS["not_eligible"], ENGLISH)

    assert text.splitlines()[0].startswith("Not eligible: €0 · 1 working day · 1,864\N{NO-BREAK SPACE}km apart")
    assert "20 July 2021 (Eid al-Adha)" in " ".join(text.split())
    assert "What would change it:" in text
    assert "26\N{EN DASH}30 July 2021" in text


def test_unknown_facts_are_left_out_of_the_first_line() -> None:
    """Where days and distance are not known, the first line doesn't guess."""
    assert verdict_as_text(VERDICTS["nothing_known"], ENGLISH).splitlines()[0] == (
        "Not decided yet: the sum can't be computed"
    )
