/** Copying and saving texts, with the clipboard's permission or without; the result is shown and announced. */

import { element } from "./dom.js";
import { word } from "./words.js";

const CONFIRMATION = 2500; // milliseconds for which a button says that it has copied

/** Announces short texts to screen readers, one at a time, by one live region. */
export class Announcer {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.region = element("p", { class: "guide-visually-hidden", role: "status" });
    root.append(this.region);
  }

  /** @param {string} text */
  say(text) {
    // emptied first: the same text once more would not be a change, and not be read
    this.region.textContent = "";
    setTimeout(() => (this.region.textContent = text), 50);
  }
}

/**
 * A button that copies a text, and shows and announces that it did.
 * @param {object} about
 * @param {string} about.label The word on the button.
 * @param {string} about.what The name of the text, announced when it is copied and in the label of a button "Copy".
 * @param {Announcer} about.announcer
 * @param {() => string} about.text
 * @param {() => void} [about.done] Called when the text has been copied.
 * @param {boolean} [about.primary]
 */
export function copyButton({ label, what, announcer, text, done = () => {}, primary = false }) {
  const kind = primary ? "md-button md-button--primary" : "guide-small-button";
  const button = element("button", { type: "button", class: `guide-copy ${kind}` }, label);
  if (label === word("copy")) button.setAttribute("aria-label", word("copy-what", { what }));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  button.addEventListener("click", async () => {
    const copied = await copy(text());
    const said = copied ? word("copied", { what }) : word("copy-by-hand");
    announcer.say(said);
    if (!copied) return;
    done();
    button.classList.add("guide-copied");
    button.dataset.said = said;
    clearTimeout(timer);
    timer = setTimeout(() => button.classList.remove("guide-copied"), CONFIRMATION);
  });
  return button;
}

/**
 * Copy a text by whichever way the browser allows. When none does, the text is left selected, in view.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** @param {string} text */
function copySelected(text) {
  const focused = document.activeElement;
  const area = element("textarea", { class: "guide-copy-area", readonly: "", "aria-label": text.slice(0, 80) });
  area.value = text;
  document.body.append(area);
  area.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } catch {
    // not allowed either
  }
  if (copied) {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  } else {
    area.classList.add("guide-copy-area--shown");
    area.addEventListener("blur", () => area.remove(), { once: true });
  }
  return copied;
}

/**
 * Let the browser save a text as a file.
 * @param {string} name
 * @param {string} type Its media type.
 * @param {string} text
 */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
