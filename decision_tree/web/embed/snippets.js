/** The snippets that embed the guide, for any choice; snippets in site_builder/pages/html.py writes the first choice's. */

/**
 * @param {URL} site The site's address, with a slash at its end.
 * @param {{locale: string, theme: string, accent: string, title: string}} choice `title`: the guide's in that locale.
 */
export function snippets(site, { locale, theme, accent, title }) {
  const query = new URLSearchParams({
    ...(theme === "auto" ? {} : { theme }),
    ...(accent ? { accent: accent.slice(1) } : {}),
  });
  const address = new URL(`${locale}/embed/${String(query) && `?${query}`}`, site);
  const script = markup("script", { type: "module", src: new URL("embed.js", site).href });
  const style = "display: block; min-height: 900px";
  return {
    element: `${script}\n${markup("decision-tree", { locale, theme, accent, style })}`,
    frame: markup("iframe", {
      src: address.href,
      title,
      width: "100%",
      height: "700",
      style: "border: 0",
      allow: "clipboard-write",
    }),
  };
}

/**
 * An element's markup. What has no value is left out.
 * @param {string} tag
 * @param {Record<string, string>} attributes
 */
function markup(tag, attributes) {
  const pairs = Object.entries(attributes).filter(([, value]) => value);
  const written = pairs.map(([name, value]) => `${name}="${escaped(value)}"`);
  return `<${[tag, ...written].join(" ")}></${tag}>`;
}

/** @param {string} value */
function escaped(value) {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
