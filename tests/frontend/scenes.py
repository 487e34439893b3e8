# SPDX-License-Identifier: BSD-3-Clause
"""What the pages of the fake site show."""

from __future__ import annotations

import base64
from datetime import date
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets as widgets
from traitlets import Bytes, Int, Unicode

from tests.frontend.hostile import CASES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.frontend.fake_visit import Visit

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_COUNTER = """
function render({ model, el }) {
  const button = document.createElement("button");
  const draw = () => { button.textContent = `counted ${model.get("count")}`; };
  button.className = "counter";
  button.addEventListener("click", () => { model.set("count", model.get("count") + 1); model.save_changes(); });
  model.on("change:count", draw);
  model.on("msg:custom", (content, buffers) => {
    el.dataset.heard = `${content.word} ${buffers.length ? new Uint8Array(buffers[0].buffer).join(",") : ""}`;
    model.send({ answer: content.word }, undefined, [new Uint8Array([7, 8, 9]).buffer]);
  });
  draw();
  el.append(button);
  return () => { document.body.dataset.cleaned = "yes"; };
}
export default { render };
"""
_KEEPER = """
function render({ model }) {
  const kept = sessionStorage.getItem("draft");
  if (kept) model.send({ draft: kept });
  const keep = () => sessionStorage.setItem("draft", model.get("draft"));
  model.on("change:draft", keep);
}
export default { render };
"""


class Counter(anywidget.AnyWidget):
    """A widget with a module and a sheet of its own."""

    _esm = _COUNTER
    _css = ".counter { color: rgb(1, 2, 3); }"
    count = Int(0).tag(sync=True)
    raw = Bytes(b"").tag(sync=True)


class BrokenModule(anywidget.AnyWidget):
    """A widget whose module fails."""

    _esm = "export default { render() { throw new Error('on purpose'); } };"


class NoModule(anywidget.AnyWidget):
    """A widget whose module is none."""

    _esm = "this is no script"


class Keeper(anywidget.AnyWidget):
    """Gives a draft back."""

    _esm = _KEEPER
    draft = Unicode("").tag(sync=True)


class Foreign(widgets.DOMWidget):  # type: ignore[misc]  # ipywidgets is not typed
    """A widget of somebody else's."""

    _model_name = Unicode("ForeignModel").tag(sync=True)
    _model_module = Unicode("jupyter-foreign").tag(sync=True)
    _view_name = Unicode("ForeignView").tag(sync=True)
    _view_module = Unicode("jupyter-foreign").tag(sync=True)


def controls(visit: Visit) -> list[Any]:
    """Show one of each control, and what the last one that changed holds."""
    said = widgets.HTML("<p>nothing yet</p>")
    made: dict[str, Any] = {
        "text": widgets.Text(description="Name", placeholder="your name"),
        "area": widgets.Textarea(description="Story"),
        "dropdown": widgets.Dropdown(description="Country", options=["Italy", "Spain", "Poland"]),
        "combobox": widgets.Combobox(description="Town", options=["Cerea", "Verona"]),
        "day": widgets.DatePicker(description="First day", value=date(2026, 5, 4)),
        "time": widgets.TimePicker(description="From"),
        "check": widgets.Checkbox(description="Agreed", indent=False),
        "many": widgets.SelectMultiple(description="Several", options=["a", "b", "c"]),
        "one": widgets.Select(description="One", options=["x", "y", "z"]),
        "radio": widgets.RadioButtons(description="Either", options=["left", "right"]),
        "toggle": widgets.ToggleButton(description="Toggle", icon="check"),
        "toggles": widgets.ToggleButtons(description="Toggles", options=["first", "second"]),
        "whole": widgets.IntText(description="Whole"),
        "bounded": widgets.BoundedFloatText(description="Bounded", min=0, max=5),
        "slider": widgets.IntSlider(description="Days", min=0, max=10, value=3),
        "range": widgets.FloatRangeSlider(description="Between", min=0, max=1, value=(0.25, 0.75)),
        "words": widgets.SelectionSlider(description="Size", options=["small", "middle", "large"]),
        "bar": widgets.IntProgress(description="Done", value=4, min=0, max=10),
        "upload": widgets.FileUpload(description="File", accept=".json"),
        "button": widgets.Button(description="Press", icon="plus", tooltip="press me"),
        "colour": widgets.ColorPicker(description="Colour", value="#00697a"),
        "tags": widgets.TagsInput(value=["one", "two"], allowed_tags=["one", "two", "three"]),
        "valid": widgets.Valid(value=True, description="Valid"),
        "play": widgets.Play(min=0, max=5, description="Play"),
        "picture": widgets.Image(value=PIXEL, format="png", width=20, height=20),
        "label": widgets.Label("a <b>label</b>"),
    }

    def tell(name: str) -> Callable[[Any], None]:
        def say(change: Any) -> None:
            value = change["new"]
            if name == "upload" and value:
                value = (value[0]["name"], bytes(value[0]["content"]).decode())
            said.value = f"<p>{name}: {value}</p>"

        return say

    for name, widget in made.items():
        if widget.has_trait("value"):
            widget.observe(tell(name), "value")
    made["button"].on_click(lambda _: setattr(said, "value", "<p>button: pressed</p>"))
    visit.widgets = made | {"said": said}
    return [widgets.VBox([said, *made.values()])]


