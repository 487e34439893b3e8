# SPDX-License-Identifier: BSD-3-Clause
"""Hands files to the browser, which saves them: the visitor's own process makes them, no server keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget

from exxtra_kit.widgets.kit.controls import Guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# A browser draws the picture itself, from the drawing: the page needs no library for it.
_SCRIPT = """
async function picture(drawing, width, height) {
  const address = URL.createObjectURL(drawing);
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    const made = await new Promise((done) => canvas.toBlob(done, "image/png"));
    if (!made) throw new Error("this browser draws no picture");
    return made;
  } finally {
    URL.revokeObjectURL(address);
  }
}
function render({ model }) {
  const take = async (message, buffers) => {
    if (message && message.again) return model.send({ again: true });
    if (!message || typeof message.file !== "string" || !buffers || !buffers.length) return;
    try {
      let content = new Blob([buffers[0]], { type: message.type });
      if (message.picture) content = await picture(content, message.picture[0], message.picture[1]);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(content);
      link.download = message.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      model.send({ saved: true });
    } catch (error) {
      model.send({ saved: false });
    }
  };
  model.on("msg:custom", take);
  return () => model.off("msg:custom", take);
}
export default { render };
"""


class FileGiver(Guarded, anywidget.AnyWidget):
    """Lets the browser save a file; it is seen by nobody."""

    _esm = _SCRIPT

    def __init__(self, told: Callable[[bool], None] | None = None, **traits: Any) -> None:
        """Make it; `told` is called with whether the browser could save what it was given."""
        super().__init__(**traits)
        self._told = told
        self._later: Callable[[], None] | None = None
        self.on_msg(self._heard)

    def give(self, file: str, content: bytes, kind: str, *, picture: tuple[int, int] | None = None) -> None:
        """Let the browser save a file.

        Args:
            file: Name under which it is saved.
            content: What it holds.
            kind: Its media type.
            picture: Width and height, pixels, if an SVG is to be saved as a PNG.
        """
        size = {"picture": list(picture)} if picture else {}
        self.send({"file": file, "type": kind, **size}, [content])

    def again(self, call: Callable[[], None]) -> None:
        """Let the page send us on to `call`: long work is done in steps, so that nobody takes it for stuck.

        Args:
            call: What comes next; it takes the place of what was to come before.
        """
        self._later = call
        self.send({"again": True})

    def __repr__(self) -> str:
        """Say what it is."""
        return "FileGiver()"

    def _heard(self, _widget: object, content: Mapping[str, object], _buffers: object) -> None:
        if not isinstance(content, dict):
            return
        said, later = content.get("saved"), self._later
        if content.get("again") is True and later is not None:
            self._later = None
            later()
        if self._told is not None and isinstance(said, bool):
            self._told(said)
