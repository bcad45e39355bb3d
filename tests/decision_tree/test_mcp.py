"""The MCP server, asked by the client of the `mcp` package."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, TextContent

from decision_tree import mcp
from decision_tree.json_form import dump_tree
from decision_tree.model import Tree
from decision_tree.published import Published
from decision_tree.tools import TOOLS
from tests.support.answers import CRITICAL
from tests.support.doctor_reports import in_a_thread
from tests.support.guide_copies import ROOT
from tests.support.terminal import run_terminal

MOMENT = "2026-11-24T14:40+01:00"


@pytest.fixture
def tree_file(tree: Tree, tmp_path: Path) -> Path:
    path = tmp_path / "tree.json"
    path.write_text(dump_tree(tree), "utf-8")
    return path


def ask(server: Any, talk: Callable[[Client], Awaitable[None]]) -> None:
    """Connect a client to a server, and let it talk."""

    async def run() -> None:
        async with Client(server) as client:
            await talk(client)

    in_a_thread(lambda: asyncio.run(run()))


def text_of(result: CallToolResult) -> str:
    """The one text of a result."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_a_client_walks_from_the_first_question_to_the_outcome_that_the_terminal_prints(
    tree_file: Path,
) -> None:
    """In a process of its own, over stdin and stdout: that both are the protocol's is seen nowhere else."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "decision_tree.mcp", str(tree_file)], cwd=ROOT
    )

    async def walk(client: Client) -> None:
        assert [tool.name for tool in (await client.list_tools()).tools] == [tool.name for tool in TOOLS]
        given: dict[str, str] = {}
        while True:
            found = await client.call_tool("answer", {"answers": given, "received": MOMENT})
            assert isinstance(found.structured_content, dict)
            if "question" not in found.structured_content:
                break
            asked = found.structured_content["question"]["id"]
            assert f"(question {asked}" in text_of(found)
            given[asked] = CRITICAL[asked]
        answers = ",".join(f"{name}={value}" for name, value in given.items())
        printed = run_terminal(str(tree_file), "--json", "--answers", answers, "--submitted", MOMENT).out
        assert found.structured_content == json.loads(printed)
        assert found.structured_content["receipt"] in text_of(found)
        why = await client.call_tool("explain", {"answers": given})
        assert "Source: " in text_of(why)

    ask(command, walk)


def test_a_wrong_call_is_an_error_that_names_the_nearest_and_the_server_goes_on(tree: Tree) -> None:
    async def talk(client: Client) -> None:
        refused = await client.call_tool("answer", {"answers": {"product": "azur"}})
        assert refused.is_error
        assert text_of(refused) == "'product' has no answer 'azur' (did you mean 'azure'?)."
        found = await client.call_tool("questions")
        assert not found.is_error and isinstance(found.structured_content, dict)
        assert found.structured_content["first"] == tree.first
        instructions = client.instructions
        assert instructions and "never guess" in instructions and tree.version in instructions

    ask(mcp.make_server(Published(tree)), talk)


def test_without_the_package_or_a_guide_one_sentence_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mcp.main([str(tmp_path / "gone")]) == 2
    with mock.patch.dict(sys.modules, {"mcp_types": None}):
        assert mcp.main([str(tmp_path)]) == 2
    printed = capsys.readouterr()
    assert not printed.out
    lines = printed.err.splitlines()
    assert len(lines) == 2 and lines[0].startswith("There is no guide there") and lines[1] == mcp.NEEDED


def test_the_verb_serves_the_built_site_and_says_when_there_is_none(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "build_site.py"), "--root", str(tmp_path), "mcp"]
    done = subprocess.run(command, input="", capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"There is no guide there ({tmp_path / 'site' / 'tree.json'}): "
        "name the address or the folder of a built site.\n"
    )


def test_the_engine_needs_no_package() -> None:
    """Whoever imports any module of it but this server's needs the standard library alone."""
    modules = [path.stem for path in (ROOT / "decision_tree").glob("*.py") if path.stem != "__main__"]
    code = "import sys; sys.path.insert(0, sys.argv[1])\n"
    code += "\n".join(f"import decision_tree.{name}" for name in sorted(modules) if name != "__init__")
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code, str(ROOT)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