def form(visit: Visit) -> list[Any]:
    """Show two texts and a button that adds; what was typed is repeated below."""
    name, other = widgets.Text(description="Name"), widgets.Text(description="Other", continuous_update=False)
    said, added = widgets.HTML(), widgets.VBox()
    add, fail = widgets.Button(description="Add"), widgets.Button(description="Fail")
    name.observe(lambda change: setattr(said, "value", f"<p>heard {change['new']}</p>"), "value")

    def grow(_: object) -> None:
        field = widgets.Text(description=f"Field {len(added.children) + 1}")
        added.children = (*added.children, field)
        visit.widgets[f"field {len(added.children)}"] = field

    def break_down(*_: object) -> None:
        visit.fail()

    add.on_click(grow)
    visit.widgets = {"name": name, "other": other, "said": said, "added": added, "fail": fail}
    fail.on_click(break_down)
    return [widgets.VBox([name, other, add, fail, said, added])]


def containers(visit: Visit) -> list[Any]:
    """Show an accordion, tabs and a stack, and text around them."""
    accordion = widgets.Accordion(
        [widgets.HTML("<p>first inside</p>"), widgets.HTML("<p>second inside</p>")], titles=("First", "Second")
    )
    tabs = widgets.Tab([widgets.HTML("<p>left inside</p>"), widgets.HTML("<p>right inside</p>")], titles=("L", "R"))
    visit.widgets = {"accordion": accordion, "tabs": tabs}
    return ["<h1 id='title'>Containers</h1>", accordion, tabs, {"text/plain": "a < b"}]


def modules(visit: Visit) -> list[Any]:
    """Show a widget that brings its own module, twice."""
    counter = Counter(raw=b"\x01\x02")
    counter.on_msg(lambda _, content, buffers: visit.widgets.update(answer=(content, [bytes(one) for one in buffers])))
    visit.widgets = {"counter": counter}
    return [widgets.VBox([counter, counter])]


def troubled(visit: Visit) -> list[Any]:
    """Show good parts around broken and foreign ones."""
    del visit
    broken = widgets.Dropdown(options=["a", "b"])
    broken._view_name = "NoSuchView"
    return [
        widgets.VBox([widgets.HTML("<p>before</p>"), broken, BrokenModule(), NoModule(), widgets.HTML("<p>after</p>")]),
        widgets.VBox([Foreign(), widgets.Text(description="Still here")]),
    ]


def keeping(visit: Visit) -> list[Any]:
    """Show a text whose draft a keeper gives back to a new process."""
    text, later, keeper = widgets.Text(description="Draft"), widgets.Text(description="Later"), Keeper()
    text.observe(lambda change: setattr(keeper, "draft", change["new"]), "value")
    keeper.on_msg(lambda _, content, __: setattr(text, "value", content["draft"]))
    visit.widgets = {"text": text, "later": later}
    return [widgets.VBox([text, later, keeper])]


def marked(visit: Visit) -> list[Any]:
    """Show mark-up that wants to do harm, and mark-up of our own apps."""
    bad = "<img src=x onerror=\"document.title='harmed'\"><script>document.title='harmed'</script>"
    text = widgets.HTML(f"<style>.sheet {{ color: rgb(4, 5, 6) }}</style><p class='sheet'>styled</p>{bad}")
    field = widgets.Text(description=f"<b>Bold</b> name{bad}", description_allow_html=True)
    plain = widgets.Text(description="<b>not bold</b>")
    visit.widgets = {"text": text, "field": field}
    return [widgets.VBox([text, field, plain]), f"<p>output</p>{bad}"]


def printed(visit: Visit) -> list[Any]:
    """Show what an Output widget holds."""
    inside = widgets.Text(description="Inside")
    stream = {"output_type": "stream", "name": "stdout", "text": "printed < here"}
    html = {"output_type": "display_data", "data": {"text/html": "<b>bold</b>"}, "metadata": {}}
    shown = {"output_type": "display_data", "metadata": {}}
    shown["data"] = {"application/vnd.jupyter.widget-view+json": {"model_id": inside.model_id}}
    output = widgets.Output(outputs=(stream, html, shown))
    visit.widgets = {"output": output, "inside": inside}
    return [output]


def styled(visit: Visit) -> list[Any]:
    """Show a button with a layout and a style."""
    visit.widgets = {"button": widgets.Button(description="Styled", layout={"width": "200px"})}
    visit.widgets["button"].style = {"button_color": "teal", "font_weight": "bold"}
    return [visit.widgets["button"]]


def hostile(visit: Visit) -> list[Any]:
    """Show each case of the sanitiser's table as mark-up and as a label."""
    del visit
    blocks = [widgets.HTML(case.source) for case in CASES]
    labels = [widgets.Text(description=case.source or " ", description_allow_html=True) for case in CASES]
    return [widgets.VBox(blocks), widgets.VBox(labels)]


SCENES = {
    scene.__name__: scene
    for scene in (controls, form, containers, modules, troubled, keeping, marked, printed, styled, hostile)
}
