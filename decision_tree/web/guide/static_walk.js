/**
 * The tree as the page's own links tell it. Every section is one state of the tree, so following links
 * is following the tree, with no engine at hand. The engine says the same, and more; see guide.js.
 */

/**
 * @typedef {{id: string, element: HTMLElement, question: string, name: string, links: Map<string, string>}} Section
 * @typedef {{at: string, section: string, outcome: boolean, path: [string, string][], sections: string[],
 *   facts: Record<string, string>,
 *   left: [number, number], pending: [string, string][], unused: string[], notices: {code: string, name: string, value: string}[]}} Walked
 */

/**
 * Whether a condition, {question: [answers]} or {question: {not: [answers]}}, holds. What was not answered
 * meets no test.
 */
export function holds(condition, facts) {
  return Object.entries(condition).every(([name, wanted]) => {
    const negated = !Array.isArray(wanted);
    return name in facts && (negated ? wanted.not : wanted).includes(facts[name]) !== negated;
  });
}

export class StaticTree {
  /** @param {HTMLElement} root The element that holds all sections. */
  constructor(root) {
    /** @type {Map<string, Section>} */
    this.sections = new Map();
    /** @type {Set<string>} */
    this.outcomes = new Set();
    /** @type {Map<string, string>} question id -> its short name */
    this.names = new Map();
    this.first = root.querySelector(".guide-first").id;
    for (const element of root.querySelectorAll("[data-question]")) {
      const links = new Map();
      for (const item of element.querySelectorAll("li[data-answer]")) {
        links.set(item.dataset.answer, item.querySelector("a").getAttribute("href").slice(1));
      }
      const { question, name } = element.dataset;
      this.sections.set(element.id, { id: element.id, element, question, name, links });
      this.names.set(question, name);
    }
    for (const element of root.querySelectorAll("[data-outcome]")) this.outcomes.add(element.id);
    this.depths = new Map();
  }

  /**
   * Follow the links as far as the answers go.
   * @param {Record<string, string>} answers
   * @param {import("./settings.js").Settings} settings Which of them are settings, and their defaults.
   * @returns {Walked}
   */
  walk(answers, settings) {
    let section = this.first;
    const path = [];
    const sections = [];
    const notices = [];
    while (this.sections.has(section)) {
      const { question, links } = this.sections.get(section);
      const answer = answers[question];
      if (answer === undefined || !links.has(answer)) break;
      path.push([question, answer]);
      sections.push(section);
      section = links.get(answer);
    }
    const walked = new Set(path.map(([question]) => question));
    const facts = { ...Object.fromEntries(path), ...settings.values(answers) };
    const ahead = this.ahead(section);
    const unused = [];
    const pending = [];
    for (const [name, value] of Object.entries(answers)) {
      if (walked.has(name)) continue;
      if (settings.has(name)) {
        if (facts[name] !== value) notices.push({ code: "unknown-answer", name, value });
      } else if (!this.names.has(name)) notices.push({ code: "unknown-question", name, value });
      else if (!this.knows(name, value)) notices.push({ code: "unknown-answer", name, value });
      else if (ahead.has(name)) pending.push([name, value]);
      else unused.push(name);
    }
    const outcome = this.outcomes.has(section);
    const at = outcome ? section : this.sections.get(section).question;
    return { at, section, outcome, path, sections, facts, left: this.left(section), pending, unused, notices };
  }

  /** The questions that may still be asked from this section on, its own included. */
  ahead(section, found = new Set(), seen = new Set()) {
    if (!this.sections.has(section) || seen.has(section)) return found;
    seen.add(section);
    const { question, links } = this.sections.get(section);
    found.add(question);
    for (const next of links.values()) this.ahead(next, found, seen);
    return found;
  }

  /** Whether some section of the question has the answer. */
  knows(question, answer) {
    for (const one of this.sections.values()) {
      if (one.question === question && one.links.has(answer)) return true;
    }
    return false;
  }

  /**
   * The fewest and the most questions from this section to an outcome, its own included.
   * @param {string} section
   * @returns {[number, number]}
   */
  left(section) {
    if (!this.sections.has(section)) return [0, 0];
    if (!this.depths.has(section)) {
      const below = [...new Set(this.sections.get(section).links.values())].map((id) => this.left(id));
      const fewest = 1 + Math.min(...below.map(([few]) => few));
      const most = 1 + Math.max(...below.map(([, many]) => many));
      this.depths.set(section, [fewest, most]);
    }
    return this.depths.get(section);
  }
}
