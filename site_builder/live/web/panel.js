/** The corner of a page while somebody writes: its state, what the last edit has changed, and the workbench. */

import { button, element, styles } from "./dom.js";
import { goTo, shownMarks } from "./marks.js";
import { Problems } from "./problems.js";

/**
 * @typedef {object} Change A place that reads otherwise since the last edit; see last_edit.py.
 * @property {"question" | "outcome" | "page"} kind
 * @property {string} id
 * @property {string} title
 * @property {string} page
 * @property {string} href
 * @property {number} changed
 * @property {number} gone
 * @property {"changed" | "new" | "gone" | "data"} state
 */

const OPENED = "live:opened";
const PAGES = [
  ["", "Workbench"],
  ["diff/", "Since the last commit"],
  ["unreached/", "Unreached"],
  ["coverage/", "Scenarios"],
];

export class Panel {
  #locale;
  #next = -1;
  /** @type {Change[]} */
  #changes = [];
  /** @type {import("./live.js").State | null} */
  #state = null;

  /** @param {string} locale The id of the page's locale; "" where it has none. */
  constructor(locale) {
    this.#locale = locale;
    this.problems = new Problems(() => this.#draw());
    this.status = element("span", { role: "status" });
    this.jump = button("Next ↓", () => this.#jump(), { class: "jump", hidden: "" });
    this.more = element("div", { class: "more", hidden: "", id: "more" });
    this.toggle = button("", () => this.#open(Boolean(this.more.hidden)), { class: "toggle", "aria-expanded": "false", "aria-controls": "more" });
    this.toggle.append(element("i", { class: "dot", "aria-hidden": "true" }), this.status);
    this.bar = element("div", { class: "bar", role: "group", "aria-label": "serve" }, this.jump, this.toggle);
    const host = element("div", { id: "live-panel", dir: "ltr", lang: "en" });
    const shadow = host.attachShadow({ mode: "open" });
    styles("panel.css").then((sheet) => {
      shadow.adoptedStyleSheets = [sheet];
      shadow.append(this.problems.element, element("aside", { class: "corner", "aria-label": "While you write" }, this.more, this.bar));
      document.body.append(host);
    });
    styles("marks.css").then((sheet) => document.adoptedStyleSheets.push(sheet));
    for (const type of ["guide:step", "toggle"]) document.addEventListener(type, () => this.#draw(), { capture: true });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.more.hidden && !this.problems.isOpen) this.#open(false);
    });
    if (locale) this.#load();
    if (sessionStorage.getItem(OPENED)) this.#open(true);
  }

  /** @param {import("./live.js").State} state */
  show(state) {
    this.#state = state;
    this.problems.show(state.problems);
    this.#draw();
  }

  /** Say that nothing is heard of `serve`: it may have ended. */
  lost() {
    this.#state = null;
    this.#draw();
  }

  async #load() {
    const response = await fetch(`/_live/changes/${this.#locale}`);
    this.#changes = response.ok ? await response.json() : [];
    this.#draw();
  }

  #draw() {
    const marks = shownMarks();
    const elsewhere = this.#elsewhere();
    const { kind, text } = this.#summary(marks.length, elsewhere.length);
    this.bar.dataset.state = kind;
    if (this.status.textContent !== text) this.status.textContent = text;
    this.jump.hidden = !marks.length;
    this.more.replaceChildren(...this.#content(marks.length, elsewhere));
  }

  /**
   * @param {number} here
   * @param {number} elsewhere
   */
  #summary(here, elsewhere) {
    if (!this.#state) return { kind: "lost", text: "Not connected" };
    if (this.problems.count) return { kind: "problems", text: counted(this.problems.count, "problem") };
    if (this.#state.building) return { kind: "building", text: here ? `${counted(here, "change")} · building` : "Building" };
    if (here) return { kind: "changed", text: counted(here, "change") };
    if (elsewhere) return { kind: "changed", text: "Changed elsewhere" };
    return { kind: "ready", text: "Up to date" };
  }

  /** The changes that this page does not show now. */
  #elsewhere() {
    const step = [...document.querySelectorAll(".guide-step")].find((one) => one.checkVisibility());
    const { question, outcome } = /** @type {HTMLElement | undefined} */ (step)?.dataset ?? {};
    const path = location.pathname.slice(this.#locale.length + 2);
    return this.#changes.filter(({ kind, id, page, state }) => {
      const isShown = kind === "question" ? id === question : kind === "outcome" ? id === outcome : true;
      return state === "data" || state === "gone" || page !== path || !isShown;
    });
  }

  /**
   * @param {number} here
   * @param {Change[]} elsewhere
   */
  #content(here, elsewhere) {
    const parts = [];
    if (this.problems.count && !this.problems.isOpen) parts.push(button("Show the problems", () => this.problems.open()));
    if (here || elsewhere.length) {
      parts.push(element("h2", {}, "Changed by the last edit"));
      const legend = here ? [element("span", { class: "legend" }, counted(here, "place")), " marked on this page"] : ["Nothing that this page shows"];
      parts.push(element("p", {}, ...legend));
    }
    if (elsewhere.length) parts.push(element("ul", {}, ...elsewhere.map((one) => this.#item(one))));
    const links = PAGES.map(([path, label]) => element("a", { href: `/_workbench/${path}` }, label));
    if (this.#locale) links.splice(1, 0, element("a", { href: `/${this.#locale}/map/` }, "Map"));
    parts.push(element("nav", { "aria-label": "Workbench" }, ...links));
    return parts;
  }

  /** @param {Change} change */
  #item({ kind, id, title, href, changed, gone, state }) {
    const day = new URLSearchParams(location.search).get("on_day");
    const target = new URL(`/${this.#locale}/${href}`, location.href);
    if (day) target.searchParams.set("on_day", day);
    const said = state === "data" ? "ticket, sheet or times" : state === "changed" ? amounts(changed, gone) : state;
    const name = id ? `${kind} ${id}` : kind;
    const label = state === "gone" ? element("b", {}, title) : element("a", { href: target.href }, title || id);
    return element("li", {}, label, element("small", {}, ` ${name} · ${said}`));
  }

  /** @param {boolean} open */
  #open(open) {
    this.more.hidden = !open;
    if (open) sessionStorage.setItem(OPENED, "yes"); // also when the page has been loaded anew
    else sessionStorage.removeItem(OPENED);
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  #jump() {
    const marks = shownMarks();
    this.#next = (this.#next + 1) % marks.length;
    goTo(marks[this.#next]);
  }
}

/**
 * @param {number} number
 * @param {string} noun
 */
function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/**
 * @param {number} changed
 * @param {number} gone
 */
function amounts(changed, gone) {
  return [changed && `${changed} changed`, gone && `${gone} gone`].filter(Boolean).join(", ");
}
