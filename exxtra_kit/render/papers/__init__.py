# SPDX-License-Identifier: BSD-3-Clause
"""The papers of an exchange in words, in one language or in two side by side, before they are drawn as a file.

They are working papers of this kit, not the forms of the scheme: the official texts could not be read.
"""

from exxtra_kit.render.papers.blocks import Paper
from exxtra_kit.render.papers.facts import PlanFacts
from exxtra_kit.render.papers.kinds import PaperKind
from exxtra_kit.render.papers.papers import is_draft, paper_of
from exxtra_kit.render.papers.plain import plain_paper

__all__ = ["Paper", "PaperKind", "PlanFacts", "is_draft", "paper_of", "plain_paper"]
