"""Diagrams of a tree: what is written as Mermaid is read back with the same routing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given

from decision_tree.conditions import AnyOf, Condition, Test, names_in
from decision_tree.model import Case, Tree
from site_builder.map import draft_of_mermaid, read_mermaid, write_dot, write_mermaid
from site_builder.map.labels import Piece, read_label, write_label
from site_builder.problems import BuildError, ContentError
from site_builder.site.checking import Checked, check_all
from tests.support.selection_trees import selection_trees
from tests.support.trees import trees


def plainly(condition: Condition) -> Condition:
    """The condition without what only the guide's own model tells of its clauses."""
    return tuple(
        AnyOf(tuple(tuple(map(plain_test, one)) for one in clause.alternatives))
        if isinstance(clause, AnyOf)
        else plain_test(clause)
        for clause in condition
    )


def plain_test(test: Test) -> Test:
    return Test(test.name, test.values, test.negated)


def routing(tree: Tree) -> object:
    """Where every answer leads, with the words and marks of all, in their order."""

    def cases(found: tuple[Case, ...]) -> frozenset[object]:
        return frozenset((case.to, plainly(case.when)) for case in found)

    questions = {
        question.id: (
            question.text,
            question.several,
            cases(question.cases),
            [(one.id, one.label, one.unsure, one.alone, cases(one.cases)) for one in question.answers],
        )
        for question in tree.questions
    }
    return tree.first, questions, {outcome.id: outcome.title for outcome in tree.outcomes}


def led_to(tree: Tree) -> Tree:
    """The tree without questions and outcomes that no case names: nobody could draw them."""
    found = {tree.first}
    for question in tree.questions:
        if question.id in found:
            found |= {case.to for case in question.all_cases}
    return replace(
        tree,
        questions=tuple(one for one in tree.questions if one.id in found),
        outcomes=tuple(one for one in tree.outcomes if one.id in found),
    )


