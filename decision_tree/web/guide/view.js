/** The view: renders the state of the guide into the page, only where it differs from the state before. */

import { closest, element, find, findAll, scrollToTop, textOf, write } from "../page/dom.js";
import { word } from "../page/words.js";
import { writeAddress } from "./address.js";
import { forgetButton } from "./remembered_line.js";
import { holds } from "./walk.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./walk.js").Step} Step */

const ANSWERS = "guide-answers-title"; // the id of the summary of the answers
const CASE = 2; // how many answers tell what an outcome is about: a product, and what is the matter

export class View {
  #root;
  #tree;
  #card;
  #settings;
  #remembered;
  #notice;
  #ways;
  #answers;
  #title = document.title;
  #heading; // the page's title: shown on the first step only
  /** @type {Map<HTMLElement, string | null>} What a field's value is before its question is answered. */
  #unanswered = new Map();
  /** @type {State | undefined} What is shown. */
  #before;

  /**
   * @param {HTMLElement} root
   * @param {import("./walk.js").Tree} tree
   * @param {object} parts
   * @param {import("./deferred_card.js").DeferredCard} parts.card
   * @param {import("./setting_fields.js").SettingFields} parts.settings
   * @param {import("./remembered_line.js").RememberedLine} parts.remembered
   */
  constructor(root, tree, { card, settings, remembered }) {
    this.#root = root;
    this.#tree = tree;
    this.#card = card;
    this.#settings = settings;
    this.#remembered = remembered;
    this.#notice = find(root, ".guide-notice");
    this.#ways = find(root, ".guide-ways");
    this.#answers = /** @type {HTMLDetailsElement} */ (find(root, ".guide-answers"));
    this.#heading = root.parentElement?.querySelector(":scope > h1");
    root.classList.add("guide--live");
    this.#ways.addEventListener("click", (event) => {
      if (!closest(event, ".guide-change-answers")) return;
      event.preventDefault();
      this.#answers.open = true;
      const title = this.#section(ANSWERS);
      title.focus({ preventScroll: true });
      scrollToTop(title);
    });
  }

  /** @param {State} state */
  render(state) {
    const before = this.#before;
    this.#before = state;
    /** @param {keyof State} name */
    const changed = (name) => state[name] !== before?.[name];
    if (changed("engine")) document.documentElement.dataset.engine = state.engine;
    if (changed("shown")) this.#renderSection(state.shown);
    if (changed("step")) {
      this.#settings.render(state.step.settings);
      this.#renderOutcome(state);
      this.#renderProgress(state);
      this.#renderChoices(state);
      this.#renderWays(state);
      if (String(state.step.path) !== String(before?.step.path)) this.#renderAnswers(state);
    }
    if (changed("remembered")) this.#renderAnswers(state);
    if (changed("remembered") || changed("offered") || changed("forgotten")) {
      this.#remembered.render({ ...state, kept: state.remembered });
    }
    if (changed("shown")) this.#renderTitle(state);
    if (changed("notices")) this.#renderNotices(state);
  }

  /**
   * Show a section and nothing else of the tree.
   * @param {string} id
   */
  #renderSection(id) {
    for (const other of findAll(this.#root, ".guide-current")) other.classList.remove("guide-current");
    const section = this.#section(id);
    section.classList.add("guide-current");
    const outcome = !this.#tree.sections.has(id);
    const underWay = id !== this.#tree.first;
    if (underWay) {
      // the page's own title is away then
      find(section, ".guide-title").setAttribute("aria-level", "1");
      for (const heading of findAll(section, "h3")) heading.setAttribute("aria-level", "2");
    }
    this.#answers.open = !outcome;
    write(this.#section(ANSWERS), word(outcome ? "your-answers-and-receipt" : "your-answers"));
    this.#root.classList.toggle("guide--under-way", underWay);
    this.#heading?.classList.toggle("guide-page-title--away", underWay);
    if (outcome) paintTopFirst(section);
  }

  /**
   * Show the progress: the number of this question, and of how many at most.
   * @param {State} state
   */
  #renderProgress({ step, shown, remembered }) {
    const section = this.#tree.sections.get(shown);
    if (!section) return;
    const [fewest, most] = section.left;
    const index = step.sections.indexOf(shown);
    const passed = (index < 0 ? step.path : step.path.slice(0, index)).map(([id]) => id);
    const before = passed.filter((id) => !step.remembered.includes(id)).length;
    const values = { number: before + 1, most: before + (most ?? fewest) };
    const mayBeSkipped = Object.keys(remembered).some((id) => !passed.includes(id) && !(id in step.settings));
    const text = word(most || mayBeSkipped ? "question-number" : "question-number-exact", values);
    write(find(this.#section(shown), ".guide-progress"), text);
  }

  /** @param {State} state */
  #renderTitle({ shown }) {
    const step = textOf(find(this.#section(shown), ".guide-title"));
    document.title = shown === this.#tree.first ? this.#title : `${step} – ${this.#title}`;
  }

  /**
   * Give each answer of the question that is shown its whole address, for a new tab, and mark the one given earlier.
   * @param {State} state
   */
  #renderChoices({ answers, step, shown }) {
    const section = this.#tree.sections.get(shown);
    if (!section) return;
    const given = step.path[step.sections.indexOf(shown)]?.[1];
    for (const item of findAll(this.#section(shown), "[data-answer]")) {
      const { answer = "" } = item.dataset;
      const link = /** @type {HTMLAnchorElement} */ (find(item, "a"));
      link.href = writeAddress({ ...answers, [section.question]: answer }, link.hash.slice(1));
      if (answer === given) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /**
   * Show the ways from this step: back to the question that was asked before it, to the answers, and, from a question that
   * was answered already, to where the reader was.
   * @param {State} state
   */
  #renderWays({ answers, step, shown }) {
    const index = step.sections.indexOf(shown);
    const passed = index < 0 ? step.path : step.path.slice(0, index);
    const [before] = passed.findLast(([id]) => !step.remembered.includes(id)) ?? [];
    const links = [];
    if (before) links.push(way("guide-back", writeAddress(answers, before), word("back")));
    if (index >= 0) links.push(way("guide-leave", writeAddress(answers, step.at), word("leave-as-it-was")));
    if (step.path.length) links.push(way("guide-change-answers", `#${ANSWERS}`, word("change-answers")));
    this.#ways.replaceChildren(...links);
    this.#ways.hidden = links.length === 0;
  }

  /**
   * Show an outcome: only the pieces that apply, and the card.
   * @param {State} state
   */
  #renderOutcome({ step }) {
    if (!step.outcome) return this.#card.hide();
    const section = this.#section(step.section);
    const facts = { ...Object.fromEntries(step.path), ...step.settings };
    const { pieces } = step;
    /** @param {DOMStringMap} piece */
    const applies = ({ key = "", when = "{}" }) => (pieces ? pieces.includes(key) : holds(JSON.parse(when), facts));
    const labels = this.#labels(facts);
    this.#renderPieces(section, (piece) => applies(piece.dataset), labels);
    write(find(section, ".guide-case"), step.path.slice(0, CASE).map(([question]) => labels[question]).join(" · "));
    // back to the question whose answer led here: the one that goes on differently once this has been done
    const back = `#${step.path.at(-1)?.[0]}`;
    for (const link of findAll(section, ".guide-resume a")) link.hidden = link.getAttribute("href") !== back;
    this.#card.show(section, facts);
  }

  /**
   * Show the pieces of an outcome that apply, with the answers given in its fields, and no conditions: they are decided.
   * @param {HTMLElement} section
   * @param {(piece: HTMLElement) => boolean} applies
   * @param {Record<string, string>} labels The label of each answer given, by question.
   */
  #renderPieces(section, applies, labels) {
    for (const field of findAll(section, "[data-from]")) {
      const value = find(field, ".guide-field-value");
      const unanswered = this.#unanswered.get(value) ?? value.textContent;
      this.#unanswered.set(value, unanswered);
      value.textContent = labels[/** @type {string} */ (field.dataset.from)] ?? unanswered;
    }
    for (const piece of findAll(section, "[data-key]")) piece.hidden = !applies(piece);
    // a part with nothing in it that applies goes with its heading; inner ones first
    for (const part of findAll(section, ".guide-part, .guide-fold").reverse()) {
      const pieces = findAll(part, ":scope > :is(ul, ol) > li, :scope > :is(.guide-warning, .guide-part)");
      if (pieces.length) part.hidden = pieces.every((piece) => piece.hidden);
    }
    this.#renderChanges(section);
    for (const condition of findAll(section, ".guide-condition")) condition.hidden = true;
  }

  /**
   * Show which later changes touch the pieces that apply, and how many they are.
   * @param {HTMLElement} section
   */
  #renderChanges(section) {
    const count = section.querySelector(".guide-changes-count");
    if (!count) return;
    const bound = findAll(section, "[data-since]").filter((piece) => !piece.closest("[hidden]"));
    const ids = new Set(bound.flatMap(({ dataset }) => dataset.since?.split(" ") ?? []));
    for (const change of findAll(section, "[data-change]")) change.hidden = !ids.has(change.dataset.change ?? "");
    write(count, ids.size ? word("changes-since", { count: ids.size }) : "");
  }

  /**
   * Show the answers so far, each with a link to change it; one that this device remembers, with a button to forget it.
   * @param {State} state
   */
  #renderAnswers({ step: { path }, remembered }) {
    const labels = this.#labels(Object.fromEntries(path));
    const rows = path.map(([question, answer]) => {
      const name = this.#tree.choices.get(question)?.name ?? question;
      const hidden = element("span", { class: "guide-visually-hidden" }, ` ${name}`);
      const change = element("a", { href: `#${question}` }, word("change"), hidden);
      const kept = remembered[question] === answer;
      const ways = kept ? [change, " ", forgetButton(question, name)] : [change];
      const row = [element("dt", {}, name), element("dd", {}, labels[question])];
      if (kept) row[1].append(" ", element("span", { class: "guide-tag" }, word("remembered-tag")));
      return element("div", { class: "guide-answer" }, ...row, element("dd", { class: "guide-change" }, ...ways));
    });
    find(this.#answers, "dl").replaceChildren(...rows);
    this.#answers.hidden = rows.length === 0;
  }

  /**
   * Show the notices above the step.
   * @param {State} state
   */
  #renderNotices({ notices }) {
    this.#notice.replaceChildren(...notices.map((parts) => element("span", {}, ...parts)));
    this.#notice.hidden = notices.length === 0;
  }

  /**
   * Move the reader to a section: the focus, and what is in view.
   * @param {string} id
   */
  enter(id) {
    const section = this.#section(id);
    find(section, ".guide-title").focus({ preventScroll: true });
    const above = [this.#ways, this.#notice].find((one) => !one.hidden);
    scrollToTop(above ?? section);
  }

  /** The response time of the shown outcome, in words. */
  responseTime() {
    return textOf(this.#root.querySelector(".guide-current .guide-response-times > :not([hidden]) .guide-response-time"));
  }

  /**
   * The label of each answer, by question.
   * @param {Record<string, string>} answers
   * @returns {Record<string, string>}
   */
  #labels(answers) {
    const label = (/** @type {string} */ id, /** @type {string} */ answer) =>
      this.#tree.choices.get(id)?.answers.get(answer)?.label ?? answer;
    return Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, label(id, answer)]));
  }

  /**
   * @param {string} id
   * @returns {HTMLElement}
   */
  #section(id) {
    return find(document, `#${CSS.escape(id)}`);
  }
}

/**
 * A link to another step.
 * @param {string} name Its class.
 * @param {string} href
 * @param {string} text
 */
function way(name, href, text) {
  return element("a", { class: name, href }, text);
}

/**
 * Paint the top of a long step first and the rest in the next frame, so that the top is seen sooner.
 * @param {HTMLElement} section
 */
function paintTopFirst(section) {
  section.classList.add("guide-arriving");
  requestAnimationFrame(() => setTimeout(() => section.classList.remove("guide-arriving")));
}
