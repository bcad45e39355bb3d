"""Every kind of mistake in how the guide's files are written gets its own sentence at its own place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.guide_problems import (
    FACTS,
    INTERFACE,
    OUTCOMES,
    SOURCES,
    TIMES,
    TREE,
    expect_reported,
    problems,
)

pytestmark = pytest.mark.lent

Spoil = Callable[[str, str, str], Path]

CASES = [
    # form
    (TREE, "first: product", "frist: product", 'unknown key "frist" (did you mean "first"?)'),
    (TREE, "first: product", "title: Again\nfirst: product", 'duplicate key "title" (first in line'),
    (TREE, "first: product", "first: &a product", "anchors (&a) are not allowed"),
    (TREE, "first: product", "first: *a", "aliases (*a) are not allowed"),
    (TREE, "first: product", "first: !!python/name:os.system product", "tags ("),
    (TREE, "first: product", "&a first: product", "anchors (&a) are not allowed"),
    (TREE, "first: product", "!!str first: product", "tags ("),
    (TREE, "first: product", "first: yes", 'YAML reads yes as true; write "yes" in quotes'),
    (TREE, "first: product", "first: 12:30", 'YAML may read 12:30 as a number or a date; write "12:30" in'),
    (TREE, "first: product", "first: 010", "YAML may read 010 as a number or a date"),
    (TREE, "first: product", "first: [product]", "expected text, found a list"),
    (TREE, "first: product", "first: 7", 'expected text, found the number 7; write "7" in quotes'),
    (TREE, "first: product", "first: product: x", "a second ': ' in one line"),
    (TREE, "first: product", "\tfirst: product", "a tab; indent with spaces"),
    (TREE, "first: product", "first: " + "[" * 40 + "]" * 40, "nested too deeply"),
    (
        TREE,
        "first: product",
        '"fi\\ers\\n::error": product',
        'the key "fi\\u001brs\\n::error" has an invisible',
    ),
    (TREE, "first: product", "first: sub\x01ject", "a character that YAML does not allow: U+0001"),
    (TREE, "title: Escalation Guide\n", "", 'missing key "title"'),
    (TREE, "- id: product", "- id: Sub Ject", '"Sub Ject" is not an id'),
    (TREE, "- id: own-product", "- id: product", 'duplicate id "product"'),
    (TREE, "- id: own-product", "- id: cloud", 'the id "cloud" is taken by one of the settings'),
    (
        OUTCOMES,
        "answers: {partner: direct}",
        "answers: {partnr: direct}",
        'unknown question "partnr" (did you mean',
    ),
    (OUTCOMES, "answers: {partner: direct}", "answers: {cloud: worldwide}", 'unknown question "cloud"'),
    (
        OUTCOMES,
        "answers: {partner: direct}",
        "answers: {partner: direkt}",
        'has no answer "direkt" (did you mean',
    ),
    (
        OUTCOMES,
        "answers: {partner: direct}",
        'answers: {on-behalf: "yes"}',
        'not every way to "via-provider" asks one of these',
    ),
    (
        OUTCOMES,
        "answers: {partner: direct}",
        "answers: {partner: indirect-reseller}",
        'with "indirect-reseller" the receiver may come to "via-provider" as well',
    ),
    (
        TREE,
        "    name: Admin permissions\n    source: [F39",
        "    name: Admin permissions\n    remember: true\n    source: [F39",
        'a question with "remember" cannot have an answer that is "unsure"',
    ),
    (OUTCOMES, "level: caution", "level: danger", 'expected one of: note, caution, stop; found "danger"'),
    (TIMES, "hours: 2,", "hours: two,", 'expected a whole number, found "two"'),
    (TIMES, "hours: 2,", "hours: 0,", '"hours" must be more than 0'),
    (TIMES, "hours: 2,", "hours: 100000000000000,", '"hours" must be more than 0 and at most'),
    (TIMES, "{kind: critical, language: english}", "{}", "expected a condition"),
    (TIMES, "{kind: critical, language: english}", "{any: {}}", "expected a list of conditions such as"),
    (TIMES, "{kind: critical, language: english}", "{any: []}", "found an empty one"),
    (TIMES, "{kind: critical, language: english}", "{any: [{}]}", "expected a condition"),
    (
        TIMES,
        "{kind: critical, language: english}",
        "{any: [{any: [{kind: critical}]}]}",
        '"any" has no place within "any"',
    ),
    (
        TIMES,
        "{kind: critical, language: english}",
        "{any: [{kind: critical}, {language: englisch}]}",
        '"language" has no answer "englisch" (did you mean "english"?)',
    ),
    (
        TIMES,
        "{kind: critical, language: english}",
        "{any: [{kind: critical}, {languag: english}]}",
        'unknown question or setting "languag" (did you mean "language"?)',
    ),
    *(
        (
            TREE,
            "first: product",
            f"groups: [{{id: {id}, question: {question}, answers: {answers}}}]\nfirst: product",
            message,
        )
        for id, question, answers, message in (
            (
                "cloudy",
                "produkt",
                "[azure]",
                'unknown question or setting "produkt" (did you mean "product"?)',
            ),
            ("cloudy", "product", "[azur]", '"product" has no answer "azur" (did you mean "azure"?)'),
            ("cloudy", "product", "[azure, azure]", 'the answer "azure" is here twice'),
            ("cloudy", "product", "[]", "a group has one answer or more"),
            ("azure", "product", "[ems]", '"azure" is an answer to "product"; call the group otherwise'),
            ("Cloudy", "product", "[azure]", '"Cloudy" is not an id'),
        )
    ),
    (TREE, "- id: own-product", "- id: any", 'the id "any" is taken by conditions'),
    (TREE, "- id: own-product", "- id: not", 'the id "not" is taken by conditions'),
    (TREE, "        to: kind\n", "        to: []\n", "the answer leads nowhere"),
    (
        TREE,
        "        to: kind\n",
        "        to: kind\n        was: own\n",
        'the old id "own" is an id of another',
    ),
    # forms, fields and the ticket
    (
        FACTS,
        'pattern: "https://portal.azure.com/<',
        'pattern: "javascript:alert(1)//<',
        "is not an address to complete",
    ),
    (FACTS, 'pattern: "https://portal.azure.com/<', 'pattern: "https://<', "is not an address to complete"),
    (FACTS, "<customer-domain>", "customer-domain", "is not an address to complete"),
    (OUTCOMES, "    form: publisher-message\n", "", 'no outcome uses the form "publisher-message"'),
    (OUTCOMES, "fields: [product-name,", "fields: []\n    was: [product-name,", "unknown key"),
    (
        OUTCOMES,
        'subject: "{field:summary}"',
        'subject: "{field:service}"',
        'lacks the field "service" of the ticket',
    ),
    (
        OUTCOMES,
        "    entry: text\n    source: F23\n",
        "    entry: text\n    title: true\n    source: F23\n",
        "one may be the title, not customer and summary",
    ),
    (OUTCOMES, "kind: own\n    entry: text\n", "kind: own\n", '"entry" belongs to a field of kind own'),
    (
        OUTCOMES,
        "not_at: customer-domain",
        "not_at: customer-domian",
        'unknown field "customer-domian" (did you',
    ),
    (
        OUTCOMES,
        "not_at: customer-domain",
        "not_at: customer",
        'a field of the entry: domain (did you mean "cu',
    ),
    (
        OUTCOMES,
        "entry: phone",
        "entry: phone\n    not_at: customer-domain",
        '"not_at" belongs to a field with',
    ),
    (OUTCOMES, "entry: domain", "entry: hostname", "expected one of: text, lines, domain"),
    (
        OUTCOMES,
        "entry: guid",
        "entry: guid\n    longest: -1",
        '"longest" is a number above 0 that a "source"',
    ),
    (OUTCOMES, "question: product\n", "question: prodct\n", 'unknown question or setting "prodct"'),
    (
        OUTCOMES,
        "      - customer-domain\n",
        "      - customer-domian\n",
        'unknown field "customer-domian" (did you',
    ),
    (OUTCOMES, "      - issue-type\n", "      - customer-domain\n", 'has the field "customer-domain" twice'),
    (OUTCOMES, "    by_mail: true\n", "", 'a form has either "portal" or "by_mail: true"'),
    (
        OUTCOMES,
        "portal: azure\n    fields",
        "portal: azure\n    by_mail: true\n    fields",
        'either "portal" or',
    ),
    (OUTCOMES, "{field:service}", "{field:servce}", "{field:servce} names no field (did you mean"),
    (
        OUTCOMES,
        '    - {id: service, text: "Service: {field:service}"}\n',
        "",
        "the ticket has no line with {field:service}",
    ),
    (
        TREE,
        "What do you need help with?",
        "Help with {field:summary}?",
        "{field:summary} has a place only in the ticket",
    ),
    (
        OUTCOMES,
        "      - {id: azure-customer-directory,",
        "      - {id: azure-customer-dir,",
        'unknown address "azure-customer-dir"',
    ),
    (OUTCOMES, "    entry: domain\n", "    entry: text\n", "the address needs a form with exactly one field"),
    (
        OUTCOMES,
        "question: kind\n    when: {kind: [request, fraud]}\n",
        "question: progress\n",
        'the field "issue-type" takes its value from the question "progress", which not every way to',
    ),
    (TREE, "- id: own-product", "- id: receipt", 'the id "receipt" is taken by the page\'s address'),
    (TREE, "- id: own-product", "- id: open", 'the id "open" is taken by the page\'s address'),
    (
        TREE,
        "also: own tenant, internal use, demo tenant",
        "also: [own]",
        "expected text, found a list",
    ),
    (TREE, "- id: own-product", f"- id: {'a' * 81}", "an id has at most 80 characters"),
    (TREE, "- id: own-product", "- id: guide-words", 'the id "guide-words" is taken by the page'),
    (TREE, "- id: own-product", "- id: product-title", 'is taken by the title of "product"'),
    (SOURCES, 'date: "2021-02-26"', 'date: "2021-02-30"', '"2021-02-30" is not a date'),
    (SOURCES, "source: F1\n", "source: []\n", '"source" is empty'),
    (INTERFACE, '{one: "{count} business', '{one: "{nope} {count} business', "{nope} is filled in by nobody"),
    (INTERFACE, 'ticket-receipt: "', 'ticket-receipt: "{portal:azure} ', "has no place in an interface word"),
    (
        TIMES,
        "  - id: round-the-clock\n",
        "  - id: at-night\n",
        "expected one of: round-the-clock, business-hours",
    ),
    (INTERFACE, "{moment} (your time zone)", "your time", "the placeholder {moment} is missing"),
    (TIMES, "hours: 2,", "hours: 2, business_days: 1,", 'either "hours" or "business_days"'),
    (FACTS, "https://portal.azure.com", "http://portal.azure.com", "is not an address; write an https"),
    (FACTS, "https://portal.azure.com", "javascript:alert(1)", "is not an address; write an https"),
    (SOURCES, 'date: "2021-02-26"', 'date: "26-02-2021"', "is not a date"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), CASES, ids=[case[3][:50] for case in CASES])
def test_a_mistake_is_reported_in_its_file_and_line(
    spoil: Spoil, file: str, old: str, new: str, message: str
) -> None:
    expect_reported(spoil(file, old, new), file, message)


def test_a_file_that_is_missing_empty_too_large_or_not_utf8_is_named(copy: Path) -> None:
    (copy / TREE).unlink()
    (copy / OUTCOMES).write_bytes(b"")
    (copy / FACTS).write_bytes(b"a: " + b"x" * 2_000_000)
    (copy / TIMES).write_bytes(b"inputs: \xff")
    found = problems(copy)
    assert f"{TREE}: cannot be read: No such file or directory" in found
    assert any(line.startswith(f"{OUTCOMES}: is empty") for line in found)
    assert any(line.startswith(f"{FACTS}: is too large") for line in found)
    assert any(line.startswith(f"{TIMES}:1:1: is not UTF-8") for line in found)


def test_a_fact_of_the_source_that_nothing_cites_is_reported(copy: Path) -> None:
    path = copy / SOURCES
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("facts: [F87]", "facts: [F87, F88]").replace(
            "\n  F87:", "\n  F88: Something new\n  F87:"
        ),
        encoding="utf-8",
    )
    assert any('nothing in the guide cites the fact "F88"' in line for line in problems(copy))
