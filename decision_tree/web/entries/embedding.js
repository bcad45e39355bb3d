/** The page "Embed this guide": the two snippets with the reader's choices, to copy, and a preview. */

import "./around.js";
import { snippets } from "../embed/snippets.js";
import { Announcer, copyButton } from "../page/clipboard.js";
import { find, findAll } from "../page/dom.js";
import { word } from "../page/words.js";

const root = find(document, "#guide-embedding");
const site = new URL(root.dataset.site ?? "", document.baseURI);
const options = find(root, ".guide-embedding-options");
const announcer = new Announcer(root);
/** @type {Record<string, string>} */
let written = {};

const preview = document.createElement("decision-tree");
for (const section of findAll(root, "[data-way]")) {
  const text = () => written[section.dataset.way ?? ""];
  find(section, ".guide-snippet").append(
    copyButton({ label: word("copy"), what: word("embed-snippet"), announcer, text }),
  );
}
options.hidden = false;
options.addEventListener("input", update);
update();
root.querySelector(".guide-embedding-address")?.remove(); // the snippets have the real one now
const place = find(root, ".guide-embedding-preview");
place.hidden = false;
find(place, ".guide-embedding-frame").append(preview);
import(new URL("embed.js", site).href);

/** Write both snippets, and let the preview follow. */
function update() {
  const locale = /** @type {HTMLSelectElement} */ (find(options, "[name=locale]"));
  const theme = /** @type {HTMLSelectElement} */ (find(options, "[name=theme]"));
  const own = /** @type {HTMLInputElement} */ (find(options, "[name=own]"));
  const color = /** @type {HTMLInputElement} */ (find(options, "[name=accent]"));
  color.disabled = !own.checked;
  const chosen = { locale: locale.value, theme: theme.value, accent: own.checked ? color.value : "" };
  written = snippets(site, { ...chosen, title: locale.selectedOptions[0].dataset.title ?? "" });
  for (const [way, text] of Object.entries(written)) find(root, `[data-way=${way}] code`).textContent = text;
  for (const [name, value] of Object.entries(chosen)) {
    if (value) preview.setAttribute(name, value);
    else preview.removeAttribute(name);
  }
}
