"""docs/guide/ -> a Guide, or every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder import guide as g
from site_builder import inline
from site_builder.fitting import check
from site_builder.problems import ContentError, Problem, did_you_mean
from site_builder.shape import CONDITION, Leaf, build, leaves, replace_texts
from site_builder.strict_yaml import Document, read_yaml

FILES: dict[str, Any] = {
    "tree": g.TreeFile,
    "outcomes": g.OutcomesFile,
    "response_times": g.ResponseTimesFile,
    "facts": g.FactsFile,
    "faq": g.FaqFile,
    "open_points": g.OpenPointsFile,
    "sources": g.SourcesFile,
    "pages": g.PagesFile,
    "interface": g.InterfaceFile,
    "scenarios": g.ScenariosFile,
}
"""The files of docs/guide/ (with .yml), and what each holds. Procedures have a folder of their own."""

PAGES = ("home", "procedures", "faq", "response-times", "roles", "about")
"""The pages of the site, each with its entry in pages.yml and its template in docs/pages/."""


@dataclass(frozen=True)
class Content:
    """A guide's checked files. `guide` is in the source locale; `localized` lays other words over it."""

    documents: Mapping[str, Document]
    procedures: tuple[Document, ...]
    guide: g.Guide
    version: str

    def parts(self) -> Iterator[tuple[Document, Any, str]]:
        """Every file, the class of what it holds, and the first part of its texts' contexts."""
        yield from _parts(self.documents, self.procedures)

    def texts(self) -> Iterator[tuple[Document, Leaf]]:
        """Every text and word to translate, in the order of the files."""
        for document, kind, context in self.parts():
            for leaf in leaves(kind, document.value, (), context):
                if leaf.mark.name in ("text", "word"):
                    yield document, leaf

    def localized(self, change: Callable[[str, str], str]) -> g.Guide:
        """The guide with every text replaced by `change(context, text)`."""
        return _assemble(
            {
                name: replace_texts(kind, self.documents[name].value, change, name)
                for name, kind in FILES.items()
            },
            [
                replace_texts(kind, d.value, change, name)
                for d, kind, name in self.parts()
                if kind is g.Procedure
            ],
        )


def read_content(folder: Path) -> Content:
    """Read and check the guide in `folder` (docs/guide). Raises ContentError with every problem found."""
    documents = {name: _read(folder / f"{name}.yml", folder) for name in FILES}
    names = sorted((folder / "procedures").glob("*.yml"))
    procedures = tuple(_read(path, folder) for path in names)
    for name, kind in FILES.items():
        if documents[name].value is not None or not documents[name].problems:
            check(kind, documents[name])
    for document in procedures:
        if document.value is not None:
            check(g.Procedure, document)
    problems = [p for d in (*documents.values(), *procedures) for p in d.problems]
    if problems:
        raise ContentError(problems)
    problems = list(_Names(documents, procedures).problems())
    if problems:
        raise ContentError(problems)
    guide = _assemble({name: d.value for name, d in documents.items()}, [d.value for d in procedures])
    return Content(documents, procedures, guide, _version(folder, [*documents.values(), *procedures]))


def _read(path: Path, folder: Path) -> Document:
    """Messages name files as a writer types them: from the folder that holds docs/."""
    name = path.relative_to(folder.parent.parent).as_posix()
    return read_yaml(path, name)


def _parts(
    documents: Mapping[str, Document], procedures: tuple[Document, ...]
) -> Iterator[tuple[Document, Any, str]]:
    for name, kind in FILES.items():
        yield documents[name], kind, name
    for document in procedures:
        yield document, g.Procedure, f"procedures.{document.value['id']}"


def _assemble(values: Mapping[str, Any], procedures: list[Any]) -> g.Guide:
    built = {name: build(kind, values[name]) for name, kind in FILES.items()}
    listed = sorted((build(g.Procedure, value) for value in procedures), key=lambda p: (p.order, p.id))
    return g.Guide(procedures=tuple(listed), **built)


