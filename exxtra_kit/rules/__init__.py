# SPDX-License-Identifier: BSD-3-Clause
"""The rules of the scheme: one function per rule, a verdict made of findings, the lump sum.

Nothing else in the house decides eligibility or money. Values come from `parameters`, never
from here; a fact that is missing gives "undecided", never "met".
"""

from exxtra_kit.rules.assess import assess_exchange
from exxtra_kit.rules.core import Answer, Rule, Situation
from exxtra_kit.rules.verdict import RULES, Bench

__all__ = ["RULES", "Answer", "Bench", "Rule", "Situation", "assess_exchange"]
