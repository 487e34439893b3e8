# SPDX-License-Identifier: BSD-3-Clause
"""One list of libraries: pyproject.toml says which, the locks pin them, environment.yml repeats them for conda."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.house.reading import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FULL_LOCK = "requirements.lock"
APP_LOCK = "requirements-app.lock"
# pip and Python itself are what conda brings instead of `make`.
ONLY_CONDA = {"python", "pip"}
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def declared(*extras: str) -> dict[str, SpecifierSet]:
    """Return the libraries that pyproject.toml names: core, set-up, and these extras."""
    project = PYPROJECT["project"]
    listed = [*project["dependencies"], *PYPROJECT["dependency-groups"]["setup"]]
    listed += [line for extra in extras for line in project["optional-dependencies"][extra]]
    return as_ranges(listed)


def as_ranges(lines: Iterable[str]) -> dict[str, SpecifierSet]:
    """Return name -> range of versions of requirement lines, names written one way."""
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name): one.specifier for one in requirements}


def read_environment(text: str) -> dict[str, SpecifierSet]:
    """Return name -> range of versions of an environment.yml, those under `pip:` included."""
    below = text.partition("dependencies:")[2]
    lines = [line.strip().removeprefix("- ") for line in below.splitlines() if line.strip().startswith("- ")]
    return as_ranges(line for line in lines if line != "pip:" and not line.startswith("--"))


def read_lock(text: str) -> dict[str, list[tuple[str, int]]]:
    """Return name -> its versions (more than one where Pythons differ), each with its number of hashes."""
    found: dict[str, list[tuple[str, int]]] = {}
    for entry in re.split(r"\n(?=\S)", text.strip()):
        name, _, rest = entry.partition("==")
        found.setdefault(canonicalize_name(name), []).append((rest.split()[0], len(_HASH.findall(entry))))
    return found


def problems_of_lock(wanted: Mapping[str, SpecifierSet], lock: Mapping[str, list[tuple[str, int]]]) -> list[str]:
    """Return which libraries a lock leaves out, pins outside their range, or pins without a hash."""
    problems = [f"{name} is not in the lock" for name in wanted if name not in lock]
    for name, pins in lock.items():
        problems += [f"{name} {version} has no hash" for version, hashes in pins if not hashes]
        problems += [
            f"{name} {version} is outside {wanted[name]}"
            for version, _ in pins
            if name in wanted and not wanted[name].contains(version)
        ]
    return problems


def lock(name: str) -> dict[str, list[tuple[str, int]]]:
    """Return a lock of the repository."""
    return read_lock((ROOT / name).read_text(encoding="utf-8"))


def test_environment_names_what_pyproject_names() -> None:
    """environment.yml names the libraries of pyproject.toml with the same ranges, no more and no fewer."""
    found = read_environment((ROOT / "environment.yml").read_text(encoding="utf-8"))
    wanted = declared(*PYPROJECT["project"]["optional-dependencies"])

    assert {name: str(versions) for name, versions in found.items() if name not in ONLY_CONDA} == {
        name: str(versions) for name, versions in wanted.items()
    }


def test_environment_asks_for_our_pythons() -> None:
    """Conda users get a Python that pyproject.toml allows."""
    found = read_environment((ROOT / "environment.yml").read_text(encoding="utf-8"))

    assert found["python"] == SpecifierSet(PYPROJECT["project"]["requires-python"])


def test_lock_covers_every_library() -> None:
    """Every library of every extra is pinned inside its range, with hashes."""
    wanted = declared(*PYPROJECT["project"]["optional-dependencies"])

    assert problems_of_lock(wanted, lock(FULL_LOCK)) == []


def test_app_lock_covers_the_site() -> None:
    """Every library of the site is pinned inside its range, with hashes."""
    assert problems_of_lock(declared("apps"), lock(APP_LOCK)) == []


def test_both_locks_agree() -> None:
    """What is tested is what is served: the site's lock is a part of the full one."""
    full = lock(FULL_LOCK)

    assert {name: pins for name, pins in lock(APP_LOCK).items() if full.get(name) != pins} == {}


@pytest.mark.parametrize("name", [FULL_LOCK, APP_LOCK])
def test_locks_name_no_host(name: str) -> None:
    """A lock holds names, versions and hashes, so that any mirror serves."""
    text = (ROOT / name).read_text(encoding="utf-8")

    assert not re.findall(r"://|^--?(?:i|f|index|extra|find)\b", text, re.MULTILINE)


def test_the_bare_install_is_lean() -> None:
    """The core needs five libraries (pydantic counts twice) and none that draws, serves or tabulates."""
    assert set(as_ranges(PYPROJECT["project"]["dependencies"])) == {
        "babel",
        "geopy",
        "holidays",
        "pydantic",
        "pydantic-core",
        "rapidfuzz",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b==1.0 \\\n    --hash=sha256:" + "0" * 64, "a is not in the lock"),
        ("a==1.0", "a 1.0 has no hash"),
        ("a==3.0 \\\n    --hash=sha256:" + "0" * 64, "a 3.0 is outside <2"),
        ("a==1.0 ; python_full_version < '3.12' \\\n    --hash=sha256:" + "0" * 64 + "\na==3.0", "a 3.0 has no hash"),
    ],
)
def test_a_lock_that_does_not_fit_is_named(text: str, expected: str) -> None:
    """A library that is missing, outside its range or without a hash is found."""
    assert expected in problems_of_lock({"a": SpecifierSet("<2")}, read_lock(text))


def test_environment_is_read_with_its_pip_part() -> None:
    """The reader of environment.yml sees ranges, the pip part, and no options."""
    text = "channels:\n  - c\ndependencies:\n  - A_b >=1,<2\n  - pip:\n      - D ==1\n      - --editable .\n"

    assert read_environment(text) == {"a-b": SpecifierSet(">=1,<2"), "d": SpecifierSet("==1")}
