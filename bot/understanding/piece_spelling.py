"""One spelling for characters that are written in several ways, by the table of the encoder's word pieces."""

from functools import cache

_LETTER = 0x800000FF
_HAS_VALUE = 0x100
_VALUE = 0x7FFFFFFF


class PieceSpelling:
    """The table is a double-array trie over UTF-8, and the spellings that it points to, ended by a zero."""

    def __init__(self, table: bytes) -> None:
        """`table` as SentencePiece writes it: the trie's size in bytes, the trie, the spellings."""
        size = int.from_bytes(table[:4], "little")
        self._trie = memoryview(table)[4 : 4 + size].cast("I")
        self._spellings = table[4 + size :]
        self._spelling = cache(self._read_spelling)

    def normal(self, said: str) -> str:
        """The same text with each character, or the longest sequence that the table knows, as it has it."""
        letters, at = said.encode("utf-8", "replace"), 0
        written = bytearray()
        while at < len(letters):
            length, value = self._longest(letters, at)
            if length:
                written += self._spelling(value)
            else:
                length = _bytes_of_character(letters[at])
                written += letters[at : at + length]
            at += length
        return written.decode("utf-8")

    def _longest(self, letters: bytes, at: int) -> tuple[int, int]:
        """Bytes of the longest sequence known from a place on (0: none), and where its spelling begins."""
        trie = self._trie
        length = value = 0
        place = _offset(trie[0])
        for count in range(at, len(letters)):
            place ^= letters[count]
            unit = trie[place]
            if unit & _LETTER != letters[count]:
                break
            place ^= _offset(unit)
            if unit & _HAS_VALUE:
                length, value = count + 1 - at, trie[place] & _VALUE
        return length, value

    def _read_spelling(self, at: int) -> bytes:
        return self._spellings[at : self._spellings.index(b"\0", at)]


def _offset(unit: int) -> int:
    return (unit >> 10) << ((unit & 0x200) >> 6)


def _bytes_of_character(first: int) -> int:
    return 1 if first < 0xC0 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4
