"""The one dispatch table: which function answers which question, and which button does what."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.answer import Answer
from bot.answers import (
    audit,
    availability,
    balance,
    dial_out_policy,
    dropped_cost_centres,
    dropped_files,
    dropped_rates,
    dropped_usage,
    eligibility,
    estimate,
    how_to,
    invoice_check,
    ledger_forms,
    manners,
    plans,
    profile_changes,
    rate_changes,
    rate_withdrawal,
    rates,
    usage,
    which_number,
)
from bot.composition import Services
from bot.question import Question
from bot.understanding.reading import Slots

Answers: TypeAlias = Answer | tuple[Answer, ...]
Answering: TypeAlias = Callable[[Question, Slots, Services], Awaitable[Answers]]


@dataclass(frozen=True)
class Action:
    """What a pressed button does, apart from asking a question."""

    intent: str
    run: Callable[[Question, Services], Awaitable[Answers]]


ANSWERS: Mapping[tuple[str, str | None], Answering] = {
    ("availability", None): availability.answer,
    ("eligibility", None): eligibility.answer,
    ("rates", None): rates.answer,
    ("rates", "which_number"): which_number.answer,
    ("rates", "changes"): rate_changes.answer,
    ("estimate", None): estimate.answer,
    ("balance", None): balance.answer,
    ("balance", "runway"): balance.runway,
    ("balance", "expiry"): balance.expiry,
    ("balance", "auto_recharge"): balance.recharge_advice,
    ("usage", None): usage.answer,
    ("usage", "invoice_check"): invoice_check.answer,
    ("usage", "dial_out_policy"): dial_out_policy.answer,
    ("usage", "audit"): audit.answer,
    ("plan_comparison", None): plans.answer,
    ("how_to", None): how_to.answer,
    ("greeting", None): manners.greet,
    ("help", None): manners.help_,
    ("thanks", None): manners.thank,
    ("cancel", None): manners.cancel,
    ("language_switch", None): manners.switch_language,
    ("out_of_scope", None): manners.decline,
}
ACTIONS: Mapping[str, Action] = {
    "receive_file": Action("usage", dropped_files.receive),
    "discard_file": Action("usage", dropped_files.discard),
    "import_usage": Action("usage", dropped_usage.start),
    "usage_withdraw_form": Action("usage", dropped_usage.ask_to_withdraw),
    "withdraw_usage": Action("usage", dropped_usage.withdraw),
    "import_rates": Action("usage", dropped_rates.import_rates),
    "import_cost_centres": Action("usage", dropped_cost_centres.import_cost_centres),
    "rates_withdraw_form": Action("usage", rate_withdrawal.ask_to_withdraw),
    "withdraw_rates": Action("usage", rate_withdrawal.withdraw),
    "estimate_form": Action("estimate", estimate.from_form),
    "save_profile": Action("eligibility", eligibility.save),
    "restore_profile": Action("eligibility", profile_changes.restore),
    "top_up_form": Action("balance", ledger_forms.top_up_form),
    "assertion_form": Action("balance", ledger_forms.assertion_form),
    "adjustment_form": Action("balance", ledger_forms.adjustment_form),
    "record_top_up": Action("balance", ledger_forms.record_top_up),
    "record_assertion": Action("balance", ledger_forms.record_assertion),
    "record_adjustment": Action("balance", ledger_forms.record_adjustment),
    "save_licence_price": Action("plan_comparison", plans.save),
}
