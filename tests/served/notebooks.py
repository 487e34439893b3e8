# SPDX-License-Identifier: BSD-3-Clause
"""Small notebooks in place of the apps, to test the site by itself: one that works, and ones that fail."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Shows its process and what it got; answers a press; its second button fails in the callback.
WORKING = """
import os
import warnings
import ipywidgets as widgets
from IPython.display import HTML, display

warnings.warn("a-warning-nobody-should-see")
display(HTML(f"<p>process={os.getpid()}; site={os.environ['EXXTRA_SITE']}; query={os.environ['QUERY_STRING']}.</p>"))
town = widgets.Text(description="Town")
answer = widgets.HTML("<p>Nothing yet</p>")
press = widgets.Button(description="Press")
breaks = widgets.Button(description="Break")


def pressed(_):
    answer.value = f"<p>Pressed in {town.value}</p>"


def failed(_):
    raise ValueError("secret-of-the-callback")


press.on_click(pressed)
breaks.on_click(failed)
widgets.VBox([widgets.HTML("<h1>A small app</h1>"), town, press, breaks, answer])
"""
FAILING = "marker = 'secret-of-the-source'\nraise ValueError('secret-of-the-' + 'value')"
DYING = "import os\nos._exit(7)"
# Goes on only when somebody opens the other end of a pipe.
WAITING = "import os\nopen(os.environ['EXXTRA_TEST_GATE']).read()\nprint('the gate was ' + 'opened')"

# One button for each way in which a callback can go wrong.
TOUGH = """
import os
import sys
import threading
import ipywidgets as widgets
from IPython.display import HTML, display
from exxtra_kit.serving.visits.process import PipeComm

display(HTML(f"<p>process={os.getpid()}.</p>"))
town = widgets.Text(description="Town")
slider = widgets.IntSlider(description="Slider", min=0, max=10)
answer = widgets.HTML("")
made = []


def for_ever(_):
    threading.Event().wait()


def stubborn(_):
    while True:
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            pass


def huge(_):
    answer.value = "x" * 12_000_000


def prints(_):
    print("printed-by-a-callback")
    answer.value = "printed"


def ends(_):
    os._exit(3)


def garbage(_):
    PipeComm.stage.pipe._end.sendall(b"garbage " * 5)


def dots(_):
    for number in range(2_000_000):
        answer.value = f"{number:060}"


def more(_):
    made.append(widgets.Label(f"made {len(made)}"))


buttons = []
for work in (for_ever, stubborn, huge, prints, ends, garbage, dots, more):
    button = widgets.Button(description=work.__name__)
    button.on_click(work)
    buttons.append(button)
town.observe(lambda change: setattr(answer, "value", "Town: " + change["new"]), "value")
slider.observe(lambda change: setattr(answer, "value", f"Slider: {change['new']}"), "value")
widgets.VBox([widgets.HTML("<h1>A tough app</h1>"), town, slider, *buttons, answer])
"""
# Waits for ever.
STUCK = "import threading\nthreading.Event().wait()"


def write_notebooks(folder: Path, **sources: str) -> Path:
    """Write one notebook per name; return the folder.

    Args:
        folder: Where to write; made if need be.
        **sources: Name of the notebook without ending ("staff__explore" is put into a folder) -> code of its one cell.
    """
    for name, source in sources.items():
        path = folder / f"{name.replace('__', '/')}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(_notebook(source)), encoding="utf-8")
    return folder


def _notebook(source: str) -> dict[str, object]:
    """Return a notebook with a title and one cell of code."""
    title = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "Before the code"}
    code: dict[str, object] = {
        "cell_type": "code",
        "id": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": [title, code], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
