"""Thumbs up and down on replies: kept without who gave them."""

import secrets
from datetime import datetime

from sqlalchemy import insert

from bot.metrics import Metrics
from bot.storage.schema import feedback
from pricing.storage.database import Database


class StoredFeedback:
    """Counts each reaction and keeps it with its day."""

    def __init__(self, database: Database, metrics: Metrics) -> None:
        self._database = database
        self._metrics = metrics

    async def store(self, tenant: str, reaction: str, now: datetime) -> None:
        """Keep one `like` or `dislike`."""
        self._metrics.feedback.labels(reaction=reaction).inc()
        row = {
            "tenant": tenant,
            "id": secrets.token_hex(8),
            "at": int(now.timestamp()),
            "reaction": reaction,
        }
        async with self._database.writing(tenant) as connection:
            await connection.execute(insert(feedback).values(row))
