"""The two tables that speak of countries: availability, and from where toll-free can be dialled."""

from pathlib import Path

from pricing.catalog import OFFERS, Country, Source, TollFreeAccess
from pricing.imports.data_table import Row, read_table
from pricing.imports.notes import COUNTRY_NOTES, TOLL_FREE_NOTES, read_notes

PAGES = "https://learn.microsoft.com/microsoftteams/"
AVAILABILITY_PAGES = f"{PAGES}country-and-region-availability-for-audio-conferencing-and-calling-plans/"
DIALLING_PAGES = f"{PAGES}toll-free-dialing-limitations-and-restrictions/"

_COUNTRY_COLUMNS = (
    "iso_alpha2", "name_en", "audio_conferencing", "ac_offer", "auto_numbers", "auto_assigned_cities",
    "call_me_mode", "phone_system", "calling_plans", "calling_plan_supplier", "toll_numbers", "toll_kind",
    "toll_on_request", "toll_cities", "toll_free_numbers", "toll_free_on_request", "communications_credits",
    "dial_out_zone", "notes", "source_page", "source_date",
)  # fmt: skip
_DIALLING_COLUMNS = (
    "iso_alpha2", "fixed_line", "mobile", "payphone", "dialing_format", "notes", "source_page", "source_date",
)  # fmt: skip
_AUTO_NUMBERS = ("cities", "non_geographic", "contact_microsoft", "none", "not_applicable")
_CALL_ME_MODES = ("available", "requires_credits", "available_except_customers_buying_in_china")
_REACH = ("yes", "no", "restricted")


def read_countries(path: Path) -> dict[str, Country]:
    """Countries by code. Raises DataFileError for a bad row or a country that stands twice."""
    countries = dict[str, Country]()
    for row in read_table(path, _COUNTRY_COLUMNS):
        country = _country(row)
        if country.code in countries:
            raise row.fault(f"country {country.code} stands twice")
        countries[country.code] = country
    return countries


def read_toll_free_access(path: Path) -> dict[str, tuple[TollFreeAccess, ...]]:
    """By country, one entry or several (ranges of numbers). Raises DataFileError for a bad row."""
    access = dict[str, tuple[TollFreeAccess, ...]]()
    for row in read_table(path, _DIALLING_COLUMNS):
        entry = _toll_free_access(row)
        earlier = access.get(entry.country, ())
        if any(set(entry.formats) & set(other.formats) for other in earlier):
            raise row.fault(f"a dialling format of {entry.country} stands twice")
        access[entry.country] = (*earlier, entry)
    return access


def _country(row: Row) -> Country:
    country = Country(
        code=row.country("iso_alpha2"),
        name=row.text("name_en"),
        audio_conferencing=row.choice("audio_conferencing", ("yes", "limited", "no")),
        offer=row.choice("ac_offer", OFFERS),
        auto_numbers=row.choice("auto_numbers", _AUTO_NUMBERS),
        auto_cities=row.names("auto_assigned_cities"),
        call_me_mode=row.choice("call_me_mode", _CALL_ME_MODES),
        phone_system=row.yes("phone_system"),
        calling_plans=row.yes("calling_plans"),
        calling_plan_supplier=row.optional("calling_plan_supplier"),
        toll_numbers=row.yes("toll_numbers"),
        toll_kind=row.choice("toll_kind", ("geographic", "non_geographic", "unspecified", "none")),
        toll_on_request=row.yes("toll_on_request"),
        toll_cities=row.names("toll_cities"),
        toll_free_numbers=row.yes("toll_free_numbers"),
        toll_free_on_request=row.yes("toll_free_on_request"),
        credits=row.yes("communications_credits"),
        zone_a=row.choice("dial_out_zone", ("A", "")) == "A",
        notes=read_notes(row, "notes", COUNTRY_NOTES),
        source=_source(row, AVAILABILITY_PAGES, f"Country and region availability: {row.text('name_en')}"),
    )
    _check_offer(row, country)
    return country


def _check_offer(row: Row, country: Country) -> None:
    """Cells that would contradict each other."""
    if (country.offer == "not_sold") != (country.audio_conferencing == "no"):
        raise row.fault(
            f"ac_offer {country.offer} contradicts audio_conferencing {country.audio_conferencing}"
        )
    if country.toll_numbers != (country.toll_kind != "none"):
        raise row.fault(f"toll_kind {country.toll_kind} contradicts toll_numbers")
    if (country.auto_numbers == "cities") != bool(country.auto_cities):
        raise row.fault(f"auto_numbers {country.auto_numbers} contradicts auto_assigned_cities")
    if country.calling_plans != (country.calling_plan_supplier is not None):
        raise row.fault("calling_plan_supplier contradicts calling_plans")


def _toll_free_access(row: Row) -> TollFreeAccess:
    if not row.names("dialing_format"):
        raise row.fault("dialing_format is empty")
    payphone = row.cells["payphone"]
    return TollFreeAccess(
        country=row.country("iso_alpha2"),
        fixed_line=row.choice("fixed_line", _REACH),
        mobile=row.choice("mobile", _REACH),
        payphone=row.choice("payphone", ("yes", "no")) if payphone else None,
        formats=row.names("dialing_format"),
        notes=read_notes(row, "notes", TOLL_FREE_NOTES),
        source=_source(row, DIALLING_PAGES, "Toll-free dialling limitations and restrictions"),
    )


def _source(row: Row, pages: str, title: str) -> Source:
    return Source(title, pages + row.text("source_page"), row.day("source_date"))
