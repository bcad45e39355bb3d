"""Names, the state of the translation, the map and the embedding page as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from site_builder.guide import model as g
from site_builder.locales import TranslationState
from site_builder.map import write_mermaid
from site_builder.pages.markdown.view import MarkdownView
from site_builder.pages.markdown.writer import bold, code, escape, flat, link, listing, table
from site_builder.tree import plain_tree


def names(view: MarkdownView, **_: Any) -> Iterator[str]:
    """What has a name: whom to contact, products, roles, terms, and the words on screens."""
    facts = view.guide.facts
    yield from view.paragraphs(view.page.intro)
    for kind in facts.names:
        if kind.items:
            yield view.head(2, view.md.unlinked(kind.heading))
            done = view.procedures_for(kind.id) if kind.matrix else []
            yield listing(
                (
                    _named(view, item),
                    [(view.to("procedure", one.id), ()) for one in done if item.id in one.names(kind.id)],
                )
                for item in kind.items
            )
    for key, items in (("portals", facts.portals), ("terms", facts.terms)):
        if items:
            yield view.head(2, view.say(key))
            yield flat(_named(view, item) for item in items)
    if facts.labels:
        yield view.head(2, view.say("labels"))
        yield table(*_labels(view))


def _named(view: MarkdownView, item: g.Named) -> str:
    said = []
    if isinstance(item, g.Portal):
        said.append(f"{link(escape(view.writer.address(item.url)), item.url)}.")
    said += [view.md.text(text) for text in (getattr(item, "meaning", None), item.note) if text]
    if item.also:
        also = view.either([view.md.unlinked(text) for text in item.also], "standard")
        said.append(view.say("also-called", names=also))
    words = f"{bold(view.md.unlinked(item.name))} ({code(item.id)})"
    return (f"{words}: {' '.join(said)}" if said else words) + view.extras((), item)


def _labels(view: MarkdownView) -> tuple[list[str], list[list[str]]]:
    """The labels in the locale and in English, whether they were seen, and where they stand."""
    beside = ("english", "status") if view.translated else ()
    rows = []
    for label in view.guide.facts.labels:
        shown = view.label(label.id)
        seen = view.say("label-seen" if shown.seen else "label-assumed")
        portal = view.name("portal", label.portal) if label.portal else ""
        english = [escape(label.text), seen] if beside else []
        rows.append([escape(shown.text), *english, portal + view.extras((), label)])
    return [view.say(key) for key in ("label", *beside, "portal")], rows


def translation(view: MarkdownView, state: TranslationState, **_: Any) -> Iterator[str]:
    """How the locale was translated, what is to be done, and its terms."""
    yield from view.paragraphs(view.page.intro)
    if not view.translated:
        yield view.say("translation-source")
        return
    yield view.head(2, view.say("status"))
    yield table(
        [view.say(key) for key in ("status", "texts", "share", "share-met")],
        (
            [
                view.say(f"status-{row.status}"),
                escape(view.number(row.texts)),
                escape(view.percent(row.share)),
                escape(view.percent(row.share_met)),
            ]
            for row in state.rows
        ),
    )
    yield view.head(2, view.say("to-do"))
    if state.to_do:
        yield flat(
            f"{code(one.context)}: {view.say(f'status-{one.status}')}. {view.md.unlinked(one.text)}"
            for one in state.to_do
        )
    else:
        yield view.say("nothing-to-do")
    if view.edition.glossary:
        yield view.head(2, view.say("glossary"))
        yield table(
            [view.say(key) for key in ("english", "glossary-use", "glossary-avoid")],
            (
                [escape(", ".join(term.term)), _either(view, term.use), _either(view, term.avoid)]
                for term in view.edition.glossary.values()
            ),
        )


def _either(view: MarkdownView, words: tuple[str, ...]) -> str:
    return view.either([escape(word) for word in words]) if words else "–"


def map(view: MarkdownView, **_: Any) -> Iterator[str]:
    """The whole tree as a diagram (Mermaid)."""
    yield from view.paragraphs(view.page.intro)
    diagram = write_mermaid(plain_tree(view.edition.tree, view.lexicon.plain))
    yield f"```mermaid\n{diagram}```"


def embedding(view: MarkdownView, **_: Any) -> Iterator[str]:
    """How the guide is shown in other sites, with what is pasted there."""
    for way in ("element", "frame"):
        yield view.head(2, view.say(f"embed-{way}"))
        yield view.say(f"embed-{way}-about")
        yield f"```html\n{view.snippet(way)}\n```"
    yield from view.paragraphs(view.page.intro)