def _version(folder: Path, documents: list[Document]) -> str:
    """Twelve hexadecimal digits of a hash over every file: the same content, the same version."""
    digest = hashlib.sha256()
    for document in sorted(documents, key=lambda d: d.file):
        digest.update(document.file.encode() + b"\0")
        digest.update((folder.parent.parent / document.file).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


class _Names:
    """Every id of a guide whose files have the right form, and what does not fit together."""

    def __init__(self, documents: Mapping[str, Document], procedures: tuple[Document, ...]) -> None:
        self.documents = documents
        self.procedures = procedures
        tree, facts = documents["tree"].value, documents["facts"].value
        outcomes, times = documents["outcomes"].value, documents["response_times"].value

        def ids(items: list[Any]) -> dict[str, Any]:
            return {item["id"]: item for item in items}

        self.known: dict[str, dict[str, Any]] = {
            "question": ids(tree["questions"]),
            "setting": ids(tree.get("settings", [])),
            "outcome": ids(outcomes["outcomes"]),
            "warning": ids(outcomes.get("warnings", [])),
            "form": ids(outcomes.get("forms", [])),
            "row": ids(times["rows"]),
            "duration": ids(times["durations"]),
            "procedure": {d.value["id"]: d.value for d in procedures},
            "faq": ids(documents["faq"].value["questions"]),
            "open-point": ids(documents["open_points"].value["points"]),
            "page": ids(documents["pages"].value["pages"]),
            "fact": documents["sources"].value["facts"],
        }
        for kind in ("portal", "label", "role", "product", "agreement", "program", "term", "link", "address"):
            self.known[kind] = ids(facts.get(f"{kind}es" if kind == "address" else f"{kind}s", []))
        self.choices = self.known["question"] | self.known["setting"]

    def problems(self) -> Iterator[Problem]:
        for document, kind, context in _parts(self.documents, self.procedures):
            for leaf in leaves(kind, document.value, (), context):
                yield from self._leaf(document, leaf)
        yield from self._one_namespace()
        yield from self._procedures()
        yield from self._facts()
        yield from self._pages()
        yield from self._settings()
        yield from self._scenarios()

    def _leaf(self, document: Document, leaf: Leaf) -> Iterator[Problem]:
        if leaf.mark.name == "ref":
            names = {name for kind in leaf.mark.kinds for name in self.known[kind]}
            if leaf.value not in names:
                what = " or ".join(leaf.mark.kinds)
                message = f'unknown {what} "{leaf.value}"{did_you_mean(leaf.value, names)}'
                yield document.problem(leaf.path, message)
        elif leaf.mark.name == "text":
            for reference in inline.references(leaf.value):
                known = self.known[reference.kind]
                if reference.id not in known:
                    message = f"{reference} names no {reference.kind}{did_you_mean(reference.id, known)}"
                    yield document.problem(leaf.path, message)
        elif leaf.mark == CONDITION:
            for name, wanted in leaf.value.items():
                yield from self._test(document, (*leaf.path, name), name, wanted)

    def _test(self, document: Document, path: Any, name: str, wanted: Any) -> Iterator[Problem]:
        if name not in self.choices:
            yield document.problem(
                (*path, "@key"), f'unknown question or setting "{name}"{did_you_mean(name, self.choices)}'
            )
            return
        wanted = wanted["not"] if isinstance(wanted, dict) else wanted
        answers = [answer["id"] for answer in self.choices[name]["answers"]]
        for value in wanted if isinstance(wanted, list) else [wanted]:
            if value not in answers:
                yield document.problem(
                    path, f'"{name}" has no answer "{value}"{did_you_mean(value, answers)}'
                )

    def _one_namespace(self) -> Iterator[Problem]:
        """Questions, settings and outcomes share the page's anchors and the address's parameters."""
        seen: dict[str, str] = {}
        places = (("tree", "settings"), ("tree", "questions"), ("outcomes", "outcomes"))
        for name, key in places:
            document = self.documents[name]
            for index, item in enumerate(document.value.get(key, [])):
                was = item.get("was", [])
                for id in (item["id"], *(was if isinstance(was, list) else [was])):
                    if id in seen:
                        message = f'the id "{id}" is taken by {seen[id]}'
                        yield document.problem((key, index, "id"), message)
                    seen[id] = f"one of the {key} in {document.file}"

    def _procedures(self) -> Iterator[Problem]:
        for document in self.procedures:
            id = document.value["id"]
            if not document.file.endswith(f"/{id}.yml"):
                yield document.problem(
                    ("id",), f'the id "{id}" and the file name differ; name the file {id}.yml'
                )

    def _facts(self) -> Iterator[Problem]:
        document = self.documents["sources"]
        placed: dict[str, str] = {}
        for i, source in enumerate(document.value["documents"]):
            for j, section in enumerate(source["sections"]):
                for k, fact in enumerate(section["facts"]):
                    path = ("documents", i, "sections", j, "facts", k)
                    if fact not in self.known["fact"]:
                        hint = did_you_mean(fact, self.known["fact"])
                        yield document.problem(path, f'"{fact}" is not in the register of facts below{hint}')
                    if fact in placed:
                        yield document.problem(path, f'"{fact}" is already in section "{placed[fact]}"')
                    placed[fact] = section["id"]
        for fact in self.known["fact"]:
            if fact not in placed:
                yield document.problem(("facts", fact, "@key"), f'"{fact}" is in no section of any document')

    def _pages(self) -> Iterator[Problem]:
        document = self.documents["pages"]
        for index, page in enumerate(document.value["pages"]):
            if page["id"] not in PAGES:
                hint = did_you_mean(page["id"], PAGES)
                yield document.problem(("pages", index, "id"), f'the site has no page "{page["id"]}"{hint}')
        for missing in [id for id in PAGES if id not in self.known["page"]]:
            yield document.problem(("pages",), f'missing the page "{missing}"')

    def _settings(self) -> Iterator[Problem]:
        document = self.documents["tree"]
        for index, setting in enumerate(document.value.get("settings", [])):
            answers = [answer["id"] for answer in setting["answers"]]
            if setting["default"] not in answers:
                hint = did_you_mean(setting["default"], answers)
                message = f'the default "{setting["default"]}" is none of the answers{hint}'
                yield document.problem(("settings", index, "default"), message)

    def _scenarios(self) -> Iterator[Problem]:
        document = self.documents["scenarios"]
        for index, scenario in enumerate(document.value["scenarios"]):
            for key, kind in (("answers", "question"), ("settings", "setting")):
                for name, value in scenario.get(key, {}).items():
                    path = ("scenarios", index, key, name)
                    if name not in self.known[kind]:
                        hint = did_you_mean(name, self.known[kind])
                        yield document.problem((*path, "@key"), f'unknown {kind} "{name}"{hint}')
                    else:
                        yield from self._test(document, path, name, value)
