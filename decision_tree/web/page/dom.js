/** Elements of the page (DOM): made of attributes and texts only, so that no text is ever parsed as markup. */

import { foreignLanguage } from "./words.js";

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.map(withLanguage));
  return made;
}

/**
 * Replace the content of an element by a text.
 * @param {Element} place
 * @param {string} text
 */
export function write(place, text) {
  place.replaceChildren(withLanguage(text));
}

/**
 * The first element that matches a selector. The build writes it into the page, so it is never null.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}

/**
 * All elements that match a selector.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function findAll(root, selector) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector))];
}

/**
 * The innermost element that an event happened in and that matches a selector.
 * @param {Event} event
 * @param {string} selector
 * @returns {Element | null | undefined}
 */
export function closest({ target }, selector) {
  return /** @type {Element} */ (target).closest?.(selector); // an event may happen to the document
}

/**
 * Whether a click follows a link in this tab: the main button, without a key that opens a new tab or window.
 * @param {MouseEvent} event
 */
export function isPlain(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

/**
 * An element's text, without the spaces around it.
 * @param {Node | null} node
 */
export function textOf(node) {
  return node?.textContent?.trim() ?? "";
}

/**
 * Scroll an element to the top of what is seen. In a frame only the frame scrolls: scrollIntoView would move the page
 * around it as well, which is that page's to do.
 * @param {Element} target
 */
export function scrollToTop(target) {
  if (window.parent === window) target.scrollIntoView({ block: "start" });
  else scrollBy(0, target.getBoundingClientRect().top);
}

/**
 * Open what an element is folded in, so that it is seen.
 * @param {Element} element
 */
export function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
}

/**
 * A text in another language than the page, wrapped in an element with that language.
 * @param {Node | string} child
 */
function withLanguage(child) {
  const language = typeof child === "string" && foreignLanguage(child);
  if (!language) return child;
  const span = element("span", { ...language, class: "guide-foreign" });
  span.append(child);
  return span;
}
