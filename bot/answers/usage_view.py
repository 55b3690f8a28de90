"""A period's usage as plain data for a card."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.answers.balance_view import OLD_AFTER, instant, money, sources
from bot.answers.usage_people import People, cost_centre_list
from bot.answers.usage_rows import MOST_ROWS, MOST_ROWS_APART, row, spent
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.demo import DEMO_TENANT
from pricing.money import decimal, divide_half_up
from pricing.period import Period
from pricing.storage.usage_totals import DayTotal
from pricing.usage import Draws, NumberKind
from pricing.usage_outliers import Outlier, unusual_countries, unusual_days
from pricing.usage_summary import (
    Metering,
    Usage,
    by_month,
    period_before,
    whole_months,
)

MOST_MONTHS = 7
MOST_OUTLIERS = 4
LONGEST_MONTH_DAYS = 31


def day_of(seconds: int) -> date:
    """The UTC day of epoch seconds."""
    return instant(seconds).date()


def frame(question: Question, services: Services, through: int | None) -> dict[str, Any]:
    """What every usage card says: as of when, how old, what an amount holds, by which sources."""
    known = None if through is None else instant(through)
    found = sources(services.catalog, "reports.latency_hours", "dial_out.booked_on_organiser")
    return {
        "demo": question.tenant == DEMO_TENANT,
        "as_of": question.now,
        "charges_through": known,
        "old": known is not None and question.now - known > OLD_AFTER,
        "fee_included": services.settings.charge_includes_connection_fee,
        "sources": [{"title": one.title, "url": one.url, "date": one.date} for one in found],
    }


class Summary:
    """All that is said of a period, from daily totals and, where they are known, from its people's."""

    def __init__(
        self,
        totals: Sequence[DayTotal],
        people: People | None,
        period: Period,
        metering: Metering,
        slots: Slots,
    ) -> None:
        self._totals = [one for one in totals if _asked_for(one, slots)]
        self._first_known = min((date.fromisoformat(one.day) for one in totals), default=None)
        self._people = people
        self._period, self._before = period, period_before(period)
        self._metering, self._slots = metering, slots

    def view(self, own_currency: str | None) -> dict[str, Any]:
        """The card's data: the organisation's currency first, others apart below it."""
        within = [one for one in self._totals if self._is_within(one)]
        currencies = {one.currency for one in within if one.draws == Draws.COUNTED}
        ordered = sorted(currencies, key=lambda currency: (currency != own_currency, currency))
        return {
            "first_day": self._period.first,
            "last_day": self._period.last,
            "month": self._period.first if whole_months(self._period) == 1 else None,
            "before_first_day": self._before.first,
            "before_last_day": self._before.last,
            "before_month": self._before.first if whole_months(self._before) == 1 else None,
            "first_call": self._first_call(),
            "countries": list(self._slots.countries),
            "call_type": self._slots.call_type,
            "currencies": [
                self._of(currency, MOST_ROWS_APART if at else MOST_ROWS)
                for at, currency in enumerate(ordered)
            ],
            "unclassified": _apart(within, Draws.UNCLASSIFIED, self._metering),
            "people": self._people is not None,
            "talked": self._people is not None and self._people.talked,
            "cost_centre_list": cost_centre_list(self._people.cost_centres) if self._people else None,
            "free_calls": sum(one.calls for one in within if one.draws == Draws.NOT_COUNTED),
        }

    def _first_call(self) -> date | None:
        """The day of the first call known, where the period began before it."""
        first = self._first_known
        return first if first is not None and self._period.first < first <= self._period.last else None

    def _of(self, currency: str, most: int) -> dict[str, Any]:
        usage = Usage(self._totals, currency, self._period, self._before, self._metering)
        known = bool(usage.before.calls)
        return {
            "currency": currency,
            **spent(usage.spent, currency),
            "projected": None,
            "before": spent(usage.before, currency) if usage.before.calls else None,
            "change": _change(usage),
            "call_types": [row(line, currency, known) for line in usage.by_call_type()],
            "countries": [row(line, currency, known) for line in usage.by_country()[:most]],
            "more_countries": max(0, len(usage.by_country()) - most),
            **(self._people or People()).view(currency, most),
            "months": self._months(currency),
            "unusual_days": self._unusual_days(currency),
            "unusual_countries": self._unusual_countries(usage, currency),
        }

    def _is_within(self, total: DayTotal) -> bool:
        return self._period.first.isoformat() <= total.day <= self._period.last.isoformat()

    def _months(self, currency: str) -> list[dict[str, Any]]:
        """The months up to the period's end, newest last."""
        months = list(by_month(self._totals, currency, self._metering).items())[-MOST_MONTHS:]
        return [{"month": date.fromisoformat(f"{month}-01"), **spent(one, currency)} for month, one in months]

    def _unusual_days(self, currency: str) -> list[dict[str, Any]]:
        by_day: dict[str, int] = {}
        for one in _counted(self._totals, currency):
            by_day[one.day] = by_day.get(one.day, 0) + self._spend(one)
        found = unusual_days(by_day, self._period)[:MOST_OUTLIERS]
        return [{"day": date.fromisoformat(one.key), **_range(one, currency)} for one in found]

    def _unusual_countries(self, usage: Usage, currency: str) -> list[dict[str, Any]]:
        """For a month only, held against the months before it."""
        if self._period.first.day != 1 or self._period.days() > LONGEST_MONTH_DAYS:
            return []
        habit: dict[str, dict[str, int]] = {}
        first = f"{self._period.first:%Y-%m}"
        for one in _counted(self._totals, currency):
            if one.day[:7] < first:
                month = habit.setdefault(one.day[:7], {})
                month[one.country] = month.get(one.country, 0) + self._spend(one)
        now = {line.key: line.spent.micro_units for line in usage.by_country() if line.key}
        floor = usage.spent.micro_units // 100
        found = [one for one in unusual_countries(now, list(habit.values())) if one.micro_units > floor]
        return [{"country": one.key, **_range(one, currency)} for one in found[:MOST_OUTLIERS]]

    def _spend(self, total: DayTotal) -> int:
        return self._metering.spend(total.charge_micro_units, total.fee_micro_units)


