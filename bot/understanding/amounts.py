"""Sums of money in a text: 412.50 EUR, R$ 50, 1.234,56 €."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.number_words import read_digits
from bot.understanding.text import Text, Token
from bot.understanding.vocabulary import Said

_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "R$": "BRL",
    "US$": "USD",
    "U$": "USD",
    "$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "MX$": "MXN",
    "₹": "INR",
    "₩": "KRW",
    "円": "JPY",
    "ユーロ": "EUR",
    "ドル": "USD",
    "zł": "PLN",
    "kr": "",
    "Fr.": "CHF",
    "CHF": "CHF",
    "₺": "TRY",
    "₽": "RUB",
    "฿": "THB",
    "₪": "ILS",
    "元": "CNY",
    "レアル": "BRL",
    "ポンド": "GBP",
}
CODES = frozenset(
    [
        "AED",
        "ARS",
        "AUD",
        "BGN",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EGP",
        "EUR",
        "GBP",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "JPY",
        "KES",
        "KRW",
        "KWD",
        "MAD",
        "MXN",
        "MYR",
        "NGN",
        "NOK",
        "NZD",
        "PEN",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TRY",
        "TWD",
        "UAH",
        "USD",
        "UYU",
        "VND",
        "ZAR",
    ]
)
_NUMBER = r"\d+(?:[.,' \u00a0\u202f]\d{3})*(?:[.,]\d+)?"
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True) if sign)
_CODE = "|".join(sorted(CODES | {c.lower() for c in CODES}))
_AMOUNT = re.compile(
    rf"(?P<before>{_SIGN}|\b(?:{_CODE}))\s?(?P<number>-?{_NUMBER})(?P<thousand>\s?k\b)?|(?P<number2>-?{_NUMBER})(?P<thousand2>\s?k)?\s?(?P<myriad>万)?(?P<after>{_SIGN}|(?:{_CODE})\b)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money; start and end count characters."""

    start: int
    end: int
    value: Decimal
    currency: str


def find_amounts(text: Text) -> list[Amount]:
    """Sums that have a currency sign or code."""
    if not any(c.isdigit() for c in text.said):
        return []
    found = []
    for match in _AMOUNT.finditer(text.said):
        sign = match["before"] or match["after"]
        currency = _SIGNS.get(sign) or (sign.upper() if sign.upper() in CODES else None)
        number = read_digits(re.sub(r"[' \u00a0\u202f]", "", match["number"] or match["number2"]))
        if currency and number is not None:
            times = 1000 if match["thousand"] or match["thousand2"] else 10_000 if match["myriad"] else 1
            found.append(Amount(match.start(), match.end(), number * times, currency))
    return found


@dataclass(frozen=True, slots=True)
class WordedAmount:
    """A sum of money with its currency in words; word indices, the end exclusive."""

    first: int
    last: int
    value: Decimal
    currency: str


def find_worded_amount(
    words: Sequence[Token], currencies: Sequence[Said], numbers: Mapping[int, tuple[int, Decimal]]
) -> WordedAmount | None:
    """A number before the word of a currency: 500 euros, mil reais. `numbers` has them by where they end."""
    for said in currencies:
        for skip in (0, 1):
            number = numbers.get(said.first - skip)
            if number and (skip == 0 or words[said.first - 1].folded in {"de", "of", "d"}):
                return WordedAmount(number[0], said.last, number[1], said.value)
    return None
