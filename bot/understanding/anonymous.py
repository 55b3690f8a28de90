"""A text without what could tell of whom it speaks: names, numbers and addresses."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.understanding.text import Text, Token

FILE = Path(__file__).parent / "known_words.txt"
LONGEST = 200
"""Characters that are kept of a text."""
NAME, NUMBER, ADDRESS = "<name>", "#", "<address>"
_ADDRESS = re.compile(
    r"\S+@\S+|\bhttps?://\S+|\b(?:[\w-]+\.){1,4}(?:com|net|org|edu|gov|io|de|fr|es|it|nl|jp|br|pt|uk|eu)\b\S*"
    r"|[0-9a-f]{8}-[0-9a-f-]{20,}|\b\w*(?:\d\w*[_-]?\w*[a-z]\w*|[a-z]\w*\d\w*\d)\w*\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?\d[\d\s().,:/*-]*")
_HONORIFIC = re.compile(r"[\u3005-\u9fff\uff66-\uff9f]{1,6}?(?=さん|様|氏|君|ちゃん|殿)")


class Anonymous:
    """Knows the words that the phrases use; other capitalised words may be names."""

    def __init__(self, known: frozenset[str]) -> None:
        """`known`: folded words."""
        self._known = known

    @classmethod
    def load(cls, file: Path = FILE) -> "Anonymous":
        """Read the list that training writes. Raises OSError."""
        return cls(frozenset(file.read_text("utf-8").split()))

    def said(self, message: str) -> str:
        """The start of a message in lower case, with marks where names, numbers and addresses stood."""
        text = _ADDRESS.sub(" \ue000 ", message)
        text = _HONORIFIC.sub(" \ue001 ", _NUMBER.sub(" \ue002 ", text))
        words = " ".join(self._words(Text(text)))
        for mark, shown in (("\ue000", ADDRESS), ("\ue001", NAME), ("\ue002", NUMBER)):
            words = words.replace(mark, shown)
        return re.sub(r"(<name>)(?: <name>)+", r"\1", _closed(words))[:LONGEST]

    def _words(self, text: Text) -> Iterator[str]:
        for token in text.tokens:
            yield NAME if self._may_be_name(token) else token.said.lower()

    def _may_be_name(self, token: Token) -> bool:
        return token.is_word and token.said[0].isupper() and token.folded not in self._known


def _closed(words: str) -> str:
    """Without spaces before signs and between Japanese characters."""
    words = re.sub(r" ([?!.,;:。、？！])", r"\1", words)
    words = re.sub(r"(?<=\w) (['’-]) (?=\w)", r"\1", words)
    return re.sub(r"(?<=[\u3005-\u9fff]) (?=[\u3005-\u9fff])", "", words)
