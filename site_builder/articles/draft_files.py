"""A draft's files as text: the guide's YAML, its locale and interface words, and what had no place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from site_builder.articles.draft import ENGLISH, Draft
from site_builder.articles.interface_words import interface_words, product_pages
from site_builder.articles.register import Leftover
from site_builder.articles.translation import Edition
from site_builder.articles.yaml_text import write_yaml
from site_builder.locales import LABELS_FILE, LOCALES_FILE, locale_entry
from site_builder.shared_files import GUIDE, SCHEMAS

LEAST_COVERAGE = 50
"""Percent of its texts that another edition must have to be published: a draft is there to be seen."""
REPORT = "IMPORT.md"
"""The list of what had no place, beside docs/."""
SCHEMA_NAMES = {"response_times": "response-times", "open_points": "open-points"}
_COMMENTS = {
    "tree": "The headings, as they nest. The questions' words are ours. Ids stay when words change.",
    "outcomes": "What each section says to do. Its steps are those of the procedures in `route`.",
    "facts": "Words on screens (bold in the article), and what it links to. Texts refer to them: {label:…}.",
    "faq": "The questions of the article, in its order.",
    "pages": "The prose that stands above the tree, and pages of the article that are no task.",
    "sources": "The article, its sections, and the register: each statement of it with its line.",
    "interface": "The words of the interface in the article's language, as the product has them.",
}  # fmt: skip


def file_texts(draft: Draft, editions: Sequence[Edition] = ()) -> dict[str, str]:
    """The text of each file of a draft, by its path, but for the catalogs of its other editions."""
    values = dict(draft.files)
    files: dict[str, str] = {}
    if draft.locale != ENGLISH:
        values["interface"] = {"words": interface_words(draft.locale)}
        listed = {page["id"] for page in values["pages"]["pages"]}
        own = [page for page in product_pages(draft.locale) if page["id"] not in listed]
        values["pages"] = {"pages": [*values["pages"]["pages"], *own]}
    if editions or draft.locale != ENGLISH:
        others = [locale_entry(one.locale, one.translation, LEAST_COVERAGE) for one in editions]
        files[LOCALES_FILE] = locales_file([locale_entry(draft.locale, "source"), *others])
    if labels := {one.locale: _labels(one) for one in editions if one.labels}:
        comment = "What the labels of ../guide/facts.yml are called in other editions of the article."
        schema = f"../../{SCHEMAS}/labels.schema.json"
        files[LABELS_FILE] = write_yaml(labels, schema=schema, comment=comment)
    for name, value in values.items():
        folder = name.rpartition("/")[0]
        kind = "procedure" if folder else name
        up = f"../../../{SCHEMAS}" if folder else f"../../{SCHEMAS}"
        comment = f"{value['title']}: a procedure of the article." if folder else _COMMENTS.get(name, "")
        spaced = name in ("tree", "outcomes", "faq", "pages")
        schema = f"{up}/{SCHEMA_NAMES.get(kind, kind)}.schema.json"
        files[f"{GUIDE}/{name}.yml"] = write_yaml(value, schema=schema, comment=comment, spaced=spaced)
    return files


def _labels(edition: Edition) -> dict[str, Any]:
    """The labels of an edition: seen where people wrote it, assumed where a machine did."""
    status = "assumed" if edition.translation == "machine" else "seen"
    return {
        id: {"text": words, "status": status, "seen_in": edition.file} for id, words in edition.labels.items()
    }


def locales_file(entries: Sequence[dict[str, Any]]) -> str:
    """locales.yml with the source locale first."""
    value = {"source": entries[0]["id"], "locales": [*entries]}
    comment = "The locales. translation: how texts were made, said to readers; say only what is true."
    return write_yaml(value, schema=f"../../{SCHEMAS}/locales.schema.json", comment=comment)


def report(draft: Draft, names: Sequence[str], not_aligned: Sequence[str] = ()) -> str:
    """IMPORT.md: what the draft was made of, how much has a place, and what has none, with its line."""
    lines = [
        f"# {draft.title}: a draft from {', '.join(names)}", "",
        f"{placed_words(draft)} This list is for whoever goes on writing. Delete it when it is done.", "",
        *_list("Left out", "Nothing.", (_entry(one) for one in draft.leftovers if one.lost)),
    ]  # fmt: skip
    if changed := [str(one) for one in draft.leftovers if not one.lost]:
        lines += _list("Not as it was", "", changed)
    if draft.loose_bold:
        found = (f"{file}:{line}: {words}" for file, line, words in draft.loose_bold)
        lines += _list("Bold words that are no label, or only in part", "", found)
    if not_aligned:
        lines += _list("Does not align with the other edition", "", not_aligned)
    labels = draft.files.get("facts", {}).get("labels", [])
    if labels:
        found = (f"{label['text']} ({label['id']})" for label in labels)
        lines += _list("Labels, taken from bold words: compare them with the screen", "", found)
    return "\n".join(lines).rstrip() + "\n"


def _entry(one: Leftover) -> str:
    """A leftover as an item of a list, with all lines of a listing below it."""
    if not one.whole:
        return str(one)
    lines = "".join(f"\n      {line}".rstrip(" ") for line in one.whole.rstrip("\n").split("\n"))
    return f"{one}\n{lines}\n"


def _list(title: str, otherwise: str, found: Iterable[str]) -> list[str]:
    listed = [f"- {one}" for one in found]
    return [f"## {title}", "", *(listed or [otherwise]), ""]


def placed_words(draft: Draft) -> str:
    """How much of the articles has a place."""
    whole = draft.placed + sum(one.lost for one in draft.leftovers)
    share = math.floor(100 * draft.placed / whole)
    return f"{draft.placed} of {whole} statements have a place ({share} %)."


def part_counts(draft: Draft) -> str:
    """How many parts of each kind a draft has."""
    files = draft.files
    counts = {
        "question": len(files["tree"]["questions"]),
        "outcome": len(files["outcomes"]["outcomes"]),
        "procedure": sum(name.startswith("procedures/") for name in files),
        "step": sum(len(value["steps"]) for name, value in files.items() if name.startswith("procedures/")),
        "warning": len(files["outcomes"].get("warnings", ())),
        "FAQ entry": len(files.get("faq", {}).get("questions", ())),
        "label": len(files.get("facts", {}).get("labels", ())),
        "address": sum(len(files.get("facts", {}).get(key, ())) for key in ("portals", "links", "addresses")),
    }
    plurals = {"FAQ entry": "FAQ entries", "address": "addresses"}
    return ", ".join(
        f"{n} {name if n == 1 else plurals.get(name, f'{name}s')}" for name, n in counts.items() if n
    )
