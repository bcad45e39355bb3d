"""A pull request played through: a branch in a worktree of its own, what it does, and its problems."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import validate

from site_builder.cli import main
from site_builder.cli.sarif import sarif_log
from site_builder.problems import Problem
from tests.diff.test_diff_command import git, repository

__all__ = ["repository"]

REGION = {"type": "object", "properties": {"startLine": {"minimum": 1}, "startColumn": {"minimum": 1}}}
ESSENTIALS = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {"driver": {"required": ["name"]}},
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "required": ["message", "ruleId"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"required": ["text"]},
                                "locations": {
                                    "minItems": 1,
                                    "items": {
                                        "required": ["physicalLocation"],
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation"],
                                                "properties": {"region": REGION},
                                            }
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
"""What of the published schema of SARIF 2.1.0 our logs use."""


@pytest.mark.slow
def test_a_pull_request_gets_what_it_does_and_its_problems_at_their_lines(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository, "worktree", "add", "-q", "-b", "shorter", str(tmp_path / "pull"))
    root = tmp_path / "pull" / "handbook"
    outcomes = root / "docs" / "guide" / "outcomes.yml"
    text = outcomes.read_text("utf-8")
    outcomes.write_text(
        text.replace("title: Give your own contact details", "title: Be the contact", 1), "utf-8"
    )
    git(root, "commit", "-qam", "Another title")
    arguments = ["--root", str(root), "diff", "main...shorter", "--format", "markdown"]
    assert main([*arguments, "--site", "https://guide.example.org/en-US/"]) == 0
    report = capsys.readouterr().out
    assert "combinations of answers change; 1 text changed." in report.splitlines()[0]
    assert "Give your own contact details → Be the contact" in report
    assert "[walk there](<https://guide.example.org/en-US/?" in report
    assert "- Give your own contact details\n+ Be the contact" in report
    assert "docs/guide/outcomes.yml:" in report

    outcomes.write_text(outcomes.read_text("utf-8").replace("level: caution", "level: cation", 1), "utf-8")
    log = tmp_path / "problems.sarif"
    assert main(["--root", str(root), "check", "--sarif", str(log)]) == 1
    assert "expected one of: note, caution" in capsys.readouterr().err
    found = json.loads(log.read_text("utf-8"))
    validate(found, ESSENTIALS)
    (result,) = found["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "handbook/docs/guide/outcomes.yml"
    assert place["region"]["startLine"] > 1 and "caution" in result["message"]["text"]

    assert main(["--root", str(root), "diff", "main"]) == 0
    report = capsys.readouterr().out
    assert (
        "the working folder does not pass `check`: 1 problem, the first is docs/guide/outcomes.yml:" in report
    )
    assert "The texts of docs/guide/outcomes.yml in the working folder cannot be told." in report


def test_a_problem_of_a_file_as_a_whole_has_no_line() -> None:
    log = sarif_log([Problem("docs/guide/a b.yml", 0, 0, "nothing reads this file")])
    validate(log, ESSENTIALS)
    (result,) = log["runs"][0]["results"]
    place = {"physicalLocation": {"artifactLocation": {"uri": "docs/guide/a%20b.yml"}}}
    assert result["locations"] == [place]


def test_advice_is_a_warning_of_a_rule_of_its_own() -> None:
    log = sarif_log([], advice=[Problem("docs/guide/faq.yml", 3, 5, '"see above" does not translate well')])
    validate(log, ESSENTIALS)
    run = log["runs"][0]
    (result,) = run["results"]
    assert result["level"] == "warning"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "plain-language"
