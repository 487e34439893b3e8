# SPDX-License-Identifier: BSD-3-Clause
"""The map of the organisations in its frame: page once, organisations when there is a table, answers when asked.

The page in the frame filters, groups and lists by itself, so nothing comes back from it, and no press of a key waits
for a process.
"""

from __future__ import annotations

from typing import Any

import anywidget
from traitlets import Dict, Unicode

from exxtra_kit.widgets.kit.controls import Guarded

_SCRIPT = """
const TAG = "exxtra-organisations";
function render({ model, el }) {
  const frame = document.createElement("iframe");
  const waiting = document.createElement("p");
  let ready = false;
  frame.className = "exx-map-frame exx-organisations-frame";
  // Sites of organisations open in a tab of their own, which is then not bound by the frame's rules.
  frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
  waiting.className = "exx-map-waiting";
  waiting.setAttribute("role", "status");
  waiting.textContent = model.get("waiting");
  frame.title = model.get("title");
  const send = (news) => {
    if (ready) frame.contentWindow.postMessage({ tag: TAG, ...news }, "*");
  };
  const answers = () => (model.get("answers").of ? model.get("answers") : null);
  const sendAll = () => { if (model.get("data").names) send({ data: model.get("data"), answers: answers() }); };
  const sendAnswers = () => send({ answers: answers() });
  const hear = (event) => {
    if (event.source !== frame.contentWindow || !event.data || event.data.tag !== TAG || !event.data.ready) return;
    ready = true;
    waiting.hidden = true;
    sendAll();
  };
  window.addEventListener("message", hear);
  model.on("change:data", sendAll);
  model.on("change:answers", sendAnswers);
  frame.srcdoc = model.get("html");
  el.append(waiting, frame);
  return () => {
    window.removeEventListener("message", hear);
    model.off("change:data", sendAll);
    model.off("change:answers", sendAnswers);
  };
}
export default { render };
"""


class OrganisationFrame(Guarded, anywidget.AnyWidget):
    """The map of the organisations.

    Attributes:
        html: The page, see `exxtra_kit.render.organisation_layer`; heavy, so it is set once.
        title: What the frame is, for a screen reader.
        waiting: What stands there until the map is drawn.
        data: The organisations, see `exxtra_kit.render.organisations.layer_data`; empty for none.
        answers: What the rules say of them, see `layer_answers`; empty without a question.
    """

    _esm = _SCRIPT
    html = Unicode().tag(sync=True)
    title = Unicode().tag(sync=True)
    waiting = Unicode().tag(sync=True)
    data: Dict[str, Any] = Dict().tag(sync=True)
    answers: Dict[str, Any] = Dict().tag(sync=True)

    def __repr__(self) -> str:
        """Say what it is; the page inside would fill a screen."""
        return f"OrganisationFrame(title={self.title!r})"
