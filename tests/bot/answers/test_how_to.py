"""How-to answers: the topic's entry, in the language of the reply."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from bot.answers.how_to import NEXT, answer
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.how_to import TOPICS
from pricing.imports.catalog_files import load_catalog
from pricing.imports.how_to_files import load_how_to

SERVICES = SimpleNamespace(how_to=load_how_to(load_catalog().sources))
QUESTION = Question("", "t", "u", "c", datetime(2026, 7, 15, tzinfo=UTC), locale="pt-BR")


@pytest.mark.parametrize("topic", TOPICS)
async def test_each_topic_is_answered_with_sources_and_next_questions(topic):
    reply = await answer(QUESTION, Slots(topic=topic), SERVICES)
    assert (reply.card, reply.view["topic"], reply.view["locale"]) == ("how_to", topic, "pt-BR")
    assert reply.view["sources"]
    assert [button.topic for button in reply.follow_ups] == list(NEXT[topic])


async def test_without_a_topic_it_says_what_it_is():
    assert (await answer(QUESTION, Slots(), SERVICES)).view["topic"] == "what_it_is"


async def test_facts_are_old_after_two_years():
    expiry = Slots(topic="restrict_dial_out")
    assert (await answer(QUESTION, expiry, SERVICES)).view["old"]
    then = replace(QUESTION, now=datetime(2022, 12, 1, tzinfo=UTC))
    assert not (await answer(then, expiry, SERVICES)).view["old"]


async def test_a_language_without_answers_gets_english_and_says_so():
    view = (await answer(replace(QUESTION, locale="xx"), Slots(topic="buy"), SERVICES)).view
    assert view["locale"] == "en" and view["untranslated"]
