"""Pyodide's WebAssembly in two modules: wherever it is split, it does the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

from site_builder.engine.npm import node
from site_builder.engine.runtime import Runtime
from tests.support.splitting import SCRIPTS, run, split_pyodide


def test_the_javascript_tests_of_the_split_pass() -> None:
    command = [*node(), "--test", "--test-reporter=spec", SCRIPTS / "wasm_split.test.mjs"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fail 0" in done.stdout
    assert "pass 14" in done.stdout


def test_pyodide_split_without_a_look_at_what_it_calls_starts_and_answers(
    runtime: Runtime, tmp_path: Path
) -> None:
    replies, joins = split_pyodide(runtime, tmp_path)
    assert [reply["id"] for reply in replies] == [7, 7]
    assert joins == 2


def test_what_a_request_calls_and_no_one_rehearsed_is_refused(
    runtime: Runtime, tmp_path: Path, rehearsal: list[str]
) -> None:
    """Functions that only requests call, where the start and one request are watched."""
    sentence = run("compare_unrehearsed.mjs", runtime, tmp_path, rehearsal[:40])
    assert sentence == "the engine calls functions of the WebAssembly that it did not call before"
