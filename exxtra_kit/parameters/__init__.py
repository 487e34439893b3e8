# SPDX-License-Identifier: BSD-3-Clause
"""The law: dated values with their sources, one TOML file per programme.

Values and formulas change together, so they live in the package. No other room holds a
threshold, a list of countries or an amount. The numbered decisions (D-01, D-02 ...) that the
files refer to, and the conflicts between sources (C1, C2 ...), stand in `decisions.toml`.
"""

from exxtra_kit.parameters.cautions import cautions
from exxtra_kit.parameters.files import (
    OWN_PROGRAMMES,
    broken_programmes,
    load_programme,
    programme_ids,
    read_programme,
    usable_programmes,
)
from exxtra_kit.parameters.law import DEFAULT_PROGRAMME, Law, meaning
from exxtra_kit.parameters.register import Conflict, Decision, Side, conflicts, conflicts_of, decision, decisions
from exxtra_kit.parameters.schema import Parameter, Programme, ValueInForce
from exxtra_kit.parameters.vocabulary import VOCABULARY, Kind, Meaning

__all__ = [
    "DEFAULT_PROGRAMME",
    "OWN_PROGRAMMES",
    "VOCABULARY",
    "Conflict",
    "Decision",
    "Kind",
    "Law",
    "Meaning",
    "Parameter",
    "Programme",
    "Side",
    "ValueInForce",
    "broken_programmes",
    "cautions",
    "conflicts",
    "conflicts_of",
    "decision",
    "decisions",
    "load_programme",
    "meaning",
    "programme_ids",
    "read_programme",
    "usable_programmes",
]
