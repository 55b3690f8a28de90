"""The linear head: from a sentence vector and features to the probability of each label."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bot.understanding import features

FILE = Path(__file__).parent / "head.npz"
VECTOR_WEIGHT = 3.0
"""How much the sentence vector counts beside the features; found by cross-validation."""
PAIR_WEIGHT = 0.6


class Candidate(NamedTuple):
    """A label and how likely it is."""

    label: str
    probability: float

    @property
    def intent(self) -> str:
        return _parts(self.label)[0]

    @property
    def topic(self) -> str | None:
        return _parts(self.label)[1]


@cache
def _parts(label: str) -> tuple[str, str | None]:
    intent, _, topic = label.partition("/")
    return intent, topic or None


class Head:
    """Weights and the names of what they weigh."""

    def __init__(
        self,
        labels: Sequence[str],
        names: Sequence[str],
        of_vector: Any,
        of_features: Any,
        bias: Any,
        sharpness: float,
    ) -> None:
        """`of_vector` (dimensions, labels), `of_features` (names, labels), `bias` (labels), all float32."""
        self.labels = tuple(labels)
        self.names = tuple(names)
        self.index = {name: place for place, name in enumerate(names)}
        self.of_vector, self.of_features, self.bias = of_vector, of_features, bias
        self.sharpness = sharpness
        self._pair = np.array([PAIR_WEIGHT if "+" in name else 1.0 for name in names], dtype=np.float32)

    def candidates(self, vector: Any, found: frozenset[str]) -> list[Candidate]:
        """All labels, likeliest first. `vector` has length 1; without one the features decide alone."""
        scores = self.bias.copy()
        if vector is not None:
            scores += VECTOR_WEIGHT * (vector @ self.of_vector)
        places = features.active(found, self.index)
        scores += self._pair[places] @ self.of_features[places]
        likely = _softmax(scores * self.sharpness)
        order = np.argsort(-likely, kind="stable")
        labels = [self.labels[place] for place in order.tolist()]
        return list(map(Candidate, labels, likely[order].tolist()))

    def save(self, file: Path = FILE) -> None:
        """Write the weights in half precision: predictions stay, the file is half as large."""
        np.savez_compressed(
            file,
            labels=np.array(self.labels),
            names=np.array(self.names),
            of_vector=self.of_vector.astype(np.float16),
            of_features=self.of_features.astype(np.float16),
            bias=self.bias.astype(np.float32),
            sharpness=np.float32(self.sharpness),
        )

    @classmethod
    def load(cls, file: Path = FILE) -> "Head":
        """Read the committed weights. Raises OSError or KeyError when they are missing or broken."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(
                [str(label) for label in kept["labels"]],
                [str(name) for name in kept["names"]],
                kept["of_vector"].astype(np.float32),
                kept["of_features"].astype(np.float32),
                kept["bias"].astype(np.float32),
                float(kept["sharpness"]),
            )


def _softmax(scores: Any) -> Any:
    raised = np.exp(scores - scores.max())
    return raised / raised.sum()
