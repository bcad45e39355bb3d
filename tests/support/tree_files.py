"""Small trees from YAML in the guide's own format, each with its document, so that messages have places."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from decision_tree.model import Answer, Case, Question, Tree
from site_builder.guide import model as g
from site_builder.guide.instances import build_instance
from site_builder.guide.yaml_file import read_yaml
from tests.support.trees import make_tree


def read_tree(folder: Path, text: str) -> tuple[Any, Tree]:
    """The content and the compiled tree of a tree.yml with this text; its outcomes say nothing.

    Every id that a case leads to and no question has is that of an outcome.
    """
    path = folder / "tree.yml"
    path.write_text(text, encoding="utf-8")
    document = read_yaml(path, "tree.yml")
    assert not document.problems
    file = build_instance(g.TreeFile, document.value)
    questions = [
        Question(
            one.id,
            one.question,
            one.name,
            tuple(
                Answer(a.id, a.label, tuple(Case(case.to, case.when) for case in a.cases))
                for a in one.answers
            ),
        )
        for one in file.questions
    ]
    ids = {question.id for question in questions}
    leads_to = (case.to for question in questions for a in question.answers for case in a.cases)
    outcomes = [id for id in dict.fromkeys(leads_to) if id not in ids]
    guide = SimpleNamespace(
        tree=file, procedures=(),
        outcomes=SimpleNamespace(outcomes=(), kinds=(), fields=(), warnings=(), forms=()),
        scenarios=SimpleNamespace(scenarios=()), faq=SimpleNamespace(questions=()),
        pages=SimpleNamespace(pages=()), sources=SimpleNamespace(documents=(), facts=()),
        response_times=SimpleNamespace(impacts=(), notes=(), rows=()),
        tables=SimpleNamespace(tables=()),
    )  # fmt: skip
    names = ("tree", "outcomes", "response_times", "tables", "sources", "scenarios")
    content = SimpleNamespace(
        documents=dict.fromkeys(names, document), procedures=(), guide=guide, version="test"
    )
    return content, make_tree(questions, outcomes)
