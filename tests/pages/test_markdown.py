"""Every page has its Markdown, made of the same data: what the page says it is of, the Markdown says too."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from selectolax.lexbor import LexborHTMLParser

from site_builder.pages import EMBED, render_pages
from site_builder.pages.markdown.pages import markdown_pages, markdown_path
from site_builder.pages.markdown.writer import bold, bold_within, code, escape, listing, table
from site_builder.shared_files import PAGES, folders
from site_builder.site.checking import Checked
from site_builder.site.edition import put_together, site_context

READER = MarkdownIt().enable(["table", "strikethrough"]).use(footnote_plugin)


def shown(markdown: str) -> LexborHTMLParser:
    return LexborHTMLParser(READER.render(markdown))


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("id", ["en-US", "ar-SA"])
def test_a_page_s_markdown_has_all_that_the_page_rests_on(checked: Checked, id: str) -> None:
    context = site_context(checked, checked.catalogs.values())
    edition = put_together(context, checked.catalogs[id])
    pages = render_pages(folders(checked.root, PAGES), edition)
    written = markdown_pages(edition, pages)
    assert written.keys() == {markdown_path(path) for path in pages if path != EMBED}
    for source, page in pages.items():
        if source == EMBED:
            continue
        markdown, html = written[markdown_path(source)], LexborHTMLParser(page.content)
        parsed = shown(markdown)
        headings, title = parsed.css("h1"), html.css_first("h1")
        assert title and len(headings) == 1
        assert words(headings[0].text()) == words(title.text()).removesuffix("¶").strip()
        assert "[^" not in parsed.text(), f"{source}: a footnote that nothing defines"
        facts = {fact for one in html.css("[data-facts]") for fact in one.attributes["data-facts"].split()}
        missing = {fact for fact in facts if f"[^{fact}]: " not in markdown}
        assert not missing, f"{source}: {missing}"


def test_the_home_page_s_markdown_has_the_whole_tree(checked: Checked) -> None:
    context = site_context(checked, checked.catalogs.values())
    edition = put_together(context, checked.catalogs["en-US"])
    pages = render_pages(folders(checked.root, PAGES), edition)
    parsed = shown(markdown_pages(edition, pages)["index.md"])
    text = words(parsed.text())
    codes = {one.text() for one in parsed.css("code")}
    plain = edition.lexicon.plain
    headings = {words(one.text()) for one in parsed.css("h3")}
    for question in edition.tree.questions:
        assert f"{plain(question.text)} ({question.id})" in headings
        assert {answer.id for answer in question.answers} <= codes
    for outcome in edition.tree.outcomes:
        assert f"{plain(outcome.title)} ({outcome.id})" in headings
        assert words(plain(outcome.summary)) in text
        items = [item for part in outcome.parts for item in part.items if not item.id.startswith("since-")]
        for said in (*(item.text for item in items), *(field.label for field in outcome.fields)):
            assert words(plain(said)) in text, said
    links = {one.attributes["href"] for one in parsed.css("a[href]")}
    assert {outcome.address for outcome in edition.tree.outcomes if outcome.address} <= links


@pytest.mark.parametrize(
    "text",
    [
        "*not bold* and _not either_, a `tick`, \\ and ~~nothing~~ [link](https://example.org/)",
        "# no heading", "- no list", "+ nor this", "1. nor this", "12) nor this", "--- no", "=== no",
        "<b>no element</b> &amp; &#42; ![no image](x)", "a | b || c", "www.example.org, me@example.org",
        "[^F1] no footnote", "$x$ 5 * 3 * 2", "two  spaces\nand a line",
    ],
)  # fmt: skip
def test_nothing_in_a_text_is_read_as_markup(text: str) -> None:
    said = words(text)
    paragraph = shown(escape(text))
    assert words(paragraph.text()) == said and not paragraph.css("p *") and paragraph.css("p")
    entry = shown(listing([(escape(text), [(bold(escape(text)), ())])]))
    assert [words(one.text()) for one in entry.css("li li strong")] == [said]
    cells = shown(table(["a", "b"], [[escape(text), code(said)]])).css("td")
    assert [words(cell.text()) for cell in cells] == [said, said]


@pytest.mark.parametrize("label", ["新規", "「新規」", "New (all)", "*New*"])
def test_a_label_is_bold_between_letters_of_languages_without_spaces(label: str) -> None:
    (found,) = shown(f"選ぶ{bold_within(escape(label))}を").css("b, strong")
    assert found.text() == label
