# SPDX-License-Identifier: BSD-3-Clause
"""The fixes in words: one case for each kind of change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.golden import case_with, texts_of

DRESDEN = "Visit Rail.S in Dresden, Germany, instead: eligible, €830."
STRASBOURG = {"country": "FR", "town": "Strasbourg"}
FREIBURG = {"country": "DE", "town": "Freiburg"}
MAY_2022 = {"start": date(2022, 5, 9), "end": date(2022, 5, 13)}
LONELY = {"membership": None}
THREE_MONTHS = {"end": date(2021, 12, 12)}


@pytest.mark.parametrize(
    ("case", "texts"),
    [
        (
            case_with(exchange={"end": date(2021, 9, 13)}),
            [
                "Stay until 17 September 2021, 5 working days: eligible, €750.",
                "Stay until 15 September 2021, 3 working days: eligible, €375.",
            ],
        ),
        (
            case_with(exchange={"start": date(2021, 7, 19), "end": date(2021, 7, 23)}),
            [
                "Stay until 29 July 2021, 5 working days: eligible, €750.",
                "Go in another week, 26\N{EN DASH}30 July 2021, 5 working days: eligible, €750.",
                "Stay until 27 July 2021, 3 working days: eligible, €375.",
            ],
        ),
        (
            case_with(exchange={"closed_days": [date(2021, 9, 14)]}),
            [
                "Stay until 20 September 2021, 5 working days: eligible, €750.",
                "Go in another week, 20\N{EN DASH}24 September 2021, 5 working days: eligible, €750.",
            ],
        ),
        (
            case_with(exchange={"start": date(2020, 10, 12), "end": date(2020, 10, 16)}),
            [
                "Go in another week, 4\N{EN DASH}8 January 2021, 5 working days: eligible, €750.",
                "Make it a virtual exchange: eligible, €0.",
            ],
        ),
        (
            case_with(exchange={"start": date(2020, 1, 13), "end": date(2020, 1, 17)}),
            ["Go in another week, 3\N{EN DASH}7 February 2020, 5 working days: eligible, €750."],
        ),
        (
            case_with(exchange={"start": date(2022, 11, 7), "end": date(2022, 11, 11)}),
            ["Go in another week, 24\N{EN DASH}28 October 2022, 5 working days: eligible, €750."],
        ),
        (case_with(exchange={"end": date(2021, 10, 20)}), ["End the stay on 12 October 2021: eligible, €750."]),
        (
            case_with(exchange={"travel_days": [date(2021, 9, 13)]}),
            [
                "Arrive the day before 13 September 2021: eligible, €750.",
                "Stay until 20 September 2021, 5 working days: eligible, €750.",
            ],
        ),
        (
            case_with(exchange={"travel_days": [date(2021, 9, 15)], "end": date(2021, 9, 21)}),
            [
                "Travel before or after the stay, not on 15 September 2021: eligible, €750.",
                "Make it a virtual exchange: eligible, €0.",
            ],
        ),
        (
            case_with(exchange={"half_days": [date(2021, 9, 13)]}),
            [
                "Use the whole of each day: eligible, €750.",
                "Stay until 20 September 2021, 5 working days: eligible, €750.",
            ],
        ),
        (
            case_with(
                exchange={
                    "start": None,
                    "end": None,
                    "slots": [
                        {"start": date(2021, 9, 13), "end": date(2021, 9, 15)},
                        {"start": date(2021, 9, 20), "end": date(2021, 9, 22)},
                    ],
                }
            ),
            [
                "Make it one block, 13\N{EN DASH}18 September 2021: eligible, €750.",
                "Make it a virtual exchange: eligible, €0.",
            ],
        ),
        (
            case_with(visiting=LONELY),
            ["If you are a member of a cluster with a profile on the European platform: eligible, €750."],
        ),
        (
            case_with(visiting={"membership": "none"}),
            ["Join a cluster with a profile on the European platform: eligible, €750."],
        ),
        (
            case_with(host={"type": "sme"}),
            ["If the host is a member of a cluster with a profile on the European platform: eligible, €750."],
        ),
        (case_with(host={"type": "sme", "membership": "none"}), [DRESDEN]),
        (case_with(host={"type": "large_company"}), [DRESDEN]),
        (case_with(host={"country": "NO", "town": "Oslo"}), [DRESDEN]),
        (case_with(host={"country": "GB", "town": "Manchester"}), [DRESDEN]),
        (
            case_with(visiting=STRASBOURG, host=FREIBURG),
            [
                "This host is 134.1 km short of 200 km; visit Rail.S in Dresden, Germany, instead: eligible, €830.",
            ],
        ),
        (
            case_with("exxtra-2020", visiting=STRASBOURG, host=FREIBURG, exchange={**MAY_2022, "group_visitors": 3}),
            [
                "This host is 134.1 km short of 200 km; visit Rail.S in Dresden, Germany, instead: eligible, €830.",
                "Visit alone, not in a group: eligible, €415.",
                "Make it a virtual exchange: eligible, €0.",
            ],
        ),
        (
            case_with(visiting={"type": "large_company"}),
            ["Let another organisation of your area visit, such as your cluster organisation: eligible, €750."],
        ),
        (
            case_with(visiting={"previous_visits": 1}),
            [
                (
                    "Let another organisation of your area visit that has not visited yet (cluster organisation): "
                    "eligible, €750."
                ),
                "Make it a virtual exchange: eligible, €0.",
            ],
        ),
        (
            case_with(visiting={"type": "cluster_organisation", "previous_visits": 1}),
            [
                (
                    "Let another organisation of your area visit that has not visited yet "
                    "(small or medium-sized company (SME)): eligible, €750."
                ),
                "Make it a virtual exchange: eligible, €0.",
            ],
        ),
        (
            case_with(visiting={"country": "NO", "town": "Oslo"}),
            [
                (
                    "Let an organisation in a participating country visit, such as CenSec in Galten, Denmark: "
                    "eligible, €750."
                )
            ],
        ),
        (
            case_with(visiting={"type": "scaling_up_support_organisation", "support_kind": "other"}),
            [
                "If another kind fits the visitor better, state that (technology or research centre): eligible, €750.",
                "Let another organisation of your area visit, such as your cluster organisation: eligible, €750.",
            ],
        ),
        (
            case_with("clusterxchange-2022", host={"type": "sme", "membership": "eccp_cluster", "staff": 300})
            | {"exchange": {"start": date(2022, 9, 12), "end": date(2022, 9, 16)}},
            [DRESDEN, "Large companies may take part, too: state it as one: eligible, €750."],
        ),
        (
            case_with(visiting={"registered_in": ["DE"]}),
            [
                "If the visitor has a registered establishment in Italy, too, state it: eligible, €750.",
                "Let another organisation of your area visit, such as your cluster organisation: eligible, €750.",
            ],
        ),
        (
            case_with(visiting={"representative_nationality": "US"}),
            ["Let somebody else represent the visitor, a national of Italy: eligible, €750."],
        ),
        (
            case_with(exchange={"purposes": ["other"]}),
            [
                (
                    "If the exchange has a purpose of the scheme, too, state it "
                    "(individual or group capacity building): eligible, €750."
                )
            ],
        ),
        (case_with(exchange={"partnership_sum_eur": 900}), ["Ask your partnership to set €750: eligible, €750."]),
        (
            case_with("eye-2020", visiting=LONELY, host={"type": "sme"}, exchange={"end": date(2021, 12, 17)}),
            [
                "Stay until 12 January 2022, 87 working days: €3,000, if what is open is confirmed.",
                "End the stay on 12 December 2021: €2,250, if what is open is confirmed.",
            ],
        ),
        (
            case_with("eye-2020", visiting=LONELY, exchange=THREE_MONTHS),
            [
                (
                    "Visit another host (small or medium-sized company (SME)), for example near Dresden, Germany: "
                    "€2,490, if what is open is confirmed."
                )
            ],
        ),
        (
            case_with("eye-2024", visiting=LONELY, host={"type": "sme"})
            | {"exchange": {"start": date(2024, 9, 2), "end": date(2024, 12, 1)}},
            ["Visit a host in a country with a published sum, such as Albania: €1,800, if what is open is confirmed."],
        ),
        (case_with(), []),
    ],
)
def test_the_fixes_in_words(case: dict[str, Any], texts: list[str]) -> None:
    """Each kind of proposal says what to do and what it leads to; where nothing helps, nothing is proposed."""
    assert texts_of(case) == texts
