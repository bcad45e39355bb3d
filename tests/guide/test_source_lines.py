"""Source lines: each part of the guide is found where a writer has it."""

from __future__ import annotations

from pathlib import Path

from site_builder.guide import read_content, read_yaml, source_lines
from site_builder.guide.source_lines import KINDS
from site_builder.site.checking import Checked
from tests.support.guide_copies import ROOT

EXAMPLE = ROOT / "examples" / "it-helpdesk"


def line_of(root: Path, file: str, text: str) -> int:
    """The number of the only line that has a text."""
    lines = (root / file).read_text(encoding="utf-8").splitlines()
    (found,) = [number for number, line in enumerate(lines, 1) if text in line]
    return found


def test_every_part_stands_in_the_line_that_has_its_id(checked: Checked) -> None:
    found = checked.content.lines.places
    assert len(found) > 300
    for context, place in found.items():
        id = context.rpartition(".")[2]
        text = (checked.root / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
        assert f"id: {id}" in text or f'id: "{id}"' in text, f"{context}: {place} has {text}"
        assert text[place.column - 1 :].strip(), context


def test_kinds_are_contexts_of_the_guide(checked: Checked) -> None:
    found = {*checked.content.lines.places, *read_content(EXAMPLE).lines.places}
    for kind, context in KINDS.items():
        assert any(one.startswith(f"{context}.") for one in found), kind


def test_parts_are_found_by_kind_and_id_and_texts_by_context() -> None:
    lines = read_content(EXAMPLE).lines
    tree = "docs/guide/tree.yml"
    topic = lines.of("question", "topic")
    assert topic and str(topic) == f"{tree}:{line_of(EXAMPLE, tree, '- id: topic')}"
    assert lines.at("tree.questions.topic.question") == topic
    assert lines.at("nothing.of.this") is None and lines.of("outcome", "nothing") is None
    rows = [place for context, place in lines.places.items() if place.file.endswith(".csv")]
    assert rows and rows[0].line == 2, "rows of a CSV file stand in that file"


def test_half_a_file_has_the_places_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "tree.yml").write_text("questions:\n- id: color\n  question: [\n", encoding="utf-8")
    lines = source_lines({"tree": read_yaml(tmp_path / "tree.yml", "tree.yml")})
    assert lines.of("question", "color") is None, "what cannot be read is not there"
    (tmp_path / "tree.yml").write_text("questions:\n- id: color\n  answers:\n  - id: red\n", encoding="utf-8")
    lines = source_lines({"tree": read_yaml(tmp_path / "tree.yml", "tree.yml")})
    assert str(lines.of("question", "color", "red")) == "tree.yml:4"
