"""Differences between two guides: for every combination of answers what changed, for whom, and which texts.

For other rooms: `compare_with_revision(root, "HEAD")` is what a guide's folder does differently from its
last commit, and `as_html(difference, site)` that as a piece of a page, `as_json` as plain values. Where the
old side stays for long, read it once: `compare_sides(read_revision(root, "HEAD"), read_folder(root, name))`.

- sides: guides in folders, git revisions (git_files) and built tree.json files, read as far as they can be
- comparison: two sides compared
- compare: two trees compared; differences: what is found, as data
- aligned: renamed ids; joint_answers, joint_ranges: answers that neither tree tells apart
- product: both trees walked in step, over their states; diagram: what differs, as a decision diagram
- asked_words: words that answers bring to outcomes; outcome_changes: what differs on an outcome's card
- ends: changes that all meet who end somewhere
- answer_sets: the smallest sets of answers that tell a change; answer_words: those in words, with examples
- text_changes: texts that differ, with their lines
- report_text, report_markdown, report_json, report_html: reports; report_words: what they share
"""

from site_builder.diff.compare import compare_trees
from site_builder.diff.comparison import Difference, compare_names, compare_sides, compare_with_revision
from site_builder.diff.differences import AnswerTest, Finding, Group, TreeDifference
from site_builder.diff.git_files import Repository
from site_builder.diff.outcome_changes import ASPECTS, Change
from site_builder.diff.report_html import as_html
from site_builder.diff.report_json import as_json
from site_builder.diff.report_markdown import as_markdown
from site_builder.diff.report_text import as_text
from site_builder.diff.sides import WORKING, Side, read_folder, read_revision, read_side
from site_builder.diff.text_changes import PlacedText, TextChange

__all__ = [
    "ASPECTS",
    "WORKING",
    "AnswerTest",
    "Change",
    "Difference",
    "Finding",
    "Group",
    "PlacedText",
    "Repository",
    "Side",
    "TextChange",
    "TreeDifference",
    "as_html",
    "as_json",
    "as_markdown",
    "as_text",
    "compare_names",
    "compare_sides",
    "compare_trees",
    "compare_with_revision",
    "read_folder",
    "read_revision",
    "read_side",
]
