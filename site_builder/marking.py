"""Marking translations with how they were made, for whoever has read them: translate mark."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

from site_builder.catalog import catalog_name, entry_statuses
from site_builder.content import Content
from site_builder.locales import Locale
from site_builder.po_file import read_po, write_po
from site_builder.problems import UsageError, did_you_mean
from site_builder.translatable import messages


def mark(root: Path, content: Content, locale: Locale, status: str, patterns: list[str]) -> int:
    """Write `# status: …` to the current translations that the patterns name, and return how many changed.

    A pattern is a context, the beginning of one up to a dot, or one with `*`. Stale and missing texts are
    left alone. Raises UsageError for a pattern that names nothing, ContentError for a broken catalog.
    """
    name = catalog_name(locale.id)
    if not (root / name).exists():
        raise UsageError(f"{name} is missing; make it with: python3 tasks.py translate update {locale.id}")
    catalog = read_po(root / name, name)
    entries = {entry.msgctxt: entry for entry in catalog if not entry.obsolete}
    everything = messages(content)
    contexts = [message.context for message in everything]
    for pattern in patterns:
        if not any(_names(pattern, context) for context in contexts):
            raise UsageError(f'no text is called "{pattern}"{did_you_mean(pattern, contexts)}.')
    changed = 0
    for message, _, found in entry_statuses(catalog, everything, locale):
        wanted = found not in ("stale", "missing") and any(_names(one, message.context) for one in patterns)
        if wanted and found != status:
            entry = entries[message.context]
            rest = re.sub(r"^(status|was):.*\n?", "", entry.tcomment or "", flags=re.MULTILINE).strip()
            entry.tcomment = f"{rest}\nstatus: {status}".strip()
            changed += 1
    write_po(catalog, root / name)
    return changed


def _names(pattern: str, context: str) -> bool:
    return context == pattern or context.startswith(f"{pattern}.") or fnmatchcase(context, pattern)
