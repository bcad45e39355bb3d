"""The page on embedding: its snippets work as they are."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.intranet import Intranet, OpenHost, guide_in


def test_the_page_on_embedding_gives_snippets_that_work_as_they_are(
    open_host: OpenHost, host: Intranet, address: str
) -> None:
    page = open_host(f"{address}ar-SA/embedding/")
    preview = guide_in(page)
    assert preview.evaluate("document.documentElement.lang") == "ar-SA"
    page.locator("select[name=locale]").select_option("fr-FR")
    page.locator("select[name=theme]").select_option("dark")
    page.locator("input[name=own]").check()
    page.locator("input[name=accent]").fill("#aa00ff")
    preview.wait_for_url("**/fr-FR/embed/*")
    preview.wait_for_function("() => document.body.dataset.mdColorScheme === 'slate'")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copied = {}
    for way in ("element", "frame"):
        page.locator(f"#{way} .guide-copy").click()
        expect(page.locator(f"#{way} .guide-copied")).to_be_visible()
        copied[way] = page.evaluate("navigator.clipboard.readText()")
        assert copied[way] == page.locator(f"#{way} code").text_content()
    for way, snippet in copied.items():
        shown = guide_in(open_host(host.page(snippet, path=f"/{way}")))
        assert shown.evaluate("document.documentElement.lang") == "fr-FR"
        assert shown.evaluate("document.body.dataset.mdColorScheme") == "slate"
        assert (
            shown.evaluate("getComputedStyle(document.body).getPropertyValue('--guide-accent')") != "#7fd6ee"
        )


def test_without_scripts_the_page_on_embedding_shows_both_snippets(
    new_host_page: OpenHost, address: str
) -> None:
    page = new_host_page(f"{address}en-US/embedding/", java_script_enabled=False)
    expect(page.locator("#frame code")).to_contain_text("/en-US/embed/")
    expect(page.locator("#element code")).to_contain_text("embed.js")
    expect(page.locator(".guide-embedding-options")).to_be_hidden()
