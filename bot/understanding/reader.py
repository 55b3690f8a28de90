"""From a text in its conversation to a Reading: the one door of this package."""

from collections import OrderedDict
from datetime import date
from threading import Lock

from bot.understanding import concepts
from bot.understanding.cues import Cues
from bot.understanding.encoder import Encoder, SentenceEncoder
from bot.understanding.guess import Guesser
from bot.understanding.head import Head
from bot.understanding.language import Languages
from bot.understanding.message import Message
from bot.understanding.reading import Context, Reading
from bot.understanding.refusals import Refusals
from bot.understanding.slots import SlotFinder
from bot.understanding.spender import Spenders
from bot.understanding.text import Text

CACHED = 1024


class Reader:
    """Built once at start; `read` is deterministic and safe to call from several threads."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        self.encoder = encoder or SentenceEncoder()
        self.head = Head.load()
        self.slots = SlotFinder()
        self.cues = Cues()
        self.concepts = concepts.of_all_languages(concepts.load())
        self.spenders = Spenders(self.cues, self.concepts)
        self.guesser = Guesser(self.head, self.encoder, self.concepts)
        self.refusals = Refusals(self.cues, self.concepts)
        self.languages = Languages.load(self.slots.place_names)
        self._cache: OrderedDict[tuple[str, Context, date], Reading] = OrderedDict()
        self._lock = Lock()

    def language_of(self, text: str) -> str | None:
        """The language that a text itself decides, as a tag; None where it is too short or mixed to say."""
        return self.languages.decided(Text(text))

    def read(self, text: str, context: Context, today: date) -> Reading:
        """What the text asks for. Never raises on any text."""
        key = (text, context, today)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        reading = Message(self, text, context, today).reading()
        with self._lock:
            self._cache[key] = reading
            if len(self._cache) > CACHED:
                self._cache.popitem(last=False)
        return reading
