// SPDX-License-Identifier: BSD-3-Clause
// The one line in which the page speaks of itself: lost, waiting, a fault.
import type { Page, Word } from "./page";

const SHORT_MS = 6000;

export class Status {
  private timer = 0;
  private shown: Word | "" = "";

  constructor(private readonly words: Page["words"]) {}

  /** Say a sentence; `seen` takes it away again after a while. Without a word, say nothing any more. */
  say(word: Word | "", filled: Record<string, string | number> = {}, { brief = false } = {}): void {
    window.clearTimeout(this.timer);
    this.shown = word;
    const line = document.getElementById("site-status");
    if (!line) return;
    const text = (word && this.words[word]) || "";
    line.replaceChildren(...fill(text, filled));
    line.hidden = !text;
    line.dataset.word = word;
    if (brief) this.timer = window.setTimeout(() => this.say(""), SHORT_MS);
  }

  /** Take a sentence away, if it is the one that is shown. */
  unsay(...words: Word[]): void {
    if (this.shown && words.includes(this.shown)) this.say("");
  }

  sentence(word: Word, filled: Record<string, string | number> = {}): string {
    return fill(this.words[word] ?? "", filled)
      .map((part) => part.textContent)
      .join("");
  }
}

/** Put values into a sentence; a value that the sentence has no place for follows it. */
function fill(text: string, filled: Record<string, string | number>): Node[] {
  const used = new Set<string>();
  const parts: Node[] = text.split(/(\{\w+\})/).map((part) => {
    const name = part.slice(1, -1);
    if (!/^\{\w+\}$/.test(part) || !(name in filled)) return document.createTextNode(part);
    used.add(name);
    return strong(filled[name]);
  });
  for (const name of Object.keys(filled)) {
    if (text && !used.has(name)) parts.push(document.createTextNode(" "), strong(filled[name]));
  }
  return parts;
}

function strong(value: string | number | undefined): HTMLElement {
  const made = document.createElement("strong");
  made.textContent = String(value);
  return made;
}
