/**
 * What a page has besides its address, kept while it is loaded anew: where it is scrolled to, which folds are open,
 * what was typed, and where the focus is. Answers, settings and the day are in the address.
 */

const KEY = "live:kept";
const PATIENCE = 6000; // milliseconds; by then the engine has put its fields into the page
const ENTRIES = "main input:not([type=radio], [type=hidden]), main textarea, main select";
/** What a reader does that ends the restoring: the page is theirs again. */
const TAKING_OVER = ["wheel", "touchmove", "pointerdown", "keydown"];

/**
 * @typedef {{within: string, like: string, index: number}} Place An element: of those with its tag and classes within the
 *   nearest element with an id, which of them. Scripts add folds of their own classes later.
 * @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control
 */
/**
 * @typedef {object} Kept
 * @property {string} page The path of the page.
 * @property {number} scroll
 * @property {{place: Place, top: number} | null} anchor What stands first in the window, and how far from its top.
 * @property {{place: Place, open: boolean}[]} folds
 * @property {{place: Place, value: string, checked: boolean}[]} entries
 * @property {Place | null} focus
 */

/** Keep the state of the page in its tab. */
export function keep() {
  const anchor = visibleAnchor();
  const focused = document.activeElement?.closest("main") ? document.activeElement : null;
  /** @type {Kept} */
  const kept = {
    page: location.pathname,
    scroll: scrollY,
    anchor: anchor && { place: placeOf(anchor), top: anchor.getBoundingClientRect().top },
    folds: folds().map((fold) => ({ place: placeOf(fold), open: fold.open })),
    entries: entries().filter(isFilled).map((entry) => ({ place: placeOf(entry), value: entry.value, checked: isChecked(entry) })),
    focus: focused && placeOf(focused),
  };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // full, or refused: the page is loaded anew all the same
  }
}

/** Restore what was kept of this page, as its parts appear, until the reader does something. */
export function restore() {
  const kept = take();
  if (!kept || kept.page !== location.pathname) return;
  const waiting = { folds: new Set(kept.folds), entries: new Set(kept.entries), focus: kept.focus };
  const step = () => {
    for (const one of waiting.folds) {
      const fold = /** @type {HTMLDetailsElement | null} */ (elementAt(one.place));
      if (!fold) continue;
      if (fold.open !== one.open) fold.open = one.open;
      waiting.folds.delete(one);
    }
    for (const one of waiting.entries) {
      const entry = /** @type {Control | null} */ (elementAt(one.place));
      if (entry && fill(entry, one)) waiting.entries.delete(one);
    }
    const focused = waiting.focus && /** @type {HTMLElement | null} */ (elementAt(waiting.focus));
    if (focused?.checkVisibility()) {
      focused.focus({ preventScroll: true });
      waiting.focus = null;
    }
    const anchor = kept.anchor && elementAt(kept.anchor.place);
    if (kept.anchor && anchor?.checkVisibility()) scrollBy({ top: anchor.getBoundingClientRect().top - kept.anchor.top, behavior: "instant" });
    else scrollTo({ top: kept.scroll, behavior: "instant" });
  };
  let due = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(step);
  });
  const end = () => {
    observer.disconnect();
    cancelAnimationFrame(due);
    for (const type of TAKING_OVER) removeEventListener(type, end, { capture: true });
  };
  for (const type of TAKING_OVER) addEventListener(type, end, { capture: true, passive: true });
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden", "class"] });
  setTimeout(end, PATIENCE);
  step();
}

/** @returns {Kept | null} */
function take() {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** The first element with text of its own whose top is in the window. */
function visibleAnchor() {
  const candidates = document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, summary, td)");
  return [...candidates].find((one) => one.checkVisibility() && one.getBoundingClientRect().top >= 0) ?? null;
}

function folds() {
  return /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("main details")]);
}

function entries() {
  return /** @type {Control[]} */ ([...document.querySelectorAll(ENTRIES)]);
}

/** @param {Control} entry */
function isChecked(entry) {
  return entry instanceof HTMLInputElement && entry.checked;
}

/** @param {Control} entry */
function isFilled(entry) {
  if (entry instanceof HTMLInputElement && entry.type === "checkbox") return entry.checked !== entry.defaultChecked;
  return Boolean(entry.value);
}

/**
 * Fill an entry as its reader did, for the page to take note of. Returns whether it has what it is to have.
 * @param {Control} entry
 * @param {{value: string, checked: boolean}} kept
 */
function fill(entry, { value, checked }) {
  if (entry.value === value && isChecked(entry) === checked) return true;
  if (entry instanceof HTMLInputElement && entry.type === "checkbox") entry.checked = checked;
  else entry.value = value;
  for (const type of ["input", "change"]) entry.dispatchEvent(new Event(type, { bubbles: true }));
  return entry.value === value;
}

/**
 * @param {Element} element
 * @returns {Place}
 */
function placeOf(element) {
  const within = element.id ? element : element.parentElement?.closest("[id]");
  const like = [element.localName, ...element.classList].map((name) => CSS.escape(name)).join(".");
  const index = element.id ? 0 : [...(within ?? document.body).querySelectorAll(like)].indexOf(element);
  return { within: within?.id ?? "", like: element.id ? "" : like, index };
}

/**
 * @param {Place} place
 * @returns {Element | null}
 */
function elementAt({ within, like, index }) {
  const holder = within ? document.getElementById(within) : document.body;
  return like ? (holder?.querySelectorAll(like)[index] ?? null) : holder;
}
