"""Leaving out what a generator and its theme put into every site, and no reader of this one asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path

from site_builder.pages.theme import SEGMENTERS, search_script

_RULE = re.compile(r"(?:^|(?<=[{}]))([^{}@]*)(\{[^{}]*\})")
"""A rule of a style sheet: its selectors, and what they mean."""
_COMMA = re.compile(r",(?![^(]*\))")
_COLOR = re.compile(r"""\[data-md-color-(?:primary|accent)=["']?([\w-]+)["']?\]""")


def prune(out: Path, colors: Collection[str], *, has_address: bool) -> None:
    """Leave out what no reader of this locale's site asks for, such as other languages' stemmers.

    `colors` are the names of the theme's colors that are used; without `has_address` there is no sitemap.
    """
    for path in [*out.rglob("*.js"), *out.rglob("*.css")]:
        text = path.read_text(encoding="utf-8")
        if "sourceMappingURL=" in text:
            cleaned = re.sub(r"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*\Z", "\n", text)
            path.write_text(cleaned, encoding="utf-8", newline="\n")
    codes = [code for code in _languages_of(out) if code != "en"]
    (out / "assets" / "root.css").unlink(missing_ok=True)  # of the pages above the locales
    for path in out.glob("assets/javascripts/lunr/min/*.js"):
        if path.name != "lunr.stemmer.support.min.js":
            path.unlink()
    for code in codes:
        script = search_script(code)
        (out / f"assets/javascripts/lunr/min/lunr.{code}.min.js").write_text(script, encoding="utf-8")
    for name, languages in SEGMENTERS.items():
        if not languages & set(codes):
            (out / "assets/javascripts/lunr" / name).unlink(missing_ok=True)
    (out / "sitemap.xml.gz").unlink(missing_ok=True)  # MkDocs dates it; ours is made with all the others
    if not has_address:  # a sitemap without absolute addresses is not one
        (out / "sitemap.xml").unlink(missing_ok=True)
    _prune_colors(out, colors)
    _prune_unnamed(out)


def _languages_of(out: Path) -> list[str]:
    """The languages whose words the search stems, as its index says."""
    index = json.loads((out / "search" / "search_index.json").read_text(encoding="utf-8"))
    return list(index["config"]["lang"])


def _prune_colors(out: Path, colors: Collection[str]) -> None:
    """Leave out the colors that the theme offers and nobody has chosen: a twentieth of the style sheets."""

    def rule(found: re.Match[str]) -> str:
        wanted = [
            one for one in _COMMA.split(found[1]) if all(name in colors for name in _COLOR.findall(one))
        ]
        return ",".join(wanted) + found[2] if wanted else ""

    for path in out.glob("assets/stylesheets/palette.*.css"):
        text = path.read_text(encoding="utf-8")
        path.write_text(_RULE.sub(rule, text), encoding="utf-8", newline="\n")


def _prune_unnamed(out: Path) -> None:
    """Leave out the theme's files, such as its own icon, that no page, style sheet or script names.

    The search's worker makes up the names of its languages' scripts: those are seen to before.
    """
    kinds = {".html", ".css", ".js", ".xml"}
    found = [path for path in out.rglob("*") if path.is_file()]
    texts = {path: path.read_text(encoding="utf-8") for path in found if path.suffix in kinds}
    for path in found:
        inside = path.relative_to(out).parts
        named = any(path.name in text for other, text in texts.items() if other != path)
        if inside[0] == "assets" and "lunr" not in inside and not named:
            path.unlink()
