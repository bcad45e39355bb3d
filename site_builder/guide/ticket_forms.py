"""Ticket forms: the fields that a reader fills in, the forms that show them, the ticket that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from decision_tree.conditions import Condition
from site_builder.guide.format import AtLeastOne, Id, Text, Wrap, ref
from site_builder.guide.periods import Dated
from site_builder.guide.statements import Cited


@dataclass(frozen=True, kw_only=True)
class FormField(Cited, Dated):
    """A field of a form: what to put there. `kind`: fixed, from an answer, or the reader's own.

    `entry` is what a reader types into an own field; `longest` the characters that the portal takes, where
    a source says so; `not_at` the field with the domain at which an e-mail address must not be; `title` marks
    the field that names the case.
    """

    id: Id
    value: Text
    kind: Literal["fixed", "answer", "own"]
    label: Annotated[str, ref("label")] | None = None
    name: Text | None = None
    section: Annotated[str, ref("label")] | None = None
    question: Annotated[str, ref("question", "setting")] | None = None
    entry: Literal["text", "lines", "domain", "guid", "email", "phone", "moment"] | None = None
    longest: int | None = None
    not_at: Annotated[str, ref("field")] | None = None
    title: bool = False
    why: Text | None = None
    when: Condition = ()

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """One of label and name; a question exactly with kind answer, an entry exactly with kind own."""
        faults = super().find_faults(raw)
        if ("label" in raw) == ("name" in raw):
            faults.append('a field has either "label" (an interface label) or "name" (words of ours)')
        if (raw.get("kind") == "answer") != ("question" in raw):
            faults.append('"question" belongs to a field of kind answer, and only there')
        if (raw.get("kind") == "own") != ("entry" in raw):
            faults.append('"entry" belongs to a field of kind own, and only there')
        if raw.get("kind") != "own" and ("longest" in raw or "title" in raw):
            faults.append('"longest" and "title" belong to a field of kind own')
        if "not_at" in raw and raw.get("entry") != "email":
            faults.append('"not_at" belongs to a field with the entry: email')
        if "longest" in raw and not (
            "source" in raw and isinstance(raw["longest"], int) and raw["longest"] > 0
        ):
            faults.append('"longest" is a number above 0 that a "source" states')
        return faults


@dataclass(frozen=True, kw_only=True)
class ShownField:
    """A field named by a form, perhaps in a section of that form."""

    id: Annotated[str, ref("field")]
    section: Annotated[str, ref("label")] | None = None


@dataclass(frozen=True, kw_only=True)
class Form(Cited):
    """What is filled in, its fields in the form's order: a form of a portal, or a message to a person."""

    id: Id
    name: Text
    fields: Annotated[tuple[Annotated[ShownField, Wrap("id")], ...], AtLeastOne()]
    portal: Annotated[str, ref("portal")] | None = None
    by_mail: bool = False
    opening: Text | None = None

    @classmethod
    def find_faults(cls, raw: Mapping[str, Any]) -> list[str]:
        """A portal's, or by mail."""
        by_mail = raw.get("by_mail") is True
        faults = super().find_faults(raw)
        if by_mail == ("portal" in raw):
            faults.append('a form has either "portal" or "by_mail: true"')
        return faults


@dataclass(frozen=True, kw_only=True)
class TicketLine:
    """A line of the ticket: words, and {field:…} for what was filled in."""

    id: Id
    text: Text


@dataclass(frozen=True, kw_only=True)
class TicketText:
    """The text that the fields of a form make; lines whose fields a form does not have are left out."""

    subject: Text
    lines: Annotated[tuple[TicketLine, ...], AtLeastOne()]
