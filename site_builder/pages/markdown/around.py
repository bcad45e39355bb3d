"""The pages around the tree as Markdown: procedures, FAQ, response times, tables, evidence, about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_builder.guide import model as g
from site_builder.pages.markdown.view import MarkdownView
from site_builder.pages.markdown.writer import bold, code, escape, flat, link, listing, table


def prose(view: MarkdownView, **_: Any) -> Iterator[str]:
    """A page that pages.yml has all of."""
    yield from view.paragraphs(view.page.intro)


def faq(view: MarkdownView, **_: Any) -> Iterator[str]:
    """Questions that are often asked, with their answers."""
    yield from view.paragraphs(view.page.intro)
    for entry in view.guide.faq.questions:
        yield view.head(2, view.md.unlinked(entry.question), entry.id)
        if extras := view.extras((), entry):
            yield extras.strip()
        yield from view.paragraphs(entry.answer)
        related = entry.related
        lines = [view.to("page", related.page)] if related.page else []
        lines += [view.to("procedure", id) for id in related.procedures]
        lines += [view.to("faq", id) for id in related.faq]
        lines += [view.to("outcome", one.id) for one in view.outcomes_with("faq", entry.id)]
        if lines:
            yield view.say("part-more")
            yield flat(lines)


def procedures(view: MarkdownView, **_: Any) -> Iterator[str]:
    """All procedures by task, and the ways to a request."""
    yield from view.paragraphs(view.page.intro)
    for task in (None, *view.guide.facts.tasks):
        found = [one for one in view.guide.procedures if one.task == (task and task.id)]
        if found and task:
            yield view.head(2, view.md.unlinked(task.name))
        if found:
            yield flat(f"{view.to('procedure', one.id)}: {view.md.unlinked(one.summary)}" for one in found)
    if ways := view.request_ways:
        yield view.head(2, view.say("ways"))
        yield flat(
            f" {view.arrow} ".join([view.say("way-you"), *(view.name("portal", id) for id in way.portals)])
            + (f" ({view.name('task', way.task)})" if way.task else "")
            + f": {view.either([view.to('procedure', one.id) for one in way.procedures], 'standard')}"
            for way in ways
        )


def procedure(view: MarkdownView, procedure: g.Procedure, **_: Any) -> Iterator[str]:
    """How one thing is done."""
    yield view.md.text(procedure.summary) + view.extras((), procedure)
    lines = [
        view.labelled(
            view.md.unlinked(kind.applies or kind.heading), view.names_of(kind.id, procedure.names(kind.id))
        )
        for kind in view.guide.facts.names
        if procedure.names(kind.id)
    ]
    if procedure.portal:
        lines.append(view.labelled(view.say("portal"), view.to("portal", procedure.portal)))
    if lines:
        yield flat(lines)
    yield view.head(2, view.say("steps"))
    yield listing(view.entries(procedure.steps), ordered=True)
    if procedure.notes:
        yield view.head(2, view.say("notes"))
        for note in procedure.notes:
            kind = bold(view.say(f"note-{note.kind}"))
            yield f"{kind}: {view.md.text(note.text)}{view.extras(note.when, note)}"
            if note.points or note.since:
                yield listing([*view.entries(note.points), *((line, ()) for line in view.since(note.since))])
    if outcomes := view.outcomes_with("procedure", procedure.id):
        yield view.head(2, view.say("reached-from"))
        yield flat(view.to("outcome", one.id) for one in outcomes)


def response_times(view: MarkdownView, **_: Any) -> Iterator[str]:
    """The rows of the response table with what each asks, and the levels of impact."""
    times = view.guide.response_times
    yield from view.paragraphs(view.page.intro)
    if times.rows:
        yield view.head(2, view.say("first-response"))
        yield flat(view.md.text(row.text) + view.extras(row.when, row) for row in times.rows)
    if times.impacts:
        yield view.head(2, view.say("impact"))
        yield listing(
            (
                view.labelled(
                    view.say("severity", severity=escape(str(impact.severity))), view.md.text(impact.name)
                )
                + view.extras((), impact),
                view.entries(impact.meaning),
            )
            for impact in times.impacts
        )
    if times.notes:
        yield view.head(2, view.say("notes"))
        yield listing(view.entries(times.notes))


def tables(view: MarkdownView, **_: Any) -> Iterator[str]:
    """The tables of tables.yml that have a name."""
    yield from view.paragraphs(view.page.intro)
    for one in view.guide.tables.tables:
        if not one.name:
            continue
        yield view.head(2, view.md.unlinked(one.name), one.id)
        if one.hit_policy != "unique":
            yield view.say("first-row" if one.hit_policy == "first" else "all-rows")
        head = [view.md.unlinked(view.choice(id).name) for id in one.inputs]
        head += [view.md.unlinked(column.name) for column in one.columns]
        yield table(head, _rows(view, one))
        if one.notes:
            yield listing(view.entries(one.notes))


def _rows(view: MarkdownView, one: g.Table) -> Iterator[list[str]]:
    for row, made in zip(one.rows, view.edition.tree.table(one.id).rows, strict=True):
        cells = [escape(view.asked(one, row, id)) or "–" for id in one.inputs]
        said = {cell.column: cell for cell in made.cells}
        for column in one.columns:
            cell = said.get(column.id)
            words = view.md.text(cell.text) if cell else "–"
            cells.append(link(view.md.unlinked(cell.text), cell.href) if cell and cell.href else words)
        # what a row asks beside its inputs, and its facts, stand in its last cell
        cells[-1] += view.extras(view.alternatives(row.when), view.cited_row(one, row))
        yield cells


def evidence(view: MarkdownView, **_: Any) -> Iterator[str]:
    """What changed later, what the sources leave open, the sources, and the facts that they state."""
    for kind in ("changed-later", "silence", "ambiguity"):
        points = [point for point in view.guide.open_points.points if point.kind == kind]
        if points:
            yield view.head(2, view.say(f"open-{kind}"))
        for point in points:
            yield from _point(view, point)
    if view.page.intro:
        yield view.head(2, view.say("how-made"))
        yield from view.paragraphs(view.page.intro)
    for kind in ("source", "context"):
        documents = [one for one in view.guide.sources.documents if one.kind == kind]
        if documents:
            yield view.head(2, view.say(f"document-{kind}"))
        for document in documents:
            yield from _document(view, document)


def _point(view: MarkdownView, point: g.OpenPoint) -> Iterator[str]:
    yield view.head(3, view.md.unlinked(point.title), point.id)
    date = f"{escape(point.date)}: " if point.date else ""
    yield f"{date}{view.md.text(point.text)}{view.extras((), point)}"
    if point.note:
        yield f"{view.say('since-then')} {view.md.text(point.note)}"
    if point.guide:
        yield f"{view.say('what-the-guide-does')} {view.md.text(point.guide)}"
    if outcomes := view.outcomes_with("open-point", point.id):
        links = [view.to("outcome", one.id) for one in outcomes]
        yield f"{view.say('affects')} {view.either(links, 'standard')}"


def _document(view: MarkdownView, document: g.SourceDocument) -> Iterator[str]:
    yield view.head(3, view.md.unlinked(document.title), document.id)
    if document.date:
        yield view.say("document-date", date=escape(view.date(document.date)))
    if document.details:
        yield listing(view.entries(document.details))
    facts = view.guide.sources.facts  # in the language of the source, as they were written down
    yield listing(
        (
            f"{view.md.text(section.title)} ({code(f'{document.id}-{section.id}')})",
            [
                (f"{code(fact)}: {escape(facts[fact])}" if fact in facts else code(fact), ())
                for fact in section.facts
            ],
        )
        for section in document.sections
    )


def about(view: MarkdownView, **_: Any) -> Iterator[str]:
    """What the guide is, and what was proved of it."""
    yield from view.paragraphs(view.page.intro)
    proof = view.edition.proof
    yield view.head(2, view.say("proof"))
    yield view.say(
        "proof-text",
        combinations=proof.combinations,
        questions=proof.questions,
        outcomes=proof.outcomes,
        longest=proof.longest,
        typical=proof.typical,
    )
    yield f"{view.say('proof-check')} {link('checker.py', '../../checker.py')}"
