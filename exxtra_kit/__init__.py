# SPDX-License-Identifier: BSD-3-Clause
"""ClusterXchange exchanges: who may take part, what is paid and why, whom to visit, what to plan.

from exxtra_kit import Law, assess_exchange, read_case

case = read_case({"visiting": {...}, "host": {...}, "exchange": {...}})
verdict = assess_exchange(case, Law.at(case.on, case.programme))
"""

from exxtra_kit.casefile import load_case, read_case
from exxtra_kit.errors import ExxtraError, InputError
from exxtra_kit.language import Language
from exxtra_kit.models import Case, Eligibility, Exchange, Finding, Organisation, Outcome, Place, Verdict
from exxtra_kit.parameters import Law
from exxtra_kit.rules import assess_exchange

__version__ = "0.1.0"

__all__ = [
    "Case",
    "Eligibility",
    "Exchange",
    "ExxtraError",
    "Finding",
    "InputError",
    "Language",
    "Law",
    "Organisation",
    "Outcome",
    "Place",
    "Verdict",
    "__version__",
    "assess_exchange",
    "load_case",
    "read_case",
]
