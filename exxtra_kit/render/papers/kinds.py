# SPDX-License-Identifier: BSD-3-Clause
"""Which papers there are."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from exxtra_kit.messages import msg

if TYPE_CHECKING:
    from exxtra_kit.messages import Message


class PaperKind(StrEnum):
    """A paper of an exchange, in the order in which they are needed."""

    PROFILE = "profile"
    AGENDA = "agenda"
    COMMITMENT_TO_QUALITY = "commitment_to_quality"
    FINANCIAL_AGREEMENT = "financial_agreement"
    CALCULATION_SHEET = "calculation_sheet"
    CLOSING_REPORT = "closing_report"
    CERTIFICATE = "certificate"

    @property
    def label(self) -> Message:
        """The paper's title."""
        return _LABELS[self]


_LABELS = {
    PaperKind.PROFILE: msg("Profile"),
    PaperKind.AGENDA: msg("Agenda"),
    PaperKind.COMMITMENT_TO_QUALITY: msg("Commitment to Quality"),
    PaperKind.FINANCIAL_AGREEMENT: msg("Financial agreement"),
    PaperKind.CALCULATION_SHEET: msg("Calculation sheet"),
    PaperKind.CLOSING_REPORT: msg("Closing report"),
    PaperKind.CERTIFICATE: msg("Certificate of attendance"),
}
