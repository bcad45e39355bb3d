/**
 * Starts the engine's worker once the page is painted, ahead of home.js. Not where data is dear, and not while the page
 * itself is on its way: on a slow line that comes first.
 */

import { startingPoint } from "../engine/starting_point.js";
import { startAhead } from "../engine/worker_ahead.js";
import { connection, dataIsDear } from "../page/connection.js";

const observer = new PerformanceObserver(() => {
  observer.disconnect();
  const [page] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const script = document.getElementById("guide")?.dataset.worker;
  if (!page?.responseEnd || script === undefined || dataIsDear()) return;
  const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntries());
  startAhead(new URL(script, document.baseURI), startingPoint(connection(), entries));
});
observer.observe({ type: "paint", buffered: true });
