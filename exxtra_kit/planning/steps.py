# SPDX-License-Identifier: BSD-3-Clause
"""The four steps of an exchange: what each needs, who acts, and where that stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exxtra_kit.messages import Message, msg
from exxtra_kit.parameters import Law
from exxtra_kit.planning.sources import CE4BIG, CLAM_F, EYE_PAPERS, FAQ_B, FURNITURE, S2

if TYPE_CHECKING:
    from exxtra_kit.models import Reference


class ExchangeStep(StrEnum):
    """The four steps, in order (EXXTRA's presentation of the scheme)."""

    REGISTRATION = "registration"
    MATCHING = "matching"
    BUILDING = "exchange_building"
    FINALISATION = "exchange_finalisation"


class Party(StrEnum):
    """Who acts: the two organisations, and the partnership that looks after each."""

    VISITING_ORGANISATION = "visiting_organisation"
    HOST_ORGANISATION = "host_organisation"
    VISITING_PARTNERSHIP = "visiting_partnership"
    HOST_PARTNERSHIP = "host_partnership"

    @property
    def label(self) -> Message:
        """The party in words."""
        return _PARTY_LABELS[self]


_PARTY_LABELS = {
    Party.VISITING_ORGANISATION: msg("Visiting organisation"),
    Party.HOST_ORGANISATION: msg("Host organisation"),
    Party.VISITING_PARTNERSHIP: msg("Visitor\N{RIGHT SINGLE QUOTATION MARK}s partnership"),
    Party.HOST_PARTNERSHIP: msg("Host\N{RIGHT SINGLE QUOTATION MARK}s partnership"),
}

# The Commitment to Quality carries four signatures (FAQ-b). One partnership may look after both sides
# and then signs for both.
SIGNATORIES: tuple[Party, ...] = tuple(Party)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a step needs: a paper, a signature, a decision.

    Attributes:
        key: Stable name, as exchange files write it.
        title: What is needed, in a few words.
        help: One sentence of help.
        who: Who acts.
        reference: Where that stands.
        confidence: How sure the source is (the marks of `exxtra_kit.models.Finding`).
        signatures: Who must sign, for a paper whose signatures are followed one by one.
        confirmations: Who must say yes, where that is followed one by one.
    """

    key: str
    title: Message
    help: Message
    who: tuple[Party, ...]
    reference: Reference
    confidence: str
    signatures: tuple[Party, ...] = ()
    confirmations: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four steps.

    Attributes:
        step: Which one.
        title: Its name.
        tasks: What it needs, in the order in which it is done.
    """

    step: ExchangeStep
    title: Message
    tasks: tuple[Task, ...]


_VO, _HO, _VOP, _HOP = Party
_PAID_WITHIN_DAYS = Law.newest().number("payment_within_days")

STEPS: tuple[Step, ...] = (
    Step(
        ExchangeStep.REGISTRATION,
        msg("Registration"),
        (
            Task(
                "profile",
                msg("Profile in the ClusterXchange tool"),
                msg("Visitor and host each register: the organisation, a motivation, preferences, a CV."),
                (_VO, _HO),
                CE4BIG,
                "P",
            ),
            Task(
                "partnership",
                msg("Partnership chosen"),
                msg("Each side picks a partnership by sector or place, or is given one."),
                (_VO, _HO),
                FAQ_B,
                "O",
            ),
            Task(
                "profile_accepted",
                msg("Profiles accepted"),
                msg("The partnership of each side checks that it may take part."),
                (_VOP, _HOP),
                FAQ_B,
                "O",
            ),
        ),
    ),
    Step(
        ExchangeStep.MATCHING,
        msg("Matching"),
        (
            Task(
                "contact",
                msg("Host found and asked"),
                msg("Write to the other side in the tool, or register what you have agreed already."),
                (_VO, _HO),
                CE4BIG,
                "P",
            ),
            Task(
                "match_confirmed",
                msg("Match confirmed by both"),
                msg("Visitor and host both say yes in the tool."),
                (_VO, _HO),
                FAQ_B,
                "O",
                confirmations=(_VO, _HO),
            ),
        ),
    ),
    Step(
        ExchangeStep.BUILDING,
        msg("Exchange building"),
        (
            Task(
                "commitment_to_quality",
                msg("Commitment to Quality"),
                msg("Goals, objectives and the agenda, written by visitor and host, signed by all four."),
                (_VO, _HO),
                FAQ_B,
                "O",
                signatures=SIGNATORIES,
            ),
            Task(
                "financial_agreement",
                msg("Financial agreement"),
                msg("Sum and terms of payment, between the visitor and its partnership."),
                (_VO, _VOP),
                EYE_PAPERS,
                "I",
            ),
        ),
    ),
    Step(
        ExchangeStep.FINALISATION,
        msg("Finalisation"),
        (
            Task(
                "boarding_passes",
                msg("Boarding passes or tickets"),
                msg("Keep them from the first journey on: they prove that the exchange took place."),
                (_VO,),
                CLAM_F,
                "P",
            ),
            Task(
                "invoices",
                msg("Travel and hotel invoices"),
                msg("In the visitor\N{RIGHT SINGLE QUOTATION MARK}s name: it pays first and is paid afterwards."),
                (_VO,),
                CLAM_F,
                "P",
            ),
            Task(
                "closing_report",
                msg("Closing report"),
                msg("What was done, what came of it, what comes next."),
                (_VO,),
                CLAM_F,
                "P",
            ),
            Task(
                "host_feedback",
                msg("Feedback of the host"),
                msg("The host says how the exchange went, too."),
                (_HO,),
                S2,
                "I",
            ),
            Task(
                "validated",
                msg("Report validated"),
                msg("The visitor\N{RIGHT SINGLE QUOTATION MARK}s partnership checks report and proofs."),
                (_VOP,),
                CLAM_F,
                "P",
            ),
            Task(
                "paid",
                msg("Lump sum paid"),
                msg(
                    "Once, after the exchange; one partnership names {n} days after it is complete.",
                    n=_PAID_WITHIN_DAYS,
                ),
                (_VOP,),
                CLAM_F,
                "P",
            ),
            Task(
                "certificate",
                msg("Certificate received"),
                msg("Seen at one cluster at the end of an exchange; ask for yours."),
                (_VOP,),
                FURNITURE,
                "P",
            ),
        ),
    ),
)

TASKS: tuple[Task, ...] = tuple(task for step in STEPS for task in step.tasks)
