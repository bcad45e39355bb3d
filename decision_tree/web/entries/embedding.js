/** The page "Embed this guide": the two snippets as the reader wants them, ready to copy, and how they look. */

import "./every_page.js";
import { Announcer, copyButton } from "../page/clipboard.js";

const root = document.getElementById("guide-embedding");
const words = JSON.parse(document.getElementById("guide-words").textContent);
const site = new URL(root.dataset.site, document.baseURI);
const options = root.querySelector(".guide-embedding-options");
const field = (name) => options.querySelector(`[name=${name}]`);
const announcer = new Announcer(root);
const written = new Map();

/** An element's markup. What has no value is left out. */
function markup(tag, attributes) {
  const pairs = Object.entries(attributes).filter(([, value]) => value);
  const escaped = (value) => value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<${[tag, ...pairs.map(([name, value]) => `${name}="${escaped(value)}"`)].join(" ")}></${tag}>`;
}

function snippets({ locale, theme, accent }) {
  const query = new URLSearchParams({ ...(theme === "auto" ? {} : { theme }), ...(accent ? { accent: accent.slice(1) } : {}) });
  const address = new URL(`${locale}/embed/${String(query) && `?${query}`}`, site);
  const title = field("locale").selectedOptions[0].dataset.title;
  const frame = { src: address.href, title, width: "100%", height: "700", style: "border: 0", allow: "clipboard-write" };
  return {
    element: `${markup("script", { type: "module", src: new URL("embed.js", site).href })}\n${markup("escalation-guide", { locale, theme, accent, style: "display: block; min-height: 840px" })}`,
    frame: markup("iframe", frame),
  };
}

function chosen() {
  field("accent").disabled = !field("own").checked;
  const accent = field("own").checked ? field("accent").value : "";
  return { locale: field("locale").value, theme: field("theme").value, accent };
}

/** Write both snippets, and let the preview follow. */
function update() {
  const wanted = chosen();
  for (const [way, text] of Object.entries(snippets(wanted))) {
    written.set(way, text);
    root.querySelector(`[data-way=${way}] code`).textContent = text;
  }
  for (const [name, value] of Object.entries(wanted)) {
    if (value) preview.setAttribute(name, value);
    else preview.removeAttribute(name);
  }
}

const preview = document.createElement("escalation-guide");
for (const section of root.querySelectorAll("[data-way]")) {
  const text = () => written.get(section.dataset.way);
  const button = copyButton({ label: words.copy, what: words["embed-snippet"], words, announcer, text });
  section.querySelector(".guide-snippet").append(button);
}
options.hidden = false;
options.addEventListener("input", update);
update();
root.querySelector(".guide-embedding-address")?.remove(); // the snippets have the real one now
const place = root.querySelector(".guide-embedding-preview");
place.hidden = false;
place.querySelector(".guide-embedding-frame").append(preview);
import(new URL("embed.js", site));
