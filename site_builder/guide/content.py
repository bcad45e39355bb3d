"""Reading of a guide: its YAML files become a Guide, or every problem in them is reported at once.

A guide is docs/guide/, of which the tree and its outcomes must be there, together with the words of the
interface and the titles of pages in docs/interface/, which are the product's unless the guide has its own.
What the guide's interface.yml and pages.yml have takes their place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from site_builder.guide import inline
from site_builder.guide import model as g
from site_builder.guide.answer_lists import with_listed_answers
from site_builder.guide.cldr import is_name
from site_builder.guide.conclusion_check import conclusion_problems, read_names
from site_builder.guide.conclusions import ConditionNames
from site_builder.guide.conditions import condition_of
from site_builder.guide.dated_pieces import DatedPiece, find_dated
from site_builder.guide.format_check import check_format
from site_builder.guide.instances import Leaf, build_instance, find_leaves, replace_texts
from site_builder.guide.known_ids import KnownIds, known_ids
from site_builder.guide.localized_text import TextForms, general_form
from site_builder.guide.periods import find_periods
from site_builder.guide.ranges import Ranges, with_ranges
from site_builder.guide.reference_check import ReferenceCheck
from site_builder.guide.site_map import page_ids
from site_builder.guide.source_lines import SourceLines, source_lines
from site_builder.guide.table_rows import with_cells
from site_builder.guide.yaml_file import Document, read_yaml
from site_builder.problems import ContentError, Problem, did_you_mean
from site_builder.shared_files import GUIDE, INTERFACE, root_of

FILES: dict[str, Any] = {
    "tree": g.TreeFile,
    "outcomes": g.OutcomesFile,
    "response_times": g.ResponseTimesFile,
    "tables": g.TablesFile,
    "facts": g.FactsFile,
    "faq": g.FaqFile,
    "open_points": g.OpenPointsFile,
    "sources": g.SourcesFile,
    "pages": g.PagesFile,
    "interface": g.InterfaceFile,
    "scenarios": g.ScenariosFile,
}
"""The files of docs/guide/ (with .yml), and what each holds. Procedures have a folder of their own."""
REQUIRED = ("tree", "outcomes")
"""The files that every guide has."""
INTERFACE_FILES = ("interface", "pages")
"""The files of docs/interface/ (with .yml)."""


@dataclass(frozen=True)
class Content:
    """A guide's checked files, and the guide that is built of them, in the source locale.

    A file that the guide does not have is an empty document. `interface` are the files of docs/interface/.
    """

    documents: Mapping[str, Document]
    procedures: tuple[Document, ...]
    interface: Mapping[str, Document]
    guide: g.Guide
    version: str
    dated: tuple[DatedPiece, ...] = ()
    """All that holds on some days only, in the order of the files."""

    def texts(self, *, interface: bool = False) -> Iterator[tuple[Document, Leaf]]:
        """Every text to translate of the guide's own files, or of the interface's, in the order of the
        files, with the document that holds it."""
        if interface:
            documents = [(document, FILES[name], name) for name, document in self.interface.items()]
        else:
            documents = [(self.documents[name], kind, name) for name, kind in FILES.items()]
            documents += [(d, g.Procedure, f"procedures.{d.value['id']}") for d in self.procedures]
        for document, kind, context in documents:
            for leaf in find_leaves(kind, document.value, context):
                if leaf.is_translated and not is_name(leaf.value):
                    yield document, leaf

    @cached_property
    def lines(self) -> SourceLines:
        """Where each part of the guide stands in its files."""
        return source_lines(self.documents, self.procedures)

    def localize(self, texts: Mapping[str, TextForms]) -> g.Guide:
        """The guide with the texts of a locale, by context; one that is not among them stays as it is."""
        return replace_texts(self.guide, lambda context, text: texts.get(context, text))


def read_known_ids(root: Path) -> KnownIds:
    """What the guide below `root` has, as far as its files can be read."""
    documents, procedures, interface = _read_files(root)
    documents["tables"], _ = with_cells(documents["tables"], root / GUIDE)
    return known_ids(documents, procedures, interface, root / GUIDE)


def read_source_lines(root: Path) -> SourceLines:
    """Where each part of the guide below `root` stands, as far as its files can be read."""
    documents, procedures, _ = _read_files(root)
    documents["tables"], _ = with_cells(documents["tables"], root / GUIDE)
    return source_lines(documents, procedures)


def _read_files(root: Path) -> tuple[dict[str, Document], tuple[Document, ...], dict[str, Document]]:
    """The guide's files by name, its procedures, and the files of the interface."""
    documents = {name: _read(root, f"{GUIDE}/{name}.yml", name in REQUIRED) for name in FILES}
    names = sorted((root / GUIDE / "procedures").glob("*.yml"))
    procedures = tuple(_read(root, path.relative_to(root).as_posix()) for path in names)
    base = root_of(root, INTERFACE)
    interface = {name: _read(base, f"{INTERFACE}/{name}.yml") for name in INTERFACE_FILES}
    return documents, procedures, interface


