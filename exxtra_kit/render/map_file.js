// SPDX-License-Identifier: BSD-3-Clause
// The map as a file: joins the map in its frame with the table below it. Text is set as text, never as mark-up.
(function () {
  "use strict";
  const TAG = "exxtra-partner-map";
  const given = JSON.parse(document.getElementById("exx-given").textContent);
  const frame = document.querySelector("iframe"), box = document.querySelector(".exx-hosts");
  let selected = given.state.selected, ready = false;
  exxSortable(box);

  function show() {
    for (const row of box.querySelectorAll("tbody tr")) {
      const button = row.querySelector("th button"), isChosen = row.dataset.host === selected;
      button.setAttribute("aria-pressed", isChosen ? "true" : "false");
      row.classList.toggle("exx-chosen", isChosen);
    }
    if (!ready) return;
    const state = Object.assign({}, given.state, { selected: selected, route: given.ways[selected] });
    frame.contentWindow.postMessage({ tag: TAG, state: state }, "*");
  }

  for (const row of box.querySelectorAll("tbody tr")) {
    const head = row.querySelector("th"), button = document.createElement("button");
    button.type = "button";
    button.className = "exx-choose";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", function () {
      selected = selected === row.dataset.host ? "" : row.dataset.host;
      show();
    });
  }
  window.addEventListener("message", function (event) {
    if (event.source !== frame.contentWindow || !event.data || event.data.tag !== TAG) return;
    if (event.data.ready) ready = true;
    else if (typeof event.data.selected === "string") selected = event.data.selected;
    show();
  });
  frame.srcdoc = given.page;
  show();
})();
