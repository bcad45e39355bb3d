"""Edit links: each leads to the line of what stands beside it, in the form of the repository's host."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.locales import GUIDE
from site_builder.pages import read_repository, render_pages, repository_view, theme_problems
from site_builder.pages.edit_links import shown_links
from site_builder.pages.repository import Repository
from site_builder.shared_files import PAGES, folders
from site_builder.site.checking import Checked
from site_builder.site.edition import put_together, site_context
from tests.support.guide_copies import ROOT

AZURE = "https://dev.azure.com/acme/docs/_git/guide"
VIEWS = {
    ("https://github.com/acme/guide", None): "/blob/HEAD/docs/guide/tree.yml#L7",
    ("https://github.com/acme/guide.git", "edit/main/docs/"): "/blob/main/docs/guide/tree.yml#L7",
    ("https://github.com/acme/all/", "blob/main/it/docs"): "/blob/main/it/docs/guide/tree.yml#L7",
    ("https://git.acme.example/guide", "edit/release/1/docs/"): "/blob/release/1/docs/guide/tree.yml#L7",
    ("https://gitlab.com/acme/guide", None): "/-/blob/HEAD/docs/guide/tree.yml#L7",
    ("https://gitlab.acme.example/guide", "-/edit/main/docs/"): "/-/blob/main/docs/guide/tree.yml#L7",
    ("https://git.acme.example/guide", "-/edit/main/docs/"): "/-/blob/main/docs/guide/tree.yml#L7",
    ("https://bitbucket.org/acme/guide", None): "/src/HEAD/docs/guide/tree.yml#lines-7",
    ("https://bitbucket.org/acme/guide", "src/main/docs/"): "/src/main/docs/guide/tree.yml#lines-7",
    ("https://codeberg.org/acme/guide", "_edit/main/docs/"): "/src/branch/main/docs/guide/tree.yml#L7",
    (AZURE, None): "?path=/docs/guide/tree.yml&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1",
    ("https://hg.acme.example/guide", "file/tip/docs/"): "/file/tip/docs/guide/tree.yml",
}  # fmt: skip
"""What mkdocs.yml says, and what follows the repository's address in that of line 7 of a file."""


def view_of(repository: Repository, root: Path) -> str:
    view = repository_view(repository, root)
    return view.of("docs/guide/tree.yml", 7) if view else ""


@pytest.mark.parametrize("said", VIEWS, ids=lambda said: f"{said[0]} {said[1]}")
def test_each_host_shows_the_line(said: tuple[str, str | None], tmp_path: Path) -> None:
    url = said[0].rstrip("/").removesuffix(".git")
    assert view_of(Repository(*said), tmp_path) == f"{url}{VIEWS[said]}"


def test_without_the_branch_and_the_folder_other_hosts_show_nothing(tmp_path: Path) -> None:
    assert view_of(Repository("https://codeberg.org/acme/guide"), tmp_path) == ""
    assert view_of(Repository("https://github.com/acme/guide", ""), tmp_path) == "", (
        "as MkDocs understands it"
    )


def test_a_guide_in_a_folder_of_its_repository_is_found_there(tmp_path: Path) -> None:
    root = tmp_path / "guides" / "the desk"
    root.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    found = view_of(Repository("https://github.com/acme/all"), root)
    assert found == "https://github.com/acme/all/blob/HEAD/guides/the%20desk/docs/guide/tree.yml#L7"


def test_a_template_of_mkdocs_leads_to_unknown_hosts(tmp_path: Path) -> None:
    template = "show?file={path!q}&dir={{x}}"
    found = view_of(Repository("https://forge.example/guide", None, template), tmp_path)
    assert found == "https://forge.example/guide/show?file=guide%2Ftree.yml&dir={x}"


@pytest.mark.lent
@pytest.mark.parametrize(
    ("url", "said"),
    [("git@github.com:acme/guide.git", "The URL isn't valid"), ("acme/guide", "The URL isn't valid"),
     ("12", "Expected a string"), ("javascript://x/%0aalert(1)", "expected the https address")],
)  # fmt: skip
def test_an_address_that_is_none_is_one_sentence(spoil: Callable[..., Path], url: str, said: str) -> None:
    root = spoil("mkdocs.yml", "strict: true", f"strict: true\nrepo_url: {url}")
    (problem,) = [str(one) for one in theme_problems(root / "mkdocs.yml", folders(root, PAGES)[:0])]
    assert problem.startswith("mkdocs.yml:8:1: ") and said in problem, problem


