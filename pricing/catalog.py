"""The facts that every answer stands on: immutable, each with its source and date.

Nothing here reads a file: `pricing.imports.catalog_files.load_catalog` fills it once, at start.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

OFFERS = (
    "subscription_or_pay_per_minute", "pay_per_minute_only", "partner_only", "outside_users_only", "not_sold",
)  # fmt: skip
"""How Audio Conferencing is sold in a country."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read, and of when it is."""

    title: str
    """The page's title, in English as Microsoft's own pages are."""
    url: str
    date: date


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that can be said in any language: a code, and the names that it needs."""

    code: str
    values: tuple[str, ...] = ()
    """Names, numbers, or `left=right` pairs, as `pricing.imports.notes` lists for the code."""


@dataclass(frozen=True, slots=True)
class Country:
    """One country's or region's availability page."""

    code: str
    """ISO 3166-1 alpha-2."""
    name: str
    """In English, as the page names it; show names from the reader's language instead."""
    audio_conferencing: str
    """yes, limited or no."""
    offer: str
    """One of OFFERS."""
    auto_numbers: str
    """How a toll number comes by itself: cities, non_geographic, contact_microsoft, none, not_applicable."""
    auto_cities: tuple[str, ...]
    call_me_mode: str
    """For the subscription: available, requires_credits, available_except_customers_buying_in_china."""
    phone_system: bool
    calling_plans: bool
    calling_plan_supplier: str | None
    toll_numbers: bool
    toll_kind: str
    """geographic, non_geographic, unspecified or none."""
    toll_on_request: bool
    toll_cities: tuple[str, ...]
    toll_free_numbers: bool
    toll_free_on_request: bool
    credits: bool
    """Communications Credits can be bought here."""
    zone_a: bool
    """Within the dial-out zone of the per-user subscription's minutes."""
    notes: tuple[Note, ...]
    source: Source

    @property
    def pay_per_minute(self) -> bool:
        """It can be bought here: the offer alone is not enough, it works on credits only."""
        return self.credits and self.offer in ("subscription_or_pay_per_minute", "pay_per_minute_only")

    def note(self, code: str) -> Note | None:
        """The note of that code, if the page has it."""
        return next((note for note in self.notes if note.code == code), None)


@dataclass(frozen=True, slots=True)
class TollFreeAccess:
    """From which phones a country's toll-free numbers can be reached; China has one per range."""

    country: str
    fixed_line: str
    """yes, no or restricted."""
    mobile: str
    """yes, no or restricted."""
    payphone: str | None
    """yes, no, or None where the page says nothing."""
    formats: tuple[str, ...]
    """As dialled, X for any digit; some pages give prefixes only."""
    notes: tuple[Note, ...]
    source: Source

    def has(self, code: str) -> bool:
        """Whether the page carries the note of that code."""
        return any(note.code == code for note in self.notes)


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the product's rules as Microsoft states it."""

    key: str
    """Dotted, such as credits.expiry_months."""
    value: int | str | bool | tuple[str, ...]
    statement: str
    """What the value means, in our words and in English: for the reader of the data."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a disagreement between Microsoft's own pages."""

    says: str
    """A code."""
    statement: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A point on which Microsoft's own pages disagree."""

    key: str
    taken: str
    """The position that we follow, or `unresolved`."""
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class LicencePrice:
    """What a licence cost a user and month, on a date."""

    product: str
    price_per_user_month: Decimal
    currency: str
    source: Source
    date_is_exact: bool
    """False where the source is undated and the date is our reading of it."""
    quoted_by: str
    """Who stated it; most are second-hand."""


@dataclass(frozen=True, slots=True)
class KnownRate:
    """A real pay-per-minute rate found in public, second-hand."""

    country: str
    number_type: str
    rate_per_minute: Decimal
    currency: str
    source: Source
    date_is_exact: bool
    """False where the source is undated and the date is our reading of it."""
    quoted_by: str


@dataclass(frozen=True, slots=True)
class DialOutPolicy:
    """A fixed policy that restricts dial-out."""

    name: str
    meetings: str
    """any, domestic, zone_a or none."""
    user_calls: str
    """international, domestic or emergency_only."""
    source: Source


@dataclass(frozen=True, slots=True)
class Sku:
    """A licence as the admin centers and PowerShell name it."""

    part_number: str
    product: str
    source: Source


@dataclass(frozen=True, slots=True)
class NumberAllowance:
    """How many toll, and as many toll-free, service numbers so many licences give."""

    licences_from: int
    numbers: int
    source: Source


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file as `app.py facts` lists it."""

    name: str
    about: str
    rows: int | None
    """Rows or entries that must be in it; None where it is not counted."""
    date: str
    """A date, or the first and the last with a slash between."""
    sources: tuple[Source, ...]
    origin: str
    """Where its figures were taken from."""
    licence: str
    changed: str
    """What we changed."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """All facts, by their keys."""

    countries: Mapping[str, Country]
    toll_free_access: Mapping[str, tuple[TollFreeAccess, ...]]
    rules: Mapping[str, Rule]
    disputes: Mapping[str, Dispute]
    licence_prices: tuple[LicencePrice, ...]
    known_rates: tuple[KnownRate, ...]
    dial_out_policies: tuple[DialOutPolicy, ...]
    skus: Mapping[str, Sku]
    number_allowances: tuple[NumberAllowance, ...]
    sources: Mapping[str, Source]
    """By the key that the rules use, such as PPM."""
    files: tuple[DataFile, ...] = field(default=())

    def numbers_allowed(self, licences: int) -> int:
        """Service numbers of each kind for so many licences; 0 for none."""
        return max(
            (row.numbers for row in self.number_allowances if row.licences_from <= licences), default=0
        )
