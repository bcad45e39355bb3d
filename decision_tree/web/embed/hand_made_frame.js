/** A frame written by hand, without element.js: as high as its content where its style has `frame-sizing`. */

/**
 * Tell the browser each height of the content, and bring the top of a step that the reader went to into view: a frame
 * as high as its content cannot scroll. Browsers without `requestResize` have no such frames.
 * @param {HTMLElement} root Gets the guide's events; see guide.js.
 * @param {HTMLElement} top Above each step, and hidden above the first.
 */
export function growWithContent(root, top) {
  if (!window.requestResize) return;
  const page = document.documentElement;
  const tell = () => {
    page.style.width = `${page.clientWidth}px`; // else it measures in the width that the frame had at first
    window.requestResize();
  };
  new ResizeObserver(tell).observe(document.body);
  addEventListener("resize", tell);
  root.addEventListener("guide:enter", () => {
    (top.hidden ? document.activeElement : top)?.scrollIntoView({ block: "nearest" });
  });
}
