/** The elements that the last edit has changed: the server has marked them in the page. */

const MARKED = "[data-live-changed]";
const FLASHED = "data-live-flashed";

/** The marked elements that the page shows now, or would if a fold were open. */
export function shownMarks() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll(MARKED)]).filter(isShown);
}

/** @param {Element} element @returns {boolean} */
function isShown(element) {
  const fold = element.closest("details:not([open])");
  if (!fold || element === fold || element.parentElement === fold) return element.checkVisibility();
  return element.closest("[hidden]") === null && isShown(fold);
}

/**
 * Bring a marked element into view, with the folds around it opened.
 * @param {HTMLElement} mark
 */
export function goTo(mark) {
  for (let fold = mark.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  mark.scrollIntoView({ block: "center", behavior: "instant" });
  mark.setAttribute(FLASHED, "");
  setTimeout(() => mark.removeAttribute(FLASHED), 1200);
}
