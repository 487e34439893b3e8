# SPDX-License-Identifier: BSD-3-Clause
"""What to say where the extra `apps` is not installed."""

from __future__ import annotations

from exxtra_kit.errors import ServingError
from exxtra_kit.messages import msg


def packages_missing(fault: ModuleNotFoundError) -> ServingError:
    """Return the error that names the first package that is missing, and how to get them all."""
    return ServingError(
        msg(
            "The site needs packages that are not installed (here: {package}). Install them with: "
            "pip install \N{APOSTROPHE}exxtra-kit[apps]\N{APOSTROPHE}",
            package=str(fault.name),
        )
    )
