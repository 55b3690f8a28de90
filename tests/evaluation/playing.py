"""Reads each test phrasing in its conversation, as a turn of the bot would."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.conversation import Conversation
from bot.understanding.reader import Reader
from bot.understanding.reading import Reading
from tests.utterances.reading_file import Phrasing


@dataclass(frozen=True)
class Played:
    """A phrasing and what became of it."""

    phrasing: Phrasing
    reading: Reading


def play(phrasings: Iterable[Phrasing], reader: Reader) -> Iterator[Played]:
    """Each phrasing after its own context, and nothing else remembered."""
    for phrasing in phrasings:
        conversation = Conversation()
        for said in phrasing.context:
            conversation = _next(conversation, said, phrasing, reader)[0]
        yield Played(phrasing, _next(conversation, phrasing.text, phrasing, reader)[1])


def _next(
    conversation: Conversation, said: str, phrasing: Phrasing, reader: Reader
) -> tuple[Conversation, Reading]:
    reading = reader.read(said, conversation.context(phrasing.home), phrasing.today)
    now = datetime.combine(phrasing.today, time(12), UTC)
    return conversation.after(reading, reading.language or phrasing.language, now), reading
