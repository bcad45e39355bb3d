"""The areas that are fuzzed: how a case of each is made, and what must hold of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

from decision_tree.json_form import dump_tree
from decision_tree.messages import PROTOCOL, Session
from decision_tree.model import Tree, TreeError
from decision_tree.receipt import receipt
from decision_tree.receipt_codes import DIGITS
from decision_tree.replay_json import replay_json
from decision_tree.walk import decide
from site_builder.guide import forms_of
from site_builder.locales import CatalogReader, check_catalog
from site_builder.problems import ContentError, Problem
from site_builder.site import check_all, source_pages
from tests.fuzz.builds import cache, changed_builds, full_disk, killed_builds, read_only_disk, two_builds
from tests.fuzz.case import ACCEPTED, REFUSED, Case
from tests.fuzz.judge import JudgeError, judge
from tests.fuzz.mutations import HOSTILE, MARK, damaged_json, damaged_text
from tests.fuzz.pages import addresses, messages
from tests.fuzz.releases import releases
from tests.support.guide_copies import FEW, SAMPLE, copy_guide
from tests.support.terminal import run_terminal
from tests.support.trees import every_path


class Area(NamedTuple):
    """An area: its name, its share of the cases, the seconds that one may take, and what makes its cases."""

    name: str
    share: float
    seconds: float
    prepare: Callable[[Path], Case]
    memory: bool = True
    """Whether its memory is limited: other programs that a build starts take more."""


def guide(folder: Path) -> Case:
    """The YAML of the guide: a check says what is wrong, or what it accepts is total and shows no markup."""
    root = copy_guide(folder, ["en-US"])
    files = sorted((root / "docs" / "guide").rglob("*.yml"))
    return lambda random: _checked(random, root, random.choice(files))


def settings(folder: Path) -> Case:
    """The YAML of locales, labels, glossary, calendars and hosting."""
    root = copy_guide(folder, FEW)
    files = [*sorted((root / "docs" / "locales").glob("*.yml")), root / "docs" / "hosting.yml"]
    return lambda random: _checked(random, root, random.choice(files))


def _checked(random: Random, root: Path, file: Path) -> str:
    before = file.read_bytes()
    text = damaged_text(random, before.decode())
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        checked = check_all(root, catalogs=False)
        pages = source_pages(checked)
    except ContentError as error:
        _in_order(error.problems)
        return REFUSED
    finally:
        file.write_bytes(before)
    judge(checked.tree, random)
    for name, page in pages.items():
        if re.search(rf"<[^>]*{MARK}", page.content):
            raise JudgeError(f"{name} has markup that a text brought in")
    return ACCEPTED


def _in_order(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        said = str(problem)
        if not said.isprintable() and re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e]", said):
            raise JudgeError(f"a message could write elsewhere on the screen: {said!r}")
        if not problem.message.strip() or "Traceback" in said or " object at 0x" in said:
            raise JudgeError(f"a message that says nothing: {said!r}")


def catalogs(folder: Path) -> Case:
    """A translation: no fact in it can differ from the source's, and no markup comes in."""
    root = copy_guide(folder, FEW)
    checked = check_all(root)
    reader = CatalogReader.for_guide(root, checked.content, checked.locales)
    sources = reader.source_catalog.texts

    def case(random: Random) -> str:
        locale = random.choice(checked.locales.translated)
        file = root / "docs" / "locales" / locale.id / "guide.po"
        before = file.read_bytes()
        file.write_bytes(damaged_text(random, before.decode()).encode("utf-8", "surrogatepass"))
        try:
            found = check_catalog(reader, locale)
        finally:
            file.write_bytes(before)
        if found.problems:
            _in_order(tuple(found.problems))
            return REFUSED
        for context, forms in found.catalog.texts.items():
            facts = set().union(*(_facts(form) for form in forms_of(sources[context])))
            for text in forms_of(forms):
                _same_facts(context, text, facts)
        return ACCEPTED

    return case


def _facts(text: str) -> set[str]:
    return set(re.findall(r"\{[a-z]+:[^}]*\}|`[^`]*`", text))


def _same_facts(context: str, text: str, facts: set[str]) -> None:
    if _facts(text) != facts:
        raise JudgeError(f"{context}: {_facts(text)} in place of {facts}")
    if re.search(r"<[a-z/!]|https?:|javascript:|[\x00-\x1f\u202a-\u202e]", text, re.IGNORECASE):
        raise JudgeError(f"{context}: {text!r}")


def trees(folder: Path) -> Case:
    """A tree.json that was changed by hand: the engine and the terminal say what is wrong, or answer."""
    checked = check_all(SAMPLE, catalogs=False)
    whole = json.loads(dump_tree(checked.tree))
    witnesses = list(checked.proof.witnesses.outcomes.values())
    file = folder / "tree.json"

    def case(random: Random) -> str:
        text = json.dumps(damaged_json(random, whole))
        answers = random.choice(witnesses)
        session = Session()
        loaded = _asked(session, "load", tree=text)
        _asked(session, "decide", answers=answers)
        _asked(session, "card", answers=answers, submitted=1_790_000_000, calendar="")
        _asked(session, "find", answers=answers, submitted=1_790_000_000, calendar="")
        _asked(session, "list")
        typed = {"summary": random.choice(HOSTILE), "customer-domain": "contoso.example"}
        _asked(session, "fill", answers=answers, typed=typed, language="", now=1_790_000_000)
        _asked(session, "remind", answers=answers, typed=typed, submitted=1_790_000_000, calendar="", now=0)
        file.write_text(text, encoding="utf-8")
        given = ",".join(f"{name}={value}" for name, value in answers.items())
        for asked in (["--answers", given], ["--answers", given, "--json"], ["--receipt", "1K3X7"]):
            printed = run_terminal(str(file), *asked)
            if re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", printed.out + printed.error):
                raise JudgeError("the terminal was written to")
        return ACCEPTED if loaded["type"] == "loaded" else REFUSED

    return case


