// SPDX-License-Identifier: BSD-3-Clause
// Keeps the place of somebody who is in the middle of the page while its parts are replaced.

const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";

type Typed = HTMLInputElement | HTMLTextAreaElement;

function isTyped(element: Element): element is Typed {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && /^(text|search|url|tel|password|number)$/.test(element.type));
}

function inside(widget: Element): Element[] {
  return [widget, ...Array.from(widget.querySelectorAll(FOCUSABLE))];
}

/** Remember where the focus is, what was typed there, and how far the page is scrolled; return what restores it. */
export function rememberPlace(app: HTMLElement): () => void {
  const [left, top] = [window.scrollX, window.scrollY];
  const active = document.activeElement;
  const widget = active && app.contains(active) ? active.closest<HTMLElement>("[data-widget]") : null;
  if (!active || !widget) return () => window.scrollTo(left, top);
  const key = widget.dataset.widget ?? "";
  const index = inside(widget).indexOf(active);
  const typed = isTyped(active) ? active.value : null;
  let range: [number | null, number | null] = [null, null];
  if (isTyped(active)) {
    try {
      range = [active.selectionStart, active.selectionEnd];
    } catch {
      // a number has no selection
    }
  }
  return () => {
    const again = Array.from(app.querySelectorAll<HTMLElement>("[data-widget]")).find((one) => one.dataset.widget === key);
    const element = again && inside(again)[index];
    if (element instanceof HTMLElement && element.tagName === active.tagName) {
      element.focus({ preventScroll: true });
      if (isTyped(element) && typed !== null && element.value !== typed && !element.readOnly && !element.disabled) {
        element.value = typed;
        element.dispatchEvent(new Event("input", { bubbles: true }));
      }
      try {
        if (isTyped(element) && range[0] !== null) element.setSelectionRange(range[0], range[1]);
      } catch {
        // as above
      }
    }
    window.scrollTo(left, top);
  };
}
