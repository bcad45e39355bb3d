"""Known ids: what a guide has by kind and id, each with its words; of files that may be half-written.

For whoever completes ids while a file is written. What is faulty is left out and not reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale

from site_builder.guide.answer_lists import COLUMNS, NEEDED
from site_builder.guide.cldr import KINDS, codes, name_of
from site_builder.guide.csv_file import file_problem, read_rows
from site_builder.guide.groups import listed
from site_builder.guide.kinds import by_id, entries_by_id, read_kinds
from site_builder.guide.ranges import KINDS as RANGE_KINDS
from site_builder.guide.scenarios import PIECES
from site_builder.guide.source_lines import KINDS as KIND_CONTEXTS
from site_builder.guide.yaml_file import Document
from site_builder.problems import Problem

Words = Mapping[str, str]
"""Id -> what readers see of it, or writers know it by; "" where there is nothing."""
_WORDS = ("question", "title", "label", "name", "heading", "text", "summary", "other")
"""The keys that hold the words for an entry; the first that it has counts."""


@dataclass(frozen=True, kw_only=True)
class KnownChoice:
    """A question, setting or conclusion that conditions ask about. `entry` is number or date where such is
    typed; a conclusion has its values as answers."""

    kind: str
    words: str
    answers: Words
    groups: Words
    several: bool = False
    entry: str = ""


@dataclass(frozen=True)
class KnownTable:
    """A decision table of tables.yml: the words and types of its columns, and its rows."""

    columns: Words
    types: Mapping[str, str]
    rows: Words


@dataclass(frozen=True)
class KnownIds:
    """What a guide has: ids with words by kind, what conditions ask about, tables, and CSV files.

    `pieces` are the items of each outcome by its id and key, with the steps of its route's procedures.
    `own_kinds` are the kinds of `names` in facts.yml. `unread` are the files that are no YAML: their ids are
    not known.
    """

    by_kind: Mapping[str, Words]
    choices: Mapping[str, KnownChoice]
    tables: Mapping[str, KnownTable]
    pieces: Mapping[str, Mapping[str, Words]]
    own_kinds: tuple[str, ...]
    csv_files: tuple[str, ...]
    unread: tuple[str, ...]

    def of(self, *kinds: str) -> dict[str, str]:
        """The ids of some kinds, with their words."""
        return {id: words for kind in kinds for id, words in self.by_kind.get(kind, {}).items()}

    def choices_of(self, *kinds: str) -> dict[str, KnownChoice]:
        """The choices of some kinds: question, setting, conclusion."""
        return {id: choice for id, choice in self.choices.items() if choice.kind in kinds}


def known_ids(
    documents: Mapping[str, Document],
    procedures: tuple[Document, ...],
    interface: Mapping[str, Document],
    folder: Path,
) -> KnownIds:
    """What a guide's files have, whose formats need not have been checked. `folder` holds them."""
    entries = _entries(documents, procedures, interface)
    built_in = {*entries, *KINDS.values(), *RANGE_KINDS}
    own = read_kinds(documents["facts"], built_in)
    entries |= own
    by_kind = {kind: {id: _words(one) for id, one in found.items()} for kind, found in entries.items()}
    by_kind["promise"] |= {"table": "The row of response_times.yml"} if entries["row"] else {}
    for table in entries["table"].values():
        by_kind["row"] |= {id: _words(one) for id, one in entries_by_id(table, "rows").items()}
    for kind in KINDS.values():
        by_kind[kind] = {code: name_of(kind, code, _ENGLISH)[0] for code in codes(kind)}
    tree = documents["tree"].value
    groups = [one for one in _items(tree, "groups") if isinstance(one.get("id"), str)]
    choices = {
        id: _choice(kind, id, one, groups, folder)
        for kind in ("question", "setting")
        for id, one in entries[kind].items()
    }
    for id, one in entries_by_id(tree, "conclusions").items():
        values = {value: _words(entry) for value, entry in entries_by_id(one, "values").items()}
        choices.setdefault(id, KnownChoice(kind="conclusion", words=_words(one), answers=values, groups={}))
    tables = {id: _table(one) for id, one in entries["table"].items()}
    pieces = {id: _pieces(one, entries["procedure"]) for id, one in entries["outcome"].items()}
    every = [*documents.values(), *procedures, *interface.values()]
    unread = tuple(one.file for one in every if one.value is None and any(p.line for p in one.problems))
    csv_files = tuple(sorted(path.name for path in folder.glob("*.csv")))
    return KnownIds(by_kind, choices, tables, pieces, tuple(own), csv_files, unread)


