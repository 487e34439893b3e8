// SPDX-License-Identifier: BSD-3-Clause
// Stands in for the npm package "sanitize-html" in the widget manager: its lists are ours in sanitise.ts.
import { sanitiseInline } from "./sanitise";

export default sanitiseInline;
