"""What calls cost in a period, and why: by kind, country, organiser and cost centre, and what stands out."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answer import Answer, FollowUp
from bot.answers import usage_of_one, usage_view
from bot.answers.overlaps_view import suspected
from bot.answers.spenders import spender
from bot.answers.usage_people import People
from bot.answers.usage_projection import is_running_month, month_end
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from bot.understanding.text import text_of
from pricing.cost_centres import CostCentres
from pricing.period import Period, read_period
from pricing.storage import cost_centres, import_journal, usage_totals
from pricing.storage.organiser_usage import MOST_CALLS, Kinds, of_months, of_records
from pricing.storage.usage_totals import DayTotal
from pricing.usage_outliers import MONTHS_OF_HABIT
from pricing.usage_summary import Metering, period_before


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The period's spend and minutes; without a period, the month of the latest call known."""
    organisation = await services.organisation(question.tenant)
    metering = Metering(
        organisation.billing_step_seconds if organisation else 6,
        services.settings.charge_includes_connection_fee,
    )
    async with services.database.reading(question.tenant) as connection:
        through = await import_journal.charges_through(connection, question.tenant)
        period = _period(slots, question.now.date(), through)
        first = _months_back(period_before(period).first, MONTHS_OF_HABIT)
        totals = await usage_totals.daily(connection, question.tenant, first, period.last)
        overlaps = await suspected(connection, question.tenant)
        centres = await cost_centres.load(connection, question.tenant)
        people = await _people(connection, question.tenant, period, totals, slots, metering, centres)
    own_currency = organisation.currency if organisation else None
    frame = usage_view.frame(question, services, through) | {"overlaps": overlaps, "currency": own_currency}
    if slots.cost_centre:
        return _of_one(slots.cost_centre, slots, period, people, centres, frame)
    view = usage_view.Summary(totals, people, period, metering, slots).view(own_currency)
    if is_running_month(period, through, question.now) and not (slots.countries or slots.call_type):
        for one in view["currencies"]:
            one["projected"] = month_end(totals, one["currency"], metering, through, question.now)
    asked = services.reader.cues.breakdown.find(text_of(question.text))
    view |= frame | {"asked_for": next((one for one in ("organisers", "cost_centres") if one in asked), None)}
    return Answer("usage", view, follow_ups=_next(slots))


def _of_one(
    name: str,
    slots: Slots,
    period: Period,
    people: People | None,
    centres: CostCentres,
    frame: dict[str, Any],
) -> Answer:
    """Their part of the spend; a name of nobody is told with the cost centres that there are."""
    whose = spender(name, centres, people)
    if whose is None:
        return usage_of_one.unknown(name, slots, centres, demo=frame["demo"])
    return usage_of_one.answer(whose, slots, period, people, centres, frame)


async def _people(
    connection: AsyncConnection,
    tenant: str,
    period: Period,
    totals: Iterable[DayTotal],
    slots: Slots,
    metering: Metering,
    centres: CostCentres,
) -> People | None:
    """Both periods' organisers: from the records, or from totals by month where these are too many."""
    before, kinds = period_before(period), Kinds(slots.call_type, slots.countries)
    days = (before.first.isoformat(), period.last.isoformat())
    calls = sum(one.calls for one in totals if days[0] <= one.day <= days[1])
    if calls <= MOST_CALLS:
        now, earlier = [
            await of_records(connection, tenant, one, kinds, metering) for one in (period, before)
        ]
        return People(now, earlier, centres)
    by_month = [await of_months(connection, tenant, one, kinds, metering) for one in (period, before)]
    if by_month[0] is None or by_month[1] is None:
        return None
    return People(by_month[0], by_month[1], centres, talked=True)


def _next(slots: Slots) -> tuple[FollowUp, ...]:
    same_period = {"period": slots.period} if slots.period else {}
    return (
        FollowUp("invoice_check", "usage", same_period, topic="invoice_check"),
        FollowUp("dial_out_policy", "usage", same_period, topic="dial_out_policy"),
        FollowUp("balance", "balance"),
    )


def _period(slots: Slots, today: date, through: int | None) -> Period:
    """What was asked for, cut off at the present; by default the month of the latest call up to that day."""
    asked = read_period(slots.period)
    latest = min(usage_view.day_of(through), today) if through is not None else today
    if asked is None:
        return Period(latest.replace(day=1), latest)
    return Period(asked.first, latest) if asked.first <= latest < asked.last else asked


def _months_back(day: date, months: int) -> date:
    first = day.replace(day=1)
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first
