/** What Pyodide starts from: its snapshot is there sooner, and its library is a million bytes less to load. */

const SLOW_LINE = 5; // Mbit/s; below it the snapshot's bytes take longer than what they save
const LARGE = 10_000; // bytes; smaller files arrive in one go, whatever the line

/** @typedef {Pick<PerformanceResourceTiming, "transferSize" | "responseStart" | "responseEnd">} Loaded */

/**
 * @param {import("../page/connection.js").Connection} line What it says of the speed is a guess until much has been
 *   loaded, so it is believed only when it says "slow".
 * @param {Loaded[]} entries What the page has loaded until now, which is what its speed is known from.
 * @returns {"snapshot" | "library"}
 */
export function startingPoint({ saveData, effectiveType = "" }, entries) {
  if (saveData || /2g|3g/.test(effectiveType)) return "library";
  const speeds = entries
    .filter((entry) => entry.transferSize > LARGE && entry.responseEnd > entry.responseStart)
    .map((entry) => (entry.transferSize * 8) / 1000 / (entry.responseEnd - entry.responseStart));
  return speeds.length && Math.max(...speeds) < SLOW_LINE ? "library" : "snapshot";
}
