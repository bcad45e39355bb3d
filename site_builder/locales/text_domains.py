"""Text domains, as gettext calls them: the guide's texts and the interface's, each with catalogs of its own.

The interface's are the product's: a guide in another folder takes them with their translations, unless it
has docs/interface/ too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from site_builder.shared_files import INTERFACE as INTERFACE_FOLDER
from site_builder.shared_files import root_of


@dataclass(frozen=True)
class TextDomain:
    """Texts that are translated in a file of their own for each locale.

    `template` is the catalog without translations, for tools that begin a new one from it; `catalogs` is a
    locale's catalog, with {locale} for its id. Both are paths from the root.
    """

    name: str
    template: str
    catalogs: str

    def catalog(self, locale: str) -> str:
        """A locale's catalog, as a path from the root."""
        return self.catalogs.format(locale=locale)


GUIDE = TextDomain("guide", "docs/locales/guide.pot", "docs/locales/{locale}/guide.po")
INTERFACE = TextDomain("interface", f"{INTERFACE_FOLDER}/interface.pot", f"{INTERFACE_FOLDER}/{{locale}}.po")
DOMAINS = (GUIDE, INTERFACE)


def own_domains(root: Path) -> tuple[TextDomain, ...]:
    """The domains whose texts are kept below this root."""
    return DOMAINS if (root / INTERFACE_FOLDER).exists() else (GUIDE,)


def find_catalog(root: Path, domain: TextDomain, locale: str) -> Path:
    """The file with a locale's texts of a domain, which may not exist.

    For a locale that the product does not have, its words are taken from one of the same language.
    """
    if domain is GUIDE:
        return root / domain.catalog(locale)
    base = root_of(root, INTERFACE_FOLDER)
    exact = base / domain.catalog(locale)
    if exact.exists() or base == root:
        return exact
    language = locale.partition("-")[0]
    return next(iter(sorted((base / INTERFACE_FOLDER).glob(f"{language}-*.po"))), exact)
