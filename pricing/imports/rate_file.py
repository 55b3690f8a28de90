"""A rate card from a file, whichever of the two kinds it is."""

from datetime import date
from pathlib import Path

from pricing.errors import RateCardError
from pricing.imports.rate_csv import read_rate_csv
from pricing.imports.rate_workbook import read_rate_workbook
from pricing.rate_card import CallType, RateCard


def read_rate_file(file: Path, effective_on: date) -> RateCard:
    """The card of an .xlsx or .csv file. Raises RateCardError with every fault; nothing is taken then."""
    readers = {".xlsx": read_rate_workbook, ".csv": read_rate_csv}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise RateCardError(f"{file.name}: rates come as .xlsx (Microsoft's workbook) or .csv")
    try:
        return reader(file, effective_on)
    except OSError as error:
        raise RateCardError(f"{file}: {error.strerror or error}") from None


def notices(card: RateCard, currency: str | None) -> list[str]:
    """What to know of a card that can be imported all the same; `currency` is the organisation's."""
    found = []
    if currency and card.currency != currency:
        found.append(
            f"the card is in {card.currency}, the organisation pays in {currency}: "
            "nothing is converted, so estimates keep the two apart"
        )
    if not any(rate.call_type == CallType.TOLL for rate in card.rates):
        found.append(
            "no rates for toll numbers: is this the workbook of the per-user subscription? "
            "choose Pay-Per-Minute where you download it"
        )
    nowhere = sum(1 for rate in card.rates if rate.country is None)
    if nowhere:
        found.append(f"{nowhere} rates name no country that is known: they are found by phone number only")
    return found
