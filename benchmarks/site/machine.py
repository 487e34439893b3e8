# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: S603 (it starts our own programs)
"""What was measured on, and which releases."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tools.browser_setup import find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from benchmarks.site.systems import System

_LIBRARIES = {
    "ours": "exxtra-kit",
    "full": "exxtra-kit",
    "stock": "voila",
    "panel": "panel",
    "solara": "solara",
    "streamlit": "streamlit",
}
_VERSION = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"


def facts() -> dict[str, str]:
    """Return the machine: processor, memory, system, Python, browser, day."""
    processor = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s*(\d+) kB", _read("/proc/meminfo"), re.MULTILINE)
    browser = subprocess.run([find_chromium(), "--version"], capture_output=True, text=True, check=False).stdout.strip()
    return {
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "processor": processor[1].strip() if processor else platform.processor(),
        "memory": f"{int(memory[1]) / 2**20:.0f} GiB" if memory else "unknown",
        "kernel": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "browser": browser,
        "day": datetime.now(UTC).date().isoformat(),
    }


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def releases(asked: Mapping[str, tuple[str, Path, str]]) -> dict[str, dict[str, str]]:
    """Return name and release of several systems.

    Args:
        asked: Short name -> name for a reader, the Python that it runs in, its library.
    """
    found = {}
    for key, (title, python, library) in asked.items():
        told = subprocess.run([str(python), "-c", _VERSION, library], capture_output=True, text=True, check=False)
        found[key] = {"title": title, "version": f"{library} {told.stdout.strip()}"}
    return found


def versions(systems: Iterable[System]) -> dict[str, dict[str, str]]:
    """Return name and release of each system."""
    # A program starts with the Python of its environment; ours are in this one.
    return releases(
        {one.key: (one.title, Path(one.command[0]).with_name("python"), _LIBRARIES[one.key]) for one in systems}
    )
