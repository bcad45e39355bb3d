"""llms.txt leads to the Markdown of every page, and every page names its own."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.support.guide_copies import FEW


def test_llms_txt_lists_every_page_s_markdown_and_what_programs_read(built_once: Path) -> None:
    site = built_once / "site"
    text = (site / "llms.txt").read_text(encoding="utf-8")
    title, summary = text.split("\n\n")[:2]
    assert re.fullmatch(r"# .+", title) and re.fullmatch(r"> .+", summary), "as llmstxt.org has it"
    lists = text[text.index("\n## ") :]
    listed = re.findall(r"^- \[.+\]\((.+?)\)", lists, re.MULTILINE)
    assert len(listed) == len(re.findall(r"^- ", lists, re.MULTILINE)) == len(set(listed))
    written = {path.relative_to(site).as_posix() for path in site.rglob("*.md")}
    assert written == {path for path in listed if path.endswith(".md")}
    assert all((site / path).is_file() for path in listed)
    assert {f"{FEW[0]}/tree.json", "certificate.json", "schemas/tree-json.schema.json"} <= set(listed)


def test_every_page_names_its_markdown_where_no_script_looks_for_alternates(built_once: Path) -> None:
    """The theme's script would ask for a sitemap beside each alternate of the document."""
    site = built_once / "site"
    pages = [path for id in FEW for path in (site / id).rglob("index.html") if path.parent.name != "embed"]
    assert len(pages) > len(FEW)
    for path in pages:
        (link,) = LexborHTMLParser(path.read_bytes()).css('link[rel=alternate][type="text/markdown"]')
        assert link.parent and link.parent.tag == "noscript"
        assert (path.parent / str(link.attributes["href"])).is_file()
