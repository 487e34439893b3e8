# SPDX-License-Identifier: BSD-3-Clause
"""Words for what the catalogue holds in the words of its sources: categories, ratings, strengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.catalogue import OUT_OF_COVERAGE
from exxtra_kit.messages import Message, msg
from exxtra_kit.render.findings import confidence_words

if TYPE_CHECKING:
    from exxtra_kit.catalogue import Cluster, Fact

CATEGORIES = {
    "More developed Region": msg("more developed region"),
    "Transition Region": msg("transition region"),
    OUT_OF_COVERAGE: msg("o.o.c. (out of coverage)"),
}
RATINGS = {
    "Leader+ Innovator": msg("Innovation Leader +"),
    "Innovation Leader": msg("Innovation Leader"),
    "Leader- Innovator": msg("Innovation Leader \N{MINUS SIGN}"),
    "Strong+ Innovator": msg("Strong Innovator +"),
    "Strong Innovator": msg("Strong Innovator"),
    "Strong- Innovator": msg("Strong Innovator \N{MINUS SIGN}"),
    "Moderate+ Innovator": msg("Moderate Innovator +"),
    "Moderate Innovator": msg("Moderate Innovator"),
    "Moderate- Innovator": msg("Moderate Innovator \N{MINUS SIGN}"),
    "Modest+ Innovator": msg("Modest Innovator +"),
    "Modest Innovator": msg("Modest Innovator"),
    "Modest- Innovator": msg("Modest Innovator \N{MINUS SIGN}"),
    "Emerging+ Innovator": msg("Emerging Innovator +"),
    "Emerging Innovator": msg("Emerging Innovator"),
    "Emerging- Innovator": msg("Emerging Innovator \N{MINUS SIGN}"),
    OUT_OF_COVERAGE: msg("o.o.c. (out of coverage)"),
}
STRENGTHS = {
    "advanced production": msg("advanced production"),
    "aeronautics": msg("aeronautics"),
    "automotive": msg("automotive"),
    "cooperation": msg("cooperation"),
    "cybersecurity": msg("cybersecurity"),
    "defence": msg("defence"),
    "electronics": msg("electronics"),
    "engineering": msg("engineering"),
    "high-speed rail": msg("high-speed rail"),
    "innovation": msg("innovation"),
    "intermodal freight": msg("intermodal freight"),
    "internationalisation": msg("internationalisation"),
    "local supply chains": msg("local supply chains"),
    "logistics": msg("logistics"),
    "national rail vehicle brands": msg("national rail vehicle brands"),
    "rail": msg("rail"),
    "rail exports": msg("rail exports"),
    "rail infrastructure": msg("rail infrastructure"),
    "rail suppliers": msg("rail suppliers"),
    "railway technology": msg("railway technology"),
    "research with universities": msg("research with universities"),
    "safety and security of networks": msg("safety and security of networks"),
    "security": msg("security"),
    "smart mobility": msg("smart mobility"),
    "software": msg("software"),
    "space": msg("space"),
    "the whole railway supply chain": msg("the whole railway supply chain"),
    "workplace innovation": msg("workplace innovation"),
}
WORDS: dict[str, dict[str, Message]] = {
    "region_category": CATEGORIES,
    "ris_2017": RATINGS,
    "eis_2018": RATINGS,
    "strength": STRENGTHS,
}
REGION_FACTS: tuple[tuple[Message, str], ...] = (
    (msg("Category of region, EU structural funds 2014\N{EN DASH}2020"), "region_category"),
    (msg("Regional Innovation Scoreboard 2017"), "ris_2017"),
    (msg("European Innovation Scoreboard 2018"), "eis_2018"),
)


def value_words(cluster: Cluster, name: str) -> Message | str:
    """Return a fact that occurs once in words: its value, "left blank in the source" or "not found"."""
    fact = cluster.fact(name)
    return WORDS.get(name, {}).get(fact.value, fact.value) if fact.is_known else blank_words(fact)


def blank_words(fact: Fact) -> Message:
    """Return why a fact has no value: its source leaves it blank, or nothing was found."""
    return msg("left blank in the source") if fact.is_blank_in_source else msg("not found")


def fact_confidence(mark: str) -> Message:
    """Return how sure a fact about a cluster is; what a cluster says of itself is no "reading" of rules."""
    return msg("own information") if mark == "P" else confidence_words(mark)
