# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: INP001 (scripts in one folder, run by hand)
"""How fast is `exxtra assess-table`, against the same rows one by one, and does its memory stay flat?

    python benchmarks/assess_table.py                      # up to 200,000 rows; the loop over 2,000 of them
    python benchmarks/assess_table.py --loop-rows 100000   # every decision compared; takes minutes

Each measurement runs in a process of its own, by two clocks: the processor's, which other programs on the machine
disturb less, and the one on the wall. Ours: from a row's cells to the cells of its decision. The libraries': reading
and writing.
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
from exxtra_kit.geo import distance_km, distance_of_many
from exxtra_kit.language import Language
from exxtra_kit.memory import without_collector
from exxtra_kit.models import Outcome, Place
from exxtra_kit.parameters import Law
from exxtra_kit.render.verdict import eligibility_words
from exxtra_kit.rules import assess_exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exxtra_kit.documents.decisions_file import Sheet
    from exxtra_kit.documents.decisions_table import Decided

SIZES = (10_000, 50_000, 100_000, 200_000)
CHUNK = 1000
LOOP_ROWS = 2000
DISTANCES = 2000
CLOCKS = ("processor", "wall")


def write_table(path: Path, rows: int, *, all_different: bool) -> None:
    """Write made-up registrations."""
    with writing(path, HEADINGS) as sheet:
        for number, case in enumerate(registrations(rows, all_different=all_different)):
            sheet.write(cells_of(number, case))


def chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    """Yield rows in handfuls, so that the time of each step can be told apart without holding the whole table."""
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


class Clocks:
    """Two clocks for the steps of one piece of work: seconds of the processor, and on the wall."""

    def __init__(self) -> None:
        self.processor: dict[str, float] = {}
        self.wall: dict[str, float] = {}

    def time(self, step: str, work: Callable[[], Any]) -> Any:
        """Do some work, and add its time to that of the step."""
        started = process_time(), perf_counter()
        done = work()
        self.add(step, started)
        return done

    def add(self, step: str, started: tuple[float, float]) -> None:
        """Add the time since both clocks stood so."""
        self.processor[step] = self.processor.get(step, 0) + process_time() - started[0]
        self.wall[step] = self.wall.get(step, 0) + perf_counter() - started[1]


def measure(source: Path, target: Path) -> dict[str, Any]:
    """Decide on a table, and return the seconds of each step by both clocks, and the most memory used."""
    clocks, count = Clocks(), 0
    with without_collector(), open_sheet(source) as raw:  # as the command does
        layout = lay_out([str(cell) for cell in next(raw.rows)[1]])
        reader, desk = CaseReader(layout), Desk(layout, Language.load(), eligibility_words)
        handfuls = chunks(raw.rows)
        with writing(target, desk.headings) as sheet:
            while rows := clocks.time("reading", lambda: next(handfuls, None)):
                decided = clocks.time("ours", partial(decide, desk, reader, rows))
                clocks.time("writing", partial(write_all, sheet, decided))
                count += len(decided)
            ended = process_time(), perf_counter()
        clocks.add("writing", ended)  # the workbook is put together when it is closed
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"processor": clocks.processor, "wall": clocks.wall, "rows": count, "peak_mb": peak}


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


def compare(rows: int, *, all_different: bool) -> dict[str, Any]:
    """Decide rows one by one and by the table's way, in one process, and count the decisions that differ."""
    language, layout = Language.load(), lay_out(HEADINGS)
    place = len(HEADINGS) + [text.text for text in _headings()].index("reasons")
    reader, desk = CaseReader(layout), Desk(layout, language, eligibility_words)
    cases = registrations(rows, all_different=all_different)
    clocks, different, number = Clocks(), 0, 0
    for handful in chunks(cases):
        numbered = [(number + n + 2, tuple(_as_text(cells_of(number + n, case)))) for n, case in enumerate(handful)]
        number += len(handful)
        decided = list(desk.decide(reader.read_rows(numbered)))
        alone = clocks.time("loop", lambda handful=handful: [one_by_one(case, language) for case in handful])
        for one, (verdict, words) in zip(decided, alone, strict=True):
            if one.verdict is None:
                same = [problem.message for problem in one.row.problems] == verdict
            else:
                same = one.verdict == verdict and (one.cells[place] or "") == words
            different += not same
    return {
        "rows": number,
        "processor": clocks.processor["loop"],
        "wall": clocks.wall["loop"],
        "different": different,
    }


