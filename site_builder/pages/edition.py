"""What the pages of one locale are rendered from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from decision_tree.model import Tree
from decision_tree.working_hours import WorkingCalendar
from site_builder.locales import Catalog, Lexicon, Locale, Term
from site_builder.map import MapFacts, Picture
from site_builder.pages.edit_links import EditLinks
from site_builder.tree import Proof, Sections, plain_tree


@dataclass(frozen=True)
class Edition:
    """A guide in one locale with all that its pages tell: its words, its tree and catalog, the proof.

    `tree` is compiled and holds texts as the guide has them; `sections` are those of every locale. `zones`
    are the time zones whose readers begin with a calendar, by its id. `exposure` says in how many
    combinations of answers readers meet a text, by context. `scripts` are the ways from the locale's
    root to the scripts, by their names. `address` is the site's own, or "". `published` are the
    locales that the site has, each with the guide's title in it, in plain text. `tree_json` is the text of
    tree.json, and `tree_address` the way from the locale's root to the file that its pages load it from: one
    with a hash in its name, so that a page never gets another tree than its own, whatever is published while
    it is open. `edit` are the addresses of the lines where texts stand, for pages that link to them.
    `pictures` are those of the map, of which checks draw none.
    """

    lexicon: Lexicon
    english: Lexicon
    tree: Tree
    sections: Sections
    calendars: tuple[WorkingCalendar, ...]
    zones: Mapping[str, tuple[str, ...]]
    catalog: Catalog
    glossary: Mapping[str, Term]
    exposure: Mapping[str, int]
    proof: Proof
    version: str
    scripts: Mapping[str, str]
    address: str
    published: tuple[tuple[Locale, str], ...]
    tree_json: str
    tree_address: str
    map_facts: MapFacts
    pictures: tuple[Picture, ...]
    edit: EditLinks | None = None

    @cached_property
    def tree_texts(self) -> tuple[str, ...]:
        """Every text of the tree, which scripts may show."""
        texts: list[str] = []

        def note(text: str) -> str:
            texts.append(text)
            return text

        plain_tree(self.tree, note)
        return tuple(texts)
