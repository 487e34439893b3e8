// SPDX-License-Identifier: BSD-3-Clause
// Runs in the page and in every frame of it before their own scripts. Times are milliseconds since 1970, so that
// those of frames can be compared. It presses the first marker as soon as all are there, and again until it is stopped.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const AGAIN = 500; // ms between two presses
  const bench = {
    drawn: null, markers: null, pressed: null, answered: null, presses: 0, before: "", at: 0, isStopped: false,
    icons: () => [...document.querySelectorAll(".leaflet-marker-icon")]
      .filter((icon) => icon.tagName !== "IMG" || icon.naturalWidth),
    text: () => [...document.querySelectorAll(ANSWER)].map((one) => one.textContent).join(""),
    // From now on marker `at` is pressed, and any other text than now is an answer.
    arm: (at) => Object.assign(bench, { before: bench.text(), pressed: null, answered: null, at: at, isStopped: false }),
    stop: () => { bench.isStopped = true; },
  };
  window.mapBench = bench;
  const press = () => {
    const icon = bench.icons()[bench.at], box = icon.getBoundingClientRect();
    const where = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
    bench.last = now();
    bench.pressed ??= bench.last;
    bench.presses += 1;
    for (const kind of ["mousedown", "mouseup", "click"]) {
      icon.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true, view: window, ...where }));
    }
  };
  const isDrawn = () => [...document.querySelectorAll("path.leaflet-interactive")]
    .some((one) => one.getBoundingClientRect().width > 2);
  const watch = () => {
    if (document.body) {
      if (bench.drawn === null && isDrawn()) bench.drawn = now();
      if (bench.markers === null && bench.icons().length >= HOSTS) bench.markers = now();
      const said = bench.answered === null ? bench.text() : "";
      if (said && said !== bench.before) bench.answered = now();
      const isPressing = bench.markers !== null && bench.answered === null && !bench.isStopped;
      if (isPressing && (bench.pressed === null || now() - bench.last > AGAIN)) press();
    }
    requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
})();
