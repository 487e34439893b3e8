// SPDX-License-Identifier: BSD-3-Clause
// The sanitiser: from mark-up that may hold anything to elements that can do no harm.
//
// It reads with the browser's own parser into a document that runs and loads nothing, and builds new elements from
// lists of what is allowed. Elements are made by name in a known namespace, so nothing is parsed a second time in
// another way than it was checked (mutation XSS); only the inline form becomes text again, and has no element whose
// content is parsed by other rules.

const HTML_NAMESPACE = "http://www.w3.org/1999/xhtml";
const SVG_NAMESPACE = "http://www.w3.org/2000/svg";
// Nobody nests so deep; a browser's parser cuts at 512.
const DEEPEST = 200;

// Belongs to no window: nothing in it is loaded or run.
const INERT = new DOMParser().parseFromString("", "text/html");

const words = (text: string) => new Set(text.split(" "));

const INLINE_TAGS = words("a abbr b bdi br code em i img li ol small span strong sub sup u ul");
const BLOCK_TAGS = words(
  "a abbr address article aside b bdi bdo blockquote br button caption cite code col colgroup dd del details dfn div dl " +
    "dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd label li main mark nav ol p pre q s samp " +
    "section small span strong style sub summary sup table tbody td tfoot th thead time tr u ul var wbr",
);
const SVG_TAGS = words("circle desc ellipse g line path polygon polyline rect svg text title tspan");
// Their content is no text to be read: it goes with them. Of any other element that is not allowed, the content stays.
const SWALLOWED = words(
  "applet audio base canvas embed frame frameset iframe link math meta noembed noframes noscript object option param " +
    "plaintext script select source style svg template textarea title track video xmp",
);

const ATTRIBUTES = words("class dir lang role style tabindex title hidden");
const INLINE_ATTRIBUTES = words("class dir lang style title");
const ATTRIBUTES_OF: Record<string, Set<string>> = {
  a: words("href target rel hreflang download"),
  button: words("type disabled"),
  col: words("span"),
  colgroup: words("span"),
  details: words("open"),
  del: words("datetime"),
  img: words("src alt width height"),
  ins: words("datetime"),
  label: words("for"),
  li: words("value"),
  ol: words("start type reversed"),
  td: words("colspan rowspan headers"),
  th: words("colspan rowspan headers scope abbr"),
  time: words("datetime"),
};
const SVG_ATTRIBUTES = words(
  "class cx cy d dominant-baseline dx dy fill fill-opacity fill-rule focusable font-size font-weight height opacity points " +
    "preserveAspectRatio r role rx ry stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width " +
    "text-anchor transform viewBox width x x1 x2 y y1 y2",
);

