"""How much of Communications Credits is left, how long it lasts, what expires, which auto-recharge fits."""

from dataclasses import replace
from typing import Any

from bot.answer import Answer, FollowUp, Outcome
from bot.answers import balance_outlook, balance_view, ledger_forms
from bot.answers.overlaps_view import suspected
from bot.composition import Services
from bot.question import Question
from bot.understanding.books import names_portal
from bot.understanding.reading import Slots
from bot.understanding.text import text_of
from pricing.demo import DEMO_TENANT
from pricing.ledger import Balance
from pricing.organisation import Organisation
from pricing.storage import statements
from pricing.storage.statements import Reading

NEXT = {
    None: ("runway", "next_expiry", "recharge_advice"),
    "runway": ("balance", "next_expiry", "recharge_advice"),
    "expiry": ("balance", "runway", "recharge_advice"),
    "auto_recharge": ("balance", "runway", "next_expiry"),
}
_TOPICS = {"balance": None, "runway": "runway", "next_expiry": "expiry", "recharge_advice": "auto_recharge"}


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The balance with its lots, burn and days left; an amount that was said is offered for recording."""
    if slots.amount is not None:
        return await _offer_to_record(question, slots, services)
    organisation, reading = await _read(question, services)
    async with services.database.reading(question.tenant) as connection:
        overlaps = await suspected(connection, question.tenant)
    own = organisation.currency if organisation else None
    balances = balance_view.ordered(reading.statement.balances, own)
    view = _frame(question, services, reading, "reports.latency_hours", "credits.expiry_months") | {
        "currency": own,
        "balances": balance_view.balances(balances, reading),
        "unclassified": balance_view.unclassified(reading.unclassified),
        "overlaps": overlaps,
    }
    return Answer("balance", view, follow_ups=_next(None))


async def runway(question: Question, slots: Slots, services: Services) -> Answer:
    """Days left as a range, what the month will have cost, what is lost at the next expiry."""
    organisation, reading = await _read(question, services)
    one = _own(organisation, reading)
    view = _frame(question, services, reading, "reports.latency_hours") | {"runway": None}
    if one is not None:
        view["runway"] = balance_view.balance(one, reading) | balance_outlook.month_end(one, reading)
    return Answer("balance_runway", view, follow_ups=_next("runway"))


async def expiry(question: Question, slots: Slots, services: Services) -> Answer:
    """Which lot expires next, and how much of each will be lost at the present burn."""
    organisation, reading = await _read(question, services)
    view = _frame(question, services, reading, "credits.expiry_months", "credits.oldest_first") | {
        "balances": [
            balance_view.balance(one, reading) | {"forfeits": balance_outlook.forfeits(one, reading)}
            for one in balance_view.ordered(
                reading.statement.balances, organisation.currency if organisation else None
            )
            if one.lots
        ]
    }
    return Answer("balance_expiry", view, follow_ups=_next("expiry"))


async def recharge_advice(question: Question, slots: Slots, services: Services) -> Answer:
    """Trigger, amount and monthly cap of an auto-recharge, each with its reason."""
    organisation, reading = await _read(question, services)
    rules = ("credits.auto_recharge_amounts", "credits.stops_at_zero", "reports.latency_hours")
    view = _frame(question, services, reading, *rules) | {
        "advice": balance_outlook.advice(_own(organisation, reading), reading),
        "on": organisation.auto_recharge if organisation else None,
        "new_commerce": organisation is not None and organisation.agreement == "MCA",
    }
    return Answer("balance_auto_recharge", view, follow_ups=_next("auto_recharge"))


async def _offer_to_record(question: Question, slots: Slots, services: Services) -> Answer:
    organisation = await services.organisation(question.tenant)
    currency = slots.currency or (organisation.currency if organisation else None)
    first, _, last = (slots.period or "").partition("/")
    on = first if last == first and first else None
    if slots.amount is not None and slots.amount < 0:
        given = {"amount": str(slots.amount), "currency": currency, "on": on}
        return await ledger_forms.adjustment_form(replace(question, data=given), services)
    check = None
    if names_portal(text_of(question.text), services.reader.cues) and slots.amount is not None:
        check = await ledger_forms.compared(question, services, slots.amount, currency, on)
    view = {
        "demo": question.tenant == DEMO_TENANT,
        "amount": str(slots.amount),
        "currency": currency,
        "on": on,
        "money": {"amount": slots.amount, "currency": currency} if currency else None,
        "check": check,
    }
    return Answer("balance_offer", view, Outcome.ASKED)


async def _read(question: Question, services: Services) -> tuple[Organisation | None, Reading]:
    organisation = await services.organisation(question.tenant)
    async with services.database.reading(question.tenant) as connection:
        reading = await statements.read(
            connection,
            question.tenant,
            int(question.now.timestamp()),
            charge_includes_fee=services.settings.charge_includes_connection_fee,
        )
    return organisation, reading


def _frame(question: Question, services: Services, reading: Reading, *rules: str) -> dict[str, Any]:
    return balance_view.frame(
        reading,
        demo=question.tenant == DEMO_TENANT,
        fee_included=services.settings.charge_includes_connection_fee,
        sources=balance_view.sources(services.catalog, *rules),
    )


def _own(organisation: Organisation | None, reading: Reading) -> Balance | None:
    own = organisation.currency if organisation else None
    return next(iter(balance_view.ordered(reading.statement.balances, own)), None)


def _next(topic: str | None) -> tuple[FollowUp, ...]:
    return tuple(FollowUp(label, "balance", topic=_TOPICS[label]) for label in NEXT[topic])
