"""Money, rates, minutes, dates, countries and lists as a language writes them (CLDR, through Babel).

Money is amount, space, ISO code in every language, and no line ends at that space; spaces inside numbers are
CLDR's. Dates are shown as they are given, instants in UTC.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from gettext import NullTranslations
from typing import Any, Literal
from urllib.parse import quote

from babel import Locale
from babel.dates import format_date, format_time, get_datetime_format
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent, get_currency_precision
from babel.units import format_unit

from cards.country_names import country_names

_CLDR = {"en": "en_GB", "pt-BR": "pt_BR"}
"""English dates are day, month, year: readers are everywhere."""
_MARKDOWN = re.compile(r"[\\`*_\[\]()<~]|&(?=#?\w+;)|^[-+#>]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_UNSEEN = re.compile(
    r"(?:[^\S ]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff])+"
)
_LINKABLE = re.compile(r"(?<=\w)[.:@](?=[\w/])|<(?=[\w/])")
WORD_JOINER = "\u2060"
KEPT = "\u00a0"
"""A space at which no line ends: an amount stays with its currency, and a time with its zone."""
_LONGEST = 300
_WITHOUT_LONG_UNITS = ("ja",)
"""Babel's data lack the long pattern, which would read the same as the short one."""
_FILTERS = (
    "money",
    "amount",
    "rate",
    "number",
    "percent",
    "minutes",
    "month",
    "time",
    "country",
    "countries",
    "join_list",
)


