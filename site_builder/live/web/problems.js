/** The problems that keep the guide from being built, over the page that they keep as it was. */

import { button, element } from "./dom.js";

const CLOSED = "live:closed";

/** @typedef {import("./live.js").Problem} Problem */

/** A list of problems. It takes no focus: whoever made them is typing elsewhere. */
export class Problems {
  /** @type {Problem[]} */
  #problems = [];

  /** @param {() => void} changed Called when it has been opened or closed. */
  constructor(changed) {
    this.changed = changed;
    this.element = element("section", { class: "problems", role: "dialog", "aria-labelledby": "problems-title", hidden: "" });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen) this.close();
    });
  }

  get count() {
    return this.#problems.length;
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** @param {Problem[]} problems */
  show(problems) {
    const text = JSON.stringify(problems);
    if (text === JSON.stringify(this.#problems)) return;
    this.#problems = problems;
    this.element.replaceChildren(...(problems.length ? this.#content() : []));
    this.element.hidden = !problems.length || sessionStorage.getItem(CLOSED) === text;
    if (!problems.length) sessionStorage.removeItem(CLOSED);
  }

  open() {
    this.element.hidden = false;
    sessionStorage.removeItem(CLOSED);
    this.element.querySelector("button")?.focus();
    this.changed();
  }

  close() {
    this.element.hidden = true;
    sessionStorage.setItem(CLOSED, JSON.stringify(this.#problems)); // the same stay closed when the page is loaded anew
    this.changed();
  }

  #content() {
    const { count } = this;
    const title = count === 1 ? "1 problem keeps the guide from being built" : `${count} problems keep the guide from being built`;
    return [
      element(
        "header",
        {},
        element("h2", { id: "problems-title", role: "alert" }, title),
        button("Close", () => this.close(), { class: "close" }),
      ),
      element("p", { class: "hint" }, "The page is as it last was without problems. This goes away once all is mended."),
      element("ol", {}, ...this.#problems.map((problem) => element("li", {}, ...lines(problem)))),
    ];
  }
}

/** @param {Problem} problem */
function lines({ file, line, column, message, href }) {
  const place = [file, line, column].filter(Boolean).join(":");
  const text = element("p", {}, message);
  if (!place) return [text];
  const shown = href ? element("a", { href }, place) : element("code", {}, place);
  const copy = button("Copy", () => copied(copy, place), { "aria-label": `Copy ${place}` });
  return [element("p", { class: "place" }, shown, " ", copy), text];
}

/**
 * @param {HTMLElement} copy
 * @param {string} text
 */
async function copied(copy, text) {
  await navigator.clipboard.writeText(text);
  copy.textContent = "Copied";
  setTimeout(() => (copy.textContent = "Copy"), 1500);
}
