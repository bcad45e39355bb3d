"""llms.txt: what the site has for assistants, in the form of llmstxt.org: a title, a summary, lists of links.

Its own words are English, as those of the tools are; titles are those of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder.guide import page_ids
from site_builder.guide.model import Guide
from site_builder.locales import home_page
from site_builder.site.edition import TREE, SiteContext

LLMS = "llms.txt"
DATA = (
    (
        "{locale}/tree.json",
        "Decision tree",
        "questions, answers, outcomes and their conditions, for programs",
    ),
    ("{locale}/guide.json", "Guide", "all texts, facts and sources, with the keys of their YAML files"),
    ("guide-{locale}.html", "The whole guide in one file", "HTML without scripts, to keep or to send"),
    (
        "certificate.json",
        "Certificate",
        "the proof that every combination of answers has exactly one outcome",
    ),
    ("checker.py", "Checker", "checks the certificate against the trees, with Python alone"),
    ("schemas/tree-json.schema.json", "Schema of tree.json", "JSON Schema"),
    ("schemas/guide.schema.json", "Schema of guide.json", "JSON Schema"),
    ("manifest.json", "Manifest", "every file with its hash"),
)
"""What programs read, with the name and what it is."""


def write_llms(context: SiteContext, stage: Path) -> None:
    """Write llms.txt into the site, whose pages are there already as Markdown."""
    blocks = "\n\n".join(_blocks(context, stage))
    (stage / LLMS).write_text(f"{blocks}\n", encoding="utf-8", newline="\n")


def _blocks(context: SiteContext, stage: Path) -> Iterator[str]:
    english, tree = context.english, context.checked.compiled
    source, address = english.locale.id, context.address
    yield f"# {_title(stage / source / 'index.md')}"
    yield f"> {english.plain(_about(english.guide)['home'])}"
    first = tree.questions[0]
    yield (
        f"The answers decide: {len(tree.questions)} questions lead to {len(tree.outcomes)} outcomes, and "
        "each combination of answers to exactly one. Do not answer from memory what the guide decides, and "
        "do not guess an answer: ask the person. Pass on the outcome as it is, with its warnings, conditions "
        f"and dates. Version of the content: {context.checked.content.version}."
    )
    yield (
        "Each page has its Markdown beside it, as `index.md`. Ids stand in brackets behind names. "
        f"`{address}{source}/?{first.id}={first.answers[0].id}` opens the guide with an answer given, "
        f"`{address}{source}/#{tree.outcomes[0].id}` an outcome. Footnotes name the facts of a statement and "
        "the section that states each; what was inferred says so, and why."
    )
    yield (
        f"Programs walk the tree with `python -m decision_tree {TREE}`, and assistants ask the engine over "
        f"MCP: `python -m decision_tree.mcp {address or 'ADDRESS-OF-THIS-SITE'}`."
    )
    yield "## Data"
    yield "\n".join(f"- [{name}]({address}{path.format(locale=source)}): {what}" for path, name, what in DATA)
    for locale in context.locales:
        yield f"## {locale.name} ({locale.id})"
        yield "\n".join(_pages(context, stage, locale.id))


def _pages(context: SiteContext, stage: Path, locale: str) -> Iterator[str]:
    """A link to each page of a locale; what the page is about is said in the source locale."""
    english = context.english
    for path, about in _paths(context):
        if (file := stage / locale / path).is_file():
            said = f": {english.plain(about)}" if locale == english.locale.id and about else ""
            yield f"- [{_title(file)}]({context.address}{locale}/{path}){said}"


def _paths(context: SiteContext) -> Iterator[tuple[str, str]]:
    """The Markdown of each page by its path from a locale's root, and what the page is about."""
    guide = context.english.guide
    about = _about(guide)
    for id in page_ids(guide):
        yield "index.md" if id == "home" else f"{id}/index.md", about[id]
        for one in guide.procedures if id == "procedures" else ():
            yield f"procedures/{one.id}/index.md", one.summary


def _about(guide: Guide) -> dict[str, str]:
    """What each page is about, by its id."""
    return {page.id: page.description for page in (home_page(guide), *guide.pages.pages)}


def _title(file: Path) -> str:
    """The title of a page, as its Markdown has it."""
    with file.open(encoding="utf-8") as lines:
        return next(lines).removeprefix("# ").strip()
