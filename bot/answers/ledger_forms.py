"""Recording funds from a card: a form, what is wrong with it, a confirmation, then one entry, never two."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.answer import Answer, FollowUp, Outcome
from bot.answers import balance_view
from bot.composition import Services
from bot.question import Question
from pricing.demo import DEMO_TENANT
from pricing.errors import LedgerError
from pricing.ledger import AssertionCheck
from pricing.ledger_entry import Entry, EntryKind, new_entry
from pricing.money import decimal
from pricing.storage import ledger_entries, statements

CURRENCIES = (
    "ARS", "AUD", "BRL", "CAD", "CHF", "CNY", "DKK", "EUR", "GBP", "HKD", "IDR", "INR", "JPY",
    "KRW", "MXN", "MYR", "NOK", "NZD", "RUB", "SAR", "SEK", "TRY", "TWD", "USD", "ZAR",
)  # fmt: skip
"""In which Microsoft's rates come, 2025."""
EARLIEST = date(2015, 1, 1)
DECIMAL_COMMA = frozenset({"pt-BR", "es", "fr", "de", "it", "nl"})


async def top_up_form(question: Question, services: Services) -> Answer:
    """A form for credit that was bought."""
    return await _form(question, services, EntryKind.TOP_UP)


async def assertion_form(question: Question, services: Services) -> Answer:
    """A form for what the portal shows."""
    return await _form(question, services, EntryKind.ASSERTION)


async def adjustment_form(question: Question, services: Services) -> Answer:
    """A form for a correction; it comes filled in from an assertion that differs."""
    return await _form(question, services, EntryKind.ADJUSTMENT)


async def record_top_up(question: Question, services: Services) -> Answer:
    """The form as sent: what is wrong, or what to confirm, or the entry recorded."""
    return await _record(question, services, EntryKind.TOP_UP)


async def record_assertion(question: Question, services: Services) -> Answer:
    """The same for what the portal shows."""
    return await _record(question, services, EntryKind.ASSERTION)


async def record_adjustment(question: Question, services: Services) -> Answer:
    """The same for a correction."""
    return await _record(question, services, EntryKind.ADJUSTMENT)


async def compared(
    question: Question, services: Services, amount: Decimal, currency: str | None, on: str | None
) -> dict[str, Any] | None:
    """What an assertion would say, before any is recorded; None where there is nothing to compare with."""
    day = on or question.now.date().isoformat()
    stated = replace(question, data={"exact": str(amount), "currency": currency, "on": day})
    try:
        entry = _entry(stated, EntryKind.ASSERTION)
    except LedgerError:
        return None
    async with services.database.reading(question.tenant) as connection:
        reading = await statements.read(
            connection,
            question.tenant,
            entry.instant,
            charge_includes_fee=services.settings.charge_includes_connection_fee,
        )
    mine = next((one for one in reading.statement.balances if one.currency == entry.currency), None)
    if mine is None or not mine.lots:
        return None
    check = AssertionCheck(entry, mine.available, opens=False)
    shown = balance_view.assertion(check, entry.currency, reading.charges_through)
    return shown | {"offer": False, "age": balance_view.age(reading)}


async def _form(question: Question, services: Services, kind: EntryKind, fault: str | None = None) -> Answer:
    organisation = await services.organisation(question.tenant)
    currency = question.data.get("currency") or (organisation.currency if organisation else None)
    view = {
        "kind": kind.value,
        "demo": question.tenant == DEMO_TENANT,
        "amount": _text(question.data, "amount"),
        "currency": currency,
        "currencies": sorted({*CURRENCIES, *([currency] if currency else [])}),
        "on": _text(question.data, "on") or question.now.date().isoformat(),
        "reason": _text(question.data, "reason"),
        "fault": fault,
    }
    return Answer("balance_form", view, Outcome.ASKED)


