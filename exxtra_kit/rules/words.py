# SPDX-License-Identifier: BSD-3-Clause
"""The scheme's words for what an organisation is and belongs to."""

from __future__ import annotations

from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Membership, OrganisationType, Purpose, SupportKind

TYPE_NAMES: dict[OrganisationType, Message] = {
    OrganisationType.CLUSTER_ORGANISATION: msg("cluster organisation"),
    OrganisationType.BUSINESS_NETWORK: msg("business network organisation"),
    OrganisationType.SME: msg("small or medium-sized company (SME)"),
    OrganisationType.SCALING_UP_SUPPORT_ORGANISATION: msg("scaling-up support organisation"),
    OrganisationType.LARGE_COMPANY: msg("large company"),
    OrganisationType.TRAINING_PROVIDER: msg("training provider"),
    OrganisationType.PUBLIC_AUTHORITY: msg("public authority"),
    OrganisationType.OTHER: msg("other organisation"),
}

MEMBERSHIP_NAMES: dict[Membership, Message] = {
    Membership.ECCP_CLUSTER: msg("member of a cluster with a profile on the European platform"),
    Membership.BUSINESS_NETWORK: msg("member of a business network only"),
    Membership.NONE: msg("not a member of a cluster"),
}

SUPPORT_KIND_NAMES: dict[SupportKind, Message] = {
    SupportKind.TECHNOLOGY_OR_RESEARCH_CENTRE: msg("technology or research centre"),
    SupportKind.RESEARCH_INSTITUTE: msg("research institute"),
    SupportKind.FAB_LAB: msg("fab lab"),
    SupportKind.INNOVATION_HUB: msg("(digital) innovation hub"),
    SupportKind.CREATIVE_HUB: msg("creative hub"),
    SupportKind.RESOURCE_EFFICIENCY_SERVICE_PROVIDER: msg("resource-efficiency service provider"),
    SupportKind.INCUBATOR: msg("incubator"),
    SupportKind.ACCELERATOR: msg("accelerator"),
    SupportKind.OTHER: msg("something else"),
}

PURPOSE_NAMES: dict[Purpose, Message] = {
    Purpose.CAPACITY_BUILDING: msg("individual or group capacity building"),
    Purpose.KNOWLEDGE_SHARING: msg("sharing knowledge"),
    Purpose.PROJECT_DEVELOPMENT: msg("project development, innovation and research"),
    Purpose.MARKET_RESEARCH: msg("market research"),
    Purpose.NETWORKING: msg("networking and new partners"),
    Purpose.OTHER: msg("something else"),
}


def support_kind_name(code: str) -> Message | str:
    """Return the word for a kind of support organisation; one that no word is known for stays as it is."""
    return SUPPORT_KIND_NAMES[SupportKind(code)] if code in tuple(SupportKind) else code


def purpose_name(code: str) -> Message | str:
    """Return the word for a purpose; one that no word is known for stays as it is."""
    return PURPOSE_NAMES[Purpose(code)] if code in tuple(Purpose) else code


def type_name(code: str) -> Message | str:
    """Return the word for a type of organisation; one that no word is known for stays as it is."""
    return TYPE_NAMES[OrganisationType(code)] if code in tuple(OrganisationType) else code
