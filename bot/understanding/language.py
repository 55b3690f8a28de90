"""Which language a text is in, when it decides that itself: by its script, else by its words and spelling."""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tomli

from bot.understanding.phrase_table import PhraseTable
from bot.understanding.text import Text, fold

OURS = ("en", "pt-BR", "es", "fr", "de", "it", "nl", "ja")
FILE = Path(__file__).parent / "language.npz"
OTHERS = Path(__file__).parent / "other_languages.toml"
BUCKETS = 8192
DECIDING_WORDS, TELLING_WORDS = 3, 2
"""Words that a text must have to decide, and how many of them must be neither places nor products."""
MOST_WORDS = 60
"""Words that are looked at: more of them change nothing."""
SURE = 2.0
"""By how much, in natural logarithms, the likeliest language must beat the next."""
_SCRIPTS = (
    ("ko", "\uac00", "\ud7a3"), ("th", "\u0e00", "\u0e7f"), ("ar", "\u0600", "\u06ff"),
   
    ("he", "\u0590", "\u05ff"), ("hi", "\u0900", "\u097f"),
    ("el", "\u0370", "\u03ff"), ("ru", "\u0400", "\u04ff"),
)  # fmt: skip
_UKRAINIAN = frozenset("іїєґ")
_CHINESE = frozenset(
    "的吗么们这个费钟电话为什哪能说请给怎样没买务语时间额还价诉码让记谁谢对难应该从卖钱长门问东见发变认识试读网络线级终"
    "结纪经红编练细讯证评译课调谈论设订许访诊词详误户账单约过进远运连选边达载输辑较软转轮轻钥银错键锁页项预领频题颜风飞"
)
"""Characters that a Japanese text does not use, or not alone."""
_OF_THE_PRODUCT = frozenset({
    "toll", "free", "communications", "credits", "audio", "conferencing", "dial", "teams", "microsoft",
    "prompt", "client", "secret", "token", "chat", "bot",
})  # fmt: skip
"""English words that every language says."""
_LETTERS = {
    "pl": "ąęłńśźż", "cs": "řůě", "hu": "őű", "tr": "ğşı", "ro": "ășşțţ", "sv": "å", "da": "ø",
    "vi": "đươạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỷỹ",
}  # fmt: skip
"""Letters that none of our languages writes."""


class Languages:
    """The trained spelling of our languages, and the small words of others."""

    def __init__(self, spelling: Any, places: PhraseTable[str] | None = None, file: Path = OTHERS) -> None:
        """`spelling`: float32 (BUCKETS, languages of OURS without Japanese), logarithms of shares.

        `places`: names that are spelt alike in many languages and tell none.
        """
        self._spelling = spelling
        self._places = places or PhraseTable[str]({})
        others = tomli.loads(file.read_text("utf-8"))
        self._others = {code: frozenset(fold(word) for word in words) for code, words in others.items()}
        self._codes_of: dict[str, list[str]] = {}
        for code, small in self._others.items():
            for word in small:
                self._codes_of.setdefault(word, []).append(code)

    @classmethod
    def load(cls, places: PhraseTable[str] | None = None, file: Path = FILE) -> "Languages":
        """Read the committed table. Raises OSError or KeyError when it is missing or broken."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(kept["spelling"].astype(np.float32), places)

    def decided(self, text: Text) -> str | None:
        """One of OURS or a two-letter code; None when the text is too short or too mixed to say."""
        script = of_script(text.said)
        if script is not None:
            return script
        spelt = [word for word in text.words if word.isalpha()][:MOST_WORDS]
        if len(spelt) < DECIDING_WORDS:
            return None
        telling = self._telling(spelt)
        if len(telling) < TELLING_WORDS:
            return None
        return of_letters(text) or self._other(spelt) or self._ours(telling)

    def _telling(self, words: Sequence[str]) -> list[str]:
        places = {at for found in self._places.find(words) for at in range(found.first, found.last)}
        return [w for at, w in enumerate(words) if at not in places and w not in _OF_THE_PRODUCT]

    def _other(self, words: Sequence[str]) -> str | None:
        counts = Counter(code for word in words for code in self._codes_of.get(word, ()))
        if not counts:
            return None
        best = max((code for code in self._others if code in counts), key=counts.__getitem__)
        if counts[best] < 2 or counts[best] * 4 < len(words):
            return None
        long = sum(len(word) > 2 and word in self._others[best] for word in words)
        if best not in _CLOSE_TO_OURS and long >= 2 and counts[best] * 2 >= len(words):
            return best
        evidence = self._evidence(words)
        fluent = evidence.max() / max(1, sum(len(word) for word in words))
        return best if fluent < FLUENT else None

    def _ours(self, words: Sequence[str]) -> str | None:
        evidence = self._evidence(words)
        order = np.argsort(-evidence)
        if evidence[order[0]] - evidence[order[1]] < SURE:
            return None
        return OURS[int(order[0])]

    def _evidence(self, words: Sequence[str]) -> Any:
        return self._spelling[[place for word in words for place in pieces(word)]].sum(axis=0)


_CLOSE_TO_OURS = frozenset({"ca", "ro"})
"""Languages whose small words are ours too."""
FLUENT = 0.0
"""Evidence per letter from which a text counts as one of ours whatever small words it shares."""


def of_script(said: str) -> str | None:
    """The language that the letters alone decide: at least three of them, and half of all letters."""
    letters = [character for character in said if character.isalpha()]
    if all(character < "\u0250" for character in letters):
        return None
    kana = sum("\u3040" <= character <= "\u30ff" for character in letters)
    han = sum("\u4e00" <= character <= "\u9fff" for character in letters)
    if kana + han >= 2 and (kana + han) * 3 >= len(letters):
        return "zh" if not kana and any(character in _CHINESE for character in letters) else "ja"
    for code, first, last in _SCRIPTS:
        count = sum(first <= character <= last for character in letters)
        if count >= 3 and count * 2 >= len(letters):
            return "uk" if code == "ru" and any(c in _UKRAINIAN for c in letters) else code
    return None


def of_letters(text: Text) -> str | None:
    """The language whose own letters stand in a word that is no name: small at its start."""
    for token in text.tokens:
        if not token.said.isascii() and token.said[0].islower():
            for code, letters in _LETTERS.items():
                if any(letter in token.said for letter in letters):
                    return code
    return None


def pieces(word: str) -> list[int]:
    """Places of a word and its three-letter pieces in the table of spelling."""
    edged = f" {word} "
    parts = [edged[place : place + 3] for place in range(len(edged) - 2)]
    return [zlib.crc32(part.encode()) % BUCKETS for part in [edged, *parts]]


def spelling(sentences: Mapping[str, Iterable[Sequence[str]]]) -> Any:
    """Learn the table from the words of each language's sentences; relative to the average language."""
    counts = np.full((BUCKETS, len(OURS) - 1), 0.3, dtype=np.float64)
    for column, code in enumerate(OURS[:-1]):
        for words in sentences.get(code, ()):
            for word in words:
                np.add.at(counts[:, column], pieces(word), 1.0)
    logs = np.log(counts / counts.sum(axis=0))
    return (logs - logs.mean(axis=1, keepdims=True)).astype(np.float32)


def save(table: Any, file: Path = FILE) -> None:
    """Write the table in half precision."""
    np.savez_compressed(file, spelling=table.astype(np.float16))
