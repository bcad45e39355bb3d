"""What SECURITY.md promises is proved by tests that are there."""

from __future__ import annotations

import ast
import re

import pytest

from site_builder.guide.yaml_file import DEEPEST, LARGEST_FILE
from tests.conftest import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)
"""The tests that it names, each as file and name."""
THREATS = (
    "A hostile host page",
    "A hostile link",
    "A hostile catalog",
    "A hostile author of YAML",
    "A compromised dependency",
    "A hostile network",
)


def sections() -> dict[str, str]:
    """The text of each section by its heading."""
    _, *parts = re.split(r"^## (.+)\n", TEXT, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    assert (ROOT / file).name.startswith("test_"), "pytest collects no other file"
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    assert name.startswith("test_")
    assert len(found) == 1, f"{file} has {len(found)} of this name"
    marks = ast.unparse(ast.Module([*found[0].decorator_list], []))
    assert not re.search(r"\b(skip|skipif|xfail)\b", marks), "it proves nothing"


def test_no_test_is_named_in_another_way_or_twice() -> None:
    assert len(re.findall(r"\btest_\w+\.py::", TEXT)) == len(NAMED) == len(set(NAMED))


def test_every_threat_has_what_holds_what_does_not_and_a_test() -> None:
    found = sections()
    assert tuple(found)[-len(THREATS) :] == THREATS
    for threat in THREATS:
        text = found[threat]
        assert (
            text.index("**What holds**")
            < text.index("**What does not hold**")
            < text.index("| promise | test |")
        )
        rows = re.findall(r"^\| (.+) \| (.+) \|$", text, re.MULTILINE)[1:]
        assert rows, threat
        assert all(re.fullmatch(r"`tests/[\w/]+\.py::test_\w+`", test) for _, test in rows), threat


def test_what_it_says_in_figures_is_what_the_code_says() -> None:
    script = (ROOT / "decision_tree/web/embed/protocol.js").read_text(encoding="utf-8")
    channel = (ROOT / "decision_tree/web/embed/host_channel.js").read_text(encoding="utf-8")
    assert "LOWEST = 120;" in script and "HIGHEST = 20_000;" in script
    assert "between 120 and\n  20,000 pixels" in TEXT
    assert "MOST_HEARD = 20;" in channel
    assert "It takes 20 a second" in TEXT
    assert (LARGEST_FILE, DEEPEST) == (1_000_000, 24)
    assert "at most 1 MB and 24\n  levels" in TEXT


def test_the_files_that_it_names_exist() -> None:
    named = re.findall(r"`((?:docs|site_builder|decision_tree|tests)/[\w./-]*|[\w-]+\.(?:py|yml))`", TEXT)
    assert len(named) > 8
    assert [name for name in named if not (ROOT / name).exists()] == []
