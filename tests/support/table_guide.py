"""A small guide with decision tables: of each hit policy, with promises, with rows in YAML and CSV."""

from __future__ import annotations

from pathlib import Path

TREE = """\
title: Papers at the town hall
first: service
groups:
  - {id: document, question: service, answers: [passport, id-card], name: Travel documents}
settings:
  - {id: clock, name: Clock, default: summer,
     answers: [{id: summer, label: Summer}, {id: winter, label: Winter}]}
questions:
  - id: service
    question: What do you need?
    name: Service
    answers:
      - {id: passport, label: Passport, to: urgency}
      - {id: id-card, label: Identity card, to: urgency}
      - {id: extract, label: Extract, to: copies}
  - id: urgency
    question: How soon?
    name: Urgency
    answers:
      - {id: normal, label: Normal, to: apply}
      - {id: urgent, label: Urgent, to: apply}
      - {id: unsure, label: Not sure, to: apply, unsure: true}
  - id: copies
    question: How many copies?
    name: Copies
    number: {from: 1, to: 100}
    to: extract
"""
OUTCOMES = """\
outcomes:
  - {id: apply, title: Apply at the desk, summary: Bring the papers., response: fees, tables: [fees, papers]}
  - {id: extract, title: Order the extract, summary: It comes by post., response: post, tables: [extracts]}
"""
FACTS = """\
links: [{id: desk, name: Desk for papers, url: "https://desk.example.org/papers"}]
"""
TABLES = """\
tables:
  - id: fees
    name: Fees
    inputs: [service, urgency]
    promise: within
    columns:
      - {id: fee, name: Fee, type: amount, unit: EUR}
      - {id: within, name: Ready within, type: duration}
      - {id: note, name: Note, type: text}
      - {id: at, name: Apply at, type: address}
    rows:
      - id: passport
        when: {service: passport, urgency: [normal, unsure]}
        fee: 75.80
        within: 5 business days
        hours_kept: business-hours
        note: Bring the old one.
        at: desk
      - {id: card, when: {service: id-card, urgency: [normal, unsure]}, fee: 67, within: 5 business days,
         hours_kept: business-hours, at: "https://www.example.com/id/"}
      - {id: urgent, when: {urgency: urgent}, fee: "133.5", within: 24 hours, hours_kept: round-the-clock}
  - id: papers
    name: Papers to bring
    hit_policy: collect
    inputs: [service, urgency, clock]
    columns: [{id: what, name: What, type: text}]
    rows:
      - {id: photo, when: {service: document}, what: A photo}
      - {id: letter, when: {urgency: urgent, clock: winter}, what: A letter}
  - id: extracts
    name: Extracts
    hit_policy: first
    inputs: [copies]
    rows_file: extracts.csv
    columns:
      - {id: fee, name: Fee, type: amount, unit: EUR}
      - {id: free, name: Free copies, type: number}
      - {id: how, name: How, type: text}
  - id: post
    inputs: [service]
    promise: days
    columns: [{id: days, name: Sent within, type: duration}]
    rows:
      - {id: all, when: {service: extract}, days: 3 business days, hours_kept: business-hours,
         text: It is sent within three business days.}
"""
CSV = """\
id,copies,fee,free,how
bulk,50..,1.25,12.5,"By courier, at once"
some,10..,8.30,1,By post
one,,14.90,0,By post
"""


def table_guide(root: Path, old: str = "", new: str = "") -> Path:
    """The guide in a folder, with a text of one of its files replaced."""
    folder = root / "docs" / "guide"
    folder.mkdir(parents=True)
    files = {"tree.yml": TREE, "outcomes.yml": OUTCOMES, "facts.yml": FACTS, "tables.yml": TABLES}
    files["extracts.csv"] = CSV
    assert any(old in text for text in files.values())
    for name, text in files.items():
        (folder / name).write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return root
