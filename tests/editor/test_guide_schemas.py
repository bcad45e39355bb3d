"""Schemas with the ids of one guide: they fit its own files, refuse what it has not, outlive half a file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from site_builder.cli.new import begin_guide
from site_builder.editor import write_guide_schemas
from site_builder.editor.guide_schemas import OF_FILES
from site_builder.guide import FILES, read_yaml
from site_builder.shared_files import SCHEMAS
from tests.support.guide_copies import ROOT

EXAMPLE = ROOT / "examples" / "it-helpdesk"
GUIDES = (ROOT, EXAMPLE, ROOT / "examples" / "starter")


def copied(source: Path, target: Path) -> Path:
    shutil.copytree(source / "docs", target / "docs", ignore=shutil.ignore_patterns("*.po", "theme"))
    shutil.copytree(ROOT / "schemas", target / "schemas")  # those of docs/interface, which has no ids
    return target


def schema_of(path: Path) -> Any:
    """The schema that the first line of a file names."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    _, comment, name = first.partition("# yaml-language-server: $schema=")
    assert comment, f"{path} names no schema"
    return json.loads((path.parent / name).read_text(encoding="utf-8"))


def faults(schema: Any, value: Any) -> list[str]:
    """The places, as words, where a value is not as the schema says."""
    found = jsonschema.Draft202012Validator(schema).iter_errors(value)
    return [".".join(map(str, one.absolute_path)) for one in found]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied(EXAMPLE, tmp_path_factory.mktemp("example"))
    write_guide_schemas(root)
    return root


@pytest.mark.parametrize("source", GUIDES, ids=lambda path: str(path.name))
def test_every_file_of_a_guide_fits_the_schema_that_it_names(source: Path, tmp_path: Path) -> None:
    root = copied(source, tmp_path)
    assert {*write_guide_schemas(root)} == {f"{name}.schema.json" for name in OF_FILES}
    assert write_guide_schemas(root) == [], "what has not changed is not written"
    for path in sorted((root / "docs").rglob("*.yml")):
        schema = schema_of(path)
        assert faults(schema, read_yaml(path, path.name).value) == [], path


TO = "questions.0.answers.0.to"
WRONG = {
    "where an answer leads": ("tree", "first", "nowhere"),
    "a question of a condition": ("tree", TO, [{"to": "role", "when": {"colour": "red"}}]),
    "an answer of a condition": ("tree", TO, [{"to": "role", "when": {"role": "boss"}}]),
    "a value of a conclusion": ("tree", TO, [{"to": "role", "when": {"priority": "x"}}]),
    "a bound of a number": ("tree", TO, [{"to": "role", "when": {"people": {"below": 3}}}]),
    "a reference of a text": ("tree", "title", "See {portal:nowhere}"),
    "an answer of a group": ("tree", "groups.0.answers", ["nl"]),
    "a warning": ("outcomes", "outcomes.0.warnings", ["nothing"]),
    "a portal": ("outcomes", "outcomes.0.portal", "nothing"),
    "an outcome of a scenario": ("scenarios", "scenarios.0.outcome", "nothing"),
    "an answer of a scenario": ("scenarios", "scenarios.0.answers", {"topic": "nothing"}),
    "a row of a scenario": ("scenarios", "scenarios.0.tables", {"repairs": "nothing"}),
    "a column": ("tables", "tables.0.promise", "cost"),
}
"""What is wrong: a file, a place in it, and what is put there."""


@pytest.mark.parametrize("what", WRONG)
def test_an_id_that_the_guide_has_not_is_refused_where_it_stands(example: Path, what: str) -> None:
    name, place, wrong = WRONG[what]
    path = example / f"docs/guide/{name}.yml"
    value = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    *way, last = [int(key) if key.isdigit() else key for key in place.split(".")]
    within = value
    for key in way:
        within = within[key]
    schema = schema_of(path)
    before = faults(schema, value)
    within[last] = wrong
    after = [one for one in faults(schema, value) if one not in before]
    assert len(after) == 1 and after[0].startswith(place), (before, after)


def test_a_half_written_file_leaves_the_schemas_as_they_were(tmp_path: Path) -> None:
    root = copied(EXAMPLE, tmp_path)
    write_guide_schemas(root)
    tree = root / "docs/guide/tree.yml"
    text = tree.read_text(encoding="utf-8")
    tree.write_text(f'{text}  - id: "half', encoding="utf-8")
    assert write_guide_schemas(root) == []
    (root / SCHEMAS / "tree.schema.json").unlink()
    assert write_guide_schemas(root) == ["tree.schema.json"]
    schema = schema_of(tree)
    assert faults(schema, read_yaml(EXAMPLE / "docs/guide/tree.yml", "tree.yml").value) == []
    assert "reset-password" not in json.dumps(schema), "without the tree there are no ids to go by"
    tree.write_text(text.replace("id: topic", "id: subject"), encoding="utf-8")  # wrong, and YAML
    assert "tree.schema.json" in write_guide_schemas(root)
    assert '"subject"' in json.dumps(schema_of(tree))


VALUES = (
    "", "# nothing yet\n", "[]\n", "a\n", "questions: 3\n",
    "questions: [3, {}, {id: 3}, {id: a, answers: b}]\n",
    "tables: [{id: a, columns: [3], rows: {}}]\nnames: [{id: portal}, {id: a, items: [b]}]\n",
    "groups: [{id: a, question: b}]\nconclusions: [{id: a, values: 3}]\nfacts: []\n",
    "questions: [{id: a, list: planets}, {id: b, answers_file: 3}, {id: c, answers_file: no.csv}]\n",
)  # fmt: skip


def test_schemas_are_such(example: Path) -> None:
    for name in OF_FILES:
        schema = json.loads((example / SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("text", VALUES)
def test_whatever_a_file_holds_schemas_are_written(text: str, tmp_path: Path) -> None:
    root = copied(ROOT / "examples" / "starter", tmp_path)
    for name in FILES:
        (root / f"docs/guide/{name}.yml").write_text(text, encoding="utf-8")
    assert {*write_guide_schemas(root)} == {f"{name}.schema.json" for name in OF_FILES}


def test_a_new_guide_has_the_schemas_that_its_files_name(tmp_path: Path) -> None:
    for path in begin_guide(tmp_path / "acme"):
        assert faults(schema_of(path), read_yaml(path, path.name).value) == []
