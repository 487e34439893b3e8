// SPDX-License-Identifier: BSD-3-Clause
// A staff member's organisations around and on a Leaflet map: filters, layer, list. The page is complete in itself; in
// a notebook it stands in a frame and gets its data by a message.
import { NO_FILTER, Organisations, TONES, type Answers, type Data, type Filter } from "./data";
import { counted, fill, labelled, make, type Words } from "./dom";
import { CLOSEST, Layer } from "./layer";

declare const L: any;

const TAG = "exxtra-organisations";
const LISTED = 200;
const IN_POPUP = 50;
const MOST_CHOICES = 300;
const TYPING_MS = 120;
const EDGE: [number, number] = [40, 40];
const [CLOSE_ENOUGH, FAR_ENOUGH] = [9, 2];

class Page {
  private all: Organisations | null = null;
  private numbers: number[] = [];
  private filter: Filter = { ...NO_FILTER };
  private readonly layer: Layer;
  private readonly search = make("input");
  private readonly choices: Record<"type" | "sector" | "answer", HTMLSelectElement> = { type: make("select"), sector: make("select"), answer: make("select") };
  private readonly count = make("p", "exo-count");
  private readonly note = make("p", "exo-note");
  private readonly list = make("ol", "exo-list");
  private readonly number: (n: number) => string;
  private readonly km: (n: number) => string;
  private readonly answered: HTMLElement[] = [];
  private isToFit = false;

