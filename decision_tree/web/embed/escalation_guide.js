/**
 * <escalation-guide>: the guide in another site's page. It makes the frame, gives it its height and its look, and
 * says what happens there by events. embed.js, at the site's root, defines it; handbook/embedding.md documents it.
 */

import { COLOR, FROM_GUIDE, HIGHEST, LOWEST, Reader, Writer, random } from "./protocol.js";

const SITE = new URL("../../", import.meta.url); // the script is in engine/<hash>/
const NEAR = "600px"; // how far from what is seen the frame is made
// From a width on, in pixels: the height of the first question in the language in which it is highest (tested).
const RESERVED = [[860, 840], [600, 880], [500, 930], [420, 1010], [360, 1110], [0, 1160]];
const dark = matchMedia("(prefers-color-scheme: dark)");

class EscalationGuide extends HTMLElement {
  static observedAttributes = ["locale", "answers", "theme", "accent"];

  connectedCallback() {
    const title = titles[this.wanted()];
    this.style.display ||= "block";
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", title);
    this.tabIndex = 0; // until the frame is there: whoever tabs to it makes it come
    this.reserve();
    this.begin = () => this.make();
    this.near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.make(), { rootMargin: NEAR });
    this.near.observe(this);
    this.addEventListener("focus", this.begin);
  }

  disconnectedCallback() {
    this.near?.disconnect();
    this.looks?.disconnect();
    this.removeEventListener("focus", this.begin);
    removeEventListener("message", this.listen);
    removeEventListener("transitionend", this.look);
    dark.removeEventListener("change", this.look);
    this.replaceChildren();
    this.frame = this.channel = this.begin = this.listen = this.look = undefined;
  }

  attributeChangedCallback(name, before, now) {
    if (!this.frame || before === now) return;
    if (name === "theme" || name === "accent") return this.look();
    this.asked[name] = true; // until the guide has done it: it may not be there yet, or be on its way to another language
    this.ask(name);
  }

  /** The locale asked for, or the page's own language, or the first: as far as the guide has it. */
  wanted() {
    const asked = this.getAttribute("locale") ?? this.closest("[lang]")?.lang ?? "";
    const same = (one) => one.toLowerCase() === asked.toLowerCase();
    const near = (one) => one.split("-")[0] === asked.split("-")[0].toLowerCase();
    const known = Object.keys(titles);
    return known.find(same) ?? known.find(near) ?? known[0];
  }

  ask(name) {
    if (name === "locale") this.send("locale", { locale: this.wanted() });
    else this.send("start", { answers: this.given() });
  }

  given() {
    return Object.fromEntries(new URLSearchParams(this.getAttribute("answers") ?? ""));
  }

  /** Keep room for the first question, so that the host's page does not move when it comes: as much as the element's
   * min-height, which the snippet has so that there is room before this script has come. */
  reserve() {
    const asked = Number.parseFloat(getComputedStyle(this).minHeight);
    this.least = clamp(asked || RESERVED.find(([width]) => this.clientWidth >= width)[1]);
    this.style.height = `${this.least}px`;
  }

  make() {
    if (this.frame) return;
    const focused = this.getRootNode().activeElement === this;
    this.asked = {};
    this.near.disconnect();
    const id = random();
    this.writer = new Writer(id);
    this.reader = new Reader(id, FROM_GUIDE);
    this.top_ = this.appendChild(document.createElement("span")); // what is brought into view when a step comes
    this.top_.style.cssText = `display: block; scroll-margin-top: ${getComputedStyle(this).scrollMarginTop}`;
    this.frame = document.createElement("iframe");
    this.frame.name = JSON.stringify({ escalationGuide: 1, id, host: self.origin, ...this.theme() });
    this.frame.title = this.ariaLabel ?? this.getAttribute("aria-label");
    this.frame.allow = "clipboard-write";
    this.frame.style.cssText = "display: block; box-sizing: border-box; width: 100%; height: 100%; border: 0";
    this.frame.src = new URL(`${this.wanted()}/embed/?${new URLSearchParams(this.given())}`, SITE);
    this.listen = (event) => this.receive(event);
    this.look = () => (this.looking ||= requestAnimationFrame(() => this.lookAgain()));
    addEventListener("message", this.listen);
    addEventListener("transitionend", this.look); // a look that changes slowly is known at its end
    dark.addEventListener("change", this.look);
    this.looks = new MutationObserver(this.look);
    for (const place of [document.documentElement, document.body]) {
      this.looks.observe(place, { attributes: true });
    }
    this.append(this.frame);
    this.removeAttribute("tabindex");
    this.removeAttribute("role");
    this.removeAttribute("aria-label");
    if (focused) this.enter();
  }

  /** Whoever has tabbed to the element is to be in the frame; again once the guide has taken the empty page's place. */
  enter() {
    this.frame.focus({ preventScroll: true });
    const again = () => {
      if (this.getRootNode().activeElement !== this.frame) return;
      this.frame.blur();
      this.frame.focus({ preventScroll: true });
    };
    this.frame.addEventListener("load", again, { once: true });
  }

  send(type, fields) {
    if (!this.reader?.page) return; // not there yet: catchUp tells it what has changed by then
    // a page in a sandbox has no origin that could be named, and neither has a frame in it
    this.frame.contentWindow?.postMessage(this.writer.write(type, fields), self.origin === "null" ? "*" : SITE.origin);
  }

  receive({ source, origin, data }) {
    const itself = this.frame && source === this.frame.contentWindow;
    if (!itself || (origin !== SITE.origin && !(origin === "null" && self.origin === "null"))) return;
    const message = this.reader.read(data);
    if (!message) return;
    const { type, at, answers, locale, code } = message;
    if (type === "height") return this.grow(message.height);
    if (type === "ready") this.catchUp(locale);
    if (type === "step" && !this.asked.locale) delete this.asked.answers; // else of a document that is being left
    if (type === "error" && code === "typed-text") this.asked = {};
    if (type === "step" && message.moved) this.follow();
    const detail = { ready: { locale }, step: { at, answers }, outcome: { at, answers }, error: { code } }[type];
    this.dispatchEvent(new CustomEvent(`escalation-guide:${type}`, { bubbles: true, composed: true, detail }));
  }

  /** A document of the guide has come: let it know what was asked for in the meantime. */
  catchUp(locale) {
    this.seen = "";
    this.lookAgain();
    if (this.asked.locale && locale !== this.wanted()) this.ask("locale");
    else {
      delete this.asked.locale;
      if (this.asked.answers) this.ask("answers");
    }
  }

  /** Tell the guide how the page around it looks, if that has changed. */
  lookAgain() {
    this.looking = 0;
    if (!this.reader?.page) return;
    const theme = this.theme();
    if (JSON.stringify(theme) === this.seen) return;
    this.seen = JSON.stringify(theme);
    this.send("theme", theme);
  }

  grow(height) {
    this.wants = clamp(height);
    this.style.height = `${Math.max(this.wants, this.least)}px`;
  }

  /** The reader has gone on: the room kept for the first question is not needed, and the step's top should be seen.
   * Where it is seen already, nothing moves. */
  follow() {
    this.least = LOWEST;
    this.style.minHeight = "0";
    if (this.wants) this.grow(this.wants);
    this.top_.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** What the frame is to look like: as told, or as the page around it looks. */
  theme() {
    const asked = this.getAttribute("theme");
    const accent = this.getAttribute("accent") ?? "";
    const around = surroundings(this);
    const scheme = asked === "light" || asked === "dark" ? asked : around.scheme;
    return { scheme, accent: COLOR.test(accent) ? accent : "", ground: scheme === around.scheme ? around.ground : "" };
  }
}

/** The scheme, "dark" or "light", and the ground, such as "#ffffff": of the first background behind an element that is
 * not see-through, or of the page's canvas, which is dark where page and reader both want it. */
function surroundings(element) {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const canvas = element.appendChild(document.createElement("span"));
  canvas.style.backgroundColor = "Canvas";
  const behind = [];
  for (let one = element; one; one = one.parentElement ?? one.getRootNode().host) behind.push(one);
  let found;
  for (const one of [...behind, canvas]) {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = getComputedStyle(one).backgroundColor;
    pixel.fillRect(0, 0, 1, 1);
    found = pixel.getImageData(0, 0, 1, 1).data;
    if (found[3] > 250) break;
  }
  canvas.remove();
  const [r, g, b] = found;
  const ground = `#${[r, g, b].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  return { ground, scheme: 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light" };
}

function clamp(height) {
  return Math.min(Math.max(height, LOWEST), HIGHEST);
}

let titles;

/** Define the element. @param {Record<string, string>} all The guide's locales, and its title in each. */
export function define(all) {
  titles = all;
  if (!customElements.get("escalation-guide")) customElements.define("escalation-guide", EscalationGuide);
}
