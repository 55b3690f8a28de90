"""A period's usage as plain data for a card."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.answers.balance_view import OLD_AFTER, instant, money, sources
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.demo import DEMO_TENANT
from pricing.money import decimal, divide_half_up
from pricing.period import Period
from pricing.storage.usage_totals import DayTotal, OrganiserTotal
from pricing.usage import Draws, NumberKind
from pricing.usage_outliers import Outlier, unusual_countries, unusual_days
from pricing.usage_summary import (
    Line,
    Metering,
    Spent,
    Usage,
    by_month,
    lines,
    period_before,
    whole_months,
)

MOST_ROWS = 5
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
    """All that is said of a period, from daily and organisers' totals."""

    def __init__(
        self,
        totals: Sequence[DayTotal],
        organisers: Sequence[OrganiserTotal],
        period: Period,
        metering: Metering,
        slots: Slots,
    ) -> None:
        self._totals = [one for one in totals if _asked_for(one, slots)]
        # An organiser's totals hold no country, so they stay silent where one was asked for.
        self._organisers = [] if slots.countries else [one for one in organisers if _is_kind(one, slots)]
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
            "countries": list(self._slots.countries),
            "call_type": self._slots.call_type,
            "currencies": [self._of(currency) for currency in ordered],
            "unclassified": _apart(within, Draws.UNCLASSIFIED, self._metering),
            "free_calls": sum(one.calls for one in within if one.draws == Draws.NOT_COUNTED),
        }

    def _of(self, currency: str) -> dict[str, Any]:
        usage = Usage(self._totals, currency, self._period, self._before, self._metering)
        return {
            "currency": currency,
            **_spent(usage.spent, currency),
            "before": _spent(usage.before, currency) if usage.before.calls else None,
            "change": _change(usage),
            "call_types": [_row(line, currency) for line in usage.by_call_type()],
            "countries": [_row(line, currency) for line in usage.by_country() if line.key][:MOST_ROWS],
            "more_countries": max(0, len(usage.by_country()) - MOST_ROWS),
            "organisers": self._by_organiser(currency),
            "months": self._months(currency),
            "unusual_days": self._unusual_days(currency),
            "unusual_countries": self._unusual_countries(usage, currency),
        }

    def _is_within(self, total: DayTotal) -> bool:
        return self._period.first.isoformat() <= total.day <= self._period.last.isoformat()

    def _by_organiser(self, currency: str) -> list[dict[str, Any]]:
        """Organisers are known by month, so only for a period within one month from its first day on."""
        period = self._period
        if period.first.day != 1 or f"{period.first:%Y-%m}" != f"{period.last:%Y-%m}":
            return []
        now = self._organisers_of(f"{period.first:%Y-%m}", currency)
        before = self._organisers_of(f"{self._before.first:%Y-%m}", currency)
        dearest = [line for line in lines(now, before) if line.key][:MOST_ROWS]
        return _without_common_domain([_row(line, currency) for line in dearest])

    def _organisers_of(self, month: str, currency: str) -> dict[str, Spent]:
        found: dict[str, Spent] = {}
        for one in self._organisers:
            if (one.month, one.currency, one.draws) == (month, currency, Draws.COUNTED):
                amount = self._metering.spend(one.charge_micro_units, one.fee_micro_units)
                spent = Spent(one.calls, one.duration_seconds, amount)
                key = one.user_principal_name
                found[key] = found.get(key, Spent()) + spent
        return found

    def _months(self, currency: str) -> list[dict[str, Any]]:
        """The months up to the period's end, newest last."""
        months = list(by_month(self._totals, currency, self._metering).items())[-MOST_MONTHS:]
        return [
            {"month": date.fromisoformat(f"{month}-01"), **_spent(spent, currency)} for month, spent in months
        ]

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
    return _is_kind(total, slots) and (not slots.countries or total.country in slots.countries)


def _is_kind(total: DayTotal | OrganiserTotal, slots: Slots) -> bool:
    return slots.call_type in (None, total.number_kind)


def _counted(totals: Iterable[DayTotal], currency: str) -> Iterable[DayTotal]:
    return (one for one in totals if one.currency == currency and one.draws == Draws.COUNTED)


def _spent(spent: Spent, currency: str) -> dict[str, Any]:
    minutes = divide_half_up(spent.seconds, 60)
    return {"calls": spent.calls, "minutes": minutes, "spend": money(spent.micro_units, currency)}


def _row(line: Line, currency: str) -> dict[str, Any]:
    change = line.spent.micro_units - line.before.micro_units
    return {
        "key": line.key,
        "new": not line.before.calls,
        "more": change > 0,
        "change": money(abs(change), currency) if change and line.before.calls else None,
        **_spent(line.spent, currency),
    }


def _without_common_domain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sign-in names as short as they can be told apart."""
    if len({row["key"].partition("@")[2] for row in rows}) != 1:
        return rows
    return [row | {"key": row["key"].partition("@")[0]} for row in rows]


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
