/**
 * The guide in a frame of another site's page. It answers only the page around it, and only if that page made the
 * frame with element.js: the frame's name then holds a random id and the page's origin. In a frame that
 * somebody wrote by hand it says nothing and listens to nobody.
 */

import { Guide } from "../guide/guide.js";
import { HostChannel } from "../embed/host_channel.js";
import { whenSeen } from "../guide/when_to_start.js";

const root = document.getElementById("guide");
const guide = new Guide(root, {
  worker: new URL("worker.js", import.meta.url),
  loadCard: () => import("./outcome_card.js"),
  whenToStart: (start) => whenSeen(root, start),
});
const frame = named();
if (frame) new HostChannel(frame, root, guide);

const full = document.querySelector(".guide-open-full");
const home = full.getAttribute("href");
for (const event of ["pointerdown", "focus", "click"]) {
  full.addEventListener(event, () => {
    const query = new URLSearchParams(location.search);
    for (const name of ["theme", "accent"]) query.delete(name);
    full.setAttribute("href", `${home}${String(query) && `?${query}`}${location.hash}`);
  });
}

/** What element.js put into the frame's name; null where it did not make the frame. */
function named() {
  if (window.parent === window) return null;
  try {
    const { escalationGuide, id, host } = JSON.parse(window.name);
    const sound = escalationGuide === 1 && /^[0-9a-f]{32}$/.test(id) && typeof host === "string";
    return sound && (host === "null" || new URL(host).origin === host) ? { id, host } : null;
  } catch {
    return null;
  }
}
