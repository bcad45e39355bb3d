/**
 * When the engine starts to load. It is many megabytes, and every question and outcome can be read without it: so it
 * waits until the page is idle, or starts at once when the reader begins to use the guide; with data saver or on a
 * slow line only then.
 */

import { TURN } from "../engine/worker_ahead.js";
import { dataIsDear } from "../page/connection.js";
import { whenIdle } from "../page/idle.js";
import { readAddress } from "./address.js";

const NEAR = "300px"; // counts where the page around the frame is of our origin; elsewhere browsers take it for 0
const LONGEST_WAIT = 20_000; // milliseconds to wait for another page's start, which may never end
const BEGINNINGS = ["focusin", "pointerdown", "click"]; // a click alone is what a screen reader sends
const NEARING = ["focusin", "pointerover", "touchstart"];

/**
 * On the guide's own page: at once if its worker was started ahead, else when it is painted and idle; a tab in the
 * background is painted once it is seen.
 * @param {HTMLElement} root The guide.
 * @param {() => Promise<void>} start Loads the engine; done when it runs, or will not.
 */
export function whenQuiet(root, start) {
  startOnce(root, start, (then) => (window.engineAhead?.worker ? then() : whenIdle(then)));
}

/**
 * In a frame: when it is in or near the viewport, or the reader goes into it.
 * @param {HTMLElement} root The guide.
 * @param {() => Promise<void>} start
 */
export function whenSeen(root, start) {
  startOnce(root, start, (then) => {
    const seen = () => {
      observer.disconnect();
      for (const event of NEARING) removeEventListener(event, seen);
      then();
    };
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && seen(), {
      rootMargin: NEAR,
    });
    observer.observe(root);
    for (const event of NEARING) addEventListener(event, seen, { passive: true });
  });
}

/**
 * Start when the reader begins to use the guide, or when `soon` calls back; not for `soon` where data is dear.
 * @param {HTMLElement} root
 * @param {() => Promise<void>} start
 * @param {(then: () => void) => void} soon
 */
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
  /** @param {Event} event */
  const touched = ({ type, target }) => {
    // a section that a link leads to gets the focus by itself, and is no control
    if (type !== "focusin" || /** @type {HTMLElement} */ (target).tabIndex >= 0) begin();
  };
  for (const event of BEGINNINGS) root.addEventListener(event, touched, { passive: true });
  // only the engine reads receipts, and who follows a link with one waits for it
  if (dataIsDear() && readAddress(location).receipt === null) return;
  soon(() => (window.engineAhead ? begin() : inTurn(begin, waiting)));
}

/**
 * One start at a time (Web Locks): frames or tabs that start together take line and processor from each other.
 * @param {() => Promise<void>} begin
 * @param {AbortController} waiting
 */
function inTurn(begin, waiting) {
  setTimeout(() => waiting.abort(), LONGEST_WAIT);
  // locks need https and an origin; most browsers refuse them to a frame of another site
  if (!navigator.locks) begin();
  else navigator.locks.request(TURN, { signal: waiting.signal }, begin).catch(begin);
}
