# SPDX-License-Identifier: BSD-3-Clause
"""What the exchanges that happened were, and what each shows about the rules: in words that can be translated."""

from __future__ import annotations

from dataclasses import dataclass

from exxtra_kit.messages import Message, msg


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an exchange.

    Attributes:
        title: What it was, as the catalogue has it.
        agenda: What was done; None if nothing is known.
        shows: What it shows about the rules.
        rules: The rules of the scheme that it is about.
        decisions: Our numbered decisions that it bears on.
    """

    title: Message
    agenda: Message | None
    shows: Message
    rules: tuple[str, ...]
    decisions: tuple[str, ...] = ()


TOLD: dict[str, Told] = {
    "zlab-arus": Told(
        msg("Zlab at ARUS"),
        msg("Five full days with two visits a day. Both sides were very satisfied."),
        msg(
            "Five full working days at a host far away earn the full sum, and a longer stay earns no more. "
            "Two visits a day from Monday to Friday: a pattern worth copying."
        ),
        ("R13", "R20", "R21"),
        ("D-01", "D-08"),
    ),
    "itrans-group": Told(
        msg("Group exchange at i-Trans"),
        msg(
            "Work and markets of host and visitors; good practice and EU projects; meetings with the "
            "host\u2019s members."
        ),
        msg(
            "Three days earn half of the sum for the country. Several visitors came together, each with a sum "
            "of its own. Clusters near the host were shut out by this call; elsewhere a short way only halves "
            "the sum."
        ),
        ("R12", "R20", "R31"),
        ("D-01", "D-02", "D-08", "D-19"),
    ),
    "mafex-smartct": Told(
        msg("MAFEX in a SmartCTClusters exchange"),
        msg("Six half-days: pitches, cluster strategy, cluster labels, finance."),
        msg(
            "A virtual exchange earns no lump sum, and does not use up the one visit. Its days may lie apart, "
            "and two half-days count as one day."
        ),
        ("R15", "R16", "R19"),
        ("D-10", "D-13", "D-15"),
    ),
    "safe-smart-food-virtual": Told(
        msg("Virtual exchange of Safe Smart Food"),
        None,
        msg("A virtual exchange may be split over weeks; a physical one is one block."),
        ("R15", "R19"),
        ("D-10", "D-13"),
    ),
    "exceliving-aveiro": Told(
        msg("First group exchange of EXCELIVING"),
        None,
        msg("The second generation goes on by the same rules: three days are enough, and earn half."),
        ("R13", "R20", "R31"),
        ("D-16", "D-17"),
    ),
    "virtual-2021": Told(
        msg("Eighty virtual exchanges"),
        msg("Virtual seminars, visits, meetings between companies and between clusters; trainings and coaching."),
        msg(
            "As long as hardly anybody could travel, exchanges were virtual: without a lump sum, and without "
            "using up anybody\u2019s one physical visit."
        ),
        ("R16", "R19"),
        ("D-13",),
    ),
    "blues-lund": Told(
        msg("BLUES in Lund"),
        msg(
            "A meeting with the innovation actors of the region: its system, possible cooperation and "
            "projects, above all for water and environment."
        ),
        msg(
            "A host need not belong to a cluster of the partnerships. How long the visit was, and whether a "
            "lump sum was paid for it, is not known."
        ),
        ("R28",),
    ),
    "extratex-czechia": Told(
        msg("EXTRATEX in Czechia"),
        msg("Seven companies visited in several towns, 92 short meetings."),
        msg("One group, several hosts in one country, five working days: the pattern for the full sum."),
        ("R20", "R31"),
        ("D-08",),
    ),
    "extratex-lyon": Told(
        msg("EXTRATEX in Lyon"),
        msg("Visits to research institutes, a workshop, meetings between companies."),
        msg("Another partnership, the same country, the same half of the sum for three days as at i-Trans."),
        ("R20", "R31"),
        ("D-01", "D-08"),
    ),
    "cloth-london": Told(
        msg("First group exchange of CLOTH, London"),
        None,
        msg("A British host after the United Kingdom had left the Union. Which sum was paid there is not published."),
        ("R8", "R19"),
        ("D-06", "D-17"),
    ),
    "cloth-milan": Told(
        msg("CLOTH in Milan"),
        None,
        msg("Companies and support organisations of four countries came together for the shortest stay that counts."),
        ("R1", "R13", "R31"),
        ("D-17",),
    ),
    "photonics-austria": Told(
        msg("Photonics4Industry in Austria"),
        None,
        msg("A travel grant of exactly half of the sum for the country, as three days earn by the same table."),
        ("R19", "R20"),
        ("D-01", "D-17"),
    ),
    "green-tech-finland": Told(
        msg("Green Tech 2.0 in Finland"),
        msg("Regional strategy, circular economy, an energy plant, a conference."),
        msg("Organisations of four countries visited one host together; three days earn half, however far one comes."),
        ("R20", "R31"),
        ("D-08", "D-17"),
    ),
    "hempclub-prague": Told(
        msg("HempCluB in Prague"),
        msg("A conference and a matchmaking event of a day and a half, visits of a day and a half."),
        msg("A conference can be part of a stay: what counts are three full working days at the host."),
        ("R13", "R30"),
        ("D-17",),
    ),
    "cloth-florence": Told(
        msg("CLOTH in Florence and Prato"),
        None,
        msg("Companies of one country, from Monday to Friday: five working days, and so the full sum."),
        ("R20", "R21", "R31"),
        ("D-08", "D-17"),
    ),
    "clamtex-3-days": Told(
        msg("CLAMTEX: three days in Portugal"),
        None,
        msg(
            "Half of the sum for five days: CLAMTEX\N{RIGHT SINGLE QUOTATION MARK}s two figures led us to the table of "
            "sums that we use."
        ),
        ("R19", "R20"),
        ("D-01", "D-08"),
    ),
    "clamtex-5-days": Told(
        msg("CLAMTEX: five days in Portugal"),
        None,
        msg("The full sum begins with five working days."),
        ("R19", "R20", "R21"),
        ("D-01", "D-08"),
    ),
}
"""By the id of the exchange."""

FIELDS: dict[str, Message] = {
    "start": msg("first day"),
    "end": msg("last day"),
    "working_days": msg("working days"),
    "lump_sum_eur": msg("lump sum"),
}
"""What of an exchange can be inferred."""
