"""Which subscriptions there are to compare with: at the organisation's own price, or at public ones."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bot.answers.balance_view import money
from pricing.catalog import Catalog, LicencePrice
from pricing.money import micro_units
from pricing.organisation import Organisation
from pricing.plans import Subscription

STANDARD = "Audio Conferencing"
US_CANADA = frozenset({"US", "CA"})


@dataclass(frozen=True)
class Offer:
    """A subscription at a price, the organisation's own or a public one."""

    code: str
    """said, own, standard or us_canada."""
    plan: Subscription
    currency: str
    public: LicencePrice | None = None

    def view(self) -> dict[str, Any]:
        """Its price, and where that was read."""
        found = self.public
        source = (
            {"title": found.source.title, "url": found.source.url, "date": found.source.date}
            if found
            else None
        )
        return {
            "code": self.code,
            "price": money(self.plan.price, self.currency),
            "source": source,
            "second_hand": found is not None and found.quoted_by != "microsoft",
        }


def offers(
    catalog: Catalog, organisation: Organisation | None, said: tuple[int, str] | None = None
) -> list[Offer]:
    """The price that was said, else the organisation's own, else the newest public price of each version.

    `said`: micro-units a user and month, and their currency.
    """
    zone_a = frozenset(code for code, country in catalog.countries.items() if country.zone_a)
    if said is not None:
        return [Offer("said", _plan(catalog, said[0], zone_a), said[1])]
    if organisation and organisation.licence_price is not None and organisation.currency:
        price = micro_units(organisation.licence_price)
        return [Offer("own", _plan(catalog, price, zone_a), organisation.currency)]
    newest: dict[str, LicencePrice] = {}
    for one in sorted(catalog.licence_prices, key=lambda one: one.source.date):
        newest["standard" if one.product == STANDARD else "us_canada"] = one
    reach = {"standard": zone_a, "us_canada": US_CANADA}
    return [
        Offer(code, _plan(catalog, micro_units(one.price_per_user_month), reach[code]), one.currency, one)
        for code, one in newest.items()
    ]


def _plan(catalog: Catalog, price: int, countries: Collection[str]) -> Subscription:
    minutes = catalog.rules["pool.minutes_per_user_month"].value
    if not isinstance(minutes, int):
        raise TypeError("pool.minutes_per_user_month is not a whole number")
    return Subscription(price, 60 * minutes, countries)
