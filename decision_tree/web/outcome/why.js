/** Why this outcome, what would change it, what doubt leaves open, and the receipt. */

import { copyButton } from "../page/clipboard.js";
import { element, fill } from "../page/dom.js";

const SHOWN_CHANGES = 5;
const SHOWN_ENDS = 4;

export class WhyPart {
  /**
   * @param {{words: Record<string, string>, announcer: import("../page/clipboard.js").Announcer,
   *   address: (changed: {id: string, value: string}) => string}} about
   *   `address` gives the page's address with one answer changed.
   */
  constructor({ words, announcer, address }) {
    Object.assign(this, { words, announcer, address });
    this.doubt = element("section", { class: "guide-part guide-doubt" });
    this.element = element("section", { class: "guide-part guide-why" });
    this.receipt = element("section", { class: "guide-part guide-receipt" });
  }

  /**
   * @param {any} card The engine's card.
   * @param {HTMLElement} root Where the questions stand.
   * @param {string} here The id of the outcome that is shown.
   */
  show(card, root, here) {
    this.here = here;
    this.promise = card.row?.text ?? "";
    this.showDoubt(card.doubt, root);
    this.element.replaceChildren(element("h3", {}, this.words["what-would-change"]), ...this.changes(card.changes), this.why(card));
    this.showReceipt(card.receipt);
  }

  changes(changes) {
    if (!changes.length) return [element("p", {}, this.words["nothing-would-change"])];
    const items = changes.map((change) => this.change(change, fill(this.words["change-to"], change)));
    const first = element("ul", {}, ...items.slice(0, SHOWN_CHANGES));
    const rest = items.slice(SHOWN_CHANGES);
    if (!rest.length) return [first];
    const summary = fill(this.words["more-changes"], { count: rest.length });
    return [first, element("details", {}, element("summary", {}, summary), element("ul", {}, ...rest))];
  }

  change(change, text) {
    const { id, value, asks, ends } = change;
    const link = element("a", { class: "guide-change-link", href: this.address({ id, value }) }, text);
    const led = [];
    if (asks) led.push(fill(this.words["changes-asks"], { question: asks }));
    if (ends.length > 1) led.push(this.words["one-of"]);
    const list = element("span", { class: "guide-change-leads" }, led.join(" "));
    const outcomes = this.ends(ends);
    if (outcomes.length === 1) list.append(led.length ? " " : "", outcomes[0]);
    else list.append(element("ul", {}, ...outcomes.map((one) => element("li", {}, one))));
    return element("li", {}, link, " ", list);
  }

  /** Each outcome once, with its promise where that is another one than here and the only one there. */
  ends(ends) {
    const outcomes = [...new Set(ends.map(({ outcome }) => outcome))];
    const lines = outcomes.map((outcome) => {
      const there = ends.filter((end) => end.outcome === outcome);
      const [{ title, promise }] = there;
      if (there.length > 1 || !promise || promise === this.promise) return title;
      return outcome === this.here ? promise : fill(this.words["ends-and"], { outcome: title, promise });
    });
    return lines.length > SHOWN_ENDS ? [...lines.slice(0, SHOWN_ENDS), `+ ${lines.length - SHOWN_ENDS}`] : lines;
  }

  why(card) {
    const rows = card.why.map(({ name, answer, cites, derived }) =>
      element("li", {}, `${name}: ${answer}`, this.cited(cites, derived)),
    );
    const row = card.row
      ? [element("p", {}, this.words["why-promise"]), element("ul", {}, element("li", {}, card.row.text, this.cited(card.row.cites, card.row.derived)))]
      : [];
    const list = element("ul", {}, ...rows);
    return element("details", {}, element("summary", {}, this.words.why), element("p", {}, this.words["why-answers"]), list, ...row);
  }

  cited(cites, derived) {
    const links = cites.map(({ title, href }) => element("li", {}, element("a", outward(href), title)));
    const reason = derived ? [element("li", {}, element("span", { class: "guide-tag" }, this.words.inferred), ` ${derived}`)] : [];
    return element("ul", { class: "guide-cites" }, ...links, ...reason);
  }

  showDoubt(doubt, root) {
    this.doubt.hidden = !doubt;
    if (!doubt) return;
    const { words } = this;
    const always = [];
    const titles = [...new Set(doubt.ends.map(({ title }) => title))];
    if (titles.length === 1) always.push(fill(words["always-outcome"], { outcome: titles[0] }));
    else if (doubt.portal) always.push(fill(words["always-portal"], { portal: doubt.portal }));
    if (doubt.promise) always.push(doubt.promise);
    always.push(...doubt.ready.map((item) => fill(words["always-ready"], { item })));
    if (!always.length) always.push(words["nothing-the-same"]);
    this.doubt.replaceChildren(
      element("h3", {}, words["while-unsure"]),
      element("p", {}, words["whatever-the-answer"]),
      element("ul", {}, ...always.map((text) => element("li", {}, text))),
      ...doubt.unsure.flatMap((one) => this.unsure(one, root)),
    );
  }

  unsure({ id, text, help, answers }, root) {
    // the question's own help, with its links; the engine's words where the page has none
    const there = root.querySelector(`[data-question="${CSS.escape(id)}"] .guide-help > ul`)?.cloneNode(true);
    const list = there ?? element("ul", {}, ...help.map((item) => element("li", {}, item)));
    for (const one of list.querySelectorAll("[id]")) one.removeAttribute("id");
    const parts = [
      element("p", { class: "guide-doubt-question" }, text),
      element("ul", { "aria-label": this.words["depends-on-answer"] }, ...answers.map((one) => this.change(one, one.answer))),
    ];
    if (list.children.length) {
      parts.push(element("details", {}, element("summary", {}, this.words["how-to-find-out"]), list));
    }
    return parts;
  }

  showReceipt(receipt) {
    const { words, announcer } = this;
    const link = () => {
      const address = new URL(inFrame() ? "../" : location.pathname, location.href); // the guide's own page, not a frame
      address.search = `?receipt=${receipt}`;
      return address.href;
    };
    const button = (label, what, text) => copyButton({ label, what, words, announcer, text });
    this.receipt.replaceChildren(
      element("h3", {}, words.receipt),
      element("p", {}, element("code", { class: "guide-receipt-id", dir: "ltr" }, receipt), " ", button(words.copy, words.receipt, () => receipt), " ", button(words["copy-link"], words["copied-link"], link)),
      element("p", { class: "guide-hint" }, words["receipt-about"]),
    );
  }
}

/** Whether this is the tree for frames in other sites' pages, one folder below the guide's own page. */
function inFrame() {
  return document.body.classList.contains("guide-embed");
}

/** A link to another page of the guide, whose address is seen from the guide's own page. */
function outward(href) {
  return inFrame() ? { href: `../${href}`, target: "_blank", rel: "noopener" } : { href };
}
