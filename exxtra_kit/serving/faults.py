# SPDX-License-Identifier: BSD-3-Clause
"""Errors that a visitor meets: a sentence with a reference number for them, everything else for the log."""

from __future__ import annotations

import logging
import re
import secrets

from exxtra_kit.messages import Message, msg

_TERMINAL_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
LOG = logging.getLogger("exxtra_kit.serving")


def note_fault(what: str, fault: BaseException | None = None, details: str = "") -> str:
    """Log a fault under a new reference number.

    Args:
        what: Where it happened, for whoever reads the log; no text of the visitor's.
        fault: The exception, logged with its trace.
        details: Further text for the log, for instance the trace that a notebook's process sent.

    Returns:
        The reference number, e.g. "7F3A-91C2".
    """
    token = secrets.token_hex(4).upper()
    reference = f"{token[:4]}-{token[4:]}"
    more = "\n" + _TERMINAL_COLOURS.sub("", details) if details else ""
    LOG.error("reference %s: %s%s", reference, what, more, exc_info=fault)
    return reference


def apology(reference: str) -> Message:
    """Return the sentence that a visitor reads instead of an error."""
    return msg(
        "Something went wrong on our side. Load the page again; if it happens once more, tell whoever runs this "
        "site the reference number {reference}.",
        reference=reference,
    )
