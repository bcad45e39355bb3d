"""Damaged texts and JSON values: what writers, tools and attackers do to them, by chance."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

MARK = "fuzzed"
"""What hostile markup calls when it runs; it is in every piece of it."""
HOSTILE = (
    f"<img src=x onerror={MARK}()>", f"<script>{MARK}()</script>", f"[x](javascript:{MARK}())",
    "{", "}", "{{", "{}", "{portal:nowhere}", "{nope}", "{{ 7*7 }}", "{% raw %}", "{" + "a" * 3_000, "`",
    "\x00", "\x1b[2J", "\x9b", "\u202e", "\u2028", "\u200b", "\ud800", "\ufeff", "\r\n::error::", "\n", "\t",
    "%s", "&lt;", "&#60;", "../../etc/passwd", "https://evil.example/", "//[", "é" * 500, "x" * 3_000,
    "𝒳", "ﬀ", "㍘", "١٢٣", "0", "-1", "1e999", "99999999999999999999", "2021-02-30", "0000-01-01",
    "null", "~", "yes", "!!python/object:os.system x", "&a", "*a", "? x", ": ", "- ", "#", "|", ">",
    "'", '"', "\\", "", " ", "__proto__", "constructor", "index", "guide-words", "subject-title",
)  # fmt: skip
"""Pieces that have broken something somewhere once."""

_WORD = re.compile(r"[\w-]+")


def damaged_text(random: Random, text: str) -> str:
    """A text with one to three of its lines, words or characters taken away, doubled, swapped or replaced."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = random.choice((_lines, _lines, _words, _words, _words, _characters))(random, text)
    return text


def _lines(random: Random, text: str) -> str:
    lines = text.split("\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = " " * random.randrange(9) + lines[at].lstrip()
        case 4:
            lines[at] = random.choice(HOSTILE).join(lines[at].partition(": ")[:2])
        case 5:
            del lines[min(at, other) : min(at, other) + random.randrange(8)]
    return "\n".join(lines)


def _words(random: Random, text: str) -> str:
    found = list(_WORD.finditer(text))
    if not found:
        return text + random.choice(HOSTILE)
    one, other = random.choice(found), random.choice(found)
    new = random.choice(("", other.group(), other.group(), random.choice(HOSTILE), one.group() + "x"))
    return text[: one.start()] + new + text[one.end() :]


def _characters(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    new = random.choice((random.choice(HOSTILE), random.choice(text or " "), ""))
    return text[:at] + new + text[at + random.randrange(3) :]


def damaged_json(random: Random, value: Any) -> Any:
    """A copy of a JSON value with one to three of its parts taken away, doubled or replaced."""
    whole = json.loads(json.dumps(value))
    for _ in range(random.choice((1, 1, 2, 3))):
        box = {"": whole}
        _damage(random, box, "")
        whole = box[""]
    return whole


def _damage(random: Random, box: Any, key: Any) -> None:
    """Damage the part of a list or mapping, or something within it."""
    value = box[key]
    if isinstance(value, (dict, list)) and value and random.random() < 0.9:
        _damage(random, value, random.choice(list(value) if isinstance(value, dict) else range(len(value))))
        return
    match random.randrange(7):
        case 0:
            del box[key]
            if key == "":
                box[key] = None
        case 1:
            box[key] = random.choice((None, True, 0, -1, 1.5, 10**30, [], {}, "", [[]], {"": ""}))
        case 2 if isinstance(value, (int, float)) and not isinstance(value, bool):
            box[key] = value + random.choice((1, -1, 10**6, -(10**6), 10**12, 0.5))
        case 3 if isinstance(box, dict):
            box[random.choice(HOSTILE)] = value
        case 4 if isinstance(box, list):
            box.append(value)
        case _:
            box[key] = random.choice(HOSTILE) + (
                value if isinstance(value, str) and random.random() < 0.5 else ""
            )


def damaged_bytes(random: Random, content: bytes) -> bytes:
    """A file's content with a bit flipped, cut short, or with a byte more."""
    at = random.randrange(max(len(content), 1))
    match random.randrange(3):
        case 0 if content:
            return content[:at] + bytes([content[at] ^ 1 << random.randrange(8)]) + content[at + 1 :]
        case 1 if content:
            return content[:at]
    return content + b"x"
