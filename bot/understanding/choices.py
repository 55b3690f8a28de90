"""An answer to what the bot asked: "the country", "the second one", "South", "both"."""

from collections.abc import Sequence

from bot.understanding.reading import Ambiguity
from bot.understanding.said import Said

_ORDER = ("first", "second", "third", "fourth")
_KIND = {"country": lambda option: len(option) == 2, "state": lambda option: "-" in option}
LONGEST_CHOICE = 8
"""Words from which on a message is a question of its own."""


def chosen(said: Said, asked: Ambiguity) -> tuple[str, ...]:
    """The options that the text picks; empty when it picks none."""
    if len(said.words) > LONGEST_CHOICE:
        return ()
    if asked.slot == "countries":
        return _by_place(said, asked.options) or _by_word(said, asked.options)
    return _by_word(said, asked.options)


def _by_place(said: Said, options: Sequence[str]) -> tuple[str, ...]:
    if said.found.signals & {"refers_both", "refers_all"}:
        return tuple(options)
    named = said.found.slots.countries
    return tuple(option for option in options if option[:2] in named) if len(named) == 1 else ()


def _by_word(said: Said, options: Sequence[str]) -> tuple[str, ...]:
    picked = {name for name, wordings in said.cues.choices.items() if _is_all_of(said, wordings)}
    for place, name in enumerate(_ORDER[: len(options)]):
        if name in picked:
            return (options[place],)
    if "last" in picked:
        return (options[-1],)
    for kind, fits in _KIND.items():
        if kind in picked:
            return tuple(option for option in options if fits(option))[:1]
    return tuple(option for option in options if option in picked)[:1]


def _is_all_of(said: Said, wordings: object) -> bool:
    """Whether the wording stands in the text and nothing of weight beside it."""
    words = said.words
    for place in range(len(words)):
        length = wordings.length(words[place:])  # type: ignore[attr-defined]
        rest = words[:place] + words[place + length :]
        if length and all((word,) in said.cues.small or (word,) in said.cues.back_words for word in rest):
            return True
    return False
