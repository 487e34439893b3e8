// SPDX-License-Identifier: BSD-3-Clause
// A table whose columns can be sorted by the buttons in its headings. The order that was chosen is kept
// when the rows are drawn anew (call `arrange` then). What is not known stays last, whichever way.
function exxSortable(box) {
  "use strict";
  let chosen = null; // { key, way }
  const heads = () => [...box.querySelectorAll("thead th")];

  function arrange() {
    const body = box.querySelector("tbody");
    if (!body) return;
    for (const head of heads()) {
      const way = chosen && head.dataset.column === chosen.key ? chosen.way : "none";
      head.setAttribute("aria-sort", way);
    }
    if (!chosen) return;
    const column = heads().findIndex((head) => head.dataset.column === chosen.key);
    if (column < 0) return;
    const isNumber = heads()[column].dataset.kind === "number";
    const sign = chosen.way === "descending" ? -1 : 1;
    const keyed = [...body.rows].map((row) => {
      const key = row.cells[column].dataset.sort || "";
      return { row, key: isNumber && key ? Number(key) : key };
    });
    keyed.sort((a, b) => {
      if (a.key === "" || b.key === "") return (a.key === "") - (b.key === "");
      return sign * (isNumber ? a.key - b.key : a.key.localeCompare(b.key, document.documentElement.lang || undefined));
    });
    body.append(...keyed.map((one) => one.row));
  }

  function press(event) {
    const button = event.target.closest("thead th button");
    if (!button || !box.contains(button)) return;
    const key = button.parentElement.dataset.column, first = button.dataset.first || "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    chosen = { key, way: chosen && chosen.key === key && chosen.way === first ? other : first };
    arrange();
    const said = box.querySelector("[data-said]");
    if (said) said.textContent = (chosen.way === "ascending" ? said.dataset.up : said.dataset.down).replace("\u2026", button.textContent.trim());
  }

  box.addEventListener("click", press);
  return { arrange, end: () => box.removeEventListener("click", press) };
}
