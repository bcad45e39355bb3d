/** The page of a review sheet. It works from a file and asks the network for nothing. */

import { filter } from "./filters.js";
import { Review } from "./kept.js";
import { Row } from "./row.js";

/**
 * @template {HTMLElement} T
 * @param {string} id
 */
const byId = (id) => /** @type {T} */ (document.getElementById(id));

const sheet = /** @type {import("./kept.js").Sheet} */ (JSON.parse(byId("sheet").textContent ?? ""));
const review = new Review(sheet, storage());
const elements = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("article.text")]);
const rows = elements.map((element, at) => new Row(element, sheet.texts[at], review));
const rowOf = new Map(rows.map((row) => [row.element, row]));
const counted = rows.filter((row) => row.text.has_words);
const message = byId("message");
const reviewer = /** @type {HTMLInputElement} */ (byId("reviewer"));
const kind = /** @type {HTMLSelectElement} */ (byId("filter"));
const search = /** @type {HTMLInputElement} */ (byId("search"));
const groups = new Map([...new Set(rows.map((row) => row.place))].map((place) => [place, rows.filter((row) => row.place === place)]));
let due = 0;

/** Where the browser keeps what was done; null where it refuses. */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** @param {string} sentence */
function say(sentence) {
  message.textContent = sentence;
}

function keep() {
  clearTimeout(due);
  due = 0;
  review.keep();
  if (!review.isKept) say("This browser keeps nothing of your work: save it before you close the page.");
}

function keepSoon() {
  clearTimeout(due);
  due = window.setTimeout(keep, 300);
}

/** @param {Iterable<HTMLElement>} [places] */
function count(places = groups.keys()) {
  for (const place of places) {
    const some = (groups.get(place) ?? []).filter((row) => row.text.has_words);
    const told = `${some.filter((row) => row.isDone).length} of ${some.length}`;
    for (const element of document.querySelectorAll(`[data-count="${place.id}"]`)) element.textContent = told;
  }
  const done = counted.filter((row) => row.isDone).length;
  byId("done").textContent = `${done.toLocaleString("en")} of ${counted.length.toLocaleString("en")} done`;
  /** @type {HTMLProgressElement} */ (byId("progress")).value = done;
  return done;
}

/**
 * Note what was done with a text.
 * @param {Row} row
 * @param {import("./kept.js").Reviewed} changes
 */
function change(row, changes) {
  const before = row.isDone;
  review.set(row.text, changes);
  for (const one of [row, ...row.twins]) one.show();
  if (row.isDone !== before) count([row.place]);
  keepSoon();
}

/**
 * The next text that is shown and still to be done; where there is none below, the first one above.
 * @param {Row} row
 */
function nextOpen(row) {
  const at = rows.indexOf(row);
  const order = [...rows.slice(at + 1), ...rows.slice(0, at)];
  return order.find((one) => !one.element.hidden && one.text.has_words && !one.isDone);
}

/**
 * Tick a text as right as it stands, and go on with the next.
 * @param {Row} row
 * @param {boolean} onButton Whether to go from button to button, and not from box to box.
 */
function accept(row, onButton) {
  if (row.isBlocked) {
    say([...row.list.children].map((one) => one.textContent).join(" "));
    return;
  }
  change(row, { right: true });
  const next = nextOpen(row);
  if (next) {
    say("");
    next.enter(onButton);
  } else {
    say(kind.value === "all" && !search.value ? "All texts are done. Save them now." : "All texts shown are done.");
    byId("save").focus();
  }
}

/**
 * @param {Row} row
 * @param {number} step
 */
function move(row, step) {
  for (let at = rows.indexOf(row) + step; at >= 0 && at < rows.length; at += step) {
    if (!rows[at].element.hidden && rows[at].text.has_words) {
      rows[at].enter(false);
      return;
    }
  }
}

function applyFilter() {
  const shown = filter(rows, kind.value, search.value);
  say(shown === rows.length ? "" : `${shown.toLocaleString("en")} ${shown === 1 ? "text" : "texts"} shown.`);
}

