// SPDX-License-Identifier: BSD-3-Clause
// The first thing that runs: asks for a process before the widgets' own code is even read, which takes a phone a while.
import { Line } from "./line";
import { readPage, whenPageIsThere, type Page } from "./page";

export interface Arrival {
  page: Page;
  line: Line;
}

function arrive(given: Page): Arrival {
  // A snapshot that lacks the bytes of a picture is shown as far as it goes; then everything is asked for.
  const whole = Object.values(given.states).every((one) => (one.buffer_paths ?? []).length === (one.buffers ?? []).length);
  const page = whole ? given : { ...given, hash: "" };
  const line = new Line(page);
  line.open();
  performance.mark("exxtra-arrived");
  return { page, line };
}

const now = readPage();

export const arrival: Promise<Arrival> = now ? Promise.resolve(arrive(now)) : whenPageIsThere().then(arrive);
