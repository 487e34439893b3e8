# SPDX-License-Identifier: BSD-3-Clause
"""The scheme's own rules R1 to R31 in a sentence each, and why some of them are no question to a case.

No number of the law stands here: values are woven in from the parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

from exxtra_kit.messages import Message, msg


@dataclass(frozen=True, slots=True)
class SchemeRule:
    """One rule of the scheme as a reader finds it in the sources.

    Attributes:
        title: What it is about.
        says: What it says, in a sentence.
        not_asked: Why no question about it is put to a case; None where one is.
        part_of: Codes of the questions that it is part of, where it has none of its own.
    """

    title: Message
    says: Message
    not_asked: Message | None = None
    part_of: tuple[str, ...] = ()


SCHEME: dict[str, SchemeRule] = {
    "R1": SchemeRule(
        msg("Who may visit"),
        msg("Some kinds of organisation may visit; for some of them only as members of a cluster."),
    ),
    "R2": SchemeRule(
        msg("Scaling-up support organisations"),
        msg("Which bodies count as scaling-up support organisations."),
    ),
    "R3": SchemeRule(
        msg("Who may host"),
        msg("The kinds of organisation that may host; later programmes admit more of them."),
    ),
    "R4": SchemeRule(
        msg("Large companies and public bodies as visitors"),
        msg("Generally they do not visit; a few partnerships of the second wave let some of them."),
        part_of=("OR101",),
    ),
    "R5": SchemeRule(
        msg("Membership of a cluster"),
        msg("Companies and support organisations take part as members of a cluster with a profile on the platform."),
    ),
    "R6": SchemeRule(
        msg("Hosts outside any cluster"),
        msg("Such a host may be approved one by one, beforehand; such a visitor may not."),
    ),
    "R7": SchemeRule(
        msg("What a small or medium-sized company is"),
        msg("Few staff, and either a small turnover or a small balance sheet, as the European Union defines it."),
    ),
    "R8": SchemeRule(
        msg("Participating countries"),
        msg("Both organisations reside in a country that takes part."),
    ),
    "R9": SchemeRule(
        msg("Where an organisation resides"),
        msg("Where it is registered; with several establishments, where the participant is based."),
    ),
    "R10": SchemeRule(
        msg("Nationality"),
        msg("Nationality does not matter as such; representatives from elsewhere show residence and a business."),
    ),
    "R11": SchemeRule(
        msg("Different countries"),
        msg("Visitor and host reside in different countries."),
    ),
    "R12": SchemeRule(
        msg("Distance"),
        msg("A long distance gives priority. Some group exchanges admit nobody from nearby."),
    ),
    "R13": SchemeRule(
        msg("Shortest stay"),
        msg("A stay has a shortest length; days of travel do not count."),
    ),
    "R14": SchemeRule(
        msg("Longest stay"),
        msg("A stay has a longest length."),
    ),
    "R15": SchemeRule(
        msg("One block or slots"),
        msg("The days of a stay are consecutive, unless the programme lets it be split into slots."),
    ),
    "R16": SchemeRule(
        msg("Visiting once"),
        msg("An organisation visits once in the whole scheme; hosting does not use that up."),
    ),
    "R17": SchemeRule(
        msg("Hosting any number of times"),
        msg("An organisation hosts as often as it likes, several visitors at the same time too."),
    ),
    "R18": SchemeRule(
        msg("Both roles"),
        msg("A participant may register as visitor, as host, or as both."),
        msg("A case has one visitor and one host; in which roles somebody is registered changes nothing for it."),
    ),
    "R19": SchemeRule(
        msg("The lump sum and its ceiling"),
        msg(
            "One sum for each host country, up to a highest sum for a visitor. It is for travel, so a virtual exchange "
            "earns none."
        ),
    ),
    "R20": SchemeRule(
        msg("The reduced lump sum"),
        msg("A short stay, a short distance, or both, reduce the sum."),
    ),
    "R21": SchemeRule(
        msg("No further steps"),
        msg("Once the stay is long enough for the full sum, more days earn no more."),
        part_of=("LS403",),
    ),
    "R22": SchemeRule(
        msg("Two reasons reduce once"),
        msg("A stay that is both short and near is reduced once, not twice."),
        part_of=("LS403", "LS404"),
    ),
    "R23": SchemeRule(
        msg("Partnerships may pay less"),
        msg("The table is a ceiling: the partnership sets the sum, up to it."),
    ),
    "R24": SchemeRule(
        msg("Who pays"),
        msg(
            "The visitor\N{RIGHT SINGLE QUOTATION MARK}s partnership pays; before and after the programme nobody does."
        ),
    ),
    "R25": SchemeRule(
        msg("When it is paid"),
        msg("Once, after the exchange, on report, validation and proof."),
        msg("It is a step after the exchange, so it decides nothing about it; the planner names it."),
    ),
    "R26": SchemeRule(
        msg("Proof"),
        msg("The visitor shows that the exchange took place, for example by boarding passes and invoices."),
        msg("It is a paper after the exchange, so it decides nothing about it; the planner lists the papers."),
    ),
    "R27": SchemeRule(
        msg("Which partnership counts the exchange"),
        msg("An exchange counts once, for the partnership that pays the visitor."),
        msg("It is a matter between partnerships; no answer to a participant depends on it."),
    ),
    "R28": SchemeRule(
        msg("Open to outsiders"),
        msg("Participants need not belong to a cluster of one of the partnerships."),
        msg("It forbids nothing: no case could fail it."),
    ),
    "R29": SchemeRule(
        msg("Which partnership looks after whom"),
        msg("Visitor and host each choose a partnership or get one; it may be the same."),
        msg("Both may be the same or different, so no case could fail it."),
    ),
    "R30": SchemeRule(
        msg("What an exchange is for"),
        msg("Building capacity, sharing knowledge, developing projects, exploring markets, finding partners."),
    ),
    "R31": SchemeRule(
        msg("Group exchanges"),
        msg("One host may take several visitors with one agenda; each is an exchange of its own."),
    ),
}
