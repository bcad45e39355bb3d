// Sent by `serve` alone, never part of a site: shows a page anew when it has been built again.
{
  const { events = "", version } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  /** @type {EventSource | null} */
  let source = null;

  // A browser keeps few connections to one host, so pages that nobody sees give theirs back.
  const follow = () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource(events);
      source.onmessage = ({ data }) => {
        if (data !== version) {
          source?.close();
          location.reload();
        }
      };
    }
  };

  // A sandboxed frame has no origin and may ask for nothing.
  if (self.origin !== "null") {
    document.addEventListener("visibilitychange", follow);
    follow();
  }
}