const LINKED = words("http: https: mailto: tel:");
const PICTURE = /^data:image\/(png|gif|jpeg|webp|avif|bmp|svg\+xml)[;,]/i;
// A file that a page hands out by itself; opened as a page, it would be none of ours.
const HANDED_OUT = /^data:(application\/(json|pdf|octet-stream)|text\/(plain|csv|calendar))[;,]/i;
// What the page itself is found by.
const OUR_IDS = /^(app|site-|exxtra-)/i;
const HARMFUL_STYLE = /url\s*\(|image-set|image\s*\(|element\s*\(|expression|javascript|behavior|@|\\|<|\/\*/i;
const INLINE_STYLES =
  /^(background-color|border|border-(bottom|color|left|radius|right|style|top|width)|color|display|font|font-(family|size|style|variant|weight)|letter-spacing|line-height|margin|margin-(bottom|left|right|top)|max-width|min-width|opacity|padding|padding-(bottom|left|right|top)|text-(align|decoration|decoration-[a-z]+|indent|transform)|vertical-align|white-space|width|word-break)$/;

function protocolOf(address: string): string {
  try {
    return new URL(address, "https://relative.invalid/").protocol;
  } catch {
    return "";
  }
}

function isAllowedLink(address: string, downloads: boolean): boolean {
  return LINKED.has(protocolOf(address)) || (downloads && HANDED_OUT.test(address.trim()));
}

function isAllowedPicture(address: string): boolean {
  const protocol = protocolOf(address);
  return protocol === "http:" || protocol === "https:" || (protocol === "data:" && PICTURE.test(address.trim()));
}

function safeStyle(text: string, inline: boolean): string {
  if (HARMFUL_STYLE.test(text)) return "";
  const { style } = document.implementation.createHTMLDocument("").createElement("p");
  style.cssText = text;
  const kept = [];
  for (const name of Array.from(style)) {
    const value = style.getPropertyValue(name);
    if (HARMFUL_STYLE.test(value) || (name === "position" && /fixed|sticky/.test(value))) continue;
    if (inline && !INLINE_STYLES.test(name)) continue;
    kept.push(`${name}: ${value}${style.getPropertyPriority(name) ? " !important" : ""}`);
  }
  return kept.join("; ");
}

function copyAttributes(from: Element, to: Element, tag: string, inline: boolean): void {
  const downloads = tag === "a" && !inline && from.hasAttribute("download");
  for (const { name, value } of Array.from(from.attributes)) {
    const own = ATTRIBUTES_OF[tag]?.has(name) && !(inline && tag === "a" && name !== "href");
    if (name === "href" ? !own || !isAllowedLink(value, downloads) : name === "src" ? !own || !isAllowedPicture(value) : false) continue;
    if (name === "style") {
      const style = safeStyle(value, inline);
      if (style) to.setAttribute("style", style);
      continue;
    }
    const common = (inline ? INLINE_ATTRIBUTES : ATTRIBUTES).has(name) || /^aria-[a-z]+$/.test(name);
    const data = !inline && /^data-[a-z][a-z0-9-]*$/.test(name) && name !== "data-widget";
    const id = !inline && name === "id" && value !== "" && !OUR_IDS.test(value);
    if (own || common || data || id) to.setAttribute(name, value);
  }
  if (tag === "a" && to.hasAttribute("target")) {
    to.setAttribute("target", "_blank");
    to.setAttribute("rel", "noopener noreferrer");
  }
  // A button of the mark-up presses nothing but what listens to it.
  if (tag === "button") to.setAttribute("type", "button");
}

function copySvgAttributes(from: Element, to: Element): void {
  for (const { name, value } of Array.from(from.attributes)) {
    const known = SVG_ATTRIBUTES.has(name) || /^aria-[a-z]+$/.test(name);
    if (known && !/url\s*\(|javascript:/i.test(value)) to.setAttribute(name, value);
  }
}

function copyChildren(from: Node, to: Node, inline: boolean, depth: number): void {
  if (depth > DEEPEST) return;
  for (const child of Array.from(from.childNodes)) {
    if (child.nodeType === Node.TEXT_NODE) {
      to.appendChild(document.createTextNode(child.nodeValue ?? ""));
      continue;
    }
    if (child.nodeType !== Node.ELEMENT_NODE) continue; // comments, instructions
    const element = child as Element;
    const tag = element.localName;
    if (element.namespaceURI === SVG_NAMESPACE) {
      if (inline || !SVG_TAGS.has(tag)) continue;
      const made = document.createElementNS(SVG_NAMESPACE, tag);
      copySvgAttributes(element, made);
      copyChildren(element, made, inline, depth + 1);
      to.appendChild(made);
      continue;
    }
    if (element.namespaceURI !== HTML_NAMESPACE) continue;
    if (!(inline ? INLINE_TAGS : BLOCK_TAGS).has(tag)) {
      if (!SWALLOWED.has(tag)) copyChildren(element, to, inline, depth + 1);
      continue;
    }
    const made = document.createElement(tag);
    // Our own apps bring their sheets this way. What a sheet may load is the page's own policy's to say.
    if (tag === "style") made.textContent = element.textContent;
    else {
      copyAttributes(element, made, tag, inline);
      copyChildren(element, made, inline, depth + 1);
    }
    to.appendChild(made);
  }
}

function sanitise(source: string, inline: boolean): DocumentFragment {
  const made = document.createDocumentFragment();
  // Plain text is most of what comes.
  if (!/[<&]/.test(source)) {
    made.append(source);
    return made;
  }
  const read = INERT.createElement("template");
  read.innerHTML = source;
  copyChildren(read.content, made, inline, 0);
  return made;
}

/** Return what a label may show: a little mark-up, as text again, because the widgets ask for text. */
export function sanitiseInline(source: string): string {
  const holder = document.createElement("div");
  holder.appendChild(sanitise(source, true));
  return holder.innerHTML;
}

/** Return what an HTML widget or an output may show. */
export function sanitiseBlock(source: string): DocumentFragment {
  return sanitise(source, false);
}
