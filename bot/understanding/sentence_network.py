"""The network of the sentence encoder: from numbers of word pieces to one vector per text.

Universal Sentence Encoder, multilingual: each piece has a vector; three branches look at two, three and five
neighbouring pieces, two layers deep; the sum over a text goes through three dense layers. What a piece gives
to the first layer does not depend on its neighbours: it is worked out once and kept for when it comes again.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

DIMENSIONS = 512
PIECES_KEPT = 1024
"""Pieces whose share in the first layer is kept, 15 kB each."""
TEXTS_AT_ONCE = 32
_CHUNKS = 17
"""Tables that the pieces are dealt out to in turn, each with its own scale."""
_WIDTH = 256
_BRANCHES = ((2, 0), (3, 1), (5, 2))
"""Pieces that a branch looks at, and how many of them stand before the one it is about."""
_FURTHEST = 2
"""Pieces to either side that a branch looks at; as many empty ones stand between two texts."""
_BRANCH_PLACES = tuple(DIMENSIONS + _WIDTH * number for number in range(len(_BRANCHES) + 1))


class _Branch(NamedTuple):
    """Weights of one branch; `first` and `second` hold a block of columns for each piece that it looks at."""

    size: int
    before: int
    first: Any
    first_bias: Any
    second: Any
    second_bias: Any


class SentenceNetwork:
    """The weights, and the passage through them. Equal texts give equal vectors, whatever came before."""

    def __init__(self, weights: Iterable[tuple[str, Any]]) -> None:
        """`weights` by the names that the package gives them. Raises KeyError when one is missing."""
        all_ = dict(weights)  # each is let go of when its place is taken, for the memory that they share
        self._tables = [all_.pop(f"q{number + 1}") for number in range(_CHUNKS)]
        self._scale, self._low, self._small = all_["scale"], all_["lo"], float(all_["eps"])
        sizes = [size for size, _ in _BRANCHES]
        self._projection = _beside(all_, "proj", sizes, axis=1), _beside(all_, "proj_b", sizes)
        self._norm = _beside(all_, "ln_g", sizes), _beside(all_, "ln_b", sizes)
        self._branches = [_branch(all_, size, before) for size, before in _BRANCHES]
        self._last_norm = all_["ln_g"], all_["ln_b"]
        # Two layers that nothing stands between are one.
        self._inner = all_["d0"].shape[1]
        after = np.concatenate([all_.pop("d0"), all_.pop("p1")], axis=1)
        self._dense, self._dense_bias = all_.pop("cnn_W") @ after, all_["cnn_b"] @ after
        self._upper = tuple(all_[name] for name in ("d1", "d2", "p3", "d3"))
        self._kept: OrderedDict[int, Any] = OrderedDict()
        self._lock = Lock()

    def vectors(self, texts: Sequence[Sequence[int]]) -> Any:
        """Float32 array (texts, DIMENSIONS), each row of length 1; a text is at least one piece."""
        groups = [texts[at : at + TEXTS_AT_ONCE] for at in range(0, len(texts), TEXTS_AT_ONCE)]
        return np.concatenate([self._vectors(group) for group in groups])

    def _vectors(self, texts: Sequence[Sequence[int]]) -> Any:
        rows, starts, gaps = self._rows(texts)
        seen = np.empty((len(rows), _BRANCH_PLACES[-1]), np.float32)
        seen[:, :DIMENSIONS] = rows[:, :DIMENSIONS]
        at = _BRANCH_PLACES[-1]
        for branch, left in zip(self._branches, _BRANCH_PLACES, strict=False):
            width = branch.size * _WIDTH
            own = rows[:, left : left + _WIDTH]
            seen[:, left : left + _WIDTH] = _through(branch, rows[:, at : at + width], own, gaps)
            at += width
        _level(seen, self._small)
        seen[gaps] = 0.0
        counts = np.array([len(text) for text in texts], np.float32)[:, None]
        gain, shift = self._last_norm
        return self._dense_layers(np.add.reduceat(seen, starts) * gain + counts * shift, counts)

    def _rows(self, texts: Sequence[Sequence[int]]) -> tuple[Any, list[int], list[int]]:
        """What is kept of each piece, empty rows between texts; where texts start; which rows are empty."""
        kept = self._of_pieces(dict.fromkeys(piece for text in texts for piece in text))
        rows = [kept[piece] for piece in texts[0]]
        starts, gaps = [0], []
        for text in texts[1:]:
            gaps += range(len(rows), len(rows) + _FURTHEST)
            rows += [np.zeros_like(rows[0])] * _FURTHEST
            starts.append(len(rows))
            rows += [kept[piece] for piece in text]
        return np.array(rows), starts, gaps

    def _of_pieces(self, pieces: Iterable[int]) -> dict[int, Any]:
        """By piece its vector, its share in each branch, and what it gives to the pieces that look at it."""
        with self._lock:
            found = {piece: self._kept.get(piece) for piece in pieces}
            missing = [piece for piece, row in found.items() if row is None]
            found.update(zip(missing, self._first_layer(missing), strict=True))
            for piece, row in found.items():
                self._kept[piece] = row
                self._kept.move_to_end(piece)
            while len(self._kept) > PIECES_KEPT:
                self._kept.popitem(last=False)
        return found

    def _first_layer(self, pieces: Sequence[int]) -> list[Any]:
        # One product a piece: several pieces in one are rounded differently from one alone. But one matrix
        # after the other, so that each is fetched once.
        weights, bias = self._projection
        gain, shift = self._norm
        vectors = [self._vector(piece) for piece in pieces]
        shares = [(vector @ weights + bias)[None] for vector in vectors]
        for one in shares:
            _level(one, self._small)
            one *= gain
            one += shift
        rows = [[vector, one[0]] for vector, one in zip(vectors, shares, strict=True)]
        for number, branch in enumerate(self._branches):
            for row in rows:
                row.append(row[1][number * _WIDTH : (number + 1) * _WIDTH] @ branch.first)
        return [np.concatenate(row) for row in rows]

    def _vector(self, piece: int) -> Any:
        place, chunk = divmod(piece, _CHUNKS)
        return self._tables[chunk][place].astype(np.float32) * self._scale[chunk] + self._low[chunk]

    def _dense_layers(self, sums: Any, counts: Any) -> Any:
        seen = (sums @ self._dense + counts * self._dense_bias) / np.sqrt(counts)
        weights_1, weights_2, straight, weights_3 = self._upper
        first = np.maximum(seen[:, : self._inner], 0.0)
        second = np.maximum(seen[:, self._inner :] + first @ weights_1, 0.0)
        third = np.maximum(second @ weights_2, 0.0)
        found = np.tanh(second @ straight + third @ weights_3)
        return found / np.sqrt(np.maximum((found * found).sum(axis=1, keepdims=True), self._small))


def _beside(weights: dict[str, Any], name: str, sizes: Sequence[int], axis: int = 0) -> Any:
    return np.concatenate([weights.pop(f"{name}{size}") for size in sizes], axis=axis)


def _branch(weights: dict[str, Any], size: int, before: int) -> _Branch:
    def side_by_side(name: str) -> Any:
        stacked = weights.pop(name).reshape(size, _WIDTH, _WIDTH)
        return np.ascontiguousarray(stacked.transpose(1, 0, 2).reshape(_WIDTH, size * _WIDTH))

    first, second = side_by_side(f"w1_{size}"), side_by_side(f"w2_{size}")
    return _Branch(size, before, first, weights[f"b1_{size}"], second, weights[f"b2_{size}"])


def _through(branch: _Branch, given: Any, own: Any, gaps: list[int]) -> Any:
    """Both layers of a branch: `given` is what each piece gives to its neighbours, `own` its own share."""
    first = np.maximum(_gathered(given, branch) + branch.first_bias, 0.0) + own
    first[gaps] = 0.0
    return np.maximum(_gathered(first @ branch.second, branch) + branch.second_bias, 0.0) + first


def _gathered(given: Any, branch: _Branch) -> Any:
    """For each piece the sum of what its neighbours give it."""
    blocks = given.reshape(len(given), branch.size, _WIDTH)
    total = blocks[:, branch.before].copy()
    for number in range(branch.size):
        away = number - branch.before
        if away > 0:
            total[:-away] += blocks[away:, number]
        elif away < 0:
            total[-away:] += blocks[:away, number]
    return total


def _level(rows: Any, small: float) -> None:
    """Bring each row to a mean of 0 and a variance of 1, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.sqrt((rows * rows).mean(axis=1, keepdims=True) + small)
