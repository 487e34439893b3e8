// SPDX-License-Identifier: BSD-3-Clause
// The build turns anywidget's file for AMD into a module: see build.mjs.
declare module "anywidget" {
  export default function define(base: unknown): { AnyModel: unknown; AnyView: unknown };
}
