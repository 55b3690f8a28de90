"""The tables. Money is integer micro-units, instants are epoch seconds (UTC), days are ISO text.

Every table has the tenant first in its primary key. A table added here needs a revision of its own in
`migrations/versions`; a test compares the two.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    exists,
    select,
)

metadata = MetaData()


def _key(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False, nullable=False)


def _needed(names: str, kind: Any = Text) -> Sequence[Column[Any]]:
    return [Column(name, kind, nullable=False) for name in names.split()]


def _optional(names: str, kind: Any = Text) -> Sequence[Column[Any]]:
    return [Column(name, kind) for name in names.split()]


organisation = Table(
    "organisation",
    metadata,
    _key("tenant"),
    *_optional("name country currency agreement"),
    *_needed("billing_step_seconds", Integer),
    *_optional("credits_set_up licence_assigned credits_licence_assigned auto_recharge", Boolean),
    *_optional("licence_price_micro_units", BigInteger),
    *_optional("time_zone locale"),
)
"""One row per organisation; null means not known."""

demo = Table("demo", metadata, _key("tenant"), *_needed("made_for_day"), *_needed("seed", Integer))
"""Which tenants hold invented data, and for which day it was made."""

ledger_entry = Table(
    "ledger_entry",
    metadata,
    _key("tenant"),
    _key("id", BigInteger),
    *_needed("kind"),
    *_needed("instant amount_micro_units", BigInteger),
    *_needed("currency"),
    *_optional("reason"),
    *_needed("recorded_at", BigInteger),
    *_needed("recorded_by"),
    *_optional("client_key"),
    Index("ledger_entry_client_key", "tenant", "client_key", unique=True),
)
"""Top-ups, adjustments (signed) and assertions. Append-only; `client_key` makes a retried entry one entry."""

usage_import = Table(
    "usage_import",
    metadata,
    _key("tenant"),
    _key("id", BigInteger),
    *_needed("kind file_name digest"),
    *_needed("started_at", BigInteger),
    *_needed("started_by"),
    *_optional("abandoned_at", BigInteger),
)
"""Every import that began, in force or not. kind: csv, zip, graph or demo.

abandoned_at: it died before it was published, and its rows have been removed.
"""

_IMPORT = (["tenant", "import_id"], ["usage_import.tenant", "usage_import.id"])

published_import = Table(
    "published_import",
    metadata,
    _key("tenant"),
    _key("import_id", BigInteger),
    *_needed("published_at", BigInteger),
    *_needed(
        "rows_read rows_inserted rows_duplicate rows_conflict rows_rejected rows_overlapping", BigInteger
    ),
    *_optional("first_started_at last_started_at", BigInteger),
    *_needed("overlap_sums"),
    ForeignKeyConstraint(*_IMPORT),
)
"""One row makes an import's rows visible. `overlap_sums`: JSON, currency to micro-units suspected twice."""

withdrawn_import = Table(
    "withdrawn_import",
    metadata,
    _key("tenant"),
    _key("import_id", BigInteger),
    *_needed("withdrawn_at", BigInteger),
    *_needed("withdrawn_by reason"),
    ForeignKeyConstraint(["tenant", "import_id"], ["published_import.tenant", "published_import.import_id"]),
)
"""One row takes a published import out of force."""

import_lease = Table(
    "import_lease", metadata, _key("tenant"), *_needed("holder"), *_needed("expires_at", BigInteger)
)
"""Who imports for this tenant at present: imports of one tenant run one after the other."""

usage_record = Table(
    "usage_record",
    metadata,
    _key("tenant"),
    _key("usage_id"),
    _key("attempt", Integer),
    *_needed("import_id line started_at duration_seconds", BigInteger),
    *_needed("call_type"),
    *_needed("charge_micro_units fee_micro_units", BigInteger),
    *_needed("currency capability draws number_kind country call_id conference_id"),
    *_needed("user_principal_name user_display_name user_country"),
    *_needed("caller_number destination_number number_type destination_name"),
    Index("usage_record_started_at", "tenant", "started_at", "duration_seconds"),
)
"""Checked rows of the usage report, kept whatever they draw from: the fields of `usage.UsageRecord`.

attempt: how many withdrawn imports held this id before, so that the key keeps an id in force only once.
line: where the row stood in its file. The index holds the duration, so that records which may be one call are
found without reading the rows.
"""

usage_conflict = Table(
    "usage_conflict",
    metadata,
    _key("tenant"),
    _key("import_id", BigInteger),
    _key("line", BigInteger),
    *_needed("usage_id"),
    *_needed("started_at duration_seconds", BigInteger),
    *_needed("call_type"),
    *_needed("charge_micro_units fee_micro_units", BigInteger),
    *_needed("currency capability"),
)
"""Rows with the id of a record in force and other content: shown, never counted."""

