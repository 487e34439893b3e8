// SPDX-License-Identifier: BSD-3-Clause
// The widgets of one visit: models from states, views that may fail one by one, messages through the line.
import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import anywidget from "anywidget";
import type { Message } from "./line";
import type { States } from "./page";
import { sanitiseInline } from "./sanitise";
import type { Status } from "./status";
import * as output from "./output";
import * as own from "./views";

type Classes = Record<string, unknown>;
type Data = Record<string, unknown>;
type Heard = (message: unknown) => unknown;

const MODULES: Record<string, Classes> = {
  "@jupyter-widgets/base": { ...(base as unknown as Classes), ...own.BASE_REPLACEMENTS },
  "@jupyter-widgets/controls": { ...(controls as unknown as Classes), ...own.REPLACEMENTS },
  "@jupyter-widgets/output": output as unknown as Classes,
  // Called once: its two classes share what they remember.
  anywidget: anywidget(base) as unknown as Classes,
};

const BROKEN = "broken";

class UnknownWidgetError extends Error {}

/** One widget's end of the line, as the models want it. */
class Comm {
  readonly target_name = "jupyter.widget";
  private heard: Heard | null = null;
  private closed: Heard | null = null;
  private early: unknown[] = [];

  constructor(
    readonly comm_id: string,
    private readonly line: (message: Message) => void,
  ) {}

  open(): string {
    return "";
  }

  send(data: unknown, callbacks?: base.ICallbacks, _metadata?: unknown, buffers?: unknown): string {
    this.line({
      comm: this.comm_id,
      data: data as Data,
      buffers: (buffers as Message["buffers"]) ?? [],
      done: () => {
        const idle = { header: { msg_type: "status" }, content: { execution_state: "idle" } };
        callbacks?.iopub?.status?.(idle as never);
      },
    });
    return "";
  }

  close(): string {
    return ""; // only the process opens and closes
  }

  on_msg(callback: Heard): void {
    this.heard = callback;
    for (const message of this.early.splice(0)) callback(message);
  }

  on_close(callback: Heard): void {
    this.closed = callback;
  }

  take(data: Data, buffers: DataView[]): unknown {
    // We are the only one who looks at these widgets: we need not be told what we said.
    if (data.method === "echo_update") return undefined;
    const message = { content: { data, comm_id: this.comm_id }, buffers, parent_header: {}, metadata: {} };
    if (this.heard) return this.heard(message);
    this.early.push(message);
    return undefined;
  }

  end(): void {
    this.closed?.({ content: { comm_id: this.comm_id, data: {} } });
  }
}

export class Manager extends ManagerBase {
  private readonly comms = new Map<string, Comm>();
  private drawing = new Set<unknown>();
  private whenDrawn: (() => void)[] = [];

  constructor(
    private readonly line: (message: Message) => void,
    private readonly status: Status,
  ) {
    super();
  }

  /** Make a model of each state; they may refer to each other in any order. */
  async build(states: States, buffers: DataView[] = []): Promise<void> {
    let used = 0;
    await Promise.all(
      Object.entries(states).map(([id, { state, buffer_paths = [], buffers: inside, ...model }]) => {
        const own = inside ? inside.map(fromBase64) : buffers.slice(used, (used += buffer_paths.length));
        base.put_buffers(state as base.Dict<base.BufferJSON>, buffer_paths.slice(0, own.length), own);
        return this.new_model({ ...model, model_id: id, comm: this.comm(id) as never }, state as never).catch(console.error);
      }),
    );
  }

  /** A widget that can't be made is a broken part of the page, and no reason to lose what stands around it. */
  override register_model(id: string, made: Promise<base.WidgetModel>): void {
    const anyway = made.catch((error: unknown) => {
      console.error(error);
      const attributes = { _view_module: BROKEN, _view_name: BROKEN };
      return new base.DOMWidgetModel(attributes, { widget_manager: this, model_id: id } as never);
    });
    super.register_model(id, anyway);
  }

  /** Bring the models to the states that the same process has now; what is in `kept` by widget id and name stays. */
  async renew(states: States, buffers: DataView[], kept: Map<string, Set<string>>): Promise<void> {
    const fresh: States = {};
    const known: [string, Data][] = [];
    let used = 0;
    const freshBuffers: DataView[] = [];
    for (const [id, entry] of Object.entries(states)) {
      const paths = entry.buffer_paths ?? [];
      const own = buffers.slice(used, (used += paths.length));
      if (this.has_model(id)) {
        base.put_buffers(entry.state as base.Dict<base.BufferJSON>, paths, own);
        known.push([id, entry.state]);
      } else {
        fresh[id] = entry;
        freshBuffers.push(...own);
      }
    }
    for (const id of this.comms.keys()) if (!(id in states)) this.closed(id);
    const made = this.build(fresh, freshBuffers);
    await Promise.all(
      known.map(async ([id, state]) => {
        const model = await this.get_model(id);
        for (const name of kept.get(id) ?? []) delete state[name];
        const type = model.constructor as typeof base.WidgetModel;
        model.set_state(await type._deserialize_state(state as never, this));
      }),
    );
    await made;
  }

  /** Forget what each model waits to hear, and return what it still wanted to say. */
  async unsaid(): Promise<Message[]> {
    const found: Message[] = [];
    for (const id of this.comms.keys()) {
      const model = (await this.get_model(id).catch(() => null)) as unknown as {
        _msg_buffer: Data | null;
        _pending_msgs: number;
      } | null;
      if (!model) continue;
      if (model._msg_buffer) {
        const split = base.remove_buffers(model._msg_buffer as never);
        const data = { method: "update", state: split.state, buffer_paths: split.buffer_paths };
        found.push({ comm: id, data, buffers: split.buffers, done: () => undefined });
      }
      model._msg_buffer = null;
      model._pending_msgs = 0;
    }
    return found;
  }

