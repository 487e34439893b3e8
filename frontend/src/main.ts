// SPDX-License-Identifier: BSD-3-Clause
// The page's script: opens the line, builds the widgets of the snapshot, and keeps the two together.
import { arrival } from "./early"; // before everything else, see there
import { MessageLoop } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import type { DOMWidgetView } from "@jupyter-widgets/base";
import "./older_browsers";
import { rememberPlace } from "./focus";
import { REFUSED, type Line, type Message, type PageFrame, type Why } from "./line";
import { Manager } from "./manager";
import { markup, plain } from "./output";
import { readAgain, whenElementIsThere, type Output, type Page, type States, type Word } from "./page";
import { sentence } from "./views";
import { Status } from "./status";

const WIDGET = "application/vnd.jupyter.widget-view+json";
// A line that is back at once was never missed.
const LOST_AFTER_MS = 1500;
const WAITING_AFTER_MS = 1500;
const DRAWN_WITHIN_MS = 4000;
const ENDED_WORDS: Record<Why, Word> = { restart: "restart", slow: "slow", dead: "ended", idle: "ended", flood: "slow" };

class Site {
  private readonly status: Status;
  private manager: Manager;
  private views: DOMWidgetView[] = [];
  private app: HTMLElement | null = null;
  private shown: Promise<void> = Promise.resolve();
  private lostTimer = 0;
  private waitingTimer = 0;
  private wasLive = false;
  private missed = false;
  private atFault = false;

  constructor(
    private readonly page: Page,
    private readonly line: Line,
  ) {
    this.status = new Status(page.words);
    this.manager = this.newManager();
    line.listen({
      page: (frame, buffers, visit) => this.began(frame, buffers, visit),
      opened: (comm, data, buffers) => this.manager.opened(comm, data, buffers),
      message: (comm, data, buffers) => this.manager.message(comm, data, buffers),
      closed: (comm) => this.manager.closed(comm),
      queue: (place) => this.status.say("queue", { place }),
      fault: (reference) => {
        this.atFault = true;
        this.status.say("fault", { ref: reference });
      },
      ended: (why) => {
        this.missed = true;
        const word = ENDED_WORDS[why] ?? "ended";
        // A site that has a sentence of its own for a callback that was stopped.
        this.status.say(word === "slow" && page.words.too_slow ? "too_slow" : word);
      },
      lost: (code) => this.lost(code),
      live: () => this.live(),
      answered: () => {
        if (!this.atFault) this.status.unsay("fault", "waiting");
      },
    });
    window.addEventListener("resize", () => {
      for (const view of this.views) MessageLoop.postMessage(view.luminoWidget, Widget.ResizeMessage.UnknownSize);
    });
  }

  async start(): Promise<void> {
    this.mark("starting");
    const hasSnapshot = this.page.outputs.length > 0;
    if (!hasSnapshot) this.sayWaiting();
    this.app = await whenElementIsThere("app");
    if (hasSnapshot) {
      this.shown = this.show(this.page.outputs, this.page.states, []);
      await this.shown;
      if (!this.line.live) this.mark("shown");
    }
  }

  /** The process is ready. */
  private async began(frame: PageFrame, buffers: DataView[], visit: { resumed: boolean; unsure: Message[] }): Promise<void> {
    await this.shown;
    const first = !this.wasLive;
    this.wasLive = true;
    if (frame.same && first) {
      // What is on the page is what the process has: what was done meanwhile goes out as it was.
      for (const message of visit.unsure) this.line.send(message);
      return;
    }
    const again = [...visit.unsure, ...(await this.manager.unsaid())];
    if (visit.resumed && !first && frame.states) {
      // The same process: its widgets are ours. What was done meanwhile is newer than what it knows.
      const kept = new Map<string, Set<string>>();
      for (const [comm, state] of merged(again)) kept.set(comm, new Set(Object.keys(state)));
      await this.manager.renew(frame.states, buffers, kept);
      await this.replay(again);
      return;
    }
    // The embedded states were used up by the widgets made of them: read them again.
    const { outputs, states } = frame.same ? readAgain() : { outputs: frame.outputs ?? [], states: frame.states ?? {} };
    await this.show(outputs, states, buffers);
    // Ids mean the same in this process if it is the one we had, or was made from the same snapshot.
    if (!visit.resumed && !frame.same) return;
    const manager = this.manager;
    // What a widget of the page gives back to a new process comes first; what was typed since then is newer.
    void manager.drawn(DRAWN_WITHIN_MS).then(async () => {
      if (manager !== this.manager) return;
      for (const [comm, state] of merged(again)) await this.set(comm, state);
      // A press was meant for the process that is gone.
      await this.replay(visit.resumed ? again : again.filter((message) => message.data.method === "update"));
    });
  }