def read_content(root: Path) -> Content:
    """Read and check the guide below `root`. Raises ContentError with every problem found."""
    documents, procedures, interface = _read_files(root)
    documents["tables"], rows = with_cells(documents["tables"], root / GUIDE)
    sources = documents["sources"].value
    cited = isinstance(sources, dict) and bool(sources.get("documents"))
    for name, kind in FILES.items():
        check_format(kind, documents[name], cited=cited)
    for document in procedures:
        check_format(g.Procedure, document, cited=cited)
    for name, document in interface.items():
        check_format(FILES[name], document, cited=False)
    kinds = {**FILES, **{document.file: g.Procedure for document in procedures}}
    read = documents | {document.file: document for document in procedures}
    ranges: dict[str, Ranges] = {}
    if not read["tree"].problems:
        sound = {name: document for name, document in read.items() if not document.problems}
        found, ranges = with_ranges({name: (kinds[name], document) for name, document in sound.items()})
        read |= found
        documents = {name: read[name] for name in FILES}
        procedures = tuple(read[document.file] for document in procedures)
    documents["tree"], lists = with_listed_answers(documents["tree"], root / GUIDE, ranges, cited=cited)
    problems = [*_stray_files(root)]
    problems += [p for d in (*documents.values(), *procedures, *interface.values()) for p in d.problems]
    problems += ReferenceCheck(FILES, documents, procedures, interface).problems()
    files = {name: (FILES[name], document) for name, document in documents.items()}
    files |= {document.file: (g.Procedure, document) for document in procedures}
    if not any(document.problems for _, document in files.values()):
        problems += conclusion_problems(files)
    if problems:
        raise ContentError(problems)
    dated = find_dated([*_with_kinds(documents), *((document, g.Procedure) for document in procedures)])
    guide = _assemble(
        {name: d.value for name, d in documents.items()},
        [d.value for d in procedures],
        {name: d.value for name, d in interface.items()},
        read_names(files),
        find_periods(one.days for one in dated),
    )
    version = _version(root, [*documents.values(), *procedures, *lists, *rows])
    content = Content(documents, procedures, interface, guide, version, dated)
    if problems := list(_links_to_missing_pages(content)):
        raise ContentError(problems)
    return content


def _with_kinds(documents: Mapping[str, Document]) -> list[tuple[Document, Any]]:
    return [(documents[name], kind) for name, kind in FILES.items()]


def _stray_files(root: Path) -> Iterator[Problem]:
    """YAML files that nothing reads, such as faq.yaml: what they say would be missed by nobody."""
    folder = root / GUIDE
    known = [f"{name}.yml" for name in FILES]
    strays = [path for path in folder.glob("*.y*ml") if path.name not in known]
    for path in sorted((*strays, *(folder / "procedures").glob("*.yaml"))):
        name = path.relative_to(root).as_posix()
        names = known if path.parent == folder else [f"{path.stem}.yml"]
        yield Problem(name, 0, 0, f"nothing reads this file{did_you_mean(path.name, names)}")


def _links_to_missing_pages(content: Content) -> Iterator[Problem]:
    """References to pages that the site would have if the guide had something for them."""
    shown = page_ids(content.guide)
    for document, leaf in content.texts():
        for reference in inline.references(general_form(leaf.value)):
            if reference.kind == "page" and reference.id not in shown:
                yield document.problem(leaf.path, f"{reference} leads to a page that has nothing to show")
    for index, entry in enumerate(content.guide.faq.questions):
        if (page := entry.related.page) and page not in shown:
            path = ("questions", index, "related", "page")
            yield content.documents["faq"].problem(path, f'the page "{page}" has nothing to show')


def _read(root: Path, name: str, required: bool = True) -> Document:
    """Messages name files as a writer types them: from the folder that holds docs/."""
    path = root / name
    return read_yaml(path, name) if required or path.exists() else Document(name, {})


def _assemble(
    values: Mapping[str, Any],
    procedures: list[Any],
    interface: Mapping[str, Any],
    names: ConditionNames,
    periods: tuple[str, ...],
) -> g.Guide:
    built = {name: build_instance(kind, values[name], names, periods) for name, kind in FILES.items()}
    built["tree"] = _concluded(built["tree"], names)
    common = {name: build_instance(FILES[name], interface[name]) for name in INTERFACE_FILES}
    built["interface"] = g.InterfaceFile(words={**common["interface"].words, **built["interface"].words})
    own = {page.id for page in built["pages"].pages}
    others = [page for page in common["pages"].pages if page.id not in own]
    built["pages"] = replace(built["pages"], pages=(*built["pages"].pages, *others))
    listed = sorted(
        (build_instance(g.Procedure, value, names, periods) for value in procedures),
        key=lambda p: (p.order, p.id),
    )
    return g.Guide(procedures=tuple(listed), periods=periods, **built)


def _concluded(tree: g.TreeFile, names: ConditionNames) -> g.TreeFile:
    """The tree with, for every value of a conclusion, the whole condition under which it holds."""
    return replace(
        tree,
        conclusions=tuple(
            replace(
                one,
                values=tuple(
                    replace(value, when=condition_of(names.conclusions[one.id][value.id]))
                    for value in one.values
                ),
            )
            for one in tree.conclusions
        ),
    )


def _version(root: Path, documents: list[Document]) -> str:
    """Twelve hexadecimal digits of a hash over every file: the same content, the same version."""
    digest = hashlib.sha256()
    for document in sorted(documents, key=lambda d: d.file):
        if (root / document.file).exists():
            digest.update(document.file.encode() + b"\0")
            digest.update((root / document.file).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
