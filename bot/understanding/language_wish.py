"""A wish for a language in words that could name a people: "en anglais s'il te plaît", "english only"."""

from bot.understanding.said import Said
from bot.understanding.text import Text

_BEFORE = frozenset({"in", "en", "auf", "em", "het"})


def wishes_language(said: Said, within_a_question: bool) -> bool:
    """Whether a message of slots and small words names a language and nothing else.

    After a question only "in German" is a wish: "and German?" goes on from it.
    """
    spans = said.found.spans
    if not said.is_bare or len(spans) != 1 or spans[0].slot != "countries":
        return False
    if not said.cues.languages.find(Text(said.text.said[spans[0].start : spans[0].end])):
        return False
    before = [token.folded for token in said.text.spoken if token.end <= spans[0].start]
    return bool(before and before[-1] in _BEFORE) or not within_a_question
