"""What a period's calls cost and why it changed: spend, minutes, drivers, and what stands out.

Pure, in integer micro-units, from daily totals. Currencies stay apart. A spend is charge plus connection fee,
or the charge alone where the organisation's setting says that it holds the fee.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from pricing.money import divide_half_up
from pricing.period import Period
from pricing.usage import Draws, UsageRecord


class Total(Protocol):
    """Calls of one day and kind, as `storage.usage_totals.DayTotal`."""

    @property
    def day(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def draws(self) -> str: ...
    @property
    def number_kind(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def calls(self) -> int: ...
    @property
    def billed_steps_6(self) -> int: ...
    @property
    def billed_steps_60(self) -> int: ...
    @property
    def charge_micro_units(self) -> int: ...
    @property
    def fee_micro_units(self) -> int: ...


@dataclass(frozen=True)
class Metering:
    """How calls of an organisation are metered."""

    step_seconds: int
    """Billing step: 6 or 60."""
    charge_includes_fee: bool

    def seconds(self, total: Total) -> int:
        """Billed seconds."""
        return 6 * total.billed_steps_6 if self.step_seconds == 6 else 60 * total.billed_steps_60

    def spend(self, charge_micro_units: int, fee_micro_units: int) -> int:
        """Micro-units that a charge and its fee draw."""
        return charge_micro_units + (0 if self.charge_includes_fee else fee_micro_units)

    def of_record(self, record: UsageRecord) -> "Spent":
        """What a single call says."""
        seconds = -(-record.duration_seconds // self.step_seconds) * self.step_seconds
        return Spent(1, seconds, self.spend(record.charge_micro_units, record.fee_micro_units))


@dataclass(frozen=True)
class Spent:
    """Calls, billed time and money of some calls in one currency."""

    calls: int = 0
    seconds: int = 0
    micro_units: int = 0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.calls + other.calls, self.seconds + other.seconds, self.micro_units + other.micro_units
        )


@dataclass(frozen=True)
class Line:
    """One row of a breakdown."""

    key: str
    """A kind of number, a country, a user or a month."""
    spent: Spent
    before: Spent
    """The same in the period before."""


@dataclass(frozen=True)
class Drivers:
    """What changed a spend; the three add up to the change."""

    volume: int
    """More or fewer minutes, at the average price of before."""
    price: int
    """The same kinds of calls, at other prices a minute."""
    mix: int
    """Other kinds of calls than before: dearer or cheaper ones."""

    @property
    def change(self) -> int:
        """The whole change."""
        return self.volume + self.price + self.mix

    @property
    def strongest(self) -> str:
        """volume, price or mix."""
        return max(("volume", "price", "mix"), key=lambda name: abs(getattr(self, name)))


Kind = tuple[str, str]
"""Number kind and country: calls of one kind have one price."""


class Usage:
    """One currency's counted calls of a period, and those of the period before it."""

    def __init__(
        self, totals: Iterable[Total], currency: str, period: Period, before: Period, metering: Metering
    ) -> None:
        own = [one for one in totals if one.currency == currency and one.draws == Draws.COUNTED]
        self.currency = currency
        self._now = _by_kind(own, period, metering)
        self._before = _by_kind(own, before, metering)

    @property
    def spent(self) -> Spent:
        """All calls of the period."""
        return sum(self._now.values(), Spent())

    @property
    def before(self) -> Spent:
        """All calls of the period before."""
        return sum(self._before.values(), Spent())

    def by_call_type(self) -> list[Line]:
        """By kind of number, dearest first."""
        return self._lines(lambda kind: kind[0])

    def by_country(self) -> list[Line]:
        """By country of the number called, dearest first."""
        return self._lines(lambda kind: kind[1])

    def drivers(self) -> Drivers | None:
        """What the change from the period before is made of; None without billed time in both."""
        now, before = self.spent, self.before
        if not now.seconds or not before.seconds:
            return None
        volume = divide_half_up((now.seconds - before.seconds) * before.micro_units, before.seconds)
        price = sum(_price_effect(self._now.get(kind), spent) for kind, spent in self._before.items())
        return Drivers(volume, price, now.micro_units - before.micro_units - volume - price)

    def strongest_kind(self) -> tuple[Kind, int] | None:
        """The kind of call whose spend changed most, and by how much."""
        kinds = self._now.keys() | self._before.keys()
        changes = {
            kind: self._now.get(kind, Spent()).micro_units - self._before.get(kind, Spent()).micro_units
            for kind in kinds
        }
        return max(changes.items(), key=lambda one: (abs(one[1]), one[0]), default=None)

    def _lines(self, key_of: Callable[[Kind], str]) -> list[Line]:
        now, before = _merged(self._now, key_of), _merged(self._before, key_of)
        return lines(now, before)


def lines(now: dict[str, Spent], before: dict[str, Spent]) -> list[Line]:
    """Rows of a breakdown, dearest first; what ended with the period before is left out."""
    rows = [Line(key, spent, before.get(key, Spent())) for key, spent in now.items()]
    return sorted(rows, key=lambda row: (-row.spent.micro_units, -row.spent.seconds, row.key))


def period_before(period: Period) -> Period:
    """As many whole months; else as many days, those of a month's start from the month before's start."""
    last = period.first - timedelta(days=1)
    if months := whole_months(period):
        first = last.replace(day=1)
        for _ in range(months - 1):
            first = (first - timedelta(days=1)).replace(day=1)
        return Period(first, last)
    if period.first.day == 1 and period.days() <= 31:
        first = last.replace(day=1)
        return Period(first, min(last, first + timedelta(days=period.days() - 1)))
    return Period(period.first - timedelta(days=period.days()), last)


def whole_months(period: Period) -> int:
    """How many calendar months it is from its first to its last day; 0 if it is none."""
    if period.first.day != 1 or (period.last + timedelta(days=1)).day != 1:
        return 0
    return 12 * (period.last.year - period.first.year) + period.last.month - period.first.month + 1


def by_month(totals: Iterable[Total], currency: str, metering: Metering) -> dict[str, Spent]:
    """Counted calls of each month, ISO text, oldest first."""
    found: dict[str, Spent] = {}
    for one in totals:
        if one.currency == currency and one.draws == Draws.COUNTED:
            month = one.day[:7]
            found[month] = found.get(month, Spent()) + _spent(one, metering)
    return dict(sorted(found.items()))


def _by_kind(totals: Iterable[Total], period: Period, metering: Metering) -> dict[Kind, Spent]:
    first, last = period.first.isoformat(), period.last.isoformat()
    found: dict[Kind, Spent] = {}
    for one in totals:
        if first <= one.day <= last:
            kind = (one.number_kind, one.country)
            found[kind] = found.get(kind, Spent()) + _spent(one, metering)
    return found


def _spent(total: Total, metering: Metering) -> Spent:
    money = metering.spend(total.charge_micro_units, total.fee_micro_units)
    return Spent(total.calls, metering.seconds(total), money)


def _merged(by_kind: dict[Kind, Spent], key_of: Callable[[Kind], str]) -> dict[str, Spent]:
    found: dict[str, Spent] = {}
    for kind, spent in by_kind.items():
        key = key_of(kind)
        found[key] = found.get(key, Spent()) + spent
    return found


def _price_effect(now: Spent | None, before: Spent) -> int:
    """What a kind of call costs now beyond what its minutes would have cost before."""
    if now is None or not now.seconds or not before.seconds:
        return 0
    return now.micro_units - divide_half_up(now.seconds * before.micro_units, before.seconds)
