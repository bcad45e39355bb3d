/** What the guide in a frame says to the page around it, and what it does when that page asks. See protocol.js. */

import { FROM_HOST, HIGHEST, Reader, Writer } from "./protocol.js";

const MOST_HEARD = 20; // messages of the host in a second: more than an honest page sends

export class HostChannel {
  /**
   * @param {{id: string, host: string}} frame The frame's id, and the origin of the page around it.
   * @param {HTMLElement} root Tells what happens; see guide.js.
   * @param {import("../guide/guide.js").Guide} guide
   */
  constructor({ id, host }, root, guide) {
    Object.assign(this, { host, guide });
    this.writer = new Writer(id);
    this.reader = new Reader(id, FROM_HOST);
    this.heard = 0;
    this.height = 0;
    setInterval(() => (this.heard = 0), 1000);
    addEventListener("message", (event) => this.receive(event));
    root.addEventListener("guide:step", ({ detail }) => this.stepped(detail));
    root.addEventListener("guide:enter", () => (this.moved = true));
    root.addEventListener("guide:failed", () => this.send("error", { code: self.origin === "null" ? "sandboxed" : "engine" }));
    new ResizeObserver(() => this.measure()).observe(document.body);
    this.send("ready", { locale: document.documentElement.lang });
  }

  send(type, fields) {
    // "null" is the origin of a page in a sandbox, which cannot be named as a target; nothing here is secret
    window.parent.postMessage(this.writer.write(type, fields), this.host === "null" ? "*" : this.host);
  }

  /** A step is shown; whether the reader was taken to it is known a moment later. */
  stepped(step) {
    this.moved = false;
    queueMicrotask(() => {
      const { at, answers, outcome } = step;
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

  receive({ source, origin, data }) {
    if (source !== window.parent || origin !== this.host || ++this.heard > MOST_HEARD) return;
    const message = this.reader.read(data);
    if (message) this[message.type](message);
  }

  theme({ scheme, accent, ground }) {
    window.guideTheme.set({ scheme, accent, ground });
  }

  /** Go on in another language, one of the site's own, with the answers given so far. */
  locale({ locale }) {
    const known = document.body.dataset.locales.split(" ");
    if (!known.includes(locale) || locale === document.documentElement.lang) return;
    if (this.guide.card.unsaved) this.send("error", { code: "typed-text" });
    else window.location.replace(`../../${locale}/embed/${window.location.search}${window.location.hash}`);
  }

  start({ answers }) {
    if (this.guide.card.unsaved) this.send("error", { code: "typed-text" });
    else this.guide.begin(answers);
  }
}
