# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: INP001 (scripts in one folder, run by hand)
"""How fast is `exxtra assess-table`, against the same rows one by one, and does its memory stay flat?

    python benchmarks/assess_table.py                      # 100,000 rows; the loop over 2,000 of them
    python benchmarks/assess_table.py --loop-rows 100000   # every decision compared; takes minutes

Each measurement runs in a process of its own. Times are those of the processor, so that other programs on the
machine disturb less. Ours: from a row's cells to the cells of its decision. The libraries': reading and writing.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from registrations import HEADINGS, cells_of, registrations

from exxtra_kit.casefile import read_case
from exxtra_kit.casetable.columns import lay_out
from exxtra_kit.casetable.rows import CaseReader
from exxtra_kit.casetable.sheets import open_sheet
from exxtra_kit.documents.decisions_file import writing
from exxtra_kit.documents.decisions_table import Desk
from exxtra_kit.errors import InputError
from exxtra_kit.geo import distance_km
from exxtra_kit.language import Language
from exxtra_kit.models import Outcome, Place
from exxtra_kit.parameters import Law
from exxtra_kit.render.verdict import verdict_words
from exxtra_kit.rules import assess_exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exxtra_kit.documents.decisions_file import Sheet
    from exxtra_kit.documents.decisions_table import Decided

SIZES = (10_000, 50_000, 100_000)
CHUNK = 1000
LOOP_ROWS = 2000
DISTANCES = 300
WANTED_TIMES_FASTER = 20


def write_table(path: Path, rows: int, *, all_different: bool) -> None:
    """Write made-up registrations."""
    with writing(path, HEADINGS) as sheet:
        for number, case in enumerate(registrations(rows, all_different=all_different)):
            sheet.write(cells_of(number, case))


def chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    """Yield rows in handfuls, so that the time of each step can be told apart without holding the whole table."""
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def measure(source: Path, target: Path) -> dict[str, float]:
    """Decide on a table, and return the processor's seconds of each step and the most memory used."""
    seconds = {"reading": 0.0, "ours": 0.0, "writing": 0.0}

    def timed(step: str, work: Callable[[], Any]) -> Any:
        started = process_time()
        done = work()
        seconds[step] += process_time() - started
        return done

    count, started = 0, perf_counter()
    with open_sheet(source) as raw:
        layout = lay_out([str(cell) for cell in next(raw.rows)[1]])
        reader, desk = CaseReader(layout), Desk(layout, Language.load(), verdict_words)
        handfuls = chunks(raw.rows)
        with writing(target, desk.headings) as sheet:
            while rows := timed("reading", lambda: next(handfuls, None)):
                decided = timed("ours", partial(decide, desk, reader, rows))
                timed("writing", partial(write_all, sheet, decided))
                count += len(decided)
            ended = process_time()
        seconds["writing"] += process_time() - ended  # the workbook is put together when it is closed
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**seconds, "rows": count, "wall": perf_counter() - started, "peak_mb": peak}


def decide(desk: Desk, reader: CaseReader, rows: list[Any]) -> list[Decided]:
    """Decide on rows: what is ours of the work."""
    return list(desk.decide(reader.read_rows(rows)))


def write_all(sheet: Sheet, decided: list[Decided]) -> None:
    """Write decisions."""
    for one in decided:
        sheet.write(one.cells)


def one_by_one(case: dict[str, Any], language: Language) -> tuple[Any, str]:
    """Return what a case file with the same facts gets: verdict or problems, and the same words."""
    filled = {section: {key: value for key, value in part.items() if value != ""} for section, part in case.items()}
    try:
        read = read_case(filled)
    except InputError as error:
        return [problem.message for problem in error.problems], error.describe(language)
    verdict = assess_exchange(read, Law.at(read.on, read.programme), with_fixes=False)
    told = verdict.with_outcome(Outcome.NOT_MET, Outcome.UNDECIDED)
    return verdict, " ".join(language.text(finding.reason) for finding in told)


