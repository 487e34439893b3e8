// SPDX-License-Identifier: BSD-3-Clause
// Bundles src/ into the folder named on the command line: <name>.<hash>.js|css, manifest.json, NOTICES.txt, a .gz beside each;
// and in its folder render/ the script of the map's layer of organisations, which pages carry inside.
// Run by tools/build_frontend.py, which has installed what package-lock.json pins.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = process.argv[2] ?? join(HERE, "..", "exxtra_kit", "serving", "static");

// What we change in anywidget's one file. Each piece must be found: a new release has to be looked at.
const ANYWIDGET_CHANGES = [
  // It is written for AMD; we import it.
  ['define(["@jupyter-widgets/base"], widget_default);', "export default widget_default;"],
  // Two seconds are short where the rest of the page is still being built on a slow phone.
  ["AbortSignal.timeout(2e3)", "AbortSignal.timeout(6e4)"],
  // A module that can't be loaded must not hold its messages for a minute.
  [
    'setWidgetResult({ status: "error", error });',
    'setWidgetResult({ status: "error", error }); resolvers.promise.catch(() => {}); resolvers.reject(error);',
  ],
  // The page says so where a part of it can't be drawn, and hears when it is.
  ["throwAnywidgetError(result.error);\n          return;", 'view.trigger("exxtra:broken", result.error);\n          return;'],
  [").catch((error) => throwAnywidgetError(error));", ').then(() => view.trigger("exxtra:drawn"), (error) => view.trigger("exxtra:broken", error));'],
];

const choices = {
  name: "exxtra-choices",
  setup(setup) {
    // ipywidgets' own sanitiser brings a CSS parser along; ours is in src/sanitise.ts and has its tests.
    setup.onResolve({ filter: /^sanitize-html$/ }, () => ({ path: join(HERE, "src", "sanitise_html.ts") }));
    // Nothing here asks for jQuery's ajax and effects.
    setup.onResolve({ filter: /^jquery$/ }, () => ({ path: join(HERE, "node_modules", "jquery", "dist", "jquery.slim.js") }));
    setup.onResolve({ filter: /^@lumino\/widgets$/ }, () => ({ path: join(HERE, "src", "lumino_widgets.ts") }));
    setup.onLoad({ filter: /anywidget[\\/]dist[\\/]index\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, "utf8");
      for (const [found, wanted] of ANYWIDGET_CHANGES) {
        if (contents.split(found).length !== 2) throw new Error(`anywidget has changed: '${found}' is not there once`);
        contents = contents.replace(found, () => wanted);
      }
      return { contents, loader: "js" };
    });
  },
};

const built = await build({
  absWorkingDir: HERE,
  entryPoints: { slim: "src/main.ts", "slim-style": "src/slim.css" },
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: "es2021",
  platform: "browser",
  mainFields: ["module", "main"],
  conditions: ["import", "module"],
  legalComments: "none",
  metafile: true,
  write: false,
  outdir: "out",
  define: { "process.env.NODE_ENV": '"production"' },
  // As Lumino's own build has it.
  tsconfigRaw: { compilerOptions: { target: "ES2018", useDefineForClassFields: false } },
  plugins: [choices],
  logLevel: "warning",
});

const layer = await build({
  absWorkingDir: HERE,
  entryPoints: { organisations: "src/organisations/main.ts" },
  bundle: true,
  minify: true,
  charset: "ascii",
  format: "iife",
  target: "es2021",
  platform: "browser",
  legalComments: "none",
  metafile: true,
  write: false,
  outdir: "out",
  logLevel: "warning",
});

function packagesOf({ inputs }) {
  const inside = Object.keys(inputs).filter((input) => input.includes("node_modules/")).map((input) => input.split("node_modules/").at(-1));
  return new Set(inside.map((input) => input.split("/").slice(0, input.startsWith("@") ? 2 : 1).join("/")));
}
const packages = packagesOf(built.metafile);
// Bundled inside anywidget's one file, with its version there.
packages.add("solid-js");

function notices(packages, head) {
  const parts = [head];
  for (const name of [...packages].sort()) {
    const folder = join(HERE, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENSE-MIT.txt", "license", "MIT-LICENSE.txt"].find((one) => existsSync(join(folder, one)));
    // The packages of these two families come without the text that they name.
    const kept = join(HERE, "licences", `${name.split("/")[0].slice(1)}.txt`);
    if (!file && !existsSync(kept)) throw new Error(`${name} comes without its licence: put it into ${relative(HERE, kept)}`);
    const text = readFileSync(file ? join(folder, file) : kept, "utf8").replaceAll("\r\n", "\n").trim();
    parts.push(`${"-".repeat(100)}\n${name} ${version} (${license})\n\n${text}\n`);
  }
  return parts.join("\n");
}

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
const manifest = {};
function put(name, contents) {
  const [stem, end] = [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf("."))];
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 12);
  manifest[name] = `${stem}.${hash}${end}`;
  writeFileSync(join(TARGET, manifest[name]), contents);
}
for (const file of built.outputFiles) {
  const name = relative(join(HERE, "out"), file.path).replace("slim-style", "slim");
  put(name, file.contents);
}
put("NOTICES.txt", Buffer.from(notices(packages, "The page's script and stylesheet contain the packages below, each under its own licence.\n")));
writeFileSync(join(TARGET, "manifest.json"), `${JSON.stringify(Object.fromEntries(Object.entries(manifest).sort()), null, 2)}\n`);
// Pages that carry this script go out by mail, so the licences stand in it.
const licences = notices(packagesOf(layer.metafile), "exxtra_kit, BSD-3-Clause. This script contains the packages below, each under its own licence.\n");
mkdirSync(join(TARGET, "render"));
writeFileSync(join(TARGET, "render", "organisations.js"), `/*!\n${licences}*/\n${layer.outputFiles[0].text}`);
if (process.argv.includes("--parts")) {
  for (const [file, { inputs, bytes }] of Object.entries(built.metafile.outputs)) {
    const sums = {};
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const inside = input.includes("node_modules/") ? input.split("node_modules/").at(-1).split("/").slice(0, 2).join("/") : "own";
      sums[inside] = (sums[inside] ?? 0) + bytesInOutput;
    }
    console.log(file, bytes, gzipSync(built.outputFiles.find((one) => one.path.endsWith(file.split("/").at(-1))).contents, { level: 9 }).length);
    for (const [name, sum] of Object.entries(sums).sort((a, b) => b[1] - a[1])) console.log("  ", sum, name);
  }
}
