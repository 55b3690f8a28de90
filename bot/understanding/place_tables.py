"""The tables of place names, read once from places/."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.understanding.country_codes import CodeReader
from bot.understanding.phrase_table import PhraseTable, phrase_key

FOLDER = Path(__file__).parent / "places"
_KINDS = {"n": "country", "x": "foreign", "d": "people", "c": "city", "a": "unsure", "r": "region"}


@dataclass(frozen=True)
class PlaceTables:
    """All names of places, and what goes with them."""

    names: PhraseTable[str]
    """Folded name -> kind letter and countries: n in our languages, x in others, d peoples, c cities, a unsure, r regions."""
    regions: dict[str, tuple[str, ...]]
    city_words: frozenset[str]
    """Cities whose names are also words or persons' names."""
    homographs: dict[str, tuple[frozenset[str], frozenset[str]]]
    """Country names that mean something else after or before certain words."""
    codes: CodeReader


def read_tables(region_names: Iterable[tuple[str, str]], folder: Path = FOLDER) -> PlaceTables:
    """Reads every table, and adds the names of regions; a fault in a table is a ValueError that names the file."""
    regions = {row["region"]: tuple(row["countries"].split()) for row in _rows(folder / "regions.csv")}
    names = dict(_pairs(folder / "cities.tsv"))
    names.update(_pairs(folder / "names.tsv"))
    names.update((name, "r " + " ".join(regions[region])) for name, region in region_names)
    three = {row["three"]: row["two"] for row in _rows(folder / "codes.csv")}
    return PlaceTables(
        names=PhraseTable(names),
        regions=regions,
        city_words=frozenset(
            phrase_key(line) for line in (folder / "city_words.txt").read_text("utf-8").splitlines()
        ),
        homographs={
            row["word"]: (frozenset(row["before"].split()), frozenset(row["after"].split()))
            for row in _rows(folder / "homographs.csv")
        },
        codes=CodeReader(frozenset(three.values()), three),
    )


def kind_and_countries(value: str) -> tuple[str, tuple[str, ...]]:
    """What a table value says."""
    return _KINDS[value[0]], tuple(value[2:].split())


def _pairs(file: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        name, tab, value = line.partition("\t")
        if not tab or value[:1] not in _KINDS:
            raise ValueError(f"{file.name}:{number}: not a name and its countries")
        yield name, value


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def is_country(option: str) -> bool:
    """Whether an option is a country, not a state or a continent."""
    return re.fullmatch("[A-Z]{2}", option) is not None
