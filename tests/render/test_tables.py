# SPDX-License-Identifier: BSD-3-Clause
"""Tables for staff: the same facts and the same decisions as everywhere else in the house."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from exxtra_kit.casefile import read_case
from exxtra_kit.parameters import Law
from exxtra_kit.render import tables
from exxtra_kit.rules import assess_exchange

WEEK = (date(2021, 9, 13), date(2021, 9, 17))
REGISTRATIONS = """
name  ; type ; country ; town   ; membership   ; visits ; host ; start      ; end
Zlab  ; sme  ; IT      ; Cerea  ; eccp_cluster ; 0      ; arus ; 2021-09-13 ; 2021-09-17
Typo  ; sme  ; IT      ; Cereaa ; eccp_cluster ; 0      ; arus ; 2021-09-13 ; 2021-09-17
Quiet ; sme  ; IT      ; Cerea  ;              ; 0      ; arus ; 2021-09-13 ; 2021-09-17
"""


def test_the_seven_clusters_are_there_with_their_blanks_told_apart() -> None:
    """Blank in the document is empty, sought in vain says so, "o.o.c." stays."""
    clusters = tables.clusters_table()
    assert len(clusters) == 7
    assert clusters.loc["ditecfer", "eis_2018"] == ""
    assert clusters.loc["ditecfer", "esca_label"] == tables.NOT_FOUND
    assert clusters.loc["arus", "region_category"] == "o.o.c."
    assert clusters.loc["mafex", "town_confidence"] == "M"


def test_distances_are_symmetric_with_zeros_between() -> None:
    """A table of distances reads the same both ways."""
    distances = tables.distances_table()
    assert (distances == distances.T).all().all()
    assert all(distances.loc[name, name] == 0 for name in distances)
    assert distances.loc["DITECFER", "ARUS"] == pytest.approx(1865, abs=5)


def test_every_pair_is_judged_by_the_one_engine() -> None:
    """All 42 pairs have the verdict, sum, days and distance that the engine gives for them."""
    cases = tables.cluster_pairs(*WEEK)
    table = tables.verdicts_table(cases)
    assert len(table) == 42
    for case, row in zip(cases, table.to_dict("records"), strict=True):
        read = read_case(case)
        verdict = assess_exchange(read, Law.at(read.on))
        assert (row["lump_sum_eur"], row["working_days"], row["distance_km"], row["has_priority"]) == (
            verdict.lump_sum_eur,
            verdict.working_days,
            verdict.distance_km,
            verdict.has_priority,
        )


def test_only_the_two_of_one_country_fail() -> None:
    """MAFEX and Railgrup are both in Spain, and the reason says so."""
    table = tables.verdicts_table(tables.cluster_pairs(*WEEK))
    failed = table[table["verdict"] == "Not eligible"]
    assert set(zip(failed["visitor"], failed["host"], strict=True)) == {("MAFEX", "Railgrup"), ("Railgrup", "MAFEX")}
    assert all("Spain" in reason for reason in failed["reasons"])


def test_a_batch_gets_a_decision_and_a_reason_for_each_line() -> None:
    """The golden case is paid, a misspelt town is asked back, an unknown membership stays open."""
    table = tables.verdicts_table(tables.read_registrations(REGISTRATIONS))
    assert list(table["verdict"]) == ["Eligible", "input", "Not decided yet"]
    assert table.loc[0, "lump_sum_eur"] == 750
    assert "Cerea" in table.loc[1, "reasons"]
    assert pd.isna(table.loc[1, "lump_sum_eur"])
    assert pd.isna(table.loc[2, "lump_sum_eur"])
    assert "member" in table.loc[2, "reasons"]


def test_an_unknown_column_is_named() -> None:
    """A column that no case has is a typing mistake, and all known names are shown."""
    with pytest.raises(ValueError, match=r"unknown columns: hots; known: host, name"):
        tables.read_registrations("name ; hots\nZlab ; arus")
