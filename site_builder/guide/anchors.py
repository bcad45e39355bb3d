"""Ids that become anchors of pages or parameters of an address: each must be the only one there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decision_tree.conditions import RESERVED
from site_builder.guide.site_map import BUILT_IN, FOLDERS
from site_builder.guide.yaml_file import Document, YamlPath
from site_builder.problems import Problem, did_you_mean, is_misspelt

PARAMETERS = ("languages", "receipt", "open", "sent", "theme", "accent")
"""Parameters of the page's address that no question may be called."""
ANCHORS = ("guide", "top")
PREFIXES = ("guide-", "intro-")
"""Anchors of the tree's page that are no question's or outcome's, and how the others of that kind begin."""
NAMES_ANCHORS = ("top", "sources", "portals", "terms", "labels")
"""Anchors of the page of names that are no kind's."""
TABLES_ANCHORS = ("top", "sources")
"""Anchors of the page of tables that are no table's."""
PARTS = ("title", "sources")
"""What follows an id, after a dash, in the anchors of a question's or outcome's own parts."""


def is_taken(id: str) -> bool:
    """Whether no question or outcome can have that id, because the page, its address or conditions do."""
    return id in (*PARAMETERS, *ANCHORS, *RESERVED) or id.startswith(PREFIXES)


def id_problems(documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Questions, settings and outcomes share the anchors of a page and the parameters of its address."""
    seen = dict.fromkeys(PARAMETERS, "the page's address") | dict.fromkeys(ANCHORS, "the page")
    seen |= dict.fromkeys(RESERVED, "conditions")
    for name, key in (("tree", "settings"), ("tree", "questions"), ("outcomes", "outcomes")):
        document = documents[name]
        for index, item in enumerate(document.value.get(key, [])):
            was = item.get("was", [])
            clashes = False
            for id in (item["id"], *(was if isinstance(was, list) else [was])):
                if id in seen or id.startswith(PREFIXES):
                    message = f'the id "{id}" is taken by {seen.get(id, "the page")}'
                    yield document.problem((key, index, "id"), message)
                    clashes = clashes or id == item["id"]
                seen[id] = f"one of the {key} in {document.file}"
            for part in () if clashes else PARTS:
                anchor = f"{item['id']}-{part}"
                if anchor in seen:
                    message = f'the anchor "{anchor}" of its {part} is taken by {seen[anchor]}'
                    yield document.problem((key, index, "id"), message)
                seen[anchor] = f'the {part} of "{item["id"]}"'


def name_problems(document: Document) -> Iterator[Problem]:
    """Kinds and what they list share the anchors of the page of names, with portals, terms and labels."""
    value = document.value
    seen = dict.fromkeys(NAMES_ANCHORS, "the page")
    for kind in ("portal", "term", "label"):
        seen |= {f"{kind}-{item['id']}": f'the {kind} "{item["id"]}"' for item in value.get(f"{kind}s", [])}
    for i, kind in enumerate(value.get("names", [])):
        anchors: dict[YamlPath, str] = {("names", i, "id"): kind["id"]}
        for j, item in enumerate(kind.get("items", [])):
            anchors["names", i, "items", j, "id"] = f"{kind['id']}-{item['id']}"
        for path, anchor in anchors.items():
            if anchor in seen or anchor.startswith(PREFIXES):
                message = f'the anchor "{anchor}" is taken by {seen.get(anchor, "the page")}'
                yield document.problem(path, message)
            seen[anchor] = f'the kind "{kind["id"]}"'


def table_problems(document: Document) -> Iterator[Problem]:
    """Tables share the anchors of their page."""
    for i, table in enumerate(document.value.get("tables", [])):
        if table["id"] in TABLES_ANCHORS or table["id"].startswith(PREFIXES):
            message = f'the anchor "{table["id"]}" is taken by the page'
            yield document.problem(("tables", i, "id"), message)


def section_problems(document: Document) -> Iterator[Problem]:
    """The sections of all documents share the anchors of a page: "b-c" of "a" has that of "c" of "a-b"."""
    seen: dict[str, str] = {}
    for i, source in enumerate(document.value.get("documents", [])):
        for j, section in enumerate(source["sections"]):
            anchor, name = f"{source['id']}-{section['id']}", f'"{section["id"]}" of "{source["id"]}"'
            if anchor in seen:
                message = f'the anchor "{anchor}" of {name} is also that of {seen[anchor]}'
                yield document.problem(("documents", i, "sections", j, "id"), message)
            seen[anchor] = name


def page_problems(document: Document) -> Iterator[Problem]:
    """A page of the guide's own is not called almost as one that the site has anyway."""
    for index, item in enumerate(document.value.get("footer", [])):
        for key in ("when", "from", "until"):
            if key in item:
                message = "the footer stands on every page, so it has no condition and no dates"
                yield document.problem(("footer", index, key), message)
    for index, page in enumerate(document.value.get("pages", [])):
        if page["id"] in FOLDERS:
            message = f'"{page["id"]}" is a folder of the site; call the page otherwise'
            yield document.problem(("pages", index, "id"), message)
        if page["id"] not in BUILT_IN and is_misspelt(page["id"], BUILT_IN):
            hint = did_you_mean(page["id"], BUILT_IN)
            message = f'"{page["id"]}" is no page of the site{hint}; call one of your own otherwise'
            yield document.problem(("pages", index, "id"), message)
