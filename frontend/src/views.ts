// SPDX-License-Identifier: BSD-3-Clause
// Views of our own: sliders whose handles have names, mark-up that is sanitised, a sentence instead of a broken part.
import { DOMWidgetView, LayoutView, StyleView } from "@jupyter-widgets/base";
import * as controls from "@jupyter-widgets/controls";
import { sanitiseBlock } from "./sanitise";

/** Return a sentence that stands where a part of the page can't be shown. */
export function sentence(text: string): HTMLElement {
  const made = document.createElement("p");
  made.className = "site-broken-part";
  made.setAttribute("role", "note");
  made.textContent = text;
  return made;
}

export class SentenceView extends DOMWidgetView {
  override render(): void {
    this.el.appendChild(sentence(String((this.options as { sentence: string }).sentence)));
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Any = any;
type Made = new (...given: Any[]) => Any;

function asText(markup: string): string {
  const holder = document.createElement("div");
  holder.appendChild(sanitiseBlock(markup));
  return (holder.textContent ?? "").trim();
}

function nameOf(view: Any): string {
  const description = String(view.model.get("description") ?? "");
  const name = view.model.get("description_allow_html") ? asText(description) : description.trim();
  return name || String(view.model.get("tooltip") ?? "");
}

/** A slider whose handles say what they set, and in words what they stand at. */
function named(Slider: Made): Made {
  return class extends Slider {
    render() {
      super.render();
      this.name();
      this.listenTo(this.model, "change:description change:tooltip", this.name);
      this.listenTo(this.model, "change", this.tell);
    }

    regenSlider(...given: unknown[]) {
      super.regenSlider(...given);
      this.name();
    }

    name() {
      const name = nameOf(this);
      const handles: HTMLElement[] = Array.from(this.el.querySelectorAll(".noUi-handle"));
      handles.forEach((handle, index) => {
        handle.setAttribute("aria-label", handles.length > 1 ? `${name} ${index + 1}/${handles.length}` : name);
      });
      if (this.readout) {
        this.readout.setAttribute("aria-label", name);
        if (this.readout.isContentEditable || this.readout.contentEditable === "true") {
          this.readout.setAttribute("role", "textbox");
        } else this.readout.setAttribute("role", "note");
      }
      this.tell();
    }

    /** The place in a list of words is told by the word. */
    tell() {
      const labels = this.model.get("_options_labels") as string[] | undefined;
      if (!labels) return;
      const index = this.model.get("index") as number | number[];
      const places = Array.isArray(index) ? index : [index];
      this.el.querySelectorAll(".noUi-handle").forEach((handle: Element, which: number) => {
        handle.setAttribute("aria-valuetext", labels[places[which] ?? 0] ?? "");
      });
    }
  };
}

/** A bar whose state is told. */
function told(Bar: Made): Made {
  return class extends Bar {
    render() {
      super.render();
      this.progress.setAttribute("role", "progressbar");
      this.listenTo(this.model, "change", this.tell);
      this.tell();
    }

    tell() {
      const [lowest, highest] = [this.model.get("min"), this.model.get("max")];
      this.progress.setAttribute("aria-label", nameOf(this));
      this.progress.setAttribute("aria-valuemin", lowest);
      this.progress.setAttribute("aria-valuemax", highest);
      this.progress.setAttribute("aria-valuenow", this.model.get("value"));
    }
  };
}

/** An accordion whose heads can be reached and pressed by the keyboard, and tell whether they are open. */
function pressable(Accordion: Made): Made {
  return class extends Accordion {
    render() {
      super.render();
      this.listenTo(this.model, "change", this.dress);
      void this.displayed.then(() => this.dress());
      this.el.addEventListener("keydown", (event: KeyboardEvent) => {
        const head = (event.target as HTMLElement).closest<HTMLElement>(".jupyter-widget-Collapse-header");
        if (!head || (event.key !== "Enter" && event.key !== " ")) return;
        event.preventDefault();
        head.click();
      });
    }

    dress() {
      this.el.querySelectorAll(".jupyter-widget-Collapse-header").forEach((head: HTMLElement) => {
        head.tabIndex = 0;
        head.setAttribute("role", "button");
        head.setAttribute("aria-expanded", String(head.parentElement?.classList.contains("jupyter-widget-Collapse-open")));
      });
    }
  };
}

// No app of ours opens a larger file, and the server would drop the connection over a much larger one.
const LARGEST_FILE = 1_000_000;

/** A button for a file. Of one that is too large only name and size go to the app, which says so beside the button. */
function limited(Upload: Made): Made {
  return class extends Upload {
    render() {
      super.render();
      const input = this.fileInput as HTMLInputElement;
      const take = (event: Event) => {
        const files = Array.from(input.files ?? []);
        if (files.every((file) => file.size <= LARGEST_FILE)) return;
        event.stopImmediatePropagation();
        const value = files.map((file) => ({
          content: new ArrayBuffer(0),
          name: file.name,
          type: file.type,
          size: file.size,
          last_modified: file.lastModified,
        }));
        this.model.set({ value, error: "" });
        this.touch();
      };
      input.addEventListener("change", take, { capture: true });
    }
  };
}

/** Mark-up goes through the sanitiser. */
function sanitised(View: Made): Made {
  return class extends View {
    update() {
      const value = String(this.model.get("value") ?? "");
      // It is asked for with every change of the model, of its classes too.
      if (value !== this.shown) {
        this.shown = value;
        this.content.replaceChildren(sanitiseBlock(value));
      }
      return controls.DescriptionView.prototype.update.call(this);
    }
  };
}

/** A layout that listens once instead of to each of forty properties, and leaves alone what was never set. */
class QuietLayoutView extends LayoutView {
  override initialize(parameters: Any): void {
    super.initialize(parameters);
    const known = new Set((this as Any)._traitNames as string[]);
    this.listenTo(this.model, "change", () => {
      for (const [name, value] of Object.entries(this.model.changedAttributes() || {})) {
        if (known.has(name)) this.handleChange(name, value);
      }
    });
  }

  override registerTrait(trait: string): void {
    (this as Any)._traitNames.push(trait);
    const value = this.model.get(trait);
    if (value !== null && value !== undefined) this.handleChange(trait, value);
  }
}

/** The same for a style, whose first values are set when it is made. */
class QuietStyleView extends StyleView {
  override style(): void {
    for (const trait of (this as Any)._traitNames as string[]) {
      const value = this.model.get(trait);
      if (value !== null && value !== undefined) this.handleChange(trait, value);
    }
  }
}

export const BASE_REPLACEMENTS: Record<string, unknown> = { LayoutView: QuietLayoutView, StyleView: QuietStyleView };

export const REPLACEMENTS: Record<string, unknown> = {
  AccordionView: pressable(controls.AccordionView),
  FileUploadView: limited(controls.FileUploadView),
  HTMLView: sanitised(controls.HTMLView),
  HTMLMathView: sanitised(controls.HTMLMathView),
  IntSliderView: named(controls.IntSliderView),
  IntRangeSliderView: named(controls.IntRangeSliderView),
  FloatSliderView: named(controls.FloatSliderView),
  FloatRangeSliderView: named(controls.FloatRangeSliderView),
  FloatLogSliderView: named(controls.FloatLogSliderView),
  SelectionSliderView: named(controls.SelectionSliderView),
  SelectionRangeSliderView: named(controls.SelectionRangeSliderView),
  ProgressView: told(controls.ProgressView),
};
