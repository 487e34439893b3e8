# SPDX-License-Identifier: BSD-3-Clause
"""The panel with the answer: mark-up that is drawn anew with every change, and keeps what a person unfolded.

The widget only carries, files to save too. Which button was pressed is told by its key; whether there is such a change
to make is for the page to check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
from traitlets import Unicode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SCRIPT = """
function render({ model, el }) {
  const find = (key) => [...el.querySelectorAll("[data-key]")].find((part) => part.dataset.key === key);
  const draw = () => {
    const unfolded = [...el.querySelectorAll("details[open][data-key]")].map((part) => part.dataset.key);
    const focused = el.contains(document.activeElement) ? document.activeElement : null;
    const place = focused && focused.closest("summary") && focused.parentElement.dataset.key;
    el.innerHTML = model.get("value");
    unfolded.map(find).forEach((part) => { if (part) part.open = true; });
    if (!focused) return;
    // The button that was pressed is gone: the next thing to read is the new answer.
    const next = (place && find(place) && find(place).querySelector("summary")) || el.querySelector("section");
    if (next) next.focus({ preventScroll: true });
  };
  const press = (event) => {
    const button = event.target.closest("button[data-press]");
    if (button) model.send({ press: button.dataset.press });
  };
  const take = (message) => {
    if (!message || typeof message.file !== "string") return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([message.content], { type: message.type }));
    link.download = message.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  el.addEventListener("click", press);
  model.on("change:value", draw);
  model.on("msg:custom", take);
  draw();
  return () => {
    el.removeEventListener("click", press);
    model.off("change:value", draw);
    model.off("msg:custom", take);
  };
}
export default { render };
"""


class AnswerPanel(anywidget.AnyWidget):
    """The answer.

    Attributes:
        value: Mark-up of `exxtra_kit.render.verdict`.
    """

    _esm = _SCRIPT
    value = Unicode().tag(sync=True)

    def __init__(self, pressed: Callable[[str], None] | None = None, **traits: Any) -> None:
        """Make the panel; `pressed` is called with the key of a button that was pressed."""
        super().__init__(**traits)
        self.add_class("exx-answer")
        self.add_class("exx-live")
        self._pressed = pressed
        self.on_msg(self._heard)

    def give(self, file: str, content: str, kind: str) -> None:
        """Let the browser save a file; it stays on no server.

        Args:
            file: Name under which it is saved.
            content: What it holds.
            kind: Its media type.
        """
        self.send({"file": file, "content": content, "type": kind})

    def __repr__(self) -> str:
        """Say what it is, without its mark-up."""
        return "AnswerPanel()"

    def _heard(self, _widget: object, content: Mapping[str, object], _buffers: object) -> None:
        key = content.get("press") if isinstance(content, dict) else None
        if self._pressed is not None and isinstance(key, str):
            self._pressed(key)
