"""Whatever goes wrong in a template is one sentence with the template's file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_builder.pages.templates import page_environment, render, template_problems
from site_builder.problems import ContentError


def word(key: str) -> str:
    return {"search": "Search"}[key]


def failing() -> str:
    raise ValueError("the answer is\nmissing")


def templates(root: Path, **texts: str) -> Path:
    folder = root / "docs" / "pages"
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name}.j2").write_text(text, encoding="utf-8")
    return folder


def problem(root: Path, text: str, macro: str = "") -> str:
    folder = templates(root, page=text, parts=macro)
    context: dict[str, Any] = {"word": word, "failing": failing}
    with pytest.raises(ContentError) as caught:
        render(page_environment(folder), "page.j2", **context)
    (found,) = caught.value.problems
    return str(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n{{ nope }}", "2: 'nope' is undefined"),
        ("\n{{ word('search').x.y }}", "2: 'str object' has no attribute 'x'"),
        ("\n{% if %}", "2: Expected an expression, got 'end of statement block'"),
        ("\n{{ 1|nope }}", "2: No filter named 'nope'."),
        ("\n{{ word('serch') }}", "2: there is nothing called 'serch'; a word must be in interface.yml"),
        ("\n{{ {}.popitem() }}", "2: there is nothing called 'popitem(): dictionary is empty'"),
        ("\n{{ [1]|sum('x') }}", "2: 'int object' has no attribute 'x'"),
        ("\n{{ 1|join }}", "2: TypeError: 'int' object is not iterable"),
        ("\n{{ 1 / 0 }}", "2: ZeroDivisionError: division by zero"),
        ("\n{{ failing() }}", "2: ValueError: the answer is\\nmissing"),
        ("\n{% include 'gone.j2' %}", '2: the template "gone.j2" is missing'),
    ],
)
def test_a_mistake_in_a_template_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert problem(tmp_path, text) == f"docs/pages/page.j2:{said}"


def test_a_mistake_in_a_macro_is_said_where_it_stands(tmp_path: Path) -> None:
    page = "{% import 'parts.j2' as parts %}\n{{ parts.item(1) }}"
    assert problem(tmp_path, page, "\n\n{% macro item(x) %}\n{{ x|join }}{% endmacro %}") == (
        "docs/pages/parts.j2:4: TypeError: 'int' object is not iterable"
    )


def test_a_macro_that_is_not_well_formed_is_said_where_it_stands(tmp_path: Path) -> None:
    page = "{% import 'parts.j2' as parts %}\n{{ parts.item(1) }}"
    found = problem(tmp_path, page, "\n{% macro item(x) %}")
    assert found.startswith("docs/pages/parts.j2:2: Unexpected end of template.")


def test_templates_are_looked_at_before_any_is_filled_in(tmp_path: Path) -> None:
    folder = templates(
        tmp_path, one="{% import 'gone.j2' as gone %}", two="{% if x %}", three="{% include 'one.j2' %}"
    )
    (folder / "four.j2").write_bytes(b"\xff")
    assert [str(one) for one in template_problems([folder], ["five.j2"])] == [
        "docs/pages/five.j2: is missing",
        "docs/pages/four.j2: is not UTF-8 text; save the file as UTF-8",
        'docs/pages/one.j2:1: the template "gone.j2" is missing',
        "docs/pages/two.j2:1: Unexpected end of template. Jinja was looking for the following tags: "
        "'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'.",
    ]
