"""What a dropped file is: a usage report, a rate card or a list of cost centres, or what is wrong with it."""

from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias

from pricing.errors import CostCentreError, NoCostCentreList, RateCardError, UsageReportError
from pricing.imports.cost_centre_csv import CostCentreFile, read_cost_centres
from pricing.imports.rate_file import read_rate_file
from pricing.imports.rate_rows import Fault, RateFileError
from pricing.imports.usage_survey import UsageSurvey, survey_usage
from pricing.rate_card import RateCard

Recognised: TypeAlias = UsageSurvey | RateCard | CostCentreFile


class Place(NamedTuple):
    """A cell that cannot be taken."""

    sheet: str | None
    row: int | None
    column: str | None
    detail: str
    """A sentence in English; one of pricing.imports.told can be said in any of our languages."""


class FileFault(Exception):
    """A file that cannot be imported; `reason` is not_known, rates, usage or cost_centres."""

    def __init__(self, reason: str, places: tuple[Place, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.places = places


def recognise(file: Path, today: date) -> Recognised:
    """Look through a file; a rate card is taken to begin today. Raises FileFault."""
    ending = file.suffix.lower()
    if ending == ".xlsx":
        return read_rates(file, today)
    if ending == ".zip":
        return _usage(file)
    if ending == ".csv":
        return _csv(file, today)
    raise FileFault("not_known")


def read_rates(file: Path, effective_on: date) -> RateCard:
    """The card of a file that is known to be one. Raises FileFault."""
    try:
        return read_rate_file(file, effective_on)
    except RateFileError as error:
        raise FileFault("rates", tuple(map(_place, error.faults))) from None
    except RateCardError as error:
        raise FileFault("rates", (Place(None, None, None, error.args[0]),)) from None


def read_centres(file: Path) -> CostCentreFile:
    """The list of a file. Raises FileFault with each row that cannot be taken, and NoCostCentreList."""
    try:
        return read_cost_centres(file)
    except NoCostCentreList:
        raise
    except CostCentreError as error:
        raise FileFault("cost_centres", tuple(map(_line_place, error.faults))) from None


def _usage(file: Path) -> UsageSurvey:
    try:
        return survey_usage(file)
    except UsageReportError as error:
        raise FileFault("usage", (Place(None, None, None, error.args[0]),)) from None


def _csv(file: Path, today: date) -> Recognised:
    try:
        return _usage(file)
    except FileFault as no_usage:
        try:
            return read_rates(file, today)
        except FileFault as no_rates:
            if all(place.row not in (1, None) for place in no_rates.places):
                raise
            return _otherwise_cost_centres(file, no_usage, no_rates)


def _otherwise_cost_centres(file: Path, no_usage: FileFault, no_rates: FileFault) -> CostCentreFile:
    try:
        return read_centres(file)
    except NoCostCentreList:
        if any(place.row == 1 for place in no_rates.places):
            raise FileFault("not_known", no_usage.places) from None
        raise no_rates from None


def _line_place(fault: str) -> Place:
    return Place(None, getattr(fault, "line", None), None, fault)


def _place(fault: Fault) -> Place:
    return Place(fault.sheet, fault.row, fault.column, fault.what)
