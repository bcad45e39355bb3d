"""Where the scripts and the WebAssembly of a site come from, told by their bytes and never by their names.

The functions here are pure: what is known of Pyodide, of Material and of this project comes in as sources.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

SCRIPTS = (".js", ".mjs")
RUN = (*SCRIPTS, ".wasm", ".zip", ".bin")
"""The kinds of files that browsers run, or that the engine runs in them."""
JOINT = ";\n"
"""What stands between scripts that become one file: it ends one that does not end itself."""


@dataclass(frozen=True)
class Source:
    """A place that files come from. `name` says which, in words; `hashes` are the SHA-256 of the files that
    it is known to give, in hexadecimal; `forms` match, whole, the texts that differ from build to build; a
    file may hold several, joined."""

    name: str
    hashes: frozenset[str] = frozenset()
    forms: tuple[re.Pattern[str], ...] = ()


def origin(content: bytes, sources: Iterable[Source]) -> str | None:
    """The name of the first source that gives these very bytes; None if none does."""
    digest = sha256(content)
    text = _text(content)
    for source in sources:
        if digest in source.hashes:
            return source.name
        if text is not None and all(
            any(form.fullmatch(part) for form in source.forms) for part in text.split(JOINT)
        ):
            return source.name
    return None


def sha256(content: bytes) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def inline_forms(template: str) -> tuple[re.Pattern[str], ...]:
    """The scripts between <script> and </script> in a Jinja template, as the texts that they can become.

    What the template fills in must be a whole string of the script, "{{ … }}", and can become any string
    without an escape. A script with other places to fill in, or with conditions, has no form.
    """
    forms = []
    for script in _INLINE.findall(template):
        parts = _STRING.split(script)
        if not any(mark in part for part in parts for mark in ("{{", "{%")):
            forms.append(re.compile(r'"[^"\\\n<]*"'.join(map(re.escape, parts))))
    return tuple(forms)


_INLINE = re.compile(r"<script>(.+?)</script>", re.DOTALL)
_STRING = re.compile(r'"\{\{[^"{}]*\}\}"')


def is_embed_script(text: str) -> bool:
    """Whether a text is the script that host pages load, as the build writes it: the engine's element, and
    the guide's title in each locale."""
    match = _EMBED.fullmatch(text)
    if not match:
        return False
    if match[1] is None:
        return True
    try:
        titles = json.loads(match[1])
    except ValueError:
        return False
    return isinstance(titles, dict) and all(isinstance(title, str) for title in titles.values())


_EMBED = re.compile(
    r'import (?:\{ define \} from )?"\./engine/[0-9a-f]{12}/element\.js";\n'
    r"(?:define\((\{[^\n]*\})\);\n)?"
)


def _text(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
