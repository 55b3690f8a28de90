"""Money: integer micro-units of one currency inside, Decimal at the edge.

The only module in which true division may stand.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

from pricing.errors import CurrencyMismatch, MoneyError

MICRO_UNITS = 1_000_000
"""Micro-units in one unit of a currency."""

LARGEST_AMOUNT = 1_000_000_000_000
"""Amounts read from outside stay below this, so that sums of millions of them fit a database's integer."""

_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR
PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
TRY TTD TWD TZS UAH UGX USD UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
_OTHER_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

CURRENCY_DIGITS: dict[str, int] = dict.fromkeys(_CODES.split(), 2)
"""Decimals of every ISO 4217 currency; amounts are shown and rounded to these."""
for _digits, _codes in _OTHER_DIGITS.items():
    CURRENCY_DIGITS.update(dict.fromkeys(_codes.split(), _digits))


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency; negative amounts are allowed."""

    micro_units: int
    currency: str
    """ISO 4217."""

    def __post_init__(self) -> None:
        if self.currency not in CURRENCY_DIGITS:
            raise MoneyError(f"{self.currency!r} is not an ISO 4217 currency code such as EUR")

    @classmethod
    def from_decimal(cls, amount: Decimal | str, currency: str) -> "Money":
        """Exact: raises MoneyError for more than six decimals, and for what is not a number."""
        return cls(micro_units(amount), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in whole units, exact, without needless zeros past the currency's digits."""
        return decimal(self.micro_units, CURRENCY_DIGITS[self.currency])

    def __add__(self, other: "Money") -> "Money":
        self._require_same_currency(other)
        return Money(self.micro_units + other.micro_units, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._require_same_currency(other)
        return Money(self.micro_units - other.micro_units, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.micro_units, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._require_same_currency(other)
        return self.micro_units < other.micro_units

    def __le__(self, other: "Money") -> bool:
        self._require_same_currency(other)
        return self.micro_units <= other.micro_units

    def rounded(self) -> "Money":
        """Half up (away from zero) to the currency's digits."""
        step = 10 ** (6 - CURRENCY_DIGITS[self.currency])
        return Money(divide_half_up(self.micro_units, step) * step, self.currency)

    def _require_same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be mixed: keep two sums")


def micro_units(amount: Decimal | str) -> int:
    """Micro-units of an amount, exact. Raises MoneyError for what is finer, larger or not a number."""
    try:
        number = Decimal(amount)
    except InvalidOperation:
        raise MoneyError(f"{amount!r} is not a number") from None
    if not number.is_finite():
        raise MoneyError(f"{amount!r} is not a finite number")
    if abs(number) >= LARGEST_AMOUNT:
        raise MoneyError(f"{amount} is too large: amounts stay below {LARGEST_AMOUNT:,}")
    scaled = number.scaleb(6)
    if scaled != scaled.to_integral_value():
        raise MoneyError(f"{amount} has more than six decimals")
    return int(scaled)


def decimal(amount_micro_units: int, at_least_digits: int = 0) -> Decimal:
    """The exact amount in whole units, with at least so many decimals and no further zeros."""
    digits, units = 6, amount_micro_units
    while digits > at_least_digits and units % 10 == 0:
        digits, units = digits - 1, units // 10
    return Decimal(units).scaleb(-digits)


def round_half_up(amount: Decimal, digits: int) -> Decimal:
    """A decimal number rounded half up (away from zero) to so many decimals."""
    with localcontext() as context:
        context.prec = 60
        return amount.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def divide_half_up(dividend: int, divisor: int) -> int:
    """Integer division rounded half up, away from zero; the divisor is positive."""
    quotient = (2 * abs(dividend) + divisor) // (2 * divisor)
    return quotient if dividend >= 0 else -quotient


def ratio(dividend: Decimal | int, divisor: Decimal | int) -> Decimal:
    """A quotient at 28 digits, for shares and comparisons; never for an amount that is booked."""
    return Decimal(dividend) / Decimal(divisor)
