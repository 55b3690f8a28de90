"""Phone numbers in any writing, masked ones included: country and kind of line.

`phonenumbers` is imported on first use, since its tables cost start-up time that most questions do not need.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber as ParsedNumber

MASK = "*"
LONGEST_E164 = 15
LONGEST_TEXT = 60
"""Whoever writes more than this is not writing a phone number."""

_ONE_DIGIT_CODES = frozenset("17")
_TWO_DIGITS = """
20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58
60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98
"""
_TWO_DIGIT_CODES = frozenset(_TWO_DIGITS.split())
_MASKS = str.maketrans({"x": MASK, "X": MASK, "•": MASK, "#": MASK, "＊": MASK, "●": MASK})
_FILLINGS = ("1234567890", "2580147369", "7913502468")


@dataclass(frozen=True)
class PhoneNumber:
    """A number as understood."""

    e164: str
    """With its plus sign; unknown digits are asterisks."""
    country: str | None
    """ISO 3166-1 alpha-2; None when the known digits do not tell."""
    line_type: str | None
    """landline, mobile, premium, toll_free or special; None when the number does not tell."""

    @property
    def known_digits(self) -> str:
        """Digits before the first masked one, without the plus sign."""
        return self.e164.lstrip("+").split(MASK, 1)[0]

    @property
    def masked(self) -> bool:
        """Whether digits are missing."""
        return MASK in self.e164


def calling_code(digits: str) -> str:
    """The country calling code that E.164 digits begin with; by ITU's zones all others have three digits."""
    if digits[:1] in _ONE_DIGIT_CODES:
        return digits[:1]
    return digits[:2] if digits[:2] in _TWO_DIGIT_CODES else digits[:3]


@lru_cache(maxsize=4096)
def parse(text: str, home_country: str | None) -> PhoneNumber | None:
    """A number in any writing; without a country code it is one of the home country. None if it is none."""
    written = text.strip().translate(_MASKS)
    if len(written) > LONGEST_TEXT or not re.search(r"\d", written):
        return None
    if MASK not in written:
        return _parsed(written, home_country)
    readings = [_parsed(_filled(written, filling), home_country) for filling in _FILLINGS]
    found = [reading for reading in readings if reading]
    return _masked(written, found) if found else None


def _parsed(text: str, home_country: str | None) -> PhoneNumber | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, home_country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) and not text.startswith(("+", "00")):
        return None  # with a country code an old or new way of writing still finds its prefix
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return PhoneNumber(e164, _country(number), _line_type(number))


def _country(number: "ParsedNumber") -> str | None:
    import phonenumbers

    region = phonenumbers.region_code_for_number(number)
    if region is None:
        regions = phonenumbers.region_codes_for_country_code(number.country_code or 0)
        region = regions[0] if len(regions) == 1 else None
    return region if region and region.isalpha() else None


def _line_type(number: "ParsedNumber") -> str | None:
    import phonenumbers

    kind = phonenumbers.PhoneNumberType
    named = {
        kind.FIXED_LINE: "landline",
        kind.MOBILE: "mobile",
        kind.TOLL_FREE: "toll_free",
        kind.PREMIUM_RATE: "premium",
        kind.FIXED_LINE_OR_MOBILE: None,
        kind.UNKNOWN: None,
    }
    return named.get(phonenumbers.number_type(number), "special")


def _filled(written: str, filling: str) -> str:
    digits = iter(filling * LONGEST_TEXT)
    return re.sub(r"\*", lambda _: next(digits), written)


def _masked(written: str, readings: list[PhoneNumber]) -> PhoneNumber:
    """What all fillings of the masked digits agree on."""
    masked_count = written.count(MASK)
    first = readings[0]
    countries, line_types = {one.country for one in readings}, {one.line_type for one in readings}
    return PhoneNumber(
        e164=_with_mask(first.e164, written, masked_count),
        country=first.country if len(countries) == 1 else None,
        line_type=first.line_type if len(line_types) == 1 else None,
    )


def _with_mask(e164: str, written: str, masked_count: int) -> str:
    """The masked digits put back, counted from the end, where writings agree."""
    symbols = [symbol for symbol in written if symbol.isdigit() or symbol == MASK]
    result = list(e164)
    for back, symbol in enumerate(reversed(symbols), 1):
        if symbol == MASK and back < len(result):
            result[-back] = MASK
    return "".join(result)
