"""What it costs to understand a message: CPU per message, start, memory, and the longest texts.

python -m bench.understanding
"""

import resource
import statistics
import time
from datetime import date

from bot.understanding.encoder import SentenceEncoder
from bot.understanding.reader import Reader
from bot.understanding.reading import Context
from tests.utterances.heading import LANGUAGES
from tests.utterances.reading_file import of_language

TODAY = date(2026, 7, 15)
LONG = "how much does it cost to call a mobile in Portugal and is it available there, please? " * 120


def main() -> None:
    """Read every test question once, then once more; print the figures."""
    before, began = _memory_mb(), time.process_time()
    encoder = SentenceEncoder()
    reader = Reader(encoder)
    reader.read("how much credit is left?", Context(), TODAY)
    _line("start with the first message, s of CPU", time.process_time() - began)
    texts = sorted({one.text for name in LANGUAGES for one in of_language(name) if not one.context})
    fresh = [_milliseconds(reader, text) for text in texts]
    again = [_milliseconds(reader, text) for text in texts[-500:]]
    alone = [_encoding_ms(encoder, text) for text in texts]
    _line("messages", len(texts))
    _line("a message not seen before, median, ms", statistics.median(fresh))
    _line("a message not seen before, 99th percentile, ms", statistics.quantiles(fresh, n=100)[98])
    _line("of that the sentence encoder alone, median, ms", statistics.median(alone))
    _line("a recent message again, median, ms", statistics.median(again))
    _line("10,000 characters, ms", _milliseconds(reader, LONG[:10_000]))
    _line("memory for it, MB", _memory_mb() - before)


def _milliseconds(reader: Reader, text: str) -> float:
    began = time.process_time()
    reader.read(text, Context(), TODAY)
    return (time.process_time() - began) * 1000


def _encoding_ms(encoder: SentenceEncoder, text: str) -> float:
    began = time.process_time()
    encoder.vectors([text])
    return (time.process_time() - began) * 1000


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _line(name: str, figure: float) -> None:
    print(f"{name:<50}{figure:>12.2f}")


if __name__ == "__main__":
    main()
