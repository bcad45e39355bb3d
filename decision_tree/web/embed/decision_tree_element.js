/**
 * <decision-tree>: the guide in another site's page. It makes the frame, gives it its height and its theme, and
 * dispatches events of what happens there. embed.js, at the site's root, defines it; handbook/embedding.md has its
 * attributes and events.
 */

import { bestLocale } from "../page/locales.js";
import { COLOR, FROM_GUIDE, HIGHEST, LOWEST, Reader, VERSION, Writer, randomId } from "./protocol.js";
import { surroundings } from "./surroundings.js";

const SITE = new URL("../../", import.meta.url); // the script is in engine/<hash>/
const PATIENCE = 15_000; // milliseconds in which a guide that is shown sends its first message
const AFTER_LOAD = 1000; // and after its frame has loaded: also a page of the browser's own, for a guide that is refused
const NEAR = "600px"; // from the viewport, within which the frame is made
// From a width on, in pixels: the height of the first question in the language in which it is highest (tested).
const RESERVED = [[860, 900], [600, 1160], [500, 1220], [420, 1310], [360, 1430], [0, 1510]];
const dark = matchMedia("(prefers-color-scheme: dark)");

/** @type {Record<string, string>} The guide's locales, and its title in each. */
let titles = {};

class DecisionTreeElement extends HTMLElement {
  static observedAttributes = ["locale", "answers", "theme", "accent"];

