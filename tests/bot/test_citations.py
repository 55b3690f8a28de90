"""What a reply says of its sources: to Teams as citations, and to everyone as a line of the card."""

import json
from datetime import date
from functools import cache

import pytest

from bot.answer import Answer
from bot.reply import Part, Reply
from bot.understanding.reading import Slots
from cards.plain_text import lines
from cards.renderer import Renderer
from tests.cards.samples import sampled_cards, samples

LONG = {"title": "long " * 60, "url": "https://learn.microsoft.com/long", "date": date(2026, 1, 2)}


@cache
def renderer() -> Renderer:
    return Renderer(("en",))


def replied(card: str, *views: dict) -> Reply:
    drawn = tuple(renderer().render(card, view, "en") for view in views)
    return Reply("en", (Part("balance", Slots(), tuple(Answer(card, view) for view in views), drawn),))


def page(number: int) -> dict:
    return {
        "title": f"Page {number}",
        "url": f"https://learn.microsoft.com/{number}",
        "date": date(2026, 1, 2),
    }


def cited(*sources: dict) -> dict:
    view = {**samples("balance", "en")["several lots"], "sources": list(sources)}
    (root,) = replied("balance", view).activity["entities"]
    return root


def test_one_message_cites_each_page_once_and_in_order():
    root = cited(page(1), page(2), page(1))
    assert (root["type"], root["@type"]) == ("https://schema.org/Message", "Message")
    assert [claim["position"] for claim in root["citation"]] == [1, 2]
    assert [claim["appearance"]["url"][-1] for claim in root["citation"]] == ["1", "2"]


def test_what_is_cited_keeps_to_the_lengths_of_teams():
    (claim,) = cited(LONG)["citation"]
    assert len(claim["appearance"]["name"]) <= 80 and claim["appearance"]["name"].endswith("…")
    assert len(claim["appearance"]["abstract"]) <= 160 and "2026-01-02" in claim["appearance"]["abstract"]


def test_no_more_than_twenty_pages_are_cited():
    assert len(cited(*map(page, range(30)))["citation"]) == 20


def test_several_answers_share_one_message_of_citations():
    view = samples("balance", "en")["several lots"]
    reply = replied("balance", {**view, "sources": [page(1)]}, {**view, "sources": [page(2)]})
    (root,) = reply.activity["entities"]
    assert len(root["citation"]) == 2


def test_nothing_claims_to_be_made_by_ai():
    assert "AIGenerated" not in json.dumps(cited(page(1))) and "additionalType" not in cited(page(1))


def test_a_reply_without_sources_cites_nothing():
    assert "entities" not in replied("thanks", {}).activity


@pytest.mark.parametrize("card", sampled_cards())
def test_every_source_that_is_cited_is_a_line_of_the_card_too(card):
    for title, view in samples(card, "en").items():
        said = "\n".join(lines(renderer().render(card, view, "en")))
        assert [one["title"] for one in view.get("sources", ()) if one["title"] not in said] == [], title
