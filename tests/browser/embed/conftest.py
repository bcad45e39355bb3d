"""Pages that embed the guide: by the snippet, by hand, and beside a hostile frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.embed.protocol import LOOKS, SPEAK, frame_of, named
from tests.browser.intranet import Intranet, OpenHost, guide_in
from tests.support.answers import QUERY

Element = Callable[[str], str]
ANSWERED = f'answers="{QUERY}"'


@pytest.fixture
def element(address: str) -> Element:
    """The snippet, with these attributes."""

    def snippet(attributes: str) -> str:
        script = f'<script type="module" src="{address}embed.js"></script>'
        return f"{script}<decision-tree {attributes}></decision-tree>"

    return snippet


@pytest.fixture
def by_hand(host: Intranet, open_host: OpenHost, address: str) -> Callable[..., tuple[Page, Frame]]:
    """A host page that made the frame itself, and so can say what it likes."""

    def open_it(query: str = "", **options: Any) -> tuple[Page, Frame]:
        body = frame_of(f"{address}en-US/embed/{query}", named(host.origin))
        page = open_host(host.page(body, head=f"<script>{SPEAK}</script>"), **options)
        guide = guide_in(page)
        guide.evaluate(LOOKS)
        return page, guide

    return open_it


@pytest.fixture
def beside(host: Intranet, hostile: Intranet, address: str) -> Callable[..., str]:
    """The address of a host page with the element and, above it, a frame of a third origin, with one of that
    origin again in it."""

    def make(attributes: str = "") -> str:
        hostile.page("", path="/inner", head=f"<script>{SPEAK}</script>")
        inner = f'<iframe src="{hostile.origin}/inner"></iframe>'
        evil = hostile.page(inner, path="/evil", head=f"<script>{SPEAK}</script>")
        script = f'<script type="module" src="{address}embed.js"></script>'
        element = f"<decision-tree {attributes}></decision-tree>"
        body = f'<iframe width="300" height="50" src="{evil}"></iframe>{script}{element}'
        return host.page(body, head=f"<script>{SPEAK}</script>")

    return make
