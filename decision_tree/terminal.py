"""The terminal: questions and outcome cards as plain text, and the walk at a prompt, in the tree's locale."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any

from decision_tree.card import card
from decision_tree.card_json import card_json
from decision_tree.conclusions import concluded
from decision_tree.found_json import Asking, next_question
from decision_tree.label_order import MOST_IN_GIVEN_ORDER, without_accents
from decision_tree.model import Item, Part, Question, Row, Table, Tree
from decision_tree.periods import PERIOD
from decision_tree.progress import Progress
from decision_tree.selections import label_of, read_selection, selection_id
from decision_tree.sheet_json import sheet_json
from decision_tree.states import StateSpace
from decision_tree.typed_answers import find_answer
from decision_tree.variants import choice_words
from decision_tree.walk import Step, decide

WIDTH = 88
MOST_CHANGES = 8
"""How many changes are printed, the nearest first; --json has them all."""

MOST_FITTING = 20
"""Answers that letters find which are printed."""


def walk(tree: Tree, answers: dict[str, str], today: date) -> Step:
    """Ask at the prompt until an outcome is reached. Raises EOFError when the input ends, or on "q".

    `today` is the reader's day, from which time is counted.
    """
    progress = Progress(StateSpace(tree))
    given = dict(answers)
    while not (step := decide(tree, given)).is_outcome:
        question = next_question(tree, step)
        _print_question(tree, progress, step, question)
        reply = input("> ").strip().lower()
        if question.several and reply not in ("q", "b"):
            given |= _read_several(tree, question, reply)
            continue
        while len(fitting := _fitting(question, reply)) > 1:
            for number in fitting[:MOST_FITTING]:
                print(_wrap(question.answers[number - 1].label, f"{number:>3}  "))
            reply = input("> ").strip().lower()
        if reply == "q":
            raise EOFError
        if reply == "b":
            if step.path:
                del given[step.path[-1][0]]
        elif question.entry:
            if (found := find_answer(question, reply, today)) is not None:
                given[question.id] = found
        elif reply.isdecimal() and 1 <= int(reply) <= len(question.answers):
            given[question.id] = question.answers[int(reply) - 1].id
        elif fitting:
            given[question.id] = question.answers[fitting[0] - 1].id
        else:
            print(tree.words["terminal-choose"].format(most=len(question.answers)))
    return step


def _read_several(tree: Tree, question: Question, typed: str) -> dict[str, str]:
    """The answer to a question that takes several, of numbers; nothing where they are none, which is said."""
    numbers = [int(one) for one in re.split(r"[\s,;.]+", typed) if one.isdecimal()]
    wrong = re.search(r"[^\d\s,;.]", typed)
    if wrong or not numbers or not all(1 <= number <= len(question.answers) for number in numbers):
        print(tree.words["terminal-choose"].format(most=len(question.answers)))
        return {}
    reading = read_selection(question, selection_id(question.answers[number - 1].id for number in numbers))
    if reading.together:
        alone = next(answer for answer in reading.answers if answer.alone)
        print(_wrap(tree.words["terminal-alone"].format(answer=alone.label)))
        return {}
    return {question.id: reading.id}


def _fitting(question: Question, typed: str) -> list[int]:
    """The numbers of the answers, of a question with many, that have what was typed in their labels."""
    if question.entry or len(question.answers) <= MOST_IN_GIVEN_ORDER or len(typed) < 2 or typed.isdecimal():
        return []
    labels = [without_accents(answer.label) for answer in question.answers]
    return [number for number, label in enumerate(labels, 1) if without_accents(typed) in label]


def _print_question(tree: Tree, progress: Progress, step: Step, question: Question) -> None:
    asked = len(step.path) + 1
    most = len(step.path) + progress.questions_left(step.at, step.facts)[1]
    print(f"\n{tree.words['question-number'].format(number=asked, most=most)}")
    print(_wrap(question.text))
    if question.hint:
        print(_wrap(question.hint))
    for number, answer in enumerate(question.answers, 1):
        print(_wrap(answer.label, "  • " if question.entry else f"{number:>3}  "))
        if answer.hint:
            print(_wrap(answer.hint, "     "))
    if question.several:
        print(_wrap(tree.words["terminal-several"]))
    print(_keys(tree, question))


def _keys(tree: Tree, question: Question) -> str:
    """What may be typed at a question."""
    if question.entry is None:
        return tree.words["terminal-keys"]
    return tree.words[f"terminal-{question.entry.kind}"].format(example=question.entry.example)


def print_card(space: StateSpace, step: Step, asking: Asking) -> None:
    """Print the outcome with everything that applies: the sheet, the due time, the ticket, the receipt."""
    tree = space.tree
    reached = card(tree, step)
    more = card_json(space, step, asking.submitted, asking.calendar)
    outcome = reached.outcome
    print(f"\n{_wrap(outcome.title)}\n{'=' * min(WIDTH, len(outcome.title))}\n{_wrap(outcome.summary)}")
    if outcome.portal:
        print(_wrap(" ".join(filter(None, [outcome.portal, outcome.address])), "→ "))
    before = [part for part in reached.parts if part.id in ("route", "who")]
    for part in before:
        _print_part(part)
    if reached.fields:
        print(f"\n{tree.words['fields']} ({outcome.form})")
        for field in reached.fields:
            place = f"{field.section}: " if field.section else ""
            print(_wrap(f"{place}{field.label} = {field.value}", "  • "))
    if reached.row is not None:
        print(f"\n{tree.words['response']}")
        print(_wrap(reached.row.text, "  • "))
        _print_due(more)
        _print_items(reached.notes)
    for table, rows in reached.tables:
        if rows:
            _print_rows(tree, table, rows)
    for part in reached.parts:
        if part not in before:
            _print_part(part)
    print(f"\n{tree.words['your-answers']}")
    for name, value in (*step.path, *(pair for pair in step.settings if pair[0] != PERIOD)):
        one = next(one for one in tree.choices if one.id == name)
        print(_wrap(f"{one.name}: {label_of(tree, choice_words(one, step.facts), value)}", "  • "))
    for conclusion, found in concluded(tree, step):
        print(_wrap(f"{conclusion.name}: {found.name}", "  → "))
    for line in changes_text(tree, more):
        is_item = line.startswith("  • ")
        print(_wrap(line.removeprefix("  • "), "  • ") if is_item else line)
    ticket = sheet_json(tree, step, {}, "", asking.submitted)["ticket"]
    if ticket:
        print(f"\n{tree.words['ticket']}\n\n{textwrap.indent(ticket['body'].rstrip(), '  ')}")
    print(f"\n{tree.words['receipt']}: {more['receipt']}")


def _print_rows(tree: Tree, table: Table, rows: Iterable[Row]) -> None:
    """A table's name and the cells of its rows, each on a line."""
    names = {column.id: column.name for column in table.columns}
    print(f"\n{_wrap(table.name)}")
    for row in rows:
        lead = "  • "
        for cell in row.cells:
            line = tree.words["table-row"].format(name=names[cell.column], values=cell.text)
            print(_wrap(f"{line} {cell.href}" if cell.href not in ("", cell.text) else line, lead))
            lead = "    "


