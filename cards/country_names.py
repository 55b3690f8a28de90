"""Names of countries and regions: CLDR's, except where those read badly on a card."""

from babel import Locale

_OWN: dict[str, dict[str, str]] = {
    "en": {"HK": "Hong Kong SAR", "MO": "Macao SAR", "US-GA": "Georgia (US state)"},
    "pt-BR": {"HK": "Hong Kong, RAE", "MO": "Macau, RAE", "US-GA": "Geórgia (estado dos EUA)"},
    "es": {"HK": "Hong Kong, RAE", "MO": "Macao, RAE", "US-GA": "Georgia (estado de EE. UU.)"},
    "fr": {"HK": "Hong Kong, RAS", "MO": "Macao, RAS", "US-GA": "Géorgie (État des États-Unis)"},
    "de": {"HK": "Hongkong SAR", "MO": "Macau SAR", "US-GA": "Georgia (US-Bundesstaat)"},
    "it": {"HK": "Hong Kong, RAS", "MO": "Macao, RAS", "US-GA": "Georgia (Stato degli Stati Uniti)"},
    "nl": {"HK": "Hongkong SAR", "MO": "Macau SAR", "US-GA": "Georgia (staat in de VS)"},
    "ja": {"HK": "香港特別行政区", "MO": "マカオ特別行政区", "US-GA": "ジョージア州 (米国)"},
}


def country_names(locale: str, cldr: Locale) -> dict[str, str]:
    """Name by ISO 3166-1 alpha-2 code, and by "US-GA" for the state of Georgia."""
    return {**cldr.territories, **_OWN[locale]}
