"""Reading of docs/guide/: its YAML files become a Guide, or every problem in them is reported at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.guide import model as g
from site_builder.guide.answer_lists import with_listed_answers
from site_builder.guide.cldr import is_name
from site_builder.guide.format_check import check_format
from site_builder.guide.groups import group_answers
from site_builder.guide.instances import Leaf, build_instance, find_leaves, replace_texts
from site_builder.guide.localized_text import TextForms
from site_builder.guide.reference_check import ReferenceCheck
from site_builder.guide.yaml_file import Document, read_yaml
from site_builder.problems import ContentError

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


@dataclass(frozen=True)
class Content:
    """A guide's checked files, and the guide that is built of them, in the source locale."""

    documents: Mapping[str, Document]
    procedures: tuple[Document, ...]
    guide: g.Guide
    version: str

    def texts(self) -> Iterator[tuple[Document, Leaf]]:
        """Every text to translate, in the order of the files, with the document that holds it."""
        documents = [(self.documents[name], kind, name) for name, kind in FILES.items()]
        documents += [(d, g.Procedure, f"procedures.{d.value['id']}") for d in self.procedures]
        for document, kind, context in documents:
            for leaf in find_leaves(kind, document.value, context):
                if leaf.is_translated and not is_name(leaf.value):
                    yield document, leaf

    def localize(self, texts: Mapping[str, TextForms]) -> g.Guide:
        """The guide with the texts of a locale, by context; one that is not among them stays as it is."""
        return replace_texts(self.guide, lambda context, text: texts.get(context, text))


def read_content(folder: Path) -> Content:
    """Read and check the guide in `folder` (docs/guide). Raises ContentError with every problem found."""
    documents = {name: _read(folder / f"{name}.yml", folder) for name in FILES}
    names = sorted((folder / "procedures").glob("*.yml"))
    procedures = tuple(_read(path, folder) for path in names)
    for name, kind in FILES.items():
        check_format(kind, documents[name])
    for document in procedures:
        check_format(g.Procedure, document)
    documents["tree"], lists = with_listed_answers(documents["tree"], folder)
    problems = [p for d in (*documents.values(), *procedures) for p in d.problems]
    problems += ReferenceCheck(FILES, documents, procedures).problems()
    if problems:
        raise ContentError(problems)
    guide = _assemble({name: d.value for name, d in documents.items()}, [d.value for d in procedures])
    return Content(documents, procedures, guide, _version(folder, [*documents.values(), *procedures, *lists]))


def _read(path: Path, folder: Path) -> Document:
    """Messages name files as a writer types them: from the folder that holds docs/."""
    name = path.relative_to(folder.parent.parent).as_posix()
    return read_yaml(path, name)


def _assemble(values: Mapping[str, Any], procedures: list[Any]) -> g.Guide:
    groups = group_answers(values["tree"])
    built = {name: build_instance(kind, values[name], groups) for name, kind in FILES.items()}
    listed = sorted(
        (build_instance(g.Procedure, value, groups) for value in procedures), key=lambda p: (p.order, p.id)
    )
    return g.Guide(procedures=tuple(listed), **built)


def _version(folder: Path, documents: list[Document]) -> str:
    """Twelve hexadecimal digits of a hash over every file: the same content, the same version."""
    digest = hashlib.sha256()
    for document in sorted(documents, key=lambda d: d.file):
        digest.update(document.file.encode() + b"\0")
        digest.update((folder.parent.parent / document.file).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