def due_text(more: dict[str, Any]) -> list[str]:
    """The due time of a card and how it was counted, as sentences; moments are in this machine's zone."""
    due = more["due"]
    said = [due["said"], *due["reasons"], due["ends"]]
    return [*(_filled(one) for one in said if one), *more["assumptions"]]


def _print_due(more: dict[str, Any]) -> None:
    lead = "  → " if more["due"]["said"] else "    "
    for text in due_text(more):
        print(_wrap(text, lead))
        lead = "    "


def changes_text(tree: Tree, more: dict[str, Any]) -> list[str]:
    """What doubt leaves open and what would change the outcome: headings, each with lines below it."""
    doubt, here = more["doubt"], [table["text"] for table in more.get("tables", ())]
    lines = []
    if doubt:
        lines.append(f"\n{tree.words['while-unsure']}")
        for unsure in doubt["unsure"]:
            lines += [f"  • {text}" for text in unsure["help"]]
            lines += [f"  • {_changed(tree, change, here)}" for change in unsure["answers"]]
    if more["changes"]:
        lines.append(f"\n{tree.words['what-would-change']}")
        lines += [f"  • {_changed(tree, change, here)}" for change in more["changes"][:MOST_CHANGES]]
    return lines


def _changed(tree: Tree, change: dict[str, Any], here: Collection[str]) -> str:
    """A changed answer and where it leads, on one line: each outcome once, as on the page, with what its
    tables say where that is one thing, and not said `here` as well."""
    words = tree.words
    ends: dict[str, list[dict[str, Any]]] = {}
    for end in change["ends"]:
        ends.setdefault(end["outcome"], []).append(end)
    leads = []
    for first, *others in ends.values():
        tables = [text for text in first["tables"] if text not in here]
        said = "; ".join(filter(None, [first["response"], *tables]))
        title = first["title"]
        leads.append(title if others or not said else words["ends-and"].format(outcome=title, response=said))
    asks = [words["changes-asks"].format(question=change["asks"])] if change["asks"] else []
    return f"{words['change-to'].format(**change)} → {' | '.join([*asks, *leads])}"


def _filled(said: dict[str, Any]) -> str:
    """A text of the card with its moments and days in ISO form, in this machine's time zone."""

    def value(item: Any) -> str:
        if isinstance(item, str):
            return item
        if "day" in item:
            return str(item["day"])
        shown = datetime.fromtimestamp(item["moment"], UTC).astimezone()
        return f"{shown:%Y-%m-%d %H:%M} (UTC{shown:%z})"

    return re.sub(r"\{([\w-]+)\}", lambda found: value(said["values"][found.group(1)]), said["text"])


def _print_part(part: Part) -> None:
    print(f"\n{part.title}")
    _print_items(part.items, numbered=part.id == "route")


def _print_items(items: tuple[Item, ...], *, numbered: bool = False, indent: str = "  ") -> None:
    for number, item in enumerate(items, 1):
        print(_wrap(item.text, f"{indent}{number}. " if numbered else f"{indent}• "))
        _print_items(item.points, indent=indent + "   ")


def _wrap(text: str, lead: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
    )
