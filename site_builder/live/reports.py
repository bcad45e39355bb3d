"""Reports of the workbench: what there is to know of a guide besides its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from site_builder.diff import as_html, compare_with_revision
from site_builder.guide import Content, general_form, inline, plain_words
from site_builder.live.sources import Sources
from site_builder.mutants import Judge, make_mutants, sample_step, summary_lines, survivor_lines
from site_builder.problems import BuildError, ContentError, Problem, printable
from site_builder.site import Checked, check_all
from site_builder.tree import TOUCHED_KINDS, Coverage, ScenarioClocks, scenario_coverage

Describe = Callable[[Checked], str]
"""Says what was proved of a guide, in lines of text."""


@dataclass(frozen=True)
class Report:
    """What a page of the workbench shows: `facts` by the names that its template asks for, or what keeps
    them from being known."""

    facts: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Entry:
    """Something of a guide that a report names, and where it is written."""

    kind: str
    id: str
    label: str
    file: str
    line: int
    note: str = ""


LISTS = re.compile(
    r"facts\.(?!names$)\w+|facts\.names\.[\w-]+\.items|outcomes\.(warnings|fields|forms)"
    r"|response_times\.durations|open_points\.points|tree\.(groups|conclusions)"
)
"""The contexts of the lists whose entries something else is to name."""

SINGULAR = {
    "addresses": "address", "conclusions": "conclusion", "durations": "duration", "fields": "field",
    "forms": "form", "groups": "group", "labels": "label", "links": "link", "points": "open point",
    "portals": "portal", "tasks": "task", "terms": "term", "warnings": "warning",
}  # fmt: skip
"""The kind of an entry by the name of its list."""

_last: list[tuple[tuple[Path, Sources], Checked]] = []
"""The guide that was checked last, with what it was read from."""


def make_report(name: str, root: Path, sources: Sources, describe: Describe) -> Report:
    """The report of that name of the guide below `root`, whose files are in the state `sources`."""
    try:
        if name == "diff":  # a faulty guide is compared as far as it can be
            return Report(since_the_last_commit(root))
        if not _last or _last[0][0] != (root, sources):
            _last[:] = [((root, sources), check_all(root))]
        checked = _last[0][1]
        return Report({"title": str(checked.tree.title), **REPORTS[name](checked, describe)})
    except ContentError as error:
        return Report(problems=error.problems)
    except (BuildError, OSError) as error:
        return Report(error=printable(str(error)))


def since_the_last_commit(root: Path) -> dict[str, Any]:
    """What the guide does differently from its last commit. Raises BuildError where there is none."""
    difference = compare_with_revision(root)
    tree = difference.new.tree
    return {
        "report": Markup(as_html(difference, f"/{tree.locale}/" if tree else "/", "/_live/edit/{place}:1"))
    }


def overview(checked: Checked, describe: Describe) -> dict[str, Any]:
    """What was proved, and how much the other pages list."""
    return {
        "lines": describe(checked).splitlines(),
        "maps": [(one.locale.id, one.locale.name) for one in checked.catalogs.values() if one.published],
        "unreached": sum(1 for _ in unreached_passages(checked)),
        "unnamed": sum(1 for _ in unnamed_parts(checked)),
        "coverage": _coverage(checked),
    }


def unreached(checked: Checked, describe: Describe) -> dict[str, Any]:
    """What no outcome leads to, and what nothing in the guide names."""
    return {"passages": [*unreached_passages(checked)], "unnamed": [*unnamed_parts(checked)]}


def coverage(checked: Checked, describe: Describe) -> dict[str, Any]:
    """What no scenario touches."""
    return {"coverage": _coverage(checked), "kinds": TOUCHED_KINDS}


def mutants(checked: Checked, describe: Describe) -> dict[str, Any]:
    """What mutants are, and how many scenarios there are to notice them."""
    return {"scenarios": checked.proof.scenarios, "lines": ()}


def judged_mutants(checked: Checked, describe: Describe) -> dict[str, Any]:
    """How many wrong guides are noticed, and those that are not, with scenarios that would notice them."""
    content, tree, locales = checked.content, checked.tree, checked.locales
    step = sample_step(content, tree)
    judge = Judge(content, tree, ScenarioClocks(locales.calendars, locales.calendar))
    found = judge.judge(make_mutants(content, tree, step))
    lines = (*summary_lines(found, step), *survivor_lines(content, tree, found))
    return {"scenarios": checked.proof.scenarios, "lines": lines}


JUDGED_MUTANTS = "mutants, judged"
REPORTS: dict[str, Callable[[Checked, Describe], dict[str, Any]]] = {
    "": overview,
    "unreached": unreached,
    "coverage": coverage,
    "mutants": mutants,
    JUDGED_MUTANTS: judged_mutants,
}
"""By the name of the page; that of judged mutants takes seconds, and is made when it is asked for."""


def unreached_passages(checked: Checked) -> Iterator[Entry]:
    """Procedures and FAQ entries that no outcome leads to."""
    guide = checked.content.guide
    labels = {f"procedure:{one.id}": one.title for one in guide.procedures}
    labels |= {f"faq:{one.id}": one.question for one in guide.faq.questions}
    for name in checked.proof.uncovered:
        kind, _, id = name.partition(":")
        yield _entry(checked, kind, id, str(labels[name]))


def unnamed_parts(checked: Checked) -> Iterator[Entry]:
    """Facts, warnings and the like whose ids stand nowhere else in the guide's files: pages may list them,
    and no text, question or outcome leads to them."""
    content = checked.content
    named: set[str] = set()
    for document in (*content.documents.values(), *content.procedures, *content.interface.values()):
        named.update(_named(document.value))
    for context, place in content.lines.places.items():
        listed, _, id = context.rpartition(".")
        if LISTS.fullmatch(listed) and id not in named:
            kind = listed.removesuffix(".items").rpartition(".")[2]
            yield Entry(SINGULAR.get(kind, kind), id, _label(content, context), place.file, place.line)


def _label(content: Content, context: str) -> str:
    """What a part is called, by its context; its first text, or else nothing."""
    texts = (leaf.value for _, leaf in content.texts() if leaf.context.startswith(f"{context}."))
    return plain_words(general_form(next(texts, "")))


def _entry(checked: Checked, kind: str, id: str, label: str) -> Entry:
    place = checked.content.lines.of(kind, id)
    return Entry(kind, id, label, place.file if place else "", place.line if place else 0)


def _coverage(checked: Checked) -> Coverage:
    return scenario_coverage(checked.content, checked.tree)


def _named(value: Any) -> Iterator[str]:
    """The words by which a YAML value can name a part: keys, texts but for ids, and references in texts."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            if key != "id":
                yield from _named(item)
    elif isinstance(value, list):
        for item in value:
            yield from _named(item)
    elif isinstance(value, str):
        yield value
        yield from (reference.id for reference in inline.references(value))
