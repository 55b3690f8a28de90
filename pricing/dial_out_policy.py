"""What a period's calls out of meetings would have cost had dial-out been limited.

Pure, in integer micro-units. Domestic means the organiser's own country; Zone A is Microsoft's list of
countries. A call that a policy would have stopped costs nothing here: that people would have joined in
another way is not guessed.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple


class DialOut(NamedTuple):
    """Calls out of meetings from organisers of one country to numbers of another, in one currency."""

    organiser_country: str
    """ISO 3166-1; empty when not known."""
    country: str
    """Of the number called; empty when not known."""
    currency: str
    calls: int
    duration_seconds: int
    charge_micro_units: int
    fee_micro_units: int


@dataclass(frozen=True)
class Limited:
    """The period under one policy."""

    allows: str
    """any, zone_a, domestic or none."""
    calls: int
    stopped_calls: int
    micro_units: int
    """What the calls that it lets through cost."""
    saved_micro_units: int
    stopped: tuple[tuple[str, int, int], ...]
    """Countries that it would have stopped, dearest first: country, calls, micro-units."""


def what_if(
    calls: Iterable[DialOut], currency: str, zone_a: Collection[str], charge_includes_fee: bool
) -> list[Limited]:
    """The period under each policy, the loosest first; an unknown country passes the loosest only."""
    own = [one for one in calls if one.currency == currency]
    passes: dict[str, Callable[[DialOut], bool]] = {
        "any": lambda one: True,
        "zone_a": lambda one: one.country in zone_a,
        "domestic": lambda one: one.country != "" and one.country == one.organiser_country,
        "none": lambda one: False,
    }
    return [_limited(allows, own, passed, charge_includes_fee) for allows, passed in passes.items()]


def _limited(
    allows: str, calls: Iterable[DialOut], passes: Callable[[DialOut], bool], charge_includes_fee: bool
) -> Limited:
    through = stopped = kept = saved = 0
    countries: dict[str, tuple[int, int]] = {}
    for one in calls:
        cost = one.charge_micro_units + (0 if charge_includes_fee else one.fee_micro_units)
        if passes(one):
            through, kept = through + one.calls, kept + cost
        else:
            stopped, saved = stopped + one.calls, saved + cost
            before = countries.get(one.country, (0, 0))
            countries[one.country] = (before[0] + one.calls, before[1] + cost)
    dearest = sorted(countries.items(), key=lambda item: (-item[1][1], -item[1][0], item[0]))
    listed = tuple((country, count, cost) for country, (count, cost) in dearest)
    return Limited(allows, through, stopped, kept, saved, listed)
