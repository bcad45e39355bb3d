"""The check of forms: all that is filled in comes into the ticket, and is of the kind it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.guide import inline
from site_builder.guide.yaml_file import Document
from site_builder.problems import Problem, did_you_mean

Fields = Mapping[str, Any]
"""The fields of all forms by id, as YAML has them."""


def form_problems(document: Document, fields: Fields) -> Iterator[Problem]:
    """What is wrong with the forms of a well-formed outcomes.yml."""
    yield from _lines(document, fields)
    yield from _email_fields(document, fields)
    yield from _addresses(document, fields)


def _lines(document: Document, fields: Fields) -> Iterator[Problem]:
    """Every field of a form comes into the ticket, and no form names one twice."""
    forms = document.value.get("forms", [])
    ticket = document.value.get("ticket")
    if not forms:
        return
    if not ticket:
        yield document.problem(("forms",), 'the fields of forms make a text, and there is no "ticket" for it')
        return
    texts = [ticket["subject"], *(line["text"] for line in ticket["lines"])]
    written = {id for text in texts for id in _fields_in(text)}
    used = {outcome.get("form") for outcome in document.value["outcomes"]}
    for i, form in enumerate(forms):
        path = ("forms", i)
        ids = _field_ids(form)
        if form["id"] not in used:
            yield document.problem((*path, "id"), f'no outcome uses the form "{form["id"]}"')
        for j, id in enumerate(ids):
            if id in ids[:j]:
                message = f'the form "{form["id"]}" has the field "{id}" twice'
                yield document.problem((*path, "fields", j), message)
            elif id in fields and id not in written:
                message = f"the ticket has no line with {{field:{id}}}, so what is put there would be lost"
                yield document.problem((*path, "fields", j), message)
        titles = [id for id in ids if fields.get(id, {}).get("title")]
        if len(titles) > 1:
            message = f'of the fields of "{form["id"]}" one may be the title, not {" and ".join(titles)}'
            yield document.problem((*path, "fields"), message)
        for id in _fields_in(ticket["subject"]):
            if id not in ids and id in fields:
                message = f'the form "{form["id"]}" lacks the field "{id}" of the ticket\'s subject'
                yield document.problem((*path, "fields"), message)


def _email_fields(document: Document, fields: Fields) -> Iterator[Problem]:
    """An e-mail address is compared with a field that asks for a domain name."""
    domains = [id for id, field in fields.items() if field.get("entry") == "domain"]
    for i, field in enumerate(document.value.get("fields", [])):
        id = field.get("not_at")
        if id in fields and id not in domains:
            message = f'"{id}" is not a field of the entry: domain{did_you_mean(id, domains)}'
            yield document.problem(("fields", i, "not_at"), message)


def _addresses(document: Document, fields: Fields) -> Iterator[Problem]:
    """An address is completed by the one domain name that the outcome's form asks for."""
    forms = {form["id"]: form for form in document.value.get("forms", [])}
    for i, outcome in enumerate(document.value["outcomes"]):
        if "address" not in outcome or ("form" in outcome and outcome["form"] not in forms):
            continue
        ids = _field_ids(forms[outcome["form"]]) if "form" in outcome else []
        domains = [id for id in ids if fields.get(id, {}).get("entry") == "domain"]
        if len(domains) != 1:
            message = "the address needs a form with exactly one field of the entry: domain"
            yield document.problem(("outcomes", i, "address"), message)


def _field_ids(form: Any) -> list[str]:
    """The ids of the fields that a form shows, however it names them."""
    return [field["id"] if isinstance(field, dict) else field for field in form["fields"]]


def _fields_in(text: str) -> list[str]:
    """The ids of the fields that a text of the ticket names."""
    return [reference.id for reference in inline.references(text) if reference.kind == "field"]
