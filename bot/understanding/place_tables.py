"""The tables of place names, read once from places/."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from sys import intern

from bot.understanding.country_codes import CodeReader
from bot.understanding.phrase_table import PhraseTable
from bot.understanding.place_homographs import Homographs

FOLDER = Path(__file__).parent / "places"
_KINDS = {
    "n": "country",
    "x": "foreign",
    "w": "foreign word",
    "d": "people",
    "c": "city",
    "a": "unsure",
    "r": "region",
    "z": "zone",
}


@dataclass(frozen=True)
class PlaceTables:
    """All names of places, and what goes with them."""

    names: PhraseTable[str]
    """Folded name -> letter of its kind and countries: n in our languages, x in others, w in others and a
    word of ours, d peoples, c cities, a unsure, r regions, z zones."""
    regions: dict[str, tuple[str, ...]]
    homographs: Homographs
    by_language: dict[tuple[str, str], tuple[str, ...]]
    """Names that mean another place in one language."""
    codes: CodeReader
    states: frozenset[str]
    """Letters of the American states."""


def read_tables(region_names: Iterable[tuple[str, str]], folder: Path = FOLDER) -> PlaceTables:
    """Reads every table and adds the names of regions; a fault is a ValueError that names the file."""
    regions = {row["region"]: tuple(row["countries"].split()) for row in _rows(folder / "regions.csv")}
    names = _pairs(folder / "cities.tsv") | _pairs(folder / "names.tsv")
    names.update(
        (name, ("z " if region == "ZONE_A" else "r ") + " ".join(regions[region]))
        for name, region in region_names
    )
    three = {row["three"]: row["two"] for row in _rows(folder / "codes.csv")}
    return PlaceTables(
        names=PhraseTable(names),
        regions=regions,
        homographs=Homographs(folder),
        by_language={
            (row["name"], row["language"]): tuple(row["countries"].split())
            for row in _rows(folder / "by_language.csv")
        },
        states=frozenset((folder / "states.txt").read_text("utf-8").split()),
        codes=CodeReader(folder, frozenset(three.values()), three),
    )


def kind_and_countries(value: str) -> tuple[str, tuple[str, ...]]:
    """What a table value says."""
    return _KINDS[value[0]], tuple(value[2:].split())


def _pairs(file: Path) -> dict[str, str]:
    lines = file.read_text("utf-8").splitlines()
    parts = "\t".join(lines).split("\t")
    if len(parts) != 2 * len(lines):
        raise ValueError(f"{file.name}: a line is not a name, a tab, a kind and countries")
    # Many names share a value, which is kept once.
    pairs = dict(zip(parts[::2], map(intern, parts[1::2]), strict=True))
    if unknown := {value[:1] for value in set(pairs.values())} - set(_KINDS):
        raise ValueError(f"{file.name}: no such kinds of names: {', '.join(sorted(unknown))}")
    return pairs


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def is_country(option: str) -> bool:
    """Whether an option is a country, not a state or a continent."""
    return re.fullmatch("[A-Z]{2}", option) is not None
