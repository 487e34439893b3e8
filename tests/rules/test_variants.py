# SPDX-License-Identifier: BSD-3-Clause
"""One case in several variants: other hosts, days, programmes, days of the law, and all of them together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exxtra_kit import InputError, Organisation, load_case, read_case
from exxtra_kit.catalogue import load_clusters
from exxtra_kit.rules.compare import compare
from exxtra_kit.rules.variants import variants

if TYPE_CHECKING:
    from exxtra_kit.models import Case

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "zlab-arus.toml"


@pytest.fixture
def zlab() -> Case:
    """The exchange of the documents: Zlab from Cerea visits ARUS in Ankara for five days."""
    return load_case(EXAMPLE)


def test_one_variant_stands_beside_the_case_itself(zlab: Case) -> None:
    """A single other host is compared with the case as it is; two named ones only with each other."""
    arus, mafex = (next(host for host in load_clusters() if host.id == name) for name in ("arus", "mafex"))

    assert [one.case.host.name for one in variants(zlab, hosts=[mafex])] == ["ARUS", "MAFEX"]
    assert [one.case.host.name for one in variants(zlab, hosts=[mafex, arus])] == ["MAFEX", "ARUS"]
    assert [one.case for one in variants(zlab)] == [zlab]


def test_a_cluster_as_host_is_the_one_of_a_case_file(zlab: Case) -> None:
    """ARUS as host by its name is judged as ARUS written into the file."""
    arus = next(host for host in load_clusters() if host.id == "arus")
    found = variants(zlab, hosts=[arus])

    assert [row.key for row in compare(found).differing] == []


def test_another_host_brings_its_region_and_leaves_the_closed_days(zlab: Case) -> None:
    """The holidays of the old host's region and its closed days don't follow to another host."""
    exchange = zlab.exchange.model_copy(update={"host_region": "TR-06", "closed_days": (date(2021, 9, 14),)})
    railgrup = next(host for host in load_clusters() if host.id == "railgrup")
    nowhere = Organisation(name="")
    moved = variants(zlab.model_copy(update={"exchange": exchange}), hosts=[railgrup, nowhere])

    assert [one.case.exchange.host_region for one in moved] == ["ES-CT", None]
    assert [one.case.exchange.closed_days for one in moved] == [(), ()]


def test_the_stay_moves_with_all_that_lies_in_it() -> None:
    """Travel days, half days and slots move as far as the first day; the law moves only if it was the first day's."""
    days = (date(2021, 9, 14),)
    slots = [{"start": date(2021, 9, 13), "end": date(2021, 9, 17)}]
    exchange = {"start": date(2021, 9, 13), "end": date(2021, 9, 17), "travel_days": days, "slots": slots}
    case = read_case({"on": "2021-06-01", "visiting": {}, "host": {}, "exchange": exchange})
    (_, moved) = variants(case, starts=[date(2021, 9, 20)])
    stay = moved.case.exchange

    assert (stay.start, stay.end, stay.travel_days) == (date(2021, 9, 20), date(2021, 9, 24), (date(2021, 9, 21),))
    assert [(slot.start, slot.end) for slot in stay.slots] == [(stay.start, stay.end)]
    assert moved.case.on == case.on
    (_, later) = variants(case.model_copy(update={"on": date(2021, 9, 13)}), starts=[date(2021, 9, 20)])
    assert later.case.on == date(2021, 9, 20)


def test_every_combination_is_a_column(zlab: Case) -> None:
    """Two programmes on two days are four columns, each under its own law; a host and a day change together."""
    found = variants(zlab, programmes=["clusterxchange-2020", "eye-2020"], days=[date(2021, 1, 1), date(2022, 1, 1)])
    both = variants(zlab, hosts=load_clusters()[:2], starts=[date(2021, 10, 4)])

    assert [(one.law.programme_id, one.law.day.year) for one in found] == [
        ("clusterxchange-2020", 2021),
        ("clusterxchange-2020", 2022),
        ("eye-2020", 2021),
        ("eye-2020", 2022),
    ]
    assert [(one.case.host.country, one.case.exchange.start) for one in both] == [
        (host.country, date(2021, 10, 4)) for host in load_clusters()[:2]
    ]


def test_a_stay_without_days_can_not_be_moved(zlab: Case) -> None:
    """Who wants another first day must have said the days; a last day beyond the calendars is refused."""
    open_end = zlab.model_copy(update={"exchange": zlab.exchange.model_copy(update={"end": None})})

    with pytest.raises(InputError, match="can't be moved"):
        variants(open_end, starts=[date(2021, 9, 20)])
    with pytest.raises(InputError, match=r"exchange\.end: .*between the years"):
        variants(zlab, starts=[date(2100, 12, 31)])
