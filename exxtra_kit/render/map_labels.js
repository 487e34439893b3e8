// SPDX-License-Identifier: BSD-3-Clause
// Where the labels of the map stand, so that none hides another. Only numbers in and out: boxes in
// pixels of the map, x and y to the right and down.
(function () {
  "use strict";
  const GAP = 10; // px between a dot's middle and its label
  const EDGE = 2; // px that stay free at the map's edge

  const overlap = (a, b) =>
    Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)) *
    Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));

  const inside = (box, room) =>
    box.x >= EDGE && box.y >= EDGE && box.x + box.w <= room.x - EDGE && box.y + box.h <= room.y - EDGE;

  // Below, above, beside, then shifted along the dot and to its corners, best first; all of them touch the dot.
  // One that must be seen may also stand further away.
  function places(pin, size) {
    const w = size.w, h = size.h;
    const found = [[-w / 2, GAP], [-w / 2, -GAP - h], [GAP, -h / 2], [-GAP - w, -h / 2]];
    for (const share of [0.25, 0.75, 0.1, 0.9]) found.push([-w * share, GAP], [-w * share, -GAP - h]);
    for (const share of [0.2, 0.8]) found.push([GAP, -h * share], [-GAP - w, -h * share]);
    found.push([4, GAP], [-w - 4, GAP], [4, -GAP - h], [-w - 4, -GAP - h]);
    for (const far of pin.must ? [24, 44, 70] : []) {
      for (const x of [-w / 2, -far - w, far]) found.push([x, far], [x, -far - h], [x, -h / 2]);
    }
    return found.map(([dx, dy]) => ({ x: pin.x + dx, y: pin.y + dy, w: w, h: h, dx: dx, dy: dy }));
  }

  // One label after the other, each as long as there is room for it: the first size that fits somewhere.
  function inOrder(order, room, taken, soft) {
    const walls = taken.slice(), placed = new Map();
    let worth = 0;
    for (const pin of order) {
      for (let level = 0; level < pin.sizes.length && !placed.has(pin); level += 1) {
        let best = null, least = Infinity;
        places(pin, pin.sizes[level]).forEach((box, rank) => {
          if (!inside(box, room) || walls.some((wall) => overlap(box, wall) > 0)) return;
          if (pin.shy && soft.some((mark) => overlap(box, mark) > 0)) return;
          const cost = soft.reduce((sum, mark) => sum + overlap(box, mark), 0) + rank;
          if (cost < least) { least = cost; best = box; }
        });
        if (!best) continue;
        walls.push(best);
        placed.set(pin, { level: level, dx: best.dx, dy: best.dy });
        worth += pin.weight * (1 - level / (pin.sizes.length + 1));
      }
    }
    return { placed: placed, worth: worth };
  }

  // `pins`, the most important first, have x, y, weight, sizes (the longest label first), and must, if it is to be
  // seen whatever else isn't, or shy, if it is to cover nothing. Returns pin -> { level, dx, dy }; a pin without room
  // for any label is missing. `taken` is never covered, `soft` only if it must be.
  function place(pins, room, taken, soft) {
    let best = inOrder(pins, room, taken, soft);
    const most = pins.reduce((sum, pin) => sum + pin.weight, 0);
    // One that found no room may find it when it comes first.
    for (let turn = 1; turn < pins.length && best.worth < most; turn += 1) {
      const order = [pins[turn], ...pins.filter((_, number) => number !== turn)];
      const tried = inOrder(order, room, taken, soft);
      if (tried.worth > best.worth + 1e-9) best = tried;
    }
    return best.placed;
  }

  window.exxLabels = { place: place, overlap: overlap };
})();
