"""Train the head: `python -m bot.understanding.train`. The same phrases give the same predictions."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import tomli

from bot.understanding import anonymous, concepts, features, language
from bot.understanding.encoder import SentenceEncoder
from bot.understanding.head import PAIR_WEIGHT, VECTOR_WEIGHT, Head
from bot.understanding.slots import SlotFinder
from bot.understanding.text import Text

FOLDER = Path(__file__).parent / "phrases"
SEEN_AT_LEAST = 6
"""Features that fewer phrases have are left out: they would only be learned by heart."""
DECAY = 1e-4
ROUNDS = 400
FOLDS = 5
ALIKE = 0.75
"""Cosine from which two sentences say the same in other words, or in another language."""
TODAY = date(2026, 11, 23)
"""The day on which the phrases' periods are read; no prediction depends on it."""


@dataclass(frozen=True)
class Phrase:
    """A training sentence."""

    locale: str
    label: str
    said: str


@dataclass(frozen=True)
class Examples:
    """What the head sees of the phrases: vectors (phrases, 512), atoms per phrase, and label numbers."""

    vectors: Any
    atoms: Sequence[frozenset[str]]
    labels: tuple[str, ...]
    wanted: Any

    def part(self, chosen: Any) -> "Examples":
        """The phrases that a boolean mask chooses."""
        kept = [found for found, is_kept in zip(self.atoms, chosen, strict=True) if is_kept]
        return Examples(self.vectors[chosen], kept, self.labels, self.wanted[chosen])


def read_phrases(folder: Path = FOLDER) -> list[Phrase]:
    """Every training sentence of every language."""
    return [
        Phrase(path.stem, label, said)
        for path in sorted(folder.glob("*.toml"))
        for label, sentences in tomli.loads(path.read_text("utf-8")).items()
        for said in sentences
    ]


def examples(phrases: Sequence[Phrase], finder: SlotFinder, encoder: SentenceEncoder) -> Examples:
    """Read the phrases the way the reader reads a message."""
    table = concepts.of_all_languages(concepts.load())
    found = [finder.find(phrase.said, TODAY, None, _spoken(phrase.locale)) for phrase in phrases]
    labels = tuple(sorted({phrase.label for phrase in phrases}))
    return Examples(
        encoder.vectors([one.masked for one in found]),
        [features.atoms(Text(p.said), one, table) for p, one in zip(phrases, found, strict=True)],
        labels,
        np.array([labels.index(phrase.label) for phrase in phrases]),
    )


def _spoken(locale: str) -> str | None:
    return locale if locale in language.OURS else None


def fit(shown: Examples, sharpness: float = 1.0) -> Head:
    """A multinomial logistic regression, by accelerated gradient descent from zero: nothing is random."""
    counts = Counter(name for found in shown.atoms for name in features.names(found))
    names = sorted(name for name, count in counts.items() if count >= SEEN_AT_LEAST)
    index = {name: place for place, name in enumerate(names)}
    inputs = np.hstack([VECTOR_WEIGHT * shown.vectors, features.matrix(shown.atoms, index, PAIR_WEIGHT)])
    weights, bias = _descend(inputs.astype(np.float32), shown.wanted, len(shown.labels))
    dimensions = shown.vectors.shape[1]
    return Head(shown.labels, names, weights[:dimensions], weights[dimensions:], bias, sharpness)


def _descend(inputs: Any, wanted: Any, labels: int) -> tuple[Any, Any]:
    count = len(inputs)
    target = np.eye(labels, dtype=np.float32)[wanted]
    step = 1.0 / (_steepness(inputs) + DECAY)
    weights = ahead = np.zeros((inputs.shape[1], labels), dtype=np.float32)
    bias = bias_ahead = np.zeros(labels, dtype=np.float32)
    pace = 1.0
    for _ in range(ROUNDS):
        missed = (_probabilities(inputs @ ahead + bias_ahead) - target) / count
        newer = ahead - step * (inputs.T @ missed + DECAY * ahead)
        newer_bias = bias_ahead - step * missed.sum(axis=0)
        next_pace = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        carry = np.float32((pace - 1) / next_pace)
        ahead, bias_ahead = newer + carry * (newer - weights), newer_bias + carry * (newer_bias - bias)
        weights, bias, pace = newer, newer_bias, next_pace
    return weights, bias


