"""The messages of a guide: its texts to translate, each found by its context and explained to translators."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.guide import PLACEHOLDER_MEANINGS, Content, TextForms, general_form, inline, map_forms
from site_builder.locales.text_domains import INTERFACE, TextDomain

SYNONYMS = re.compile(r"^(?:tree|outcomes)\..*\.also$")
"""The contexts of synonyms: words that readers type into the search, as many as a language needs."""
MOST_PAGES = 3
"""Pages named in a message's comment; a word of the interface is shown on all of them."""

_WHITE = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True)
class Message:
    """A text to translate: its context, its source text, and the file where that stands.

    No line: with every line that is added, those of all texts below would change in every catalog.
    """

    context: str
    text: TextForms
    file: str


def collect_messages(content: Content, domain: TextDomain) -> list[Message]:
    """Every text of a domain, in the order of the files."""
    messages = []
    for document, leaf in content.texts(interface=domain is INTERFACE):
        messages.append(Message(leaf.context, normalize_space(leaf.value), document.file))
    return messages


def normalize_space(text: TextForms) -> TextForms:
    """The text with runs of white space as one space, so that space alone makes no translation stale. A
    no-break space is typography and stays."""
    return map_forms(text, lambda form: _WHITE.sub(" ", form).strip(" "))


def explain_message(message: Message, pages: Sequence[str], names: Mapping[str, str]) -> str:
    """A message's comment for translators: the pages that show it, and what its placeholders stand for.

    `names` are the names of references in the source locale: "{link:opening-hours}" -> "Opening hours".
    """
    lines = []
    if pages:
        more = f" and {len(pages) - MOST_PAGES} more" if len(pages) > MOST_PAGES else ""
        lines.append(f"Shown on: {', '.join(pages[:MOST_PAGES])}{more}")
    if SYNONYMS.match(message.context):
        lines.append(
            "Words for the search, with commas between them: as many as people would type, colloquial too"
        )
    text = general_form(message.text)
    for reference in dict.fromkeys(inline.references(text)):
        if reference.kind:
            meaning = names.get(str(reference), "")
            lines.append(f"{reference} = {meaning}" if meaning else f"{reference} is filled in by the build")
        else:
            meaning = PLACEHOLDER_MEANINGS.get(reference.id, "is filled in by the page")
            lines.append(f"{reference}: {meaning}")
    lines += [f"`{code}` stays as it is" for code in dict.fromkeys(inline.code_spans(text))]
    return "\n".join(lines)