  /** @type {HTMLIFrameElement | undefined} */
  #frame = undefined;
  /** Scrolled into view when a step comes. */
  #topMark = document.createElement("span");
  #writer = new Writer("");
  #reader = new Reader("", FROM_GUIDE);
  /** @type {Set<string>} Attributes that changed and that the guide has not applied yet. */
  #unapplied = new Set();
  #minHeight = LOWEST; // the least height, in pixels
  #contentHeight = 0; // the height of the guide's content, in pixels, as its message said
  /** @type {HTMLAnchorElement | undefined} To the guide's own page, while the frame does not answer. */
  #wayOut = undefined;
  #themeQueued = false; // whether sendTheme is called before the next paint
  #sentTheme = ""; // the theme that the guide was sent, as JSON
  #nearObserver = new IntersectionObserver(
    (all) => all.some((one) => one.isIntersecting) && this.#makeFrame(),
    { rootMargin: NEAR },
  );
  #themeObserver = new MutationObserver(() => this.#queueTheme());
  #onFocus = () => this.#makeFrame();
  #queueTheme = () => {
    if (!this.#frame || this.#themeQueued) return;
    this.#themeQueued = true;
    requestAnimationFrame(() => this.#sendTheme());
  };
  /** @param {MessageEvent} event */
  #listen = (event) => this.#receive(event);

  connectedCallback() {
    const title = titles[this.#wantedLocale];
    this.style.display ||= "block";
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", title);
    this.tabIndex = 0; // until the frame is made: focus makes it
    this.#reserveHeight();
    this.#nearObserver.observe(this);
    this.addEventListener("focus", this.#onFocus);
  }

  disconnectedCallback() {
    this.#nearObserver.disconnect();
    this.#themeObserver.disconnect();
    this.removeEventListener("focus", this.#onFocus);
    removeEventListener("message", this.#listen);
    removeEventListener("transitionend", this.#queueTheme);
    dark.removeEventListener("change", this.#queueTheme);
    this.replaceChildren();
    this.#frame = this.#wayOut = undefined;
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (!this.#frame || before === now) return;
    if (name === "theme" || name === "accent") return this.#queueTheme();
    this.#unapplied.add(name); // until the guide has applied it: it may be loading still, or change its language
    this.#sendAttribute(name);
  }

  /** The locale asked for, or the page's own language, or the first: as far as the guide has it. */
  get #wantedLocale() {
    /** @type {HTMLElement | null} */
    const marked = this.closest("[lang]");
    const known = Object.keys(titles);
    return bestLocale(known, [this.getAttribute("locale") ?? marked?.lang ?? ""]) ?? known[0];
  }

  /**
   * Send the guide what an attribute asks for.
   * @param {string} name The attribute.
   */
  #sendAttribute(name) {
    if (name === "locale") this.#send("locale", { locale: this.#wantedLocale });
    else this.#send("start", { answers: this.#answers() });
  }

  #answers() {
    return Object.fromEntries(new URLSearchParams(this.getAttribute("answers") ?? ""));
  }

  /** Keep room for the first question, so that the host's page does not move when it comes: as much as the element's
   * min-height, which the snippet has so that there is room before this script has come. */
  #reserveHeight() {
    const asked = Number.parseFloat(getComputedStyle(this).minHeight);
    const [, reserved] = RESERVED.find(([width]) => this.clientWidth >= width) ?? [0, HIGHEST];
    this.#minHeight = clamp(asked || reserved);
    this.style.height = `${this.#minHeight}px`;
  }

  #makeFrame() {
    if (this.#frame) return;
    const focused = this.#isFocused(this);
    this.#unapplied.clear();
    this.#nearObserver.disconnect();
    const id = randomId();
    this.#writer = new Writer(id);
    this.#reader = new Reader(id, FROM_GUIDE);
    this.append(this.#topMark);
    this.#topMark.style.cssText = `display: block; scroll-margin-top: ${getComputedStyle(this).scrollMarginTop}`;
    const frame = document.createElement("iframe");
    this.#frame = frame;
    frame.name = JSON.stringify({ decisionTree: VERSION, id, host: self.origin, ...this.#theme() });
    frame.title = this.getAttribute("aria-label") ?? "";
    frame.allow = "clipboard-write";
    frame.style.cssText = "display: block; box-sizing: border-box; width: 100%; height: 100%; border: 0";
    frame.src = new URL(`${this.#wantedLocale}/embed/?${new URLSearchParams(this.#answers())}`, SITE).href;
    addEventListener("message", this.#listen);
    addEventListener("transitionend", this.#queueTheme); // colors with a transition are read at its end
    dark.addEventListener("change", this.#queueTheme);
    const places = [document.documentElement, document.body];
    for (const place of places) this.#themeObserver.observe(place, { attributes: true });
    const check = () => frame === this.#frame && this.#offerWayOut(frame);
    setTimeout(check, PATIENCE);
    frame.addEventListener("load", () => setTimeout(check, AFTER_LOAD));
    this.append(frame);
    this.removeAttribute("tabindex");
    this.removeAttribute("role");
    this.removeAttribute("aria-label");
    if (focused) this.#focusFrame(frame);
  }

  /**
   * Where the guide has not answered, show a link to its own page in place of what the browser shows: a host that is
   * not allowed to show the guide gets an error page.
   * @param {HTMLIFrameElement} frame
   */
  #offerWayOut(frame) {
    if (this.#reader.page || this.#wayOut) return;
    const link = document.createElement("a");
    link.href = new URL(`${this.#wantedLocale}/?${new URLSearchParams(this.#answers())}`, SITE).href;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = frame.title;
    frame.style.display = "none";
    this.style.height = "auto";
    this.append(link);
    this.#wayOut = link;
    this.#tell("error", { code: "no-answer" });
  }

  /** The guide has answered after all. */
  #withdrawWayOut() {
    if (!this.#frame || !this.#wayOut) return;
    this.#wayOut.remove();
    this.#wayOut = undefined;
    this.#frame.style.display = "block";
    this.#reserveHeight();
  }

  /**
   * Move the focus from the element into the frame; once more when the guide has replaced the frame's empty page.
   * @param {HTMLIFrameElement} frame
   */
  #focusFrame(frame) {
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
    if (!this.#reader.page) return; // still loading: catchUp sends what has changed
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
    this.#withdrawWayOut();
    const { type, at, answers, locale, code, height, moved } = message;
    if (type === "height") return this.#setHeight(height);
    if (type === "ready") this.#catchUp(locale);
    // a step before the locale is applied is of a document that is being replaced
    if (type === "step" && !this.#unapplied.has("locale")) this.#unapplied.delete("answers");
    if (type === "error" && code === "typed-text") this.#unapplied.clear();
    if (type === "step" && moved) this.#showTop();
    /** @type {Record<string, object>} */
    const details = { ready: { locale }, step: { at, answers }, outcome: { at, answers }, error: { code } };
    this.#tell(type, details[type]);
  }

  /**
   * Dispatch an event of the element.
   * @param {string} type
   * @param {object} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(`decision-tree:${type}`, { bubbles: true, composed: true, detail }));
  }

  /**
   * A document of the guide is ready: send it what has changed while it loaded.
   * @param {string} locale
   */
  #catchUp(locale) {
    this.#sentTheme = "";
    this.#sendTheme();
    if (this.#unapplied.has("locale") && locale !== this.#wantedLocale) this.#sendAttribute("locale");
    else {
      this.#unapplied.delete("locale");
      if (this.#unapplied.has("answers")) this.#sendAttribute("answers");
    }
  }

  /** Send the guide the theme of the page around it, if that has changed. */
  #sendTheme() {
    this.#themeQueued = false;
    if (!this.#frame || !this.#reader.page) return;
    const theme = this.#theme();
    if (JSON.stringify(theme) === this.#sentTheme) return;
    this.#sentTheme = JSON.stringify(theme);
    this.#send("theme", theme);
  }

  /** @param {number} height */
  #setHeight(height) {
    this.#contentHeight = clamp(height);
    this.style.height = `${Math.max(this.#contentHeight, this.#minHeight)}px`;
  }

  /** The reader has gone on: the room kept for the first question is not needed, and the step's top should be seen.
   * Where it is seen already, nothing moves. */
  #showTop() {
    this.#minHeight = LOWEST;
    this.style.minHeight = "0";
    if (this.#contentHeight) this.#setHeight(this.#contentHeight);
    this.#topMark.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** The theme of the frame: that of the attributes, or else of the page around it. */
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
  if (!customElements.get("decision-tree")) customElements.define("decision-tree", DecisionTreeElement);
}
