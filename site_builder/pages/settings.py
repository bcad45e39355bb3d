"""What MkDocs says of the settings in mkdocs.yml, as problems with the lines of the settings.

Knows the form of its messages alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder.problems import Problem

THEME = "material"
"""The theme that docs/theme adds to."""

_SETTING = re.compile(r"Config value '(\w+)': (.+)")
_CLASS = re.compile(r"<class '(\w+)'>")
_PLACE = re.compile(r'in ".*", line (\d+), column (\d+)')


def setting_problems(config: Path, messages: Iterable[str]) -> Iterator[Problem]:
    """The messages of MkDocs on a file of settings; a message of several lines is told by its first."""
    for message in messages:
        message = _CLASS.sub(r"\1", message).replace(f"{config.parent}/", "")
        if found := _SETTING.match(message):
            yield setting_problem(config, found[1], f'the setting "{found[1]}": {found[2]}')
        elif places := _PLACE.findall(message):
            line, column = map(int, places[-1])
            reasons = [one for one in message.splitlines() if not _PLACE.search(one)]
            reason = reasons[-1].rpartition("configuration file: ")[2]
            yield Problem(config.name, line, column, f"this is not YAML: {reason}")
        else:
            yield Problem(config.name, 0, 0, message.partition("\n")[0])


def reading_problem(config: Path) -> Problem | None:
    """Why the file cannot be read, if it cannot."""
    try:
        config.read_text(encoding="utf-8")
    except OSError as error:
        return Problem(config.name, 0, 0, f"cannot be read: {error.strerror or error}")
    except UnicodeDecodeError:
        return Problem(config.name, 0, 0, "is not UTF-8 text; save the file as UTF-8")
    return None


def setting_problem(config: Path, key: str, message: str) -> Problem:
    """A problem at a setting, or of the file where it has none of that name."""
    text = config.read_text(encoding="utf-8")
    found = _find(text, key)
    if not found:
        return Problem(config.name, 0, 0, message)
    return Problem(config.name, text[: found.start()].count("\n") + 1, 1, message)


def has_setting(config: Path, key: str) -> bool:
    """Whether the file has a setting of that name."""
    return _find(config.read_text(encoding="utf-8"), key) is not None


def _find(text: str, key: str) -> re.Match[str] | None:
    return re.search(rf"^{re.escape(key)}\s*:", text, re.MULTILINE)
