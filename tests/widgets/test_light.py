# SPDX-License-Identifier: BSD-3-Clause
"""What every visitor pays for: an app imports nothing heavy, and is built the same every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from exxtra_kit.widgets.kit.query import LANGUAGE_VARIABLE, MAP_VARIABLE, SITE_VARIABLE

APPS = ("calculator", "planner", "partner_map", "index")
# Each is a tenth of a second or more, or dozens of megabytes, in the process of every visitor.
HEAVY = (
    *(
        "branca",
        "folium",
        "holidays",
        "jinja2",
        "matplotlib",
        "nbconvert",
        "numpy",
        "pandas",
        "requests",
        "xyzservices",
    ),
    *("exxtra_kit.render.maps", "geopy", "openpyxl", "pypdf", "tornado", "typst", "zmq"),
)
MAP_ADDRESSES = {"en": "/map/en.0123456789abcdef.html", "it": "/map/it.0123456789abcdef.html"}
ON_OUR_SITE = {SITE_VARIABLE: "1", LANGUAGE_VARIABLE: "it", MAP_VARIABLE: json.dumps(MAP_ADDRESSES)}
IMPORTED = """
import importlib, json, sys
importlib.import_module(f"exxtra_kit.widgets.{sys.argv[1]}.app").build()
print(json.dumps(sorted(sys.modules)))
"""
# The numbers of widgets are counted, as the site does it for the page that it keeps ready.
STATES = """
import importlib, itertools, json, sys
import comm
from comm.base_comm import BaseComm
numbers = itertools.count()
class Counted(BaseComm):
    def __init__(self, *args, comm_id=None, **keys):
        super().__init__(*args, comm_id=f"w{next(numbers)}", **keys)
    def publish_msg(self, *args, **keys):
        pass
comm.create_comm = Counted
app = importlib.import_module(f"exxtra_kit.widgets.{sys.argv[1]}.app")
app.build()
from ipywidgets.widgets import widget
print(json.dumps({number: one.get_state() for number, one in widget._instances.items()}, default=repr))
"""


def fresh(script: str, app: str, **variables: str) -> Any:
    """Return what a script says in an interpreter that has imported nothing yet."""
    environment = {**os.environ, "QUERY_STRING": "", **variables}
    ran = subprocess.run(
        [sys.executable, "-c", script, app], capture_output=True, text=True, check=True, env=environment
    )
    return json.loads(ran.stdout)


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_nothing_heavy(app: str) -> None:
    """On our site, importing and building an app brings in no map library, no tables, no calendars of the world."""
    imported = set(fresh(IMPORTED, app, **ON_OUR_SITE))

    assert "ipywidgets" in imported
    assert [name for name in HEAVY if name in imported] == []


@pytest.mark.parametrize("app", APPS)
def test_two_builds_are_the_same(app: str) -> None:
    """Two processes build an app to the same byte, whatever the order in which their sets and dictionaries begin."""
    first = fresh(STATES, app, PYTHONHASHSEED="1", **ON_OUR_SITE)
    second = fresh(STATES, app, PYTHONHASHSEED="2", **ON_OUR_SITE)

    assert list(first) == [f"w{number}" for number in range(len(first))]
    for number, state in first.items():
        assert state == second[number], f"{number}, {state['_model_name']}, differs"
    assert json.dumps(first) == json.dumps(second)


def test_the_map_is_not_in_the_page() -> None:
    """On our site the map comes by its address: no state of a widget is heavy."""
    states = fresh(STATES, "partner_map", **ON_OUR_SITE)

    frames = [state for state in states.values() if "src" in state]
    assert [(frame["src"], frame["html"]) for frame in frames] == [(MAP_ADDRESSES["it"], "")]
    assert max(len(json.dumps(state)) for state in states.values()) < 40_000
