"""Limits of the engine and of the page: a guide beyond them could be proved, and not be used."""

from __future__ import annotations

import json
from collections.abc import Iterator

from decision_tree.json_form import dump_tree
from decision_tree.messages import LARGEST_REQUEST, PROTOCOL
from decision_tree.model import Tree
from decision_tree.receipt import MOST_CHOICES
from site_builder.guide import Content
from site_builder.problems import Problem


def limit_problems(content: Content, tree: Tree, longest: int) -> Iterator[Problem]:
    """What of a proved guide is too large: its tree, or its longest path of so many questions.

    Settings count beside the answers: a receipt holds both.
    """
    document = content.documents["tree"]
    if longest + len(tree.settings) > MOST_CHOICES:
        found = f"the longest path asks {longest} questions, and there are {len(tree.settings)} settings"
        message = f"{found}: together at most {MOST_CHOICES} fit a receipt"
        yield document.problem(("questions",), message)
    request = {"v": PROTOCOL, "id": 0, "type": "load", "tree": dump_tree(tree)}
    if (size := len(json.dumps(request, ensure_ascii=False))) > LARGEST_REQUEST:
        message = (
            f"tree.json would have {size:,} characters, and the engine reads at most {LARGEST_REQUEST:,}"
        )
        yield document.problem(("questions",), message)
