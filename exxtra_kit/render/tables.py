# SPDX-License-Identifier: BSD-3-Clause
"""Tables for a staff member: clusters, distances, decisions. The only place that knows pandas.

    from exxtra_kit.render import tables
    tables.verdicts_table(tables.cluster_pairs(date(2021, 9, 13), date(2021, 9, 17)))

One engine: every decision comes from `assess_exchange`, as in the apps and on the command line.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd

from exxtra_kit.casefile import read_case
from exxtra_kit.catalogue import load_clusters
from exxtra_kit.errors import InputError
from exxtra_kit.geo import distance_km
from exxtra_kit.language import Language
from exxtra_kit.models import Outcome
from exxtra_kit.parameters import Law
from exxtra_kit.render.verdict import sureness, verdict_words
from exxtra_kit.rules import assess_exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from exxtra_kit.catalogue import Cluster, Fact
    from exxtra_kit.models import Verdict

NOT_FOUND = "not found"
_FACTS = ("territory", "region_category", "ris_2017", "eis_2018", "founded", "members", "members_year", "esca_label")
_NUMBERS = ("working_days", "lump_sum_eur", "full_lump_sum_eur")
# Column of a table of registrations -> section and key of a case; `host` is the id of a cluster.
_REGISTRATION = {
    "name": ("visiting", "name"),
    "type": ("visiting", "type"),
    "country": ("visiting", "country"),
    "town": ("visiting", "town"),
    "membership": ("visiting", "membership"),
    "visits": ("visiting", "previous_visits"),
    "host_name": ("host", "name"),
    "host_type": ("host", "type"),
    "host_country": ("host", "country"),
    "host_town": ("host", "town"),
    "host_membership": ("host", "membership"),
    "start": ("exchange", "start"),
    "end": ("exchange", "end"),
    "form": ("exchange", "form"),
}


def show_whole_sentences() -> None:
    """Let pandas show whole sentences and all rows in this notebook, instead of their beginnings."""
    pd.set_option("display.max_colwidth", None, "display.max_rows", None)


def clusters_table() -> pd.DataFrame:
    """Return the seven partner clusters, by id.

    An empty cell is blank in the document itself; what was sought in vain says so; "o.o.c." is what
    the presentation writes. `town_confidence` is how sure the town is (M: not verified).
    """
    rows = [
        {
            "id": cluster.id,
            "name": cluster.name,
            "country": cluster.country,
            "town": cluster.town,
            "town_confidence": str(cluster.fact("town").confidence),
            **{name: _shown(cluster.fact(name)) for name in _FACTS},
        }
        for cluster in load_clusters()
    ]
    return pd.DataFrame(rows).set_index("id")


def distances_table() -> pd.DataFrame:
    """Return the geodesic distances between the seats of the seven, kilometres, one decimal."""
    clusters = load_clusters()
    rows = [[round(distance_km(one.place, other.place), 1) for other in clusters] for one in clusters]
    names = [cluster.name for cluster in clusters]
    return pd.DataFrame(rows, index=names, columns=names)


def cluster_pairs(start: date, end: date) -> list[dict[str, object]]:
    """Return a case for each visitor and host among the seven, 42 in all, none of them visitors before.

    Args:
        start: First day at the host.
        end: Last day at the host.
    """
    clusters = load_clusters()
    stay = {"start": start, "end": end}
    return [
        {
            "visiting": {**_organisation(visitor), "previous_visits": 0},
            "host": _organisation(host),
            "exchange": dict(stay),
        }
        for visitor in clusters
        for host in clusters
        if visitor.id != host.id
    ]


def read_registrations(text: str) -> list[dict[str, object]]:
    """Return a case for each line of a small table.

    Args:
        text: Lines with semicolons between the cells, the first with the columns' names: name, type, country,
            town, membership, visits, host (id of a cluster) or host_name, host_type, host_country,
            host_town, host_membership, start, end, form. An empty cell means not known.

    Raises:
        ValueError: A column has another name.
    """
    frame = pd.read_csv(io.StringIO(text.strip()), sep=r"\s*;\s*", dtype=str, keep_default_na=False, engine="python")
    unknown = sorted(set(frame.columns) - set(_REGISTRATION) - {"host"})
    if unknown:
        message = f"unknown columns: {', '.join(unknown)}; known: host, {', '.join(_REGISTRATION)}"
        raise ValueError(message)
    return [_case(row) for row in frame.to_dict("records")]


def verdicts_table(cases: Iterable[Mapping[str, object]], language: Language | None = None) -> pd.DataFrame:
    """Return the decision on each case, in the order given.

    Args:
        cases: Cases with the case file's keys.
        language: Language of the words; None for English.

    Returns:
        Visitor, host, verdict in words, sum (missing where it can't be known), working days, distance,
        priority, and the reasons: all that is not met or undecided, else how sure the sum is. A case that
        can't be used has the verdict "input" and says what is wrong with it.
    """
    say = language or Language.load()
    frame = pd.DataFrame([_row(case, say) for case in cases])
    for name in _NUMBERS:
        frame[name] = frame[name].astype("Int64")  # whole numbers that may be missing
    return frame


def _row(case: Mapping[str, object], language: Language) -> dict[str, object]:
    names = {side: _name(case.get(section)) for side, section in (("visitor", "visiting"), ("host", "host"))}
    empty: dict[str, object] = {**dict.fromkeys(_NUMBERS), "distance_km": None, "has_priority": None}
    try:
        read = read_case(case)
    except InputError as error:
        return {**names, "verdict": "input", **empty, "reasons": error.describe(language).replace("\n", " ")}
    verdict = assess_exchange(read, Law.at(read.on, read.programme), with_fixes=False)
    return {
        **names,
        "verdict": language.text(verdict_words(verdict)),
        **{name: getattr(verdict, name) for name in empty},
        "reasons": _reasons(verdict, language),
    }


def _reasons(verdict: Verdict, language: Language) -> str:
    open_or_failed = verdict.with_outcome(Outcome.NOT_MET, Outcome.UNDECIDED)
    texts = [finding.reason for finding in open_or_failed] or [sureness(verdict)]
    return " ".join(language.text(text) for text in texts)


def _case(row: Mapping[str, str]) -> dict[str, object]:
    case: dict[str, dict[str, object]] = {"visiting": {}, "host": {}, "exchange": {}}
    hosts = {cluster.id: cluster for cluster in load_clusters()}
    if row.get("host") in hosts:
        case["host"] = _organisation(hosts[row["host"]])
    for column, value in row.items():
        if value and column in _REGISTRATION:
            section, key = _REGISTRATION[column]
            case[section][key] = int(value) if key == "previous_visits" and value.isdecimal() else value
    return dict(case)


def _organisation(cluster: Cluster) -> dict[str, object]:
    return {
        "name": cluster.name,
        "type": str(cluster.type),
        "country": cluster.country,
        "town": cluster.town,
        "membership": str(cluster.membership),
    }


def _name(section: object) -> str:
    return str(section.get("name", "")) if isinstance(section, dict) else ""


def _shown(fact: Fact) -> str:
    return fact.value if fact.is_known or fact.is_blank_in_source else NOT_FOUND
