// SPDX-License-Identifier: BSD-3-Clause
// The script of the page inside the map's frame. The base never changes; what a visitor types
// arrives as a message with a new state, so nothing heavy is sent twice. All words are set as
// text, never as HTML.
(function () {
  "use strict";
  const TAG = "exxtra-partner-map";
  const NARROW = 520; // px; below this a label carries only its sum
  const MIDDLE = [50, 12], FAR = 4; // where a map without hosts, or without a size, begins
  const TONES = ["met", "half", "not_met", "undecided"];
  const pins = new Map(), territories = new Map(), spots = new Map();
  const seen = { fit: "", size: "" };
  let map, me, ring, route, state = {};

  // A ring is a text of differences, lon and lat in turn: five bits a digit, the sign lowest (outlines.py).
  function ringOf(text, digits, scale) {
    const points = [], at = [0, 0], base = digits.length / 2;
    let axis = 0, number = 0, weight = 1;
    for (const letter of text) {
      const digit = digits.indexOf(letter);
      number += (digit % base) * weight;
      weight *= base;
      if (digit >= base) continue;
      at[axis] += number % 2 ? -(number + 1) / 2 : number / 2;
      number = 0;
      weight = 1;
      if (axis) points.push([at[1] / scale, at[0] / scale]);
      axis = 1 - axis;
    }
    return points;
  }

  // A head and its lines: label, value, and the language of the value where it is not the page's.
  function tooltip(title, facts) {
    const box = document.createElement("div");
    const head = document.createElement("b");
    head.textContent = title;
    box.append(head);
    for (const [label, value, language] of facts || []) {
      const line = document.createElement("span"), name = document.createElement("b"), said = document.createElement("span");
      line.className = "exx-fact";
      name.textContent = label ? label + ": " : "";
      said.textContent = value;
      if (language) said.lang = language;
      line.append(name, said);
      box.append(line);
    }
    return box;
  }

  function outlines(target, items, packing, pane) {
    target.createPane(pane.name).style.zIndex = pane.level;
    const renderer = L.svg({ pane: pane.name, padding: 0.5 });
    for (const item of items) {
      const rings = item.rings.map((polygon) => polygon.map((ring) => ringOf(ring, packing.digits, packing.scale)));
      const layer = L.polygon(rings, { pane: pane.name, renderer: renderer, className: item.classes, smoothFactor: 0.5 })
        .bindTooltip(tooltip(item.name, item.facts), { sticky: true })
        .addTo(target);
      if (item.spot) spots.set(item.id, item.spot);
      else if (item.id) territories.set(item.id, { layer: layer, item: item, classes: item.classes });
    }
  }

  // A state without shades shows the territories as they were drawn.
  function showShades() {
    for (const [id, territory] of territories) {
      const shade = (state.shades || {})[id] || territory.item, element = territory.layer.getElement();
      if (!element) continue;
      element.classList.remove(...territory.classes.split(" "));
      element.classList.add(...shade.classes.split(" "));
      territory.classes = shade.classes;
      territory.layer.setTooltipContent(tooltip(territory.item.name, shade.facts));
    }
  }

  function pinOf(marker, id) {
    const element = marker.getElement();
    return { marker: marker, element: element, label: element.querySelector(".exx-label"), id: id };
  }

  // The sizes that a label can have, longest first: as it is, then without what is not the sum. A label that
  // carries nothing but a name has one size.
  function measure(pin) {
    const sizes = [];
    pin.element.classList.remove("exx-short", "exx-bare");
    for (const short of pin.id ? [false, true] : [false]) {
      pin.element.classList.toggle("exx-short", short);
      const w = pin.label.offsetWidth + 2, h = pin.label.offsetHeight + 2, last = sizes[sizes.length - 1];
      if (!last || last.w !== w || last.h !== h) sizes.push({ w: w, h: h, short: short });
    }
    pin.sizes = sizes;
    pin.must = pin.id !== "" && pin.id === state.selected;
    pin.shy = pin === me;
    pin.weight = pin.must ? 100 : pin.id ? 2 : 1; // nothing outweighs the chosen one
  }

  function arrange() {
    const size = map.getSize();
    if (!size.x || !size.y) return;
    const frame = map.getContainer(), corner = frame.getBoundingClientRect();
    frame.classList.toggle("exx-narrow", size.x < NARROW);
    const all = [...pins.values()].filter((pin) => !pin.hidden);
    if (me) all.push(me);
    for (const pin of all) {
      const at = map.latLngToContainerPoint(pin.marker.getLatLng());
      pin.x = at.x;
      pin.y = at.y;
      measure(pin);
    }
    exxOthers.show(state.others || [], all.map((pin) => map.latLngToLayerPoint(pin.marker.getLatLng())), tooltip);
    const taken = all.map((pin) => ({ x: pin.x - 10, y: pin.y - 10, w: 20, h: 20 }));
    for (const control of frame.querySelectorAll(".leaflet-control")) {
      const box = control.getBoundingClientRect();
      if (box.width) taken.push({ x: box.x - corner.x - 4, y: box.y - corner.y - 4, w: box.width + 8, h: box.height + 8 });
    }
    all.sort((a, b) => b.weight - a.weight);
    const placed = exxLabels.place(all, size, taken, exxOthers.boxes());
    for (const pin of all) {
      const found = placed.get(pin);
      pin.element.classList.toggle("exx-bare", !found);
      pin.element.classList.toggle("exx-short", Boolean(found && pin.sizes[found.level].short));
      if (found) pin.label.style.transform = "translate(" + Math.round(found.dx) + "px," + Math.round(found.dy) + "px)";
    }
  }

  function fit() {
    const size = map.getSize(), wanted = JSON.stringify(state.fit || null);
    const shape = size.x + "x" + size.y;
    if (!state.fit || !size.x || !size.y || (wanted === seen.fit && shape === seen.size)) return;
    seen.fit = wanted;
    seen.size = shape;
    const narrow = size.x < NARROW;
    const edge = narrow ? [34, 24] : [58, 42], below = narrow ? 40 : 64; // labels stand below their dots
    map.fitBounds(state.fit, { paddingTopLeft: edge, paddingBottomRight: [edge[0], below], animate: false });
  }

  function showHosts() {
    for (const host of state.hosts || []) {
      const pin = pins.get(host.id);
      if (!pin) continue;
      const chosen = host.id === state.selected, classes = pin.element.classList;
      pin.hidden = Boolean(host.hidden);
      classes.remove(...TONES.map((tone) => "exx-" + tone), "exx-rated");
      if (host.tone) classes.add("exx-rated", "exx-" + host.tone);
      classes.toggle("exx-chosen", chosen);
      classes.toggle("exx-gone", pin.hidden);
      pin.label.querySelector(".exx-name").textContent = host.name;
      pin.element.querySelector(".exx-dot").dataset.sign = host.sign || "";
      const sum = pin.label.querySelector(".exx-sum"), said = document.createElement("span");
      sum.textContent = host.sign || "";
      said.className = host.amount ? "" : "exx-why";
      said.textContent = " " + (host.amount || host.reason || "");
      if (host.sign) sum.append(said);
      pin.element.setAttribute("aria-label", host.spoken || host.name);
      pin.element.setAttribute("aria-pressed", chosen ? "true" : "false");
      pin.marker.setZIndexOffset(chosen ? 1000 : 0);
    }
  }

  function showMe() {
    for (const layer of [me && me.marker, ring, route]) if (layer) layer.remove();
    me = ring = route = null;
    if (state.ring) ring = L.polygon(state.ring, { className: "exx-ring", interactive: false, fill: false }).addTo(map);
    if (state.route) route = L.polyline(state.route, { className: "exx-route", interactive: false }).addTo(map);
    if (!state.me) return;
    const icon = L.divIcon({ className: "exx-marker exx-me", iconSize: [0, 0], html: "<span class='exx-dot'></span><span class='exx-label'></span>" });
    const marker = L.marker(state.me.point, { icon: icon, interactive: false, keyboard: false }).addTo(map);
    me = pinOf(marker, "");
    me.label.textContent = state.me.label;
    me.element.setAttribute("role", "img");
    me.element.setAttribute("aria-label", state.me.label);
  }

  function apply(next) {
    state = next || {};
    showShades();
    showHosts();
    showMe();
    fit();
    arrange();
  }

  function choose(id) {
    if (window.parent !== window) window.parent.postMessage({ tag: TAG, selected: id }, "*");
  }

  function start(target, markers, first, words) {
    map = target;
    exxOthers.start(map, spots, words.close);
    // The map gets its view here, once all is on it: with a view from the start it would draw everything twice.
    state = first || {};
    fit();
    if (!seen.fit) map.setView(MIDDLE, FAR);
    for (const id of Object.keys(markers)) {
      pins.set(id, pinOf(markers[id], id));
      // Leaflet makes a marker a button for the keyboard, but presses it only for a popup.
      pins.get(id).element.addEventListener("keydown", function (event) {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        choose(id);
      });
    }
    map.on("moveend zoomend", arrange);
    map.on("resize", function () { fit(); arrange(); });
    // A frame may be shown, or get its styles, later than its script runs.
    new ResizeObserver(function () { map.invalidateSize({ pan: false }); fit(); arrange(); }).observe(map.getContainer());
    window.addEventListener("load", arrange);
    apply(first);
    window.addEventListener("message", function (event) {
      if (event.source !== window.parent || !event.data || event.data.tag !== TAG || !event.data.state) return;
      apply(event.data.state);
    });
    if (window.parent !== window) window.parent.postMessage({ tag: TAG, ready: true }, "*");
  }

  window.exxMap = { outlines: outlines, start: start, choose: choose };
})();