function save() {
  if (!reviewer.value.trim() || reviewer.value.includes(":")) {
    say("Write your name first, without a colon: it goes into the catalog.");
    reviewer.focus();
    return;
  }
  keep();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([review.toFile()], { type: "application/json" }));
  link.download = sheet.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  const blocked = counted.filter((row) => row.isBlocked && row.isChanged).length;
  const rest = blocked ? ` ${blocked} with findings will be left out: choose “With findings” to see them.` : "";
  say(`Saved as ${sheet.file}; send it to whoever gave you this page.${rest}`);
}

/** @param {File} file */
async function load(file) {
  try {
    const { taken, left } = review.fromFile(await file.text());
    keep();
    showAll();
    const rest = left ? ` ${left} were left out: they read otherwise on this page.` : "";
    say(`${taken} ${taken === 1 ? "text was" : "texts were"} taken over.${rest}`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
}

function showAll() {
  reviewer.value = review.reviewer;
  for (const row of rows) row.fill();
  for (const row of rows) row.show();
  return count();
}

/** @param {Event} event */
const rowAt = (event) => rowOf.get(/** @type {HTMLElement} */ (/** @type {Element} */ (event.target).closest("article.text")));

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
main.addEventListener("input", (event) => {
  const row = rowAt(event);
  if (!row) return;
  if (event.target === row.note) change(row, { note: row.note?.value ?? "" });
  else change(row, { after: row.read() });
});
main.addEventListener("click", (event) => {
  const row = rowAt(event);
  const button = /** @type {Element} */ (event.target).closest("button");
  if (!row || !button) return;
  if (button === row.right) {
    const isRight = button.getAttribute("aria-pressed") === "true";
    if (isRight) change(row, { right: false });
    else if (event.detail === 0) accept(row, true); // by a key: the next button gets the focus
    else if (row.isBlocked) accept(row, true);
    else change(row, { right: true });
  } else if (button === row.restore) {
    change(row, { after: row.text.before, right: false });
    row.fill();
    row.boxes[0].focus();
  } else if (button === row.same) {
    for (const twin of row.otherTwins) {
      review.set(twin.text, { after: review.after(row.text) });
      twin.fill();
    }
    change(row, {});
    count();
    row.boxes[0].focus();
  }
});
main.addEventListener("keydown", (event) => {
  const row = rowAt(event);
  if (!row || event.isComposing) return;
  if (event.key === "Enter" && event.target instanceof HTMLTextAreaElement) {
    event.preventDefault();
    accept(row, false);
  } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    move(row, event.key === "ArrowDown" ? 1 : -1);
  }
});
kind.addEventListener("change", applyFilter);
search.addEventListener("input", applyFilter);
reviewer.addEventListener("input", () => {
  review.reviewer = reviewer.value;
  keepSoon();
});
byId("save").addEventListener("click", save);
byId("load").addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.files?.[0]) load(input.files[0]);
  input.value = ""; // so that the same file may be chosen again
});
addEventListener("pagehide", () => {
  if (due) keep();
});
addEventListener("beforeunload", (event) => {
  if (!review.isKept && Object.keys(review.texts).length) event.preventDefault();
});
addEventListener("storage", (event) => {
  if (event.key !== review.storageKey) return; // another tab with the same sheet
  review.recall();
  showAll();
});

/** @type {Map<string, Row[]>} */
const twins = new Map();
for (const row of counted) {
  const key = JSON.stringify([row.text.source, row.text.before]);
  twins.set(key, [...(twins.get(key) ?? []), row]);
}
for (const row of counted) {
  row.twins = (twins.get(JSON.stringify([row.text.source, row.text.before])) ?? []).filter((one) => one !== row);
}
review.recall();
const done = showAll();
if (matchMedia("(max-width: 70rem)").matches) byId("contents").removeAttribute("open");
if (Object.keys(review.texts).length) {
  say(`You go on where you were: ${done} of ${counted.length} are done.`);
  rows.find((row) => row.text.has_words && !row.isDone)?.enter(false);
}
document.documentElement.dataset.ready = "yes";
