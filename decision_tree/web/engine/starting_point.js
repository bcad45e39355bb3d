/** What Pyodide is to start from: its snapshot is there sooner, and its library is a million bytes less to load. */

const SLOW_LINE = 5; // Mbit/s; below it the snapshot's bytes take longer than what they save
const LARGE = 10_000; // bytes; smaller files arrive in one go, whatever the line

/**
 * @param {{saveData?: boolean, effectiveType?: string}} [line] Of navigator.connection, where there is one. What
 *   it says of the speed is a guess until much has been loaded, so it is believed only when it says "slow".
 * @param {PerformanceEntry[]} loaded What the page has loaded until now, which is what its speed is known from.
 * @returns {"snapshot" | "library"}
 */
export function startingPoint(line, loaded) {
  if (line?.saveData || /2g|3g/.test(line?.effectiveType)) return "library";
  const speeds = loaded
    .filter((one) => one.transferSize > LARGE && one.responseEnd > one.responseStart)
    .map((one) => (one.transferSize * 8) / 1000 / (one.responseEnd - one.responseStart));
  return speeds.length && Math.max(...speeds) < SLOW_LINE ? "library" : "snapshot";
}
