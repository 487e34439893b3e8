// SPDX-License-Identifier: BSD-3-Clause
// What anywidget asks of a browser that Safari before 17.4 and Firefox before 124 don't have.

type Signals = typeof AbortSignal & { any?: unknown; timeout?: unknown };

const signals = AbortSignal as Signals;

if (!signals.any) {
  signals.any = (given: Iterable<AbortSignal>) => {
    const control = new AbortController();
    for (const signal of given) {
      if (signal.aborted) control.abort(signal.reason);
      else signal.addEventListener("abort", () => control.abort(signal.reason), { once: true });
    }
    return control.signal;
  };
}

if (!signals.timeout) {
  signals.timeout = (wait: number) => {
    const control = new AbortController();
    setTimeout(() => control.abort(), wait);
    return control.signal;
  };
}

AbortSignal.prototype.throwIfAborted ??= function (this: AbortSignal) {
  if (this.aborted) throw this.reason ?? new Error("aborted");
};

window.structuredClone ??= ((value: unknown) =>
  value === undefined ? value : JSON.parse(JSON.stringify(value))) as typeof structuredClone;
