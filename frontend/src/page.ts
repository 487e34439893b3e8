// SPDX-License-Identifier: BSD-3-Clause
// What the server writes into the page, and the elements of the page that we speak through.

/** The state of one widget, as it stands in a snapshot and in the message "page". */
export interface WidgetState {
  model_name: string;
  model_module: string;
  model_module_version: string;
  state: Record<string, unknown>;
  buffer_paths?: (string | number)[][];
  /** Of a snapshot inside a page, where a message would carry them beside its text. */
  buffers?: string[];
}

export type States = Record<string, WidgetState>;
export type Output = Record<string, unknown>;

export type Word =
  | "lost"
  | "ended"
  | "fault"
  | "queue"
  | "reconnected"
  | "restart"
  | "slow"
  | "too_slow"
  | "broken_view"
  | "unknown_widget"
  | "waiting";

/** What stands in `<script type="application/json" id="exxtra-page">`. */
export interface Page {
  address: string;
  base: string;
  lang: string;
  query: string;
  hash: string;
  outputs: Output[];
  states: States;
  words: Partial<Record<Word, string>>;
}

/** Read the page's data, if it has arrived. */
export function readPage(): Page | null {
  const element = document.getElementById("exxtra-page");
  if (!(element instanceof HTMLScriptElement)) return null;
  try {
    return JSON.parse(element.textContent ?? "") as Page;
  } catch {
    return null; // half of it has arrived
  }
}

/** Read the page's data again: what was built from the first reading may have been changed since. */
export function readAgain(): Page {
  const page = readPage();
  if (page === null) throw new Error("the page has lost its data");
  return page;
}

/** Wait for the page's data; the script may run before the last line of the page has arrived. */
export function whenPageIsThere(): Promise<Page> {
  return new Promise((found, missing) => {
    const look = () => {
      const page = readPage();
      if (page) {
        observer.disconnect();
        found(page);
      } else if (document.readyState !== "loading") {
        observer.disconnect();
        missing(new Error("the page carries no data"));
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", look);
  });
}

/** Wait until an element of the page is there and everything before it. */
export function whenElementIsThere(id: string): Promise<HTMLElement> {
  const find = () => document.getElementById(id);
  const now = find();
  if (now) return Promise.resolve(now);
  return new Promise((found, missing) => {
    document.addEventListener("DOMContentLoaded", () => {
      const element = find();
      if (element) found(element);
      else missing(new Error(`the page has no element '${id}'`));
    });
  });
}
