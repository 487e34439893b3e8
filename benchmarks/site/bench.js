// SPDX-License-Identifier: BSD-3-Clause
// Runs in every page before its own scripts: notes when the first control can be used, and when an answer changes.
(() => {
  const roots = (root, found = [root]) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) { found.push(element.shadowRoot); roots(element.shadowRoot, found); }
    }
    return found;
  };
  const bench = {
    usable: null, drawn: null, pressed: null, answered: null, before: null,
    // All elements that match, those below open shadow roots too.
    all: (selector) => roots(document).flatMap((root) => [...root.querySelectorAll(selector)]),
    control: () => (CONTROL),
    answer: () => (ANSWER),
    text: () => { const answer = bench.answer(); return answer ? answer.textContent : ""; },
    focus: () => { bench.control().focus(); },
    // From now on the next key or click starts the clock, and the first other text of the answer stops it.
    arm: (trigger) => {
      bench.pressed = bench.answered = null;
      bench.before = bench.text();
      let element = bench.answer();
      const look = () => {
        if (bench.pressed === null || bench.answered !== null) return;
        if (!element || !element.isConnected) element = bench.answer();
        if (element && element.textContent !== bench.before) { bench.answered = performance.now(); observer.disconnect(); }
      };
      const observer = new MutationObserver(look);
      for (const root of roots(document)) {
        observer.observe(root, { subtree: true, childList: true, characterData: true });
      }
      window.addEventListener(trigger, () => { bench.pressed = performance.now(); }, { capture: true, once: true });
      const beat = () => { look(); if (bench.answered === null && bench.before !== null) setTimeout(beat, 5); };
      beat();
    },
    disarm: () => { bench.before = null; bench.answered ??= -1; },
  };
  window.bench = bench;
  const watch = () => {
    if (bench.usable === null && window === window.top && document.body) {
      const control = bench.control();
      if (control && !control.disabled && control.getClientRects().length
        && control.checkVisibility({ visibilityProperty: true, opacityProperty: false })) bench.usable = performance.now();
    }
    if (bench.drawn === null && document.querySelector(".leaflet-interactive")) {
      bench.drawn = performance.timeOrigin + performance.now();
    }
    if (bench.usable === null || bench.drawn === null) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
})();