def _asked_for(total: DayTotal, slots: Slots) -> bool:
    kind = slots.call_type in (None, total.number_kind)
    return kind and (not slots.countries or total.country in slots.countries)


def _counted(totals: Iterable[DayTotal], currency: str) -> Iterable[DayTotal]:
    return (one for one in totals if one.currency == currency and one.draws == Draws.COUNTED)


def _change(usage: Usage) -> dict[str, Any] | None:
    """By how much the spend changed and why; amounts without sign, `more` says which way."""
    drivers, before = usage.drivers(), usage.before
    if drivers is None or not before.micro_units:
        return None
    strongest = usage.strongest_kind()
    return {
        "more": drivers.change > 0,
        "same": not drivers.change,
        "amount": money(abs(drivers.change), usage.currency),
        "share": decimal(divide_half_up(abs(drivers.change) * 1_000_000, before.micro_units)),
        "driver": drivers.strongest,
        "parts": [
            {"driver": name, "more": amount > 0, "amount": money(abs(amount), usage.currency)}
            for name, amount in (
                ("volume", drivers.volume),
                ("price", drivers.price),
                ("mix", drivers.mix),
            )
            if amount
        ],
        "strongest": _strongest(strongest, usage.currency) if strongest else None,
    }


def _strongest(found: tuple[tuple[str, str], int], currency: str) -> dict[str, Any] | None:
    (number_kind, country), change = found
    if number_kind == NumberKind.NO_CONFERENCE or not country or not change:
        return None
    amount = money(abs(change), currency)
    return {"call_type": number_kind, "country": country, "more": change > 0, "amount": amount}


def _range(one: Outlier, currency: str) -> dict[str, Any]:
    return {
        "spend": money(one.micro_units, currency),
        "new": not one.high,
        "low": money(one.low, currency),
        "high": money(one.high, currency),
    }


def _apart(totals: Iterable[DayTotal], draws: Draws, metering: Metering) -> list[dict[str, Any]]:
    sums: dict[str, list[int]] = {}
    for one in totals:
        if one.draws == draws:
            found = sums.setdefault(one.currency, [0, 0])
            found[0] += one.nonzero_total_calls
            found[1] += metering.spend(one.charge_micro_units, one.fee_micro_units)
    return [
        {"calls": calls, "amount": money(amount, currency)}
        for currency, (calls, amount) in sorted(sums.items())
    ]
