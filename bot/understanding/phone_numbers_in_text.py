"""Phone numbers and dialling codes in a text, in any format, masked digits tolerated."""

import re
from dataclasses import dataclass
from itertools import islice

import phonenumbers
from phonenumbers import PhoneNumberFormat

_CANDIDATE = re.compile(
    r"(?<![\w.,])(?:\+|00(?=[1-9])|\((?=[+\d]))?\d"
    r"(?:[\d*xX#•]|[ ().\-/\u00a0\u2010-\u2015](?=[\d*xX(•#])|\)(?=[ \d*-]))*[\d*xX•#]"
)
_CODE_ONLY = re.compile(r"(?<![\w.,])(?:\+|00)(\d{1,4}(?:[ \-(]+\d{1,4}\)?)?)(?![\d*])")
_NOT_NUMBERS = re.compile(
    r"\d{4}-\d{2}(-\d{2})?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+|\d{4}/\d{4}|\d{1,2}-\d{1,2}"
)
_MASK = re.compile(r"[xX#•]")
_FEWEST_DIGITS = 7
MOST_CANDIDATES = 10
_TAILS = ("2345678", "5550123", "5551234", "201234567", "0123456", "700123456", "12345678", "301234")


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number or a dialling code; start and end count characters."""

    start: int
    end: int
    number: str | None
    """E.164 where a country is known, masked digits as asterisks; None for a bare dialling code."""
    countries: tuple[str, ...]
    """Countries that the dialling code said; empty for a number in national format."""


def find_numbers(said: str, country: str | None) -> list[FoundNumber]:
    """All numbers and dialling codes; numbers without a country code are read as of `country`."""
    found: list[FoundNumber] = []
    if not any(c.isdigit() for c in said):
        return found
    for match in islice(_CANDIDATE.finditer(said), MOST_CANDIDATES):
        number = _number(match, country)
        if number is not None:
            found.append(number)
    spans = [(f.start, f.end) for f in found]
    for match in islice(_CODE_ONLY.finditer(said), MOST_CANDIDATES):
        if not any(start < match.end() and match.start() < end for start, end in spans):
            countries = countries_of_code(re.sub(r"\D", "", match.group(1)))
            if countries:
                found.append(FoundNumber(match.start(), match.end(), None, countries))
    return sorted(found, key=lambda f: f.start)


def is_read_as_of_home(said: str, number: str | None, country: str | None) -> bool:
    """Whether a text names a number without its country code, so that `country` was only assumed."""
    if number is None or not number.startswith("+"):
        return False
    return any(one.number == number and not one.countries for one in find_numbers(said, country))


def _number(match: re.Match[str], country: str | None) -> FoundNumber | None:
    raw = match.group()
    digits = re.sub(r"[^\d*]", "", _MASK.sub("*", raw))
    if (
        _NOT_NUMBERS.fullmatch(raw)
        or sum(c.isdigit() or c == "*" for c in digits) < _FEWEST_DIGITS
        or len(digits) > 17
    ):
        return None
    if re.search(r"[xX#•]", raw) and not re.search(r"[*xX#•]{2,}", raw):
        return None
    international = raw.lstrip("(").startswith("+") or raw.startswith("00")
    if international:
        return _international(match, digits[2:] if raw.startswith("00") else digits)
    return _national(match, digits, country)


def _international(match: re.Match[str], digits: str) -> FoundNumber | None:
    if "*" in digits:
        visible = digits.partition("*")[0]
        countries = countries_of_code(visible)
        return FoundNumber(match.start(), match.end(), "+" + digits, countries) if countries else None
    parsed = _parsed("+" + digits, None)
    if parsed is None:
        return None
    region = phonenumbers.region_code_for_number(parsed)
    countries = (region,) if region and region.isalpha() else countries_of_code(digits)
    return FoundNumber(
        match.start(), match.end(), phonenumbers.format_number(parsed, PhoneNumberFormat.E164), countries
    )


def _national(match: re.Match[str], digits: str, country: str | None) -> FoundNumber | None:
    if "*" in digits:
        return FoundNumber(match.start(), match.end(), digits, ())
    parsed = _parsed(digits, country) if country else None
    if parsed is not None and phonenumbers.is_valid_number(parsed):
        return FoundNumber(
            match.start(), match.end(), phonenumbers.format_number(parsed, PhoneNumberFormat.E164), ()
        )
    bare = _parsed("+" + digits, None)
    if bare is not None and len(digits) >= 10 and phonenumbers.is_valid_number(bare):
        region = phonenumbers.region_code_for_number(bare) or ""
        return FoundNumber(match.start(), match.end(), "+" + digits, (region,) if region.isalpha() else ())
    if parsed is not None and len(digits) >= 9 and phonenumbers.is_possible_number(parsed):
        return FoundNumber(
            match.start(), match.end(), phonenumbers.format_number(parsed, PhoneNumberFormat.E164), ()
        )
    return (
        FoundNumber(match.start(), match.end(), digits, ())
        if len(digits) >= 8 or digits.startswith("0")
        else None
    )


def _parsed(number: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return None


def countries_of_code(digits: str) -> tuple[str, ...]:
    """Countries of a dialling code with or without the digits of an area: 49, 1787, 44 1534, 590."""
    for length in (1, 2, 3):
        regions = (
            phonenumbers.region_codes_for_country_code(int(digits[:length]))
            if digits[:length].isdigit()
            else ()
        )
        regions = tuple(r for r in regions if r.isalpha())
        if regions:
            return _of_area(digits, length, regions)
    return ()


_ALONE = {
    "1": ("US", "CA"),
    "7": ("RU", "KZ"),
    "44": ("GB",),
    "47": ("NO",),
    "61": ("AU",),
    "39": ("IT",),
    "212": ("MA",),
    "358": ("FI",),
    "262": ("RE", "YT"),
    "599": ("CW", "BQ"),
    "590": ("GP", "MF", "BL"),
    "290": ("SH",),
    "64": ("NZ",),
}


def _of_area(digits: str, length: int, regions: tuple[str, ...]) -> tuple[str, ...]:
    area = digits[length:]
    if len(regions) == 1:
        return regions
    if len(area) < 2:
        return _ALONE.get(digits[:length], regions)
    for tail in _TAILS:
        for size in (6, 7, 8, 9, 10):
            padded = (area + tail + "0123456")[:size] if len(area) < size else area
            parsed = _parsed(f"+{digits[:length]}{padded}", None)
            if parsed is not None and phonenumbers.is_valid_number(parsed):
                region = phonenumbers.region_code_for_number(parsed)
                if region and region.isalpha():
                    return (region,)
    return _ALONE.get(digits[:length], regions)
