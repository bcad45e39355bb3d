"""What a partner pastes into a page of their own to embed the guide."""

from __future__ import annotations

from html import escape

FRAME_HEIGHT = 700
"""Pixels of a frame that cannot grow: a question with its answers is seen whole, an outcome scrolls."""

STYLE = "display: block; min-height: 840px"
"""Of our element: room for the first question, so that nothing moves when the script has come."""


def snippets(site: str, locale: str, title: str) -> dict[str, str]:
    """The two ways: by our "element", which needs a script, and by a "frame" of a fixed height.

    `site` is the site's address with a slash at its end. embedding.js writes the same for other choices.
    """
    frame = (
        f'<iframe src="{escape(site)}{locale}/embed/" title="{escape(title)}"\n'
        f'  width="100%" height="{FRAME_HEIGHT}" style="border: 0" allow="clipboard-write"></iframe>'
    )
    element = (
        f'<script type="module" src="{escape(site)}embed.js"></script>\n'
        f'<escalation-guide locale="{locale}" style="{STYLE}"></escalation-guide>'
    )
    return {"element": element, "frame": frame}
