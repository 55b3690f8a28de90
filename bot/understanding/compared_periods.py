"""A period that another is held against: in "why more than in May?" May is not what is asked about."""

from collections.abc import Sequence

_PREPOSITIONS = frozenset({"in", "im", "em", "en", "a", "nel", "to", "no"})
_THAN = frozenset({"than", "als", "que", "qu", "che", "dan", "rispetto", "compared"})
_MORE = frozenset({
    "more", "less", "higher", "lower", "expensive", "dearer", "cheaper", "compared",
    "mehr", "weniger", "teurer", "höher", "günstiger", "hoher", "gunstiger",
    "mais", "menos", "maior", "menor", "caro", "cara", "alta", "alto",
    "más", "mas", "mayor", "plus", "moins", "cher", "chère", "chere",
    "più", "piu", "meno", "rispetto", "meer", "minder", "duurder", "hoger", "goedkoper",
})  # fmt: skip


def is_compared_with(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the period at these words is one that another is compared with."""
    if "".join(words[last : last + 2]).startswith("より"):
        return True
    at = first - 1
    while at > 0 and words[at] in _PREPOSITIONS | {"'"}:
        at -= 1
    return at >= 0 and words[at] in _THAN and not _MORE.isdisjoint(words)
