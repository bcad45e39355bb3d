/**
 * The script of every page that `serve` sends, and of no published site: shows a page anew when it has been built
 * again, with what the writer had there, and over it the problems that keep it from being built.
 */

import { keep, restore } from "./kept.js";
import { Panel } from "./panel.js";

const script = /** @type {HTMLScriptElement} */ (document.getElementById("live"));
const { locale = "", hash = "", panel: wanted } = script.dataset;
let { version = "" } = script.dataset;
/** @type {number | undefined} The number of the edit that the page shows, once that is known. */
let edit;
/** @type {EventSource | null} */
let source = null;

/** @typedef {{file: string, line: number, column: number, message: string, href: string}} Problem */
/** @typedef {{version: string, edit: number, building: boolean, problems: Problem[]}} State */

// A browser keeps few connections to one host, so pages that nobody sees give theirs back.
function follow() {
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source) {
    source = new EventSource(`/_live/events/${locale}`);
    source.onmessage = ({ data }) => heed(JSON.parse(data));
    source.onerror = () => panel?.lost();
  }
}

/** @param {State} state */
async function heed(state) {
  if (state.version !== version) {
    // The whole site, after the preview of the same edit, has most pages as they are.
    if (state.edit !== edit || (await isOther())) return reload();
    version = state.version;
  }
  if (edit === undefined || !state.building) edit = state.edit;
  panel?.show(state);
}

/** Whether the server has this page with another content now. */
async function isOther() {
  const response = await fetch(location.pathname);
  return !(await response.text()).includes(`data-hash="${hash}"`);
}

function reload() {
  source?.close();
  keep();
  // What is typed is kept, so that nobody need be asked; the page asks once, and this is that time.
  dispatchEvent(new Event("beforeunload", { cancelable: true }));
  location.reload();
}

restore();
const panel = wanted !== undefined && self === top ? new Panel(locale) : null;
// A sandboxed frame has no origin and may ask for nothing.
if (self.origin !== "null") {
  document.addEventListener("visibilitychange", follow);
  follow();
}
