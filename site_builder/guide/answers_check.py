"""The check of the answers in tree.yml: their ids, the groups of them, and the defaults of settings."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.guide.groups import listed
from site_builder.guide.yaml_file import Document
from site_builder.problems import Problem, did_you_mean


def answer_problems(document: Document) -> Iterator[Problem]:
    """Of one question the ids of the answers, old ones included, are all different."""
    for key in ("questions", "settings"):
        for i, item in enumerate(document.value.get(key, [])):
            seen: set[str] = {answer["id"] for answer in item["answers"]}
            if not item["answers"]:
                yield document.problem((key, i, "answers"), f'"{item["id"]}" has no answers')
            for j, answer in enumerate(item["answers"]):
                for old in listed(answer.get("was", [])):
                    if old in seen:
                        message = f'the old id "{old}" is an id of another answer, or twice here'
                        yield document.problem((key, i, "answers", j, "was"), message)
                    seen.add(old)


def group_problems(document: Document) -> Iterator[Problem]:
    """Of tree.yml: answers of groups that the question does not have, or has twice; ids that it has too."""
    value = document.value
    choices = {one["id"]: one for one in (*value["questions"], *value.get("settings", []))}
    for i, group in enumerate(value.get("groups", [])):
        if group["question"] not in choices:
            continue  # said of the reference
        answers = choices[group["question"]]["answers"]
        ids = {id for answer in answers for id in (answer["id"], *listed(answer.get("was", [])))}
        if group["id"] in ids:
            message = f'"{group["id"]}" is an answer to "{group["question"]}"; call the group otherwise'
            yield document.problem(("groups", i, "id"), message)
        inside = listed(group["answers"])
        current = [answer["id"] for answer in answers]
        for j, id in enumerate(inside):
            if id not in current:
                message = f'"{group["question"]}" has no answer "{id}"{did_you_mean(id, current)}'
                yield document.problem(("groups", i, "answers", j), message)
            elif id in inside[:j]:
                yield document.problem(("groups", i, "answers", j), f'the answer "{id}" is here twice')


def default_problems(document: Document) -> Iterator[Problem]:
    """The default of a setting is one of its answers."""
    for index, setting in enumerate(document.value.get("settings", [])):
        answers = [answer["id"] for answer in setting["answers"]]
        if setting["default"] not in answers:
            hint = did_you_mean(setting["default"], answers)
            message = f'the default "{setting["default"]}" is none of the answers{hint}'
            yield document.problem(("settings", index, "default"), message)
