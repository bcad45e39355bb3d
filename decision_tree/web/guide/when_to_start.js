/**
 * When the engine is loaded. It is many megabytes, and every question and outcome can be read without it: so it
 * comes when it is in nobody's way, or at once when the reader begins. Where data is dear, only then.
 */

import { readAddress } from "./address.js";
import { whenIdle } from "../page/idle.js";

const NEAR = "300px"; // counts where the page around the frame is of our origin; elsewhere browsers take it for 0
const TURN = "guide-engine-start"; // a lock of all pages and frames of this origin
const LONGEST_WAIT = 20_000; // milliseconds for the turn of another page, which may be on a line that is stuck

/**
 * On the guide's own page: when it is painted and idle. In a tab that nobody has seen yet that is later.
 * @param {HTMLElement} root The guide.
 * @param {() => Promise<void>} start Loads the engine; done when it runs, or will not.
 */
export function whenQuiet(root, start) {
  startOnce(root, start, whenIdle);
}

/**
 * In a frame: when it is in sight or nearly, or the reader goes into it. Parameters as for `whenQuiet`.
 */
export function whenSeen(root, start) {
  startOnce(root, start, (then) => {
    const events = ["focusin", "pointerover", "touchstart"];
    const seen = () => {
      observer.disconnect();
      for (const event of events) removeEventListener(event, seen);
      then();
    };
    const inSight = (all) => all.some((one) => one.isIntersecting) && seen();
    const observer = new IntersectionObserver(inSight, { rootMargin: NEAR });
    observer.observe(root);
    for (const event of events) addEventListener(event, seen, { passive: true });
  });
}

/** Whether the reader pays for bytes, or waits long for them: as far as the browser tells. */
export function dataIsDear() {
  const { saveData, effectiveType } = navigator.connection ?? {};
  return Boolean(saveData) || effectiveType === "slow-2g" || effectiveType === "2g";
}

/** Start when the reader begins; before that when `soon` says, if data is not dear. */
function startOnce(root, start, soon) {
  const waiting = new AbortController();
  let begun = false;
  const begin = async () => {
    if (begun) return;
    begun = true;
    for (const event of BEGINNINGS) root.removeEventListener(event, touched);
    waiting.abort();
    await start();
  };
  const touched = (event) => {
    // a section that a link leads to gets the focus by itself, and is no control
    if (event.type !== "focusin" || event.target.tabIndex >= 0) begin();
  };
  for (const event of BEGINNINGS) root.addEventListener(event, touched, { passive: true });
  // only the engine reads receipts, and who follows a link with one waits for it
  if (!dataIsDear() || readAddress(location).receipt !== null) soon(() => inTurn(begin, waiting));
}

const BEGINNINGS = ["focusin", "pointerdown", "click"]; // a click alone is what a screen reader sends

/** One start after another: frames of one page, or tabs, would only take the line and the processor from each other. */
function inTurn(begin, waiting) {
  setTimeout(() => waiting.abort(), LONGEST_WAIT);
  // no locks without https or without an origin; refused to a frame of another site in most browsers of these days
  if (!navigator.locks) begin();
  else navigator.locks.request(TURN, { signal: waiting.signal }, begin).catch(begin);
}
