# SPDX-License-Identifier: BSD-3-Clause
"""Two small widgets: the map in its frame, and the list whose entries and weeks can be chosen.

The map's page comes from folium and knows no kernel. It stands in a frame of its own, without any
right over the page around it, and the two talk by messages: the frame says that it is ready and
which marker was clicked; it is told the state to show. Both widgets only carry; what a visitor's
browser sends is checked by the model.
"""

from __future__ import annotations

from typing import Any

import anywidget
from traitlets import Dict, Unicode

from exxtra_kit.widgets.kit.controls import Guarded

_FRAME_SCRIPT = """
const TAG = "exxtra-partner-map";
function render({ model, el }) {
  const frame = document.createElement("iframe");
  const waiting = document.createElement("p");
  let ready = false;
  frame.className = "exx-map-frame";
  frame.setAttribute("sandbox", "allow-scripts");
  waiting.className = "exx-map-waiting";
  waiting.setAttribute("role", "status");
  const dress = () => {
    frame.title = model.get("title");
    waiting.textContent = model.get("waiting");
  };
  const load = () => {
    const address = model.get("src"), page = model.get("html");
    if (!address && !page) return;
    ready = false;
    waiting.hidden = false;
    if (address) frame.src = new URL(address, document.baseURI).href;
    else frame.srcdoc = page;
  };
  const send = () => {
    if (ready) frame.contentWindow.postMessage({ tag: TAG, state: model.get("state") }, "*");
  };
  const hear = (event) => {
    if (event.source !== frame.contentWindow || !event.data || event.data.tag !== TAG) return;
    if (event.data.ready) {
      ready = true;
      waiting.hidden = true;
      send();
    } else if (typeof event.data.selected === "string") {
      model.set("selected", event.data.selected);
      model.save_changes();
    }
  };
  window.addEventListener("message", hear);
  model.on("change:html change:src", load);
  model.on("change:state", send);
  model.on("change:title change:waiting", dress);
  dress();
  el.append(waiting, frame);
  load();
  return () => {
    window.removeEventListener("message", hear);
    model.off("change:html change:src", load);
    model.off("change:state", send);
    model.off("change:title change:waiting", dress);
  };
}
export default { render };
"""

_LIST_SCRIPT = """
function render({ model, el }) {
  const find = (id) => [...el.querySelectorAll("button[data-host]")].find((entry) => entry.dataset.host === id);
  // What a thing is called, to find it again after everything was drawn anew.
  const called = (part) => JSON.stringify([part.dataset.host, part.dataset.week, part.parentElement.dataset.key]);
  const folds = () => [...el.querySelectorAll("details[data-key]")];
  const folded = new Map();
  let pressed = "";
  const mark = () => {
    for (const week of el.querySelectorAll("[data-part=weeks] button[data-week]")) {
      week.setAttribute("aria-pressed", String(week.dataset.week === model.get("week")));
      week.title = week.getAttribute("aria-label");
    }
  };
  const draw = () => {
    const active = el.contains(document.activeElement) ? document.activeElement : null;
    folds().forEach((part) => folded.set(part.dataset.key, part.open));
    el.innerHTML = model.get("html");
    const place = el.querySelector("[data-part=weeks]");
    if (place) place.innerHTML = model.get("weeks");
    folds().forEach((part) => { if (folded.has(part.dataset.key)) part.open = folded.get(part.dataset.key); });
    mark();
    if (active) {
      const again = [...el.querySelectorAll("button, summary")].find((part) => called(part) === called(active));
      if (again) again.focus({ preventScroll: true });
    }
    const shown = model.get("selected"), entry = find(shown);
    // Chosen on the map: bring its card into sight. Chosen here: it is in sight already.
    if (entry && shown !== pressed) entry.scrollIntoView({ block: "nearest" });
    pressed = shown;
  };
  const press = (event) => {
    const entry = event.target.closest("button[data-host]"), week = event.target.closest("button[data-week]");
    if (entry) {
      pressed = entry.getAttribute("aria-expanded") === "true" ? "" : entry.dataset.host;
      model.set("selected", pressed);
    } else if (week) {
      model.set("week", week.dataset.week);
    } else return;
    model.save_changes();
  };
  el.addEventListener("click", press);
  model.on("change:html change:weeks", draw);
  model.on("change:week", mark);
  draw();
  return () => {
    el.removeEventListener("click", press);
    model.off("change:html change:weeks", draw);
    model.off("change:week", mark);
  };
}
export default { render };
"""


class MapFrame(Guarded, anywidget.AnyWidget):
    """The map in a frame.

    Attributes:
        src: Address of the map's page on our own site; empty elsewhere.
        html: The map's whole page, see `exxtra_kit.render.map_page`, where nobody serves it; heavy, so it is set once.
        title: What the frame is, for a screen reader.
        waiting: What stands there until the map is drawn.
        state: What the map shows, see `exxtra_kit.render.map_state`.
        selected: Id of the marker that was clicked last; empty for none.
    """

    _esm = _FRAME_SCRIPT
    from_browser = frozenset({"selected"})
    src = Unicode().tag(sync=True)
    html = Unicode().tag(sync=True)
    title = Unicode().tag(sync=True)
    waiting = Unicode().tag(sync=True)
    state: Dict[str, Any] = Dict().tag(sync=True)
    selected = Unicode().tag(sync=True)

    def __repr__(self) -> str:
        """Say what it is; the page inside would fill a screen."""
        return f"MapFrame(title={self.title!r})"


class HostButtons(Guarded, anywidget.AnyWidget):
    """The list of hosts, each a button, and in the card of the chosen one a button for each week.

    Attributes:
        html: Mark-up of `exxtra_kit.render.clusters.hosts_html`.
        selected: Id of the chosen host; empty for none. Pressing the chosen one again chooses none.
        weeks: Mark-up of `exxtra_kit.render.weeks.calendar_html`, for its place in the card; empty for none.
        week: First day of the week that is chosen, ISO text; empty for none.
    """

    _esm = _LIST_SCRIPT
    from_browser = frozenset({"selected", "week"})
    html = Unicode().tag(sync=True)
    selected = Unicode().tag(sync=True)
    weeks = Unicode().tag(sync=True)
    week = Unicode().tag(sync=True)

    def __repr__(self) -> str:
        """Say what it is, without its mark-up."""
        return f"HostButtons(selected={self.selected!r})"
