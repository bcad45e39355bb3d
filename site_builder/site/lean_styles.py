"""The theme's style sheets without rules for what no page has: other colors, and parts that no page uses.

A third of them would be read by every first visitor, and matched against every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from site_builder.material_files import TEMPLATES

_RULE = re.compile(r"(?:^|(?<=[{}]))([^{}@]*)(\{[^{}]*\})")
"""A rule of a style sheet: its selectors, and what they mean."""
_EMPTY = re.compile(r"@[^{}]*\{\}")
"""A condition with no rule left in it."""
_COMMA = re.compile(r",(?![^(]*\))")
_COLOR = re.compile(r"""\[data-md-color-(?:primary|accent)=["']?([\w-]+)["']?\]""")
_OPTIONAL = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)|\[[^]]*\]")
"""Parts of a selector whose classes an element need not have."""
_CLASS = re.compile(r"\.([\w-]+)")
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_WORD = re.compile(r"[\w-]+")


def lean_styles(content: bytes, colors: frozenset[str], classes: frozenset[str]) -> bytes:
    """A minified style sheet of the theme with only the rules that some page could meet.

    `colors` are the names of the theme's colors that pages use, `classes` those of their elements.
    """
    text = content.decode()
    met = classes.intersection(_CLASS.findall(text))  # the same in all languages
    return _lean(text, colors, met).encode()


def classes_of(pages: Iterable[str], scripts: Iterable[Path]) -> frozenset[str]:
    """The classes of all elements of HTML pages, and all words of scripts, the theme's own among them.

    A word of a script may be a class that it gives to an element.
    """
    found = {name for page in pages for names in _CLASSES.findall(page) for name in names.split()}
    return frozenset(found).union(*map(_words, scripts), *map(_words, theme_scripts()))


@cache
def theme_scripts() -> tuple[Path, ...]:
    """The scripts of the theme that work on pages."""
    return tuple(TEMPLATES.glob("assets/javascripts/bundle.*.js"))


@cache
def _words(script: Path) -> frozenset[str]:
    return frozenset(_WORD.findall(script.read_text(encoding="utf-8")))


@cache
def _lean(text: str, colors: frozenset[str], classes: frozenset[str]) -> str:
    def met(selector: str) -> bool:
        named = _CLASS.findall(_OPTIONAL.sub("", selector))
        return colors.issuperset(_COLOR.findall(selector)) and classes.issuperset(named)

    def rule(found: re.Match[str]) -> str:
        selectors = [one for one in _COMMA.split(found[1]) if met(one)]
        return ",".join(selectors) + found[2] if selectors else ""

    text = _RULE.sub(rule, text)
    while (shorter := _EMPTY.sub("", text)) != text:
        text = shorter
    return text
