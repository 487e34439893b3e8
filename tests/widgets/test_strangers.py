# SPDX-License-Identifier: BSD-3-Clause
"""What comes from a browser is text from a stranger: whatever it is, no callback fails and no model breaks."""

from __future__ import annotations

import importlib
import logging
from random import Random
from typing import Any

import pytest
from ipywidgets.widgets import widget as library
from traitlets import TraitError

from exxtra_kit.widgets.kit import Keeper, controls

APPS = ("calculator", "partner_map", "planner", "index")
STEPS = 700
HALF_A_CHARACTER = "\ud83d"
SCALARS: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 3, 7, 10**30, -(10**400), 1e308, float("nan"), float("inf"), "", "x", "IT", "sme",
    "Cerea", "Cer", "arus", "other", "2021-09-13", "0", "1 200", HALF_A_CHARACTER, "\x00\x1b[31m", "<script>",
    "x" * 5000, "x" * 20_000, "{{7*7}}", "IPY_MODEL_w0", "'; --",
)  # fmt: skip
DATES: tuple[Any, ...] = (
    {"year": 2021, "month": 8, "date": 13}, {"year": 2021, "month": 8, "date": 17},
    {"year": 2022, "month": 5, "date": 3},
    {"year": 20, "month": 1, "date": 1}, {"year": 9999, "month": 11, "date": 31}, {"year": 1, "month": 0, "date": 1},
    {"year": 10**20, "month": 0, "date": 1}, {"year": 2021}, {"year": "2021", "month": 0, "date": 1},
    {"year": 2021.5, "month": 0, "date": 1}, {"hours": 9, "minutes": 30, "seconds": 0, "milliseconds": 0},
    {"hours": 25, "minutes": 30, "seconds": 0, "milliseconds": 0},
    {"hours": 17, "minutes": 0, "seconds": 0, "milliseconds": 0},
)  # fmt: skip
PRESSES = ({"event": "click"}, {"press": "sheet"}, {"press": "undo"}, {"press": ["sheet"]}, {"event": ["click"]})


def faults(caplog: pytest.LogCaptureFixture) -> list[Any]:
    """Return what ipywidgets caught and logged: exceptions of callbacks, but for a value that its trait refused."""
    found = [record.exc_info for record in caplog.records if record.exc_info]
    return [one for one in found if not isinstance(one[1], TraitError)]


def made_up(rng: Random, depth: int = 2) -> Any:
    """Make up a value: something sensible, something that isn't, or both in a heap."""
    kind = rng.randrange(10)
    if kind == 0 and depth:
        return [made_up(rng, depth - 1) for _ in range(rng.randrange(4))]
    if kind == 1 and depth:
        return {str(made_up(rng, 0)): made_up(rng, depth - 1) for _ in range(rng.randrange(4))}
    return rng.choice(DATES if kind < 4 else SCALARS)


def fitting(rng: Random, widget: Any) -> dict[str, Any]:
    """Return a state as a browser that means well would send it, mostly."""
    if isinstance(widget, controls.Dropdown):
        return {"index": rng.randrange(-2, len(widget._options_labels) + 2)}
    if isinstance(widget, controls.Checkbox):
        return {"value": rng.choice([True, False, 1, "yes"])}
    if isinstance(widget, controls.FileUpload):
        file = {"name": "x.json", "type": "", "size": 2, "last_modified": rng.choice([0, 10**30, "now"])}
        content = rng.choice([memoryview(b"{}"), "{}", None, memoryview(b"\xff"), memoryview(b"[" * 5000)])
        return {"value": rng.choice([[{**file, "content": content}], [file], [None], {}, "x"])}
    return {"value": made_up(rng)}


def message(rng: Random, widget: Any) -> dict[str, Any]:
    """Make up the content of a message to a widget, with its buffers."""
    # What the library makes by itself (layouts, styles) has no guard of ours; the server checks a message's shape.
    match rng.randrange(10) if isinstance(widget, controls.Guarded) else 4:
        case 0:
            data: Any = {"method": "custom", "content": made_up(rng)}
        case 1:
            data = made_up(rng)
        case 2:
            data = {"method": "update", "state": made_up(rng), "buffer_paths": made_up(rng)}
        case 3:
            data = {"method": rng.choice(["request_state", "echo_update", "", None, ["update"]])}
        case 4:
            names = rng.sample(sorted(widget.keys), 2)
            data = {"method": "update", "state": {name: made_up(rng) for name in names}}
        case 5 | 6:
            data = {"method": "custom", "content": rng.choice(PRESSES)}
        case _:
            data = {"method": "update", "state": fitting(rng, widget), "buffer_paths": []}
    buffers = [memoryview(b"x")] if rng.randrange(20) == 0 and isinstance(widget, controls.Guarded) else []
    return {"content": {"data": data}, "buffers": buffers}


def all_widgets() -> list[Any]:
    """Return every widget that there is, in the order in which they were made."""
    return list(library._instances.values())


def check(view: Any) -> None:
    """Check that a page's model is sound: each value is one that its trait takes, and it can be written down."""
    model = view.model
    for name, trait in model.traits().items():
        trait._validate(model, getattr(model, name))
    model.get_state()
    draft = view.keeper.draft
    draft.encode("utf-8")
    assert len(draft) <= Keeper.longest


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("app", APPS)
def test_nothing_that_a_browser_sends_breaks_an_app(
    app: str, seed: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hundreds of made-up messages to all widgets of an app: no callback fails, and the model stays valid."""
    monkeypatch.setenv(
        "QUERY_STRING", "country=IT&type=sme&town=Cerea&start=2021-09-13&end=2021-09-17&host=arus" * (seed % 2)
    )
    for widget in all_widgets():
        widget.close()
    view = importlib.import_module(f"exxtra_kit.widgets.{app}.app").build()
    rng = Random(seed)  # noqa: S311 (cases to repeat, no secrets)
    caplog.set_level(logging.WARNING)
    for button in [one for one in all_widgets() if isinstance(one, controls.Button)]:
        button._handle_msg({"content": {"data": {"method": "custom", "content": {"event": "click"}}}, "buffers": []})
        assert not faults(caplog), f"the button {button.description} was pressed while it was out of sight"
    for step in range(STEPS):
        widgets = all_widgets()
        widget = rng.choice(widgets)
        if isinstance(widget, controls.Guarded) and rng.randrange(3) == 0:
            widget = rng.choice([one for one in widgets if getattr(one, "from_browser", None)] or widgets)
        sent = message(rng, widget)
        widget._handle_msg(sent)

        real = faults(caplog)
        assert not real, f"step {step}: {type(widget).__name__} was sent {str(sent)[:500]}: {real[0]}"
        if app != "index" and step % 25 == 0:
            check(view)
