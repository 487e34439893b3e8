// SPDX-License-Identifier: BSD-3-Clause
// The clusters of the other partnerships: small marks, each opening what is known of it. Marks that would lie on
// each other are drawn as one with their number; closer by they come apart. All words are set as text, never as HTML.
(function () {
  "use strict";
  const NEAR = 24; // px between the middles of two marks, so that each can be pressed
  const AROUND = [[0, 0], [18, -12], [-18, -12], [18, 12], [-18, 12], [0, -22], [0, 22]]; // beside a host's dot
  let map, spots, close, shown = "", drawn = [];

  function start(target, spotsOfCountries, closeWords) {
    map = target;
    spots = spotsOfCountries;
    close = closeWords;
    map.getContainer().addEventListener("keydown", function (event) {
      if (event.key === "Escape") map.closePopup();
    });
  }

  const nearTo = (a, b, least) => Math.hypot(a.x - b.x, a.y - b.y) < least;

  // Groups of marks that lie on each other at this zoom; a known town names the place of its group. A mark
  // steps beside a host's dot first.
  function groups(marks, dots) {
    const found = [];
    const known = marks.filter((mark) => mark.point);
    for (const mark of [...known, ...marks.filter((mark) => !mark.point)]) {
      const place = mark.point || spots.get(mark.of);
      if (!place) continue;
      const at = map.latLngToLayerPoint(place);
      const steps = AROUND.find(([x, y]) => !dots.some((dot) => nearTo(dot, { x: at.x + x, y: at.y + y }, 18))) || AROUND[0];
      const middle = { x: at.x + steps[0], y: at.y + steps[1] };
      const group = found.find((one) => nearTo(one.middle, middle, NEAR));
      if (group) group.marks.push(mark);
      else found.push({ middle: middle, steps: steps, place: place, marks: [mark] });
    }
    return found;
  }

  function content(marks, facts) {
    const box = document.createElement("div");
    box.tabIndex = -1;
    for (const mark of marks) {
      const head = document.createElement("b");
      head.className = "exx-place";
      head.textContent = mark.title;
      box.append(head, ...mark.items.map((item) => facts(item.name, item.facts)));
    }
    return box;
  }

  function draw(group, facts) {
    const count = group.marks.reduce((sum, mark) => sum + mark.items.length, 0);
    const classes = "exx-marker exx-other" + (group.marks[0].point ? "" : " exx-of-country");
    const icon = L.divIcon({ className: classes, iconSize: [0, 0], html: "<span class='exx-spot'></span>" });
    const marker = L.marker(group.place, { icon: icon, zIndexOffset: -2000 }).addTo(map);
    const element = marker.getElement(), spot = element.firstChild, size = map.getSize();
    const [x, y] = group.steps;
    spot.textContent = count > 1 || !group.marks[0].point ? count : "";
    spot.style.transform = "translate(" + x + "px," + y + "px)";
    element.setAttribute("aria-label", group.marks.map((mark) => mark.spoken).join(". "));
    marker.bindPopup(() => content(group.marks, facts), {
      maxWidth: Math.min(280, size.x - 40), maxHeight: Math.max(80, size.y - 70), offset: [x, y - 4],
      autoPanPaddingTopLeft: [size.x < 520 ? 8 : 60, 8], autoPanPaddingBottomRight: [8, 8], // the buttons stand there
    });
    marker.on("popupopen", function (event) {
      event.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", close);
    });
    element.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      marker.openPopup();
      marker.getPopup().getElement().querySelector("[tabindex]").focus({ preventScroll: true });
      marker.once("popupclose", () => element.focus({ preventScroll: true }));
    });
    drawn.push({ marker: marker, x: group.middle.x, y: group.middle.y });
  }

  // Draws the marks anew if they, or what they lie on, have changed. `dots` are the hosts' places in the same pixels.
  function show(marks, dots, facts) {
    const wanted = marks.length ? JSON.stringify([marks, map.getZoom(), map.getSize(), dots]) : "";
    if (wanted === shown) return;
    shown = wanted;
    for (const one of drawn) one.marker.remove();
    drawn = [];
    for (const group of groups(marks, dots)) draw(group, facts);
  }

  // The boxes of the marks, in pixels of the map.
  function boxes() {
    return drawn.map((one) => {
      const at = map.layerPointToContainerPoint([one.x, one.y]);
      return { x: at.x - 9, y: at.y - 9, w: 18, h: 18 };
    });
  }

  window.exxOthers = { start: start, show: show, boxes: boxes };
})();