  /** Say again, in order, what may not have been heard; values through their model, so that what follows waits its turn. */
  private async replay(messages: Message[]): Promise<void> {
    for (const message of messages) {
      if (!this.manager.has(message.comm)) continue;
      if (message.data.method !== "update" || message.buffers.length) {
        this.line.send(message);
        continue;
      }
      const model = await this.manager.get_model(message.comm);
      const saving = model as unknown as { send_sync_message(state: object, callbacks: object): string };
      saving.send_sync_message(message.data.state as object, model.callbacks());
    }
  }

  /** Show values as they were before the page was replaced. */
  private async set(comm: string, state: object): Promise<void> {
    if (!this.manager.has(comm)) return;
    const model = await this.manager.get_model(comm);
    const type = model.constructor as unknown as { _deserialize_state(state: object, manager: object): Promise<object> };
    const copy = JSON.parse(JSON.stringify(state)) as object;
    model.set_state((await type._deserialize_state(copy, this.manager)) as never);
  }

  private async show(outputs: Output[], states: States, buffers: DataView[]): Promise<void> {
    const app = this.app ?? (await whenElementIsThere("app"));
    const old = { manager: this.manager, views: this.views };
    const manager = (this.manager = this.newManager());
    await manager.build(states, buffers);
    const parts = await Promise.all(outputs.map((output) => this.part(manager, output)));
    const restore = rememberPlace(app);
    this.views = parts.flatMap((part) => ("view" in part ? [part.view] : []));
    for (const view of old.views) view.remove();
    app.replaceChildren();
    for (const part of parts) {
      if ("view" in part) Widget.attach(part.view.luminoWidget, app);
      else app.appendChild(part.node);
    }
    document.getElementById("site-starting")?.remove();
    document.body.classList.add("site-shown");
    void old.manager.end();
    await settled();
    restore();
  }

  private async part(manager: Manager, output: Output): Promise<{ view: DOMWidgetView } | { node: Node }> {
    const widget = output[WIDGET] as { model_id: string } | undefined;
    if (widget) {
      try {
        const model = await manager.get_model(widget.model_id);
        return { view: await manager.create_view(model) };
      } catch (error) {
        console.error(error);
        return { node: sentence(this.status.sentence("broken_view")) };
      }
    }
    if ("text/html" in output) return { node: markup(output["text/html"]) };
    return { node: plain(output["text/plain"] ?? output["text/markdown"] ?? "") };
  }

  private newManager(): Manager {
    const manager: Manager = new Manager((message) => {
      // A page that was replaced has nothing to say any more.
      if (manager !== this.manager) return;
      this.atFault = false;
      if (!this.line.live) this.sayWaiting();
      this.line.send(message);
    }, this.status);
    return manager;
  }

  private sayWaiting(): void {
    if (this.waitingTimer) return;
    this.waitingTimer = window.setTimeout(() => {
      if (!this.line.live && !this.missed) this.status.say("waiting");
    }, WAITING_AFTER_MS);
  }

  private live(): void {
    window.clearTimeout(this.lostTimer);
    window.clearTimeout(this.waitingTimer);
    this.lostTimer = this.waitingTimer = 0;
    this.mark("live");
    if (this.missed) this.status.say("reconnected", {}, { brief: true });
    else this.status.unsay("queue", "waiting", "lost");
    this.missed = false;
  }

  private lost(code: number): void {
    this.mark(code === REFUSED ? "refused" : "lost");
    if (this.missed || this.lostTimer) return;
    if (code === REFUSED) {
      this.status.say("ended");
      return;
    }
    this.lostTimer = window.setTimeout(() => {
      this.missed = true;
      this.status.say("lost");
    }, LOST_AFTER_MS);
  }

  /** For sheets, tests and figures: how far the page is. */
  private mark(state: string): void {
    document.documentElement.dataset.visit = state;
    performance.mark(`exxtra-${state}`);
  }
}

/** Return the last value of everything that messages set, by widget. */
function merged(messages: Message[]): Map<string, object> {
  const states = new Map<string, object>();
  for (const { comm, data, buffers } of messages) {
    if (data.method === "update" && !buffers.length) states.set(comm, { ...states.get(comm), ...(data.state as object) });
  }
  return states;
}

/** Wait until what has been put into the page has built its own parts. */
function settled(): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, 0));
}

document.documentElement.classList.add("site-scripts");

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" ? document.querySelector<HTMLDetailsElement>(".site-languages[open]") : null;
  if (!open) return;
  open.open = false;
  open.querySelector<HTMLElement>("summary")?.focus();
});

void arrival
  .then(({ page, line }) => new Site(page, line).start())
  .catch((error: unknown) => {
    document.documentElement.dataset.visit = "broken";
    console.error(error);
  });
