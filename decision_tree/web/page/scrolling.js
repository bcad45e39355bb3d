/**
 * Bring an element to the top of what is seen. In a frame only the frame scrolls: scrollIntoView would move the page
 * around it as well, which is that page's to do.
 * @param {Element} element
 */
export function bring(element) {
  if (window.parent === window) element.scrollIntoView({ block: "start" });
  else scrollBy(0, element.getBoundingClientRect().top);
}
