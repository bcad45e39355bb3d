/** The choice of a card on the map: the ways through it stand out, and a panel has its entry of the list. */

import { closest, element, findAll, isPlain } from "../page/dom.js";
import { waysThrough } from "./ways.js";

/** @param {HTMLElement} root the part of the page with the pictures */
export function chooseOnMap(root) {
  /** @type {import("./ways.js").Graph} */
  const graph = JSON.parse(document.getElementById("map-graph")?.textContent ?? "{}");
  const panel = element("section", { class: "map-panel", tabindex: "-1", "aria-label": root.dataset.about ?? "" });
  panel.hidden = true;
  /** @type {SVGElement | null} */
  let chosen = null;

  root.addEventListener("click", (event) => {
    const card = /** @type {SVGElement | null} */ (closest(event, ".map-card"));
    const opens = closest(event, ".map-part, .map-elsewhere, .map-opens, .map-panel");
    if (!card || opens || !isPlain(event)) return;
    event.preventDefault();
    history.replaceState(history.state, "", `#at-${card.dataset.n}`);
    choose(card);
    if (!event.detail) panel.focus(); // by the keyboard
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) close();
  });
  addEventListener("hashchange", arrive);
  root.addEventListener("toggle", (event) => showFirst(/** @type {Element} */ (event.target)), true);
  showFirst(root);
  arrive();

  /** Show what the address names: a part's picture, or an entry's card. */
  function arrive() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (id.startsWith("at-")) {
      const card = document.getElementById(`card-${id.slice(3)}`);
      if (card) choose(/** @type {any} */ (card));
      return;
    }
    const place = document.getElementById(id);
    const fold = place && root.contains(place) && place.closest("details");
    if (!fold) return;
    fold.open = true;
    fold.scrollIntoView();
    place.querySelector("a")?.focus({ preventScroll: true });
  }

  /** @param {SVGElement} card */
  function choose(card) {
    const id = card.dataset.n ?? "";
    const { edges, nodes } = waysThrough(graph, id);
    chosen = card;
    root.classList.add("map--chosen");
    for (const one of pictured("[data-e]")) {
      one.classList.toggle("map-on", (one.dataset.e ?? "").split(" ").some((edge) => edges.has(Number(edge))));
    }
    for (const one of pictured("[data-n]")) {
      one.classList.toggle("map-on", nodes.has(one.dataset.n ?? ""));
      one.classList.toggle("map-it", one.dataset.n === id);
    }
    // inner parts come after those that they are in
    for (const part of pictured(".map-part").reverse()) {
      const inside = document.getElementById(`part-${part.dataset.n}`);
      if (inside?.querySelector(".map-card.map-on")) part.classList.add("map-on");
    }
    show(id, card);
  }

  /**
   * The panel stands beside the picture that has the card.
   * @param {string} id
   * @param {SVGElement} card
   */
  function show(id, card) {
    const entry = document.getElementById(`at-${id}`);
    const copy = /** @type {HTMLElement} */ (entry?.cloneNode(true));
    for (const one of findAll(copy, "[id]")) one.removeAttribute("id");
    const button = element("button", { type: "button", class: "map-close" }, root.dataset.close ?? "");
    button.addEventListener("click", close);
    panel.replaceChildren(button, ...copy.childNodes);
    panel.hidden = false;
    card.closest(".map-figure")?.append(panel);
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Choose nothing. */
  function close() {
    root.classList.remove("map--chosen");
    for (const one of pictured(".map-on, .map-it")) one.classList.remove("map-on", "map-it");
    panel.hidden = true;
    chosen?.querySelector("a")?.focus();
    chosen = null;
  }

  /**
   * @param {string} selector
   * @returns {SVGElement[]}
   */
  function pictured(selector) {
    return [.../** @type {NodeListOf<SVGElement>} */ (root.querySelectorAll(`svg ${selector}`))];
  }
}

/**
 * Scroll each picture to its first card, which a tall one has half-way down.
 * @param {Element} place
 */
function showFirst(place) {
  for (const region of findAll(place, ".map-scroll")) {
    const first = region.querySelector(".map-card");
    if (!first) continue;
    const away = first.getBoundingClientRect().top - region.getBoundingClientRect().top;
    if (away + first.getBoundingClientRect().height > region.clientHeight) region.scrollTop += away - 24;
  }
}
