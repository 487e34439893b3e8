# SPDX-License-Identifier: BSD-3-Clause
"""What hosts are known to offer: ready-made visits and sectors, as `data/` has them, and what is refused there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exxtra_kit import datafiles
from exxtra_kit.catalogue import (
    find_cluster,
    load_clusters,
    load_exchanges,
    load_sectors,
    load_visit_offers,
    sectors_of,
    visit_offers_of,
)
from exxtra_kit.datafiles import data_folder
from exxtra_kit.errors import DataError
from exxtra_kit.models import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A copy of the tables that a test may break."""
    for path in data_folder().glob("*.*"):
        if path.suffix in {".csv", ".toml"}:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(datafiles, "DATA_FOLDERS", (tmp_path,))
    readers = (load_visit_offers, load_sectors)
    for reader in readers:
        reader.cache_clear()
    yield tmp_path
    for reader in readers:
        reader.cache_clear()


def test_the_visits_that_are_documented() -> None:
    """ARUS had five days with two visits a day, i-Trans three for a group, EXTRATEX two of which little is told."""
    offers = {offer.id: offer for offer in load_visit_offers()}

    arus, itrans = offers["arus-five-days"], offers["itrans-group"]
    assert (arus.working_days, arus.visits_per_day, arus.kinds) == (5, 2, ())
    assert (itrans.working_days, itrans.visitors, itrans.inferred) == (3, "group", ("kinds",))
    assert Purpose.NETWORKING in itrans.kinds
    assert [offers[f"extratex-{where}"].working_days for where in ("czechia", "slovakia")] == [None, None]


def test_visits_agree_with_the_exchanges_that_were_made() -> None:
    """A visit of one of our clusters is as long as the exchange there that it is known from."""
    for cluster in load_clusters():
        made = {known.working_days for known in load_exchanges() if known.host["cluster"] == cluster.id}
        assert {offer.working_days for offer in visit_offers_of(cluster)} == made


def test_sectors_are_those_told_and_the_strengths() -> None:
    """CenSec is at home in rail by its partnership, in defence by its own words."""
    cluster = find_cluster("censec")
    assert cluster is not None

    assert sectors_of(cluster)[:2] == ("rail", "defence")


@pytest.mark.parametrize(
    ("table", "before", "after", "column"),
    [
        ("visit_offers.csv", "sharing", "gossip", "kinds"),
        ("visit_offers.csv", ",group,", ",crowd,", "visitors"),
        ("visit_offers.csv", ",S2,S2,", ",NOWHERE,S2,", "source"),
        ("visit_offers.csv", "arus-five-days,arus", "arus-five-days,arsu", "cluster"),
        ("cluster_sectors.csv", "censec,rail", "cen sec,rail", "cluster"),
    ],
)
def test_a_broken_table_names_row_and_column(changed: Path, table: str, before: str, after: str, column: str) -> None:
    """A value that can't be is refused with file, row and column."""
    text = (changed / table).read_text("utf-8")
    assert before in text
    (changed / table).write_text(text.replace(before, after), "utf-8")

    with pytest.raises(DataError) as refused:
        load_visit_offers() if table == "visit_offers.csv" else load_sectors()
    assert table in str(refused.value)
    assert column in str(refused.value)