@pytest.mark.lent
def test_settings_tell_what_was_written_and_not_what_mkdocs_makes_of_it(spoil: Callable[..., Path]) -> None:
    root = spoil("mkdocs.yml", "strict: true", "strict: true\nrepo_url: https://github.com/acme/guide")
    assert read_repository(root / "mkdocs.yml") == Repository("https://github.com/acme/guide")
    assert read_repository(ROOT / "mkdocs.yml") is None


def edit_links(page: str) -> set[tuple[str, str]]:
    """The names and addresses of a page's links."""
    found = LexborHTMLParser(page).css(".guide-edit a, a.guide-edit-here")
    return {(str(one.attributes["aria-label"]), str(one.attributes["href"])) for one in found}


def rendered(checked: Checked, locale: str, *, live: bool = False, repository: bool = True) -> dict[str, str]:
    """The pages of a locale by path, with links to a repository."""
    context = site_context(checked, (), live=live)
    if repository:
        view = repository_view(Repository("https://github.com/acme/guide"), checked.root)
        context = replace(context, repository=None if live else view)
    pages = render_pages(folders(checked.root, PAGES), put_together(context, checked.catalogs[locale]))
    return {path: page.content for path, page in pages.items()}


def line_at(root: Path, address: str) -> str:
    file, number = re.fullmatch(r"https://github.com/acme/guide/blob/HEAD/(\S+)#L(\d+)", address).groups()  # type: ignore[union-attr]
    return (root / file).read_text(encoding="utf-8").splitlines()[int(number) - 1].strip()


def test_questions_outcomes_steps_warnings_and_entries_lead_to_their_lines(checked: Checked) -> None:
    pages = rendered(checked, "en-US")
    guide = checked.content.guide
    home, faq = edit_links(pages["index.md"]), edit_links(pages["faq.md"])
    for titles, links in (
        ({one.id: one.question for one in guide.tree.questions}, home),
        ({one.id: one.title for one in guide.outcomes.outcomes}, home),
        ({one.id: one.title for one in guide.outcomes.warnings}, home),
        ({one.id: one.question for one in guide.faq.questions}, faq),
    ):
        for id, title in titles.items():
            if "{" not in title and len(title) < 60:
                named = [address for name, address in links if name == f"Edit: {title}"]
                assert f"- id: {id}" in [line_at(checked.root, one) for one in named], named
    procedure = guide.procedures[0]
    links = edit_links(pages[f"procedures/{procedure.id}.md"])
    lines = {line_at(checked.root, address) for _, address in links}
    assert {f"- id: {step.id}" for step in procedure.steps} <= lines
    assert not edit_links(pages["embed/index.md"]) and "edit.css" not in pages["embed/index.md"]


def test_a_translation_leads_to_its_entry_too(checked: Checked) -> None:
    links = edit_links(rendered(checked, "nl-NL")["faq.md"])
    entries = [address for name, address in links if name.startswith("Vertaling: ")]
    assert len(entries) == len(checked.content.guide.faq.questions) == len(links) - len(entries)
    for address in entries:
        assert GUIDE.catalog("nl-NL") in address
        assert re.fullmatch(r'msgctxt "faq\.questions\.[\w-]+\.question"', line_at(checked.root, address))


def test_without_a_repository_pages_have_none_of_it(checked: Checked) -> None:
    assert not any("guide-edit" in page or "edit.css" in page
                   for page in rendered(checked, "en-US", repository=False).values())  # fmt: skip


def test_for_their_writer_links_name_the_text_and_wait_in_comments(checked: Checked) -> None:
    page = rendered(checked, "nl-NL", live=True)["faq.md"]
    assert not edit_links(page) and "edit.css" not in page
    links = [address for _, address in edit_links(shown_links(page, "/here/"))]
    question = checked.content.guide.faq.questions[0].id
    assert f"/here/faq.questions.{question}.question" in links
    assert f"/here/docs/locales/nl-NL/guide.po/faq.questions.{question}.question" in links
