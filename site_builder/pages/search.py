"""The theme's search in the language of a locale: the scripts that it loads, and what its index is made from.

Material searches with lunr in a worker that makes up the addresses of its languages' scripts, so these
keep their names and places in a locale's folder.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from site_builder.locales import Locale
from site_builder.material_files import LUNR, WORKER, without_source_map

SEARCH_SCRIPTS = Path(__file__).parent / "search_scripts"
OWN_LANGUAGES = {"en": "english", "zh": "chinese"}
"""Our names for languages of the search that have a script of ours. English is built into lunr: by its own
name no script would be loaded. lunr's script for Chinese does not run in a browser."""
ENDINGS = "endings"
"""The same for all languages that lunr has nothing for."""
OWN_SEARCHES = (*OWN_LANGUAGES.values(), ENDINGS)
SEGMENTERS = {"tinyseg.js": {"ja"}, "wordcut.js": {"hi", "th"}}
"""Material's scripts that cut a text without spaces into words, and the languages that it loads them for."""


_CUTS = {b"o=s+1;o<t.length;o++": b"o=s+1;o<=t.length;o++", b"&&a<t.length-1&&": b"&&a<t.length&&"}
"""Code of the theme's worker that ends before the last character of a query, and with that character."""


def search_language(locale: Locale) -> tuple[list[str], list[str]]:
    """The search's language and its steps for a locale: a stemmer where lunr has one for its language.

    Where it has none, other forms of a word are found by its beginning (search_scripts/endings.js).
    """
    code = {"nb": "no", "nn": "no"}.get(locale.language, locale.language)
    if code in OWN_LANGUAGES:
        return [OWN_LANGUAGES[code]], ["stemmer"]
    if (LUNR / "min" / f"lunr.{code}.min.js").exists():
        return [code], ["stemmer"]
    return [ENDINGS], ["stemmer"]


def search_files(locale: Locale) -> dict[str, bytes]:
    """The files that the search loads for a locale, by their paths from the locale's root."""
    (code,), _ = search_language(locale)
    support = LUNR / "min" / "lunr.stemmer.support.min.js"
    found = {WORKER: search_worker(), support: support.read_bytes()}
    found |= {LUNR / name: (LUNR / name).read_bytes() for name, codes in SEGMENTERS.items() if code in codes}
    found[LUNR / "min" / f"lunr.{code}.min.js"] = search_script(code).encode()
    return {
        path.relative_to(LUNR.parents[2]).as_posix(): without_source_map(script)
        for path, script in found.items()
    }


def search_worker() -> bytes:
    """The theme's search worker, with all characters counted where it cuts Chinese characters into words.

    The theme's never looks at the last one: 账单 is searched for as 账 where that is a word, too. Raises
    ValueError where its code is another.
    """
    worker = WORKER.read_bytes()
    for code, counted in _CUTS.items():
        if worker.count(code) != 1:
            raise ValueError(f"{worker.count(code)} places like {code.decode()} in {WORKER.name}")
        worker = worker.replace(code, counted)
    return without_source_map(worker)


def search_script(code: str) -> str:
    """The script of a search language for the search's worker: lunr's, and ours."""
    own = SEARCH_SCRIPTS / f"{code}.js"
    original = own if own.exists() else LUNR / "min" / f"lunr.{code}.min.js"
    stems = (SEARCH_SCRIPTS / "stems.js").read_text(encoding="utf-8").replace("LANGUAGE", json.dumps(code))
    return original.read_text(encoding="utf-8") + "\n" + stems


PASSED_OVER = ".guide-question, .guide-chooser, [data-search-exclude], script, a.headerlink"
"""The elements that the search leaves out. Who searches wants an outcome, not a question on the way to it."""


def searched_text(content: str) -> str:
    """A page's content without what the search leaves out, and without elements that mean nothing to it.

    The theme's parser would pass over all of that, many times slower.
    """
    page = LexborHTMLParser(content)
    for passed_over in page.css(PASSED_OVER):
        passed_over.decompose()
    for cell in page.css("td, th, dt, dd"):
        cell.insert_after(" ")  # the last word of a cell is a word of its own
    page.unwrap_tags(["span", "b", "a"])
    text = page.body.inner_html or "" if page.body else ""
    for pattern, replacement in _SIMPLER:
        text = pattern.sub(replacement, text)
    return text


_SIMPLER = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # a row, or a term with what is said of it, is a paragraph: what is found is shown by paragraphs
        (r"<(/?)tr\b[^>]*>", r"<\1p>"),
        (r"<div[^>]*>(\s*<dt)", r"<p>\1"),
        (r"(</dd>\s*)</div>", r"\1</p>"),
        (r"</?(?:table|thead|tbody|td|th|dl|dt|dd)\b[^>]*>", ""),
        (r"<(p|ul|ol|li|div|section|details|summary) [^>]*>", r"<\1>"),
    )
)
