from dataclasses import replace

from bot.answers.spenders import spender
from bot.answers.usage_of_one import answer
from bot.understanding.reading import Slots
from pricing.period import read_period
from pricing.storage.organiser_usage import OrganiserSpent
from pricing.usage_summary import Spent
from tests.cards.samples import Typed
from tests.cards.samples.usage import FRAME, people


def view(period, *, known=True, dollars=False, alone=False, **slots):
    slots, days = Slots(**slots), read_period(period)
    whose = people(days, slots)
    if dollars:
        other = OrganiserSpent("USD", whose.now[0].user_principal_name, Spent(2, 120, 3_000_000))
        whose = replace(whose, now=[*whose.now, other])
    name = whose.cost_centres.of(whose.now[0].user_principal_name) if whose.now else "Sales"
    frame = FRAME | {"currency": "EUR"}
    said = whose.now[0].user_principal_name if alone else name
    meant = spender(said, whose.cost_centres, whose)
    found = answer(meant, slots, days, whose if known else None, whose.cost_centres, frame).view
    for one in found["currencies"]:
        for row in one["organisers"]:
            row["key"] = Typed(row["key"])
    return {**found, "name": Typed(name)}


def samples(locale):
    return {
        "a month": view("2026-06"),
        "days, one way to call": view("2026-07-01/2026-07-14", call_type="dial_out", countries=("DE",)),
        "one organiser": view("2026-06", alone=True),
        "the first month": view("2025-07"),
        "another currency apart": view("2026-06", dollars=True),
        "too many calls": view("2026-06", known=False),
        "no calls": view("2024-01"),
    }
