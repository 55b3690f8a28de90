"""The word pieces of the sentence encoder, read from the SentencePiece model of its package."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

_PIECE, _NAME, _SCORE = 0x0A, 0x0A, 0x15
"""Tags of a record, of the piece in it, and of the piece's score after that."""
_RECORD_WITHOUT_NAME = (7, 9)
"""Bytes of a record beside the piece: two for its tag and length, five for the score, two for a type."""
_SPELLING = (3, 2)
"""Numbers of the fields, one in the other, that hold the table of spelling."""
_BYTES, _FOUR_BYTES, _EIGHT_BYTES = 2, 5, 1


@dataclass(frozen=True)
class PieceFile:
    """What is in the model."""

    names: Any
    """The pieces in UTF-8, each at the place of its number: an array of bytes of one width."""
    scores: Any
    """Float32, as long: natural logarithms of how likely the pieces are."""
    spelling: bytes
    """Which characters are written as which others, as SentencePiece lays it out."""

    @classmethod
    def read(cls, file: Path) -> "PieceFile":
        """Raises OSError, or ValueError when the file is laid out otherwise than expected."""
        model = file.read_bytes()
        starts, lengths, end = _records(np.frombuffer(model, np.uint8))
        if not len(starts):
            raise ValueError(f"{file.name}: no word pieces at its start")
        return cls(
            _names(model, starts, lengths), _scores(model, starts + lengths + 1), _spelling(model, end)
        )


def _records(model: Any) -> tuple[Any, Any, int]:
    """Where each piece begins, its length, and where the last record ends; all are at the file's start.

    Every place that looks like a record is taken, then those that follow on each other from the first on.
    """
    at = np.flatnonzero((model[:-4] == _PIECE) & (model[2:-2] == _NAME))
    lengths, records = model[at + 3].astype(np.int32), model[at + 1].astype(np.int32)
    scores = np.minimum(at + 4 + lengths, len(model) - 1)
    fits = (model[scores] == _SCORE) & np.isin(records - lengths, _RECORD_WITHOUT_NAME)
    at, lengths, records = at[fits], lengths[fits], records[fits]
    follows = at[1:] == at[:-1] + 2 + records[:-1]
    count = len(at) if follows.all() else int(np.argmin(follows)) + 1
    end = int(at[count - 1] + 2 + records[count - 1]) if count else 0
    return at[:count] + 4, lengths[:count], end


def _names(model: bytes, starts: Any, lengths: Any) -> Any:
    letters, width = np.frombuffer(model, np.uint8), int(lengths.max())
    names = np.zeros((len(starts), width), np.uint8)
    for place in range(width):
        has = np.flatnonzero(lengths > place)
        names[has, place] = letters[starts[has] + place]
    return names.view(f"S{width}")[:, 0]


def _scores(model: bytes, starts: Any) -> Any:
    letters = np.frombuffer(model, np.uint8)
    return letters[starts[:, None] + np.arange(4)].view("<f4")[:, 0]


def _spelling(model: bytes, at: int) -> bytes:
    for number in _SPELLING:
        found = next((span for field, span in _fields(model, at) if field == number), None)
        if found is None:
            raise ValueError("the model of word pieces has no table of spelling")
        at, end = found
        model = model[:end]
    return model[at:]


def _fields(model: bytes, at: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Numbers of the fields from a place on, and where their values begin and end."""
    while at < len(model):
        tag, at = _number(model, at)
        kind = tag & 7
        if kind == _BYTES:
            length, at = _number(model, at)
        elif kind in (_FOUR_BYTES, _EIGHT_BYTES):
            length = 4 if kind == _FOUR_BYTES else 8
        else:
            length = _number(model, at)[1] - at
        yield tag >> 3, (at, at + length)
        at += length


def _number(model: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    value = shift = 0
    while True:
        value |= (model[at] & 0x7F) << shift
        shift += 7
        at += 1
        if model[at - 1] < 0x80:
            return value, at
