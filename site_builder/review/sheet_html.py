"""A review sheet as one HTML page that works from a file and asks the network for nothing.

Texts are escaped by the template, and in its JSON; the page's policy (CSP) lets only its own script and
styles work, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from site_builder.guide import TextForms
from site_builder.locales import SYNONYMS
from site_builder.problems import BuildError
from site_builder.review.review_file import FORMAT, LONGEST_NAME, VERSION
from site_builder.review.sheet import Sheet, SheetText

_HERE = Path(__file__).parent
SCRIPT = _HERE / "web" / "review.js"
"""The module that the page begins with."""
_STYLES = _HERE / "web" / "review.css"


def render_sheet(sheet: Sheet, script: str) -> str:
    """The page. `script` is SCRIPT with all that it imports, as one module."""
    styles = _STYLES.read_text(encoding="utf-8")
    for text in (script, styles):
        if "</s" in text.casefold() or "<!--" in text:  # it would end its element, or begin a comment
            raise BuildError("The script or the styles of the review sheet cannot stand in a page.")
    templates = Environment(
        loader=FileSystemLoader(_HERE / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("sheet.html.j2").render(
        sheet=sheet,
        locale=sheet.locale,
        total=sum(text.has_words for text in sheet.texts),
        longest_name=LONGEST_NAME,
        policy=(
            f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(styles)}; "
            "base-uri 'none'; form-action 'none'"
        ),
        styles=Markup(styles),
        script=Markup(script),
        data=_as_json(sheet),
        share=lambda weight: f"{100 * weight / sheet.most:.0f}%",
        names_in=_named,
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _as_json(sheet: Sheet) -> Markup:
    """What the script must know of the texts, in the order of their articles."""
    value = {
        "format": FORMAT,
        "version": VERSION,
        "locale": sheet.locale.id,
        "digest": sheet.digest,
        "file": f"review-{sheet.locale.id}.json",
        "countless": sheet.countless,
        "names": dict(sheet.names),
        "texts": [_text_as_json(text) for text in sheet.texts],
    }
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))


def _text_as_json(text: SheetText) -> dict[str, object]:
    source, message = text.ordered.message.text, text.ordered.message
    before: TextForms = text.translation[""] if isinstance(source, str) else dict(text.translation)
    return {
        "domain": text.ordered.domain.name,
        "context": message.context,
        "source": source if isinstance(source, str) else dict(source),
        "before": before,
        "was_stale": text.status == "stale",
        "done": text.is_done,
        "is_search": bool(SYNONYMS.match(message.context)),
        "has_words": text.has_words,
        "names": dict(text.names),
        "terms": [{"use": term.use, "excused": term.excused} for term in text.terms],
    }


def _named(text: SheetText) -> str:
    """A text without words of its own, with names in place of its references."""
    form = next(iter(text.translation.values()))
    for reference, name in text.names.items():
        form = form.replace(reference, name)
    return form
