/**
 * Starts the engine's worker once the page is painted, ahead of home.js. Not where data is dear, and not while the page
 * itself is on its way: on a slow line that comes first.
 */

import { startingPoint } from "../engine/starting_point.js";
import { startAhead } from "../engine/worker_ahead.js";
import { connection, dataIsDear } from "../page/connection.js";

const observer = new PerformanceObserver(() => {
  observer.disconnect();
  attempt();
});
observer.observe({ type: "paint", buffered: true });

/** Start the worker, or try again with the next frame until the page is read, when home.js comes. */
function attempt() {
  const [page] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const script = document.getElementById("guide")?.dataset.worker;
  if (dataIsDear()) return;
  if (page?.responseEnd && script !== undefined) {
    const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntries());
    startAhead(new URL(script, document.baseURI), startingPoint(connection(), entries));
  } else if (document.readyState === "loading") requestAnimationFrame(attempt);
}
