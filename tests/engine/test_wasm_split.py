"""Pyodide's WebAssembly in two modules: cut anywhere it does the same; what is not understood is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_builder.engine.runtime import Runtime
from tests.support.splitting import run, split_pyodide

MAGIC = "0061736d01000000"
ONE_TYPE = "010401600000"


@pytest.fixture(scope="module")
def small() -> Any:
    """What comes of a small module that was cut in every way."""
    return run("split_small.mjs")


def test_cut_anywhere_a_module_does_what_it_did(small: Any) -> None:
    assert small["cuts"] == 256
    assert small["wrong"] == []
    assert small["expected"] == [0, 1, [2, 7], "24n", 55, 7, 1, True, 1, 0, [2, 4], "18n", 59, 4, 1, True]


def test_only_the_functions_that_are_wanted_go_on_being_exported(small: Any) -> None:
    assert small["exports"] == ["even", "memory"]


def test_a_watched_module_knows_which_of_its_functions_were_called(small: Any) -> None:
    assert small["called"] == [1, 5, 6]


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("3c68746d6c3e0000", "this is no WebAssembly of version 1"),
        ("0061736d0d000100", "this is no WebAssembly of version 1"),
        (f"{MAGIC}01ff00", "the WebAssembly ends too soon"),
        (f"{MAGIC}0102015e", "the WebAssembly has a type that is not a function's"),
        (f"{MAGIC}010401600140", "the WebAssembly has a type 0x40"),
        (f"{MAGIC}01050160000000", "a section of the WebAssembly is longer than what it holds"),
        (f"{MAGIC}020601016d016605", "the WebAssembly has an import of the kind 5"),
        (f"{MAGIC}040401700801", "the WebAssembly has limits of the kind 8"),
        (f"{MAGIC}0606017f006a0b00", "the WebAssembly begins with an instruction 0x6a"),
        (f"{MAGIC}{ONE_TYPE}09050101000100", "the WebAssembly fills a table in a way of the kind 1"),
        (f"{MAGIC}{ONE_TYPE}03020100", "the WebAssembly lacks bodies of functions"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_a_sentence(module: str, said: str) -> None:
    assert run("split_refuses.mjs", module) == said


def test_pyodide_cut_without_a_look_at_what_it_calls_starts_and_answers(
    runtime: Runtime, tmp_path: Path
) -> None:
    replies, joins = split_pyodide(runtime, tmp_path)
    assert [reply["id"] for reply in replies] == [7, 7]
    assert joins == 2
