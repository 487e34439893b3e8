# SPDX-License-Identifier: BSD-3-Clause
"""Write the centres of the towns in `data/member_seats.csv`, as the gazetteer has them.

The towns are typed by hand, with their sources; the points never are.

    python tools/place_members.py
"""

from __future__ import annotations

import csv

from exxtra_kit.datafiles import data_path
from exxtra_kit.geo import find_town

TABLE = "member_seats.csv"


def main() -> None:
    """Fill latitude and longitude of each row that has a town."""
    path = data_path(TABLE)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["town"]:
            town = find_town(row["town"], row["country"]).town
            row["lat"], row["lon"] = f"{town.lat:.4f}", f"{town.lon:.4f}"
        else:
            row["lat"] = row["lon"] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    print(f"{TABLE}: {sum(bool(row['town']) for row in rows)} of {len(rows)} organisations have a town")


if __name__ == "__main__":
    main()
