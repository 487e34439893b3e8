# SPDX-License-Identifier: BSD-3-Clause
"""Which languages are official where a host is; nothing is known of what its people speak."""

from __future__ import annotations

from functools import lru_cache

from babel.languages import get_official_languages

# CLDR tells of a regional language only in which country it is official somewhere, not where: it would make Venetian
# official in Pistoia. So one counts only in a region of which that is known (statutes of autonomy, article 6 each).
_OF_REGIONS = {"ES-CT": ("ca", "oc"), "ES-PV": ("eu",)}


@lru_cache(maxsize=256)
def official_languages(country: str, region: str | None = None) -> tuple[str, ...]:
    """Return the codes of the languages that are official in a country, and in one of its regions.

    Args:
        country: ISO 3166-1 alpha-2 code.
        region: ISO 3166-2 code ("ES-CT"); None if not known.

    Examples:
        >>> official_languages("ES", "ES-PV")
        ('es', 'eu')
    """
    return (*get_official_languages(country), *_OF_REGIONS.get(region or "", ()))
