# SPDX-License-Identifier: BSD-3-Clause
"""The site for participants: the notebooks as web pages that are safe to show to strangers.

    from exxtra_kit.serving import Settings, describe_exposure, serve

    serve(Settings.read(port=8866))

The libraries that serve (Voila, tornado) are imported only when the site starts, so that the
command line can speak of the site, or say that the extra `apps` is missing, without them.
"""

from __future__ import annotations

from exxtra_kit.serving.exposure import describe_exposure
from exxtra_kit.serving.settings import Settings

__all__ = ["Settings", "describe_exposure", "serve"]


def serve(settings: Settings) -> int:
    """Serve the site until it is told to stop (SIGTERM, SIGINT).

    Prints one line with the address on standard output when the site answers; what goes wrong later
    is logged on standard error.

    Args:
        settings: Where to listen, and the limits.

    Returns:
        The exit status: 0 after a clean end.

    Raises:
        ServingError: The site can't start: the port is taken, the notebooks or Voila are missing.
    """
    from exxtra_kit.serving.site import run  # noqa: PLC0415  (a second of imports, and an optional extra)

    return run(settings)
