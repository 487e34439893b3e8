# SPDX-License-Identifier: BSD-3-Clause
"""What the calculator's lists offer, in a visitor's words; the values are those of a case file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exxtra_kit.geo import fold, gazetteer_countries
from exxtra_kit.messages import Message, msg
from exxtra_kit.models import ExchangeForm, Membership, OrganisationType
from exxtra_kit.parameters import Law
from exxtra_kit.widgets.calculator.model import OTHER_HOST
from exxtra_kit.widgets.hosts import host_clusters

if TYPE_CHECKING:
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
