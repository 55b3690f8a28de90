"""What a phone leg is charged for, in steps of the billing increment; pure, in integer micro-units."""

from decimal import Decimal

from pricing.money import divide_half_up


def billed_seconds(duration_seconds: int, step_seconds: int) -> int:
    """Seconds that are charged: a part of a step counts whole, which is our reading of Microsoft's words."""
    return -(-duration_seconds // step_seconds) * step_seconds


def billed_minutes(duration_seconds: int, step_seconds: int) -> Decimal:
    """Minutes that are charged, exact; both steps are whole tenths of a minute."""
    return Decimal(billed_seconds(duration_seconds, step_seconds) // 6).scaleb(-1)


def leg_micro_units(seconds: int, per_minute_micro_units: int, connection_fee_micro_units: int = 0) -> int:
    """What a phone leg of so many *billed* seconds costs, half up; one that never connected costs nothing."""
    if not seconds:
        return 0
    return divide_half_up(seconds * per_minute_micro_units, 60) + connection_fee_micro_units
