"""The check of references: every id that names something must name something that exists.

Only files without format problems are checked, and an id counts as unknown only where the file that would
define it has none either: one mistake is reported once, and does not hide the mistakes of other files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from decision_tree.conditions import ANY
from decision_tree.faults import is_date
from site_builder.guide import inline
from site_builder.guide import model as g
from site_builder.guide.anchors import (
    id_problems,
    name_problems,
    page_problems,
    section_problems,
    table_problems,
)
from site_builder.guide.answers_check import answer_problems, default_problems, group_problems
from site_builder.guide.cldr import KINDS, codes
from site_builder.guide.form_check import form_problems
from site_builder.guide.format import ConditionFormat, StringFormat
from site_builder.guide.groups import group_answers, listed, named_answers, takes_one_answer
from site_builder.guide.instances import Leaf, find_leaves
from site_builder.guide.interface import word_problems
from site_builder.guide.kinds import (
    by_id,
    entries_by_id,
    kind_problems,
    names_problems,
    read_kinds,
    unknown_kind,
)
from site_builder.guide.ranges import KINDS as RANGE_KINDS
from site_builder.guide.scenarios import OTHERS
from site_builder.guide.yaml_file import Document, YamlPath
from site_builder.problems import Problem, did_you_mean

_PLACES = {
    "question": ("tree", "questions"),
    "setting": ("tree", "settings"),
    "outcome": ("outcomes", "outcomes"),
    "warning": ("outcomes", "warnings"),
    "outcome-kind": ("outcomes", "kinds"),
    "form": ("outcomes", "forms"),
    "field": ("outcomes", "fields"),
    "row": ("response_times", "rows"),
    "duration": ("response_times", "durations"),
    "table": ("tables", "tables"),
    "faq": ("faq", "questions"),
    "open-point": ("open_points", "points"),
    "page": ("pages", "pages"),
    "portal": ("facts", "portals"),
    "label": ("facts", "labels"),
    "term": ("facts", "terms"),
    "link": ("facts", "links"),
    "address": ("facts", "addresses"),
    "task": ("facts", "tasks"),
}
"""Kind of name -> the file and key under which such things are listed by id."""


class ReferenceCheck:
    """The entries of a guide's files by kind and id, and the references to them that lead nowhere.

    `well_formed` are the files without format problems, `complete_kinds` the kinds whose ids are all known.
    """

    def __init__(
        self,
        kinds: Mapping[str, Any],
        documents: Mapping[str, Document],
        procedures: tuple[Document, ...],
        interface: Mapping[str, Document],
    ) -> None:
        self.kinds = kinds
        self.documents = documents
        self.procedures = procedures
        self.interface = interface
        self.well_formed = {name for name, document in documents.items() if not document.problems}
        self.entries = {
            kind: entries_by_id(documents[file].value, key) for kind, (file, key) in _PLACES.items()
        }
        self.entries["procedure"] = by_id([d.value for d in procedures])
        self.entries["page"] = entries_by_id(interface["pages"].value, "pages") | {
            "home": {"id": "home"}, **self.entries["page"]
        }  # fmt: skip
        later = {id: p for id, p in self.entries["open-point"].items() if p.get("kind") == "changed-later"}
        self.entries["later-change"] = later
        sources = documents["sources"].value
        facts = sources.get("facts") if isinstance(sources, dict) else None
        self.entries["fact"] = facts if isinstance(facts, dict) else {}
        for kind in KINDS.values():
            self.entries[kind] = {code: {} for code in codes(kind)}
        for kind in RANGE_KINDS:
            self.entries[kind] = {id: {} for id in _ranges(documents["tree"].value, kind)}
        self.entries["promise"] = {"table": {}, **self.entries["table"]}
        for table in self.entries["table"].values():
            self.entries["row"] |= entries_by_id(table, "rows") if "promise" in table else {}
        self.built_in = frozenset(self.entries)
        self.own_kinds = read_kinds(documents["facts"], self.built_in)
        self.entries |= self.own_kinds
        self.complete_kinds = {kind for kind, (file, _) in _PLACES.items() if file in self.well_formed}
        self.complete_kinds |= self.own_kinds.keys() if "facts" in self.well_formed else set()
        self.complete_kinds |= {"later-change"} if "open-point" in self.complete_kinds else set()
        self.complete_kinds |= {"procedure"} if not any(d.problems for d in procedures) else set()
        self.complete_kinds |= {"promise"} if "table" in self.complete_kinds else set()
        self.complete_kinds -= {"row"} if "table" not in self.complete_kinds else set()
        self.complete_kinds |= set(KINDS.values())
        self.complete_kinds |= {"fact"} if "sources" in self.well_formed else set()
        self.choices = self.entries["question"] | self.entries["setting"]
        self.groups = group_answers(documents["tree"].value) if "tree" in self.well_formed else {}
        self.concluded = entries_by_id(documents["tree"].value, "conclusions")

    def problems(self) -> Iterator[Problem]:
        """Every wrong reference, and every clash of ids, in the well-formed files."""
        for name in self.well_formed:
            yield from self._check_leaves(self.documents[name], self.kinds[name])
        for document in self.procedures:
            if not document.problems:
                yield from self._check_leaves(document, g.Procedure)
                yield from self._check_procedure(document)
                if "facts" in self.well_formed:
                    yield from names_problems(document, self.own_kinds)
        checks = {
            "tree": (default_problems, answer_problems, group_problems),
            "outcomes": (self._check_responses, self._check_forms, self._check_hand_overs),
            "facts": (self._check_kinds, name_problems),
            "tables": (table_problems,),
            "sources": (self._check_facts, section_problems),
            "scenarios": (self._check_scenarios,),
            "pages": (page_problems,),
        }
        for name in checks.keys() & self.well_formed:
            for check in checks[name]:
                yield from check(self.documents[name])
        for name, document in self.interface.items():
            if not document.problems:
                yield from self._check_leaves(document, self.kinds[name])
        if not self.interface["interface"].problems and "interface" in self.well_formed:
            yield from word_problems(self.interface["interface"], self.documents["interface"])
        if {"tree", "outcomes"} <= self.well_formed:
            yield from id_problems(self.documents)

    def _check_leaves(self, document: Document, kind: Any) -> Iterator[Problem]:
        for leaf in find_leaves(kind, document.value):
            yield from self._check_leaf(document, leaf)

    def _check_leaf(self, document: Document, leaf: Leaf) -> Iterator[Problem]:
        match leaf.format:
            case StringFormat("ref", kinds):
                unknown = all(leaf.value not in self.entries[kind] for kind in kinds)
                unknown = unknown and not (leaf.value == OTHERS and "never" in leaf.path)
                if unknown and set(kinds) <= self.complete_kinds:
                    ids = {id for kind in kinds for id in self.entries[kind]}
                    if "question" in kinds and leaf.value in self.concluded:
                        message = f'"{leaf.value}" is a conclusion; name the questions that it follows from'
                    else:
                        message = (
                            f'unknown {" or ".join(kinds)} "{leaf.value}"{did_you_mean(leaf.value, ids)}'
                        )
                    yield document.problem(leaf.path, message)
            case StringFormat("text"):
                yield from self._check_text(document, leaf)
            case ConditionFormat():
                yield from self._check_condition(document, leaf.path, leaf.value)

    def _check_text(self, document: Document, leaf: Leaf) -> Iterator[Problem]:
        for reference in inline.references(leaf.value):
            if reference.kind == "field" and leaf.path[0] != "ticket":
                yield document.problem(leaf.path, f"{reference} has a place only in the ticket's text")
                continue
            if unknown := unknown_kind(reference, self.own_kinds):
                if "facts" in self.well_formed:
                    yield document.problem(leaf.path, unknown)
                continue
            ids = self.entries[reference.kind]
            if reference.id not in ids and reference.kind in self.complete_kinds:
                message = f"{reference} names no {reference.kind}{did_you_mean(reference.id, ids)}"
                yield document.problem(leaf.path, message)

    def _check_condition(
        self, document: Document, path: YamlPath, condition: Mapping[str, Any]
    ) -> Iterator[Problem]:
        for name, answers in condition.items():
            if name == ANY:
                for index, alternative in enumerate(answers):
                    yield from self._check_condition(document, (*path, ANY, index), alternative)
            elif name in self.concluded and name not in self.choices:
                yield from self._check_values_exist(document, (*path, name), name, answers)
            else:
                groups = self.groups.get(name, {})
                yield from self._check_answers_exist(document, (*path, name), name, answers, groups)

    def _check_answers_exist(
        self, document: Document, path: YamlPath, name: str, condition: Any, groups: Collection[str] = ()
    ) -> Iterator[Problem]:
        """Check the question or setting of a condition, and its answers: one, a list, or {not: …}; of several
        that are taken at once {any: …, all: …} too.

        `groups` are the groups of answers that it may name as well.
        """
        if "tree" not in self.well_formed:
            return
        if name not in self.choices:
            hint = did_you_mean(name, [*self.choices, *self.concluded])
            kinds = "question, setting or conclusion" if self.concluded else "question or setting"
            yield document.problem((*path, "@key"), f'unknown {kinds} "{name}"{hint}')
            return
        choice = self.choices[name]
        if isinstance(condition, dict) and {*condition} != {"not"} and "choose" not in choice:
            yield document.problem(path, takes_one_answer(name))
        answers = [*(answer["id"] for answer in choice["answers"]), *groups]
        for id in named_answers(condition):
            if id not in answers:
                fault = f'"{name}" has no answer "{id}"'
                if is_date(id) and any(one.startswith(("since-", "until-")) for one in answers):
                    hint = ": it is asked by time from today, such as 3 months ago or in 20 days"
                else:
                    hint = did_you_mean(id, answers)
                yield document.problem(path, f"{fault}{hint}")

    def _check_values_exist(
        self, document: Document, path: YamlPath, name: str, condition: Any
    ) -> Iterator[Problem]:
        """Check the values of a conclusion in a condition: one, a list, or {not: …}."""
        if "tree" not in self.well_formed:
            return
        values = [value["id"] for value in self.concluded[name]["values"]]
        for id in listed(condition["not"] if isinstance(condition, dict) else condition):
            if id not in values:
                message = f'the conclusion "{name}" has no value "{id}"{did_you_mean(id, values)}'
                yield document.problem(path, message)

    def _check_procedure(self, document: Document) -> Iterator[Problem]:
        id = document.value["id"]
        if not document.file.endswith(f"/{id}.yml"):
            message = f'the id "{id}" and the file name differ; name the file {id}.yml'
            yield document.problem(("id",), message)
        if id == "index":
            yield document.problem(("id",), 'the id "index" is taken by the page that lists all procedures')

    def _check_forms(self, document: Document) -> Iterator[Problem]:
        yield from form_problems(document, self.entries["field"])

    def _check_hand_overs(self, document: Document) -> Iterator[Problem]:
        """What changes for whoever a link is handed over to: questions, with answers that they have."""
        if "tree" not in self.well_formed:
            return
        for index, outcome in enumerate(document.value["outcomes"]):
            for name, value in outcome.get("hand_over", {}).get("answers", {}).items():
                path = ("outcomes", index, "hand_over", "answers", name)
                yield from self._check_question_answered(document, path, name, value, "question")

    def _check_question_answered(
        self, document: Document, path: YamlPath, name: str, value: Any, kind: str
    ) -> Iterator[Problem]:
        if name not in self.entries[kind]:
            hint = did_you_mean(name, self.entries[kind])
            yield document.problem((*path, "@key"), f'unknown {kind} "{name}"{hint}')
        else:
            yield from self._check_answers_exist(document, path, name, value)
            yield from self._check_answers_together(document, path, name, listed(value))

    def _check_answers_together(
        self, document: Document, path: YamlPath, name: str, ids: list[str]
    ) -> Iterator[Problem]:
        """Several answers are given at once only where that can be."""
        if "tree" not in self.well_formed or len(ids) == 1:
            return
        choice = self.choices[name]
        if not ids:
            yield document.problem(path, f'the list of answers to "{name}" is empty; write at least one')
        elif "choose" not in choice:
            yield document.problem(path, takes_one_answer(name))
        for answer in choice["answers"]:
            if answer.get("alone") and answer["id"] in ids:
                message = f'"{answer["id"]}" is "alone", so no other answer can be given with it'
                yield document.problem(path, message)

    def _check_kinds(self, document: Document) -> Iterator[Problem]:
        yield from kind_problems(document, self.built_in)

    def _check_facts(self, document: Document) -> Iterator[Problem]:
        placed: dict[str, str] = {}
        for i, source in enumerate(document.value.get("documents", [])):
            for j, section in enumerate(source["sections"]):
                for k, fact in enumerate(section["facts"]):
                    path = ("documents", i, "sections", j, "facts", k)
                    if fact not in self.entries["fact"]:
                        hint = did_you_mean(fact, self.entries["fact"])
                        yield document.problem(path, f'"{fact}" is not in the register of facts below{hint}')
                    if fact in placed:
                        yield document.problem(path, f'"{fact}" is already in section "{placed[fact]}"')
                    placed[fact] = section["id"]
        for fact in self.entries["fact"]:
            if fact not in placed:
                yield document.problem(("facts", fact, "@key"), f'"{fact}" is in no section of any document')

    def _check_responses(self, document: Document) -> Iterator[Problem]:
        """Who takes the response from a table has one that promises it; what is shown has a name."""
        for index, outcome in enumerate(document.value["outcomes"]):
            response, shown = outcome.get("response"), outcome.get("tables", [])
            path = ("outcomes", index, "response")
            if response == "table" and self.documents["response_times"].value == {}:
                message = "there is no response table: write response_times.yml, or items that say when"
                yield document.problem(path, message)
            elif isinstance(response, str) and "promise" not in self.entries["table"].get(
                response, {"promise": 1}
            ):
                message = (
                    f'the table "{response}" promises no response: give it a "promise", the column that says '
                    'within what time it comes, or name the table under "tables"'
                )
                yield document.problem(path, message)
            for k, id in enumerate(shown):
                if "name" not in self.entries["table"].get(id, {"name": ""}):
                    message = f'the table "{id}" has no name, and readers see it here; give it one'
                    yield document.problem(("outcomes", index, "tables", k), message)
                if id in shown[:k]:
                    yield document.problem(("outcomes", index, "tables", k), f'"{id}" is here twice')

    def _check_scenarios(self, document: Document) -> Iterator[Problem]:
        if "tree" not in self.well_formed:
            return
        for index, scenario in enumerate(document.value.get("scenarios", [])):
            for key, kind in (("answers", "question"), ("settings", "setting")):
                for name, value in scenario.get(key, {}).items():
                    path = ("scenarios", index, key, name)
                    yield from self._check_question_answered(document, path, name, value, kind)
            yield from self._check_field_values(document, ("scenarios", index, "fields"), scenario)

    def _check_field_values(
        self, document: Document, path: YamlPath, scenario: Mapping[str, Any]
    ) -> Iterator[Problem]:
        """The ids of fields that a scenario gives values of."""
        fields = self.entries["field"]
        given = scenario.get("fields", [])
        for k, one in enumerate(given if isinstance(given, list) else [given]):
            for id in one if isinstance(one, dict) and "field" in self.complete_kinds else ():
                if id not in fields:
                    place = (*path, k, id, "@key") if isinstance(given, list) else (*path, id, "@key")
                    yield document.problem(place, f'unknown field "{id}"{did_you_mean(id, fields)}')


def _ranges(tree: Any, kind: str) -> Iterator[str]:
    """The names of the ranges of a kind that the build has made, of answers and of groups of them."""
    if not isinstance(tree, dict) or not isinstance(tree.get("questions"), list):
        return
    asked = [one for one in tree["questions"] if isinstance(one, dict) and kind in one]
    labels = [answer["label"] for one in asked for answer in one.get("answers", ())]
    labels += [group.get("name", "") for group in tree.get("groups", ()) if isinstance(group, dict)]
    for label in labels:
        yield from (one.id for one in inline.references(str(label)) if one.kind == kind)
