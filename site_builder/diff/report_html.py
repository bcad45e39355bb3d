"""A difference as a piece of HTML, for a page of somebody who writes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from site_builder.diff.comparison import Difference
from site_builder.diff.differences import Finding
from site_builder.diff.report_words import HEADINGS, change_words, group_words, link, summary, tree_lines
from site_builder.diff.text_changes import PlacedText, TextChange
from site_builder.problems import printable


def as_html(difference: Difference, site: str = "", edit: str = "") -> str:
    """The report as HTML without scripts and styles, its headings from <h2> on.

    `site` is the address of a locale's first page. `edit` is an address in which `{place}` stands for
    "file:line", for links to the places of texts; "" for none.
    """
    return printable("\n".join(_lines(difference, site, edit)))


def _lines(difference: Difference, site: str, edit: str) -> Iterator[str]:
    yield f"<p><strong>{escape(summary(difference))}</strong></p>"
    yield f"<p>{escape(difference.old.name)} → {escape(difference.new.name)}</p>"
    yield from (f"<p>{escape(note)}</p>" for note in difference.notes)
    tree = difference.tree
    if tree is not None:
        if lines := [f"<li>{escape(line)}</li>" for line in tree_lines(tree)]:
            yield f"<ul>{''.join(lines)}</ul>"
        for aspect, findings in groupby(tree.findings, key=lambda one: one.changes[0].aspect):
            yield f"<h2>{HEADINGS[aspect]}</h2>"
            for finding in findings:
                yield from _finding_lines(finding, tree.combinations, site)
        if tree.untold:
            lines = [f"<li>{escape(change_words(change))}</li>" for change in tree.untold]
            yield f"<h2>Also changed</h2><ul>{''.join(lines)}</ul>"
    if difference.texts:
        yield "<h2>Texts</h2>"
        yield "<dl>"
        for change in difference.texts:
            yield from _text_lines(change, edit)
        yield "</dl>"


def _finding_lines(finding: Finding, all_combinations: int, site: str) -> Iterator[str]:
    yield "<section>"
    yield from (f"<p>{escape(change_words(change))}</p>" for change in finding.changes)
    yield f"<p>{finding.combinations:,} of {all_combinations:,} combinations:</p>"
    yield "<ul>"
    for group in finding.groups:
        count = f" ({group.combinations:,})" if len(finding.groups) > 1 else ""
        yield f'<li><a href="{escape(link(group, site))}">{escape(group_words(group))}</a>{count}</li>'
    yield "</ul></section>"


def _text_lines(change: TextChange, edit: str) -> Iterator[str]:
    place = (change.new or change.old).place  # type: ignore[union-attr]
    name = f"<code>{escape(place)}</code> {escape(change.context)}" if place else escape(change.context)
    if edit and place and change.new:
        name = f'<a href="{escape(edit.replace("{place}", place))}">{name}</a>'
    yield f"<dt>{name}</dt>"
    for tag, text in (("del", change.old), ("ins", change.new)):
        yield from _marked(tag, text)


def _marked(tag: str, text: PlacedText | None) -> Iterator[str]:
    if text is not None:
        yield f"<dd><{tag}>{escape(text.text)}</{tag}></dd>"