def _headings() -> Any:
    from exxtra_kit.documents.decisions_table import HEADINGS as OURS  # noqa: PLC0415 (the name is taken here)

    return OURS


def _as_text(cells: list[object]) -> list[str]:
    """Return cells as a CSV holds them."""
    return [str(cell) for cell in cells]


def distance_shares() -> dict[str, float]:
    """Return the processor's microseconds of one distance between two points: one by one, and of many."""
    pairs = [(Place(lat=40 + n / 100, lon=10), Place(lat=50, lon=20 - n / 100)) for n in range(DISTANCES)]
    shares = {}
    for name, ruler in (("one", distance_km), ("of_many", distance_of_many())):
        ruler(*pairs[0])  # what is imported and set up once is not the price of one
        started = process_time()
        for pair in pairs:
            ruler(*pair)
        shares[name] = (process_time() - started) / DISTANCES * 1e6
    return shares


def child(*arguments: str) -> dict[str, Any]:
    """Run this script in a process of its own, and return what it found."""
    ended = subprocess.run(  # noqa: S603 (this very script)
        [sys.executable, __file__, "--child", *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def run_child(arguments: list[str]) -> None:
    """Do one measurement and print it as JSON."""
    match arguments:
        case ["measure", source, target]:
            found: Any = measure(Path(source), Path(target))
        case ["compare", rows, kind]:
            found = compare(int(rows), all_different=kind == "worst")
        case _:
            found = distance_shares()
    sys.stdout.write(json.dumps(found))


def report(folder: Path, loop_rows: int, *, most: int) -> dict[str, Any]:
    """Measure everything, print a table, and return the figures."""
    results: dict[str, Any] = {"distance_us": child("distance")}
    one, of_many = results["distance_us"]["one"], results["distance_us"]["of_many"]
    say(f"one distance: {one:.1f} microseconds; one of many: {of_many:.1f}")
    for kind in ("usual", "worst"):
        loop = child("compare", str(loop_rows if kind == "usual" else min(loop_rows, LOOP_ROWS)), kind)
        loop_us = {clock: loop[clock] / loop["rows"] * 1e6 for clock in CLOCKS}
        said = ", ".join(f"{loop_us[clock]:.0f} by the {clock}" for clock in CLOCKS)
        say(f"\n{kind} table; one by one, microseconds a row: {said}")
        say(f"decisions compared: {loop['rows']:,}, different: {loop['different']}")
        say("                              microseconds a row          times faster")
        say("  file       rows  clock       reading  ours  writing      ours     all     peak MB")
        results[kind] = {"loop": loop, "tables": []}
        for size in (size for size in SIZES if size <= most):
            for ending in ("csv", "xlsx"):
                if ending == "xlsx" and kind == "worst":
                    continue
                source = folder / f"{kind}-{size}.{ending}"
                write_table(source, size, all_different=kind == "worst")
                found = child("measure", str(source), str(folder / f"out.{ending}"))
                source.unlink()
                times = {}
                for clock in CLOCKS:
                    us = {step: seconds / found["rows"] * 1e6 for step, seconds in found[clock].items()}
                    ours, everything = loop_us[clock] / us["ours"], loop_us[clock] / sum(us.values())
                    times[clock] = {"ours": ours, "all": everything}
                    say(
                        f"  {ending:5}{size:10,}  {clock:10}"
                        f" {us['reading']:8.0f} {us['ours']:5.0f} {us['writing']:8.0f}"
                        f" {ours:9.1f} {everything:7.1f} {found['peak_mb']:11.0f}"
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
