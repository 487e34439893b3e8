# SPDX-License-Identifier: BSD-3-Clause
"""The law: dated values with their sources, one TOML file per programme.

Values and formulas change together, so they live in the package. No other room holds a
threshold, a list of countries or an amount. The numbered decisions (D-01, D-02 ...) that the
files refer to stand in `README.md` of this folder.
"""

from exxtra_kit.parameters.law import DEFAULT_PROGRAMME, Law, load_programme, programme_ids
from exxtra_kit.parameters.schema import Parameter, Programme, ValueInForce

__all__ = ["DEFAULT_PROGRAMME", "Law", "Parameter", "Programme", "ValueInForce", "load_programme", "programme_ids"]
