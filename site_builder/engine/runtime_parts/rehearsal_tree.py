"""The rehearsal's decision tree: small, and with one of everything that a tree may have."""

from dataclasses import replace
from datetime import date

from decision_tree import model
from decision_tree.conditions import AnyOf, Test
from decision_tree.periods import PERIOD
from decision_tree.words import PERIOD_WORDS, SEVERAL_WORDS, TICKET_WORDS, WORDS
from decision_tree.working_hours import Hours, Shift, WorkingCalendar

SPRING = 1_774_746_000  # 29 March 2026, 01:00 UTC: the clocks of Europe go forward
AUTUMN = 1_792_890_000
KINDS = ("text", "lines", "domain", "guid", "email", "phone", "moment")


def words(names):
    """Each word says its own name and its placeholders."""
    return {word: " ".join([word, *(f"{{{name}}}" for name in sorted(names[word]))]) for word in names}


def calendar(id, shifts, hours, name=""):
    """A working calendar from 2026 to 2028, with a holiday on the first of each month."""
    free = {date(2026, month, 1).isoformat(): name for month in range(1, 13)}
    return WorkingCalendar(
        id, id, "Etc/Rehearsal", "weekdays", "2026-01-01", "2028-12-31", hours, shifts, free
    )


def tree():
    """A tree of two questions, two settings and three outcomes."""
    test = Test
    item = model.Item("i", "Do it. – مرحبا", (test("urgent", ("yes",)),), (model.Item("p", "So."),))
    patterns = (model.Address("other", "<name>.other.example", (test("clock", ("on",)),)),)
    fields = tuple(
        model.Field(
            kind, f"Label {kind}", "", "own", entry=kind, why="why", english="Label",
            longest=100 if kind == "text" else 0, address="<name>.portal.example" if kind == "domain" else "",
            address_when=(test("urgent", ("yes",)),), addresses=patterns if kind == "domain" else (),
            title=kind == "text", not_at="domain" if kind == "email" else "",
        )
        for kind in KINDS
    )  # fmt: skip
    fields += (
        model.Field("fixed", "Fixed", "as it is", "fixed", when=(test("urgent", ("yes",), negated=True),)),
        model.Field("urgent", "Urgent", "", "answer", question="urgent"),
    )
    spans = [model.Line((model.Span(f"{one.id}: "), model.Span(field=one.id))) for one in fields]
    ticket = model.Ticket("ticket", spans[0], tuple(spans), {"fixed": "as it is"})
    answers = {"urgent/yes": "Yes", "urgent/no": "No"}
    languages = tuple(
        model.TicketLanguage(id, "ltr", id, (ticket,), answers, words(TICKET_WORDS))
        for id in ("en-US", "nl-NL")
    )
    either = AnyOf(((test("urgent", ("no",)), test("kind", ("a", "g"))), (test("clock", ("on",)),)))
    other = model.Item("j", "And that.", (either,))
    parts = (model.Part("route", "The way", (item, other)), model.Part("cost", "The cost", (other,)))
    outcome = model.Outcome(
        "file", "file", "File it in the portal – مرحبا, and mind the way that leads there, which is long",
        "So.", "Portal", "https://portal.example/a", parts, form="form",
        fields=fields, response="times", tables=("fees", "papers"), ticket="ticket",
        portals=tuple(
            model.Address(value, f"https://{value}.example", (test("clock", (value,)),), "Portal")
            for value in ("on", "off")
        ),
    )  # fmt: skip
    mail = model.Outcome(
        "mail", "hand-over", "Write", "", "", "", parts, fields=fields, response="times", ticket="ticket",
        by_mail=True, tables=("times",),
        instead=(model.Variant("on", (test("clock", ("on",)),), "Write now"),),
    )  # fmt: skip
    first = model.Outcome("first", "first", "First", "", "", "", ())
    yes, no = test("urgent", ("yes",)), test("urgent", ("no",))
    on, off = test("clock", ("on",)), test("clock", ("off",))
    unsure = test("urgent", ("?",))
    first_kind, other_kinds = test("kind", ("a",)), test("kind", ("a",), negated=True)
    rows = (
        model.Row("fast", "soon", (yes, on), hours=1, hours_kept="round-the-clock", cites=("c",)),
        model.Row("hours", "hours", (yes, off), hours=30, hours_kept="business-hours"),
        model.Row("days", "days", (no, off), business_days=3, hours_kept="business-hours", derived="so"),
        model.Row("open", "open", (no, on, first_kind), hours_kept="business-hours"),
        model.Row("said", "said", (no, on, other_kinds), business_days=2),
        model.Row("day", "a day", (unsure, on), business_days=1, hours_kept="round-the-clock"),
        model.Row("none", "none", (unsure, off)),
    )
    times = model.Table(
        "times", ("urgent", "clock", "kind"), rows, "Times", promise=True,
        columns=(model.Column("in", "In"),), notes=(item,), assumptions=(model.Item("unstated", "As if."),),
    )  # fmt: skip
    columns = (model.Column("fee", "Fee"), model.Column("at", "At"))
    cell = model.Cell("fee", "€ 75,80", "75.80 EUR")
    fees = model.Table(
        "fees", ("urgent",),
        (model.Row("dear", "", (yes,), cells=(cell,), cites=("c",)),
         model.Row("free", "", (), cells=(model.Cell("at", "Desk", "", "https://desk.example"),))),
        "Fees", "first", columns,
    )  # fmt: skip
    papers = model.Table(
        "papers", ("urgent", "clock"),
        (model.Row("both", "", (yes,), cells=(cell,)), model.Row("form", "", (on,), cells=(cell,))),
        "Papers", "collect", columns,
    )  # fmt: skip
    clock = model.Setting(
        "clock", "Clock", "off", (model.Answer("on", "On"), model.Answer("off", "Off")), was=("time",)
    )
    language = model.Setting(
        "language",
        "Language",
        "english",
        (model.Answer("english", "English"), model.Answer("local", "Mine"), model.Answer("none", "None")),
    )
    kind = model.Question(
        "kind", "What kind?", "Kind",
        (
            model.Answer("a", "A", (model.Case("urgent"),), cites=("c",)),
            model.Answer("m", "M", (model.Case("urgent"),), hint="By mail"),
            model.Answer("f", "F", (model.Case("first"),), derived="so"),
            model.Answer("g", "G", (model.Case("first"),)),
            model.Answer("?", "Not sure", (model.Case("urgent"),), unsure=True),
        ),
        help=(item,), was=("sort",), instead=(model.Variant("on", (on,), "Which kind?", "So."),),
    )  # fmt: skip
    by_mail = AnyOf(((test("kind", ("m",)), yes), (test("kind", ("m",)),)))
    to = (
        model.Case("mail", (by_mail,)),
        model.Case("file", (test("kind", ("m",), negated=True),)),
    )
    urgent = model.Question(
        "urgent", "Urgent?", "Urgent",
        (
            model.Answer("yes", "Yes", to, was=("ja",)),
            model.Answer("no", "No", to, instead=(model.Variant("on", (on,), "Not now"),)),
            model.Answer("?", "Not sure", to, unsure=True),
        ),
    )  # fmt: skip
    how_much = model.Question(
        "how-much", "How much?", "Much",
        (
            model.Answer("0-to-499p95", "less", (model.Case("urgent"),)),
            model.Answer("from-500", "more", (model.Case("first"),)),
        ),
        entry=model.Entry("number", "0", "", "0.05", "499.95"),
    )  # fmt: skip
    week = tuple(Hours(day, 540, 1020) for day in range(5))
    shifts = (Shift(0, 3600), Shift(SPRING, 7200), Shift(AUTUMN, 3600))
    calendars = (
        calendar("europe", shifts, week, "Feest"),
        calendar("asia", (Shift(0, 32_400),), week),
        calendar("night", shifts, (Hours(6, 120, 150), Hours(0, 120, 1400))),
    )
    return model.Tree(
        "nl-NL", "ltr", "0123456789ab", "Rehearsal", "kind", (clock, language), (kind, urgent, how_much),
        (outcome, mail, first),
        words(WORDS), (model.Citation("c", "Article", "faq/#c"),), calendars, "europe", languages,
        {"language/english": "en-US", "language/local": "nl-NL"},
        (model.Group("first", "kind", "First", ("f", "g")),
         model.Group("sure", "urgent", "Sure", ("yes", "no"))),
        (model.Conclusion("soon", "Soon", (
            model.ConclusionValue("yes", "Yes", (yes,)),
            model.ConclusionValue("no", "No", (test("urgent", ("yes",), negated=True),)),
        ), ("file", "mail"), ("c",), "so"),),
        (times, fees, papers),
    )  # fmt: skip


