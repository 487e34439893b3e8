# SPDX-License-Identifier: BSD-3-Clause
"""The papers of an exchange as files: Word and PDF from templates that can be replaced, the agenda for a calendar."""

from exxtra_kit.documents.papers.calendar import Entry, agenda_ics
from exxtra_kit.documents.papers.pdf import paper_pdf
from exxtra_kit.documents.papers.templates import PaperError
from exxtra_kit.documents.papers.word import paper_docx
from exxtra_kit.documents.papers.zones import zone_of

__all__ = ["Entry", "PaperError", "agenda_ics", "paper_docx", "paper_pdf", "zone_of"]
