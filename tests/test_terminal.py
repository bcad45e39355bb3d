from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from decision_tree.json_form import dump_tree
from decision_tree.model import Tree
from tests.conftest import ROOT


@pytest.fixture
def tree_file(tree: Tree, tmp_path: Path) -> Path:
    path = tmp_path / "tree.json"
    path.write_text(dump_tree(tree), encoding="utf-8")
    return path


def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "decision_tree", *arguments],
        input=typed, capture_output=True, text=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip


CRITICAL = (
    "subject=customer,product=azure,kind=break-fix,impact=critical,progress=tried,"
    "partner=direct-bill,azure-role=global-admin,azure-access=yes"
)


def test_typing_numbers_walks_to_an_outcome(tree_file: Path) -> None:
    done = run(str(tree_file), typed="4\n")
    assert done.returncode == 0
    assert "What do you need help with?" in done.stdout
    assert "Question 1 of at most" in done.stdout
    assert "Your answers" in done.stdout


def test_b_goes_back_and_nonsense_is_asked_again(tree_file: Path) -> None:
    done = run(str(tree_file), typed="1\nb\n99\nwhat\n4\n")
    assert done.returncode == 0
    assert done.stdout.count("What do you need help with?") == 4
    assert "Type a number from 1 to 4" in done.stdout


def test_q_and_the_end_of_input_stop_quietly(tree_file: Path) -> None:
    for typed in ("q\n", ""):
        done = run(str(tree_file), typed=typed)
        assert (done.returncode, done.stderr) == (0, "")


def test_answers_on_the_command_line_lead_straight_to_the_outcome(tree_file: Path) -> None:
    done = run(str(tree_file), "--answers", CRITICAL)
    assert done.returncode == 0
    assert "2 hours" in done.stdout
    assert "Cloud Solution Provider" in done.stdout


def test_json_is_for_scripts(tree_file: Path) -> None:
    found = json.loads(run(str(tree_file), "--answers", CRITICAL, "--json").stdout)
    assert found["outcome"]["id"] == "azure"
    assert found["outcome"]["response"]["hours"] == 2
    question = json.loads(run(str(tree_file), "--answers", "subject=customer", "--json").stdout)
    assert question["question"]["id"] == "product"


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("prodct=azure", "there is no question 'prodct' (did you mean 'product'?)"),
        ("product=azur", "'product' has no answer 'azur' (did you mean 'azure'?)"),
        ("product", "expected question=answer, found 'product'"),
        ("product=azure,product=ems", "'product' is answered twice"),
        ("subject=customer", "question 'product' is not answered yet"),
    ],
)
def test_wrong_answers_are_refused_in_one_sentence(tree_file: Path, answers: str, message: str) -> None:
    done = run(str(tree_file), "--answers", answers)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [(None, 2, "No such file"), (b"{}", 1, "not a decision tree"), (b"\xff\xfe\x00", 1, "not UTF-8")],
)
def test_a_file_that_is_no_tree_is_named(
    tmp_path: Path, content: bytes | None, code: int, message: str
) -> None:
    path = tmp_path / "other.json"
    if content is not None:
        path.write_bytes(content)
    done = run(str(path))
    assert done.returncode == code
    assert "other.json" in done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
