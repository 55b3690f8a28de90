"""Is it available: to buy, to dial in from, to dial out to, and are credits sold there."""

from datetime import date
from typing import Any

from bot.answer import Answer, FollowUp, Outcome
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.availability import Availability, Finding, is_old, look_up, purchase
from pricing.catalog import Catalog, Note, Source, TollFreeAccess

MOST_COUNTRIES = 12
"""So many fit one comparison; more are counted."""
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


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """One country in full, several side by side; without one the organisation's own, else it is asked for."""
    countries = tuple(dict.fromkeys(slots.countries))
    if len(countries) > 1:
        return _comparison(question, slots, countries, services.catalog)
    home = None if countries else await _home(question, services)
    code = countries[0] if countries else home
    if code is None:
        return Answer("availability", {**_nothing(slots), "lists": _lists(services.catalog)}, Outcome.ASKED)
    return _one(question, slots, code, services.catalog, assumed=home is not None)


def focus(slots: Slots) -> str:
    """Which meaning of available was asked for."""
    asked = slots.call_type or _BY_FEATURE.get(slots.feature or "")
    if slots.line_type is not None and asked in (None, "toll_free"):
        return "from_mobiles" if slots.line_type == "mobile" else "from_landlines"
    return asked or "purchase"


def source_view(source: Source) -> dict[str, Any]:
    """A source as cards and citations show it."""
    return {"title": source.title, "url": source.url, "date": source.date}


async def _home(question: Question, services: Services) -> str | None:
    organisation = await services.organisation(question.tenant)
    return organisation.country if organisation else None


def _one(question: Question, slots: Slots, code: str, catalog: Catalog, *, assumed: bool) -> Answer:
    found = look_up(catalog, code)
    sources = _sources(found, focus(slots)) if found else (catalog.sources["AVA"],)
    view = {
        **_nothing(slots),
        "country": code,
        "assumed": assumed,
        "listed": found is not None,
        "sources": [source_view(source) for source in sources],
        "old": is_old(sources, question.now.date()),
        "lists": _lists(catalog) if assumed else None,
        **(_details(found, catalog) if found else {}),
    }
    return Answer("availability", view, follow_ups=_follow_ups(code, found))


def _sources(found: Availability, asked: str) -> tuple[Source, ...]:
    """The page that the first line rests on comes first."""
    toll_free_first = asked in _TOLL_FREE and found.toll_free.verdict != "no"
    return found.sources[::-1] if toll_free_first else found.sources


def _nothing(slots: Slots) -> dict[str, Any]:
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


def _details(found: Availability, catalog: Catalog) -> dict[str, Any]:
    country = found.country
    return {
        "found": _findings(found),
        "toll_cities": list(country.toll_cities),
        "auto_numbers": country.auto_numbers,
        "auto_cities": list(country.auto_cities),
        "call_me_mode": country.call_me_mode,
        "calling_plan_supplier": country.calling_plan_supplier,
        "access": [_access_view(access, _SAID.get(found.from_mobiles.reason)) for access in found.access],
        "notes": [_note_view(note) for note in country.notes],
        "complimentary_minutes": catalog.rules["complimentary.minutes_per_user_month"].value,
        "pool_minutes": catalog.rules["pool.minutes_per_user_month"].value,
    }


def _findings(found: Availability) -> dict[str, dict[str, str]]:
    names = (
        "purchase", "toll", "toll_free", "from_landlines", "from_mobiles", "dial_out", "credits",
    )  # fmt: skip
    findings: dict[str, Finding] = {name: getattr(found, name) for name in names}
    return {
        name: {"verdict": finding.verdict, "reason": finding.reason} for name, finding in findings.items()
    }


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


def _comparison(question: Question, slots: Slots, countries: tuple[str, ...], catalog: Catalog) -> Answer:
    shown = countries[:MOST_COUNTRIES]
    found = {code: look_up(catalog, code) for code in shown}
    sources = [one.country.source for one in found.values() if one]
    if focus(slots) in _TOLL_FREE:
        sources += [access.source for one in found.values() if one for access in one.access]
    if not all(found.values()):
        sources.append(catalog.sources["AVA"])
    view = {
        "focus": focus(slots),
        "rows": [
            {"country": code, "listed": one is not None, "found": _findings(one) if one else None}
            for code, one in found.items()
        ],
        "left_out": len(countries) - len(shown),
        "sources": [source_view(source) for source in sources],
        "old": is_old(sources, question.now.date()),
    }
    follow_ups = tuple(
        FollowUp("availability", "availability", {"countries": [code]}, names={"country": code})
        for code in shown[:4]
    )
    return Answer("availability_comparison", view, follow_ups=follow_ups)


def _lists(catalog: Catalog) -> dict[str, Any]:
    """Every listed country by whether pay-per-minute can be bought there."""
    buyable = [code for code, country in catalog.countries.items() if purchase(country).verdict == "yes"]
    others = [code for code in catalog.countries if code not in set(buyable)]
    return {"buyable": buyable, "others": others, "total": len(catalog.countries)}


def _follow_ups(code: str, found: Availability | None) -> tuple[FollowUp, ...]:
    rates = FollowUp("rates", "rates", {"countries": [code]}, names={"country": code})
    if found is None or found.purchase.verdict != "yes":
        return (rates,)
    return (rates, FollowUp("eligibility", "eligibility", {"countries": [code]}))
