// SPDX-License-Identifier: BSD-3-Clause
// The Output widget: shows what its model holds.
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { Widget } from "@lumino/widgets";
import { sanitiseBlock } from "./sanitise";

interface Shown {
  output_type: string;
  text?: string | string[];
  data?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
}

interface Part {
  node: HTMLElement;
  view?: DOMWidgetView;
}

const joined = (text: unknown) => (Array.isArray(text) ? text.join("") : String(text ?? ""));

/** Return a text as it was printed. */
export function plain(text: unknown): HTMLElement {
  const made = document.createElement("pre");
  made.className = "site-plain";
  made.textContent = joined(text);
  return made;
}

/** Return mark-up in a box of its own. */
export function markup(text: unknown): HTMLElement {
  const made = document.createElement("div");
  made.className = "site-markup";
  made.appendChild(sanitiseBlock(joined(text)));
  return made;
}

export class OutputModel extends DOMWidgetModel {
  override defaults() {
    return {
      ...super.defaults(),
      _model_name: "OutputModel",
      _view_name: "OutputView",
      _model_module: "@jupyter-widgets/output",
      _view_module: "@jupyter-widgets/output",
      msg_id: "",
      outputs: [],
    };
  }
}

export class OutputView extends DOMWidgetView {
  override render(): void {
    super.render();
    this.el.classList.add("jupyter-widgets", "widget-output");
    this.listenTo(this.model, "change:outputs", () => void this.draw());
    void this.draw();
  }

  private async draw(): Promise<void> {
    const outputs = this.model.get("outputs") as Shown[];
    const parts = await Promise.all(outputs.map((one) => this.part(one)));
    this.el.replaceChildren(...parts.map(({ node }) => node));
    await this.displayed;
    for (const { node, view } of parts) if (view && node.isConnected) Widget.attach(view.luminoWidget, node);
  }

  private async part({ output_type, text, data = {}, ename, evalue }: Shown): Promise<Part> {
    if (output_type === "stream") return { node: plain(text) };
    if (output_type === "error") return { node: plain(`${ename}: ${evalue}`) };
    const widget = data["application/vnd.jupyter.widget-view+json"] as { model_id: string } | undefined;
    if (widget) {
      const model = await this.model.widget_manager.get_model(widget.model_id);
      const view = (await this.create_child_view(model)) as unknown as DOMWidgetView;
      return { node: document.createElement("div"), view };
    }
    if ("text/html" in data) return { node: markup(data["text/html"]) };
    for (const kind of ["image/png", "image/jpeg", "image/gif"]) {
      if (!(kind in data)) continue;
      const made = document.createElement("img");
      made.alt = "";
      made.src = `data:${kind};base64,${joined(data[kind])}`;
      return { node: made };
    }
    return { node: plain(data["text/plain"] ?? "") };
  }
}
