"""Can we get it: the gates over the organisation's profile, and the form for what is not known."""

from dataclasses import replace

from bot.access import refusal_of_money
from bot.answer import Answer, FollowUp, Outcome
from bot.answers import profile_changes
from bot.answers.eligibility_view import Circumstances, eligibility, read_countries, read_form, typed_fields
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots
from pricing.demo import DEMO_TENANT
from pricing.eligibility import Verdict, judge
from pricing.organisation import Organisation
from pricing.storage import statements

MOST_COUNTRIES = 5
"""So many countries are judged in one answer."""


async def answer(question: Question, slots: Slots, services: Services) -> Answer:
    """The verdict. An agreement that is said counts; an admin's fills a gap in the profile."""
    profile = await _profile(question, services)
    said, stored = slots.agreement, profile.agreement
    plain = _circumstances(question)
    if said is None or said == stored:
        return await _answer(question, slots.countries, profile, plain, services)
    supposed = replace(profile, agreement=said)
    if stored is not None or not plain.told:
        other = replace(plain, instead_of=stored)
        return await _answer(question, slots.countries, supposed, other, services)
    profile, kept = await profile_changes.keep(question, services, {"agreement": said})
    found = await _answer(question, slots.countries, profile, replace(plain, kept=kept), services)
    return replace(found, deed=profile_changes.deed(kept))


async def save(question: Question, services: Services) -> Answer:
    """The form as it was sent: kept in the profile when every field is sound, else shown again."""
    profile = await _profile(question, services)
    changes, errors = read_form(question.data)
    kept = None
    if changes and not errors:
        profile, kept = await profile_changes.keep(question, services, changes)
    circumstances = replace(
        _circumstances(question),
        kept=kept,
        errors=errors,
        typed=typed_fields(question.data) if errors else {},
    )
    found = await _answer(question, read_countries(question.data), profile, circumstances, services)
    return replace(found, deed=profile_changes.deed(kept) if kept else profile_changes.NOT_KEPT)


def _circumstances(question: Question) -> Circumstances:
    return Circumstances(told=refusal_of_money(question) is None, demo=question.tenant == DEMO_TENANT)


async def _profile(question: Question, services: Services) -> Organisation:
    return await services.organisation(question.tenant) or Organisation(question.tenant)


async def _answer(
    question: Question,
    countries: tuple[str, ...],
    profile: Organisation,
    circumstances: Circumstances,
    services: Services,
) -> Answer:
    if circumstances.told:
        positive = await _credits_left(question, services)
        if positive is not None and profile.credits_set_up is None:
            profile = replace(profile, credits_set_up=True)  # funds were recorded, so they were bought
    else:
        positive = None
        profile = replace(profile, credits_set_up=None, auto_recharge=None)
    shown = countries[:MOST_COUNTRIES]
    verdict = judge(profile, services.catalog, positive, shown)
    today = question.now.date()
    view = eligibility(verdict, profile, shown, circumstances, services.catalog, today)
    waits = view["form"] is not None and (circumstances.errors or verdict.code == "unknown")
    return Answer("eligibility", view, Outcome.ASKED if waits else Outcome.ANSWERED, _follow_ups(verdict))


async def _credits_left(question: Question, services: Services) -> bool | None:
    """Whether Communications Credits are left by what was recorded; None when nothing was."""
    async with services.database.reading(question.tenant) as connection:
        reading = await statements.read(
            connection,
            question.tenant,
            int(question.now.timestamp()),
            charge_includes_fee=services.settings.charge_includes_connection_fee,
        )
    funded = [balance for balance in reading.statement.balances if balance.lots]
    return any(balance.available > 0 for balance in funded) if funded else None


def _follow_ups(verdict: Verdict) -> tuple[FollowUp, ...]:
    if verdict.code == "no":
        return (FollowUp("difference", "how_to", topic="difference"),)
    topics = ("enable", "charges") if verdict.code == "ready" else ("buy", "credits", "licences")
    return tuple(FollowUp(topic, "how_to", topic=topic) for topic in topics)
