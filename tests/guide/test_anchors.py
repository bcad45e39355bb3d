"""Ids that become anchors: the ones that a page or another id has already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.cli.new import begin_guide
from site_builder.guide.anchors import name_problems, section_problems
from site_builder.guide.yaml_file import Document
from tests.support.guide_problems import problems


def sources(*ids: tuple[str, str]) -> Document:
    """A sources.yml with a document of one section for each pair of ids."""
    document = Document("sources.yml")
    document.value = {"documents": [{"id": id, "sections": [{"id": section}]} for id, section in ids]}
    return document


def test_sections_of_two_documents_may_not_share_an_anchor() -> None:
    assert list(section_problems(sources(("a", "b"), ("a-b", "c")))) == []
    (problem,) = section_problems(sources(("a", "b-c"), ("a-b", "c")))
    assert 'the anchor "a-b-c" of "c" of "a-b" is also that of "b-c" of "a"' in str(problem)


@pytest.mark.parametrize(
    ("kinds", "anchor", "owner"),
    [
        ({"a": ["b-c"], "a-b": ["c"]}, "a-b-c", 'the kind "a"'),
        ({"a": ["b"], "a-b": []}, "a-b", 'the kind "a"'),
        ({"portal-a": ["b"]}, "portal-a-b", 'the portal "a-b"'),
        ({"terms": []}, "terms", "the page"),
        ({"intro": ["role"]}, "intro-role", "the page"),
    ],
)
def test_names_of_two_kinds_may_not_share_an_anchor(
    kinds: dict[str, list[str]], anchor: str, owner: str
) -> None:
    document = Document("facts.yml")
    document.value = {
        "portals": [{"id": "a-b"}],
        "names": [{"id": kind, "items": [{"id": id} for id in ids]} for kind, ids in kinds.items()],
    }
    (problem,) = name_problems(document)
    assert f'the anchor "{anchor}" is taken by {owner}' in str(problem)


@pytest.mark.lent
def test_no_procedure_is_called_as_the_page_that_lists_them(
    copy: Path, spoil: Callable[[str, str, str], Path]
) -> None:
    spoil("docs/guide/procedures/find-isv.yml", "id: find-isv", "id: index")
    folder = copy / "docs/guide/procedures"
    (folder / "find-isv.yml").rename(folder / "index.yml")
    assert any('the id "index" is taken by the page' in problem for problem in problems(copy))


def test_an_id_that_is_taken_is_said_once_and_not_again_of_its_anchors(tmp_path: Path) -> None:
    tree, _ = begin_guide(tmp_path)
    text = tree.read_text("utf-8").replace("id: flow", "id: caretaker").replace("to: flow", "to: caretaker")
    tree.write_text(text, "utf-8")
    (problem,) = problems(tmp_path)
    assert 'the id "caretaker" is taken by one of the questions' in problem
