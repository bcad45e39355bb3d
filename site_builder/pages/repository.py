"""The repository that a guide's files are in, and the address of a file's line in the form of its host.

No host opens its editor at a line, so this is the view of the file, from which its editor is a click away.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from site_builder.pages.settings import setting_problem
from site_builder.problems import Problem

EXAMPLE = "https://github.com/acme/guide"


@dataclass(frozen=True)
class Repository:
    """What mkdocs.yml says of a repository: `repo_url`, and how its host is asked for a file below docs/.

    `edit_uri` is None where the settings do not have one, `template` is MkDocs' `edit_uri_template`.
    """

    url: str
    edit_uri: str | None = None
    template: str = ""


@dataclass(frozen=True)
class Host:
    """How a kind of host shows a file: below `view` from the default branch, where it edits below `edit` and
    shows what is at `shown`, with a line by `line`."""

    view: str
    edit: str
    shown: str
    line: str


GITHUB = Host("blob/HEAD/", "edit/", "blob/", "#L{line}")
GITLAB = Host("-/blob/HEAD/", "edit/", "blob/", "#L{line}")
BITBUCKET = Host("src/HEAD/", "src/", "src/", "#lines-{line}")
FORGEJO = Host("", "_edit/", "src/branch/", "#L{line}")  # it knows no address of the default branch
AZURE = Host("?path=/", "", "", "&line={line}&lineEnd={next}&lineStartColumn=1&lineEndColumn=1")
OTHER = Host("", "", "", "")
DOMAINS = {
    "github": GITHUB, "gitlab": GITLAB, "bitbucket": BITBUCKET, "dev.azure.com": AZURE,
    "visualstudio.com": AZURE, "codeberg.org": FORGEJO, "forgejo": FORGEJO, "gitea": FORGEJO,
}  # fmt: skip
"""Part of a host's name -> its kind."""
FORMS = {
    "-/": GITLAB, "src/branch/": FORGEJO, "_edit/": FORGEJO, "src/": BITBUCKET, "edit/": GITHUB,
    "blob/": GITHUB,
}  # fmt: skip
"""Beginning of an edit_uri -> the kind of host that has such, where its name tells nothing."""


class _Formatter(string.Formatter):
    """Fills in a template in MkDocs' form, where {path!q} is a path for a query."""

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        """A value, quoted on demand."""
        return quote(value, safe="") if conversion == "q" else super().convert_field(value, conversion)


@dataclass(frozen=True)
class RepositoryView:
    """The addresses of a repository's files below docs/: `template` in MkDocs' form, then the line."""

    url: str
    template: str
    line: str

    def of(self, file: str, line: int) -> str:
        """The address of a line of a file, which is named from the folder that holds docs/."""
        path = file.removeprefix("docs/")
        noext = path.rpartition(".")[0]
        uri = _Formatter().format(self.template, path=path, path_noext=noext)
        base = self.url if uri.startswith(("?", "#")) else f"{self.url}/"
        return urljoin(base, uri) + self.line.format(line=line, next=line + 1)


def repository_view(repository: Repository, root: Path) -> RepositoryView | None:
    """How a repository shows the files of the guide below `root`; None where the settings do not tell.

    Without `edit_uri` it is the default branch, and the guide may be in a folder of the repository.
    """
    url = repository.url.rstrip("/").removesuffix(".git")
    uri = repository.edit_uri
    host = _host(url, repository.template or uri or "")
    if repository.template:
        template = repository.template
    elif uri:
        before, edit, after = uri.partition(host.edit) if host.edit else ("", "", "")
        shown = f"{before}{host.shown}{after}" if edit and before in ("", "-/") else uri
        template = f"{_escaped(shown if shown.endswith('/') else f'{shown}/')}{{path}}"
    elif uri is None and host.view:
        template = f"{host.view}{_escaped(quote(_folder(root), safe='/'))}docs/{{path}}"
    else:
        return None
    return RepositoryView(url, template, host.line)


def repository_problems(repository: Repository, config: Path) -> Iterator[Problem]:
    """What is wrong with the address of a repository."""
    if urlsplit(repository.url).scheme not in ("http", "https"):
        message = f'the setting "repo_url": expected the https address of a repository, such as {EXAMPLE}'
        yield setting_problem(config, "repo_url", message)


def _host(url: str, uri: str) -> Host:
    name = urlsplit(url).hostname or ""
    by_name = (host for part, host in DOMAINS.items() if part in name)
    by_form = (host for begin, host in FORMS.items() if uri.startswith(begin))
    return next(by_name, None) or next(by_form, OTHER)


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _folder(root: Path) -> str:
    """The folder of the guide in its repository, with a slash at its end; "" for the repository itself, or
    where there is none around it."""
    root = root.resolve()
    for above in (root, *root.parents):
        if (above / ".git").exists():
            path = root.relative_to(above).as_posix()
            return "" if path == "." else f"{path}/"
    return ""