def _steepness(inputs: Any) -> Any:
    """An upper bound of the loss's curvature: half the largest eigenvalue of the inputs' second moments."""
    probe = np.ones(inputs.shape[1], dtype=np.float32)
    for _ in range(12):
        probe = inputs.T @ (inputs @ probe)
        probe /= np.linalg.norm(probe)
    return np.float32(0.5 * (np.linalg.norm(inputs @ probe) ** 2) / len(inputs) + 0.5)


def _probabilities(scores: Any) -> Any:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def held_out(shown: Examples) -> list[list[Any]]:
    """Candidates of each phrase from a head that saw neither it nor its like, as with other people."""
    fold = alike(shown) % FOLDS
    judged: list[list[Any]] = [[] for _ in shown.wanted]
    for number in range(FOLDS):
        head = fit(shown.part(fold != number))
        for row in np.flatnonzero(fold == number):
            judged[row] = head.candidates(shown.vectors[row], shown.atoms[row])
    return judged


def alike(shown: Examples) -> Any:
    """A number per phrase, the same for phrases of one label that say the same: int array (phrases)."""
    group = np.arange(len(shown.wanted))
    for label in range(len(shown.labels)):
        rows = np.flatnonzero(shown.wanted == label)
        near = shown.vectors[rows] @ shown.vectors[rows].T
        for place in range(1, len(rows)):
            nearest = int(near[place, :place].argmax())
            if near[place, nearest] >= ALIKE:
                group[rows[place]] = group[rows[nearest]]
    return group


def calibrated(shown: Examples, judged: Sequence[Sequence[Any]]) -> float:
    """The sharpness under which the held-out right labels are likeliest: then confidence is a share."""
    right = np.array([shown.labels[wanted] for wanted in shown.wanted])
    logs = [{one.label: np.log(max(one.probability, 1e-9)) for one in candidates} for candidates in judged]
    table = np.array([[log[label] for label in shown.labels] for log in logs])
    place = np.array([shown.labels.index(label) for label in right])

    def loss(sharpness: float) -> float:
        return float(-np.log(_probabilities(table * sharpness)[np.arange(len(place)), place]).mean())

    return min((round(0.3 + 0.05 * step, 2) for step in range(40)), key=loss)


def spelling(phrases: Sequence[Phrase]) -> Any:
    """The table of spelling, from the phrases and the concepts' wordings."""
    sentences: dict[str, list[list[str]]] = {locale: [] for locale in language.OURS}
    for phrase in (one for one in phrases if one.locale in sentences):
        sentences[phrase.locale].append(Text(phrase.said).words)
    for locale, wordings in concepts.load().items():
        if locale in sentences:
            sentences[locale] += [Text(w).words for said in wordings.values() for w in said if "*" not in w]
    return language.spelling(sentences)


def main() -> int:
    """Train, calibrate and write the head; print what cross-validation says of it."""
    phrases = read_phrases()
    shown = examples(phrases, SlotFinder(), SentenceEncoder(in_background=False))
    judged = held_out(shown)
    report(phrases, judged)
    fit(shown, calibrated(shown, judged)).save()
    language.save(spelling(phrases))
    anonymous.FILE.write_text("\n".join(known_words(phrases)) + "\n", "utf-8")
    return 0


def known_words(phrases: Sequence[Phrase]) -> list[str]:
    """Words of the phrases that are no names: written small somewhere, or German, where nouns are large."""
    tokens = [(phrase.locale, token) for phrase in phrases for token in Text(phrase.said).tokens]
    small = {token.folded for locale, token in tokens if token.said.islower() or locale == "de"}
    return sorted(word for word in small if word.isalpha())


def report(phrases: Sequence[Phrase], judged: Sequence[Sequence[Any]]) -> None:
    """Shares right by language, then every phrase that was held out and read wrongly, to standard output."""
    for locale in sorted({phrase.locale for phrase in phrases}):
        pairs = [(p, j[0]) for p, j in zip(phrases, judged, strict=True) if p.locale == locale]
        labels = sum(p.label == best.label for p, best in pairs) / len(pairs)
        intents = sum(p.label.partition("/")[0] == best.intent for p, best in pairs) / len(pairs)
        print(f"{locale:6} {len(pairs):5} phrases  label {labels:.3f}  intent {intents:.3f}")
    if "-v" in sys.argv:
        for phrase, (best, *_) in zip(phrases, judged, strict=True):
            if best.label != phrase.label:
                print(f"{best.probability:.2f} {phrase.locale} {phrase.label} -> {best.label}: {phrase.said}")


if __name__ == "__main__":
    sys.exit(main())
