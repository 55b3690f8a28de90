"""Totals of an import's own records, kept in the pass that writes them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from pricing.errors import UsageReportError
from pricing.usage import Fields

DAY_SECONDS = 86_400
LARGEST_SUM = 2**63 - 1
"""What a database's integer holds."""

_DAY_SUMS = (
    "calls", "nonzero_charge_calls", "nonzero_total_calls", "duration_seconds", "billed_steps_6",
    "billed_steps_60", "charge_micro_units", "fee_micro_units",
)  # fmt: skip
_ORGANISER_SUMS = ("calls", "duration_seconds", "charge_micro_units", "fee_micro_units")
_KIND = ("currency", "draws", "call_type", "number_kind")


class RunningTotals:
    """Sums per day and per organiser and month, as `storage.usage_totals` keeps them."""

    def __init__(self) -> None:
        self._days: dict[tuple[int, str, str, str, str, str], list[int]] = {}
        self._organisers: dict[tuple[str, str, str, str, str, str], list[int]] = {}
        self._months: dict[int, str] = {}
        self._first: int | None = None
        self._last: int | None = None

    @property
    def span(self) -> tuple[int, int] | None:
        """Starts of the earliest and the latest call, epoch seconds; None before any."""
        return None if self._first is None or self._last is None else (self._first, self._last)

    def add(self, records: Iterable[Fields]) -> None:
        """Count these records. One function on purpose: its body runs once for every record."""
        starts = []
        for record in records:
            (
                start, duration, call_type, charge, fee, currency, _, draws, kind, country, _, _, user,
            ) = record[1:14]  # fmt: skip
            day = start // DAY_SECONDS
            starts.append(start)
            key = (day, currency, draws, call_type, kind, country)
            sums = self._days.get(key)
            if sums is None:
                sums = self._days[key] = [0] * len(_DAY_SUMS)
            sums[0] += 1
            if charge:
                sums[1] += 1
                sums[6] += charge
            if fee:
                sums[7] += fee
            if charge or fee:
                sums[2] += 1
            sums[3] += duration
            sums[4] += -(-duration // 6)
            sums[5] += -(-duration // 60)
            month = self._months.get(day) or self._month(day)
            organiser = (month, currency, draws, call_type, kind, user)
            per_user = self._organisers.get(organiser)
            if per_user is None:
                per_user = self._organisers[organiser] = [0] * len(_ORGANISER_SUMS)
            per_user[0] += 1
            per_user[1] += duration
            per_user[2] += charge
            per_user[3] += fee
        self._widen(starts)

    def days(self) -> Iterator[dict[str, Any]]:
        """Rows of `usage_total`. Raises UsageReportError for sums that no database holds."""
        for (day, *kind, country), sums in self._days.items():
            _check(sums)
            named = dict(zip((*_KIND, "country"), (*kind, country), strict=True))
            yield {"day": _iso(day), **named, **dict(zip(_DAY_SUMS, sums, strict=True))}

    def organisers(self) -> Iterator[dict[str, Any]]:
        """Rows of `organiser_total`."""
        for (month, *kind, user), sums in self._organisers.items():
            _check(sums)
            named = dict(zip((*_KIND, "user_principal_name"), (*kind, user), strict=True))
            yield {"month": month, **named, **dict(zip(_ORGANISER_SUMS, sums, strict=True))}

    def _month(self, day: int) -> str:
        month = self._months[day] = _iso(day)[:7]
        return month

    def _widen(self, starts: list[int]) -> None:
        if starts:
            self._first = min(starts) if self._first is None else min(self._first, min(starts))
            self._last = max(starts) if self._last is None else max(self._last, max(starts))


def _iso(day: int) -> str:
    return datetime.fromtimestamp(day * DAY_SECONDS, UTC).date().isoformat()


def _check(sums: Iterable[int]) -> None:
    if max(sums) > LARGEST_SUM:
        raise UsageReportError("its charges add up to more than any database can hold")
