"""What the cards on availability show: plain data from the facts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.understanding.reading import Slots
from pricing.availability import Availability, is_old, look_up, purchase
from pricing.catalog import Catalog, Note, Source, TollFreeAccess

MOST_ROWS = 12
"""So many countries get a row each in a comparison."""
MOST_PAGES = 6
"""So many pages are named one by one below a comparison."""
_MEANINGS = (
    "purchase",
    "toll",
    "toll_free",
    "from_landlines",
    "from_mobiles",
    "dial_in",
    "dial_out",
    "credits",
)
_BY_FEATURE = {
    "toll_numbers": "toll",
    "toll_free_numbers": "toll_free",
    "communications_credits": "credits",
    "dial_out": "dial_out",
}
_TOLL_FREE = ("toll_free", "from_mobiles", "from_landlines")
_PAIRED = (
    "fixed_formats",
    "format_networks",
    "format_not_from_since",
    "mobile_prefixes",
    "prefix_territories",
)
_SAID = {
    "premium": "mobile_premium",
    "restricted_premium": "mobile_premium",
    "premium_some": "mobile_premium_some",
    "airtime": "mobile_airtime",
    "free": "mobile_no_airtime",
}
"""Notes that a finding on mobiles has said already."""


def focus(slots: Slots) -> str:
    """Which meaning of available was asked for."""
    asked = slots.call_type or _BY_FEATURE.get(slots.feature or "")
    if slots.line_type is not None and asked in (None, "toll_free"):
        return "from_mobiles" if slots.line_type == "mobile" else "from_landlines"
    return asked or "purchase"


def which_country(slots: Slots, catalog: Catalog) -> dict[str, Any]:
    """No country was named and none is known: it is asked for."""
    return {**_frame(slots), "lists": _lists(catalog)}


def one_country(code: str, slots: Slots, catalog: Catalog, today: date, *, assumed: bool) -> dict[str, Any]:
    """One country in full. `assumed`: it was not named, it is the organisation's own."""
    found = look_up(catalog, code)
    sources = _sources(found, focus(slots)) if found else (catalog.sources["AVA"],)
    return {
        **_frame(slots),
        "country": code,
        "assumed": assumed,
        "listed": found is not None,
        "sources": [source_view(source) for source in sources],
        "old": is_old(sources, today),
        "lists": _lists(catalog) if assumed else None,
        **(_details(found, catalog) if found else {}),
    }


def asked_of_zone_a(countries: tuple[str, ...], catalog: Catalog) -> str | None:
    """The country of "is Norway in Zone A", understood as Norway and then all of the zone, by code."""
    zone = [code for code, country in catalog.countries.items() if country.zone_a]
    ahead = countries[:1] if set(zone) <= set(countries) and countries[0] != min(zone) else ()
    return next(iter(ahead), None)


def comparison(countries: tuple[str, ...], slots: Slots, catalog: Catalog, today: date) -> dict[str, Any]:
    """Several countries side by side: a row for each of a few, names by verdict for many."""
    found = {code: look_up(catalog, code) for code in countries}
    rows = [
        {"country": code, "listed": one is not None, "found": _findings(one) if one else None}
        for code, one in found.items()
    ]
    zone = {code for code, country in catalog.countries.items() if country.zone_a} == set(countries)
    sources = [catalog.sources["ZON"]] if zone else _compared_sources(found, focus(slots), catalog)
    return {
        "focus": focus(slots),
        "rows": rows,
        "table": len(rows) <= MOST_ROWS,
        "zone": zone,
        "sources": [source_view(source) for source in dict.fromkeys(sources)],
        "old": is_old(sources, today),
    }


def source_view(source: Source) -> dict[str, Any]:
    """A source as cards and citations show it."""
    return {"title": source.title, "url": source.url, "date": source.date}


def _frame(slots: Slots) -> dict[str, Any]:
    """The view of an answer that knows no country yet."""
    return {
        "focus": focus(slots),
        "country": None,
        "assumed": False,
        "listed": False,
        "sources": [],
        "old": False,
        "lists": None,
    }


def _sources(found: Availability, asked: str) -> tuple[Source, ...]:
    """The page that the first line rests on comes first."""
    toll_free_first = asked in _TOLL_FREE and found.toll_free.verdict != "no"
    return found.sources[::-1] if toll_free_first else found.sources


def _compared_sources(found: Mapping[str, Availability | None], asked: str, catalog: Catalog) -> list[Source]:
    """Each page of a few countries; of many, the overview with the date of the oldest page."""
    listed = [one for one in found.values() if one]
    pages = [one.country.source for one in listed]
    if len(listed) < len(found):
        pages.append(catalog.sources["AVA"])
    dialling = [access.source for one in listed for access in one.access] if asked in _TOLL_FREE else []
    if len(pages) + len(dialling) <= MOST_PAGES:
        return pages + dialling
    overviews = [(catalog.sources["AVA"], pages), (catalog.sources["TFL"], dialling)]
    return [replace(overview, date=min(page.date for page in read)) for overview, read in overviews if read]


def _details(found: Availability, catalog: Catalog) -> dict[str, Any]:
    country = found.country
    said = _SAID.get(found.from_mobiles.reason)
    return {
        "found": _findings(found),
        "toll_cities": list(country.toll_cities),
        "auto_numbers": country.auto_numbers,
        "auto_cities": list(country.auto_cities),
        "call_me_mode": country.call_me_mode,
        "calling_plan_supplier": country.calling_plan_supplier,
        "access": [_access_view(access, said) for access in found.access],
        "notes": [_note_view(note) for note in country.notes],
        "complimentary_minutes": catalog.rules["complimentary.minutes_per_user_month"].value,
        "pool_minutes": catalog.rules["pool.minutes_per_user_month"].value,
    }


def _findings(found: Availability) -> dict[str, dict[str, str]]:
    findings = {meaning: getattr(found, meaning) for meaning in _MEANINGS}
    return {name: {"verdict": one.verdict, "reason": one.reason} for name, one in findings.items()}


def _access_view(access: TollFreeAccess, said: str | None) -> dict[str, Any]:
    return {
        "fixed_line": access.fixed_line,
        "mobile": access.mobile,
        "payphone": access.payphone,
        "formats": list(access.formats),
        "notes": [_note_view(note) for note in access.notes if note.code != said],
    }


def _note_view(note: Note) -> dict[str, Any]:
    pairs: list[list[Any]] = [list(value.split("=")) for value in note.values if note.code in _PAIRED]
    if note.code == "format_not_from_since":
        pairs = [[digits, network, date.fromisoformat(f"{month}-01")] for digits, network, month in pairs]
    return {"code": note.code, "names": [] if pairs else list(note.values), "pairs": pairs}


def _lists(catalog: Catalog) -> dict[str, Any]:
    """Every listed country by whether pay-per-minute can be bought there."""
    verdicts = {code: purchase(country).verdict for code, country in catalog.countries.items()}
    return {
        "buyable": [code for code, verdict in verdicts.items() if verdict == "yes"],
        "others": [code for code, verdict in verdicts.items() if verdict != "yes"],
        "total": len(verdicts),
    }
