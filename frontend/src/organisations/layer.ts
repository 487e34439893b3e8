// SPDX-License-Identifier: BSD-3-Clause
// The layer on the map: supercluster says what stands where, Leaflet shows it, each a button for mouse, finger and key.
import Supercluster from "supercluster";

import { TONES, type Organisations, type Tone } from "./data";
import { counted, make, type Words } from "./dom";

declare const L: any;

type Counts = Record<Tone, number>;
type One = { i: number };
type Found = Supercluster.ClusterFeature<Counts> | Supercluster.PointFeature<One>;

export const CLOSEST = 12;
const [RADIUS, NARROW_RADIUS, NARROW] = [84, 74, 520]; // px; a bubble with its shares needs so much
const MARGIN = 0.25; // of the map's size: what is drawn around what is seen
const [SMALLEST, LARGEST] = [34, 58]; // px across a bubble
const NO_COUNTS: Counts = { met: 0, half: 0, undecided: 0, not_met: 0 };

export interface Pressed {
  one(i: number, marker: any): void;
  several(members: number[], point: any, marker: any): void;
}

export class Layer {
  private index: Supercluster<One, Counts> | null = null;
  private all: Organisations | null = null;
  private readonly shown = new Map<string, any>();
  private readonly number: (n: number) => string;
  private readonly short: (n: number) => string;

  constructor(
    private readonly map: any,
    private readonly words: Words,
    private readonly pressed: Pressed,
  ) {
    const format = new Intl.NumberFormat(words.language);
    const compact = new Intl.NumberFormat(words.language, { notation: "compact", maximumFractionDigits: 1 });
    this.number = (n) => format.format(n);
    this.short = (n) => compact.format(n);
    map.on("moveend", () => this.draw());
    map.on("resize", () => this.draw());
  }

  /** Show these organisations and no others. */
  show(all: Organisations, numbers: number[]): void {
    this.all = all;
    this.index = new Supercluster<One, Counts>({
      radius: this.map.getSize().x < NARROW ? NARROW_RADIUS : RADIUS,
      extent: 256,
      maxZoom: CLOSEST,
      minPoints: 2,
      map: ({ i }) => {
        const tone = all.answer(i)?.tone;
        return tone ? { ...NO_COUNTS, [tone]: 1 } : NO_COUNTS;
      },
      reduce: (sum, one) => TONES.forEach((tone) => (sum[tone] += one[tone])),
    });
    this.index.load(
      numbers.map((i) => ({
        type: "Feature",
        properties: { i },
        geometry: { type: "Point", coordinates: [all.lon(i), all.lat(i)] },
      })),
    );
    this.shown.forEach((marker) => marker.remove());
    this.shown.clear();
    this.draw();
  }

  /** Draw what is in sight: what stands there already stays, with the focus that it may have. */
  draw(): void {
    if (!this.index) return;
    const bounds = this.map.getBounds().pad(MARGIN);
    const zoom = this.zoom();
    const box: [number, number, number, number] = [bounds.getWest(), Math.max(bounds.getSouth(), -85), bounds.getEast(), Math.min(bounds.getNorth(), 85)];
    const seen = new Map<string, Found>();
    for (const feature of this.index.getClusters(box, zoom) as Found[]) seen.set(keyOf(feature), feature);
    for (const [key, marker] of this.shown) {
      if (seen.has(key)) continue;
      marker.remove();
      this.shown.delete(key);
    }
    for (const [key, feature] of seen) if (!this.shown.has(key)) this.shown.set(key, this.put(feature));
  }

  /** The step of the index for this zoom: the one below, so that what it keeps apart is apart on the map. */
  private zoom(): number {
    return Math.min(Math.floor(this.map.getZoom() + 1e-6), CLOSEST);
  }

  /** The zoom at which an organisation stands alone, or as close as it gets. */
  zoomOf(i: number): number {
    const all = this.all!;
    for (let zoom = this.zoom(); zoom < CLOSEST; zoom++) {
      const [x, y, near] = [all.lon(i), all.lat(i), 1e-6];
      const found = this.index!.getClusters([x - near, y - near, x + near, y + near], zoom) as Found[];
      if (found.some((one) => !isCluster(one) && one.properties.i === i)) return zoom;
    }
    return CLOSEST;
  }

