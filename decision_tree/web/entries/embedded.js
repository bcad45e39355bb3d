/**
 * The guide in a frame of another site's page. It exchanges messages only with the page around it, and only if that
 * page made the frame with element.js: the frame's name then holds a random id and the page's origin. In a frame
 * written by hand it neither sends nor receives messages.
 */

import { growWithContent } from "../embed/hand_made_frame.js";
import { HostChannel } from "../embed/host_channel.js";
import { RANDOM_ID, VERSION } from "../embed/protocol.js";
import { THEME_PARAMETERS } from "../guide/address.js";
import { Guide } from "../guide/guide.js";
import { whenSeen } from "../guide/when_to_start.js";
import { find } from "../page/dom.js";

const root = find(document, "#guide");
const guide = new Guide(root, {
  whenToStart: (start) => whenSeen(root, start),
});
const frame = frameName();
if (frame) new HostChannel(frame, root, guide);
else if (window.parent !== window) growWithContent(root, find(root, ".guide-ways"));

const full = find(document, ".guide-open-full");
const home = full.getAttribute("href");
for (const event of ["pointerdown", "focus", "click"]) {
  full.addEventListener(event, () => {
    const query = new URLSearchParams(location.search);
    for (const name of THEME_PARAMETERS) query.delete(name);
    full.setAttribute("href", `${home}${String(query) && `?${query}`}${location.hash}`);
  });
}

/** What element.js put into the frame's name; null where it did not make the frame. */
function frameName() {
  if (window.parent === window) return null;
  try {
    const { decisionTree, id, host } = JSON.parse(window.name);
    const sound = decisionTree === VERSION && RANDOM_ID.test(id) && typeof host === "string";
    return sound && (host === "null" || new URL(host).origin === host) ? { id, host } : null;
  } catch {
    return null;
  }
}
