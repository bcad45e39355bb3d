"""Every text of the guide as a message to translators: its context, its place, and what it is told with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.guide import MEANINGS, Content, Wording, each, general_form, inline

MOST_PAGES = 3
"""Pages named in a message's comment; a word of the interface is shown on all of them."""


@dataclass(frozen=True)
class Message:
    """A text to translate: its context, the source's wording, and where it stands (file:line)."""

    context: str
    wording: Wording
    place: str


def messages(content: Content) -> list[Message]:
    """Every text of the guide, in the order of its files."""
    found = []
    for document, leaf in content.texts():
        line = document.positions.get(leaf.path, (1, 1))[0]
        found.append(Message(leaf.context, tidy(leaf.value), f"{document.file}:{line}"))
    return found


def tidy(wording: Wording) -> Wording:
    """White space alone changes nothing: runs of it count as one space. A no-break space is no white space
    but typography, and stays."""
    return each(wording, lambda text: _WHITE.sub(" ", text).strip(" "))


_WHITE = re.compile(r"[ \t\r\n\f\v]+")


def comment(message: Message, pages: Sequence[str], names: Mapping[str, str]) -> str:
    """What a translator should know: the pages that show the text, and what its placeholders stand for.

    `names` are the source's words for references: "{portal:azure}" -> "Azure portal".
    """
    lines = []
    if pages:
        more = f" and {len(pages) - MOST_PAGES} more" if len(pages) > MOST_PAGES else ""
        lines.append(f"Shown on: {', '.join(pages[:MOST_PAGES])}{more}")
    text = general_form(message.wording)
    for reference in dict.fromkeys(inline.references(text)):
        if reference.kind:
            meaning = names.get(str(reference), "")
            lines.append(f"{reference} = {meaning}" if meaning else f"{reference} is filled in by the build")
        else:
            meaning = MEANINGS.get(reference.id, "is filled in by the page")
            lines.append(f"{reference}: {meaning}")
    lines += [f"`{code}` stays as it is" for code in dict.fromkeys(inline.code_spans(text))]
    return "\n".join(lines)
