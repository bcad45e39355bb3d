"""What an editor offers and marks while a guide is written, by the YAML language server itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.editor import write_guide_schemas
from site_builder.shared_files import SCHEMAS
from tests.support.guide_copies import ROOT
from tests.support.language_server import CURSOR, LanguageServer, language_server

pytestmark = pytest.mark.slow  # one server for all tests, with Node.js
HEAD = f"# yaml-language-server: $schema=../../{SCHEMAS}/"
QUESTION = "questions:\n- id: q\n  answers:\n  - id: a\n    label: b\n"
CASE = f"{QUESTION}    to:\n    - to: account\n      when:"
OUTCOME = "outcomes:\n- id: w\n"
CASE_OF = "scenarios:\n- id: s\n"

OFFERED = {
    "the first question": ("tree", f"first: {CURSOR}", {"topic": "What do you need help with?"}),
    "where an answer leads": (
        "tree",
        f"{QUESTION}    to: {CURSOR}",
        {
            "account": "Question: What keeps you out?",
            "reset-password": "Outcome: Set a new password yourself",
        },
    ),
    "the same between braces": ("tree", f"questions: [{{answers: [{{to: r{CURSOR}}}]}}]", {"role": None}),
    "the keys of a condition": ("tree", f"{CASE}\n        {CURSOR}", {"role": "Who are you?"}),
    "the same between braces, after a letter": ("tree", f"{CASE} {{r{CURSOR}}}", {"role": "Who are you?"}),
    "answers of that question": ("tree", f"{CASE} {{role: {CURSOR}}}", {"student": "A student"}),
    "several answers of it": ("tree", f"{CASE} {{role: [guest, {CURSOR}]}}", {"student": None}),
    "answers that it is not": ("tree", f"{CASE} {{role: {{not: {CURSOR}}}}}", {"guest": None}),
    "an answer from a list by CLDR": ("tree", f"{CASE} {{country: {CURSOR}}}", {"de": "Germany", "eu": None}),
    "a value of a conclusion": ("tree", f"{CASE} {{priority: {CURSOR}}}", {"first": "before all else"}),
    "bounds of a number": ("tree", f"{CASE}\n        people:\n          {CURSOR}", {"under": None}),
    "answers of the question beside": (
        "tree", f"groups:\n- {{id: g, question: gave, answers: [{CURSOR}]}}", {"money": None}
    ),
    "the default of a setting": (
        "tree", f"settings:\n- {{id: campus, default: {CURSOR}}}", {"harbour": None}
    ),
    "a warning": ("outcomes", f"{OUTCOME}  warnings: [{CURSOR}]", {"never-tell": None}),
    "a portal": ("outcomes", f"{OUTCOME}  portal: {CURSOR}", {"desk": "the desk's page"}),
    "a form": ("outcomes", f"{OUTCOME}  form: {CURSOR}", {"travel": "Papers for the customs"}),
    "a table": ("outcomes", f"{OUTCOME}  tables: [{CURSOR}]", {"repairs": "Repairs"}),
    "a promised time": ("response-times", f"rows: [{{within: {CURSOR}}}]", {"lecture": None}),
    "a CSV file": ("tables", f"tables: [{{rows_file: {CURSOR}}}]", {"repairs.csv": None}),
    "a row": ("scenarios", f"{CASE_OF}  row: {CURSOR}", {"computer": None}),
    "an answer that is given": ("scenarios", f"{CASE_OF}  answers: {{gave: {CURSOR}}}", {"money": None}),
    "a step of the outcome beside": (
        "scenarios", f"{CASE_OF}  outcome: network-ticket\n  steps: [{CURSOR}]", {"other": None}
    ),
    "a word of the interface": ("interface", f"words:\n  {CURSOR}", {"start-again": "Start again"}),
}  # fmt: skip
"""What is asked for: a file, its text with the cursor, and some of what is offered there, with its words."""
FAULTS = {
    "No question or outcome": f"{QUESTION}    to: acount",
    '"gave" has no such answer; expected one of: password, money, nothing': f"{CASE} {{gave: monney}}",
    "Property gives is not allowed": f"{CASE} {{gives: money}}",
    "A reference in this text names nothing": "title: See {portal:nowhere}",
}


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("written")
    shutil.copytree(ROOT / "examples" / "it-helpdesk" / "docs", root / "docs")
    write_guide_schemas(root)
    return root


@pytest.fixture(scope="module")
def server(guide: Path) -> Iterator[LanguageServer]:
    with language_server(guide) as running:
        yield running


@pytest.mark.xdist_group("language server")
def test_the_guides_own_files_are_in_order(guide: Path, server: LanguageServer) -> None:
    for path in sorted((guide / "docs/guide").glob("*.yml")):
        opened = server.open(path.parent, path.read_text(encoding="utf-8"))
        assert server.faults(opened) == [], path.name


@pytest.mark.xdist_group("language server")
@pytest.mark.parametrize("what", OFFERED)
def test_it_is_offered_where_it_may_stand(guide: Path, server: LanguageServer, what: str) -> None:
    name, text, expected = OFFERED[what]
    found = server.offers(guide / "docs/guide", f"{HEAD}{name}.schema.json\n{text}\n")
    for id, words in expected.items():
        assert id in found, found
        assert words is None or found[id] == words


@pytest.mark.xdist_group("language server")
def test_what_the_guide_has_not_is_marked_with_what_it_has(guide: Path, server: LanguageServer) -> None:
    for message, text in FAULTS.items():
        found = server.faults(server.open(guide / "docs/guide", f"{HEAD}tree.schema.json\n{text}\n"))
        assert any(message in one for one in found), found


@pytest.mark.xdist_group("language server")
def test_what_is_new_is_known_once_it_is_checked(guide: Path, server: LanguageServer) -> None:
    outcomes = guide / "docs/guide/outcomes.yml"
    opened = server.open(outcomes.parent, f"{HEAD}tree.schema.json\n{QUESTION}    to: quite-new\n")
    assert any("No question or outcome" in one for one in server.faults(opened))
    text = outcomes.read_text(encoding="utf-8")
    new = "outcomes:\n  - {id: quite-new, title: New, summary: New}"
    outcomes.write_text(text.replace("outcomes:", new, 1), encoding="utf-8")
    write_guide_schemas(guide)
    server.changed_on_disk(guide / SCHEMAS / "tree.schema.json")
    assert not any("No question or outcome" in one for one in server.faults(opened))


@pytest.mark.xdist_group("language server")
def test_without_its_schemas_an_editor_says_so_and_goes_on(guide: Path, server: LanguageServer) -> None:
    opened = server.open(guide / "docs/guide", "# yaml-language-server: $schema=../../none.json\nfirst: [\n")
    found = server.faults(opened)
    assert len(found) == 2 and any("Unable to load schema" in one for one in found), found
