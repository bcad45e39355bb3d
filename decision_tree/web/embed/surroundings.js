/** The look of the host's page around an element: whether it is light or dark, and on which ground. */

/**
 * The scheme and the ground, such as "#ffffff": of the first background behind an element that is not see-through, or
 * of the page's canvas, which is dark where page and reader both want it.
 * @param {HTMLElement} element
 */
export function surroundings(element) {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const canvas = element.appendChild(document.createElement("span"));
  canvas.style.backgroundColor = "Canvas";
  let color = [255, 255, 255, 255];
  for (const place of [...withParents(element), canvas]) {
    if (!pixel) break;
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = getComputedStyle(place).backgroundColor;
    pixel.fillRect(0, 0, 1, 1);
    color = [...pixel.getImageData(0, 0, 1, 1).data];
    if (color[3] > 250) break;
  }
  canvas.remove();
  const [r, g, b] = color;
  const ground = `#${[r, g, b].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  return { ground, scheme: 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light" };
}

/**
 * An element and all that it is in, through shadow trees.
 * @param {Element} element
 */
function withParents(element) {
  const found = [];
  /** @type {Element | undefined | null} */
  let place = element;
  while (place) {
    found.push(place);
    const root = place.getRootNode();
    place = place.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return found;
}
