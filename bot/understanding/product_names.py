"""Products and agreements: by SKUs and letters, the same everywhere, or by names in a language."""

import re
from collections.abc import Sequence

from bot.understanding.sentence import Sentence
from bot.understanding.vocabulary import Said

_SKUS = {
    "MCOMEETACPEA": "audio_conferencing",
    "MCOMEETADV": "audio_conferencing",
    "MCOMEETADD": "audio_conferencing",
    "MICROSOFT_TEAMS_AUDIO_CONFERENCING_SELECT_DIAL_OUT": "audio_conferencing",
    "MCOPSTNPP": "communications_credits",
}
_SKU = re.compile("|".join(f"{sku}\\w*" for sku in sorted(_SKUS, key=len, reverse=True)), re.IGNORECASE)
_AGREEMENT = re.compile(
    r"(?<![A-Za-z0-9_-])(EAS|EES|EA|CSP|MPSA|MCA)s?(?:-E)?(?![A-Za-z0-9_À-ÿ])", re.IGNORECASE
)
_NUMBERS = {"toll": "toll_numbers", "toll_free": "toll_free_numbers"}
_NUMBER_STEMS = ("number", "numero", "numeri", "nummer", "番", "line", "linha", "linea", "ligne", "linee")
"""What words for telephone numbers have in common."""


def sku_feature(said: str) -> str | None:
    """The feature that a SKU in a text belongs to."""
    match = _SKU.search(said)
    if match is None:
        return None
    return next(feature for sku, feature in _SKUS.items() if match.group().upper().startswith(sku))


def agreement_letters(said: str) -> str | None:
    """The kind of agreement named by its letters: EA, CSP, MPSA and so on."""
    match = _AGREEMENT.search(said)
    return match.group(1).upper() if match else None


def named_feature(asked: Sequence[Said]) -> Said | None:
    """The first feature said by its name; numbers of an unsaid kind are none."""
    return next((said for said in asked if said.slot == "feature" and said.value != "any_numbers"), None)


def numbers_of_call_type(asked: Sequence[Said], sentence: Sentence) -> str | None:
    """The feature of "toll-free numbers" or "local number", when only one call type is said."""
    types = [said for said in asked if said.slot == "call_type"]
    if len({said.value for said in types}) != 1 or types[0].value not in _NUMBERS:
        return None
    words = [word for said in types for word in sentence.plain[said.first : said.last]]
    return _NUMBERS[types[0].value] if any(stem in word for stem in _NUMBER_STEMS for word in words) else None
