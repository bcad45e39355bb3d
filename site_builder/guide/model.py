"""The model of a guide: one dataclass for each kind of thing in docs/guide/.

The annotations are the format of the YAML files (`format`): a key exists in YAML exactly when it is a field
of a class. A Text is translated; everything else is a fact and is not. Instances are immutable.
"""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.guide.conclusions import Conclusion, ConclusionValue
from site_builder.guide.decisions import (
    Assumption,
    Duration,
    Impact,
    Outcome,
    OutcomesFile,
    ResponseRow,
    ResponseTimesFile,
    ShownWarning,
    Warning,
)
from site_builder.guide.groups import Group
from site_builder.guide.questions import Answer, Case, Option, Question, Setting, TreeFile
from site_builder.guide.reference import (
    Address,
    FactsFile,
    FaqEntry,
    FaqFile,
    InterfaceFile,
    Kind,
    KindItem,
    Label,
    Link,
    Named,
    Note,
    OpenPoint,
    OpenPointsFile,
    Page,
    PagesFile,
    Portal,
    Procedure,
    Related,
    Section,
    SourceDocument,
    SourcesFile,
    Term,
)
from site_builder.guide.scenarios import DueCase, Never, Promise, Scenario, ScenariosFile
from site_builder.guide.statements import Cited, Item
from site_builder.guide.tables import Cell, Column, Table, TableRow, TablesFile
from site_builder.guide.ticket_forms import Form, FormField, ShownField, TicketLine, TicketText
from site_builder.guide.variants import AnswerVariant, OutcomeVariant, QuestionVariant

__all__ = [
    "Address",
    "Answer",
    "AnswerVariant",
    "Assumption",
    "Case",
    "Cell",
    "Cited",
    "Column",
    "Conclusion",
    "ConclusionValue",
    "DueCase",
    "Duration",
    "FactsFile",
    "FaqEntry",
    "FaqFile",
    "Form",
    "FormField",
    "Group",
    "Guide",
    "Impact",
    "InterfaceFile",
    "Item",
    "Kind",
    "KindItem",
    "Label",
    "Link",
    "Named",
    "Never",
    "Note",
    "OpenPoint",
    "OpenPointsFile",
    "Option",
    "Outcome",
    "OutcomeVariant",
    "OutcomesFile",
    "Page",
    "PagesFile",
    "Portal",
    "Procedure",
    "Promise",
    "Question",
    "QuestionVariant",
    "Related",
    "ResponseRow",
    "ResponseTimesFile",
    "Scenario",
    "ScenariosFile",
    "Section",
    "Setting",
    "ShownField",
    "ShownWarning",
    "SourceDocument",
    "SourcesFile",
    "Table",
    "TableRow",
    "TablesFile",
    "Term",
    "TicketLine",
    "TicketText",
    "TreeFile",
    "Warning",
]


@dataclass(frozen=True, kw_only=True)
class Guide:
    """The whole guide, in the source locale or with another's words laid over it."""

    tree: TreeFile
    outcomes: OutcomesFile
    response_times: ResponseTimesFile
    tables: TablesFile
    facts: FactsFile
    procedures: tuple[Procedure, ...]
    faq: FaqFile
    open_points: OpenPointsFile
    sources: SourcesFile
    pages: PagesFile
    interface: InterfaceFile
    scenarios: ScenariosFile
    periods: tuple[str, ...] = ()
    """The ids of the periods that dates cut time into (decision_tree.periods); none without dates."""
