# SPDX-License-Identifier: BSD-3-Clause
"""What the rules say of an exchange that happened, and whether what was published of it agrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from exxtra_kit.casefile import read_case
from exxtra_kit.catalogue import load_clusters, load_partnerships
from exxtra_kit.errors import ExxtraError
from exxtra_kit.messages import Euro, Message, msg
from exxtra_kit.parameters import Law, programme_ids
from exxtra_kit.rules import assess_exchange

if TYPE_CHECKING:
    from exxtra_kit.catalogue import PastExchange
    from exxtra_kit.models import Verdict

Agreement = Literal["met", "not_met", "undecided"]
_OF_WAVE = {1: "clusterxchange-2020", 2: "clusterxchange-2022"}


@dataclass(frozen=True, slots=True)
class Compared:
    """What the rules say beside what was published.

    Attributes:
        agreement: "met" if both are the same, "not_met" if they differ, "undecided" if there is nothing to compare.
        words: The same in a sentence.
        verdict: The verdict.
    """

    agreement: Agreement
    words: Message
    verdict: Verdict


def programme_of(exchange: PastExchange) -> str:
    """Return the programme by whose rules an exchange was made: the partnership's own, else that of its call."""
    waves = {partnership.id: partnership.wave for partnership in load_partnerships()}
    general = _OF_WAVE[waves.get(exchange.partnership, 1)]
    own = f"{exchange.partnership}-{general.rpartition('-')[2]}"
    return own if own in programme_ids() else general


def judge(exchange: PastExchange) -> Verdict | None:
    """Return what the rules say of an exchange; None if too little of it is known.

    What nobody published stays open: the verdict is then undecided, and says what would be due if it were confirmed.
    """
    if exchange.working_days is None:  # without its days there is nothing that a sum could hang on
        return None
    host: dict[str, object] = {key: value for key, value in exchange.host.items() if value and key != "cluster"}
    own = next((one for one in load_clusters() if one.id == exchange.host["cluster"]), None)
    if own is not None:
        host = {
            "name": own.name,
            "type": own.type,
            "country": own.country,
            "town": own.town,
            "membership": own.membership,
        }
    data = {
        "programme": programme_of(exchange),
        "visiting": {key: value for key, value in exchange.visiting.items() if value and key != "cluster"},
        "host": host,
        "exchange": {"start": exchange.start, "end": exchange.end, "form": exchange.form},
    }
    try:
        case = read_case(data)
        return assess_exchange(case, Law.at(case.on, case.programme), with_fixes=False)
    except ExxtraError:
        return None


def compare(exchange: PastExchange) -> Compared | None:
    """Return what the rules say of an exchange beside what was published; None if too little of it is known."""
    verdict = judge(exchange)
    if verdict is None:
        return None
    # What is sure; else what hangs on open questions; else the ceiling, which a short way would halve.
    sums = (verdict.lump_sum_eur, verdict.lump_sum_if_confirmed_eur, verdict.full_lump_sum_eur)
    due = next((one for one in sums if one is not None), None)
    if due is None:
        return Compared(
            "undecided", msg("By the rules no sum can be given: none is published for this country."), verdict
        )
    published, is_open = exchange.lump_sum_eur, verdict.lump_sum_eur is None
    said = msg("By the rules: {sum}, if what we don't know of it was in order.", sum=Euro(due))
    if not is_open:
        said = msg("By the rules: {sum}.", sum=Euro(due))
    if published is None:
        return Compared("undecided", msg("{said} What was paid is not published.", said=said), verdict)
    if published == due:
        return Compared("met", msg("{said} The published sum is the same.", said=said), verdict)
    other = msg("{said} The published sum is {published}.", said=said, published=Euro(published))
    return Compared("not_met", other, verdict)
