"""Marking translations with how they were made, for whoever has read them: translate mark."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from site_builder.locales.catalog import NOTE, CatalogBase, catalog_name, entry_statuses, read_whole
from site_builder.locales.locales import Locale
from site_builder.locales.po_file import current_entries, write_po
from site_builder.problems import BuildError, did_you_mean


def mark(base: CatalogBase, locale: Locale, status: str, patterns: list[str]) -> int:
    """Write `# status: …` to the current translations that the patterns name, and return how many changed.

    A pattern is a context, the beginning of one up to a dot, or one with `*`. Stale and missing texts are
    left alone. Raises BuildError for a pattern that names nothing, ContentError for a broken catalog.
    """
    catalog = read_whole(base.root, locale)
    entries = current_entries(catalog)
    contexts = [message.context for message in base.everything]
    for pattern in patterns:
        if not any(_names(pattern, context) for context in contexts):
            raise BuildError(f'no text is called "{pattern}"{did_you_mean(pattern, contexts)}.')
    changed = 0
    for message, _, found in entry_statuses(catalog, base.everything, locale):
        wanted = found not in ("stale", "missing") and any(_names(one, message.context) for one in patterns)
        if wanted and found != status:
            entry = entries[message.context]
            rest = re.sub(r"^(status|was):.*\n?", "", entry.tcomment or "", flags=NOTE.flags).strip()
            entry.tcomment = f"{rest}\nstatus: {status}".strip()
            changed += 1
    write_po(catalog, base.root / catalog_name(locale.id))
    return changed


def _names(pattern: str, context: str) -> bool:
    return context == pattern or context.startswith(f"{pattern}.") or fnmatchcase(context, pattern)
