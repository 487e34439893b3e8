// SPDX-License-Identifier: BSD-3-Clause
// The script of the page inside the map's frame. The base never changes; what a visitor types
// arrives as a message with a new state, so nothing heavy is sent twice. All words are set as
// text, never as HTML.
(function () {
  "use strict";
  const TAG = "exxtra-partner-map";
  const NARROW = 520; // px; below this a label carries only its sum
  const GAP = 10; // px between a dot's middle and its label
  const pins = new Map();
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

  function tooltip(title, facts) {
    const box = document.createElement("div");
    const head = document.createElement("b");
    head.textContent = title;
    box.append(head);
    for (const [label, value] of facts || []) {
      const line = document.createElement("span");
      const name = document.createElement("b");
      line.className = "exx-fact";
      name.textContent = label ? label + ": " : "";
      line.append(name, value);
      box.append(line);
    }
    return box;
  }

  function outlines(target, items, packing, pane) {
    target.createPane(pane.name).style.zIndex = pane.level;
    const renderer = L.svg({ pane: pane.name, padding: 0.5 });
    for (const item of items) {
      const rings = item.rings.map((polygon) => polygon.map((ring) => ringOf(ring, packing.digits, packing.scale)));
      L.polygon(rings, { pane: pane.name, renderer: renderer, className: item.classes, smoothFactor: 0.5 })
        .bindTooltip(tooltip(item.name, item.facts), { sticky: true })
        .addTo(target);
    }
  }

  function pinOf(marker, id) {
    const element = marker.getElement();
    const pin = { marker: marker, element: element, label: element.querySelector(".exx-label"), id: id };
    return pin;
  }

  const overlap = (a, b) =>
    Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)) *
    Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));

  // Below, above, beside, then the corners: the first place where a label hides nothing wins.
  function places(p, w, h) {
    return [
      [-w / 2, GAP], [-w / 2, -GAP - h], [GAP, -h / 2], [-GAP - w, -h / 2],
      [4, GAP], [-w - 4, GAP], [4, -GAP - h], [-w - 4, -GAP - h], [-w / 2, GAP + h], [-w / 2, -GAP - 2 * h],
    ].map(([x, y]) => ({ x: p.x + x, y: p.y + y, w: w, h: h, dx: x, dy: y }));
  }

  function arrange() {
    const size = map.getSize();
    map.getContainer().classList.toggle("exx-narrow", size.x < NARROW);
    const all = [...pins.values()];
    if (me) all.push(me);
    const taken = all.map((pin) => {
      pin.point = map.latLngToContainerPoint(pin.marker.getLatLng());
      return { x: pin.point.x - 9, y: pin.point.y - 9, w: 18, h: 18 };
    });
    const controls = map.getContainer().querySelector(".leaflet-control-zoom");
    if (controls) taken.push({ x: 0, y: 0, w: controls.offsetWidth + 16, h: controls.offsetHeight + 16 });
    all.sort((a, b) => (b.id === state.selected) - (a.id === state.selected));
    for (const pin of all) {
      const w = pin.label.offsetWidth + 2, h = pin.label.offsetHeight + 2;
      let best = null, least = Infinity;
      places(pin.point, w, h).forEach((box, rank) => {
        const inside = overlap(box, { x: 2, y: 2, w: size.x - 4, h: size.y - 4 });
        const cost = taken.reduce((sum, other) => sum + overlap(box, other), 0) + 2 * (w * h - inside) + rank * 0.5;
        if (cost < least) { least = cost; best = box; }
      });
      pin.label.style.transform = "translate(" + Math.round(best.dx) + "px," + Math.round(best.dy) + "px)";
      taken.push(best);
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
      const chosen = host.id === state.selected;
      pin.element.className = pin.element.className.replace(/ exx-(met|half|not_met|undecided|rated|chosen)\b/g, "") +
        (host.tone ? " exx-rated exx-" + host.tone : "") + (chosen ? " exx-chosen" : "");
      pin.label.querySelector(".exx-name").textContent = host.name;
      const sum = pin.label.querySelector(".exx-sum");
      sum.textContent = host.sign || "";
      const said = document.createElement("span");
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
  }

  function apply(next) {
    state = next || {};
    showHosts();
    showMe();
    fit();
    arrange();
  }

  function choose(id) {
    if (window.parent !== window) window.parent.postMessage({ tag: TAG, selected: id }, "*");
  }

  function start(target, markers, first) {
    map = target;
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
