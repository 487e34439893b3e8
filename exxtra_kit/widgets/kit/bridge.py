# SPDX-License-Identifier: BSD-3-Clause
"""Two widgets of our own: the panel with the answer, and the one that keeps the visitor's draft in the browser.

Both only carry. The panel is mark-up that is drawn anew with every change and keeps what a person unfolded; which
button was pressed is told by its key, and whether there is such a change to make is for the page to check. The keeper
hands over a text; what it is worth is for `exxtra_kit.widgets.kit.keeper` to check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
from traitlets import Dict, Int, Unicode

from exxtra_kit.widgets.kit.controls import Guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_DRAFT = 500_000
"""Characters; an agenda as full as an exchange file allows fits in."""

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


class AnswerPanel(Guarded, anywidget.AnyWidget):
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


_KEEPER_SCRIPT = """
function render({ model, el }) {
  const place = "exxtra-draft:" + model.get("app");
  const line = document.createElement("p");
  line.className = "exx-hint";
  line.setAttribute("role", "status");
  el.append(line);
  // A browser may have no storage for us, or none left: then nothing is kept, and who has words for it says so.
  const read = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(place));
      return kept && typeof kept.draft === "string" && kept.draft ? kept : null;
    } catch (error) {
      return null;
    }
  };
  const write = (draft, handed) => {
    try {
      if (draft) sessionStorage.setItem(place, JSON.stringify({ draft, handed }));
      else sessionStorage.removeItem(place);
    } catch (error) {
      if (draft && copies.words.full) {
        line.textContent = copies.words.full;
        (el.closest(".exx-keeper") || el).classList.add("exx-asks");
      }
      return;
    }
    if (copies.words.offer) copies.write(draft);
  };
  // The copy that outlives the tab. One that was offered and not answered yet is put aside, never written over.
  const copies = {
    words: model.get("words"),
    offered: null,
    read(where) {
      try {
        const kept = JSON.parse(localStorage.getItem(where));
        const isSound = kept && typeof kept.draft === "string" && kept.draft && typeof kept.at === "number";
        return isSound && Date.now() - kept.at < 30 * 86400000 ? kept : null;
      } catch (error) {
        return null;
      }
    },
    put(where, kept) {
      try {
        if (kept) localStorage.setItem(where, JSON.stringify(kept));
        else localStorage.removeItem(where);
      } catch (error) {
        return;
      }
    },
    write(draft) {
      if (this.offered) this.put(place + ":before", this.offered);
      this.put(place, draft ? { draft, at: Date.now() } : null);
    },
    offer() {
      const from = this.read(place) ? place : place + ":before", kept = this.read(from);
      if (!kept || !this.words.offer || this.offered) return;
      this.offered = kept;
      const box = el.closest(".exx-keeper") || el;
      const asked = document.createElement("div");
      const button = (text, press) => {
        const made = document.createElement("button");
        made.type = "button";
        made.className = "exx-button";
        made.textContent = text;
        made.addEventListener("click", () => {
          this.offered = null;
          asked.remove();
          box.classList.remove("exx-asks");
          press();
        });
        return made;
      };
      const when = new Date(kept.at).toLocaleString(document.documentElement.lang || undefined, {
        dateStyle: "medium", timeStyle: "short",
      });
      const text = document.createElement("p");
      text.textContent = this.words.offer.replace("{when}", when);
      asked.className = "exx-offered exx-buttons";
      asked.setAttribute("role", "status");
      asked.append(
        text,
        button(this.words.take, () => giveBack(kept.draft)),
        button(this.words.forget, () => {
          this.put(place + ":before", null);
          if (model.get("turn") > 0) return;
          this.put(from, null);
          this.offer();
        }),
      );
      box.classList.add("exx-asks");
      el.append(asked);
    },
  };
  const giveBack = (draft) => {
    if (model.get("back") === draft) model.set("back", "");
    model.set("back", draft);
    model.save_changes();
  };
  const settle = () => {
    const draft = model.get("draft"), handed = model.get("handed");
    if (model.get("turn") > 0) return write(draft, handed);
    // Turn 0: an app that has heard nothing yet, at first or because its process is a new one.
    const kept = read();
    if (!kept) return copies.offer();
    if (kept.draft === draft || (handed && kept.handed !== handed)) return;
    giveBack(kept.draft);
  };
  const say = () => { line.textContent = model.get("note"); };
  model.on("change:turn", settle);
  model.on("change:note", say);
  say();
  settle();
  return () => {
    model.off("change:turn", settle);
    model.off("change:note", say);
  };
}
export default { render };
"""


class Keeper(Guarded, anywidget.AnyWidget):
    """Keeps a draft in the browser's tab, and gives it back to an app that knows nothing of it.

    The draft stands in the tab's `sessionStorage`, which ends with the tab; no server has it. It survives what the
    process of a visitor doesn't: an interrupted connection, a page that is loaded again. With `words` the browser also
    keeps a copy beyond the tab, for thirty days, and offers it to whoever opens the app there again.

    Attributes:
        app: Address of the app ("planner"), the same in every language.
        draft: What there is to keep; empty for an app as it was opened.
        turn: Counts the drafts; 0 as long as nothing was answered. It changes together with `draft`.
        handed: What the address of the page handed over, as a short mark; empty for nothing. A draft that was begun
            with something else handed over does not come back.
        back: The draft that the browser kept; taken away again once it was read.
        note: The line that the keeper shows.
        words: The words of the offer: "offer", with {when} for the moment of the copy, "take" and "forget", and "full"
            for a browser that can keep nothing; empty to keep nothing beyond the tab.
    """

    _esm = _KEEPER_SCRIPT
    from_browser = frozenset({"back"})
    longest = LONGEST_DRAFT
    app = Unicode().tag(sync=True)
    draft = Unicode().tag(sync=True)
    turn = Int().tag(sync=True)
    handed = Unicode().tag(sync=True)
    back = Unicode().tag(sync=True, echo_update=False)
    note = Unicode().tag(sync=True)
    words = Dict().tag(sync=True)

    def __repr__(self) -> str:
        """Say what it is, without what it keeps."""
        return f"Keeper(app={self.app!r})"

    def keep(self, draft: str) -> None:
        """Keep a draft; one that is too long for a way back is left out, and the one before stays."""
        if draft != self.draft and len(draft) <= self.longest:
            with self.hold_sync():
                self.draft = draft
                self.turn += 1
