"""What can go wrong in pricing, each with a message that a person can act on.

PricingError
 ├── DataFileError      a bundled data file that cannot be trusted; the start stops
 ├── OrganisationError  a profile that cannot be
 ├── DatabaseError      a database that cannot be opened, written or understood
 ├── LedgerError        an entry that cannot be
 ├── UsageReportError   a file that is no usage report, or not one that may be read
 ├── ImportRefused      an import, or a withdrawal, that cannot be done now
 ├── MoneyError         an amount or currency that cannot be
 │    └── CurrencyMismatch   two currencies in one sum
 ├── RateCardError      a rate card that cannot be
 └── CostCentreError    a list of cost centres that cannot be
      └── NoCostCentreList   a file that is no such list at all
"""

from collections.abc import Sequence


class PricingError(Exception):
    """Root of pricing's errors; the message says what to do."""


class DataFileError(PricingError):
    """A bundled data file that cannot be trusted; names the file, the line and the reason."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        self.file = file
        self.line = line
        """Counted from 1, the header included; None when the whole file is meant."""
        self.reason = reason
        super().__init__(f"{file}:{line}: {reason}" if line is not None else f"{file}: {reason}")


class OrganisationError(PricingError):
    """A profile that cannot be; names the field and what is allowed."""


class MoneyError(PricingError):
    """An amount or a currency that cannot be."""


class CurrencyMismatch(MoneyError):
    """Two currencies in one sum: nothing is ever converted."""


class RateCardError(PricingError):
    """A rate card that cannot be: two rates for one prefix, or a rate in another currency."""


class DatabaseError(PricingError):
    """A database that cannot be opened, written or understood."""


class LedgerError(PricingError):
    """A ledger entry that cannot be; says what is allowed."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        """For a form that says it in the reader's language."""
        super().__init__(message)


class UsageReportError(PricingError):
    """A file that is no usage report, or none that may be read; says what is wrong and what to do."""


class ImportRefused(PricingError):
    """An import or a withdrawal that cannot be done now; says why."""


class CostCentreError(PricingError):
    """A list of cost centres that cannot be read."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        """Each begins with its line, unless the whole file is meant."""
        super().__init__("\n".join(faults))


class NoCostCentreList(CostCentreError):
    """A file whose first row names no sign-in names and cost centres."""
