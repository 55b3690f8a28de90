"""The conversation's tables: the tenant first in every key, instants as epoch seconds (UTC)."""

from pathlib import Path

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text

from bot.storage import append_only
from pricing.storage.revisions import Schema

metadata = MetaData()


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True, nullable=False)


memory = Table(
    "conversation_memory",
    metadata,
    _key("tenant"),
    _key("conversation"),
    _key("user_id"),
    Column("version", Integer, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)
"""What is remembered of one person's chat; `version` grows with each turn."""

seen_activity = Table(
    "seen_activity",
    metadata,
    _key("tenant"),
    _key("conversation"),
    _key("activity"),
    Column("seen_at", BigInteger, nullable=False),
    Index("seen_activity_by_age", "tenant", "seen_at"),
)
"""Activities that were taken in, so that a redelivered one does not act twice."""

used_nonce = Table(
    "used_nonce",
    metadata,
    _key("tenant"),
    _key("nonce"),
    Column("used_at", BigInteger, nullable=False),
)
"""Buttons that have changed something and must not do so again."""

audit = Table(
    "audit",
    metadata,
    _key("tenant"),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("deed", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("outcome", Text, nullable=False),
)
"""Who was told about money or changed it, and when; no figures and no phone numbers."""

unanswered = Table(
    "unanswered",
    metadata,
    _key("tenant"),
    _key("question"),
    Column("locale", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("last_at", BigInteger, nullable=False),
)
"""Questions that were not understood, their names and numbers masked."""

feedback = Table(
    "feedback",
    metadata,
    _key("tenant"),
    _key("id"),
    Column("at", BigInteger, nullable=False),
    Column("reaction", Text, nullable=False),
    Column("intent", Text),
)
"""Thumbs up or down on a reply."""

welcomed = Table(
    "welcomed",
    metadata,
    _key("tenant"),
    _key("conversation"),
    _key("user_id"),
    Column("at", BigInteger, nullable=False),
)
"""Who was greeted, so that nobody is greeted twice."""

parked_conversation = Table(
    "parked_conversation",
    metadata,
    _key("tenant"),
    _key("conversation"),
    Column("parked_at", BigInteger, nullable=False),
)
"""Where the channel said that the bot may not write any more."""

CONVERSATIONS = Schema(
    metadata, Path(__file__).parent / "versions", "conversation_version", append_only.statements
)
