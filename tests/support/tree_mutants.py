"""Changes of a tree.json, one at each place that decides where answers lead or what counts at an outcome.

A change is made in the JSON value itself, and is undone before the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

POLICIES = ("unique", "first", "collect")


def mutants(tree: dict[str, Any]) -> Iterator[str]:
    """Change the tree in one place after another; each time the words for it."""
    ids = [one["id"] for one in (*tree["questions"], *tree["outcomes"])]
    answers = {
        one["id"]: [a["id"] for a in one["answers"]] for one in (*tree["questions"], *tree["settings"])
    }
    for place, items in _lists(tree):
        yield from _changed_list(place, items)
    for place, holder in _holders(tree):
        if "to" in holder:
            at = ids.index(holder["to"])
            other = ids[(at + 1) % len(ids)]
            yield from _changed(f"{place} to {other}", holder, "to", other)
        yield from _changed_condition(place, holder, answers)
    for id in ids[1:3]:
        yield from _changed(f"first {id}", tree, "first", id)
    for table in tree.get("tables", []):
        for policy in POLICIES:
            if policy != table.get("hit_policy", "unique"):
                yield from _changed(f"{table['id']} {policy}", table, "hit_policy", policy)
    for kind in ("questions", "outcomes"):
        added = {**tree[kind][-1], "id": "nowhere"}
        yield from _changed(f"one more of {kind}", tree, kind, [*tree[kind], added])


def _lists(tree: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Lists whose items count."""
    for kind in ("questions", "outcomes", "tables", "settings"):
        yield kind, tree.get(kind, [])
    for one in (*tree["questions"], *tree["settings"]):
        yield f"answers of {one['id']}", one["answers"]
        yield f"cases of {one['id']}", one.get("cases", [])
        for answer in one["answers"]:
            yield f"cases of {one['id']}={answer['id']}", answer.get("cases", [])
    for outcome in tree["outcomes"]:
        yield f"portals of {outcome['id']}", outcome.get("portals", [])
        yield f"tables of {outcome['id']}", outcome.get("tables", [])
    for table in tree.get("tables", []):
        yield f"rows of {table['id']}", table["rows"]


def _holders(tree: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What has a condition, or may have one."""
    for question in tree["questions"]:
        for answer in question["answers"]:
            if "when" in answer:
                yield f"{question['id']}={answer['id']}", answer
        for one in (question, *question["answers"]):
            for number, case in enumerate(one.get("cases", [])):
                yield f"case {number} of {question['id']}={one['id']}", case
    for outcome in tree["outcomes"]:
        for portal in outcome.get("portals", []):
            yield f"portal {portal['id']} of {outcome['id']}", portal
    for table in tree.get("tables", []):
        for row in table["rows"]:
            yield f"row {row['id']} of {table['id']}", row


def _changed_list(place: str, items: list[Any]) -> Iterator[str]:
    before = list(items)
    for number in range(len(before)):
        changes = [("dropped", before[:number] + before[number + 1 :])]
        if place != "tables":  # the same table twice is one table, and the engine refuses it
            changes.append(("doubled", before[: number + 1] + before[number:]))
        if number and place.startswith("rows"):
            changes.append(
                (
                    "moved up",
                    [*before[: number - 1], *before[number - 1 : number + 1][::-1], *before[number + 1 :]],
                )
            )
        for words, changed in changes:
            items[:] = changed
            yield f"{place}: {number} {words}"
            items[:] = before


def _changed(words: str, holder: dict[str, Any], key: str, value: Any) -> Iterator[str]:
    before = dict(holder)
    holder[key] = value
    yield words
    holder.clear()
    holder.update(before)


def _changed_condition(place: str, holder: dict[str, Any], answers: dict[str, list[str]]) -> Iterator[str]:
    when = holder.get("when", {})
    changes = [({}, "always")] if when else []
    for name, test in when.items():
        rest = {other: value for other, value in when.items() if other != name}
        changes.append((rest, f"without {name}"))
        if name == "any":
            changes += [
                ({**rest, name: [*test[:i], *test[i + 1 :]]}, f"without any {i}") for i in range(len(test))
            ]
        elif isinstance(test, list):
            changes.append(({**rest, name: {"not": test}}, f"not {name}"))
            changes += [({**rest, name: [one for one in test if one != id]}, f"without {id}") for id in test]
            more = [id for id in answers.get(name, []) if id not in test]
            changes += [({**rest, name: [*test, id]}, f"also {id}") for id in more[:1]]
        else:
            changes.append(({**rest, name: test.get("not") or test["all"][0]}, f"{name} the other way round"))
    if not when:
        name = next(iter(answers))
        changes.append(({name: answers[name][:1]}, f"only {name}"))
    for changed, words in changes:
        yield from _changed(f"{place}: {words}", holder, "when", changed)
