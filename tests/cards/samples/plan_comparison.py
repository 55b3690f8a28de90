from dataclasses import replace
from decimal import Decimal

from bot.answers.plan_offers import offers
from bot.answers.plans_view import currencies
from pricing.cost_centres import CostCentres
from pricing.organisation import Organisation
from pricing.plan_calls import PlanCalls
from tests.cards.samples import Typed
from tests.cards.samples.availability import catalog
from tests.cards.samples.profile_restored import KEPT
from tests.cards.samples.usage import FRAME

MONTHS = ("2026-05-01", "2026-06-01")
KINDS = (("toll", "DE"), ("dial_out", "FR"), ("dial_out", "BR"), ("toll_free", "GB"), ("unknown", "DE"))
CENTRES = CostCentres(
    {f"kim.{at}@contoso.example": Typed(f"Cost centre {at // 2}") for at in range(6)},
    "staff.csv",
    FRAME["as_of"],
)
CONTOSO = Organisation("contoso", country="DE", currency="EUR")


def rows(currency="EUR", kinds=KINDS, organisers=9):
    """The first organisers' calls cost most."""
    return [
        PlanCalls(
            Typed(f"kim.{at}@contoso.example"), month, kind, country, currency, "MCOMEETACPEA",
            4, 60 * 40 * (organisers - at), 300_000 * (organisers - at) ** 2,
        )
        for at in range(organisers) for kind, country in kinds for month in MONTHS
    ]  # fmt: skip


def view(calls, organisation=CONTOSO, users=None, centres=CENTRES, said=None, **changes):
    offered = offers(catalog(), organisation, said)
    known = organisation.licence_price
    day = FRAME["as_of"].date()
    return (
        FRAME
        | {
            "known_days": 75,
            "needed_days": 30,
            "enough": True,
            "first_day": day.replace(month=5, day=1),
            "last_day": day.replace(month=6, day=30),
            "months": len(MONTHS),
            "whole_months": True,
            "currencies": currencies(calls, MONTHS, offered, organisation.currency, users, centres),
            "offers": [one.view() for one in offered],
            "offer_of_country": "subscription_or_pay_per_minute",
            "country": organisation.country,
            "kept": None,
            "form": form(price=known, currency=organisation.currency),
        }
        | changes
    )


def form(**changes):
    return {
        "typed": None,
        "price": None,
        "currency": None,
        "currencies": [],
        "likely": "EUR",
        "fault": None,
        "period": None,
    } | changes


def priced(price, currency="EUR"):
    return replace(CONTOSO, currency=currency, licence_price=Decimal(price))


def samples(locale):
    nothing = {"currencies": [], "enough": False, "first_day": None, "last_day": None, "form": None}
    asked = form(fault="price", typed=Typed("four"), currencies=["EUR", "USD"], period="2026-06")
    outside = [one._replace(capability="MCOPSTNPP", organiser="lee") for one in rows(organisers=1)]
    return {
        "each where it is cheaper": view(rows() + outside, priced("20.00"), users=200),
        "pay-per-minute for all": view(rows(), priced("900.00"), kept=KEPT),
        "the subscription for all": view(rows(organisers=1), priced("0.40")),
        "a licence at nothing": view(rows(), priced("0")),
        "it includes nothing": view(rows(kinds=KINDS[3:]), priced("4.00")),
        "public prices in the calls' currency": view(rows("USD"), replace(CONTOSO, currency="USD")),
        "no price in the calls' currency": view(rows()),
        "another currency apart": view(rows() + rows("USD", organisers=2)),
        "a price in another currency": view(rows(), priced("4.00", "USD")),
        "the last 30 days": view(rows(), whole_months=False, offer_of_country="pay_per_minute_only"),
        "too few days": view([]) | nothing | {"known_days": 12},
        "one day": view([]) | nothing | {"known_days": 1, "form": asked},
        "nothing known": view([]) | nothing | {"known_days": 0, "charges_through": None},
        "no pay-per-minute": view(outside),
        "no cost centres": view(rows(), priced("20.00"), centres=CostCentres()),
        "a price that was named": view(rows(), said=(5_000_000, "EUR")),
        "not a price": view(rows(), form=asked),
    }
