"""What one rate card changes against another, and what that does to calls that were made."""

from dataclasses import dataclass
from functools import cached_property

from pricing.metering import billed_seconds, leg_micro_units
from pricing.phone_numbers import parse
from pricing.rate_answer import Asked, Fit
from pricing.rate_card import Rate, RateCard
from pricing.rating import rate_from
from pricing.usage import COUNTED, NumberKind, UsageRecord

Price = tuple[int, int]
"""Micro-units per minute, and of the connection fee."""
Key = tuple[str, str, str, str | None]


@dataclass(frozen=True)
class Change:
    """One destination whose price differs between two cards."""

    kind: str
    """added, removed, up or down."""
    before: Rate | None
    after: Rate | None

    @property
    def rate(self) -> Rate:
        """The newer of the two, for what it is about."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  # a change has at least one side
        return found


@dataclass(frozen=True)
class RateChanges:
    """Everything that differs, in the order of the newer card, removals last."""

    changes: tuple[Change, ...]
    unchanged: int

    def of(self, kind: str) -> tuple[Change, ...]:
        """Changes of one kind."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Change, ...]]:
        kinds = {change.kind for change in self.changes}
        return {kind: tuple(change for change in self.changes if change.kind == kind) for kind in kinds}


class Effect:
    """What recorded calls would cost by two cards of one currency; calls are added one by one.

    Without a card before, what they were charged stands in its place; fees count unless a charge holds them.
    """

    def __init__(
        self, before: RateCard | None, after: RateCard, step_seconds: int, charge_includes_fee: bool = False
    ) -> None:
        self._cards = (before, after) if before else (after,)
        self._includes_fee = charge_includes_fee
        self._step_seconds = step_seconds
        self._prices: dict[tuple[str, str, str], tuple[Price | None, ...]] = {}
        self.calls = 0
        """Calls that both cards price exactly."""
        self.not_priced = 0
        """Calls that one of them does not price, or prices by digits that the records no longer hold; without
        a card before, those in another currency too."""
        self.before_micro_units = 0
        self.after_micro_units = 0

    def add(self, record: UsageRecord) -> None:
        """Count a call; those that draw on no credits are passed over."""
        if record.capability not in COUNTED or record.number_kind == NumberKind.NO_CONFERENCE:
            return
        prices = [price for price in self._prices_of(record) if price]
        foreign = len(self._cards) == 1 and record.currency != self._cards[0].currency
        if len(prices) < len(self._cards) or foreign:
            self.not_priced += 1
            return
        seconds = billed_seconds(record.duration_seconds, self._step_seconds)
        charged = record.charge_micro_units + (0 if self._includes_fee else record.fee_micro_units)
        self.calls += 1
        self.before_micro_units += leg_micro_units(seconds, *prices[0]) if len(prices) == 2 else charged
        self.after_micro_units += leg_micro_units(seconds, *prices[-1])

    def _prices_of(self, record: UsageRecord) -> tuple[Price | None, ...]:
        key = (record.number_kind, record.country, record.destination_number)
        if key not in self._prices:
            asked = asked_of(record)
            self._prices[key] = tuple(_price(asked, card) for card in self._cards)
        return self._prices[key]


def compare(before: RateCard | None, after: RateCard) -> RateChanges:
    """What `after` changes. Without a card before it, or with one in another currency, all is added."""
    comparable = before is not None and before.currency == after.currency
    old = {_key(rate): rate for rate in before.rates} if before and comparable else {}
    new = {_key(rate): rate for rate in after.rates}
    found = [_change(old.get(key), rate) for key, rate in new.items()]
    changes = [change for change in found if change]
    changes += [Change("removed", rate, None) for key, rate in old.items() if key not in new]
    return RateChanges(tuple(changes), len(found) - sum(1 for change in found if change))


def asked_of(record: UsageRecord) -> Asked | None:
    """The price that a recorded call asks for; None when the record does not tell which."""
    if record.number_kind == NumberKind.DIAL_OUT:
        number = parse(record.destination_number, None)
        return Asked("dial_out", number.country, number.line_type, number) if number else None
    if record.number_kind in (NumberKind.TOLL, NumberKind.TOLL_FREE) and record.country:
        return Asked(record.number_kind, record.country)  # the report does not say who called in
    return None


def _price(asked: Asked | None, card: RateCard) -> Price | None:
    answer = rate_from(asked, card) if asked else None
    if answer is None or answer.fit is not Fit.EXACT:
        return None
    return answer.low_micro_units, answer.low_fee_micro_units


def _key(rate: Rate) -> Key:
    return rate.call_type, rate.prefix or rate.country or rate.destination, rate.number_type, rate.origin


def _change(before: Rate | None, after: Rate) -> Change | None:
    if before is None:
        return Change("added", None, after)
    old = (before.per_minute_micro_units, before.connection_fee_micro_units)
    new = (after.per_minute_micro_units, after.connection_fee_micro_units)
    return None if old == new else Change("up" if new > old else "down", before, after)
