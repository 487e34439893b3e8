# SPDX-License-Identifier: BSD-3-Clause
"""States of the map to test files of it with."""

from __future__ import annotations

from datetime import date

from exxtra_kit.models import Exchange, Organisation, OrganisationType, Place
from exxtra_kit.parameters import Law
from exxtra_kit.render.offers import Offer
from exxtra_kit.render.snapshot import Snapshot
from tests.render.offered import CEREA, hostile, judged, offer_of, unjudged

START, END, TODAY = date(2022, 6, 20), date(2022, 6, 24), date(2026, 11, 27)


def snapshot(
    offers: tuple[Offer, ...] | None = None,
    *,
    me: Place | None = CEREA,
    name: str = "Zlab S.r.l.",
    selected: str = "arus",
) -> Snapshot:
    """Return what a small company of Cerea is told for a week of June."""
    visitor = Organisation(name=name, type=OrganisationType.SME, country="IT", place=me)
    return Snapshot(
        offers=judged() if offers is None else offers,
        law=Law.at(START),
        visitor=visitor,
        stay=Exchange(start=START, end=END),
        ring_km=200,
        selected=selected,
        made_on=TODAY,
        made_with="0.0.0",
    )


def hostile_snapshot(text: str) -> Snapshot:
    """Return a state in which visitor, town and one of the hosts have this text for every name."""
    one = Offer(hostile(text), offer_of("arus", judged()).verdict)
    me = Place(lat=CEREA.lat, lon=CEREA.lon, town=text, country="IT")
    return snapshot((one, *judged()[:6]), me=me, name=text, selected=text)


def empty_snapshot() -> Snapshot:
    """Return the state of a map that nobody has asked anything yet."""
    return Snapshot(unjudged(), Law.newest(), None, None, 0, "", TODAY, "0.0.0")
