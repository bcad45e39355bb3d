/** Copying and saving texts: with the clipboard's permission or without, seen and heard. */

import { element, fill } from "./dom.js";

const SHOWN = 2500; // milliseconds for which a button says that it has copied

/** Says short things to screen readers, one at a time, from one place. */
export class Announcer {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.region = element("p", { class: "guide-visually-hidden", role: "status" });
    root.append(this.region);
  }

  say(text) {
    // emptied first: the same text once more would not be a change, and not be read
    this.region.textContent = "";
    setTimeout(() => (this.region.textContent = text), 50);
  }
}

/**
 * A button that copies a text and says that it did.
 * @param {{label: string, what: string, words: Record<string, string>, announcer: Announcer,
 *   text: () => string, done?: () => void, primary?: boolean}} about
 *   `what` names the text when it has been copied, and in the name of a button that says just "Copy".
 */
export function copyButton({ label, what, words, announcer, text, done = () => {}, primary = false }) {
  const kind = primary ? "md-button md-button--primary" : "guide-small-button";
  const button = element("button", { type: "button", class: `guide-copy ${kind}` }, label);
  if (label === words.copy) button.setAttribute("aria-label", fill(words["copy-what"], { what }));
  let timer;
  button.addEventListener("click", async () => {
    const copied = await copy(text());
    const said = copied ? fill(words.copied, { what }) : words["copy-by-hand"];
    announcer.say(said);
    if (!copied) return;
    done();
    button.classList.add("guide-copied");
    button.dataset.said = said;
    clearTimeout(timer);
    timer = setTimeout(() => button.classList.remove("guide-copied"), SHOWN);
  });
  return button;
}

/** Copy a text by whichever way the browser allows. When none does, the text is left selected, in view. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text) {
  const before = document.activeElement;
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
    before?.focus?.({ preventScroll: true });
  } else {
    area.classList.add("guide-copy-area--shown");
    area.addEventListener("blur", () => area.remove(), { once: true });
  }
  return copied;
}

/** Let the browser save a text as a file. */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
