# SPDX-License-Identifier: BSD-3-Clause
"""The table of hosts as a widget: sorted in the browser, so that no press waits for the visitor's process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anywidget
from traitlets import Unicode

from exxtra_kit.render.hosts_table import sort_script, table_html
from exxtra_kit.widgets.kit.controls import Guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exxtra_kit.language import Language
    from exxtra_kit.render.offers import Offer

# Drawn anew with every answer; what a person unfolded, sorted by, scrolled to and stands on stays.
_SCRIPT = """
function render({ model, el }) {
  const table = exxSortable(el);
  const draw = () => {
    const fold = el.querySelector("details"), scroll = el.querySelector("[data-scroll]");
    const open = !!fold && fold.open, left = scroll ? scroll.scrollLeft : 0;
    const focused = el.contains(document.activeElement) ? document.activeElement : null;
    const head = focused && focused.closest("th[data-column]"), column = head && head.dataset.column;
    const isSummary = focused && focused.matches("summary"), isScroll = focused && focused.matches("[data-scroll]");
    el.innerHTML = model.get("html");
    table.arrange();
    if (open && el.querySelector("details")) el.querySelector("details").open = true;
    if (scroll && el.querySelector("[data-scroll]")) el.querySelector("[data-scroll]").scrollLeft = left;
    const next = column ? el.querySelector(`th[data-column="${column}"] button`)
      : isSummary ? el.querySelector("summary") : isScroll ? el.querySelector("[data-scroll]") : null;
    if (next) next.focus({ preventScroll: true });
  };
  model.on("change:html", draw);
  draw();
  return () => {
    table.end();
    model.off("change:html", draw);
  };
}
export default { render };
"""


class _TableBox(Guarded, anywidget.AnyWidget):
    """The table; nothing comes from it.

    Attributes:
        html: Mark-up of `exxtra_kit.render.hosts_table.table_html`.
    """

    _esm = sort_script() + _SCRIPT
    html = Unicode().tag(sync=True)

    def __repr__(self) -> str:
        """Say what it is, without its mark-up."""
        return "HostsTable()"


class HostsTable:
    """The hosts as a table whose columns can be sorted.

    The page needs the stylesheet "hosts_table".

    Attributes:
        box: The widget.
    """

    def __init__(self, language: Language) -> None:
        """Make it, empty; the words are in this language."""
        self._language = language
        self.box = _TableBox()

    def show(self, offers: Iterable[Offer]) -> None:
        """Show these hosts, in the order that was chosen last."""
        self.box.html = table_html(offers, self._language)
