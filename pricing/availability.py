"""What "available" can mean for a country, each meaning answered apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pricing.catalog import Catalog, Country, Source, TollFreeAccess

OLD_AFTER_YEARS = 2
"""A fact older than this is told with the page to check."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One meaning's answer."""

    verdict: str
    """yes, limited, no or unknown."""
    reason: str
    """A code, unique within its meaning."""


@dataclass(frozen=True, slots=True)
class Availability:
    """Everything that Microsoft's pages say of a country, as far as pay-per-minute is concerned."""

    country: Country
    purchase: Finding
    """Can an organisation here buy pay-per-minute? Needs the offer and credits."""
    toll: Finding
    """Are there toll numbers to dial in?"""
    toll_free: Finding
    """Are there toll-free numbers to dial in?"""
    from_landlines: Finding
    """Can the toll-free numbers be reached from landlines?"""
    from_mobiles: Finding
    """Can the toll-free numbers be reached from mobiles, and is it free there?"""
    dial_out: Finding
    """Can a meeting call numbers here? From pay-per-minute every such call draws credits."""
    credits: Finding
    """Can Communications Credits be bought here?"""
    access: tuple[TollFreeAccess, ...]

    @property
    def dial_in(self) -> Finding:
        """Can people dial in from here, to whatever kind of number?"""
        kinds = {"toll": self.toll.verdict, "toll_free": self.toll_free.verdict}
        sold = [kind for kind, verdict in kinds.items() if verdict == "yes"]
        if sold:
            return Finding("yes", "_and_".join(sold))
        return Finding("limited", "limited") if "limited" in kinds.values() else Finding("no", "none")

    @property
    def sources(self) -> tuple[Source, ...]:
        """The country's page and its pages on toll-free dialling."""
        return (self.country.source, *(access.source for access in self.access))


def look_up(catalog: Catalog, code: str) -> Availability | None:
    """What is known of a country; None when Microsoft lists no page for it, which is not a no."""
    country = catalog.countries.get(code)
    if country is None:
        return None
    access = catalog.toll_free_access.get(code, ())
    return Availability(
        country=country,
        purchase=purchase(country),
        toll=_toll(country),
        toll_free=_toll_free(country),
        from_landlines=_from_landlines(country, access),
        from_mobiles=_from_mobiles(country, access),
        dial_out=Finding("yes", "zone_a" if country.zone_a else "outside_zone_a"),
        credits=_credits(country),
        access=access,
    )


def is_old(sources: Iterable[Source], today: date) -> bool:
    """Whether a fact among these was read more than two years before today."""
    return any(source.date < _years_before(today, OLD_AFTER_YEARS) for source in sources)


def purchase(country: Country) -> Finding:
    """Whether pay-per-minute can be bought here: it takes the offer and Communications Credits."""
    if country.offer == "not_sold":
        return Finding("no", "not_sold_though_credits" if country.credits else "not_sold")
    if country.offer in ("partner_only", "outside_users_only"):
        return Finding("no", country.offer)
    if not country.credits:
        return Finding("no", "no_credits")
    return Finding("yes", country.offer)


def _credits(country: Country) -> Finding:
    if country.credits:
        return Finding("yes", "sold")
    complimentary = country.note("complimentary_dial_out") is not None
    return Finding("no", "complimentary_terms" if complimentary else "not_sold")


def _toll(country: Country) -> Finding:
    if not country.toll_numbers:
        return Finding("no", "none")
    if country.toll_on_request:
        return Finding("limited", f"{country.toll_kind}_on_request")
    return Finding("yes", country.toll_kind)


def _toll_free(country: Country) -> Finding:
    if not country.toll_free_numbers:
        return Finding("no", "none")
    if not country.credits:
        return Finding("limited", "no_credits")
    return Finding("limited", "on_request") if country.toll_free_on_request else Finding("yes", "sold")


def _from_landlines(country: Country, access: tuple[TollFreeAccess, ...]) -> Finding:
    unknown = _without_page(country, access)
    if unknown:
        return unknown
    if len(access) > 1:
        return Finding("limited", "by_range")
    return {
        "yes": Finding("yes", "reachable"),
        "restricted": Finding("limited", "restricted"),
        "no": Finding("no", "not_reachable"),
    }[access[0].fixed_line]


def _from_mobiles(country: Country, access: tuple[TollFreeAccess, ...]) -> Finding:
    unknown = _without_page(country, access)
    if unknown:
        return unknown
    if len(access) > 1:
        return Finding("limited", "by_range")
    page = access[0]
    if page.mobile == "no":
        return Finding("no", "not_reachable")
    if page.mobile == "restricted":
        return Finding("limited", "restricted_premium" if page.has("mobile_premium") else "restricted")
    return Finding("yes", _mobile_price(page))


def _mobile_price(page: TollFreeAccess) -> str:
    """What a mobile caller pays, as far as the page says."""
    prices = {
        "mobile_premium": "premium",
        "mobile_premium_some": "premium_some",
        "mobile_airtime": "airtime",
        "mobile_no_airtime": "free",
    }
    return next((price for note, price in prices.items() if page.has(note)), "reachable")


def _without_page(country: Country, access: tuple[TollFreeAccess, ...]) -> Finding | None:
    if not country.toll_free_numbers:
        return Finding("no", "no_toll_free_numbers")
    return None if access else Finding("unknown", "no_dialling_page")


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
