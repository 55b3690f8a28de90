"""What the card on eligibility shows, and what its form sends back: plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.answers.availability_view import source_view
from pricing.availability import is_old
from pricing.catalog import Catalog, Dispute
from pricing.country_codes import COUNTRY_CODES
from pricing.eligibility import Gate, Verdict
from pricing.organisation import AGREEMENTS, Organisation

FIELDS = (
    "country",
    "agreement",
    "credits_set_up",
    "licence_assigned",
    "auto_recharge",
    "credits_licence_assigned",
)
"""Fields of the profile that a verdict turns on, in the order of the form."""
_ALLOWED: Mapping[str, Mapping[str, Any]] = {
    "country": {code: code for code in COUNTRY_CODES},
    "agreement": {agreement: agreement for agreement in AGREEMENTS},
    **{name: {"yes": True, "no": False} for name in FIELDS[2:]},
}


@dataclass(frozen=True)
class Circumstances:
    """What the card says beside the verdict."""

    told: bool
    """The person may see money and change the profile."""
    kept: Mapping[str, Any] | None = None
    """What was kept in the profile just now, as `profile_changes.keep` says it."""
    instead_of: str | None = None
    """The profile's agreement, where the answer is about another."""
    errors: tuple[str, ...] = ()
    """Fields of the form that could not be taken."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """What the form was sent with, when it is shown again."""
    demo: bool = False
    """The profile is invented."""


def eligibility(
    verdict: Verdict,
    profile: Organisation,
    countries: Sequence[str],
    circumstances: Circumstances,
    catalog: Catalog,
    today: date,
) -> dict[str, Any]:
    """The whole view; `countries`: those asked about, none for the organisation's own."""
    return {
        "verdict": verdict.code,
        "gates": [_gate_view(gate) for gate in verdict.gates],
        "new_commerce": verdict.new_commerce,
        "money_told": circumstances.told,
        "kept": circumstances.kept,
        "demo": circumstances.demo,
        "agreement": profile.agreement,
        "instead_of": circumstances.instead_of,
        "form": _form(profile, countries, circumstances, catalog),
        "errors": list(circumstances.errors),
        "countries": list(countries),
        "sources": [source_view(source) for source in verdict.sources],
        "old": is_old(verdict.sources, today),
    }


def read_form(data: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The profile's fields that were filled in, and the names of those that cannot be taken."""
    filled = {name: data[name] for name in FIELDS if data.get(name) not in (None, "")}
    wrong = tuple(
        name for name, value in filled.items() if not (isinstance(value, str) and value in _ALLOWED[name])
    )
    return {name: _ALLOWED[name][value] for name, value in filled.items() if name not in wrong}, wrong


def typed_fields(data: Mapping[str, Any]) -> dict[str, str]:
    """What a form was sent with, as far as its lists hold it."""
    return {
        name: data[name]
        for name in FIELDS
        if isinstance(data.get(name), str) and data[name] in _ALLOWED[name]
    }


def read_countries(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Countries that the question before the form was about."""
    listed = data.get("countries")
    codes = listed if isinstance(listed, list) else []
    return tuple(code for code in codes if isinstance(code, str) and code in COUNTRY_CODES)


def _form(
    profile: Organisation, countries: Sequence[str], circumstances: Circumstances, catalog: Catalog
) -> dict[str, Any] | None:
    """What the form asks for: what is unknown, and what could not be taken. None when that is nothing."""
    known = {name for name in FIELDS if getattr(profile, name) is not None}
    known |= {"country"} if countries else set()
    asked = [name for name in FIELDS if name not in known or name in circumstances.errors]
    if not asked or not circumstances.told:
        return None
    listed = list(catalog.countries) if "country" in asked else []
    typed = {name: circumstances.typed.get(name) for name in asked}
    return {"fields": asked, "countries": listed, "agreements": list(AGREEMENTS), "typed": typed}


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
