"""handbook/own-guide.md: every step of it, as it is written, on a guide in a folder of its own."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

import build_site
from tests.conftest import LOCALES
from tests.support.guide_copies import ROOT

HANDBOOK = ROOT / "handbook" / "own-guide.md"
BLOCK = re.compile(r"^```(sh|yaml)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A step: its kind, what stands beside it, and its lines."""


class Step(NamedTuple):
    """Commands that are run (sh), or lines that are put into a file (yaml)."""

    kind: str
    about: str
    lines: str


def steps() -> list[Step]:
    return [Step(*found) for found in BLOCK.findall(HANDBOOK.read_text(encoding="utf-8"))]


def put(root: Path, about: str, lines: str) -> None:
    """Write a file, or add to a list in one: "docs/guide/tree.yml: questions, room, answers"."""
    name, _, place = about.partition(": ")
    path = root / name
    if not place:
        assert not path.exists()
        path.write_text(lines, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at, indent = 0, ""
    for key in place.split(", "):  # each a key or an id, below the one before
        at = next(i for i in range(at, len(text)) if re.match(rf"\s*(- id: {key}\b|{key}:)", text[i])) + 1
    indent = re.match(r"\s*", text[at])[0]  # type: ignore[index]
    text[at:at] = [f"{indent}{line}" for line in lines.splitlines(keepends=True)]
    path.write_text("".join(text), encoding="utf-8")


@pytest.mark.slow
def test_every_step_of_the_handbook_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Slow: it builds a site."""
    beside = tmp_path / "here"
    beside.mkdir()
    monkeypatch.chdir(beside)
    root = tmp_path / "acme"
    for step in steps():
        if step.kind == "yaml":
            put(root, step.about, step.lines)
            continue
        for command in step.lines.splitlines():
            python, script, *arguments = shlex.split(command)
            assert (python, script) == ("python3", "build_site.py")
            arguments += ["--no-compress"] if arguments[-1] == "site" else []  # half a minute of a first run
            code = build_site.main(arguments)
            told = capsys.readouterr()
            if step.about:
                assert code == 1 and step.about.removeprefix("fails: ") in told.err, told.err
            else:
                assert code == 0, f"{command}\n{told.err}"
    site = root / "site" / "en-US"
    pages = {path.parent.name for path in site.glob("*/index.html")}
    assert pages == {"faq", "contact", "map", "embedding", "translation", "embed"}
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "Who we are" in home and "kept by the building service" in home and "Who can help" in home
    assert not (root / "site" / "nl-NL").exists(), "none of its own texts are translated"
    locales = root / "docs/locales/locales.yml"
    text = locales.read_text(encoding="utf-8")
    locales.write_text(text.replace("least_coverage: 95", "least_coverage: 0"), encoding="utf-8")
    assert build_site.main(["--root", str(root), "site", "--no-compress"]) == 0, capsys.readouterr().err
    dutch = (root / "site/nl-NL/index.html").read_text(encoding="utf-8")
    assert "Veelgestelde vragen" in dutch and '<span lang="en-US"' in dutch


def test_a_new_guide_has_no_untranslated_word_of_the_interface_in_any_language_of_the_product(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "acme"
    assert build_site.main(["new", str(root)]) == 0
    assert "/site/" in (root / ".gitignore").read_text(encoding="utf-8")
    for locale in (*LOCALES[1:], "nl-BE"):
        assert build_site.main(["--root", str(root), "translate", "new", locale]) == 0
    capsys.readouterr()
    assert build_site.main(["--root", str(root), "translate", "status", "--json"]) == 0
    for id, found in json.loads(capsys.readouterr().out).items():
        missing = [context for context, status in found["texts"].items() if status in ("missing", "stale")]
        assert missing and all(context.startswith(("tree.", "outcomes.")) for context in missing), id
        assert not found["published"]


def test_a_folder_with_a_guide_or_a_file_in_its_place_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "acme"
    assert build_site.main(["new", str(root)]) == 0
    (root / "docs/guide/tree.yml").write_text("mine", encoding="utf-8")
    assert build_site.main(["new", str(root)]) == 2
    assert "has a guide already" in capsys.readouterr().err
    assert (root / "docs/guide/tree.yml").read_text(encoding="utf-8") == "mine"
    (tmp_path / "file").touch()
    assert build_site.main(["new", str(tmp_path / "file")]) == 2
    assert build_site.main(["--root", str(tmp_path / "nowhere"), "check"]) == 2
    assert "begin one with: python3 build_site.py new" in capsys.readouterr().err
