"""SARIF: problems as code hosts and editors take them, to show them at the lines that they are of.

It is version 2.1.0 of https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from site_builder.diff import Repository
from site_builder.problems import BuildError, Problem, printable

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
STANDARD_OUTPUT = "-"
_RULES = (
    ("guide", "error", "What keeps a guide from being published"),
    ("plain-language", "warning", "What does not translate well"),
)
"""Id, level and description of each rule of the log."""


def sarif_log(
    problems: Iterable[Problem], prefix: str = "", *, advice: Iterable[Problem] = ()
) -> dict[str, Any]:
    """A log with a result for each problem, and a warning for each piece of advice.

    `prefix` is the guide's folder in its repository, "" or "handbook/": hosts count paths from the top."""
    rules = [
        {"id": id, "shortDescription": {"text": text}, "defaultConfiguration": {"level": level}}
        for id, level, text in _RULES
    ]
    run = {
        "tool": {"driver": {"name": "Escalation Guide", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, prefix, rule)
            for rule, found in enumerate((problems, advice))
            for problem in found
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(problem: Problem, prefix: str, rule: int) -> dict[str, Any]:
    id, level, _ = _RULES[rule]
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(f"{prefix}{problem.file}")}}
    if problem.line:
        place["region"] = {"startLine": problem.line}
        if problem.column:
            place["region"]["startColumn"] = problem.column
    return {
        "ruleId": id,
        "ruleIndex": rule,
        "level": level,
        "message": {"text": printable(problem.message)},
        "locations": [{"physicalLocation": place}],
    }


def write_sarif(
    root: Path, problems: Iterable[Problem], target: str, *, advice: Iterable[Problem] = ()
) -> None:
    """Write the log of problems and advice into the file `target`, or print it for STANDARD_OUTPUT."""
    try:
        prefix = Repository.of(root).prefix
    except BuildError:  # there is no repository, so paths are those from the guide's folder
        prefix = ""
    text = json.dumps(sarif_log(problems, prefix, advice=advice), indent=2, ensure_ascii=False)
    if target == STANDARD_OUTPUT:
        print(text)
    else:
        Path(target).write_text(f"{text}\n", encoding="utf-8")
