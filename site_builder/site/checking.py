"""The whole check in one call: content, locales, catalogs, proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from decision_tree.model import Tree
from site_builder.guide import Content, plural_categories, read_content
from site_builder.hosting import Hosting, read_hosting
from site_builder.locales import (
    Catalog,
    CatalogReader,
    Lexicon,
    Locale,
    Locales,
    check_catalog,
    form_faults,
    read_locales,
    working_calendars,
)
from site_builder.pages import (
    TEMPLATES,
    RepositoryView,
    read_repository,
    repository_view,
    site_address,
    template_problems,
    theme_problems,
)
from site_builder.parallel import side_by_side
from site_builder.problems import ContentError, Problem
from site_builder.shared_files import PAGES, SETTINGS, THEME, find_shared, folders
from site_builder.site.inputs import hash_inputs
from site_builder.tree import (
    Proof,
    ReachedFacts,
    ScenarioClocks,
    Sections,
    build_engine_tree,
    compile_source_tree,
    conclusion_problems,
    idle_values,
    label_problems,
    make_sections,
    prove,
    section_problems,
)


@dataclass(frozen=True)
class Checked:
    """Content that may be published, with its proof, and the catalog of each locale by its id.

    `compiled` is the guide's tree in the source locale, `tree` the same as tree.json has it. `inputs` are the
    hashes of the files before any was read. `sections` are those of the tree on a page without scripts, the
    same for all locales.
    """

    root: Path
    content: Content
    locales: Locales
    compiled: Tree
    reached: ReachedFacts
    tree: Tree
    proof: Proof
    catalogs: Mapping[str, Catalog]
    hosting: Hosting
    inputs: Mapping[str, str]
    sections: Sections

    @property
    def address(self) -> str:
        """The site's address, with a slash at its end; "" where neither hosting.yml nor the guide's own
        mkdocs.yml says it."""
        if self.hosting.address:
            return f"{self.hosting.address.rstrip('/')}/"
        return site_address(self.root / SETTINGS) if (self.root / SETTINGS).exists() else ""

    @property
    def repository(self) -> RepositoryView | None:
        """How the repository that the guide's own mkdocs.yml names shows a file; None where there is none."""
        settings = self.root / SETTINGS
        repository = read_repository(settings) if settings.exists() else None
        return repository_view(repository, self.root) if repository else None

    def lexicon(self, locale: Locale, catalog: Catalog | None = None) -> Lexicon:
        """The names, figures and words of the guide in a locale."""
        catalog = catalog or self.catalogs[locale.id]
        return Lexicon(self.content.localize(catalog.texts), locale, self.locales)


def check_all(root: Path, *, catalogs: bool = True) -> Checked:
    """Read and prove everything under `root` (the folder that holds docs/).

    Without `catalogs` only the guide itself is checked, and nothing is translated: for bringing catalogs in
    step with it. Raises ContentError with every problem found: a guide that cannot be read as one is not
    proved, but its locales, catalogs and templates are still looked at.
    """
    inputs = hash_inputs(root)
    problems: list[Problem] = []
    content = locales = hosting = None
    try:
        content = read_content(root)
    except ContentError as error:
        problems += error.problems
    try:
        locales = read_locales(root, content.guide if content else None)
    except ContentError as error:
        problems += error.problems
    try:
        hosting = read_hosting(root)
    except ContentError as error:
        problems += error.problems
    found: dict[str, Catalog] = {}
    if locales:
        reader = CatalogReader.for_guide(root, content, locales)
        found[locales.source.id] = reader.source_catalog
        wanted = locales.translated if catalogs else ()
        for locale, examined in side_by_side(check_catalog, reader, wanted, worth_a_start=False):
            problems += examined.problems
            found[locale.id] = examined.catalog
    problems += template_problems(folders(root, PAGES), list(TEMPLATES))
    problems += theme_problems(find_shared(root, SETTINGS), folders(root, THEME))
    if content is None or locales is None:
        raise ContentError(problems)
    problems += _forms_problems(content, locales)
    problems += _name_form_problems(content, locales)
    source = locales.source
    lexicon = Lexicon(content.localize(found[source.id].texts), source, locales)
    calendars = working_calendars(locales.calendars, source.babel)
    compiled, reached = compile_source_tree(lexicon, content.version)
    tree = build_engine_tree(compiled, lexicon, lexicon, calendars)
    problems += label_problems(content, tree)
    if undecided := list(conclusion_problems(content, lexicon)):  # what depends on it would have gaps
        raise ContentError([*problems, *undecided])
    try:
        proof = prove(content, tree, ScenarioClocks(locales.calendars, locales.calendar))
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None
    problems += idle_values(content, lexicon)
    sections = make_sections(compiled, reached)
    problems += section_problems(content, sections)
    if problems or hosting is None:
        raise ContentError(problems)
    ordered = {locale.id: found[locale.id] for locale in locales.all if locale.id in found}
    return Checked(root, content, locales, compiled, reached, tree, proof, ordered, hosting, inputs, sections)


def _name_form_problems(content: Content, locales: Locales) -> Iterator[Problem]:
    """Forms of names that the guide's own texts ask for and the source locale does not have."""
    forms = locales.forms_of(locales.source)
    for document, leaf in content.texts():
        for fault in form_faults(leaf.value, forms):
            yield document.problem(leaf.path, fault)


def _forms_problems(content: Content, locales: Locales) -> list[Problem]:
    """Counted words have the forms of the source's language; those that the guide has anew, there."""
    wanted = plural_categories(locales.source.babel)
    own = content.documents["interface"].value.get("words", {})
    return [
        document.problem(
            ("words", key), f"{locales.source.id} has the forms {', '.join(wanted)}; found {', '.join(forms)}"
        )
        for document in (content.documents["interface"], content.interface["interface"])
        for key, forms in document.value.get("words", {}).items()
        if document is content.documents["interface"] or key not in own
        if not isinstance(forms, str) and set(forms) != set(wanted)
    ]
