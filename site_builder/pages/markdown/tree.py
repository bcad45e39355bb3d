"""The home page as Markdown: every question with its answers and where they lead, and every outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from decision_tree.model import Answer, Case, Outcome, Question, Row, Setting, Table
from site_builder.guide import model as g
from site_builder.pages.markdown.view import MarkdownView
from site_builder.pages.markdown.writer import Entry, bold, code, escape, flat, link, listing


def home(view: MarkdownView, **_: Any) -> Iterator[str]:
    """The whole tree."""
    tree = view.edition.tree
    yield from view.paragraphs(view.page.intro)
    yield flat([link("tree.json", "tree.json"), link("guide.json", "guide.json")])
    yield view.head(2, view.say("questions"))
    for question in tree.questions:
        yield from _question(view, question)
    for setting in tree.settings:
        yield from _setting(view, setting)
    yield view.head(2, view.say("map-outcomes"))
    for outcome in tree.outcomes:
        yield from _outcome(view, outcome)


def _question(view: MarkdownView, question: Question) -> Iterator[str]:
    source: g.Question = view.fact("question", question.id)
    yield view.head(3, view.md.unlinked(question.text), question.id)
    said = [view.md.text(question.hint)] if question.hint else []
    if question.id == view.edition.tree.first:
        said.insert(0, bold(view.say("map-start")))
    if extras := view.extras((), source):
        said.append(extras.strip())
    yield " ".join(said)
    if question.instead:
        yield flat(view.instead(question.instead))
    cited = {answer.id: answer for answer in source.answers}
    yield listing(_answer(view, answer, cited[answer.id]) for answer in question.answers)
    if question.cases:  # where selections lead; without a line between them, two lists are one
        yield bold(view.say("several-which" if len(question.cases) > 1 else "several-go"))
        yield listing(_leads(view, question.cases))
    if question.help:
        yield bold(view.say("how-to-find-out"))
        yield listing(view.entries(source.help))


def _answer(view: MarkdownView, answer: Answer, cited: g.Cited | None) -> Entry:
    words = f"{bold(view.md.unlinked(answer.label))} ({code(answer.id)})"
    if answer.hint:
        words += f": {view.md.unlinked(answer.hint)}"
    below: list[Entry] = [(line, ()) for line in view.instead(answer.instead)]
    return words + view.extras(answer.when, cited), [*below, *_leads(view, answer.cases)]


def _leads(view: MarkdownView, cases: Sequence[Case]) -> list[Entry]:
    """Where an answer leads, by condition."""
    found: list[Entry] = []
    for case in cases:
        to = link(view.md.unlinked(view.node_text(case.to)), f"./#{case.to}")
        found.append((f"{view.arrow} {to}{view.asks(case.when)}", ()))
    return found


def _setting(view: MarkdownView, setting: Setting) -> Iterator[str]:
    yield view.head(3, view.md.unlinked(setting.name), setting.id)
    if setting.hint:
        yield view.md.text(setting.hint)
    yield listing(_answer(view, answer, None) for answer in setting.answers)


def _outcome(view: MarkdownView, outcome: Outcome) -> Iterator[str]:
    source: g.Outcome = view.fact("outcome", outcome.id)
    pieces = view.pieces(outcome.id)
    parts = {part.id: part.items for part in outcome.parts}
    yield view.head(3, view.md.unlinked(outcome.title), outcome.id)
    kind = f"{view.name('outcome-kind', outcome.kind)}. " if outcome.kind else ""
    yield f"{kind}{view.md.text(outcome.summary)}{view.extras(outcome.when, source)}"
    if outcome.instead:
        yield flat(view.instead(outcome.instead))
    yield from _warnings(view, outcome, pieces)
    if outcome.portal:
        yield view.head(4, view.say("part-where"))
        yield flat(_portals(view, outcome))
    for id in ("who", "response"):
        if parts.get(id) and not (id == "response" and outcome.response):
            yield view.head(4, view.say(f"part-{id}"))
            yield listing(view.compiled(id, parts[id], pieces))
    if outcome.response:
        yield view.head(4, view.say("part-response"))
        yield from _response(view, outcome, pieces)
    for id in outcome.tables:
        yield from _rows(view, outcome, id, pieces)
    if parts.get("route"):
        yield view.head(4, view.say("part-route"))
        yield listing(view.compiled("route", parts["route"], pieces), ordered=True)
    if outcome.fields:
        yield from _fields(view, outcome, pieces)
    for id in ("cost", "follow-up"):
        if parts.get(id):
            yield view.head(4, view.say(f"part-{id}"))
            yield listing(view.compiled(id, parts[id], pieces))
    yield from _more(view, source, outcome)


def _warnings(view: MarkdownView, outcome: Outcome, pieces: dict[str, g.Cited]) -> Iterator[str]:
    items = next((part.items for part in outcome.parts if part.id == "warnings"), ())
    if not items:
        return
    yield view.head(4, view.say("part-warnings"))
    yield listing(
        (
            f"{bold(view.say('level-' + view.level(one)))}: {view.md.unlinked(one.text)} — "
            + " ".join(view.md.text(point.text) for point in one.points)
            + view.extras(one.when, pieces.get(f"warnings/{one.id}")),
            [(line, ()) for line in view.since(view.warning(one).since)],
        )
        for one in sorted(items, key=lambda one: view.level(one) == "note")  # as on the page
    )


def _portals(view: MarkdownView, outcome: Outcome) -> Iterator[str]:
    named = [(one.name, one.address, one.when) for one in outcome.portals]
    for name, address, when in named or [(outcome.portal, outcome.address, ())]:
        words = view.say(view.writer.contact_word(address), portal=view.md.unlinked(name))
        yield f"{link(words, address)}: {code(view.writer.address(address))}{view.asks(when)}"


def _response(view: MarkdownView, outcome: Outcome, pieces: dict[str, g.Cited]) -> Iterator[str]:
    table = view.edition.tree.table(outcome.response)
    rows = view.rows(outcome.id, outcome.response)
    if table.hit_policy == "first" and len(rows) > 1:
        yield view.say("first-row")
    yield flat(
        view.md.text(row.text) + view.extras(row.when, pieces.get(f"response/{row.id}")) for row in rows
    )
    if table.notes:
        yield bold(view.say("notes"))
        yield listing(view.compiled("response-notes", table.notes, pieces))


def _rows(view: MarkdownView, outcome: Outcome, id: str, pieces: dict[str, g.Cited]) -> Iterator[str]:
    table, rows = view.edition.tree.table(id), view.rows(outcome.id, id)
    yield view.head(4, view.md.unlinked(table.name), id)
    if table.hit_policy == "first" and len(rows) > 1:
        yield view.say("first-row")
    yield flat(
        _cells(view, table, row)
        + view.extras(view.condition_at(outcome.id, row.when), pieces.get(f"tables/{id}.{row.id}"))
        for row in rows
    )


def _cells(view: MarkdownView, table: Table, row: Row) -> str:
    """What a row says in each column."""
    said = []
    for cell in row.cells:
        words = link(view.md.unlinked(cell.text), cell.href) if cell.href else view.md.text(cell.text)
        named = len(table.columns) > 1
        said.append(f"{view.md.unlinked(view.column(table, cell).name)}: {words}" if named else words)
    return "; ".join(said)


def _fields(view: MarkdownView, outcome: Outcome, pieces: dict[str, g.Cited]) -> Iterator[str]:
    yield view.head(4, view.say("fields"))
    form = view.md.unlinked(outcome.form)
    yield form if outcome.by_mail else view.say("form-of", form=form)
    lines = []
    for field in outcome.fields:
        words = bold(view.md.unlinked(field.label))
        if field.english:
            words += f" ({escape(field.english)})"
        said = [view.md.text(text) for text in (field.value, field.why) if text]
        to_fill = f" ({view.say('fields-own')})" if field.kind == "own" else ""
        words += to_fill + (f": {' — '.join(said)}" if said else "")
        lines.append(words + view.extras(field.when, pieces.get(f"fields/{field.id}")))
    yield flat(lines)


def _more(view: MarkdownView, source: g.Outcome, outcome: Outcome) -> Iterator[str]:
    """Where to go on, where to read on, what has changed and what is open."""
    if source.resume:
        yield flat(
            f"{view.say('resume')}: {link(view.md.unlinked(one.text), f'./#{one.id}')}"
            for one in view.questions_to(outcome.id)
        )
    lines = [view.to("procedure", id) for id in dict.fromkeys((*source.route, *source.procedures))]
    lines += [view.to("faq", id) for id in source.faq]
    if lines:
        yield view.head(4, view.say("part-more"))
        yield flat(lines)
    if source.open_points:
        yield view.head(4, view.say("open-points"))
        yield flat(
            f"{view.to('open-point', id)}: {view.md.text(point.text)}{view.extras((), point)}"
            for id, point in ((id, view.fact("open-point", id)) for id in source.open_points)
        )
