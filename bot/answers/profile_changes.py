"""Changes of the profile in the chat: kept, said with who and when, and put back with one button."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answer import Answer
from bot.answers.balance_view import money
from bot.composition import Services
from bot.question import Question
from bot.storage import once
from pricing.demo import DEMO_TENANT
from pricing.errors import MoneyError, OrganisationError
from pricing.money import micro_units
from pricing.organisation import Organisation
from pricing.storage import locks, organisations
from pricing.storage.locks import Lock

DEED = "save_profile"
"""In the audit log, whether a form or a sentence changed the profile."""
NOT_KEPT = "profile_form"
"""In the audit log, a form of which nothing was kept."""
_TEXTS = frozenset({"country", "agreement", "currency"})
_ANSWERS = frozenset({"credits_set_up", "licence_assigned", "auto_recharge", "credits_licence_assigned"})


def deed(kept: Mapping[str, Any] | None, what: str = DEED) -> str:
    """The audit log's line of what was kept: it names the fields that changed, never their values."""
    changed = kept["undo"]["after"] if kept and kept["undo"] else ()
    return deed_of(changed, what)


def deed_of(names: Iterable[str], what: str = DEED) -> str:
    """A deed with the fields that it changed."""
    return ":".join(filter(None, (what, ",".join(names))))


async def keep(
    question: Question, services: Services, changes: Mapping[str, Any]
) -> tuple[Organisation, dict[str, Any]]:
    """Put fields of the profile in the place of what was there; the profile, and what the card says of it.

    Raises OrganisationError, and nothing is kept.
    """
    # No confirmation before: the person filled in the form and sent it, and one press puts it back.
    async with services.database.writing(question.tenant) as connection:
        before = await _held(connection, question.tenant)
        after = replace(before, **changes)
        await organisations.save(connection, after)
    changed = [name for name in changes if getattr(before, name) != getattr(after, name)]
    undo = {
        "nonce": secrets.token_urlsafe(16),
        "before": {name: _plain(getattr(before, name)) for name in changed},
        "after": {name: _plain(getattr(after, name)) for name in changed},
    }
    return after, _said(question, after, changes) | {"undo": undo if changed else None}


async def restore(question: Question, services: Services) -> Answer:
    """The former values again, once, unless somebody has changed them since."""
    nonce = question.data.get("nonce")
    try:
        kept = _values(question.data.get("after"))
        # A button holds no nulls: what it leaves out was not known before.
        former = dict.fromkeys(kept) | _values(question.data.get("before"))
        if not kept or former.keys() != kept.keys() or not isinstance(nonce, str) or not nonce:
            return _answer(question, Organisation(question.tenant), (), "unknown")
        async with services.database.writing(question.tenant) as connection:
            profile, state = await _restore(connection, question, nonce, former, kept)
    except (OrganisationError, MoneyError, InvalidOperation, TypeError, ValueError):
        return _answer(question, Organisation(question.tenant), (), "unknown")
    found = _answer(question, profile, former, state)
    return replace(found, deed=deed_of(former, "restore_profile")) if state == "now" else found


async def _restore(
    connection: AsyncConnection,
    question: Question,
    nonce: str,
    former: Mapping[str, Any],
    kept: Mapping[str, Any],
) -> tuple[Organisation, str]:
    profile = await _held(connection, question.tenant)
    if await once.is_used(connection, question.tenant, nonce):
        return profile, "before"
    if any(getattr(profile, name) != value for name, value in kept.items()):
        return profile, "changed"
    await once.use_nonce(connection, question.tenant, nonce, int(question.now.timestamp()))
    profile = replace(profile, **former)
    await organisations.save(connection, profile)
    return profile, "now"


async def _held(connection: AsyncConnection, tenant: str) -> Organisation:
    """The profile, which nobody else changes until this transaction ends."""
    await locks.hold(connection, Lock.PROFILE, tenant)
    return await organisations.load(connection, tenant) or Organisation(tenant)


def _answer(question: Question, profile: Organisation, names: Any, state: str) -> Answer:
    view = _said(question, profile, names) | {"demo": question.tenant == DEMO_TENANT, "state": state}
    return Answer("profile_restored", view)


def _said(question: Question, profile: Organisation, names: Any) -> dict[str, Any]:
    fields = [{"name": name, "value": _shown(profile, name)} for name in names]
    return {"fields": fields, "by": question.name, "at": question.now}


def _shown(profile: Organisation, name: str) -> Any:
    value = getattr(profile, name)
    return money(micro_units(value), str(profile.currency)) if isinstance(value, Decimal) else value


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _values(data: Any) -> dict[str, Any]:
    """Fields on a button. Raises ValueError or InvalidOperation for what was never put there."""
    return {name: _value(name, value) for name, value in dict(data or {}).items()}


def _value(name: Any, value: Any) -> Any:
    known = _TEXTS | _ANSWERS | {"licence_price"}
    if name not in known or not (value is None or isinstance(value, bool if name in _ANSWERS else str)):
        raise ValueError("no field of the profile")
    return Decimal(value) if name == "licence_price" and value is not None else value
