/** What Pyodide starts from: its snapshot starts sooner, its standard library is a million bytes less to load. */

const SLOW_LINE = 5; // Mbit/s; below it the snapshot's bytes take longer than what they save
const LARGE = 10_000; // bytes; smaller files arrive in one go, whatever the line

/** @typedef {Pick<PerformanceResourceTiming, "transferSize" | "responseStart" | "responseEnd">} Loaded */

/**
 * @param {import("../page/connection.js").Connection} line Browsers guess its speed until much has been loaded, so
 *   only "slow" counts.
 * @param {Loaded[]} entries What the page has loaded until now, to measure the line's speed by.
 * @returns {"snapshot" | "library"}
 */
export function startingPoint({ saveData, effectiveType = "" }, entries) {
  if (saveData || /2g|3g/.test(effectiveType)) return "library";
  const speeds = entries
    .filter((entry) => entry.transferSize > LARGE && entry.responseEnd > entry.responseStart)
    .map((entry) => (entry.transferSize * 8) / 1000 / (entry.responseEnd - entry.responseStart));
  return speeds.length && Math.max(...speeds) < SLOW_LINE ? "library" : "snapshot";
}