  opened(id: string, data: Data, buffers: DataView[]): Promise<unknown> {
    const state = (data.state ?? {}) as Data;
    base.put_buffers(state as never, (data.buffer_paths as string[][] | undefined) ?? [], buffers);
    const options = {
      model_name: String(state._model_name),
      model_module: String(state._model_module),
      model_module_version: String(state._model_module_version),
      model_id: id,
      comm: this.comm(id) as never,
    };
    return this.new_model(options, state as never);
  }

  message(id: string, data: Data, buffers: DataView[]): Promise<unknown> | void {
    return this.comms.get(id)?.take(data, buffers) as Promise<unknown> | undefined;
  }

  closed(id: string): void {
    this.comms.get(id)?.end();
    this.comms.delete(id);
  }

  has(id: string): boolean {
    return this.comms.has(id);
  }

  /** End everything: the models tell their views, and each module of its own its clean-up. */
  async end(): Promise<void> {
    for (const id of [...this.comms.keys()]) this.closed(id);
    await this.clear_state();
  }

  /** Wait until the modules that widgets bring along have drawn, at most so long. */
  drawn(longest: number): Promise<void> {
    if (!this.drawing.size) return Promise.resolve();
    return new Promise((resolve) => {
      this.whenDrawn.push(resolve);
      window.setTimeout(resolve, longest);
    });
  }

  override create_view(model: base.WidgetModel, options: Record<string, unknown> = {}): Promise<never> {
    const id = base.uuid();
    const made = (model.state_change = model.state_change.then(async () => {
      try {
        return await this.view(model, options, id);
      } catch (error) {
        // Of what is no picture (a layout, a style), the widget that asked takes care.
        if (!(model instanceof base.DOMWidgetModel)) throw error;
        console.error(error);
        return this.instead(error, options);
      }
    }));
    if (model.views) model.views[id] = made as Promise<base.WidgetView>;
    return made as Promise<never>;
  }

  private async view(model: base.WidgetModel, options: Record<string, unknown>, id: string): Promise<base.WidgetView> {
    const [name, module] = [model.get("_view_name") as string, model.get("_view_module") as string];
    if (module === BROKEN) throw new Error(`the widget ${id} could not be made`);
    const View = (await this.loadClass(name, module)) as typeof base.WidgetView;
    const view = new View({ model, options });
    view.listenTo(model, "destroy", view.remove);
    if (module === "anywidget") this.follow(view);
    await view.render();
    // So that what had the focus is found again, see focus.ts.
    if (view instanceof base.DOMWidgetView) view.el.dataset.widget = model.model_id;
    view.once("remove", () => {
      if (model.views) delete model.views[id];
    });
    return view;
  }

  /** A module that a widget brings along draws later, and may fail then. */
  private follow(view: base.WidgetView): void {
    const over = () => {
      this.drawing.delete(view);
      if (!this.drawing.size) for (const one of this.whenDrawn.splice(0)) one();
    };
    this.drawing.add(view);
    view.listenTo(view as never, "exxtra:drawn", over);
    view.listenTo(view as never, "remove", over);
    view.listenTo(view as never, "exxtra:broken", (error: unknown) => {
      over();
      console.error(error);
      view.el.replaceChildren(own.sentence(this.status.sentence("broken_view")));
    });
  }

  private async instead(error: unknown, options: Record<string, unknown>): Promise<base.DOMWidgetView> {
    const isUnknown = error instanceof UnknownWidgetError;
    const word = isUnknown ? "unknown_widget" : "broken_view";
    const filled: Record<string, string> = isUnknown ? { name: error.message } : {};
    const model = new base.DOMWidgetModel({}, { widget_manager: this, model_id: base.uuid() } as never);
    const view = new own.SentenceView({ model, options: { ...options, sentence: this.status.sentence(word, filled) } });
    await view.render();
    return view;
  }

  override inline_sanitize(source: string): string {
    return sanitiseInline(source);
  }

  /** Of a widget that we don't know, we can at least keep the state. */
  protected override async loadModelClass(name: string, module: string, _version: string): Promise<typeof base.WidgetModel> {
    try {
      return (await this.loadClass(name, module)) as typeof base.WidgetModel;
    } catch (error) {
      console.warn(String(error));
      return base.DOMWidgetModel;
    }
  }

  protected override async loadClass(name: string, module: string): Promise<typeof base.WidgetModel | typeof base.WidgetView> {
    const classes = Object.prototype.hasOwnProperty.call(MODULES, module) ? MODULES[module] : undefined;
    const found = classes?.[name];
    if (typeof found !== "function") throw new UnknownWidgetError(`${module}.${name}`);
    return found as typeof base.WidgetModel;
  }

  private comm(id: string): Comm {
    const comm = new Comm(id, this.line);
    this.comms.set(id, comm);
    return comm;
  }

  /** Only the process makes widgets. */
  protected override _create_comm(): Promise<never> {
    return Promise.reject(new Error("the page opens no widgets of its own"));
  }

  protected override _get_comm_info(): Promise<Record<string, never>> {
    return Promise.resolve({});
  }
}

function fromBase64(text: string): DataView {
  return new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
}
