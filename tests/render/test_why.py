# SPDX-License-Identifier: BSD-3-Clause
"""Why a finding says what it says: value, day, source, decision; and programmes in short."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from exxtra_kit import Law, assess_exchange, read_case
from exxtra_kit.language import Language
from exxtra_kit.messages import msg
from exxtra_kit.models import Finding, Outcome, ParameterUse, Reference, Verdict
from exxtra_kit.parameters import conflicts_of, decision
from exxtra_kit.render.findings import finding_html
from exxtra_kit.render.html import words
from exxtra_kit.render.overview import programmes_html
from exxtra_kit.render.why import decision_html, law_html, value_words

ENGLISH, ITALIAN = Language.load("en"), Language.load("it")
SINCE = date(2020, 2, 3)
FINDING = Finding(
    "EX203",
    "R13",
    msg("Is it so?"),
    Outcome.MET,
    msg("So it is."),
    Reference("ABOUT", "The rules", "https://example.eu/rules"),
    "O",
    parameter=ParameterUse("minimum_working_days", 3, "working days", SINCE),
)


def golden(programme: str = "clusterxchange-2020") -> Verdict:
    """Return the verdict on the finished exchange."""
    case = read_case(
        {
            "programme": programme,
            "visiting": {
                "type": "sme",
                "country": "IT",
                "town": "Cerea",
                "membership": "eccp_cluster",
                "previous_visits": 0,
            },
            "host": {"type": "cluster_organisation", "country": "TR", "town": "Ankara"},
            "exchange": {"start": date(2021, 9, 13), "end": date(2021, 9, 17)},
        }
    )
    return assess_exchange(case, Law.at(case.on, programme))


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("minimum_working_days", 3, "3\N{NO-BREAK SPACE}working days"),
        ("maximum_months", 1, "calendar months: 1"),
        ("full_sum_from_km", 200, "200\N{NO-BREAK SPACE}km"),
        ("cap_eur", 1100, "\N{EURO SIGN}1,100"),
        ("reduced_rate", 0.5, "50\N{NO-BREAK SPACE}%"),
        ("first_day", SINCE, "3 February 2020"),
        ("different_countries", True, "yes"),
        ("consecutive", False, "no"),
        ("ceiling_eur", {"TR": 750, "IT": 900}, "\N{EURO SIGN}750"),
        ("ceiling_eur", {"IT": 900}, ""),
        ("sufficient_memberships", ("eccp_cluster",), "member of a cluster with a profile on the European platform"),
        ("exceptional_host_types", (), "none"),
        ("disputed_countries", ("AM",), "Armenia"),
        ("participating_countries", ("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES"), "9 countries"),
        ("minimum_weeks", None, ""),
    ],
)
def test_a_value_is_shown_with_its_unit(name: str, value: object, shown: str) -> None:
    """Each kind of value as a language writes it; of a table, only the host's row; what isn't asked is empty."""
    assert value_words(ParameterUse(name, value, "", SINCE), {"host.country": "TR"}, ENGLISH) == shown


@pytest.mark.parametrize("kind", ["visiting_types", "support_kinds", "purposes", "sufficient_memberships"])
def test_no_code_is_shown(kind: str) -> None:
    """Every code of the usual law has its words."""
    value = Law.newest().names(kind)

    assert "_" not in value_words(ParameterUse(kind, value, "", SINCE), {}, ENGLISH)


def test_a_finding_tells_threshold_source_and_day() -> None:
    """In this order: reason, threshold, source as a link, how sure, since when."""
    markup = finding_html(FINDING, ENGLISH)

    places = [
        markup.index(part)
        for part in (
            "So it is.",
            "Shortest stay, travel days not counted: 3\N{NO-BREAK SPACE}working days",
            'href="https://example.eu/rules"',
            "official",
            "in force since 3 February 2020",
        )
    ]
    assert places == sorted(places)


def test_what_the_reason_says_is_not_said_twice() -> None:
    """A yes, a list, and what the programme doesn't ask have no line of their own."""
    for name, value in (("consecutive", True), ("visiting_types", ("sme",)), ("minimum_weeks", None)):
        finding = dataclasses.replace(FINDING, parameter=ParameterUse(name, value, "", SINCE))
        assert law_html(finding, ENGLISH) == ""
    assert law_html(dataclasses.replace(FINDING, parameter=None), ENGLISH) == ""


def test_a_decision_unfolds_below_its_finding() -> None:
    """The question, both sides with their sources, the choice, what follows, and the sources that disagree."""
    number = next(
        finding.decision for finding in golden().findings if finding.decision and conflicts_of(finding.decision)
    )
    said = decision(number)

    markup = finding_html(dataclasses.replace(FINDING, decision=number), ENGLISH)

    assert f"<summary>Decision {number}: " in markup
    assert 'data-key="decision-EX203"' in markup
    for side in said.sides:
        assert words(side.says, ENGLISH) in markup
    assert words(said.choice, ENGLISH) in markup
    for conflict in conflicts_of(number):
        assert f"Sources disagree ({conflict.id}): " in markup
        assert words(conflict.choice, ENGLISH) in markup


def test_every_decision_of_a_real_case_can_be_unfolded() -> None:
    """No finding names a decision that the register doesn't hold."""
    numbers = {finding.decision for finding in golden().findings if finding.decision}

    assert len(numbers) >= 5
    for number in numbers:
        assert "<details" in decision_html(number, ITALIAN, key="x")


def test_a_decision_that_nobody_knows_is_only_named() -> None:
    """A register that can't be read is no visitor's fault: the answer is shown all the same."""
    assert decision_html("D-99", ENGLISH, key="x") == '<p class="exx-law">Decision D-99</p>'


def test_programmes_in_short() -> None:
    """A line each: title, answer, sum; why not, if not; the one that was asked for is marked."""
    verdicts = [golden(programme) for programme in ("clusterxchange-2020", "eye-2020", "clusterxchange-2022")]

    usual, young, later = str(programmes_html(verdicts, ENGLISH)).split("</li>")[:3]

    assert "your choice" in usual
    assert "Eligible \N{MIDDLE DOT} \N{EURO SIGN}750" in usual
    assert "exx-law" not in usual
    assert "Not eligible" in young
    assert "A host of this kind may not take part" in young
    assert "Not decided yet" in later
    assert "The programme states nothing for 13 September 2021" in later
    assert "your choice" not in young + later
