/** Elements of the panel: made of texts, never of markup, since a guide's words may be anything. */

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} content
 */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {Record<string, string>} [attributes]
 */
export function button(label, act, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

/**
 * A style sheet of `serve`, as the page's policy lets a script add one.
 * @param {string} name
 */
export async function styles(name) {
  const sheet = new CSSStyleSheet();
  const response = await fetch(`/_live/${name}`);
  return sheet.replace(await response.text());
}