async def _record(question: Question, services: Services, kind: EntryKind) -> Answer:
    try:
        entry = _entry(question, kind)
    except LedgerError as fault:
        return await _form(question, services, kind, fault.code)
    nonce = _text(question.data, "nonce")
    if nonce is None:
        return _confirmation(question, entry)
    async with services.database.writing(question.tenant) as connection:
        stored, is_new = await ledger_entries.record(connection, question.tenant, entry, client_key=nonce)
        reading = await statements.read(
            connection,
            question.tenant,
            int(question.now.timestamp()),
            charge_includes_fee=services.settings.charge_includes_connection_fee,
        )
    return _recorded(question, services, stored, is_new, reading)


def _confirmation(question: Question, entry: Entry) -> Answer:
    data = {name: _text(question.data, name) for name in ("currency", "on", "reason")}
    data["exact"] = str(decimal(entry.amount))
    view = _described(entry) | {
        "demo": question.tenant == DEMO_TENANT,
        "data": data | {"do": f"record_{entry.kind.value}", "nonce": secrets.token_urlsafe(16)},
    }
    return Answer("balance_confirm", view, Outcome.ASKED)


def _recorded(
    question: Question, services: Services, entry: Entry, is_new: bool, reading: statements.Reading
) -> Answer:
    mine = next((one for one in reading.statement.balances if one.currency == entry.currency), None)
    check = mine.last_assertion if mine else None
    is_last = check is not None and check.entry.id == entry.id
    shown = balance_view.assertion(check, entry.currency, reading.charges_through) if check else None
    view = (
        balance_view.frame(
            reading,
            demo=question.tenant == DEMO_TENANT,
            fee_included=services.settings.charge_includes_connection_fee,
            sources=(),
        )
        | _described(entry)
        | {
            "is_new": is_new,
            "available": balance_view.money(mine.available if mine else 0, entry.currency),
            "assertion": shown if is_last else None,
            "by": question.name if is_new else None,
            "recorded_at": balance_view.instant(entry.recorded_at),
            "undo_amount": _undo_amount(entry, opens=bool(is_last and check and shown and shown["opens"])),
        }
    )
    return Answer("balance_recorded", view, follow_ups=(FollowUp("balance", "balance"),))


def _undo_amount(entry: Entry, opens: bool) -> str | None:
    """The adjustment that takes an entry back; None for a comparison, which changed nothing."""
    if entry.kind is EntryKind.ASSERTION and not (opens and entry.amount):
        return None
    return str(decimal(-entry.amount))


def _described(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind.value,
        "money": balance_view.money(entry.amount, entry.currency),
        "on": balance_view.instant(entry.instant).date(),
        "reason": entry.reason,
    }


def _entry(question: Question, kind: EntryKind) -> Entry:
    on = _day(_text(question.data, "on"))
    if not EARLIEST <= on <= question.now.date():
        raise LedgerError("future" if on > question.now.date() else "too_early", "the day is out of range")
    return new_entry(
        kind,
        _amount(question),
        (_text(question.data, "currency") or "").upper(),
        on,
        now=question.now,
        by=question.user,
        reason=_text(question.data, "reason"),
    )


def _amount(question: Question) -> Decimal:
    confirmed, typed = _text(question.data, "exact"), _text(question.data, "amount")
    return amount_of(typed or "", question.locale or "en") if confirmed is None else _decimal(confirmed)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise LedgerError("day", "not a day") from None


def amount_of(text: str, locale: str) -> Decimal:
    """An amount as a person of that language types it, groups allowed. Raises LedgerError."""
    plain = re.sub(r"[\s\u00a0\u202f'’]", "", text)
    point, group = (",", ".") if locale in DECIMAL_COMMA else (".", ",")
    if re.fullmatch(rf"-?\d{{1,3}}(\{group}\d{{3}})+(\{point}\d*)?", plain):
        plain = plain.replace(group, "").replace(point, ".")
    elif re.fullmatch(r"-?\d+[.,]\d{1,2}", plain) or re.fullmatch(rf"-?\d+(\{point}\d*)?", plain):
        plain = plain.replace(",", ".")
    return _decimal(plain)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d+(\.\d*)?", text):
        raise LedgerError("amount", f"{text!r} is not an amount")
    return Decimal(text)


def _text(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    return str(value).strip() or None if value is not None else None
