# SPDX-License-Identifier: BSD-3-Clause
"""What the calculator's lists offer, in a visitor's words; the values are those of a case file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.geo import fold, gazetteer_countries
from exxtra_kit.language import country_names
from exxtra_kit.messages import Message, msg
from exxtra_kit.models import ExchangeForm, Membership, OrganisationType
from exxtra_kit.parameters import DEFAULT_PROGRAMME, Law, usable_programmes
from exxtra_kit.rules.words import PURPOSE_NAMES, SUPPORT_KIND_NAMES
from exxtra_kit.widgets.calculator.answers import OTHER_HOST
from exxtra_kit.widgets.hosts import host_clusters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language

CHOOSE = (msg("Choose"), "")
DONT_KNOW = (msg("I don\N{RIGHT SINGLE QUOTATION MARK}t know"), "")
TYPES: tuple[tuple[Message, str], ...] = (
    CHOOSE,
    (msg("SME (small or medium-sized company)"), OrganisationType.SME),
    (msg("Cluster organisation"), OrganisationType.CLUSTER_ORGANISATION),
    (msg("Business network"), OrganisationType.BUSINESS_NETWORK),
    (msg("Support organisation (incubator, research centre, hub)"), OrganisationType.SCALING_UP_SUPPORT_ORGANISATION),
    (msg("Large company"), OrganisationType.LARGE_COMPANY),
    (msg("Training provider"), OrganisationType.TRAINING_PROVIDER),
    (msg("Public authority"), OrganisationType.PUBLIC_AUTHORITY),
    (msg("Something else"), OrganisationType.OTHER),
)
MEMBERSHIPS: tuple[tuple[Message, str], ...] = (
    DONT_KNOW,
    (msg("Yes, it has an ECCP profile"), Membership.ECCP_CLUSTER),
    (msg("Of a business network only"), Membership.BUSINESS_NETWORK),
    (msg("No"), Membership.NONE),
)
VISITS: tuple[tuple[Message, str], ...] = (DONT_KNOW, (msg("No"), "0"), (msg("Yes"), "1"))
FORMS: tuple[tuple[Message, str], ...] = (
    (msg("We travel there"), ExchangeForm.PHYSICAL),
    (msg("Online, nobody travels"), ExchangeForm.VIRTUAL),
)
NOT_SAID = (msg("Not said"), "")
YES_OR_NO: tuple[tuple[Message, str], ...] = (NOT_SAID, (msg("Yes"), "yes"), (msg("No"), "no"))


def programmes(language: Language) -> tuple[tuple[str, str], ...]:
    """Return every programme by its title, the usual one first; a file that can't be read is left out."""
    found = [(language.text(one.programme.title), one.programme.id) for one in usable_programmes()]
    return tuple(sorted(found, key=lambda pair: (pair[1] != DEFAULT_PROGRAMME, fold(pair[0]))))


def support_kinds(language: Language) -> tuple[tuple[Message | str, str], ...]:
    """Return the kinds of support organisation."""
    return (NOT_SAID, *_capitals(SUPPORT_KIND_NAMES.items(), language))


def purposes(language: Language) -> tuple[tuple[str, str], ...]:
    """Return what an exchange may be for."""
    return _capitals(PURPOSE_NAMES.items(), language)


def nationalities(language: Language) -> tuple[tuple[Message | str, str], ...]:
    """Return every country by name, those that take no part too."""
    return (NOT_SAID, *sorted(((language.country(code), code) for code in country_names()), key=_by_name))


def _by_name(pair: tuple[str, str]) -> str:
    return fold(pair[0])


def _capitals(names: Iterable[tuple[str, Message]], language: Language) -> tuple[tuple[str, str], ...]:
    """Return words with a capital letter, for a list."""
    shown = [(language.text(word), str(code)) for code, word in names]
    return tuple((text[:1].upper() + text[1:], code) for text, code in shown)


def countries(language: Language) -> tuple[tuple[Message | str, str], ...]:
    """Return the participating countries by name, then the others whose towns we know."""
    taking_part = set(Law.newest().names("participating_countries"))

    def by_name(codes: set[str]) -> list[tuple[Message | str, str]]:
        named: list[tuple[Message | str, str]] = [(language.country(code), code) for code in codes]
        return sorted(named, key=lambda pair: fold(str(pair[0])))

    return (CHOOSE, *by_name(taking_part), *by_name(set(gazetteer_countries()) - taking_part))


def hosts(language: Language) -> tuple[tuple[Message | str, str], ...]:
    """Return the clusters, then the way to describe another host."""
    named: list[tuple[Message | str, str]] = [
        (f"{cluster.name}, {cluster.town} ({language.country(cluster.country)})", cluster.id)
        for cluster in host_clusters().values()
    ]
    return (CHOOSE, *named, (msg("Another organisation"), OTHER_HOST))
