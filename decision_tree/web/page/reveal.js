/** Opens the closed parts of a page around the place that its address names: not every browser does. */

addEventListener("hashchange", reveal);
reveal();

function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const closed = [];
  for (let at = target.closest("details"); at; at = at.parentElement?.closest("details") ?? null) closed.push(at);
  if (closed.every((details) => details.open)) return;
  for (const details of closed) details.open = true;
  target.scrollIntoView();
}
