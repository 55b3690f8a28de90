"""A checked row of the usage report, and what its codes mean for Communications Credits.

Columns and codes are those of Microsoft's PSTN usage export (documentation of August 2022). No public sample
of a conference row exists, so what a row's number type may say is read widely.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from pricing.phone_numbers import MASK, calling_code, parse


class Draws(StrEnum):
    """Whether a record's amount is taken from Communications Credits."""

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"
    UNCLASSIFIED = "unclassified"
    """It carries a charge under a code that the sources do not explain: shown apart."""


class NumberKind(StrEnum):
    """The side of pay-per-minute that a record belongs to."""

    TOLL = "toll"
    TOLL_FREE = "toll_free"
    DIAL_OUT = "dial_out"
    UNKNOWN = "unknown"
    """A call into a meeting whose number may be toll or toll-free."""
    NO_CONFERENCE = "no_conference"
    """Not a meeting's call."""


class UsageRecord(NamedTuple):
    """One row of the report. Identity is (tenant, usage_id)."""

    usage_id: str
    """Lower case: the export and Graph may write one id differently."""
    started_at: int
    """Epoch seconds, UTC; fractions of a second are dropped."""
    duration_seconds: int
    call_type: str
    """The export's code in lower case, such as conf_in."""
    charge_micro_units: int
    """Half up to 2 decimals, as the report holds it."""
    fee_micro_units: int
    """Connection fee; the sources do not say whether the charge holds it."""
    currency: str
    """ISO 4217."""
    capability: str
    """The licence used for the call, in upper case."""
    draws: str
    """A value of Draws."""
    number_kind: str
    """A value of NumberKind."""
    country: str
    """ISO 3166-1 alpha-2 of the number called; empty when not known."""
    call_id: str
    conference_id: str
    user_principal_name: str
    """Of the meeting's organiser for conference calls."""
    user_display_name: str
    user_country: str
    caller_number: str
    """The export's Caller ID, without its last 4 digits."""
    destination_number: str
    """Without its last 4 digits."""
    number_type: str
    destination_name: str


Fields = tuple[Any, ...]
"""Values in the order of UsageRecord's fields, as a plain tuple: an import handles millions."""
Row = tuple[Any, ...]
"""Fields, and then the line where they stood."""


def content_of(fields: Fields) -> Fields:
    """All that money depends on: rows of one id with other content are a conflict."""
    return fields[1:8]


COUNTED = frozenset({"MCOMEETACPEA", "MCOMEETACPEA_GOV", "MCOPSTNPP"})
"""Pay-per-minute, its government edition, and Communications Credits themselves."""
_NOT_COUNTED = frozenset({"FREECALL", "MCOPSTN1", "MCOPSTN2", "MCOPSTN5", "MCOPSTN6", "MCOPSTN8", "MCOPSTN9"})
_SUBSCRIPTION = "MCOMEETADD"


def draws(capability: str, amount_micro_units: int) -> Draws:
    """Whether an amount under this capability is taken from Communications Credits."""
    if capability in COUNTED:
        return Draws.COUNTED
    if not amount_micro_units or capability in _NOT_COUNTED or capability.startswith(_SUBSCRIPTION):
        return Draws.NOT_COUNTED
    return Draws.UNCLASSIFIED


def number_kind(call_type: str, number_type: str, called_number: str) -> NumberKind:
    """A call into a meeting is toll-free if the number or its type says so, toll if its type says that."""
    if call_type == "conf_out":
        return NumberKind.DIAL_OUT
    if call_type != "conf_in":
        return NumberKind.NO_CONFERENCE
    words = number_type.lower()
    if "free" in words or _is_toll_free(called_number):
        return NumberKind.TOLL_FREE
    return NumberKind.TOLL if "toll" in words else NumberKind.UNKNOWN


def _is_toll_free(number: str) -> bool:
    parsed = parse(number, None)
    return parsed is not None and parsed.line_type == "toll_free"


def country_of_number(number: str) -> str:
    """The country of an E.164 number, masked digits allowed; empty when it has none."""
    country = country_of_calling_code(number)
    if country is not None:
        return country
    code = calling_code(number[1:4])
    main_country = _countries_by_calling_code()[code][0]
    return _country_within(number[: len(code) + 7].ljust(len(number), MASK), main_country)


def country_of_calling_code(number: str) -> str | None:
    """What the first four characters of an E.164 number tell; None when several countries share them."""
    regions = _countries_by_calling_code().get(calling_code(number[1:4]), ()) if number[:1] == "+" else ()
    if len(regions) > 1:
        return None
    return regions[0] if regions else ""


@lru_cache(maxsize=1)
def _countries_by_calling_code() -> dict[str, tuple[str, ...]]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    codes = COUNTRY_CODE_TO_REGION_CODE.items()
    return {str(code): tuple(region for region in regions if region.isalpha()) for code, regions in codes}


@lru_cache(maxsize=10_000)
def _country_within(masked_number: str, main_country: str) -> str:
    """Of countries that share a calling code, the one whose numbers begin so; else the code's main one."""
    parsed = parse(masked_number, None)
    return parsed.country if parsed is not None and parsed.country else main_country


HIDDEN_DIGITS = 4
LONGEST_NUMBER = 32
"""Of the report's columns for numbers."""
HIDDEN = MASK * HIDDEN_DIGITS
_KEPT = frozenset("0123456789+*")


def without_last_digits(number: str) -> str:
    """A phone number as it is stored: its last four digits hidden, separators dropped, names kept out."""
    if number[1:].isdigit() and HIDDEN_DIGITS < len(number) <= LONGEST_NUMBER and number[0] in _KEPT:
        return number[:-HIDDEN_DIGITS] + HIDDEN
    if not number:
        return number
    kept = "".join(character for character in number[:LONGEST_NUMBER] if character in _KEPT)
    hidden = min(HIDDEN_DIGITS, len(kept))
    return kept[: len(kept) - hidden] + MASK * hidden
