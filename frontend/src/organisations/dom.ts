// SPDX-License-Identifier: BSD-3-Clause
// Elements with text: whatever comes from a table is set as text and never becomes mark-up.

export type Words = Record<string, any>;

export function make<K extends keyof HTMLElementTagNameMap>(name: K, classes = "", text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  if (text) made.textContent = text;
  return made;
}

/** A sentence with its values put in. */
export function fill(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? values[name] : whole));
}

/** Something counted, in the right form of two. */
export function counted([one, many]: [string, string], n: number, shown: string): string {
  return fill(n === 1 ? one : many, { n: shown });
}

export function labelled(label: string, control: HTMLElement, id: string): HTMLElement {
  const [made, name] = [make("div", "exo-field"), make("label", "", label)];
  name.htmlFor = control.id = id;
  made.append(name, control);
  return made;
}
