"""Where the tables of places come from: the hand-written lists in places/, and which languages are ours."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent / "places"
OURS = ("en", "pt", "pt_PT", "es", "es_MX", "fr", "de", "it", "nl", "ja")
"""CLDR locales of the eight languages."""
SHORTEST_NAME = 4
"""Letters of a Latin name that may be met in any case in any language; shorter ones need their accents."""
SPOKEN = ("en", "pt", "es", "fr", "de", "it", "nl")


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a hand-written list."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
