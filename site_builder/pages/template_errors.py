"""Errors of Jinja2 templates as problems: the template's file and line, and what is wrong."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, nodes

from site_builder.problems import Problem
from site_builder.shared_files import PRODUCT

SUFFIXES = (".j2", ".html", ".xml")


def template_problem(error: Exception, root: Path, file: str) -> Problem:
    """What went wrong in a template: at the last of the guide's own templates that the error came through.

    `root` is the folder that holds docs/; `file` is what was asked for, where the error came through none.
    """
    if isinstance(error, TemplateSyntaxError):
        own = _own(error.filename or "", root)
        return Problem(own or file, error.lineno, 0, str(error.message))
    if isinstance(error, UnicodeDecodeError):
        return Problem(file, 0, 0, "is not UTF-8 text; save the file as UTF-8")
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(SUFFIXES)
    ]
    places = [(own, frame.lineno or 0) for frame in frames if (own := _own(frame.filename, root))]
    if isinstance(error, TemplateNotFound) and not places:
        return Problem(file, 0, 0, "is missing")
    name, line = places[-1] if places else (file, 0)
    theirs = frames[-1] if frames and not _own(frames[-1].filename, root) else None
    where = f"in the theme's {Path(theirs.filename).name}:{theirs.lineno}: " if theirs else ""
    return Problem(name, line, 0, f"{where}{_said(error)}")


def missing_templates(environment: Environment, source: str, file: str) -> Iterator[Problem]:
    """Templates that a well-formed template includes, imports or extends by a name that there is not."""
    known = set(environment.list_templates())
    for name, line in _named_templates(environment, source):
        if name not in known:
            yield Problem(file, line, 0, f'the template "{name}" is missing')


@lru_cache(maxsize=128)  # a check looks at every template, and few of them have changed
def _named_templates(environment: Environment, source: str) -> tuple[tuple[str, int], ...]:
    """The names in a template of others, each with its line."""
    kinds = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
    found = []
    for node in environment.parse(source).find_all(kinds):
        name: nodes.Expr = getattr(node, "template")  # noqa: B009 - the four have it, their base has not
        if isinstance(name, nodes.Const) and isinstance(name.value, str):
            found.append((name.value, node.lineno))
    return tuple(found)


def _own(filename: str, root: Path) -> str:
    """The name of a template of the guide or the product, as messages have it; "" of another file."""
    path = Path(filename)
    roots = (base for base in (root, PRODUCT) if path.is_relative_to(base / "docs"))
    return next((path.relative_to(base).as_posix() for base in roots), "")


def _said(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f'the template "{error.name}" is missing'
    if isinstance(error, KeyError):
        asked = {frame.name for frame in traceback.extract_tb(error.__traceback__)}
        hint = "; a word must be in interface.yml" if asked & {"word", "word_form"} else ""
        return f"there is nothing called {error}{hint}"
    if isinstance(error, StopIteration):
        return "what it asks for is not in the guide"
    kind = type(error).__name__
    if kind == "UndefinedError" or not str(error):
        return str(error) or kind
    return f"{kind}: {error}"
