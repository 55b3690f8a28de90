"""Files dropped into the 1:1 chat: what each of them is, and what importing it would do."""

import asyncio
from pathlib import Path
from typing import Any

from bot.answer import Answer, Outcome
from bot.answers.balance_view import instant
from bot.answers.dropped_cost_centres import confirm_cost_centres
from bot.answers.dropped_rates import confirm_rates
from bot.composition import Services
from bot.files.recognition import FileFault, Place, recognise
from bot.question import DroppedFile, NotFetched, Question
from pricing.demo import DEMO_TENANT
from pricing.imports.cost_centre_csv import CostCentreFile
from pricing.imports.told import Told
from pricing.imports.usage_survey import UsageSurvey

MOST_FILES = 10
"""In one message."""
MOST_PLACES = 5


async def receive(question: Question, services: Services) -> Answer | tuple[Answer, ...]:
    """Each file fetched, looked through and described, with the question whether to import it."""
    if not question.files:
        return problem("", "gone")
    return tuple([await _receive(question, services, file) for file in question.files[:MOST_FILES]])


async def discard(question: Question, services: Services) -> Answer:
    """The person does not want it imported."""
    file = services.shelf.take(question, key_of(question))
    if file is not None:
        services.shelf.remove(file)
    return Answer("cancel", {})


async def _receive(question: Question, services: Services, file: DroppedFile) -> Answer:
    try:
        key, path = await services.shelf.put(question, file)
    except NotFetched as failure:
        return problem(file.name, failure.reason)
    try:
        found = await asyncio.to_thread(recognise, path, question.now.date())
    except FileFault as fault:
        services.shelf.remove(path)
        return unusable(path, fault, question)
    if isinstance(found, UsageSurvey):
        return _confirm_usage(question, file.name, key, found)
    if isinstance(found, CostCentreFile):
        return await confirm_cost_centres(question, services, file.name, key, found)
    return await confirm_rates(question, services, file.name, key, found)


def _confirm_usage(question: Question, name: str, key: str, found: UsageSurvey) -> Answer:
    first, last = found.first_started_at, found.last_started_at
    view = {
        "demo": question.tenant == DEMO_TENANT,
        "name": name,
        "rows": found.rows,
        "rejected": found.rejected,
        "first": instant(first) if first is not None else None,
        "last": instant(last) if last is not None else None,
        "left_out": list(found.left_out),
        "key": key,
    }
    return Answer("file_usage", view, Outcome.ASKED)


def problem(name: str, reason: str) -> Answer:
    """A file that could not be fetched or is no longer here."""
    return Answer("file_problem", {"name": name, "reason": reason, "places": [], "more": 0})


def unusable(file: Path, fault: FileFault, question: Question) -> Answer:
    """A file with its faults; a sentence that is known in English alone is shown to those who read it."""
    has_words = (question.locale or "en").startswith("en")
    places = [_shown(one, has_words) for one in fault.places]
    shown = [one for one in places if any(one.values())]
    view = {
        "name": file.name,
        "reason": fault.reason,
        "places": shown[:MOST_PLACES],
        "more": max(0, len(shown) - MOST_PLACES),
    }
    return Answer("file_problem", view)


def _shown(place: Place, reads_english: bool) -> dict[str, Any]:
    told = place.detail if isinstance(place.detail, Told) else None
    return {
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "fault": told.key if told else None,
        "values": dict(told.values) if told else None,
        "detail": place.detail if told is None and reads_english else None,
    }


def key_of(question: Question) -> str:
    """The key of the file that a button is about."""
    key: Any = question.data.get("key")
    return key if isinstance(key, str) else ""
