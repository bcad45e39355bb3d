"""The search's index of a locale: what MkDocs found on the pages, the guide's answers, and synonyms.

An outcome, an answer and a question are pages of their own to the theme, because their addresses have no
anchor: the guide's page opens what the parameter names (decision_tree/web/guide/examples.js).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from site_builder.guide import Reference, Text, parse
from site_builder.guide import model as g
from site_builder.locales import Lexicon

SYNONYMS = "also"
"""The field of the index that holds other words for something. Readers do not see it."""
_COMMAS = re.compile(r"\s*[,،、]\s*")
_DO, _READ = 10_000_000, 1_000_000
"""What multiplies the score of what to do and of the pages to read; of evidence it is 1. Titles weigh 1,000
times as much as texts, and synonyms twice that: so evidence comes last wherever its words are, and of two
titles that of what to do comes first. Lunr rounds scores to thousandths, so no weight is below 1."""
_TO_READ = ("faq/", "response-times/", "tables/", "names/")
"""The pages to read, beside the home page. All others are on the guide itself: open points, sources …"""

Entry = dict[str, Any]


def complete_index(index: str, lexicon: Lexicon) -> str:
    """The index as MkDocs has written it, as JSON, with the guide's own entries and the order of hits."""
    found = json.loads(index)
    fields = found["config"]["fields"]
    fields[SYNONYMS] = {"boost": 2 * fields["title"]["boost"]}  # they are there to be found
    outcomes = {f"#{outcome.id}-title": outcome for outcome in lexicon.guide.outcomes.outcomes}
    entries: list[Entry] = []
    for entry in found["docs"]:
        place = entry["location"]
        if outcome := outcomes.get(place):
            synonyms = _synonyms(lexicon, outcome.also, outcome.title)
            entries.append(entry | _opening(outcome.id, _DO) | synonyms)
        elif place.startswith("procedures/"):
            entries.append(entry | {"boost": _DO})
        elif not place or place.startswith(_TO_READ):
            entries.append(entry | {"boost": _READ})
        elif not place.startswith("#"):  # of the guide's page nothing but outcomes
            entries.append(entry)
    found["docs"] = [*entries, *_decisions(lexicon)]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _decisions(lexicon: Lexicon) -> Iterable[Entry]:
    """The questions and answers that have synonyms."""
    for question in lexicon.guide.tree.questions:
        if question.also:
            shown = _shown(lexicon, question.question, question.hint)
            yield _opening(question.id, _READ) | shown | _synonyms(lexicon, question.also, question.question)
        for answer in question.answers:
            if answer.also:
                shown = _shown(lexicon, answer.label, question.question, answer.hint)
                opening = _opening(f"{question.id}.{answer.id}", _DO)
                yield opening | shown | _synonyms(lexicon, answer.also, answer.label)


def _opening(id: str, boost: int) -> Entry:
    return {"location": f"?open={id}", "boost": boost}


def _shown(lexicon: Lexicon, title: Text, *texts: Text | None) -> Entry:
    paragraphs = [f"<p>{lexicon.as_html(text)}</p>" for text in texts if text]
    return {"title": str(lexicon.as_html(title)), "text": "".join(paragraphs)}


def _synonyms(lexicon: Lexicon, also: Text | None, title: Text) -> Entry:
    """Other words for something, and the other names of whatever its title names."""
    words = [word for word in _COMMAS.split(lexicon.plain(also)) if word] if also else []
    for reference in parse(title):
        if isinstance(reference, Reference):
            named = lexicon.fact(reference.kind, reference.id)
            words += [lexicon.plain(name) for name in named.also] if isinstance(named, g.Named) else []
    return {SYNONYMS: list(dict.fromkeys(words))} if words else {}
