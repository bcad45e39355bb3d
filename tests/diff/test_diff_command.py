"""The verb diff, with git as users have it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from site_builder.cli import main
from tests.support.guide_copies import copy_guide


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, for a user of the test's own."""
    own = ["-c", "user.name=Writer", "-c", "user.email=writer@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *own, "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the sample guide in a subfolder, committed."""
    top = tmp_path_factory.mktemp("repository")
    copy_guide(top / "handbook", ("en-US",))
    git(top, "init", "-q", "-b", "main")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "The guide")
    return top


def test_a_change_of_the_working_folder_is_compared_with_the_last_commit(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository / "handbook"
    path = root / "docs" / "guide" / "response_times.yml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("hours: 4", "hours: 6", 1), "utf-8")
    try:
        assert main(["--root", str(root), "diff", "--exit-code", "--format", "json"]) == 1
    finally:
        path.write_text(before, "utf-8")
    found = json.loads(capsys.readouterr().out)
    assert found["differs"] and not found["texts"]
    first = found["tree"]["findings"][0]
    assert first["changes"][0]["aspect"] == "response"
    assert first["changes"][0]["old"].startswith("4 hours") and first["changes"][0]["new"].startswith(
        "6 hours"
    )
    assert git(repository, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["no-such-branch"], '"no-such-branch" is no revision'),
        (["mian"], 'did you mean "main"?'),
        (["tests"], "tests holds no guide"),
    ],
)
def test_a_side_that_does_not_exist_is_one_sentence(
    repository: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(["--root", str(repository / "handbook"), "diff", *arguments]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and sentence in lines[0]