  /** The marker that stands nearest to a point. */
  nearest(point: any): any {
    let best: any = null;
    let least = Infinity;
    for (const marker of this.shown.values()) {
      const far = this.map.latLngToContainerPoint(marker.getLatLng()).distanceTo(this.map.latLngToContainerPoint(point));
      if (far < least) [best, least] = [marker, far];
    }
    return best;
  }

  private put(feature: Found): any {
    const [lon, lat] = feature.geometry.coordinates;
    const { face, label } = isCluster(feature) ? this.bubble(feature) : this.single(feature.properties.i);
    const icon = L.divIcon({ className: "exo-marker", iconSize: [0, 0], html: face });
    const marker = L.marker([lat, lon], { icon, riseOnHover: true }).addTo(this.map);
    const element: HTMLElement = marker.getElement();
    element.setAttribute("aria-label", label);
    element.title = label;
    const press = () => (isCluster(feature) ? this.open(feature, marker) : this.pressed.one(feature.properties.i, marker));
    marker.on("click", press);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      press();
    });
    return marker;
  }

  private single(i: number): { face: HTMLElement; label: string } {
    const all = this.all!;
    const answer = all.answer(i);
    const parts = [all.data.names[i], all.value("where", i)];
    const label = (more: string[]) => [...parts, ...more].filter(Boolean).join(", ");
    if (!answer) return { face: make("span", "exo-dot exo-plain"), label: label([]) };
    const { signs, tones } = this.words;
    const face = make("span", "exo-one exo-" + answer.tone, [signs[answer.tone], answer.amount].filter(Boolean).join(" "));
    return { face, label: label([tones[answer.tone], answer.said]) };
  }

  private bubble(feature: Supercluster.ClusterFeature<Counts>): { face: HTMLElement; label: string } {
    const { point_count: count, cluster_id: id } = feature.properties;
    const across = Math.min(LARGEST, SMALLEST + 6 * Math.log10(count) * 2);
    const face = make("span", "exo-bubble");
    face.style.width = face.style.height = across + "px";
    face.append(make("span", "exo-number", this.number(count)));
    const label = [counted(this.words.organisations, count, this.number(count))];
    const tones = TONES.filter((tone) => feature.properties[tone]);
    if (tones.length) {
      label.push(tones.map((tone) => `${this.words.tones[tone]}: ${this.number(feature.properties[tone])}`).join(", "));
      const shares = make("span", "exo-shares");
      let [from, ring] = [0, ""];
      for (const tone of tones) {
        const to = from + (360 * feature.properties[tone]) / count;
        ring += `, var(--${tone === "undecided" ? "open" : tone.replace("_", "-")}) ${from}deg ${to}deg`;
        from = to;
        shares.append(make("span", "exo-tone exo-" + tone, `${this.words.signs[tone]}\u2009${this.short(feature.properties[tone])}`), " ");
      }
      face.style.background = `conic-gradient(${ring.slice(2)}${from < 360 ? `, var(--border) ${from}deg 360deg` : ""})`;
      face.append(shares);
    }
    label.push(this.isAsFarAsItGets(id) ? this.words.open : this.words.closer);
    return { face, label: label.join(". ") };
  }

  private isAsFarAsItGets(id: number): boolean {
    return this.index!.getClusterExpansionZoom(id) > CLOSEST;
  }

  /** Go so close that a bubble falls apart; one that never does tells who is in it. */
  private open(feature: Supercluster.ClusterFeature<Counts>, marker: any): void {
    const id = feature.properties.cluster_id;
    const [lon, lat] = feature.geometry.coordinates;
    if (this.isAsFarAsItGets(id)) {
      const members = this.index!.getLeaves(id, Infinity) as Supercluster.PointFeature<One>[];
      this.pressed.several(members.map((one) => one.properties.i), marker.getLatLng(), marker);
      return;
    }
    const byKey = document.activeElement === marker.getElement();
    this.map.setView([lat, lon], this.index!.getClusterExpansionZoom(id), { animate: false });
    if (byKey) this.nearest(L.latLng(lat, lon))?.getElement().focus();
  }
}

function isCluster(feature: Found): feature is Supercluster.ClusterFeature<Counts> {
  return "cluster" in feature.properties;
}

function keyOf(feature: Found): string {
  return isCluster(feature) ? "c" + feature.properties.cluster_id : "p" + feature.properties.i;
}
