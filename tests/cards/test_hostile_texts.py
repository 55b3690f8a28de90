"""Nothing that a person, a file or a display name contains becomes a link, a mention or broken JSON."""

import json
import random
import re

import pytest

from cards.catalogues import LOCALES
from cards.plain_text import lines
from tests.cards.samples import FOLLOW_UPS, Typed, sampled_cards, samples
from tests.cards.test_templates import LARGEST_BYTES, faults, parts, renderer
from tests.sizes import size

PIECES = (
    '"', "\\", "'", "{", "}", "{{ 7 * 7 }}", "{% raw %}", "[", "](https://evil.example/)",
    "[a](https://evil.example)", "<at>Everyone</at>", "<b>", "&lt;", "&#91;", "*", "**bold**", "_", "`", "~~",
    "\n", "\r\n", "\t", "\0", "\x1b[31m", "\u2028", "\u202e", "\u200b", "\ud800", "https://evil.example/x",
    "www.evil.example", "evil.example", "a@evil.example", "%(country)s", "%s", "%", "- ", "1. ", "# ", "> ",
    "|", "null", "true", "😀", "日本語", "é", "=HYPERLINK(1)", "x" * 400, " ",
)  # fmt: skip
LINK = re.compile(r"(?<!\\)\[[^\]]*(?<!\\)\]\(|https?://(?!\u2060)|<at>|www\.(?!\u2060)")


def hostile_texts(count: int) -> list[str]:
    chance = random.Random(7)
    alone = list(PIECES)
    return alone + [
        "".join(chance.choices(PIECES, k=chance.randint(1, 6))) for _ in range(count - len(alone))
    ]


def poisoned(value, text):
    """The same view with `text` in place of everything that was typed."""
    if isinstance(value, Typed):
        return text
    if isinstance(value, dict):
        return {key: poisoned(item, text) for key, item in value.items()}
    return [poisoned(item, text) for item in value] if isinstance(value, list | tuple) else value


def is_typed(value) -> bool:
    if isinstance(value, dict):
        return any(map(is_typed, value.values()))
    return isinstance(value, Typed) or (isinstance(value, list | tuple) and any(map(is_typed, value)))


POISONABLE = [
    (card, title) for card in sampled_cards() for title, view in samples(card, "en").items() if is_typed(view)
]


def links(card) -> list[str]:
    """Texts of a card that a client would make a link or a mention of."""
    texts = []
    for part in parts(card):
        texts += [part["text"]] if part.get("type") == "TextBlock" else []
        texts += [fact[side] for fact in part.get("facts", ()) for side in ("title", "value")]
        texts += [part["url"]] if "url" in part else []
    return [text for text in texts if LINK.search(text)]


@pytest.mark.parametrize(("card", "title"), POISONABLE)
def test_a_hostile_text_stays_a_text(card, title):
    locales = LOCALES if size("S7 languages") > 1 else ("en",)
    share = max(size("S7 texts") // len(POISONABLE), len(PIECES))
    for locale in locales:
        view = samples(card, locale)[title]
        usual = len(links(renderer().render(card, view, locale, FOLLOW_UPS)))
        for text in hostile_texts(share):
            drawn = renderer().render(card, poisoned(view, text), locale, FOLLOW_UPS)
            assert len(links(drawn)) == usual, text
            assert len(json.dumps(drawn, ensure_ascii=False).encode()) <= LARGEST_BYTES, text
            assert len(drawn["actions"]) <= 6 and "msteams" not in drawn


@pytest.mark.parametrize(("card", "title"), POISONABLE)
def test_a_card_with_hostile_text_is_still_valid(card, title):
    view = samples(card, "en")[title]
    for text in PIECES:
        drawn = renderer().render(card, poisoned(view, text), "en", FOLLOW_UPS)
        assert faults(drawn) == [], text
        assert lines(drawn)
