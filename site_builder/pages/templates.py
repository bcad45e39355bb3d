"""Jinja2 templates of pages, and what is wrong with them, by file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from site_builder.pages.template_errors import missing_templates, template_problem
from site_builder.problems import ContentError, Problem

TEMPLATES = (
    "home.html.j2", "procedures.html.j2", "procedure.html.j2", "faq.html.j2", "response-times.html.j2",
    "tables.html.j2", "names.html.j2", "about.html.j2", "evidence.html.j2", "map.html.j2",
    "translation.html.j2", "embedding.html.j2", "embed.html.j2", "prose.html.j2", "sections.j2", "note.j2",
    "root.html.j2", "root404.html.j2", "single.html.j2",
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
        raise ContentError([template_problem(error, _root(environment), f"docs/pages/{name}")]) from error


def template_problems(folders: Sequence[Path], names: list[str]) -> Iterator[Problem]:
    """Templates that are missing, or not even well-formed, or that ask for one that is missing."""
    environment = page_environment(*folders)
    for name in sorted({*names, *(path.name for folder in folders for path in folder.glob("*.j2"))}):
        file = f"docs/pages/{name}"
        try:
            template = environment.get_template(name)
            source = Path(template.filename or "").read_text(encoding="utf-8")
            yield from missing_templates(environment, source, file)
        except Exception as error:  # also what is not text at all
            yield template_problem(error, _root(environment), file)


def _root(environment: Environment) -> Path:
    """The folder that holds the docs/ of an environment's templates."""
    assert isinstance(environment.loader, FileSystemLoader)
    return Path(environment.loader.searchpath[0]).parent.parent
