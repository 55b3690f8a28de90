"""Names that are the same in every language: SKUs and agreements."""

import re

from bot.understanding.text import Text

_SKUS = {
    "MCOMEETACPEA": "audio_conferencing", "MCOMEETADV": "audio_conferencing", "MCOMEETADD": "audio_conferencing",
    "MICROSOFT_TEAMS_AUDIO_CONFERENCING_SELECT_DIAL_OUT": "audio_conferencing", "MCOPSTNPP": "communications_credits",
}  # fmt: skip
_SKU = re.compile("|".join(f"{sku}\\w*" for sku in sorted(_SKUS, key=len, reverse=True)), re.IGNORECASE)
_AGREEMENT = re.compile(r"(?<![\w-])(EAS|EES|EA|CSP|MPSA|MCA)s?(?:-E)?(?!\w)", re.IGNORECASE)
_SMALL_WORDS = frozenset({"ea", "mca", "eas", "ees"})


def find_feature(text: Text) -> str | None:
    """The feature that a SKU in the text belongs to."""
    match = _SKU.search(text.said)
    if match is None:
        return None
    said = match.group().upper()
    return next(feature for sku, feature in _SKUS.items() if said.startswith(sku))


def find_agreement(text: Text) -> str | None:
    """The kind of agreement named by its letters: EA, CSP, MPSA and so on."""
    match = _AGREEMENT.search(text.said)
    return match.group(1).upper() if match else None