def wide_tree():
    """The same with so many answers that a set of them is a number of several of Python's digits.

    One of them leads to a question for a number with many ranges.
    """
    whole = tree()
    kind, urgent, how_much = whole.questions
    more = [replace(kind.answers[0], id=f"a{number}") for number in range(70)]
    more.append(model.Answer("h", "H", (model.Case("how-much"),)))
    ranges = tuple(model.Answer(str(number), str(number), (model.Case("first"),)) for number in range(13))
    kind = replace(kind, answers=(*kind.answers, *more))
    return replace(whole, questions=(kind, urgent, replace(how_much, answers=ranges)))


PERIODS = ("until-2026-12-31", "2027-01-01-to-2027-12-31", "from-2028-01-01")


def dated_tree():
    """The same with periods: an answer is offered in the first one alone."""
    whole = tree()
    kind, *others = whole.questions
    asked = (Test(PERIOD, PERIODS[:1]),)
    soon = replace(kind.answers[3], when=asked)
    answers = tuple(soon if one.id == soon.id else one for one in kind.answers)
    period = model.Setting(PERIOD, "Time", PERIODS[0], tuple(model.Answer(id, id) for id in PERIODS))
    return replace(
        whole, questions=(replace(kind, answers=answers), *others), settings=(*whole.settings, period),
        words={**whole.words, **words(PERIOD_WORDS)},
    )  # fmt: skip


