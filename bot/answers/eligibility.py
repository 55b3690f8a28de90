"""Can we get it: the gates over the organisation's profile, and the form for what is unknown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.access import refusal_of_money
from bot.answer import Answer, FollowUp, Outcome
from bot.answers.availability import source_view
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.availability import is_old
from pricing.catalog import Dispute
from pricing.country_codes import COUNTRY_CODES
from pricing.eligibility import Gate, Verdict, judge
from pricing.organisation import AGREEMENTS, Organisation
from pricing.storage import organisations, statements

YES_OR_NO = {"yes": True, "no": False}
_FIELDS = (
    "country",
    "agreement",
    "credits_set_up",
    "licence_assigned",
    "auto_recharge",
    "credits_licence_assigned",
)
"""Fields of the profile that a verdict turns on, in the order of the form."""
MOST_COUNTRIES = 5
"""So many countries are judged in one answer."""


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The verdict. An agreement that is said counts; an admin's fills a gap in the profile."""
    profile = await _profile(question, services)
    said, stored = slots.agreement, profile.agreement
    if said is None or said == stored:
        return await _answer(question, slots.countries, profile, services)
    supposed = replace(profile, agreement=said)
    if stored is not None or not _may_change(question):
        return await _answer(question, slots.countries, supposed, services, instead_of=stored)
    await _keep(supposed, services)
    return await _answer(question, slots.countries, supposed, services, kept=True)


async def save(question: Question, services: Services) -> Answer:
    """The form as it was sent: kept in the profile when every field is sound, else shown again."""
    profile = await _profile(question, services)
    countries = _countries(question.data)
    changes, errors = read_form(question.data)
    if errors:
        return await _answer(question, countries, profile, services, errors=errors)
    changed = replace(profile, **changes)
    if changes:
        await _keep(changed, services)
    return await _answer(question, countries, changed, services, kept=bool(changes))


def read_form(data: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The profile's fields that were filled in, and the names of those that cannot be taken."""
    changes: dict[str, Any] = {}
    errors = list[str]()
    for name in _FIELDS:
        value = data.get(name)
        if value in (None, ""):
            continue
        allowed = _allowed(name)
        if isinstance(value, str) and value in allowed:
            changes[name] = allowed[value]
        else:
            errors.append(name)
    return changes, tuple(errors)


def _allowed(name: str) -> Mapping[str, Any]:
    if name == "country":
        return {code: code for code in COUNTRY_CODES}
    if name == "agreement":
        return {agreement: agreement for agreement in AGREEMENTS}
    return YES_OR_NO


def _may_change(question: Question) -> bool:
    return refusal_of_money(question) is None


async def _profile(question: Question, services: Services) -> Organisation:
    return await services.organisation(question.tenant) or Organisation(question.tenant)


async def _keep(profile: Organisation, services: Services) -> None:
    async with services.database.writing() as connection:
        await organisations.save(connection, profile)


async def _answer(
    question: Question,
    countries: tuple[str, ...],
    profile: Organisation,
    services: Services,
    *,
    kept: bool = False,
    instead_of: str | None = None,
    errors: tuple[str, ...] = (),
) -> Answer:
    told = _may_change(question)
    positive = await _recorded(question, services) if told else None
    if not told:
        profile = replace(profile, credits_set_up=None, auto_recharge=None)
    elif positive is not None and profile.credits_set_up is None:
        profile = replace(profile, credits_set_up=True)  # funds were recorded, so they were bought
    shown = countries[:MOST_COUNTRIES]
    verdict = judge(profile, services.catalog, positive, shown)
    asked = [name for name in _FIELDS if name in (*_unknown(profile, shown), *errors)]
    form = _form(asked, services) if told and asked else None
    view = {
        "verdict": verdict.code,
        "gates": [_gate_view(gate) for gate in verdict.gates],
        "new_commerce": verdict.new_commerce,
        "money_told": told,
        "kept": kept,
        "instead_of": instead_of,
        "agreement": profile.agreement,
        "form": form,
        "errors": list(errors),
        "countries": list(shown),
        "sources": [source_view(source) for source in verdict.sources],
        "old": is_old(verdict.sources, question.now.date()),
    }
    waits = form is not None and (errors or verdict.code == "unknown")
    return Answer("eligibility", view, Outcome.ASKED if waits else Outcome.ANSWERED, _follow_ups(verdict))


async def _recorded(question: Question, services: Services) -> bool | None:
    """Whether Communications Credits are left by what was recorded; None when nothing was."""
    async with services.database.reading() as connection:
        reading = await statements.read(
            connection,
            question.tenant,
            int(question.now.timestamp()),
            charge_includes_fee=services.settings.charge_includes_connection_fee,
        )
    funded = [balance for balance in reading.statement.balances if balance.lots]
    return any(balance.available > 0 for balance in funded) if funded else None


def _unknown(profile: Organisation, countries: tuple[str, ...]) -> tuple[str, ...]:
    """Fields of the profile that the verdict lacks."""
    return tuple(
        name for name in _FIELDS if getattr(profile, name) is None and not (name == "country" and countries)
    )


def _form(asked: list[str], services: Services) -> dict[str, Any]:
    """What the form asks for: only what is unknown, and what could not be taken."""
    return {
        "fields": asked,
        "countries": list(services.catalog.countries) if "country" in asked else [],
        "agreements": list(AGREEMENTS),
    }


def _countries(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Countries that the question before the form was about."""
    listed = data.get("countries")
    codes = listed if isinstance(listed, list) else []
    return tuple(code for code in codes if isinstance(code, str) and code in COUNTRY_CODES)


def _gate_view(gate: Gate) -> dict[str, Any]:
    return {
        "key": gate.key,
        "status": gate.status,
        "reason": gate.reason,
        "subject": gate.subject,
        "role": gate.role,
        "where": gate.where,
        "sources": [source_view(source) for source in gate.sources],
        "positions": _positions(gate.dispute) if gate.dispute else [],
    }


def _positions(dispute: Dispute) -> list[dict[str, Any]]:
    return [
        {"says": position.says, "sources": [source_view(source) for source in position.sources]}
        for position in dispute.positions
    ]


def _follow_ups(verdict: Verdict) -> tuple[FollowUp, ...]:
    if verdict.code == "no":
        return (FollowUp("charges", "how_to", topic="charges"),)
    topics = ["buy", "credits", "licences"] if verdict.code != "ready" else ["enable", "charges"]
    return tuple(FollowUp(topic, "how_to", topic=topic) for topic in topics)