def compare(rows: int, *, all_different: bool) -> dict[str, float]:
    """Decide rows one by one and by the table's way, in one process, and count the decisions that differ."""
    language, layout = Language.load(), lay_out(HEADINGS)
    place = len(HEADINGS) + [text.text for text in _headings()].index("reasons")
    reader, desk = CaseReader(layout), Desk(layout, language, verdict_words)
    cases = registrations(rows, all_different=all_different)
    loop_seconds, different, number = 0.0, 0, 0
    for handful in chunks(cases):
        numbered = [(number + n + 2, tuple(_as_text(cells_of(number + n, case)))) for n, case in enumerate(handful)]
        number += len(handful)
        decided = list(desk.decide(reader.read_rows(numbered)))
        started = process_time()
        alone = [one_by_one(case, language) for case in handful]
        loop_seconds += process_time() - started
        for one, (verdict, words) in zip(decided, alone, strict=True):
            if one.verdict is None:
                same = [problem.message for problem in one.row.problems] == verdict
            else:
                same = one.verdict == verdict and (one.cells[place] or "") == words
            different += not same
    return {"rows": number, "seconds": loop_seconds, "different": different}


def _headings() -> Any:
    from exxtra_kit.documents.decisions_table import HEADINGS as OURS  # noqa: PLC0415 (the name is taken here)

    return OURS


def _as_text(cells: list[object]) -> list[str]:
    """Return cells as a CSV holds them."""
    return [str(cell) for cell in cells]


def distance_share() -> float:
    """Return the processor's microseconds of one distance between two points, which is geopy's work."""
    started = process_time()
    for n in range(DISTANCES):
        distance_km(Place(lat=40 + n / 100, lon=10), Place(lat=50, lon=20 - n / 100))
    return (process_time() - started) / DISTANCES * 1e6


def child(*arguments: str) -> dict[str, float]:
    """Run this script in a process of its own, and return what it found."""
    ended = subprocess.run(  # noqa: S603 (this very script)
        [sys.executable, __file__, "--child", *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(ended.stdout)
    return found


def run_child(arguments: list[str]) -> None:
    """Do one measurement and print it as JSON."""
    match arguments:
        case ["measure", source, target]:
            found: Any = measure(Path(source), Path(target))
        case ["compare", rows, kind]:
            found = compare(int(rows), all_different=kind == "worst")
        case _:
            found = {"distance_us": distance_share()}
    sys.stdout.write(json.dumps(found))


def report(folder: Path, loop_rows: int, *, most: int) -> dict[str, Any]:
    """Measure everything, print a table, and return the figures."""
    results: dict[str, Any] = {"distance_us": child("distance")["distance_us"]}
    say(f"one distance (geopy): {results['distance_us']:.0f} microseconds")
    for kind in ("usual", "worst"):
        loop = child("compare", str(loop_rows if kind == "usual" else min(loop_rows, LOOP_ROWS)), kind)
        loop_us = loop["seconds"] / loop["rows"] * 1e6
        say(f"\n{kind} table; one by one: {loop_us:.0f} microseconds a row, {1e6 / loop_us:,.0f} rows a second")
        say(f"decisions compared: {loop['rows']:,}, different: {loop['different']}")
        say("  file        rows  reading   ours  writing  (us a row)  ours, rows/s  all, rows/s  times faster  peak MB")
        results[kind] = {"loop": loop, "tables": []}
        for size in (size for size in SIZES if size <= most):
            for ending in ("csv", "xlsx"):
                if ending == "xlsx" and kind == "worst":
                    continue
                source = folder / f"{kind}-{size}.{ending}"
                write_table(source, size, all_different=kind == "worst")
                found = child("measure", str(source), str(folder / f"out.{ending}"))
                source.unlink()
                us = {step: found[step] / found["rows"] * 1e6 for step in ("reading", "ours", "writing")}
                times = loop_us / us["ours"]
                say(
                    f"  {ending:5} {size:10,} {us['reading']:8.0f} {us['ours']:6.0f} {us['writing']:8.0f}"
                    f" {1e6 / us['ours']:24,.0f} {1e6 / sum(us.values()):12,.0f} {times:13.1f} {found['peak_mb']:8.0f}"
                )
                results[kind]["tables"].append({**found, "file": ending, "times_faster": times})
    return results


def say(text: str) -> None:
    """Print at once: a run takes minutes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Run the benchmark; the status is 1 if a decision differs."""
    if sys.argv[1:2] == ["--child"]:
        run_child(sys.argv[2:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loop-rows", type=int, default=LOOP_ROWS, help="rows decided one by one, and compared")
    parser.add_argument("--rows", type=int, default=max(SIZES), help="leave out larger tables")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = report(Path(folder), arguments.loop_rows, most=arguments.rows)
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return int(any(results[kind]["loop"]["different"] for kind in ("usual", "worst")))


if __name__ == "__main__":
    sys.exit(main())
