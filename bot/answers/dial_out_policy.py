"""What a month's calls out of meetings would have cost under each dial-out policy."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.answer import Answer, FollowUp
from bot.answers.balance_view import money, sources
from bot.answers.invoice_check import last_month
from bot.answers.usage_view import frame
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.catalog import Catalog
from pricing.dial_out_policy import Limited, what_if
from pricing.period import read_period
from pricing.storage import import_journal, usage_records

MOST_COUNTRIES = 5
NEXT = (
    FollowUp("restrict_dial_out", "how_to", topic="restrict_dial_out"),
    FollowUp("usage", "usage"),
)


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The month asked for, or the last whole one; users' own calls outside meetings are left as they are."""
    organisation = await services.organisation(question.tenant)
    period = read_period(slots.period) or last_month(question.now.date())
    first = datetime.combine(period.first, time(), UTC)
    end = datetime.combine(period.last + timedelta(days=1), time(), UTC)
    async with services.database.reading(question.tenant) as connection:
        calls = await usage_records.dial_out_by_country(
            connection, question.tenant, int(first.timestamp()), int(end.timestamp())
        )
        through = await import_journal.charges_through(connection, question.tenant)
    known = {one.currency for one in calls}
    own = organisation.currency if organisation and organisation.currency in known else None
    currency = own or min(known, default=None)
    zone_a = {code for code, country in services.catalog.countries.items() if country.zone_a}
    fee_included = services.settings.charge_includes_connection_fee
    limited = what_if(calls, currency, zone_a, fee_included) if currency else []
    view = {
        "first_day": period.first,
        "last_day": period.last,
        "policies": [_policy(one, services.catalog, currency) for one in limited if currency],
        "other_currencies": sorted(known - {currency}),
    }
    view |= frame(question, services, through)
    view["sources"] = _policy_sources(services.catalog)
    return Answer("dial_out_policy", view, follow_ups=NEXT)


def _policy(one: Limited, catalog: Catalog, currency: str) -> dict[str, Any]:
    return {
        "allows": one.allows,
        "policy": _names(catalog)[one.allows],
        "calls": one.calls,
        "stopped_calls": one.stopped_calls,
        "cost": money(one.micro_units, currency),
        "saved": money(one.saved_micro_units, currency),
        "stopped": [
            {"country": country, "calls": calls, "cost": money(cost, currency)}
            for country, calls, cost in one.stopped[:MOST_COUNTRIES]
        ],
        "more_stopped": max(0, len(one.stopped) - MOST_COUNTRIES),
    }


def _names(catalog: Catalog) -> dict[str, str]:
    """The policy that changes nothing but what meetings may call, by what it allows."""
    return {one.meetings: one.name for one in catalog.dial_out_policies if one.user_calls == "international"}


def _policy_sources(catalog: Catalog) -> list[dict[str, Any]]:
    policy = catalog.dial_out_policies[0].source
    found = dict.fromkeys([policy, *sources(catalog, "dial_out.booked_on_organiser")])
    return [{"title": one.title, "url": one.url, "date": one.date} for one in found]
