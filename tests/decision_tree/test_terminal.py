from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from decision_tree.json_form import dump_tree
from decision_tree.model import Answer, Tree
from tests.support.guide_copies import ROOT
from tests.support.terminal import run_terminal


@pytest.fixture
def tree_file(tree: Tree, tmp_path: Path) -> Path:
    path = tmp_path / "tree.json"
    path.write_text(dump_tree(tree), encoding="utf-8")
    return path


CRITICAL = (
    "product=azure,kind=critical,progress=tried,partner=direct,azure-role=global-admin,azure-access=yes"
)


def test_typing_numbers_walks_to_an_outcome(tree_file: Path) -> None:
    """In a process of its own: that the package can be run as a program is seen nowhere else."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "decision_tree", str(tree_file)]
    done = subprocess.run(command, input="8\n", capture_output=True, text=True, env=environment, check=True)
    assert "What do you need help with?" in done.stdout
    assert "Question 1 of at most" in done.stdout
    assert "Your answers" in done.stdout
    assert "? " in done.stdout  # what this terminal cannot show


def test_b_goes_back_and_nonsense_is_asked_again(tree_file: Path) -> None:
    done = run_terminal(str(tree_file), typed="1\nb\n99\nwhat\n8\n")
    assert done.code == 0
    assert done.out.count("What do you need help with?") == 4
    assert "Type a number from 1 to 9" in done.out


def test_q_and_the_end_of_input_stop_quietly(tree_file: Path) -> None:
    for typed in ("q\n", ""):
        done = run_terminal(str(tree_file), typed=typed)
        assert (done.code, done.error) == (0, "")


def test_answers_on_the_command_line_lead_straight_to_the_outcome(tree_file: Path) -> None:
    done = run_terminal(str(tree_file), "--answers", CRITICAL)
    assert done.code == 0
    assert "2 hours" in done.out
    assert "Cloud Solution Provider" in done.out


def test_json_is_for_scripts(tree_file: Path) -> None:
    found = json.loads(run_terminal(str(tree_file), "--answers", CRITICAL, "--json").out)
    assert found["outcome"]["id"] == "azure"
    assert found["outcome"]["response"]["hours"] == 2
    question = json.loads(run_terminal(str(tree_file), "--answers", "product=azure", "--json").out)
    assert question["question"]["id"] == "kind"


def test_a_tree_that_leads_nowhere_is_said_in_one_sentence(tree_file: Path) -> None:
    """A build proves that none does; a file that somebody changed may."""
    tree = json.loads(tree_file.read_text(encoding="utf-8"))
    partner = next(one for one in tree["questions"] if one["id"] == "partner")
    del partner["answers"][0]["cases"][0]
    tree_file.write_text(json.dumps(tree), encoding="utf-8")
    done = run_terminal(str(tree_file), "--answers", CRITICAL)
    assert (done.code, done.out) == (1, "")
    assert done.error.startswith(f"{tree_file}: ")
    assert len(done.error.splitlines()) == 1


def test_json_has_letters_of_all_languages_as_they_are(tree_file: Path) -> None:
    text = tree_file.read_text(encoding="utf-8")
    tree_file.write_text(text.replace("Azure", "Äzure"), encoding="utf-8")
    assert "Äzure" in run_terminal(str(tree_file), "--answers", CRITICAL, "--json").out


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("prodct=azure", "there is no question 'prodct' (did you mean 'product'?)"),
        ("product=azur", "'product' has no answer 'azur' (did you mean 'azure'?)"),
        ("product", "expected question=answer, found 'product'"),
        ("product=azure,product=ems", "'product' is answered twice"),
        ("product=azure", "question 'kind' is not answered yet: --answers product=azure,kind=…"),
    ],
)
def test_wrong_answers_are_refused_in_one_sentence(tree_file: Path, answers: str, message: str) -> None:
    done = run_terminal(str(tree_file), "--answers", answers)
    assert done.code == 2
    assert message in done.error
    assert len(done.error.strip().splitlines()) == 1


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
    done = run_terminal(str(path))
    assert done.code == code
    assert "other.json" in done.error
    assert message in done.error
    assert "Traceback" not in done.error


REQUEST = CRITICAL.replace("kind=critical,progress=tried", "kind=request").replace(
    "access=yes", "access=unsure"
)


def test_the_card_says_when_a_response_falls_due_and_how_that_was_found(tree_file: Path) -> None:
    done = run_terminal(
        str(tree_file),
        "--answers",
        REQUEST,
        "--calendar",
        "netherlands",
        "--submitted",
        "2026-12-24T15:00+01:00",
    )
    assert done.code == 0
    for said in (
        "Before 2026-12-28",
        "2026-12-25: public holiday (Christmas Day).",
        "Business hours, Netherlands",
    ):
        assert said in done.out
    assert "While you are not sure" in done.out
    assert "What would change the outcome" in done.out
    assert "Service: ____" in done.out


def test_a_receipt_opens_its_outcome_again(tree_file: Path) -> None:
    found = json.loads(run_terminal(str(tree_file), "--answers", CRITICAL, "--json").out)
    assert found["due"]["due"] == found["due"]["submitted"] + 7200
    again = run_terminal(str(tree_file), "--receipt", found["receipt"], "--json")
    assert again.code == 0
    assert json.loads(again.out)["answers"] == found["answers"]
    assert again.error == f"Reference code {found['receipt']} leads to the same outcome today.\n"


def test_a_receipt_of_another_version_says_what_has_changed(tree_file: Path) -> None:
    text = json.loads(run_terminal(str(tree_file), "--answers", CRITICAL, "--json").out)["receipt"]
    tree = json.loads(tree_file.read_text(encoding="utf-8"))
    tree["version"] = "abcde0000000"
    access = next(question for question in tree["questions"] if question["id"] == "azure-access")
    access["answers"][0]["cases"] = [{"to": "azure-domain"}]
    tree_file.write_text(json.dumps(tree), encoding="utf-8")
    done = run_terminal(str(tree_file), "--receipt", text, "--json")
    assert done.code == 0
    assert "The guide: version" in done.error
    assert "The outcome was “File it in the Azure portal, starting from Partner Center”." in done.error


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--receipt", "nonsense"), "--receipt: This is not a reference code."),
        (
            ("--receipt", "1W9SG-010DE-AY0T3-0D9E0-6K3JW-KZ295-G"),
            "--receipt: A character of this code is wrong",
        ),
        (("--receipt", "1", "--answers", "subject=own"), "leave --answers out"),
        (("--submitted", "tomorrow", "--answers", "subject=phone"), "--submitted: expected a time such as"),
        (("--submitted", "9999-12-31T23:59", "--answers", "subject=phone"), "--submitted: expected a time"),
        (("--calendar", "netherland", "--answers", "subject=phone"), "(did you mean 'netherlands'?)"),
    ],
)
def test_wrong_options_are_refused_in_one_sentence(
    tree_file: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = run_terminal(str(tree_file), *arguments)
    assert done.code == 2
    assert message in done.error
    assert len(done.error.strip().splitlines()) == 1


def test_of_many_answers_letters_find_some(tree: Tree, tmp_path: Path) -> None:
    first, *others = tree.questions
    to = first.answers[-1].cases
    more = tuple(Answer(id, id, to) for id in ("Åland", "Finland", "Norway", "Sweden"))
    many = replace(tree, questions=(replace(first, answers=(*first.answers, *more)), *others))
    assert len(many.questions[0].answers) > 12
    path = tmp_path / "many.json"
    path.write_text(dump_tree(many), encoding="utf-8")
    printed = run_terminal(str(path), typed="land\nxyz\nALAND\n").out
    _, found, again, reached = printed.split("> ")
    assert found.split() == ["10", "Åland", "11", "Finland"]
    assert "What do you need help with?" in again and "Åland" in reached