PATTERN = {"2": "{0} en {1}", "start": "{0}, {1}", "middle": "{0}, {1}", "end": "{0} en {1}"}


def several_tree():
    """The same behind a question that takes several answers, which a field and pieces of outcomes ask for."""
    whole = tree()
    bad, good = (model.Answer(id, id.upper(), was=(f"old-{id}",)) for id in ("b", "g"))
    odd, rare = model.Answer("o", "O", cites=("c",), derived="so"), model.Answer("r", "R", derived="rarely")
    none = model.Answer("none", "None", alone=True)
    found = test_of("b"), test_of("g", "o")
    cases = (model.Case("first", found), model.Case("kind", (test_of("b", negated=True),)))
    cases += (model.Case("kind", (found[0], test_of("g", "o", negated=True))),)
    answers = (bad, good, odd, rare, none)
    signs = model.Question("signs", "Signs?", "Signs", answers, several=True, cases=cases, was=("marks",))
    field = model.Field("signs", "Signs", "", "answer", question="signs")
    shown = model.Part("who", "Who", (model.Item("x", "Both.", (test_of("b"), test_of("o"))),))
    outcomes = tuple(
        replace(one, fields=(*one.fields, field), parts=(*one.parts, shown)) if one.fields else one
        for one in whole.outcomes
    )
    line = model.Line((model.Span("Signs: "), model.Span(field="signs")))
    labels = {f"signs/{one.id}": one.label for one in answers}
    languages = tuple(
        replace(
            one,
            tickets=tuple(replace(ticket, lines=(*ticket.lines, line)) for ticket in one.tickets),
            answers={**one.answers, **labels},
            list_pattern=PATTERN,
        )
        for one in whole.ticket_languages
    )
    return replace(
        whole, first="signs", questions=(signs, *whole.questions), outcomes=outcomes, list_pattern=PATTERN,
        ticket_languages=languages, words={**whole.words, **words(SEVERAL_WORDS)},
        groups=(*whole.groups, model.Group("more", "signs", "More", ("g", "o"))),
    )  # fmt: skip


def test_of(*values, negated=False):
    """A test of the signs."""
    return Test("signs", values, negated)


def many_selections():
    """The same with more selections than can be told apart."""
    whole = several_tree()
    signs, *others = whole.questions
    more = tuple(model.Answer(f"m{number}", "M") for number in range(13))
    item = model.Item("x", "", tuple(test_of(one.id) for one in more))
    file, *rest = whole.outcomes
    shown = replace(file, parts=(*file.parts, model.Part("more", "More", (item,))))
    signs = replace(signs, answers=(*signs.answers, *more))
    return replace(whole, questions=(signs, *others), outcomes=(shown, *rest))
