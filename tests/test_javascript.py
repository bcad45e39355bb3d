"""The JavaScript: its types fit, the linter finds nothing, and what needs no page is tested under Node.js."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from decision_tree.entries import LONGEST_ENTRY
from decision_tree.messages import PROTOCOL
from site_builder.engine.npm import node
from site_builder.engine.page_scripts import WEB
from site_builder.guide.format import LONGEST_ID
from site_builder.pages.html import snippets
from tests.conftest import ROOT
from tests.support import javascript


def test_its_types_fit() -> None:
    assert javascript.types() == ""


@pytest.mark.slow
def test_the_linter_has_nothing_to_say() -> None:
    assert javascript.lint() == ""


def test_its_own_tests_pass() -> None:
    assert javascript.node_tests() == ""


SHARED = """
import { PROTOCOL } from "./decision_tree/web/engine/engine.js";
import { LONGEST_ENTRY } from "./decision_tree/web/outcome/typed.js";
import { HIGHEST, LOWEST, LONGEST, VERSION } from "./decision_tree/web/embed/protocol.js";
import { snippets } from "./decision_tree/web/embed/snippets.js";
const plain = { locale: "nl-NL", theme: "auto", accent: "", title: "Gids & <co>" };
console.log(JSON.stringify({
  PROTOCOL, LONGEST_ENTRY, VERSION, frame: [LOWEST, HIGHEST, LONGEST],
  snippets: snippets(new URL("https://guide.example.org/a/"), plain),
}));
"""


def test_what_python_says_too_is_the_same_in_javascript() -> None:
    command = [*node(), "--input-type=module", "--eval", SHARED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout)
    worker = (WEB / "entries/worker.js").read_text(encoding="utf-8")
    assert found["PROTOCOL"] == PROTOCOL and f"PROTOCOL = {PROTOCOL};" in worker
    assert found["LONGEST_ENTRY"] == LONGEST_ENTRY
    assert f"LONGEST_ID = {LONGEST_ID};" in (WEB / "guide/address.js").read_text(encoding="utf-8")
    written = snippets("https://guide.example.org/a/", "nl-NL", "Gids & <co>")
    in_lines = {way: re.sub(r"\n +", " ", text).replace("&gt;", ">") for way, text in written.items()}
    plain = {way: text.replace(' theme="auto"', "") for way, text in found["snippets"].items()}
    assert plain == in_lines
    told = (ROOT / "handbook/embedding.md").read_text(encoding="utf-8")
    assert f'"decisionTree": {found["VERSION"]}' in told
    for limit in found["frame"]:
        assert f"{limit:,}" in told, limit