def _asked(session: Session, kind: str, **request: object) -> dict[str, object]:
    text = json.dumps({"v": PROTOCOL, "id": 1, "type": kind, **request})
    reply: dict[str, object] = json.loads(session.handle(text))
    if reply.get("code") == "internal":
        raise JudgeError(f"{kind}: {reply['message']}")
    return reply


def requests(folder: Path) -> Case:
    """Requests to the engine that nobody would send: an answer or an error, and never a fault of its own."""
    checked = check_all(SAMPLE, catalogs=False)
    session = Session()
    _asked(session, "load", tree=dump_tree(checked.tree))
    answers = next(answers for answers in checked.proof.witnesses.outcomes.values() if len(answers) > 5)
    step = decide(checked.tree, answers)
    valid: list[dict[str, object]] = [
        {"type": "decide", "answers": answers},
        {"type": "card", "answers": answers, "submitted": 1_790_000_000, "calendar": ""},
        {"type": "find", "answers": answers, "submitted": 1_790_000_000, "calendar": ""},
        {"type": "fill", "answers": answers, "typed": {"summary": "a"}, "language": "", "now": 1_790_000_000},
        {"type": "remind", "answers": answers, "typed": {}, "submitted": 0, "calendar": "", "now": 0},
        {"type": "replay", "receipt": receipt(checked.tree, step)},
    ]

    def case(random: Random) -> str:
        request = damaged_json(random, {"v": PROTOCOL, "id": 1, **random.choice(valid)})
        text = json.dumps(request)
        if random.random() < 0.1:
            text = damaged_text(random, text)
        reply = json.loads(session.handle(text))
        if reply.get("code") == "internal":
            raise JudgeError(str(reply["message"]))
        return REFUSED if reply["type"] == "error" else ACCEPTED

    return case


def receipts(folder: Path) -> Case:
    """Receipts copied wrongly, and read with a later guide: no answer that the reader did not give."""
    tree = check_all(SAMPLE, catalogs=False).tree
    paths = list(every_path(tree))

    def case(random: Random) -> str:
        answers, _ = random.choice(paths)
        text = receipt(tree, decide(tree, answers))
        later = tree
        if random.random() < 0.5:
            later = _later(random, tree)
        else:
            text = _miscopied(random, text)
        try:
            found = replay_json(later, text)
        except TreeError:  # a condition asks for an answer that has gone: no guide is so
            return REFUSED
        if "error" in found:
            return REFUSED
        renamed = {name: value.replace("-new", "") for name, value in found["answers"].items()}
        if wrong := {pair for pair in renamed.items() if pair not in answers.items()}:
            raise JudgeError(f"{text} of {answers} is read as {wrong}")
        return ACCEPTED

    return case


def _miscopied(random: Random, text: str) -> str:
    for _ in range(random.randrange(1, 5)):
        at, other = sorted((random.randrange(len(text) + 1), random.randrange(len(text) + 1)))
        match random.randrange(5):
            case 0:
                text = text[:at] + random.choice(DIGITS + "OILU-? ") + text[at + 1 :]
            case 1:
                text = text[:at] + text[at + 1 :]
            case 2:
                text = text[:at] + random.choice(DIGITS) + text[at:]
            case 3:
                text = text[:at] + text[other:]
            case 4:
                text = text[:at] + text[at:other] * 2 + text[other:]
        text = text or "1"
    return text


def _later(random: Random, tree: Tree) -> Tree:
    """The tree with a few answers gone or renamed, as a later guide may have it."""
    questions = list(tree.questions)
    for _ in range(random.randrange(1, 4)):
        at = random.randrange(len(questions))
        answers = list(questions[at].answers)
        one = random.randrange(len(answers))
        if random.random() < 0.5 and len(answers) > 1:
            del answers[one]
        else:
            old = answers[one]
            answers[one] = replace(old, id=f"{old.id}-new", was=(*old.was, old.id))
        random.shuffle(answers)
        questions[at] = replace(questions[at], answers=tuple(answers))
    return replace(tree, version="fffff0000000", questions=tuple(questions))


AREAS = (
    Area("guide", 0.30, 5, guide),
    Area("locales and hosting", 0.10, 5, settings),
    Area("catalogs", 0.15, 5, catalogs),
    Area("tree.json", 0.15, 5, trees),
    Area("requests", 0.15, 5, requests),
    Area("receipts", 0.135, 5, receipts),
    Area("cache", 0.002, 60, cache, memory=False),
    Area("killed builds", 0.005, 60, killed_builds, memory=False),
    Area("changed builds", 0.002, 60, changed_builds, memory=False),
    Area("two builds", 0.002, 60, two_builds, memory=False),
    Area("full disk", 0.002, 60, full_disk, memory=False),
    Area("read-only disk", 0.002, 60, read_only_disk, memory=False),
    Area("addresses", 0.01, 60, addresses, memory=False),
    Area("messages", 0.01, 60, messages, memory=False),
    Area("releases", 0.006, 120, releases, memory=False),
)
