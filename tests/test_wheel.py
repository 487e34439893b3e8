# SPDX-License-Identifier: BSD-3-Clause
"""The wheel, installed in a fresh environment with the source out of reach, does what the repository does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.reading import ROOT

# The one exchange that is known from first to last (a company of Cerea at ARUS in Ankara, September 2021).
GOLDEN_CASE = """
[visiting]
name = "Zlab S.r.l."
type = "sme"
country = "IT"
town = "Cerea"
membership = "eccp_cluster"
previous_visits = 0

[host]
name = "ARUS"
type = "cluster_organisation"
country = "TR"
town = "Ankara"
membership = "eccp_cluster"

[exchange]
start = 2021-09-13
end = 2021-09-17
form = "physical"
"""

CASES = "tests/rules/cases/"

# Imports of these fail in a Python that has nothing but the core.
EXTRAS = (
    "anywidget",
    "folium",
    "ipywidgets",
    "IPython",
    "pandas",
    "openpyxl",
    "tornado",
    "traitlets",
    "voila",
    "xstatic",
)


@dataclass(frozen=True)
class Installed:
    """The wheel and an environment that holds it.

    Attributes:
        wheel: The wheel itself.
        scripts: The folder of the environment's commands.
        away: An empty folder to work in.
    """

    wheel: Path
    scripts: Path
    away: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment far from the source."""
        program = str(self.scripts / command[0])
        # Voila's own templates belong to the libraries, which are those of this environment.
        environment = os.environ | {"JUPYTER_PATH": str(Path(sys.prefix, "share", "jupyter"))}
        return subprocess.run(
            [program, *command[1:]], cwd=self.away, env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it alone; its libraries are those of this environment, without our source."""
    built = tmp_path_factory.mktemp("dist")
    environment = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", built], cwd=ROOT, check=True)
    (wheel,) = built.glob("*.whl")
    venv.create(environment, symlinks=os.name != "nt")
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    installer = [sys.executable, "-m", "pip", "--quiet", "--python", str(scripts / "python"), "install"]
    subprocess.run([*installer, "--no-index", "--no-deps", str(wheel)], check=True)
    # A folder named in a .pth file is searched, but the .pth files in it are not read: the editable install
    # of this environment, which is such a file, leads nobody back to the source.
    (libraries,) = environment.glob("[Ll]ib/**/site-packages")
    (libraries / "libraries_of_the_tests.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Installed(wheel, scripts, tmp_path_factory.mktemp("away"))


def test_the_source_is_out_of_reach(installed: Installed) -> None:
    """The package that runs is the installed one."""
    where = installed.run("python", "-c", "import exxtra_kit, sys; print(exxtra_kit.__file__); print(sys.path)").stdout

    assert str(installed.scripts.parent) in where.splitlines()[0]
    assert str(ROOT) not in [entry.strip("'[] ") for entry in where.splitlines()[1].split(",")]


def test_the_wheel_carries_what_is_no_code() -> None:
    """Every file of the package, the data, the cases and the participants' notebooks are compared below."""
    assert {
        "exxtra_kit/data/cluster_facts.csv",
        "exxtra_kit/notebooks/index.ipynb",
        "exxtra_kit/cases/golden-zlab-arus.toml",
    } <= expected_files()


def expected_files() -> set[str]:
    """Return what must be in the wheel, read from the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "exxtra_kit", "data", "notebooks", CASES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    names = {name for name in listed if (ROOT / name).is_file() and not name.startswith("notebooks/staff/")}
    compiled = {name.removesuffix("po") + "mo" for name in names if name.endswith(".po")}
    cases = {name for name in names if name.startswith(CASES)}
    placed = {f"exxtra_kit/cases/{name.removeprefix(CASES)}" for name in cases if name.endswith(".toml")}
    others = (names | compiled) - cases | built_files()
    return placed | {name if name.startswith("exxtra_kit/") else f"exxtra_kit/{name}" for name in others}


def built_files() -> set[str]:
    """Return the site's script, sheet and licences, as the manifest names them, with what lies beside them."""
    folder = "exxtra_kit/serving/static"
    named = json.loads((ROOT / folder / "manifest.json").read_text(encoding="utf-8"))
    assert set(named) == {"slim.js", "slim.css", "NOTICES.txt"}
    others = {f"{folder}/manifest.json", "exxtra_kit/render/static/organisations.js"}
    return {f"{folder}/{name}{end}" for name in named.values() for end in ("", ".gz")} | others


def test_nothing_is_left_out(installed: Installed) -> None:
    """Data, cases, parameters, catalogues, templates, the site's script and the notebooks are inside."""
    inside = set(zipfile.ZipFile(installed.wheel).namelist())

    assert expected_files() - inside == set()


def test_nothing_else_is_inside(installed: Installed) -> None:
    """No test, tool or staff notebook is in the wheel."""
    inside = {name for name in zipfile.ZipFile(installed.wheel).namelist() if ".dist-info/" not in name}

    assert inside - expected_files() == set()


def test_the_licences_are_inside(installed: Installed) -> None:
    """The licence and the notice on data travel with the wheel."""
    names = {Path(name).name for name in zipfile.ZipFile(installed.wheel).namelist() if ".dist-info/licenses/" in name}

    assert names == {"LICENSE", "NOTICE"}


def test_the_golden_case_is_assessed(installed: Installed) -> None:
    """The installed command judges the known exchange as it was judged and paid."""
    (installed.away / "case.toml").write_text(GOLDEN_CASE, encoding="utf-8")
    ended = installed.run("exxtra", "assess", "case.toml", "--json")

    assert ended.returncode == 0, ended.stderr
    verdict = json.loads(ended.stdout)
    assert (verdict["verdict"], verdict["lump_sum_eur"], verdict["working_days"]) == ("eligible", 750, 5)


def test_the_rule_book_has_its_cases(installed: Installed) -> None:
    """The installed command writes the rule book with the example cases that travel with it."""
    ended = installed.run("exxtra", "rules", "--html")

    assert ended.returncode == 0, ended.stderr
    assert "MAFEX at Railgrup: the same country" in ended.stdout


def test_the_clusters_are_listed(installed: Installed) -> None:
    """The installed command knows the seven clusters."""
    ended = installed.run("exxtra", "clusters")

    assert ended.returncode == 0, ended.stderr
    assert "ARUS" in ended.stdout


def test_the_site_finds_its_notebooks(installed: Installed) -> None:
    """The installed command would serve the four apps from the wheel."""
    ended = installed.run("exxtra", "serve", "--check")

    assert ended.returncode == 0, ended.stderr
    assert [app for app in ("index", "partner_map", "calculator", "planner") if app not in ended.stdout] == []


def test_italian_is_spoken(installed: Installed) -> None:
    """The compiled Italian catalogue is found in the installed package."""
    code = "from exxtra_kit.language import available_languages; print(*available_languages())"

    assert installed.run("python", "-c", code).stdout.split() == ["en", "it"]


def test_the_bare_install_runs_every_rule(installed: Installed) -> None:
    """Without the libraries of the site and the staff, a case is assessed all the same."""
    (installed.away / "case.toml").write_text(GOLDEN_CASE, encoding="utf-8")
    code = f"import sys; sys.modules |= dict.fromkeys({EXTRAS!r}); from exxtra_kit.cli import main; sys.exit(main())"
    ended = installed.run("python", "-c", code, "assess", "case.toml", "--json")

    assert ended.returncode == 0, ended.stderr
    assert len(json.loads(ended.stdout)["findings"]) >= 10