  constructor(
    private readonly map: any,
    private readonly words: Words,
  ) {
    const [whole, tenths] = [new Intl.NumberFormat(words.language), new Intl.NumberFormat(words.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })];
    this.number = (n) => whole.format(n);
    this.km = (n) => `${n < 1000 ? tenths.format(n) : this.number(Math.round(n))}\u00a0km`;
    this.layOut();
    map.options.zoomSnap = 0.5;
    map.setMinZoom(FAR_ENOUGH).setMaxZoom(CLOSEST);
    this.layer = new Layer(map, words, {
      one: (i, marker) => this.tell(this.card(i), marker.getLatLng(), marker.getElement()),
      several: (members, point, marker) => this.tell(this.several(members), point, marker.getElement()),
    });
  }

  private layOut(): void {
    const { words } = this;
    const container: HTMLElement = this.map.getContainer();
    const [app, bar, place, side] = [make("div", "exo-app"), make("div", "exo-bar"), make("div", "exo-map"), make("section", "exo-side")];
    bar.setAttribute("role", "search");
    bar.setAttribute("aria-label", words.filters);
    this.search.type = "search";
    this.search.maxLength = 200;
    bar.append(labelled(words.search, this.search, "exo-search"));
    for (const key of ["type", "sector", "answer"] as const) {
      const field = labelled(words[key], this.choices[key], `exo-${key}`);
      if (key === "answer") this.answered.push(field);
      bar.append(field);
      this.choices[key].addEventListener("change", () => this.set({ [key]: this.choices[key].value }));
    }
    const [reset, fit] = [make("button", "exo-button", words.reset), make("button", "exo-button", words.fit)];
    reset.addEventListener("click", () => this.set(NO_FILTER));
    fit.addEventListener("click", () => this.fit());
    bar.append(reset, fit);
    let waiting = 0;
    this.search.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => this.set({ text: this.search.value }), TYPING_MS);
    });
    const skip = make("a", "exo-skip", words.skip);
    skip.href = "#exo-list";
    place.append(skip);
    const head = make("h2", "", words.list);
    head.id = "exo-list";
    head.tabIndex = -1;
    const legend = make("p", "exo-note", words.legend + " ");
    for (const tone of TONES) legend.append(make("span", `exo-tone exo-sign exo-${tone}`, words.signs[tone]), ` ${words.tones[tone]} `);
    this.answered.push(legend);
    this.count.setAttribute("role", "status");
    side.append(head, this.count, legend, this.list, this.note);
    container.replaceWith(app);
    place.append(container);
    app.append(bar, place, side);
    this.list.addEventListener("click", (event) => {
      const entry = (event.target as HTMLElement).closest<HTMLElement>("[data-i]");
      if (entry) this.goTo(Number(entry.dataset.i), entry);
    });
    new ResizeObserver(() => {
      this.map.invalidateSize({ pan: false });
      if (this.isToFit) this.fit();
    }).observe(place);
  }

  /** Take organisations, answers, or both; what isn't given stays. */
  take(data: Data | undefined, answers: Answers | null | undefined): void {
    const before = this.all;
    const fresh = data ?? before?.data;
    if (!fresh) return;
    const news = answers === undefined ? (before?.answers ?? null) : answers;
    this.map.closePopup();
    this.all = new Organisations(fresh, news && news.of.length === fresh.names.length ? news : null, before ?? undefined);
    this.offer();
    this.set(data ? NO_FILTER : {}, true);
    if (data) this.fit();
    performance.mark("exxtra-organisations-drawn");
  }

  private offer(): void {
    const { words, all } = this;
    for (const key of ["type", "sector"] as const) {
      const found = all!.choices(key, MOST_CHOICES).map(({ value, text, count }) => ({ value: String(value), text: `${text || words.notSaid} (${this.number(count)})` }));
      this.choices[key].replaceChildren(...options([{ value: "", text: words.any }, ...found]));
    }
    const tones = TONES.map((tone) => ({ value: tone as string, text: `${words.signs[tone]} ${words.tones[tone]}` }));
    this.choices.answer.replaceChildren(...options([{ value: "", text: words.any }, ...tones]));
    this.answered.forEach((part) => (part.hidden = !all!.answers));
    if (!all!.answers) this.filter.answer = "";
  }

  /** Change the filter, and show what it leaves. */
  set(change: Partial<Filter>, again = false): void {
    const { all } = this;
    if (!all) return;
    const before = JSON.stringify(this.filter);
    this.filter = { ...this.filter, ...change };
    if (!again && before === JSON.stringify(this.filter)) return;
    for (const key of ["type", "sector", "answer"] as const) this.choices[key].value = this.filter[key];
    if (this.search.value.trim() !== this.filter.text.trim()) this.search.value = this.filter.text;
    this.numbers = all.filtered(this.filter);
    this.layer.show(all, this.numbers);
    this.enumerate();
  }

  private enumerate(): void {
    const { words, numbers } = this;
    const all = this.all!;
    const [n, of] = [this.number(numbers.length), this.number(all.size)];
    this.count.textContent = all.size ? fill(words.shown, { n, all: of }) : words.empty;
    this.list.replaceChildren(...numbers.slice(0, LISTED).map((i) => this.entry(i)));
    this.list.scrollTop = 0;
    const beyond = fill(words.listed, { n: this.number(LISTED), all: n });
    this.note.textContent = numbers.length > LISTED ? beyond : all.size && !numbers.length ? words.none : "";
  }

  private entry(i: number): HTMLLIElement {
    const all = this.all!;
    const answer = all.answer(i);
    const [item, button] = [make("li"), make("button", "exo-entry")];
    button.dataset.i = String(i);
    button.append(make("span", "exo-name exo-long", all.data.names[i]));
    if (answer) button.append(this.sum(i));
    const line = [all.value("where", i), all.value("type", i), all.value("sector", i)].filter(Boolean);
    button.append(make("span", "exo-line exo-long", line.join(" \u00b7 ")));
    item.append(button);
    return item;
  }

  private sum(i: number): HTMLElement {
    const answer = this.all!.answer(i)!;
    const words = answer.tone === "met" || answer.tone === "half" ? answer.amount : this.words.tones[answer.tone];
    const made = make("span", `exo-sum exo-${answer.tone}`, `${this.words.signs[answer.tone]} ${words}`);
    if (answer.tone === "half" || answer.tone === "met") made.append(make("span", "exo-sr", `, ${this.words.tones[answer.tone]}`));
    return made;
  }

  /** What is known of one organisation. */
  private card(i: number): HTMLElement {
    const { words } = this;
    const all = this.all!;
    const card = make("div", "exo-popup");
    card.append(make("b", "", all.data.names[i]));
    const answer = all.answer(i);
    if (answer) {
      const said = [words.signs[answer.tone], words.tones[answer.tone]].join(" ");
      card.append(make("b", `exo-tone exo-${answer.tone}`, answer.said ? `${said}: ${answer.said}` : said));
      const km = all.answers!.km[i];
      const more = [km === null ? "" : this.km(km), answer.days].filter(Boolean).join(" \u00b7 ");
      if (more) card.append(make("span", "", more));
      answer.reasons.forEach((reason) => card.append(make("span", "exo-note", reason)));
    } else if (all.answers) card.append(make("span", "exo-note", words.notAsked));
    for (const column of all.data.columns) {
      const value = all.value(column.key, i);
      if (value) card.append(make("span", "", `${column.label}: ${value}`));
    }
    const site = all.data.sites[i];
    if (site) {
      const line = make("span", "", `${words.site}: `);
      const address = all.link(i);
      const shown = make(address ? "a" : "span", address ? "exo-link" : "", site);
      if (shown instanceof HTMLAnchorElement) {
        shown.href = address;
        shown.target = "_blank";
        shown.rel = "noopener noreferrer";
      }
      line.append(shown);
      card.append(line);
    }
    card.append(make("span", "exo-note", fill(words.row, { row: this.number(all.data.rows[i]) })));
    return card;
  }

  /** Who stands at one spot. */
  private several(members: number[]): HTMLElement {
    const { words } = this;
    const card = make("div", "exo-popup");
    card.append(make("b", "", counted(words.organisations, members.length, this.number(members.length))));
    const place = new Map(this.numbers.map((i, n) => [i, n]));
    members.sort((a, b) => place.get(a)! - place.get(b)!);
    const list = make("ul");
    list.append(...members.slice(0, IN_POPUP).map((i) => this.entry(i)));
    list.addEventListener("click", (event) => {
      const entry = (event.target as HTMLElement).closest<HTMLElement>("[data-i]");
      if (entry) card.replaceChildren(...this.card(Number(entry.dataset.i)).childNodes);
    });
    card.append(list);
    if (members.length > IN_POPUP) card.append(make("span", "exo-note", fill(words.more, { n: this.number(members.length - IN_POPUP) })));
    return card;
  }

  private tell(content: HTMLElement, point: any, from: HTMLElement | null): void {
    content.tabIndex = -1;
    const popup = L.popup({ maxWidth: 280, minWidth: 180, autoPanPadding: [12, 12] }).setLatLng(point).setContent(content);
    popup.openOn(this.map);
    const box: HTMLElement = popup.getElement();
    box.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", this.words.close);
    popup.on("remove", () => {
      const { activeElement } = document;
      if (from?.isConnected && (activeElement === document.body || box.contains(activeElement))) from.focus();
    });
    content.focus({ preventScroll: true });
  }

  /** Go to one organisation of the list, and tell of it. */
  goTo(i: number, from: HTMLElement | null = null): void {
    const all = this.all!;
    const point = L.latLng(all.lat(i), all.lon(i));
    this.map.closePopup();
    this.map.setView(point, this.layer.zoomOf(i), { animate: false });
    this.tell(this.card(i), point, from);
  }

  /** Show all that the filter leaves. */
  fit(): void {
    const all = this.all!;
    this.map.invalidateSize({ pan: false });
    // A frame may be shown later than its script runs.
    this.isToFit = this.map.getSize().x === 0;
    if (!this.numbers.length || this.isToFit) return;
    const bounds = L.latLngBounds(this.numbers.map((i) => [all.lat(i), all.lon(i)]));
    this.map.fitBounds(bounds, { padding: EDGE, maxZoom: CLOSE_ENOUGH, animate: false });
    this.layer.draw();
  }
}

function options(found: { value: string; text: string }[]): HTMLOptionElement[] {
  return found.map(({ value, text }) => new Option(text.length > 80 ? text.slice(0, 79) + "\u2026" : text, value));
}

function start(map: any, words: Words, data: Data | null, answers: Answers | null): Page {
  const page = new Page(map, words);
  if (data) page.take(data, answers);
  window.addEventListener("message", (event) => {
    if (window.parent === window || event.source !== window.parent || event.data?.tag !== TAG) return;
    page.take(event.data.data, event.data.answers);
  });
  if (window.parent !== window) window.parent.postMessage({ tag: TAG, ready: true }, "*");
  return ((window as any).exxOrganisations.page = page);
}

(window as any).exxOrganisations = { start };
