/**
 * <escalation-guide>: the guide in another site's page. It makes the frame, gives it its height and its theme, and
 * says what happens there by events. embed.js, at the site's root, defines it; handbook/embedding.md documents it.
 */

import { bestLocale } from "../page/locales.js";
import { COLOR, FROM_GUIDE, HIGHEST, LOWEST, Reader, VERSION, Writer, randomId } from "./protocol.js";
import { surroundings } from "./surroundings.js";

const SITE = new URL("../../", import.meta.url); // the script is in engine/<hash>/
const NEAR = "600px"; // how far from what is seen the frame is made
// From a width on, in pixels: the height of the first question in the language in which it is highest (tested).
const RESERVED = [[860, 840], [600, 880], [500, 930], [420, 1010], [360, 1110], [0, 1160]];
const dark = matchMedia("(prefers-color-scheme: dark)");

/** @type {Record<string, string>} The guide's locales, and its title in each. */
let titles = {};

class EscalationGuide extends HTMLElement {
  static observedAttributes = ["locale", "answers", "theme", "accent"];

  /** @type {HTMLIFrameElement | undefined} */
  #frame = undefined;
  /** What is brought into view when a step comes. */
  #topMark = document.createElement("span");
  #writer = new Writer("");
  #reader = new Reader("", FROM_GUIDE);
  /** @type {Set<string>} Attributes that changed and that the guide has not followed yet. */
  #asked = new Set();
  #least = LOWEST; // the height that is kept
  #wants = 0; // the height that the guide has told
  #looking = false; // whether the theme is looked at in the next frame
  #seen = ""; // the theme that the guide has been told, as JSON
  #near = new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && this.#make(), { rootMargin: NEAR });
  #looks = new MutationObserver(() => this.#look());
  #begin = () => this.#make();
  #look = () => {
    if (!this.#frame || this.#looking) return;
    this.#looking = true;
    requestAnimationFrame(() => this.#lookAgain());
  };
  /** @param {MessageEvent} event */
  #listen = (event) => this.#receive(event);

  connectedCallback() {
    const title = titles[this.#wantedLocale];
    this.style.display ||= "block";
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", title);
    this.tabIndex = 0; // until the frame is there: whoever tabs to it makes it come
    this.#reserve();
    this.#near.observe(this);
    this.addEventListener("focus", this.#begin);
  }

  disconnectedCallback() {
    this.#near.disconnect();
    this.#looks.disconnect();
    this.removeEventListener("focus", this.#begin);
    removeEventListener("message", this.#listen);
    removeEventListener("transitionend", this.#look);
    dark.removeEventListener("change", this.#look);
    this.replaceChildren();
    this.#frame = undefined;
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (!this.#frame || before === now) return;
    if (name === "theme" || name === "accent") return this.#look();
    this.#asked.add(name); // until the guide has done it: it may not be there yet, or be on its way to another language
    this.#ask(name);
  }

  /** The locale asked for, or the page's own language, or the first: as far as the guide has it. */
  get #wantedLocale() {
    /** @type {HTMLElement | null} */
    const marked = this.closest("[lang]");
    const known = Object.keys(titles);
    return bestLocale(known, [this.getAttribute("locale") ?? marked?.lang ?? ""]) ?? known[0];
  }

  /** @param {string} name Of the attribute that the guide is to follow. */
  #ask(name) {
    if (name === "locale") this.#send("locale", { locale: this.#wantedLocale });
    else this.#send("start", { answers: this.#given() });
  }

  #given() {
    return Object.fromEntries(new URLSearchParams(this.getAttribute("answers") ?? ""));
  }

  /** Keep room for the first question, so that the host's page does not move when it comes: as much as the element's
   * min-height, which the snippet has so that there is room before this script has come. */
  #reserve() {
    const asked = Number.parseFloat(getComputedStyle(this).minHeight);
    const [, reserved] = RESERVED.find(([width]) => this.clientWidth >= width) ?? [0, HIGHEST];
    this.#least = clamp(asked || reserved);
    this.style.height = `${this.#least}px`;
  }

  #make() {
    if (this.#frame) return;
    const focused = this.#isFocused(this);
    this.#asked.clear();
    this.#near.disconnect();
    const id = randomId();
    this.#writer = new Writer(id);
    this.#reader = new Reader(id, FROM_GUIDE);
    this.append(this.#topMark);
    this.#topMark.style.cssText = `display: block; scroll-margin-top: ${getComputedStyle(this).scrollMarginTop}`;
    const frame = document.createElement("iframe");
    this.#frame = frame;
    frame.name = JSON.stringify({ escalationGuide: VERSION, id, host: self.origin, ...this.#theme() });
    frame.title = this.getAttribute("aria-label") ?? "";
    frame.allow = "clipboard-write";
    frame.style.cssText = "display: block; box-sizing: border-box; width: 100%; height: 100%; border: 0";
    frame.src = new URL(`${this.#wantedLocale}/embed/?${new URLSearchParams(this.#given())}`, SITE).href;
    addEventListener("message", this.#listen);
    addEventListener("transitionend", this.#look); // a look that changes slowly is known at its end
    dark.addEventListener("change", this.#look);
    for (const place of [document.documentElement, document.body]) this.#looks.observe(place, { attributes: true });
    this.append(frame);
    this.removeAttribute("tabindex");
    this.removeAttribute("role");
    this.removeAttribute("aria-label");
    if (focused) this.#enter(frame);
  }

  /**
   * Whoever has tabbed to the element is to be in the frame; again once the guide has taken the empty page's place.
   * @param {HTMLIFrameElement} frame
   */
  #enter(frame) {
    frame.focus({ preventScroll: true });
    const again = () => {
      if (!this.#isFocused(frame)) return;
      frame.blur();
      frame.focus({ preventScroll: true });
    };
    frame.addEventListener("load", again, { once: true });
  }

  /** @param {Element} element */
  #isFocused(element) {
    return /** @type {Document | ShadowRoot} */ (this.getRootNode()).activeElement === element;
  }

  /**
   * @param {string} type
   * @param {object} fields
   */
  #send(type, fields) {
    if (!this.#reader.page) return; // not there yet: catchUp tells it what has changed by then
    // a page in a sandbox has no origin that could be named, and neither has a frame in it
    const target = self.origin === "null" ? "*" : SITE.origin;
    this.#frame?.contentWindow?.postMessage(this.#writer.write(type, fields), target);
  }

  /** @param {MessageEvent} event */
  #receive({ source, origin, data }) {
    const itself = this.#frame && source === this.#frame.contentWindow;
    if (!itself || (origin !== SITE.origin && !(origin === "null" && self.origin === "null"))) return;
    const message = this.#reader.read(data);
    if (!message) return;
    const { type, at, answers, locale, code, height, moved } = message;
    if (type === "height") return this.#grow(height);
    if (type === "ready") this.#catchUp(locale);
    if (type === "step" && !this.#asked.has("locale")) this.#asked.delete("answers"); // else of a document that is left
    if (type === "error" && code === "typed-text") this.#asked.clear();
    if (type === "step" && moved) this.#follow();
    /** @type {Record<string, object>} */
    const details = { ready: { locale }, step: { at, answers }, outcome: { at, answers }, error: { code } };
    const about = { bubbles: true, composed: true, detail: details[type] };
    this.dispatchEvent(new CustomEvent(`escalation-guide:${type}`, about));
  }

  /**
   * A document of the guide has come: let it know what was asked for in the meantime.
   * @param {string} locale
   */
  #catchUp(locale) {
    this.#seen = "";
    this.#lookAgain();
    if (this.#asked.has("locale") && locale !== this.#wantedLocale) this.#ask("locale");
    else {
      this.#asked.delete("locale");
      if (this.#asked.has("answers")) this.#ask("answers");
    }
  }

  /** Tell the guide how the page around it looks, if that has changed. */
  #lookAgain() {
    this.#looking = false;
    if (!this.#frame || !this.#reader.page) return;
    const theme = this.#theme();
    if (JSON.stringify(theme) === this.#seen) return;
    this.#seen = JSON.stringify(theme);
    this.#send("theme", theme);
  }

  /** @param {number} height */
  #grow(height) {
    this.#wants = clamp(height);
    this.style.height = `${Math.max(this.#wants, this.#least)}px`;
  }

  /** The reader has gone on: the room kept for the first question is not needed, and the step's top should be seen.
   * Where it is seen already, nothing moves. */
  #follow() {
    this.#least = LOWEST;
    this.style.minHeight = "0";
    if (this.#wants) this.#grow(this.#wants);
    this.#topMark.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** The theme of the frame: as told, or as the page around it looks. */
  #theme() {
    const asked = this.getAttribute("theme");
    const accent = this.getAttribute("accent") ?? "";
    const around = surroundings(this);
    const scheme = asked === "light" || asked === "dark" ? asked : around.scheme;
    return { scheme, accent: COLOR.test(accent) ? accent : "", ground: scheme === around.scheme ? around.ground : "" };
  }
}

/** @param {number} height */
function clamp(height) {
  return Math.min(Math.max(height, LOWEST), HIGHEST);
}

/**
 * Define the element.
 * @param {Record<string, string>} all The guide's locales, and its title in each.
 */
export function define(all) {
  titles = all;
  if (!customElements.get("escalation-guide")) customElements.define("escalation-guide", EscalationGuide);
}
