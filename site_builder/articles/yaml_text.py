"""YAML as the guide's files are written: with schema and comment, long texts folded."""

from __future__ import annotations

import re
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where the wheel has it
WIDTH = 118
LONGEST_LINE = 90
"""Characters of a text that stands in the line of its key; a longer one is folded below it."""
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,;.()/%’“”„«»‘–—?!'&+=@…-]|:(?=[^\s:])(?!$))*")
_READ_OTHERWISE = re.compile(r"(?:yes|no|on|off|y|n|true|false|null)\Z", re.IGNORECASE)


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Whether a value that occurs again is written again: always."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"'
    if (
        len(text) > LONGEST_LINE
        and " " in text.strip()
        and "\n" not in text
        and text == " ".join(text.split())
    ):
        style = ">"
    elif _PLAIN.fullmatch(text) and not _READ_OTHERWISE.match(text) and text == text.strip():
        style = ""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    short = all(isinstance(item, str) and re.fullmatch(r"[\w-]+", item) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)


def write_yaml(value: Any, *, schema: str, comment: str, spaced: bool = False) -> str:
    """The text of a file of the guide. `schema` is its schema's address, `comment` a line of text or more.

    With `spaced` there is an empty line between the entries of its lists.
    """
    body = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False
    )
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    return f"# yaml-language-server: $schema={schema}\n{head}{_spaced(body) if spaced else body}"


def _spaced(body: str) -> str:
    """A body with an empty line before each entry of its lists, but the first."""
    spaced = re.sub(r"(?<!:)\n(  - id: )", r"\n\n\1", body)
    spaced = re.sub(r"\n(?=[a-z_]+:\n)", "\n\n", spaced)
    return spaced if yaml.load(spaced, _LOADER) == yaml.load(body, _LOADER) else body
