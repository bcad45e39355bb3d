"""Walk a tree in a terminal: python -m decision_tree TREE.json [--answers a=b,c=d | --receipt ID] …"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from datetime import date, datetime
from pathlib import Path

from decision_tree.faults import is_date
from decision_tree.found_json import Asking, found_json
from decision_tree.json_form import load_tree
from decision_tree.model import Tree, TreeError
from decision_tree.periods import on_day
from decision_tree.refusals import refusal, unknown_calendar
from decision_tree.replay_json import replay_json
from decision_tree.states import StateSpace
from decision_tree.terminal import print_card, walk
from decision_tree.typed_answers import entry_faults, with_ranges
from decision_tree.walk import decide
from decision_tree.working_hours import FARTHEST


def main(arguments: list[str] | None = None) -> int:
    """Run the command line. The exit code is 0 (ok), 1 (the tree is wrong) or 2 (wrong usage)."""
    parser = argparse.ArgumentParser(
        prog="python -m decision_tree", description="Answer a guide's questions in the terminal."
    )
    parser.add_argument("tree", metavar="TREE.json", help="a tree as the site build writes it")
    parser.add_argument(
        "--answers",
        metavar="ID=ID,…",
        help="answers and settings to start from: color=red,size=small; of several to one: size=small.large",
    )
    parser.add_argument(
        "--json", action="store_true", help="print where the answers lead as JSON, ask nothing"
    )
    parser.add_argument(
        "--receipt", metavar="ID", help="open the outcome of a receipt, and say what has changed since"
    )
    parser.add_argument(
        "--submitted",
        metavar="TIME",
        help="count the first response from then, such as 2026-11-24T14:40+01:00; without it, from now",
    )
    parser.add_argument("--calendar", metavar="ID", help="count business hours by this calendar of the tree")
    parser.add_argument(
        "--on",
        metavar="DATE",
        help="what holds on that day, such as 2027-01-01, and time counted from it; without it, today",
    )
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a character shows "?"
    try:
        tree = load_tree(Path(options.tree).read_text(encoding="utf-8"))
        StateSpace(tree)
        for fault in entry_faults(tree):
            raise TreeError(fault)
    except OSError as error:
        return _fail(f"{options.tree}: {error.strerror or error}", 2)
    except UnicodeDecodeError:
        return _fail(f"{options.tree}: this is not UTF-8 text, so not a tree.json", 1)
    except TreeError as error:
        return _fail(f"{options.tree}: {error}", 1)
    try:
        day = _day(options.on)
        tree, today = on_day(tree, day), date.fromisoformat(day)
        answers = with_ranges(tree, _parse_answers(options.answers or ""), today)
        asking = Asking(_moment(options.submitted), _calendar(tree, options.calendar))
        if options.receipt is not None:
            if options.answers is not None:
                raise ValueError("--receipt holds the answers already; leave --answers out")
            answers = _replayed(tree, options.receipt)
    except ValueError as error:
        return _fail(str(error), 2)
    scripted = options.answers is not None or options.receipt is not None
    try:
        return _run(tree, answers, asking, today, as_json=options.json, scripted=scripted)
    except TreeError as error:
        return _fail(f"{options.tree}: {error}", 1)
    except (EOFError, KeyboardInterrupt):
        print()
        return 0
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; say nothing more
        return 0


def _run(
    tree: Tree, answers: dict[str, str], asking: Asking, today: date, *, as_json: bool, scripted: bool
) -> int:
    step = decide(tree, answers)
    if step.notices:
        for notice in step.notices:
            print(f"--answers: {refusal(tree, notice)}", file=sys.stderr)
        return 2
    if as_json:
        print(json.dumps(found_json(StateSpace(tree), step, asking), ensure_ascii=False, indent=2))
        return 0
    if not step.is_outcome and scripted and not sys.stdin.isatty():
        given = ",".join(f"{name}={value}" for name, value in answers.items())
        return _fail(f"question {step.at!r} is not answered yet: --answers {given},{step.at}=…", 2)
    print_card(StateSpace(tree), step if step.is_outcome else walk(tree, answers, today), asking)
    return 0


def _replayed(tree: Tree, receipt: str) -> dict[str, str]:
    """The answers of a receipt; what has changed since is printed on stderr. Raises ValueError."""
    found = replay_json(tree, receipt)
    if "error" in found:
        raise ValueError(f"--receipt: {found['error']}")
    print(found["said"], *found["differences"], sep="\n  ", file=sys.stderr)
    answers: dict[str, str] = found["answers"]
    return answers


def _moment(text: str | None) -> int:
    """The --submitted time in seconds since 1970, UTC; without an offset it is in this machine's time zone.

    Raises ValueError.
    """
    if text is None:
        return int(time.time())
    try:
        seconds = int(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError, OSError):
        seconds = -1
    if not 0 <= seconds <= FARTHEST:
        raise ValueError(f"--submitted: expected a time such as 2026-11-24T14:40+01:00, found {text!r}")
    return seconds


def _day(text: str | None) -> str:
    """The day of --on, or this machine's. Raises ValueError."""
    if text is not None and not is_date(text):
        raise ValueError(f"--on: expected a date such as 2027-01-01, found {text!r}")
    return text or datetime.now().astimezone().date().isoformat()


def _calendar(tree: Tree, id: str | None) -> str:
    """The id of the --calendar, "" for the tree's default. Raises ValueError for an unknown one."""
    if id is not None and (refused := unknown_calendar(tree, id)):
        raise ValueError(f"--calendar: {refused}")
    return id or ""


def _parse_answers(text: str) -> dict[str, str]:
    """The --answers, "question=answer,…", as question id -> answer id. Raises ValueError."""
    answers: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise ValueError(f"--answers: expected question=answer, found {part!r}")
        if name in answers:
            raise ValueError(f"--answers: {name!r} is answered twice")
        answers[name] = value
    return answers


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
