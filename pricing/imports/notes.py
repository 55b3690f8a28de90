"""The remarks of country pages as codes, so that a card can say them in any language.

A cell holds notes apart by semicolons: `code`, `code:name|name` or `code:left=right|left=right`.
"""

from pricing.catalog import Note
from pricing.country_codes import COUNTRY_CODES
from pricing.imports.data_table import Row

PLACES = (
    "azores", "balearic_islands", "canary_islands", "channel_islands", "corsica", "cuenca", "east_malaysia",
    "easter_island", "england", "madeira", "mainland_france", "north_china", "northern_cyprus",
    "northern_ireland", "offshore_islands", "overseas_france", "peninsular_malaysia", "scotland",
    "south_china", "tasmania", "wales",
)  # fmt: skip
"""Parts of countries that notes name; countries stand as their codes."""

COUNTRY_NOTES = {
    "buy_through_account_team": 0,
    "buyers_inside_no_call_me_or_toll_free": 0,
    "calling_plan_domestic_us_canada": 0,
    "calling_plan_domestic_us_pr": 0,
    "calling_plans_for_organisations_inside": 0,
    "calling_plans_own_offers": 0,
    "city_listed_though_no_toll": 1,
    "city_on_request": 1,
    "complimentary_dial_out": 0,
    "credits_though_not_sold": 0,
    "limited_number_stock": 0,
    "listed_as_macedonia": 0,
    "not_named_as_exception": 0,
    "number_desk_apac": 0,
    "numbers_listed_though_not_sold": 1,
    "numbers_only_for_organisations_inside": 0,
    "other_cities_on_request": 0,
    "pages_disagree_credits": 0,
    "partner": 1,
    "service_numbers_conferencing_only": 0,
    "toll_city_not_named": 0,
    "toll_reachable_only_from_inside": 0,
}
"""Parts of each value of a code: 0 for a code that takes no values."""

TOLL_FREE_NOTES = {
    "airtime_roaming_only": 0,
    "also_covers": 1,
    "by_operator_and_region": 0,
    "dial_first": 1,
    "fixed_formats": 2,
    "fixed_networks": 1,
    "fixed_not_from": 1,
    "fixed_not_from_group": 1,
    "format_differs_by_edition": 1,
    "format_looks_wrong": 0,
    "format_networks": 2,
    "format_not_from_since": 3,
    "format_withdrawn": 1,
    "longest_call_hours": 1,
    "mobile_airtime": 0,
    "mobile_all_networks": 0,
    "mobile_both_formats": 0,
    "mobile_networks": 1,
    "mobile_no_airtime": 0,
    "mobile_not_from": 1,
    "mobile_other_networks_no_airtime": 0,
    "mobile_partial": 0,
    "mobile_prefixes": 2,
    "mobile_premium": 0,
    "mobile_premium_some": 0,
    "nanp_territories": 1,
    "networks_exclude": 1,
    "networks_include": 1,
    "north_america_rate": 0,
    "not_covered": 1,
    "not_from": 1,
    "only_covers": 1,
    "own_rate_from_here": 0,
    "page_repeats_north_america": 0,
    "page_says_not_available": 0,
    "prefix_only": 0,
    "prefix_territories": 2,
    "rate_by_origin": 0,
    "roaming_may_fail": 0,
}
"""The same, for pages on toll-free dialling."""

_PLACE_CODES = ("also_covers", "only_covers", "not_covered")


def read_notes(row: Row, column: str, allowed: dict[str, int]) -> tuple[Note, ...]:
    """A cell's notes. Raises DataFileError for an unknown code, place, or number of parts."""
    return tuple(_note(row, text, allowed) for text in row.names(column))


def _note(row: Row, text: str, allowed: dict[str, int]) -> Note:
    code, _, rest = text.partition(":")
    values = tuple(rest.split("|")) if rest else ()
    if code not in allowed:
        raise row.fault(f"note {code!r} is not known")
    parts = allowed[code]
    if bool(parts) != bool(values) or any(len(value.split("=")) != parts for value in values):
        raise row.fault(f"note {text!r} needs {parts or 'no'} part(s) in each value")
    if code in _PLACE_CODES and not all(value in PLACES or value in COUNTRY_CODES for value in values):
        raise row.fault(f"note {text!r} names a place that is not known")
    return Note(code, values)
