"""What can go wrong in pricing, each with a message that a person can act on.

PricingError
 ├── MoneyError         an amount or currency that cannot be
 │    └── CurrencyMismatch   two currencies in one sum
 └── RateCardError      a rate card that cannot be
"""


class PricingError(Exception):
    """Root of pricing's errors; the message says what to do."""


class MoneyError(PricingError):
    """An amount or a currency that cannot be."""


class CurrencyMismatch(MoneyError):
    """Two currencies in one sum: nothing is ever converted."""


class RateCardError(PricingError):
    """A rate card that cannot be: two rates for one prefix, or a rate in another currency."""
