"""Why a text was read as it was: what each part says, its features, and what spoke for each candidate."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from bot.understanding import features, several
from bot.understanding.head import PAIR_WEIGHT, VECTOR_WEIGHT, Head
from bot.understanding.reader import Reader
from bot.understanding.reading import Context, Reading
from bot.understanding.said import Said
from bot.understanding.text import Text

MOST_CANDIDATES = 4
MOST_REASONS = 5


@dataclass(frozen=True)
class Reasoned:
    """A label, its share, and the features that weighed most for or against it."""

    label: str
    probability: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class PartRead:
    """One part of a message as the head saw it, without its conversation."""

    said: str
    masked: str
    spans: tuple[tuple[str, str, str], ...]
    """Words, slot and value of each match."""
    atoms: tuple[str, ...]
    content: tuple[str, ...]
    """Words that are neither slots nor small; without any the slots alone decide."""
    candidates: tuple[Reasoned, ...]


@dataclass(frozen=True)
class Explanation:
    """The reading, and its parts."""

    reading: Reading
    parts: tuple[PartRead, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        reading = asdict(self.reading) | {"slots": self.reading.slots.as_json()}
        reading["more"] = [{"intent": one.intent, "slots": one.slots.as_json()} for one in self.reading.more]
        return {"reading": reading, "parts": [asdict(part) for part in self.parts]}


def explain(reader: Reader, text: str, context: Context, today: date) -> Explanation:
    """Read the text, and read its parts once more with their reasons."""
    language = reader.languages.decided(Text(text))
    pieces = several.pieces(Text(text), reader.cues, language)
    context = replace(context, language=language or context.language)
    parts = tuple(_part(reader, piece.said, context, today) for piece in pieces)
    return Explanation(reader.read(text, context, today), parts)


def _part(reader: Reader, piece: str, context: Context, today: date) -> PartRead:
    text = Text(piece)
    found = reader.slots.find(piece, today, context.home_country, context.language)
    said = Said(text, found, reader.cues)
    atoms = features.atoms(text, found, reader.concepts)
    vector = reader.encoder.vectors([found.masked])[0]
    likely = reader.head.candidates(vector, atoms)[:MOST_CANDIDATES]
    return PartRead(
        piece,
        found.masked,
        tuple((text.said[span.start : span.end], span.slot, span.value) for span in found.spans),
        tuple(sorted(atoms)),
        tuple(said.content),
        tuple(
            Reasoned(one.label, round(one.probability, 3), _reasons(reader.head, one.label, vector, atoms))
            for one in likely
        ),
    )


def _reasons(head: Head, label: str, vector: Any, atoms: frozenset[str]) -> tuple[tuple[str, float], ...]:
    """Weights beyond those that the average label gets from the same feature."""
    column = head.labels.index(label)
    of_vector = VECTOR_WEIGHT * (vector @ head.of_vector)
    weights = {"sentence": float(of_vector[column] - of_vector.mean())}
    for name in features.names(atoms):
        if name in head.index:
            row = head.of_features[head.index[name]]
            weights[name] = float(row[column] - row.mean()) * (PAIR_WEIGHT if "+" in name else 1.0)
    ranked = sorted(weights.items(), key=lambda pair: -abs(pair[1]))
    return tuple((name, round(weight, 2)) for name, weight in ranked[:MOST_REASONS])
