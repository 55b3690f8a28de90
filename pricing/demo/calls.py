"""A year of the demo organisation's calls from a fixed seed: weekdays, habits, a rush and a newcomer."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple, TypeVar

from pricing.demo.card import DAYS_OF_CALLS, cards
from pricing.demo.people import DIAL_IN, DIAL_OUT, NEWCOMER, ORGANISERS, RUSH, Line, Organiser
from pricing.metering import billed_seconds, leg_micro_units
from pricing.money import divide_half_up
from pricing.rate_card import CallType, Rate, RateCard, card_in_force

SEED = 20171114
NEWEST_CALL_HOURS_BEFORE_NOON = 30
BILLING_STEP_SECONDS = 6

_MEETINGS_OF_DAY = (6, 7, 7, 6, 4, 1, 0)
"""Monday first; a day has from half to one and a half times as many."""
_FIRST_HOUR, _LAST_HOUR = 7, 16
_RUSH_WEEKDAY, _RUSH_DAYS_AGO = 2, range(21, 28)
"""A Wednesday, so that the day is always a busy one."""
_RUSH_CALLS = 30
_NEWCOMER_SINCE_DAYS = 40
_CENT = 10_000
"""Micro-units: the report holds amounts at two decimals."""


Choice = TypeVar("Choice")


class DemoCall(NamedTuple):
    """One row of the report to be."""

    usage_id: str
    conference_id: str
    organiser: Organiser
    line: Line
    call_type: str
    capability: str
    started_at: datetime
    duration_seconds: int
    charge_micro_units: int
    fee_micro_units: int


class _Leg(NamedTuple):
    organiser: Organiser
    line: Line
    started_at: datetime
    duration_seconds: int
    call_type: str
    capability: str


def calls(today: date) -> list[DemoCall]:
    """The calls of the 365 days before, oldest first; the newest began 30 hours before noon of `today`."""
    chance = Random(SEED)  # noqa: S311  # invented data, the same each time
    noon = datetime.combine(today, time(12), UTC)
    newest = noon - timedelta(hours=NEWEST_CALL_HOURS_BEFORE_NOON)
    legs = sorted(
        (leg for leg in _legs(chance, today) if leg.started_at < newest), key=lambda leg: leg.started_at
    )
    legs.append(legs[-1]._replace(started_at=newest))
    prices = _Prices(cards(today))
    return [_rated(chance, leg, prices) for leg in legs]


def _legs(chance: Random, today: date) -> Iterator[_Leg]:
    for days_ago in range(DAYS_OF_CALLS, 0, -1):
        day = today - timedelta(days=days_ago)
        usual = _MEETINGS_OF_DAY[day.weekday()]
        for _ in range((usual * chance.randint(50, 150) + 50) // 100):
            yield from _meeting(chance, day, days_ago)
        if days_ago in _RUSH_DAYS_AGO and day.weekday() == _RUSH_WEEKDAY:
            yield from _rush(chance, day)


def _meeting(chance: Random, day: date, days_ago: int) -> Iterator[_Leg]:
    organiser = _pick(chance, ORGANISERS, [one.meetings for one in ORGANISERS])
    hour, quarter = chance.randint(_FIRST_HOUR, _LAST_HOUR), chance.choice((0, 0, 15, 30, 30, 45))
    begin = datetime.combine(day, time(hour, quarter), UTC)
    length_seconds = chance.choice((15, 30, 30, 45, 60, 60, 90)) * 60
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
        late = chance.randint(-120, 600)
        seconds = max(25, length_seconds - max(late, 0) - chance.randint(0, 240))
        yield _leg(chance, organiser, begin + timedelta(seconds=late), seconds, days_ago)


def _leg(chance: Random, organiser: Organiser, started_at: datetime, seconds: int, days_ago: int) -> _Leg:
    per_mille = chance.randrange(1000)
    if per_mille < 15:
        return _Leg(organiser, DIAL_OUT[0], started_at, seconds // 6, "user_out", "MCOPSTN2")
    if per_mille < 20:
        return _Leg(organiser, DIAL_OUT[2], started_at, seconds // 6, "user_out", "MCOPSTNPP")
    if per_mille < 720:
        line = _pick(chance, DIAL_IN, [one.calls for one in DIAL_IN])
        return _Leg(organiser, line, started_at, seconds, "conf_in", "MCOMEETACPEA")
    lines = DIAL_OUT + ((NEWCOMER,) if days_ago < _NEWCOMER_SINCE_DAYS else ())
    line = _pick(chance, lines, [one.calls for one in lines])
    capability = "FREECALL" if chance.randrange(1000) < 8 else "MCOMEETACPEA"
    return _Leg(organiser, line, started_at, seconds // 2, "conf_out", capability)


def _rush(chance: Random, day: date) -> Iterator[_Leg]:
    begin = datetime.combine(day, time(13), UTC)
    for number in range(_RUSH_CALLS):
        seconds = chance.randint(1500, 2700)
        started_at = begin + timedelta(seconds=20 * number)
        yield _Leg(ORGANISERS[0], RUSH, started_at, seconds, "conf_out", "MCOMEETACPEA")


class _Prices:
    """What a line costs on a day, looked up once for each card."""

    def __init__(self, all_cards: Sequence[RateCard]) -> None:
        self._cards = all_cards
        self._rates: dict[tuple[date, Line], Rate] = {}

    def charge_and_fee(self, leg: _Leg) -> tuple[int, int]:
        """In micro-units, as the report would hold them."""
        if leg.capability in ("FREECALL", "MCOPSTN2"):
            return 0, 0
        rate = self._rate(leg.line, leg.started_at.date())
        seconds = billed_seconds(leg.duration_seconds, BILLING_STEP_SECONDS)
        charge = leg_micro_units(seconds, rate.per_minute_micro_units)
        return divide_half_up(charge, _CENT) * _CENT, rate.connection_fee_micro_units

    def _rate(self, line: Line, day: date) -> Rate:
        card = card_in_force(self._cards, day) or self._cards[0]
        key = (card.effective_on, line)
        if key not in self._rates:
            dial_in = line.kind in (CallType.TOLL, CallType.TOLL_FREE)
            found = card.of_country(line.kind, line.country) if dial_in else card.longest_match(_digits(line))
            self._rates[key] = found[0]
        return self._rates[key]


def _digits(line: Line) -> str:
    return line.number.strip("+*")


def _rated(chance: Random, leg: _Leg, prices: _Prices) -> DemoCall:
    charge, fee = prices.charge_and_fee(leg)
    conference = "" if leg.call_type == "user_out" else f"{100_000_000 + chance.randrange(900_000_000)}"
    return DemoCall(
        usage_id=_guid(chance),
        conference_id=conference,
        organiser=leg.organiser,
        line=leg.line,
        call_type=leg.call_type,
        capability=leg.capability,
        started_at=leg.started_at,
        duration_seconds=leg.duration_seconds,
        charge_micro_units=charge,
        fee_micro_units=fee,
    )


def _pick(chance: Random, choices: Sequence[Choice], weights: Sequence[int]) -> Choice:
    return chance.choices(choices, weights)[0]


def _guid(chance: Random) -> str:
    digits = f"{chance.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
