/** Why this outcome, what would change it, what doubt leaves open, and the receipt. */

import { copyButton } from "../page/clipboard.js";
import { element, findAll } from "../page/dom.js";
import { word } from "../page/words.js";

const SHOWN_CHANGES = 5;
const SHOWN_ENDS = 4;

/** @typedef {import("../engine/messages.js").Card} Card */
/** @typedef {import("../engine/messages.js").Change} Change */
/** @typedef {import("../engine/messages.js").Cited} Cited */
/** @typedef {import("../engine/messages.js").Doubt} Doubt */

export class WhyPart {
  /**
   * @param {object} about
   * @param {import("../page/clipboard.js").Announcer} about.announcer
   * @param {(changed: {id: string, value: string}) => string} about.address The page's address with one answer changed.
   */
  constructor({ announcer, address }) {
    this.announcer = announcer;
    this.address = address;
    this.here = ""; // the outcome that is shown
    this.said = new Set([""]); // and what its tables say, the response time among it
    this.doubt = element("section", { class: "guide-part guide-doubt" });
    this.content = element("div");
    const summary = element("summary", {}, word("what-would-change"));
    this.element = element("details", { class: "guide-fold guide-why" }, summary, this.content);
    this.receipt = element("section", { class: "guide-part guide-receipt" });
  }

  /**
   * @param {Card} card
   * @param {HTMLElement} root Where the questions stand.
   * @param {string} here The id of the outcome that is shown.
   */
  show(card, root, here) {
    this.here = here;
    this.said = new Set(["", card.row?.text ?? "", ...card.tables.map(({ text }) => text)]);
    this.showDoubt(card.doubt, root);
    this.content.replaceChildren(...this.changes(card.changes), this.why(card));
    this.showReceipt(card.receipt);
  }

  /** @param {Change[]} changes */
  changes(changes) {
    if (!changes.length) return [element("p", {}, word("nothing-would-change"))];
    const items = changes.map((change) =>
      this.change(change, word("change-to", { name: change.name, answer: change.answer })),
    );
    const first = element("ul", {}, ...items.slice(0, SHOWN_CHANGES));
    const rest = items.slice(SHOWN_CHANGES);
    if (!rest.length) return [first];
    const summary = word("more-changes", { count: rest.length });
    return [first, element("details", {}, element("summary", {}, summary), element("ul", {}, ...rest))];
  }

  /**
   * @param {Change} change
   * @param {string} text
   */
  change({ id, value, asks, ends }, text) {
    const link = element("a", { class: "guide-change-link", href: this.address({ id, value }) }, text);
    const led = [];
    if (asks) led.push(word("changes-asks", { question: asks }));
    if (ends.length > 1) led.push(word("one-of"));
    const list = element("span", { class: "guide-change-leads" }, led.join(" "));
    const outcomes = this.ends(ends);
    if (outcomes.length === 1) list.append(led.length ? " " : "", outcomes[0]);
    else list.append(element("ul", {}, ...outcomes.map((outcome) => element("li", {}, outcome))));
    return element("li", {}, link, " ", list);
  }

  /**
   * Each outcome once, with what its tables say where that is something else than here and all that they say there.
   * @param {Change["ends"]} ends
   */
  ends(ends) {
    const outcomes = [...new Set(ends.map(({ outcome }) => outcome))];
    const lines = outcomes.map((outcome) => {
      const all = ends.filter((end) => end.outcome === outcome);
      const [{ title, response, tables }] = all;
      const other = [response, ...tables].filter((text) => !this.said.has(text));
      if (all.length > 1 || !other.length) return title;
      const said = other.join(" · ");
      return outcome === this.here ? said : word("ends-and", { outcome: title, response: said });
    });
    return lines.length > SHOWN_ENDS ? [...lines.slice(0, SHOWN_ENDS), `+ ${lines.length - SHOWN_ENDS}`] : lines;
  }

