"""Jinja2 templates of pages, and what is wrong with them, by file and line."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError

from site_builder.problems import ContentError, Problem

TEMPLATES = (
    "home.html.j2", "procedures.html.j2", "procedure.html.j2", "faq.html.j2", "response-times.html.j2",
    "names.html.j2", "about.html.j2", "evidence.html.j2", "translation.html.j2", "embedding.html.j2",
    "embed.html.j2", "prose.html.j2", "sections.j2", "note.j2", "root.html.j2", "root404.html.j2",
)  # fmt: skip
"""The templates that a build asks for."""


@lru_cache(maxsize=8)  # compiled templates are kept; one that changes is compiled again
def page_environment(*folders: Path) -> Environment:
    """The environment of docs/pages/, in which a template is looked for in these folders in turn: everything
    is escaped, and what is undefined is an error."""
    return Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(environment: Environment, name: str, **context: object) -> str:
    """A template's text. Raises ContentError with its file and line for whatever goes wrong in it."""
    try:
        return environment.get_template(name).render(**context)
    except ContentError:
        raise
    except Exception as error:  # a template is content: any mistake in it is the writer's to see
        raise ContentError([_problem(name, error)]) from error


def template_problems(folders: Sequence[Path], names: list[str]) -> Iterator[Problem]:
    """Templates that are missing or not even well-formed."""
    environment = page_environment(*folders)
    for name in sorted({*names, *(path.name for folder in folders for path in folder.glob("*.j2"))}):
        try:
            environment.get_template(name)
        except Exception as error:  # also what is not text at all
            yield _problem(name, error)


def _problem(name: str, error: Exception) -> Problem:
    file = f"docs/pages/{name}"
    if isinstance(error, TemplateNotFound):
        return Problem(f"docs/pages/{error.name}", 0, 0, "is missing")
    if isinstance(error, TemplateSyntaxError):
        return Problem(f"docs/pages/{error.name or name}", error.lineno, 0, str(error.message))
    if isinstance(error, UnicodeDecodeError):
        return Problem(file, 0, 0, "is not UTF-8 text; save the file as UTF-8")
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".j2"):
            file, line = f"docs/pages/{Path(frame.filename).name}", frame.lineno or 0
            return Problem(file, line, 0, _said(error))
    return Problem(file, 0, 0, _said(error))


def _said(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"there is nothing called {error}; a word must be in interface.yml"
    return f"{error or type(error).__name__}"
