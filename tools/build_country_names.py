# SPDX-License-Identifier: BSD-3-Clause
"""Build `data/country_names.json` from the Python package babel (CLDR, Unicode licence).

Run in an environment that has babel 2.18.0: `python tools/build_country_names.py`.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).resolve().parent.parent / "data" / "country_names.json"

LANGUAGES = ("en", "it", "da", "de", "fr", "es", "ca", "tr")
# Every country whose towns or outline we have.
COUNTRIES = [
    code
    for line in (
        "AD AL AM AT AZ BA BE BG BY CH CY CZ DE DK DZ EE EG EH ES FI FO FR GB GE GG GI GL GR",
        "HR HU IE IL IM IQ IR IS IT JE JO KW KZ LB LI LT LU LV LY MA MC MD ME MK MR MT NL NO",
        "PL PS PT RO RS RU SA SE SI SK SM SY TM TN TR UA UZ VA XK",
    )
    for code in line.split()
]


def main() -> None:
    """Write the file; the same release of babel gives the same bytes."""
    names = {}
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        names[language] = {code: territories[code] for code in COUNTRIES}
    content = json.dumps(names, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    TARGET.write_text(content, encoding="utf-8")
    print(f"{TARGET.name}: {len(COUNTRIES)} countries in {len(LANGUAGES)} languages, {len(content.encode()):,} bytes")


if __name__ == "__main__":
    main()
