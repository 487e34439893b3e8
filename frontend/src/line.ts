// SPDX-License-Identifier: BSD-3-Clause
// The line to the visitor's process: one websocket, opened early, opened again when it breaks; what is to be sent waits.
import type { Page, States, Output } from "./page";
import { SUBPROTOCOL, decode, encode, type Frame } from "./wire";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
const FLOOD_WAIT_MS = 10000;
// A part that takes longer than this to take a message in does not hold up the others.
const LONGEST_STEP_MS = 250;

export const REFUSED = 1008;
export const TOO_LARGE = 1009;
export const TRY_LATER = 1013;

export type Why = "restart" | "dead" | "slow" | "idle" | "flood";

/** A message for a widget in the process. */
export interface Message {
  comm: string;
  data: Record<string, unknown>;
  buffers: (ArrayBuffer | ArrayBufferView)[];
  done: () => void;
}

export interface PageFrame extends Frame {
  same: boolean;
  hash: string;
  outputs?: Output[];
  states?: States;
}

/** What the page does when the line has something to tell. */
export interface Ears {
  /** The process is ready. `unsure`: messages that may not have been heard, oldest first. */
  page(frame: PageFrame, buffers: DataView[], visit: { resumed: boolean; unsure: Message[] }): Promise<void>;
  opened(comm: string, data: Record<string, unknown>, buffers: DataView[]): Promise<unknown> | void;
  message(comm: string, data: Record<string, unknown>, buffers: DataView[]): Promise<unknown> | void;
  closed(comm: string): void;
  queue(place: number): void;
  fault(reference: string): void;
  ended(why: Why): void;
  lost(code: number): void;
  live(): void;
  answered(): void;
}

export class Line {
  private socket: WebSocket | null = null;
  private waiting: Message[] = [];
  private sent = new Map<number, Message>();
  private count = 0;
  private visit = "";
  private resumed = false;
  private isLive = false;
  private leaving = false;
  private refused = false;
  private tries = 0;
  private timer = 0;
  private notBefore = 0;
  private wentOffline = false;
  private ears!: Ears;
  private begun!: () => void;
  // What is heard before anybody listens waits too.
  private steps: Promise<unknown> = new Promise<void>((resolve) => (this.begun = resolve));

  constructor(private readonly page: Page) {
    window.addEventListener("online", () => {
      // A line that was open when the network went may look open for minutes.
      if (this.wentOffline && this.socket) this.drop(this.socket, 1006);
      this.wentOffline = false;
      this.hurry();
    });
    window.addEventListener("offline", () => (this.wentOffline = true));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.hurry();
    });
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      this.leaving = false;
      this.hurry();
    });
    window.addEventListener("pagehide", (event) => {
      if (!event.persisted) this.leave();
    });
  }

  /** Whether the process is there and hears. */
  get live(): boolean {
    return this.isLive;
  }

  /** Say who hears. */
  listen(ears: Ears): void {
    this.ears = ears;
    this.begun();
  }

  /** Open the line. */
  open(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    if (this.socket || this.leaving || this.refused) return;
    const { address, base, lang, hash, query } = this.page;
    const asked = new URLSearchParams({ lang, have: hash, visit: this.visit, query });
    const url = new URL(`${base}visit/${address}?${asked}`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url.href, SUBPROTOCOL);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => this.hear(socket, event.data);
    socket.onclose = (event) => this.drop(socket, event.code);
  }

  /** Send a message, or keep it until the process is ready. */
  send(message: Message): void {
    if (this.isLive) this.put(message);
    else this.waiting.push(message);
  }

  /** Open the line at once if it is broken and nothing forbids it. */
  private hurry(): void {
    if (this.timer && Date.now() >= this.notBefore) this.open();
    else if (!this.socket && !this.timer) this.open();
  }

  private put(message: Message): void {
    this.count += 1;
    this.sent.set(this.count, message);
    const frame = { t: "msg", n: this.count, comm: message.comm, data: message.data };
    this.socket?.send(encode(frame, message.buffers) as string);
  }

  private hear(socket: WebSocket, data: string | ArrayBuffer): void {
    const { frame, buffers } = decode(data);
    // One after the other, because a widget is built in several steps.
    this.steps = this.steps.then(async () => {
      if (socket !== this.socket) return;
      try {
        await this.take(frame, buffers);
      } catch (error) {
        console.error(error);
      }
    });
  }

  private take(frame: Frame, buffers: DataView[]): Promise<unknown> | void {
    switch (frame.t) {
      case "visit":
        this.visit = String(frame.id);
        this.resumed = frame.resumed === true;
        return;
      case "queue":
        return this.ears.queue(Number(frame.place));
      case "page":
        return this.begin(frame as PageFrame, buffers);
      case "open":
        return soon(this.ears.opened(String(frame.comm), frame.data as Record<string, unknown>, buffers));
      case "msg":
        return soon(this.ears.message(String(frame.comm), frame.data as Record<string, unknown>, buffers));
      case "close":
        return this.ears.closed(String(frame.comm));
      case "done": {
        const message = this.sent.get(Number(frame.n));
        this.sent.delete(Number(frame.n));
        message?.done();
        if (!this.sent.size) this.ears.answered();
        return;
      }
      case "fault":
        return this.ears.fault(String(frame.ref));
      case "ended":
        this.visit = "";
        if (frame.why === "flood") this.notBefore = Date.now() + FLOOD_WAIT_MS;
        return this.ears.ended(frame.why as Why);
    }
  }

  private async begin(frame: PageFrame, buffers: DataView[]): Promise<void> {
    const socket = this.socket;
    const unsure = [...this.sent.values(), ...this.waiting];
    const sent = new Set(this.sent.values());
    this.sent.clear();
    this.waiting = [];
    // A process that starts anew counts anew.
    if (!this.resumed) this.count = 0;
    // A press that may have been heard must not be heard twice; a value may.
    const repeatable = unsure.filter((message) => !sent.has(message) || message.data.method === "update");
    await this.ears.page(frame, buffers, { resumed: this.resumed, unsure: repeatable });
    if (socket !== this.socket) return;
    this.tries = 0;
    this.isLive = true;
    for (const message of this.waiting.splice(0)) this.put(message);
    this.ears.live();
  }

  private drop(socket: WebSocket, code: number): void {
    if (socket !== this.socket) return;
    this.socket = null;
    this.isLive = false;
    socket.onclose = socket.onmessage = null;
    socket.close();
    if (this.leaving) return;
    if (code === TOO_LARGE) this.sent.clear(); // it would be too large again
    if (code === REFUSED) this.refused = true;
    if (this.ears) this.ears.lost(code);
    else this.steps = this.steps.then(() => this.ears.lost(code));
    if (this.refused) return;
    const step = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.tries);
    this.tries += 1;
    // A whole room must not come back in the same instant.
    const wait = Math.max(step * (0.75 + Math.random() / 4), this.notBefore - Date.now());
    this.timer = window.setTimeout(() => this.open(), wait);
  }

  private leave(): void {
    this.leaving = true;
    if (!this.visit) {
      this.socket?.close();
      return;
    }
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(encode({ t: "bye" }) as string);
    navigator.sendBeacon(new URL(`${this.page.base}visit/${this.visit}/end`, location.href).href);
  }
}

function soon(step: Promise<unknown> | void): Promise<unknown> | void {
  if (!step) return;
  return Promise.race([step, new Promise((resolve) => window.setTimeout(resolve, LONGEST_STEP_MS))]);
}