usage_rejected = Table(
    "usage_rejected",
    metadata,
    _key("tenant"),
    _key("import_id", BigInteger),
    _key("line", BigInteger),
    *_needed("reason detail"),
)
"""Rows that could not be read: reason is a code, detail the sentence for a person."""

usage_overlap = Table(
    "usage_overlap",
    metadata,
    _key("tenant"),
    _key("usage_id"),
    _key("import_id", BigInteger),
    *_needed("call_id"),
    *_needed("started_at duration_seconds", BigInteger),
    *_needed("call_type"),
    *_needed("charge_micro_units", BigInteger),
    *_needed("currency"),
)
"""Records of different ids that may be one call, all members of each group: kept, counted and shown."""

usage_total = Table(
    "usage_total",
    metadata,
    _key("tenant"),
    _key("day"),
    _key("import_id", BigInteger),
    _key("currency"),
    _key("draws"),
    _key("call_type"),
    _key("number_kind"),
    _key("country"),
    *_needed("calls nonzero_charge_calls nonzero_total_calls", BigInteger),
    *_needed("duration_seconds billed_steps_6 billed_steps_60", BigInteger),
    *_needed("charge_micro_units fee_micro_units", BigInteger),
)
"""Totals of an import's own records per UTC day of the call's start; derived, `verify` rebuilds them.

Reading sums the imports in force, so that a withdrawal changes no total. nonzero_charge_calls: calls with a
charge; nonzero_total_calls: with a charge or a connection fee.
"""

charge_total = Table(
    "charge_total",
    metadata,
    _key("tenant"),
    _key("day"),
    _key("import_id", BigInteger),
    _key("currency"),
    _key("draws"),
    *_needed("nonzero_charge_calls nonzero_total_calls charge_micro_units fee_micro_units", BigInteger),
)
"""`usage_total` without the kinds of calls: a balance reads one row a day, however many kinds there are."""

organiser_total = Table(
    "organiser_total",
    metadata,
    _key("tenant"),
    _key("month"),
    _key("import_id", BigInteger),
    _key("currency"),
    _key("draws"),
    _key("call_type"),
    _key("number_kind"),
    _key("user_principal_name"),
    *_needed("calls duration_seconds charge_micro_units fee_micro_units", BigInteger),
)
"""Totals of an import's own records per UTC month (ISO text) and user, who for a meeting is its organiser."""

rate_card = Table(
    "rate_card",
    metadata,
    _key("tenant"),
    _key("id", BigInteger),
    *_needed("name currency effective_on digest file_name"),
    *_needed("imported_at", BigInteger),
    *_needed("imported_by"),
)
"""Every rate card that was imported, kept for the calls of its time. digest: of its currency and rates."""

rate = Table(
    "rate",
    metadata,
    _key("tenant"),
    _key("card_id", BigInteger),
    _key("position", Integer),
    *_needed("call_type prefix destination number_type"),
    *_needed("per_minute_micro_units connection_fee_micro_units", BigInteger),
    *_optional("country origin"),
    ForeignKeyConstraint(["tenant", "card_id"], ["rate_card.tenant", "rate_card.id"]),
)
"""The rates of a card, in the order of its file: the fields of `rate_card.Rate`."""

withdrawn_rate_card = Table(
    "withdrawn_rate_card",
    metadata,
    _key("tenant"),
    _key("card_id", BigInteger),
    *_needed("withdrawn_at", BigInteger),
    *_needed("withdrawn_by reason"),
    ForeignKeyConstraint(["tenant", "card_id"], ["rate_card.tenant", "rate_card.id"]),
)
"""One row takes a rate card out of force, for every day."""

cost_centre_list = Table(
    "cost_centre_list",
    metadata,
    _key("tenant"),
    *_needed("file_name"),
    *_needed("imported_at", BigInteger),
    *_needed("imported_by"),
)
"""Where the cost centres in force came from; the last import wins, whole."""

cost_centre = Table("cost_centre", metadata, _key("tenant"), _key("sign_in_key"), *_needed("name"))
"""Whose calls belong to which cost centre; sign_in_key: the sign-in name in small letters."""

forgetting = Table("forgetting", metadata, _key("tenant"))
"""Tenants being erased whole: the only ones whose history the triggers let go."""


def imports_in_force() -> Select[tuple[str, int]]:
    """Columns tenant and import_id of the imports that count: published and not withdrawn."""
    withdrawn = exists().where(
        withdrawn_import.c.tenant == published_import.c.tenant,
        withdrawn_import.c.import_id == published_import.c.import_id,
    )
    return select(published_import.c.tenant, published_import.c.import_id).where(~withdrawn)
