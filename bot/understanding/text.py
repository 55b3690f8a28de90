"""A message as tokens with their places in it, folded so that case, accents and width do not matter."""

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import NamedTuple

READ_AT_START, READ_AT_END = 3_000, 1_000
"""Characters that are looked at; of a longer text the middle is left out."""
TOKENS_AT_START, TOKENS_AT_END = 260, 100
"""The same in tokens, so that any text is read within milliseconds."""

CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_JAPANESE = re.compile(f"[{CJK}]")
# A CJK character is a token of its own: words there are found by the phrase table, not by spaces.
_TOKEN = re.compile(
    rf"[{CJK}]"
    r"|[^\W\d_]\.(?:[^\W\d_]\.)+"
    rf"|\d+(?:[.,:]\d+)*"
    rf"|(?:(?![{CJK}])[^\W\d_])[\u0300-\u036f\u0900-\u0e7f]*(?:(?:(?![{CJK}])[^\W\d_])|[\u0300-\u036f\u0900-\u0e7f])*"
    r"|[\U0001F1E6-\U0001F1FF]{2}"
    r"|\U0001F3F4[\U000E0061-\U000E007F]+"
    r"|[^\w\s]|_"
)
_LETTERS = rf"(?:(?![{CJK}])[^\W\d_])+"
_PLAIN = re.compile(f"{_LETTERS}(?: {_LETTERS})*")
_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d"})


def fold(words: str) -> str:
    """Lower case, without accents or width: what spellings are compared by. Kana keep their voicing marks."""
    return words.lower() if words.isascii() else _folded(words)


@lru_cache(4096)
def _folded(words: str) -> str:
    lowered = unicodedata.normalize("NFKC", words).casefold().translate(_SPECIAL)
    if _JAPANESE.search(lowered):
        return lowered
    parts = unicodedata.normalize("NFD", lowered)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not _is_accent(c)))


def plain_words(wording: str) -> list[str] | None:
    """The folded words of a wording that is nothing but words with a space between; None for any other."""
    return fold(wording).split(" ") if _PLAIN.fullmatch(wording) else None


def _is_accent(character: str) -> bool:
    return "\u0300" <= character <= "\u036f"


class Token(NamedTuple):
    """A word, a number, a sign or one CJK character."""

    start: int
    end: int
    said: str
    folded: str

    @property
    def is_word(self) -> bool:
        return self.said[0].isalpha()

    @property
    def is_cjk(self) -> bool:
        return len(self.said) == 1 and _JAPANESE.match(self.said) is not None


class Text:
    """A message, normalised to NFKC; every span counts characters of `said`."""

    def __init__(self, message: str) -> None:
        cut = message
        if len(message) > READ_AT_START + READ_AT_END:
            cut = f"{message[:READ_AT_START]} … {message[-READ_AT_END:]}"
        self.said = cut if cut.isascii() else unicodedata.normalize("NFKC", cut).replace("\u2019", "'")
        found = list(_TOKEN.finditer(self.said))
        if len(found) > TOKENS_AT_START + TOKENS_AT_END:
            found = found[:TOKENS_AT_START] + found[-TOKENS_AT_END:]
        self.tokens = [Token(m.start(), m.end(), m.group(), fold(m.group())) for m in found]

    @cached_property
    def spoken(self) -> list[Token]:
        """Its words and numbers, without signs."""
        return [token for token in self.tokens if token.said[0].isalnum() or token.is_cjk]

    @cached_property
    def words(self) -> list[str]:
        """The same, folded."""
        return [token.folded for token in self.spoken]

    @cached_property
    def shouts(self) -> bool:
        """Whether capitals say nothing, because nearly all letters are capitals."""
        words = [t for t in self.tokens if t.is_word and not t.is_cjk and len(t.said) > 2]
        loud = sum(t.said.isupper() for t in words)
        return len(words) >= 3 and loud * 4 >= len(words) * 3

    @cached_property
    def starts(self) -> dict[int, int]:
        """Index of the token that starts at a character."""
        return {token.start: index for index, token in enumerate(self.tokens)}

    def between(self, left: int, right: int) -> str:
        """What stands between two neighbouring tokens."""
        return self.said[self.tokens[left].end : self.tokens[right].start]


text_of = lru_cache(64)(Text)
"""The text of a message, or of a piece of it, that several look at one after the other."""


def is_katakana(character: str) -> bool:
    """Whether a word is one katakana character."""
    return len(character) == 1 and "\u30a1" <= character <= "\u30fc" and character != "・"