_ENGLISH = Locale("en")


def _entries(
    documents: Mapping[str, Document], procedures: tuple[Document, ...], interface: Mapping[str, Document]
) -> dict[str, dict[str, Any]]:
    """What the files list with ids, by kind; of the kinds that every guide has.

    A contact is the address of a portal, or one to complete, and a word one of the interface.
    """
    found: dict[str, dict[str, Any]] = {}
    for kind, context in KIND_CONTEXTS.items():
        file, _, key = context.partition(".")
        found[kind] = entries_by_id(documents[file].value, key) if key else {}
    found["procedure"] = by_id([one.value for one in procedures])
    found["page"] = entries_by_id(interface["pages"].value, "pages") | found["page"]
    found["later-change"] = {
        id: one for id, one in found["open-point"].items() if one.get("kind") == "changed-later"
    }
    found["promise"] = {id: one for id, one in found["table"].items() if "promise" in one}
    places = [*found["portal"].values(), *found["address"].values()]
    shown = [(one.get(key), one) for one in places for key in ("url", "pattern")]
    found["contact"] = {address: one for address, one in shown if isinstance(address, str)}
    words = interface["interface"].value
    found["word"] = words.get("words", {}) if isinstance(words, dict) else {}
    sources = documents["sources"].value
    facts = sources.get("facts") if isinstance(sources, dict) else None
    found["fact"] = facts if isinstance(facts, dict) else {}
    return found


def _items(value: Any, key: str) -> Iterator[Mapping[str, Any]]:
    items = value.get(key) if isinstance(value, dict) else None
    yield from (one for one in items if isinstance(one, dict)) if isinstance(items, list) else ()


def _words(entry: Any) -> str:
    if isinstance(entry, str):
        return entry
    if not isinstance(entry, dict):
        return ""
    spans = [f"{entry[key]} {key.replace('_', ' ')}" for key in ("hours", "business_days") if key in entry]
    return next((entry[key] for key in _WORDS if isinstance(entry.get(key), str)), " ".join(spans))


def _choice(
    kind: str, id: str, value: Mapping[str, Any], groups: list[Mapping[str, Any]], folder: Path
) -> KnownChoice:
    own = [one for one in groups if one.get("question") == id]
    return KnownChoice(
        kind=kind,
        words=_words(value),
        answers=dict(_answers(value, folder)),
        groups={one["id"]: str(one.get("name") or _listed_words(one)) for one in own},
        several=value.get("choose") == "several",
        entry=next((one for one in RANGE_KINDS if one in value), ""),
    )


def _listed_words(group: Mapping[str, Any]) -> str:
    return f"Any of {', '.join(map(str, listed(group.get('answers', []))))}"


def _answers(question: Mapping[str, Any], folder: Path) -> Iterator[tuple[str, str]]:
    """The answers that are listed here, in a CSV file, or by CLDR, with their words."""
    if kind := KINDS.get(str(question.get("list"))):
        left_out = listed(question.get("except", []))
        for code in codes(kind):
            if code not in left_out:
                yield code, name_of(kind, code, _ENGLISH)[0]
    name = question.get("answers_file")
    if isinstance(name, str) and not file_problem(folder, name):
        for row in read_rows(folder / name, name, COLUMNS, NEEDED):
            if not isinstance(row, Problem):
                yield row["id"].text, row["label"].text
    for key in ("answers", "extra"):
        for id, one in entries_by_id(question, key).items():
            yield id, _words(one)


def _table(table: Mapping[str, Any]) -> KnownTable:
    columns = entries_by_id(table, "columns")
    rows = {id: _words(row) for id, row in entries_by_id(table, "rows").items()}
    types = {id: str(one.get("type")) for id, one in columns.items()}
    return KnownTable({id: _words(one) for id, one in columns.items()}, types, rows)


def _pieces(outcome: Mapping[str, Any], procedures: Mapping[str, Any]) -> Mapping[str, Words]:
    found: dict[str, dict[str, str]]
    found = {key: {id: _words(one) for id, one in entries_by_id(outcome, key).items()} for key in PIECES}
    for name in listed(outcome.get("route", [])):
        steps = entries_by_id(procedures.get(str(name)), "steps")
        found["steps"] |= {f"{name}.{id}": _words(one) for id, one in steps.items()}
    return found
