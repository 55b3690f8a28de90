"""Numbers that German, Dutch and Italian write as one word: fünfundvierzig, honderdtwintig, trentacinque."""

from collections.abc import Iterator, Mapping, Sequence

from bot.understanding.phrase_table import phrase_key

HUNDREDS = range(0, 1000, 100)


def joined_numbers(
    numbers: Mapping[str, Sequence[str]], joined: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    """Every number word under 1000 that is put together from others, and its value."""
    words = {int(value): [phrase_key(word) for word in spellings] for value, spellings in numbers.items()}
    tens = {n: w for n, w in _tens(words, joined)}
    yield from ((word, number) for number, spelled in tens.items() for word in spelled)
    below = {n: [w for w in words.get(n, []) + tens.get(n, []) if " " not in w] for n in range(1, 100)}
    for hundred in HUNDREDS[1:]:
        for start in (w for w in words.get(hundred, []) if " " not in w):
            for rest in range(1, 100):
                yield from ((start + word, hundred + rest) for word in below[rest][:2])


def _tens(words: Mapping[int, Sequence[str]], joined: Mapping[str, str]) -> Iterator[tuple[int, list[str]]]:
    for ten in range(20, 100, 10):
        for unit in range(1, 10):
            units = [joined["one"]] if unit == 1 else words[unit]
            yield (
                ten + unit,
                [_join(joined["pattern"], u, t) for t in words[ten] for u in units if " " not in t],
            )


def _join(pattern: str, unit: str, ten: str) -> str:
    """A unit and a ten by the language's pattern; Italian drops a vowel before another: ventuno, ventotto."""
    if pattern.startswith("elide ") and unit[0] in "uo":
        ten = ten[:-1]
    return pattern.removeprefix("elide ").format(unit=unit, ten=ten)
