# SPDX-License-Identifier: BSD-3-Clause
"""Two widgets of our own: one asks back before an unsaved plan is left, one shows a text that is meant to be copied."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import anywidget
from traitlets import Unicode

from exxtra_kit.messages import msg
from exxtra_kit.widgets.kit.controls import Guarded

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.messages import Message

_MARK_LENGTH = 16
_LEAVING_SCRIPT = """
const PLACE = "exxtra-taken";
function render({ model }) {
  let isStaying = false;
  // A browser may have no storage for us: then the same plan, loaded again, asks once more.
  const read = () => {
    try {
      return sessionStorage.getItem(PLACE);
    } catch (error) {
      return null;
    }
  };
  let taken = read();
  const press = (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link) return;
    if (link.download && link.download.endsWith(".json")) {
      taken = model.get("plan");
      try {
        sessionStorage.setItem(PLACE, taken);
      } catch (error) {
        return;
      }
    } else if (link.origin === location.origin && link.pathname === location.pathname) {
      // The same page in another language: the plan is there again at once.
      isStaying = true;
      setTimeout(() => { isStaying = false; }, 0);
    }
  };
  const leave = (event) => {
    const plan = model.get("plan");
    if (!plan || plan === taken || isStaying) return;
    event.preventDefault();
    event.returnValue = true;
  };
  document.addEventListener("click", press, true);
  window.addEventListener("beforeunload", leave);
  return () => {
    document.removeEventListener("click", press, true);
    window.removeEventListener("beforeunload", leave);
  };
}
export default { render };
"""


class Leaving(Guarded, anywidget.AnyWidget):
    """Lets the browser ask back before a plan is left that was changed since its file was saved; seen by nobody.

    Attributes:
        plan: A mark of the plan as it is; empty while nothing is planned.
    """

    _esm = _LEAVING_SCRIPT
    plan = Unicode().tag(sync=True)

    def __init__(self) -> None:
        """Make it, watching nothing yet."""
        super().__init__()
        self.add_class("exx-gone")

    def watch(self, content: str) -> None:
        """Take the plan as it is now; empty text for one that nobody would miss."""
        self.plan = hashlib.sha256(content.encode()).hexdigest()[:_MARK_LENGTH] if content else ""

    def __repr__(self) -> str:
        """Say what it is."""
        return "Leaving()"


_COPY_SCRIPT = """
function render({ model, el }) {
  const make = (name) => document.createElement(name);
  const text = make("pre"), press = make("button"), line = make("span");
  text.className = "exx-plan-paste";
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  press.type = "button";
  press.className = "exx-button exx-take";
  line.className = "exx-hint";
  line.setAttribute("role", "status");
  const draw = () => {
    text.textContent = model.get("text");
    text.setAttribute("aria-label", model.get("name"));
    press.textContent = model.get("copy");
    line.textContent = "";
  };
  const copy = async () => {
    // Chosen first: where a browser lets nobody copy, two keys are left to press.
    getSelection().selectAllChildren(text);
    let isCopied = false;
    try {
      await navigator.clipboard.writeText(model.get("text"));
      isCopied = true;
    } catch (error) {
      isCopied = document.execCommand("copy");
    }
    if (isCopied) line.textContent = model.get("copied");
  };
  press.addEventListener("click", copy);
  model.on("change:text", draw);
  draw();
  el.append(text, press, line);
  return () => {
    press.removeEventListener("click", copy);
    model.off("change:text", draw);
  };
}
export default { render };
"""


class CopyBox(Guarded, anywidget.AnyWidget):
    """A text that is meant to be pasted elsewhere, with a button that copies it.

    Attributes:
        text: The text, several lines; it never becomes mark-up.
        name: What it is, for a screen reader.
        copy: The button's words.
        copied: What is said once it is copied.
    """

    _esm = _COPY_SCRIPT
    text = Unicode().tag(sync=True)
    name = Unicode().tag(sync=True)
    copy = Unicode().tag(sync=True)
    copied = Unicode().tag(sync=True)

    @classmethod
    def of(cls, name: Message, language: Language) -> CopyBox:
        """Make an empty one, named in a language."""
        made = cls(name=language.text(name), copy=language.text(msg("Copy")), copied=language.text(msg("Copied.")))
        made.add_class("exx-plan-copy")
        return made

    def __repr__(self) -> str:
        """Say what it is, without its text."""
        return f"CopyBox(name={self.name!r})"
