"""The model of a decision tree: frozen dataclasses and nothing else.

A tree has its texts in one locale, as plain text ready to print. Ids are the same in every locale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from decision_tree.conditions import Condition
from decision_tree.working_hours import WorkingCalendar

FORMAT = 2
"""The version of tree.json that this engine writes and reads."""


class TreeError(Exception):
    """A tree, or what was asked of it, is wrong. The message is one sentence for a reader.

    TreeError
    ├── TreeFormatError   the JSON is not a tree of this format (decision_tree.json_form)
    ├── CycleError        a question can lead back to itself (decision_tree.states)
    ├── StateLimitError   too many answers are remembered (decision_tree.states)
    ├── SelectionLimitError  too many selections are told apart (decision_tree.answer_classes)
    ├── RoutingError      no case, or several, of an answer hold (decision_tree.walk)
    ├── SingleRowError    no row, or several, of a decision table hold (decision_tree.tables)
    └── ReceiptError      the text is not a receipt (decision_tree.receipt)
    """


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence or two of an outcome, with the condition under which it applies."""

    id: str
    text: str
    when: Condition = ()
    points: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A headed list of items: the route, the warnings …"""

    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A section of a source document, and where on the site it is described."""

    id: str
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """An address under a condition: of a portal, or to be completed where it has angle brackets."""

    id: str
    address: str
    when: Condition = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. `kind` is fixed, answer (taken from `question`) or own.

    `english` is the label in the source locale where that differs. What the reader types into an own
    field is of the kind `entry` (see decision_tree.entries) and has at most `longest` characters, 0
    meaning that no source gives a limit. Without a finding it completes `address`, under the condition
    `address_when`, or else that of `addresses` which holds. An e-mail address must not be at the domain that
    the field with the id `not_at` asks for. `title` marks the field that names the case.
    """

    id: str
    label: str
    value: str
    kind: str
    section: str = ""
    why: str = ""
    question: str = ""
    english: str = ""
    entry: str = ""
    longest: int = 0
    address: str = ""
    address_when: Condition = ()
    not_at: str = ""
    title: bool = False
    when: Condition = ()
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Where an answer leads when its condition holds: the id of a question or an outcome."""

    to: str
    when: Condition = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """Other words of a question, an answer or an outcome where a condition holds; "" where there are none.

    `text` is in place of the question, the label or the title, `detail` of the hint or the summary.
    """

    id: str
    when: Condition
    text: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One choice. Of several cases exactly one must hold, whatever was answered before.

    `when` says in which periods it is offered (decision_tree.periods), and asks about nothing else.
    `cites` are ids of the tree's citations, `derived` the reason for what no source states. `alone` marks one
    that cannot be chosen with others, where a question takes several answers.
    """

    id: str
    label: str
    cases: tuple[Case, ...] = ()
    hint: str = ""
    unsure: bool = False
    was: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    derived: str = ""
    alone: bool = False
    when: Condition = ()
    instead: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What readers may type at a question whose answers are ranges: of the `kind` number or date.

    It is from `low` to `high`, "" where that is open; a number in whole steps from there. `example` is one
    as it is typed in a terminal.
    """

    kind: str
    low: str = ""
    high: str = ""
    step: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a finite set of answers. `name` is its short form for the summary of answers.

    One that takes `several` answers at once has the cases itself, and its answers have none. Its answer is a
    selection: the ids of those chosen, one or more, in the order of the answers, with dots between them.
    """

    id: str
    text: str
    name: str
    answers: tuple[Answer, ...]
    hint: str = ""
    help: tuple[Item, ...] = ()
    was: tuple[str, ...] = ()
    entry: Entry | None = None
    several: bool = False
    cases: tuple[Case, ...] = ()
    instead: tuple[Variant, ...] = ()

    @property
    def all_cases(self) -> tuple[Case, ...]:
        """The cases of the question, or those of all its answers."""
        return (*self.cases, *(case for answer in self.answers for case in answer.cases))


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice for the whole page that always has a value. It changes what is shown, never what is asked."""

    id: str
    name: str
    default: str
    answers: tuple[Answer, ...]
    hint: str = ""
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of answers to one question or setting."""

    id: str
    question: str
    name: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConclusionValue:
    """A value of a conclusion, and when it holds."""

    id: str
    name: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What follows from answers. Conditions have it as tests of these; `name` is "" where readers see none.

    `asked` are the ids of the questions and outcomes where conditions ask for it. `cites` and `derived` are
    as of an answer.
    """

    id: str
    name: str
    values: tuple[ConclusionValue, ...]
    asked: tuple[str, ...]
    cites: tuple[str, ...] = ()
    derived: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to do. `kind` is one of the guide's own, or "".

    `portal` and `address` are of the portal to begin in, or "". Where that depends on the answers, `portals`
    has the choices, of which exactly one holds, and the card has that one.
    `response` is the id of the table whose row says when the response comes, or ""; of `tables` the card
    shows the rows that hold. `ticket` is the id of the ticket that the form's fields make, or ""; `by_mail`
    says that it goes to a person and not into a portal.
    `when` says in which periods it holds; in no other do answers lead there.
    """

    id: str
    kind: str
    title: str
    summary: str
    portal: str
    address: str
    parts: tuple[Part, ...]
    form: str = ""
    fields: tuple[Field, ...] = ()
    response: str = ""
    tables: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    ticket: str = ""
    by_mail: bool = False
    portals: tuple[Address, ...] = ()
    when: Condition = ()
    instead: tuple[Variant, ...] = ()

    @property
    def conditional_addresses(self) -> tuple[Address, ...]:
        """Every address under a condition: of its portals and of its fields."""
        return (*self.portals, *(one for field in self.fields for one in field.addresses))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a decision table."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A row's value in the column with that id, in words.

    `value` is the fact behind the words, the same in every locale; "" where the words are all there is.
    `href` is the address that the words lead to, or "".
    """

    column: str
    text: str
    value: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a decision table. Where the table says when a response comes, it is within `hours` or
    `business_days`, and `text` is the sentence that says so.

    Both are None when no response time is stated. `hours_kept` says when the clock runs:
    round-the-clock, business-hours or unstated.
    """

    id: str
    text: str
    when: Condition
    hours: int | None = None
    business_days: int | None = None
    hours_kept: str = "unstated"
    cites: tuple[str, ...] = ()
    derived: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table. By its `hit_policy` exactly one row holds (unique), of those that hold the first
    counts (first), or all of them do, of which there may be none (collect).

    `promise` says that its rows state when a response comes. `assumptions` say, by the id of a row's
    `hours_kept`, what is assumed where the sources are silent.
    """

    id: str
    inputs: tuple[str, ...]
    rows: tuple[Row, ...]
    name: str = ""
    hit_policy: str = "unique"
    columns: tuple[Column, ...] = ()
    promise: bool = False
    notes: tuple[Item, ...] = ()
    assumptions: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a ticket's line: a text, or the value of the field with the id `field`."""

    text: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a ticket. It is left out where one of its fields does not apply."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket's text in one language, made of a form's fields. `fixed` maps fixed fields' ids to values."""

    id: str
    subject: Line
    lines: tuple[Line, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TicketLanguage:
    """All tickets in one language, whatever the reader's is.

    `answers` maps "question/answer" to the answer's label; `words` are TICKET_WORDS. `list_pattern` as a
    tree's.
    """

    locale: str
    direction: str
    name: str
    tickets: tuple[Ticket, ...]
    answers: Mapping[str, str]
    words: Mapping[str, str]
    list_pattern: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole tree in one locale. `version` is the hash of the guide's content, the same in every locale.

    `calendar` is the id of the working calendar to begin with. Of the `ticket_languages` the first is the
    source locale's. `ticket_language` maps the answer to a question or setting, "language/local", to the
    locale of the ticket. `list_pattern` says how the language lists the labels of several answers: "2" two of
    them, "start", "middle" and "end" more, as CLDR has it.
    """

    locale: str
    direction: str
    version: str
    title: str
    first: str
    settings: tuple[Setting, ...]
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    calendars: tuple[WorkingCalendar, ...] = ()
    calendar: str = ""
    ticket_languages: tuple[TicketLanguage, ...] = ()
    ticket_language: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    tables: tuple[Table, ...] = ()
    list_pattern: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def choices(self) -> tuple[Question | Setting, ...]:
        """Everything that a reader answers: the questions, then the settings."""
        return (*self.questions, *self.settings)

    def question(self, id: str) -> Question | None:
        """The question of that id, or None."""
        return next((question for question in self.questions if question.id == id), None)

    def outcome(self, id: str) -> Outcome | None:
        """The outcome of that id, or None."""
        return next((outcome for outcome in self.outcomes if outcome.id == id), None)

    def table(self, id: str) -> Table:
        """The decision table of that id. Raises KeyError."""
        return {table.id: table for table in self.tables}[id]

    def outcome_tables(self, outcome: Outcome) -> tuple[Table, ...]:
        """The tables that an outcome's card takes rows of: that of its response, and those it shows."""
        ids = dict.fromkeys(filter(None, (outcome.response, *outcome.tables)))
        return tuple(map(self.table, ids))
