// SPDX-License-Identifier: BSD-3-Clause
// The organisations as the page has them: what came as numbers of shared values, made searchable and put in order.

export type Tone = "met" | "half" | "not_met" | "undecided";
export const TONES: Tone[] = ["met", "half", "undecided", "not_met"];

export interface Column {
  key: string;
  label: string;
  values: string[];
  of: number[];
}

/** As exxtra_kit/render/organisations.py makes it. */
export interface Data {
  names: string[];
  places: number[];
  sites: string[];
  links: (0 | 1 | string)[];
  rows: number[];
  columns: Column[];
}

export interface Answer {
  tone: Tone;
  sum: number | null;
  amount: string;
  said: string;
  reasons: string[];
  days: string;
}

export interface Answers {
  answers: (Answer | null)[];
  of: number[];
  km: (number | null)[];
}

export interface Filter {
  text: string;
  type: string;
  sector: string;
  answer: string;
}

export const NO_FILTER: Filter = { text: "", type: "", sector: "", answer: "" };
const STEPS_PER_DEGREE = 10000;
const SEARCHED = ["where", "sector"];

/** A text as it is searched: no capitals, no marks on letters. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

export class Organisations {
  readonly size: number;
  private readonly columns: Map<string, Column>;
  private readonly found: string[];

  /** Every number, the best answer first, then by name. */
  readonly order: number[];
  private readonly byName: number[];

  constructor(
    readonly data: Data,
    readonly answers: Answers | null,
    before?: Organisations,
  ) {
    this.size = data.names.length;
    this.columns = new Map(data.columns.map((column) => [column.key, column]));
    // The words stay when only the answers change.
    const kept = before && before.data === data ? before : null;
    this.found = kept ? kept.found : this.words();
    this.byName = kept ? kept.byName : Array.from(this.found.keys()).sort((a, b) => (this.found[a] < this.found[b] ? -1 : this.found[a] > this.found[b] ? 1 : a - b));
    this.order = this.inOrder();
  }

  private words(): string[] {
    const parts = SEARCHED.map((key) => this.columns.get(key)).filter((one) => one !== undefined);
    const folded = parts.map((column) => column.values.map(fold));
    return this.data.names.map((name, i) => fold(name) + " " + parts.map((column, n) => folded[n][column.of[i]]).join(" "));
  }

  /** The full and the half sums together by amount, then what is open, then what is not possible. */
  private inOrder(): number[] {
    if (!this.answers) return this.byName;
    const rank = this.answers.answers.map((answer) => (answer ? TONES.indexOf(answer.tone) : TONES.length));
    const sum = this.answers.answers.map((answer) => answer?.sum ?? 0);
    const { of } = this.answers;
    const compare = (a: number, b: number) => Math.max(rank[a], 1) - Math.max(rank[b], 1) || sum[b] - sum[a] || rank[a] - rank[b];
    return this.byName.slice().sort((a, b) => (of[a] === of[b] ? 0 : compare(of[a], of[b]))); // a sort keeps the order of equals
  }

  answer(i: number): Answer | null {
    return this.answers ? this.answers.answers[this.answers.of[i]] : null;
  }

  lat(i: number): number {
    return this.data.places[2 * i] / STEPS_PER_DEGREE;
  }

  lon(i: number): number {
    return this.data.places[2 * i + 1] / STEPS_PER_DEGREE;
  }

  value(key: string, i: number): string {
    const column = this.columns.get(key);
    return column ? column.values[column.of[i]] : "";
  }

  /** The address of an organisation's site, if it is one that a browser may follow; checked here too. */
  link(i: number): string {
    const said = this.data.links[i];
    const address = said === 1 ? this.data.sites[i] : said || "";
    try {
      return ["http:", "https:"].includes(new URL(address).protocol) ? address : "";
    } catch {
      return "";
    }
  }

  /** The values of a column, the most frequent first. */
  choices(key: string, most: number): { value: number; text: string; count: number }[] {
    const column = this.columns.get(key);
    if (!column) return [];
    const counts = column.values.map(() => 0);
    column.of.forEach((value) => counts[value]++);
    return column.values
      .map((text, value) => ({ value, text, count: counts[value] }))
      .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
      .slice(0, most);
  }

  /** The numbers that a filter leaves, in order. */
  filtered(filter: Filter): number[] {
    const wanted = fold(filter.text.trim()).split(/\s+/).filter(Boolean);
    const exact = (["type", "sector"] as const)
      .filter((key) => filter[key] !== "")
      .map((key) => ({ of: this.columns.get(key)?.of ?? [], value: Number(filter[key]) }));
    return this.order.filter((i) => {
      if (exact.some(({ of, value }) => of[i] !== value)) return false;
      if (filter.answer && (this.answer(i)?.tone ?? "none") !== filter.answer) return false;
      const text = this.found[i];
      return wanted.every((word) => text.includes(word));
    });
  }
}
