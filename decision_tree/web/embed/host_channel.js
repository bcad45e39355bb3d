/** The frame's message channel to the host page: what it sends, and what it does on request. See protocol.js. */

import { FROM_HOST, HIGHEST, Reader, Writer } from "./protocol.js";

const MOST_HEARD = 20; // messages of the host in a second; more than any use needs

export class HostChannel {
  /**
   * @param {{id: string, host: string}} frame The frame's id, and the origin of the page around it.
   * @param {HTMLElement} root Gets the guide's events; see guide.js.
   * @param {import("../guide/guide.js").Guide} guide
   */
  constructor({ id, host }, root, guide) {
    this.host = host;
    this.guide = guide;
    this.writer = new Writer(id);
    this.reader = new Reader(id, FROM_HOST);
    this.heard = 0;
    this.height = 0;
    this.moved = false;
    setInterval(() => (this.heard = 0), 1000);
    addEventListener("message", (event) => this.receive(event));
    root.addEventListener("guide:step", (event) => this.stepped(/** @type {CustomEvent} */ (event).detail));
    root.addEventListener("guide:enter", () => (this.moved = true));
    root.addEventListener("guide:failed", () => {
      this.send("error", { code: self.origin === "null" ? "sandboxed" : "engine" });
    });
    new ResizeObserver(() => this.measure()).observe(document.body);
    this.send("ready", { locale: document.documentElement.lang });
  }

  /**
   * @param {string} type
   * @param {object} fields
   */
  send(type, fields) {
    // "null" is the origin of a page in a sandbox, which cannot be named as a target; nothing here is secret
    window.parent.postMessage(this.writer.write(type, fields), this.host === "null" ? "*" : this.host);
  }

  /**
   * A step is shown. Whether the reader was moved to it, "guide:enter" says right after.
   * @param {{at: string, answers: Record<string, string>, outcome: boolean}} step
   */
  stepped({ at, answers, outcome }) {
    this.moved = false;
    queueMicrotask(() => {
      this.send("step", { at, answers, moved: this.moved });
      if (outcome) this.send("outcome", { at, answers });
    });
  }

  measure() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === this.height) return;
    this.height = height;
    document.documentElement.classList.toggle("guide-embed--sized", height <= HIGHEST);
    this.send("height", { height });
  }

  /** @param {MessageEvent} event */
  receive({ source, origin, data }) {
    if (source !== window.parent || origin !== this.host || ++this.heard > MOST_HEARD) return;
    const message = this.reader.read(data);
    if (message?.type === "theme") window.guideTheme.set(message);
    else if (message?.type === "locale") this.changeLocale(message.locale);
    else if (message?.type === "start") this.start(message.answers);
  }

  /**
   * Go on in another language, one of the site's own, with the answers given so far.
   * @param {string} locale
   */
  changeLocale(locale) {
    const { locales = "" } = document.body.dataset;
    if (!locales.split(" ").includes(locale) || locale === document.documentElement.lang) return;
    if (this.guide.card.unsaved) this.send("error", { code: "typed-text" });
    else window.location.replace(`../../${locale}/embed/${window.location.search}${window.location.hash}`);
  }

  /** @param {Record<string, string>} answers */
  start(answers) {
    if (this.guide.card.unsaved) this.send("error", { code: "typed-text" });
    else this.guide.begin(answers);
  }
}
