"""The order in which a reviewer reads the texts of a guide: as readers meet them."""

from __future__ import annotations

from collections import Counter

from site_builder.locales import CatalogReader, own_domains
from site_builder.review import MessageGroup, order_messages
from site_builder.site.checking import Checked
from site_builder.tree import count_exposure


def groups_of(checked: Checked) -> tuple[MessageGroup, ...]:
    reader = CatalogReader.for_guide(checked.root, checked.content, checked.locales)
    messages = {domain: reader.messages[domain] for domain in own_domains(checked.root)}
    weights = count_exposure(checked.compiled, checked.lexicon(checked.locales.source))
    return order_messages(messages, checked.compiled, weights)


def test_every_text_is_read_once_and_a_question_before_what_it_leads_to(shipped: Checked) -> None:
    groups = groups_of(shipped)
    reader = CatalogReader.for_guide(shipped.root, shipped.content, shipped.locales)
    expected = Counter(
        f"{domain.name}:{message.context}"
        for domain in own_domains(shipped.root)
        for message in reader.messages[domain]
    )
    assert Counter(one.key for group in groups for one in group.messages) == expected
    order = [group.id for group in groups if group.kind == "question"]
    assert order[0] == shipped.tree.first
    assert sorted(order) == sorted(question.id for question in shipped.tree.questions)
    for question in shipped.tree.questions:
        for case in question.all_cases:
            assert case.to not in order or order.index(question.id) < order.index(case.to)


def test_a_question_is_read_from_the_top_of_its_page_and_a_card_as_it_stands_there(checked: Checked) -> None:
    groups = groups_of(checked)
    first = groups[0]
    assert first.id == checked.tree.first
    parts = [one.message.context.split(".")[3] for one in first.messages]
    assert parts[0] == "question"
    assert parts == sorted(parts, key=["question", "hint", "name", "answers", "help"].index)
    contexts = [one.message.context for one in groups_of(checked)[len(checked.tree.questions)].messages]
    assert [context.rpartition(".")[2] for context in contexts[:2]] == ["title", "summary"]
    assert contexts.index(next(c for c in contexts if ".steps." in c)) < contexts.index(
        next(c for c in contexts if c.startswith("outcomes.fields."))
    )
    assert not any(context.endswith(".derived") for context in contexts), "the evidence page has those"