  /** @param {Card} card */
  why({ why, row }) {
    const answers = why.map((given) => element("li", {}, `${given.name}: ${given.answer}`, this.cited(given)));
    const parts = [element("p", {}, word("why-answers")), element("ul", {}, ...answers)];
    if (row) {
      const item = element("li", {}, row.text, this.cited(row));
      parts.push(element("p", {}, word("why-response-time")), element("ul", {}, item));
    }
    return element("details", {}, element("summary", {}, word("why")), ...parts);
  }

  /** @param {Cited} cited */
  cited({ cites, derived }) {
    const items = cites.map(({ title, href }) => element("li", {}, element("a", fromOwnPage(href), title)));
    const tag = element("span", { class: "guide-tag" }, word("inferred"));
    if (derived) items.push(element("li", {}, tag, ` ${derived}`));
    return element("ul", { class: "guide-cites" }, ...items);
  }

  /**
   * @param {Doubt | null} doubt
   * @param {HTMLElement} root
   */
  showDoubt(doubt, root) {
    this.doubt.hidden = !doubt;
    if (!doubt) return;
    const always = [];
    const titles = [...new Set(doubt.ends.map(({ title }) => title))];
    if (titles.length === 1) always.push(word("always-outcome", { outcome: titles[0] }));
    else if (doubt.portal) always.push(word("always-portal", { portal: doubt.portal }));
    always.push(...[doubt.response, ...doubt.tables].filter(Boolean));
    if (!always.length) always.push(word("nothing-the-same"));
    this.doubt.replaceChildren(
      element("h3", { "aria-level": "2" }, word("while-unsure")),
      element("p", {}, word("whatever-the-answer")),
      element("ul", {}, ...always.map((text) => element("li", {}, text))),
      ...doubt.unsure.flatMap((unsure) => this.unsure(unsure, root)),
    );
  }

  /**
   * @param {Doubt["unsure"][number]} unsure
   * @param {HTMLElement} root
   * @returns {HTMLElement[]}
   */
  unsure({ id, text, help, answers }, root) {
    // the question's own help, with its links; the engine's words where the page has none
    const own = root.querySelector(`[data-question="${CSS.escape(id)}"] .guide-help > ul`);
    const list = own
      ? /** @type {HTMLElement} */ (own.cloneNode(true))
      : element("ul", {}, ...help.map((item) => element("li", {}, item)));
    for (const copied of findAll(list, "[id]")) copied.removeAttribute("id");
    const changes = answers.map((change) => this.change(change, change.answer));
    const parts = [
      element("p", { class: "guide-doubt-question" }, text),
      element("ul", { "aria-label": word("depends-on-answer") }, ...changes),
    ];
    if (!list.children.length) return parts;
    return [...parts, element("details", {}, element("summary", {}, word("how-to-find-out")), list)];
  }

  /** @param {string} receipt */
  showReceipt(receipt) {
    const { announcer } = this;
    const link = () => {
      const address = new URL(inFrame() ? "../" : location.pathname, location.href); // the guide's own page, not a frame
      address.search = `?receipt=${receipt}`;
      return address.href;
    };
    this.receipt.replaceChildren(
      element("h3", { "aria-level": "2" }, word("receipt")),
      element(
        "p",
        {},
        element("code", { class: "guide-receipt-id", dir: "ltr" }, receipt),
        " ",
        copyButton({ label: word("copy"), what: word("receipt"), announcer, text: () => receipt }),
        " ",
        copyButton({ label: word("copy-link"), what: word("copied-link"), announcer, text: link }),
      ),
      element("p", { class: "guide-hint" }, word("receipt-about")),
    );
  }
}

/** Whether this is the tree for frames in other sites' pages, one folder below the guide's own page. */
export function inFrame() {
  return document.body.classList.contains("guide-embed");
}

/**
 * The attributes of a link to another page of the guide; `href` is relative to the guide's own page.
 * @param {string} href
 * @returns {Record<string, string>}
 */
function fromOwnPage(href) {
  return inFrame() ? { href: `../${href}`, target: "_blank", rel: "noopener" } : { href };
}