def written_and_read(tree: Tree, folder: Path) -> Tree:
    path = folder / "tree.mmd"
    path.write_text(write_mermaid(tree), encoding="utf-8")
    return read_mermaid(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mermaid")


@given(tree=trees())
def test_a_tree_is_read_back_as_it_was_written(tree: Tree, folder: Path) -> None:
    drawn = led_to(tree)
    assert routing(written_and_read(drawn, folder)) == routing(drawn)


@given(tree=selection_trees())
def test_so_is_one_with_several_answers_and_lists_of_alternatives(tree: Tree, folder: Path) -> None:
    drawn = led_to(tree)
    known = {question.id for question in drawn.questions}
    cases = [case for question in drawn.questions for case in question.all_cases]
    assume(all(names_in(case.when) <= known for case in cases))
    answers = [one.cases for question in tree.questions for one in (question, *question.answers)]
    assume(all(len(cases) == 1 or all(case.when for case in cases) for cases in answers))
    assert routing(written_and_read(drawn, folder)) == routing(drawn)


def test_the_guide_is_read_back_and_its_draft_is_proved_with_as_many_ways(
    checked: Checked, tmp_path: Path
) -> None:
    path = tmp_path / "guide.mmd"
    path.write_text(write_mermaid(checked.tree), encoding="utf-8")
    assert routing(read_mermaid(path)) == routing(checked.tree)
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    for name, text in draft_of_mermaid(path).items():
        (tmp_path / "docs" / "guide" / name).write_text(text, encoding="utf-8")
    assert check_all(tmp_path).proof.paths == checked.proof.paths


def test_days_of_an_answer_and_of_an_outcome_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "dated.mmd"
    path.write_text(
        'graph TD\n a["Which?"] -->|"Old [id old] [until 2026-12-31]"| b(["End [until 2026-12-31]"])\n'
        ' a -->|"New [id new] [from 2027-01-01]"| c(["Begin"])\n',
        encoding="utf-8",
    )
    assert routing(written_and_read(read_mermaid(path), tmp_path)) == routing(read_mermaid(path))
    tree = yaml.safe_load(draft_of_mermaid(path)["tree.yml"])
    old, new = tree["questions"][0]["answers"]
    assert (old["until"], new["from"]) == ("2026-12-31", "2027-01-01")


BY_HAND = """\
graph TD;
%% drawn by hand
  A[Is it plugged in?] -- no --> B(Plug it in);
  A -->|yes| C{"Does the lamp<br/>glow?"}:::asked
  subgraph more [Then]
    C ==> |Yes, green| D & E2
  end
  C -. "No" .-> E2[Call us]
  classDef asked fill:#fff
  style A fill:#f9f
"""


def test_a_flowchart_that_somebody_drew_becomes_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "lamp.mmd"
    path.write_text(BY_HAND.replace("D & E2\n", "D[Wait]\n"), encoding="utf-8")
    tree = read_mermaid(path)
    assert (tree.first, [one.id for one in tree.questions]) == ("a", ["a", "c"])
    assert [one.text for one in tree.questions] == ["Is it plugged in?", "Does the lamp glow?"]
    assert [(one.id, one.label, one.cases[0].to) for one in tree.questions[1].answers] == [
        ("yes-green", "Yes, green", "d"), ("no", "No", "e2"),
    ]  # fmt: skip
    assert {one.title for one in tree.outcomes} == {"Plug it in", "Wait", "Call us"}


FAULTS = {
    "": (0, 'there is no flowchart in this file; it begins with "flowchart LR"'),
    "sequenceDiagram\n": (1, '"sequenceDiagram" is another kind of diagram'),
    "graph LR\n": (0, "there is no arrow"),
    "graph LR\n a -->|x| b\n b -->|y| a\n": (3, "round in a circle"),
    "graph LR\n a --> b\n": (2, 'from "a" to "b" has no label'),
    "graph LR\n a <-->|x| b\n": (2, "an arrow leads one way, not both"),
    'graph LR\n a["<b>Bold</b>"] -->|x| b\n': (2, "<b> is HTML"),
    "graph LR\n a@{ shape: rect } -->|x| b\n": (2, 'expected a label such as ["Words"]'),
    "graph LR\n a -->|x| b\n ???\n": (3, 'expected the name of a node; found "???"'),
    "graph LR\n a -->|x| b and c\n": (2, 'expected an arrow such as -->; found "and c"'),
    "graph LR\n a -->|x| b\n c -->|y| b\n": (3, 'no arrow leads to any of "a", "c"'),
    "graph LR\n a -->|x| b\n a -->|x| c\n": (3, 'the answer "x" leads to two places'),
    'graph LR\n a -->|"x [when b]"| c\n': (2, 'expected "=", found the end'),
    'graph LR\n a -->|"x [when q = z]"| c\n': (2, 'there is no question "q" (expected one of: a)'),
    'graph LR\n a -->|"x [id x] [when a = y]"| c\n': (2, '"a" has no answer "y" (expected one of: x)'),
    "graph LR\n a[See www.example.org] -->|x| b\n": (
        2,
        "a guide cannot have this label: an address in a text",
    ),
    'graph LR\n a -->|"x [id X Y]"| b\n': (2, 'expected an id such as [id yes], found "X Y"'),
    'graph LR\n a -->|"x"| c(["End [until soon]"])\n': (2, "expected a date such as 2027-01-01"),
    "---\ntitle: x\n": (1, "the front matter has no end"),
    "graph LR\n a -->|" + "x" * 1_000_000 + "| b\n": (2, "the line has 1,000,"),
}


@pytest.mark.parametrize(
    ("text", "expected"), FAULTS.items(), ids=[message for _, message in FAULTS.values()]
)
def test_what_cannot_be_read_is_said_with_its_line(
    text: str, expected: tuple[int, str], tmp_path: Path
) -> None:
    path = tmp_path / "x.mmd"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_mermaid(path)
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == ("x.mmd", expected[0])
    assert expected[1] in problem.message


def test_a_file_that_is_missing_or_no_text_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="cannot be read"):
        read_mermaid(tmp_path / "none.mmd")
    (tmp_path / "x.mmd").write_bytes(b"graph LR\n\xff\xfe")
    with pytest.raises(ContentError, match=r"x\.mmd:2:1: is not UTF-8 text"):
        read_mermaid(tmp_path / "x.mmd")


def test_a_label_keeps_any_signs() -> None:
    pieces = [Piece('He said "#1" <b> & [id x] `{y}`', {"id": "a", "unsure": ""}), Piece("two", {"id": "b"})]
    written = write_label(pieces)
    assert not re.search(r"[<>`{}&]", written.replace("<br>", "")), "nothing that Mermaid would read"
    assert read_label(written[1:-1]) == pieces


@given(tree=trees())
def test_dot_names_every_question_and_outcome(tree: Tree) -> None:
    dot = write_dot(tree)
    assert all(f'  "{one.id}" [label=' in dot for one in (*tree.questions, *tree.outcomes))
    assert dot.count("->") == sum(len(set(one.all_cases)) for one in tree.questions)