class Formats:
    """The filters of one language."""

    def __init__(self, locale: str, words: NullTranslations) -> None:
        """Takes one of the cards' locales and its catalogue."""
        self._locale = Locale.parse(_CLDR.get(locale, locale))
        self._words = words
        self._countries = country_names(locale, self._locale)
        self._day_and_time = get_datetime_format("medium", self._locale)
        self._minutes: Literal["long", "short"] = "short" if locale in _WITHOUT_LONG_UNITS else "long"
        self._number = lru_cache(2048)(self._format_number)
        self._date = lru_cache(1024)(self._format_date)
        self._list = lru_cache(256)(self._format_list)
        self._day = lru_cache(1024)(self._format_day)

    def filters(self) -> dict[str, Callable[..., str]]:
        """The filters by the name that templates use."""
        own = {name: getattr(self, name) for name in _FILTERS}
        return {**own, "date": self.day, "datetime": self.instant, "plain": plain, "bare": bare, "link": link}

    def money(self, value: Mapping[str, Any]) -> str:
        """`{"amount": Decimal, "currency": "EUR"}` with the currency's digits: 412.50 EUR."""
        return f"{self.amount(value['amount'], value['currency'])}{KEPT}{value['currency']}"

    def amount(self, value: Decimal, currency: str) -> str:
        """The figure of money alone, with the currency's digits, halves up."""
        step, pattern = _digits(currency)
        return self._number(value.quantize(step, ROUND_HALF_UP), pattern)

    def rate(self, value: Mapping[str, Any]) -> str:
        """A price for a minute with all the digits it is given: 0.0085 USD, 0.110 EUR per minute."""
        currency = value["currency"]
        digits = max(get_currency_precision(currency), -_exponent(value["amount"]))
        figure = self._number(value["amount"], f"#,##0{_fraction(Decimal(1).scaleb(-digits))}")
        rate = f"{figure}{KEPT}{currency}"
        return self._words.gettext("%(rate)s per minute") % {"rate": rate}

    def number(self, value: int | Decimal, digits: int | None = None) -> str:
        """A number in full, or with so many digits after the separator."""
        if digits is None:
            return self._number(value, None)
        step = Decimal(1).scaleb(-digits)
        return self._number(Decimal(value).quantize(step, ROUND_HALF_UP), f"#,##0{_fraction(step)}")

    def percent(self, value: Decimal, digits: int = 0) -> str:
        """A share of one as a percentage: 0.125 is 12.5 % with one digit."""
        rounded = value.quantize(Decimal(1).scaleb(-digits - 2), ROUND_HALF_UP)
        pattern = self._locale.percent_formats[None].pattern
        pattern = re.sub(r"0(?!.*0)", "0" + _fraction(Decimal(1).scaleb(-digits)), pattern)
        return str(format_percent(rounded, format=pattern, locale=self._locale))

    def minutes(self, value: int | Decimal) -> str:
        """A length of time with its unit: 90 minutes."""
        return str(format_unit(value, "duration-minute", self._minutes, locale=self._locale))

    def day(self, value: date, length: str = "long") -> str:
        """A day: 10 January 2027, or 10 Jan 2027 as `medium`; no line ends after its number."""
        return self._day(value.date() if isinstance(value, datetime) else value, length)

    def month(self, value: date) -> str:
        """A month with its year: July 2026."""
        pattern = self._locale.datetime_skeletons["yMMMM"]
        return self._date(value.date() if isinstance(value, datetime) else value, pattern.pattern)

    def time(self, value: datetime) -> str:
        """The time of day in UTC, to the minute."""
        return f"{format_time(_utc(value), 'short', tzinfo=UTC, locale=self._locale)}{KEPT}UTC"

    def instant(self, value: datetime, length: str = "long") -> str:
        """An instant in UTC, to the minute: 15 July 2026, 14:30 UTC."""
        day = self._day(_utc(value).date(), length)
        return str(self._day_and_time).replace("{1}", day).replace("{0}", self.time(value)).replace("'", "")

    def country(self, code: str) -> str:
        """A country's name; a code without a name stays as it is."""
        return self._countries.get(code, code)

    def countries(self, codes: Iterable[str]) -> str:
        """Several countries' names as a list of the language."""
        return self.join_list([self.country(code) for code in codes])

    def join_list(self, words: Iterable[str], style: str = "standard") -> str:
        """a, b and c; with style `or`: a, b or c."""
        return self._list(tuple(words), style)

    def _format_number(self, value: int | Decimal, pattern: str | None) -> str:
        return str(format_decimal(value, pattern, self._locale, decimal_quantization=False))

    def _format_list(self, words: tuple[str, ...], style: str) -> str:
        return str(format_list(words, style=style, locale=self._locale))  # type: ignore[arg-type]

    def _format_day(self, value: date, length: str) -> str:
        return self._format_date(value, length).replace(" ", KEPT, 1)

    def _format_date(self, value: date, length: str) -> str:
        return str(format_date(value, length, self._locale))


@lru_cache(256)
def _digits(currency: str) -> tuple[Decimal, str]:
    """The smallest amount of a currency, and the pattern that shows its digits."""
    step = Decimal(1).scaleb(-get_currency_precision(currency))
    return step, f"#,##0{_fraction(step)}"


def _fraction(step: Decimal) -> str:
    digits = -_exponent(step)
    return "." + "0" * digits if digits > 0 else ""


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is not a finite number")
    return exponent


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("an instant on a card needs its time zone")
    return value.astimezone(UTC)


def bare(text: object) -> str:
    """A person's or a file's text on one line, for button titles and fields, which know no Markdown."""
    shown = _UNSEEN.sub(" ", str(text)).strip()
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


@lru_cache(4096)
def plain(text: object) -> str:
    """A person's or a file's text, shown as written: on one line, without Markdown, links or mentions."""
    return _LINKABLE.sub(rf"\g<0>{WORD_JOINER}", _MARKDOWN.sub(r"\\\g<0>", bare(text)))


@lru_cache(1024)
def link(url: str) -> str:
    """An address as it can stand in a Markdown link. Raises ValueError unless it is https."""
    if not url.startswith("https://"):
        raise ValueError(f"a card links to https only, not to {url!r}")
    return quote(url, safe=":/?#@!$&'*+,;=%-._~")
