"""The page's tools for the browser's assistant (WebMCP): they say what the MCP server says.

It needs a browser of its own: Chromium has WebMCP behind a switch.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from playwright.sync_api import Browser, Page

from decision_tree.tools import TOOLS
from tests.browser.conftest import NewPage
from tests.support import chromium
from tests.support.answers import CRITICAL
from tests.support.doctor_reports import in_a_thread
from tests.support.guide_copies import ROOT
from tests.support.guide_page import ready

MOMENT = "2026-11-24T14:40+01:00"
OFFERED = f"() => document.modelContext.getTools().then((tools) => tools.length === {len(TOOLS)})"
TOLD = """() => document.modelContext.getTools().then((tools) => tools.map(
  ({ name, description, inputSchema, annotations }) =>
    ({ name, description, schema: inputSchema, readOnly: annotations.readOnlyHint })))"""
CALL = """async ([name, input]) => {
  const tool = (await document.modelContext.getTools()).find((one) => one.name === name);
  return JSON.parse(await document.modelContext.executeTool(tool, input));
}"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The home page, with its engine, in a browser that has WebMCP."""
    switches = [*chromium.arguments(), "--enable-features=WebMCP"]
    with browser.browser_type.launch(executable_path=str(chromium.find()), args=switches) as own:
        page = own.new_page()
        page.goto(f"{address}en-US/")
        yield ready(page)


def server_says(site: Path, calls: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    """What the MCP server says of the same site: structured content, or the text of an error."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "decision_tree.mcp", str(site)], cwd=ROOT
    )

    async def ask() -> list[Any]:
        async with Client(command) as client:
            found = [await client.call_tool(name, input) for name, input in calls]
            return [one.content[0].text if one.is_error else one.structured_content for one in found]  # type: ignore[union-attr]

    return in_a_thread(lambda: asyncio.run(ask()))


def test_the_browsers_assistant_gets_what_the_server_says(page: Page, site: Path, address: str) -> None:
    page.wait_for_function(OFFERED)
    calls: list[tuple[str, dict[str, Any]]] = [("questions", {}), ("answer", {"answers": {}})]
    calls += [(name, {"answers": CRITICAL, "received": MOMENT}) for name in ("answer", "explain")]
    calls += [("what_would_change", {"answers": {**CRITICAL, "language": "local"}})]
    calls += [("answer", {"answers": {"product": "azur"}}), ("explain", {"answers": {"product": "azure"}})]
    for (name, input), said in zip(calls, server_says(site, calls), strict=True):
        found = page.evaluate(CALL, [name, input])
        if isinstance(said, str):
            assert found == {"error": said}
            continue
        if name != "questions":
            assert found.pop("page").startswith(f"{address}en-US/")
        assert found == said
    told = {tool["name"]: tool for tool in page.evaluate(TOLD)}
    for tool in TOOLS:
        assert told[tool.name]["readOnly"]
        assert told[tool.name]["description"] == tool.description
        schema = told[tool.name]["schema"]  # a text before Chromium follows the draft
        assert (json.loads(schema) if isinstance(schema, str) else schema) == tool.input_schema
    page.evaluate("document.getElementById('guide').dispatchEvent(new Event('guide:failed'))")
    page.wait_for_function("() => document.modelContext.getTools().then((tools) => !tools.length)")


def test_the_link_of_an_answer_opens_it(page: Page) -> None:
    page.wait_for_function(OFFERED)
    answer = page.evaluate(CALL, ["answer", {"answers": {**CRITICAL, "language": "local"}}])
    page.goto(answer["page"])
    ready(page)
    assert page.locator(".guide-step:visible").get_attribute("data-outcome") == answer["outcome"]["id"]


def test_without_webmcp_nothing_of_it_is_loaded(new_page: NewPage) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url_root + "en-US/")  # type: ignore[attr-defined]
    ready(page)
    page.wait_for_load_state("networkidle")
    assert any("outcome_card.js" in one for one in asked)
    assert not any("assistant_tools.js" in one for one in asked)
