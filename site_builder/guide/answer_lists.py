"""Answers that tree.yml does not list: of a CSV file beside it, of a list by CLDR, ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from site_builder.guide.cldr import KINDS, codes
from site_builder.guide.csv_file import file_problem, read_rows
from site_builder.guide.format_check import check_format
from site_builder.guide.groups import group_answers, listed, named_answers, takes_one_answer
from site_builder.guide.questions import TreeFile
from site_builder.guide.ranges import KINDS as RANGE_KINDS
from site_builder.guide.ranges import Ranges
from site_builder.guide.yaml_file import Document, YamlPath
from site_builder.problems import Problem, did_you_mean

COLUMNS = ("id", "label", "to", "also", "from", "until")
NEEDED = ("id", "label")
"""The columns of a CSV file with answers: all, and those that it must have."""
_ORIGINS = ("answers_file", "list", "except", "extra", "also_of", *RANGE_KINDS, "to")


Answer = dict[str, Any]


def with_listed_answers(
    document: Document, folder: Path, ranges: Mapping[str, Ranges], *, cited: bool
) -> tuple[Document, list[Document]]:
    """tree.yml with the answers of files, lists and numbers in their questions, and the files that were read.

    Problems are in the first document, which is returned as it is if it has some already.
    """
    if document.problems or all("answers" in question for question in document.value["questions"]):
        return document, []
    questions = list(document.value["questions"])
    found = replace(
        document,
        value={**document.value, "questions": questions},
        positions=dict(document.positions),
        problems=[],
    )
    groups = group_answers(document.value)
    files: list[Document] = []
    for i, question in enumerate(questions):
        if "answers" in question:
            continue
        place = _Place(found, ("questions", i), question, groups.get(question["id"], {}))
        if kind := next((kind for kind in RANGE_KINDS if kind in question), None):
            answers = place.of_ranges(kind, ranges.get(question["id"]))
        else:
            answers = place.of_list() if "list" in question else place.of_file(folder, files)
        origins = [key for key in _ORIGINS if key != "to" or "choose" not in question]
        rest = {key: item for key, item in question.items() if key not in origins}
        questions[i] = {**rest, "answers": answers}
    if not found.problems:
        check_format(TreeFile, found, cited=cited)
    _add_ranges(found.value, document.value, ranges)
    return found, files


def _add_ranges(tree: Answer, before: Answer, ranges: Mapping[str, Ranges]) -> None:
    """Give questions what may be typed there, beside the answers, and the tree their groups."""
    for question, old in zip(tree["questions"], before["questions"], strict=True):
        question |= {kind: old[kind] for kind in RANGE_KINDS if kind in old}
    groups = [group for id, one in ranges.items() for group in one.groups(id)]
    if groups:
        tree["groups"] = [*tree.get("groups", []), *groups]


@dataclass(frozen=True)
class _Place:
    """A question whose answers are listed elsewhere: where it stands, and the groups of its answers."""

    document: Document
    path: YamlPath
    question: dict[str, Any]
    groups: Mapping[str, list[str]]

    @property
    def origin(self) -> Answer:
        """The question's facts, which are those of its answers."""
        return {"source": self.question["source"]} if "source" in self.question else {}

    def report(self, path: YamlPath, message: str) -> None:
        self.document.problems.append(self.document.problem((*self.path, *path), message))

    def of_list(self) -> list[Answer]:
        name = self.question["list"]
        kind = KINDS[name]
        known, left_out = codes(kind), listed(self.question.get("except", []))
        for k, code in enumerate(left_out):
            if code not in known:
                self.report(("except", k), f'"{code}" is none of the {name}{did_you_mean(code, known)}')
        names = [(code, f"{{{kind}:{code}}}") for code in known if code not in left_out]
        answers = self.of_names("list", names)
        self.add_synonyms(answers)
        for k, answer in enumerate(self.question.get("extra", [])):
            self.copy_positions(("extra", k), ("answers", len(answers)))
            answers.append(answer)
        return answers

    def of_ranges(self, kind: str, ranges: Ranges | None) -> list[Answer]:
        return self.of_names(kind, ranges.answers() if ranges else [])

    def of_names(self, key: str, names: list[tuple[str, str]]) -> list[Answer]:
        """Answers by their ids and labels, which are references; they stand where the key does."""
        for number in range(len(names)):
            self.document.positions[*self.path, "answers", number] = self.document.positions[*self.path, key]
        answers: list[Answer] = [{"id": id, "label": label, **self.origin} for id, label in names]
        self.lead_on(answers)
        return answers

    def add_synonyms(self, answers: list[Answer]) -> None:
        """Give listed answers the words for the search that the question has for them, by their ids."""
        by_id = {answer["id"]: (number, answer) for number, answer in enumerate(answers)}
        for id, words in self.question.get("also_of", {}).items():
            if id not in by_id:
                message = f'"{id}" is none of the listed answers{did_you_mean(id, by_id)}'
                self.report(("also_of", id, "@key"), message)
                continue
            number, answer = by_id[id]
            answer["also"] = words
            self.document.positions[*self.path, "answers", number, "also"] = self.document.positions[
                *self.path, "also_of", id
            ]

    def of_file(self, folder: Path, files: list[Document]) -> list[Answer]:
        name = self.question["answers_file"]
        shown = f"{self.document.file.rpartition('/')[0]}/{name}"
        if fault := file_problem(folder, name):
            self.report(("answers_file",), fault)
            return []
        files.append(Document(shown))
        answers: list[Answer] = []
        own = self.document.positions[(*self.path, "answers_file")]
        for row in read_rows(folder / name, shown, COLUMNS, NEEDED):
            if isinstance(row, Problem):
                self.document.problems.append(row)
                continue
            at = (*self.path, "answers", len(answers))
            self.document.positions[at] = (row["id"].line, 1)
            self.document.elsewhere[at] = (shown, row["id"].line, 1)
            for key, cell in row.items():
                self.document.elsewhere[*at, key] = (shown, cell.line, cell.column)
                # where translators are sent to, who get tree.yml's lines
                self.document.positions.setdefault((*at, key), own)
            answers.append({**{key: cell.text for key, cell in row.items()}, **self.origin})
        self.lead_on(answers)
        return answers

    def lead_on(self, answers: list[Answer]) -> None:
        """Give answers without a `to` that of the question: of its cases those that may hold after them.

        A question that takes several answers keeps its cases.
        """
        if "choose" in self.question:
            return
        to = self.question.get("to", [])
        waiting = [answer for answer in answers if "to" not in answer]
        if waiting and isinstance(to, list):
            self.check_cases(to, [answer["id"] for answer in answers])
        lost = []
        for j, answer in enumerate(answers):
            if "to" in answer:
                continue
            answer["to"] = to
            if isinstance(to, list):
                own = [(k, case) for k, case in enumerate(to) if self.is_for(case, answer["id"])]
                answer["to"] = [self.without_own_test(case) for _, case in own]
                for new, (k, _) in enumerate(own):
                    self.copy_positions(("to", k), ("answers", j, "to", new))
                lost += [] if own else [answer["id"]]
        if group := self.named(lost, waiting):
            self.report(("to",), f"these answers lead nowhere: {group}")
        elif lost:
            more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
            self.report(("to",), f"these answers lead nowhere: {', '.join(lost[:3])}{more}")

    def named(self, ids: list[str], answers: list[Answer]) -> str:
        """Some of the answers by their group, or by that of all others; "" where there is none."""
        every = {answer["id"] for answer in answers}
        for group, inside in self.groups.items():
            if ids and set(ids) == set(inside):
                return f'those of the group "{group}"'
            if ids and set(ids) == every - set(inside):
                return f'those outside the group "{group}"'
        return ""

    def check_cases(self, cases: list[Any], ids: list[str]) -> None:
        known = [*ids, *(answer["id"] for answer in self.question.get("extra", [])), *self.groups]
        name = self.question["id"]
        for k, case in enumerate(cases):
            wanted = case.get("when", {}).get(name, [])
            if isinstance(wanted, dict) and {*wanted} != {"not"}:
                self.report(("to", k, "when", name), takes_one_answer(name))
            for id in named_answers(wanted):
                if id not in known:
                    message = f'"{name}" has no answer "{id}"{did_you_mean(id, known)}'
                    self.report(("to", k, "when", name), message)

    def is_for(self, case: Answer, id: str) -> bool:
        """Whether a case may hold after an answer, as far as it asks about this question itself."""
        wanted = case.get("when", {}).get(self.question["id"])
        if wanted is None:
            return True
        negated = isinstance(wanted, dict)
        named = named_answers(wanted)
        return any(id == one or id in self.groups.get(one, ()) for one in named) != negated

    def without_own_test(self, case: Answer) -> Answer:
        """A case without what it asks about this question, which is settled."""
        when = {name: one for name, one in case.get("when", {}).items() if name != self.question["id"]}
        return {"to": case["to"], **({"when": when} if when else {})}

    def copy_positions(self, old: YamlPath, new: YamlPath) -> None:
        """Give parts of an answer the positions of where they are written."""
        before, after = (*self.path, *old), (*self.path, *new)
        for path, position in self.by_start.get(before, {}).items():
            self.document.positions[(*after, *path)] = position

    @cached_property
    def by_start(self) -> dict[YamlPath, dict[YamlPath, tuple[int, int]]]:
        """The positions of each case of `to` and each extra answer, by the rest of their paths."""
        found: dict[YamlPath, dict[YamlPath, tuple[int, int]]] = {}
        depth = len(self.path)
        for path, position in self.document.positions.items():
            if path[:depth] == self.path and path[depth : depth + 1] in (("to",), ("extra",)):
                found.setdefault(path[: depth + 2], {})[path[depth + 2 :]] = position
        return found
