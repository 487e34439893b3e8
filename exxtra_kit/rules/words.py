# SPDX-License-Identifier: BSD-3-Clause
"""The scheme's words for what an organisation is and belongs to."""

from __future__ import annotations

from exxtra_kit.messages import Message, msg
from exxtra_kit.models import Membership, OrganisationType

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


def type_name(code: str) -> Message | str:
    """Return the word for a type of organisation; one that no word is known for stays as it is."""
    return TYPE_NAMES[OrganisationType(code)] if code in tuple(OrganisationType) else code
