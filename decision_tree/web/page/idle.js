/**
 * Call a function when the page is painted and idle. A tab in the background is painted once it is seen.
 * @param {() => void} then
 */
export function whenIdle(then) {
  const idle = () => ("requestIdleCallback" in window ? requestIdleCallback(then, { timeout: 1000 }) : setTimeout(then, 200));
  // the second frame begins when the first is on its way to the screen
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(idle));
  if (document.readyState === "complete") painted();
  else addEventListener("load", painted, { once: true });
}
