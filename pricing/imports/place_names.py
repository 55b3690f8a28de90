"""Countries by the English names that rate lists use, such as "Germany - Mobile" or "USA (Alaska)"."""

import re
import unicodedata
from functools import lru_cache

from pricing.country_codes import COUNTRY_CODES

_ALIASES = {
    "america": "US",
    "bosnia": "BA",
    "brunei darussalam": "BN",
    "burma": "MM",
    "cape verde": "CV",
    "congo democratic republic": "CD",
    "cote d ivoire": "CI",
    "czech republic": "CZ",
    "democratic republic of congo": "CD",
    "east timor": "TL",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "hong kong": "HK",
    "ivory coast": "CI",
    "korea": "KR",
    "korea republic of": "KR",
    "macao": "MO",
    "macau": "MO",
    "macedonia": "MK",
    "myanmar": "MM",
    "palestine": "PS",
    "republic of congo": "CG",
    "russian federation": "RU",
    "swaziland": "SZ",
    "turkey": "TR",
    "uae": "AE",
    "uk": "GB",
    "united states of america": "US",
    "us": "US",
    "usa": "US",
    "vatican": "VA",
    "viet nam": "VN",
}


@lru_cache(maxsize=4096)
def country_named(text: str) -> str | None:
    """ISO 3166-1 code of the country whose name, or code, begins the text; None if none does."""
    if text.strip() in COUNTRY_CODES:
        return text.strip()
    words = _bare(text).split()
    names = _names()
    for count in range(min(len(words), 8), 0, -1):
        if code := names.get(" ".join(words[:count])):
            return code
    return None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale

    territories = Locale("en").territories
    names = {_bare(territories[code]): code for code in COUNTRY_CODES if code in territories}
    return names | _ALIASES


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", " ", plain.casefold()).strip()
    return re.sub(r"\bst\b", "saint", words)
