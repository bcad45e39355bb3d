from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import build_site
from tests.support.guide_copies import ROOT


def test_check_prints_the_counts_of_the_proof(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_site.main(["--root", str(copy), "check"]) == 0
    said = capsys.readouterr().out
    for what in ("questions", "outcomes", "combinations", "longest path", "typical", "procedures", "FAQ"):
        assert re.search(what, said), what


def test_check_prints_the_certificate_for_scripts(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_site.main(["--root", str(copy), "check", "--json"]) == 0
    certificate = json.loads(capsys.readouterr().out)
    assert certificate["longest_path"] <= 10
    assert len(certificate["witnesses"]) == certificate["outcomes"]


def test_check_lists_every_problem_and_fails(
    spoil: Callable[[str, str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = spoil("docs/guide/tree.yml", "to: partner-center", "to: partner-centre")
    assert build_site.main(["--root", str(root), "check"]) == 1
    said = capsys.readouterr().err
    assert re.search(r"^docs/guide/tree\.yml:\d+:\d+: unknown question or outcome", said, re.MULTILINE)
    assert "1 problem found" in said


@pytest.mark.parametrize(
    "arguments",
    [["chekc"], [], ["site", "--nonsense"], ["serve", "--port", "many"], ["translate"]],
)
def test_wrong_usage_exits_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        build_site.main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "verb", [[], ["site"], ["serve"], ["check"], ["schema"], ["translate"], ["translate", "update"]]
)
def test_every_verb_explains_itself(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        build_site.main([*verb, "--help"])
    assert caught.value.code == 0
    assert "usage:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("locale", "message"),
    [("nl-BE", 'unknown locale "nl-BE" (did you mean "nl-NL"?)'), ("en-US", "en-US is the source")],
)
def test_an_unknown_locale_is_refused(locale: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_site.main(["translate", "status", locale]) == 2
    assert message in capsys.readouterr().err


def test_a_port_that_is_taken_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert build_site.main(["serve", "--port", str(port)]) == 2
    assert f"Port {port} cannot be used" in capsys.readouterr().err


def test_a_port_out_of_range_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_site.main(["serve", "--port", "99999"]) == 2
    assert "from 0 to 65535" in capsys.readouterr().err


def test_a_reader_that_has_gone_is_no_problem(copy: Path) -> None:
    """As in `export --mermaid | head`: nothing is said, and the exit code is that of SIGPIPE."""
    command = [sys.executable, ROOT / "build_site.py", "--root", copy, "export", "--mermaid"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout and child.stderr
        child.stdout.close()
        assert (child.stderr.read(), child.wait()) == (b"", 141)


def test_a_file_that_cannot_be_written_is_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (copy / "none" / "guide.mmd", copy / "docs"):
        assert build_site.main(["--root", str(copy), "export", "--mermaid", str(file)]) == 2
        assert capsys.readouterr().err.startswith(f"{file}: ")
