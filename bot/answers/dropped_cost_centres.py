"""A dropped list of cost centres: what it would change, and its import in the place of the one before."""

import asyncio
from dataclasses import asdict
from typing import Any

from bot.answer import Answer, FollowUp, Outcome
from bot.composition import Services
from bot.cost_centre_import import DAYS_LOOKED_AT, CostCentreImport, weigh
from bot.files.recognition import FileFault, read_centres
from bot.question import Question
from bot.storage import once
from pricing.cost_centres import CostCentres
from pricing.demo import DEMO_TENANT
from pricing.errors import NoCostCentreList
from pricing.imports.cost_centre_csv import CostCentreFile
from pricing.storage import cost_centres


async def confirm_cost_centres(
    question: Question, services: Services, name: str, key: str, found: CostCentreFile
) -> Answer:
    """What the list holds and would change, with the question whether to import it."""
    async with services.database.reading(question.tenant) as connection:
        weighed = await weigh(connection, question.tenant, found, question.now.date())
    view = _sizes(weighed) | {
        "demo": question.tenant == DEMO_TENANT,
        "name": name,
        "key": key,
        "without": found.without,
        "counts": asdict(weighed.changes),
        "not_assigned": len(weighed.not_assigned),
        "days": DAYS_LOOKED_AT,
    }
    return Answer("file_cost_centres", view, Outcome.ASKED)


async def import_cost_centres(question: Question, services: Services) -> Answer:
    """The list imported as confirmed, once."""
    key = str(question.data.get("key") or "")
    file = services.shelf.find(question, key)
    async with services.database.reading(question.tenant) as connection:
        was_used = await once.is_used(connection, question.tenant, key)
    if file is None or was_used:
        return _problem("", "taken" if was_used else "expired")
    try:
        found = await asyncio.to_thread(read_centres, file)
    except (FileFault, NoCostCentreList):
        return _problem(file.name, "cost_centres")
    answer = await _keep(question, services, found, file.name, key)
    services.shelf.remove(file)
    return answer


async def _keep(
    question: Question, services: Services, found: CostCentreFile, file_name: str, nonce: str
) -> Answer:
    tenant, now = question.tenant, question.now
    async with services.database.writing(tenant) as connection:
        weighed = await weigh(connection, tenant, found, now.date())
        if not await once.use_nonce(connection, tenant, nonce, int(now.timestamp())):
            return _problem("", "taken")
        await cost_centres.replace(connection, tenant, found.of_user, file_name, question.user, now)
    view = _sizes(weighed) | {
        "demo": tenant == DEMO_TENANT,
        "name": file_name,
        "by": question.name,
        "at": now,
    }
    return Answer("cost_centres_imported", view, follow_ups=(FollowUp("usage", "usage"),))


def _sizes(weighed: CostCentreImport) -> dict[str, Any]:
    return {
        "people": weighed.people,
        "cost_centres": weighed.centres,
        "before": _former(weighed.before),
    }


def _former(before: CostCentres) -> dict[str, Any] | None:
    if before.imported_at is None:
        return None
    return {"name": before.file_name, "on": before.imported_at.date()}


def _problem(name: str, reason: str) -> Answer:
    return Answer("file_problem", {"name": name, "reason": reason, "places": [], "more": 0})
