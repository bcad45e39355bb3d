/** The snippets that embed the guide, for any choice; snippets in site_builder/pages/html.py writes the first choice's. */

const FRAME_STYLE =
  "border: 0; block-size: auto; min-block-size: 700px; max-block-size: 20000px; frame-sizing: content-height";

/**
 * @param {URL} site The site's address, with a slash at its end.
 * @param {{locale: string, theme: string, accent: string, title: string}} choice `title`: the guide's in that locale.
 */
export function snippets(site, { locale, theme, accent, title }) {
  const query = new URLSearchParams({
    ...(theme === "auto" ? {} : { theme }),
    ...(accent ? { accent: accent.slice(1) } : {}),
  });
  const page = new URL(`${locale}/`, site);
  const address = new URL(`embed/${String(query) && `?${query}`}`, page);
  const script = markup("script", { type: "module", src: new URL("embed.js", site).href });
  const style = "display: block; min-height: 900px";
  const frame = markup("iframe", {
    src: address.href,
    title,
    width: "100%",
    height: "700",
    style: FRAME_STYLE,
    allow: "clipboard-write",
  });
  const link = markup("a", { href: page.href, target: "_blank", rel: "noopener" }, title);
  return {
    element: `${script}\n${markup("decision-tree", { locale, theme, accent, style })}`,
    frame: `${frame}\n<p>${link}</p>`,
  };
}

/**
 * An element's markup. What has no value is left out.
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {string} text
 */
function markup(tag, attributes, text = "") {
  const pairs = Object.entries(attributes).filter(([, value]) => value);
  const written = pairs.map(([name, value]) => `${name}="${escaped(value)}"`);
  return `<${[tag, ...written].join(" ")}>${escaped(text)}</${tag}>`;
}

/** @param {string} value */
function escaped(value) {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
