"""Can this organisation have pay-per-minute: a gate for each condition, and a verdict over them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pricing.availability import purchase
from pricing.catalog import Catalog, Dispute, Source
from pricing.organisation import Organisation

GATES = ("agreement", "country", "credits", "licence", "auto_recharge", "credits_licence")
STATUSES = ("met", "missing", "unknown", "recommended", "disputed")
VERDICTS = ("ready", "can_get", "unknown", "no")
"""ready: every condition is met. can_get: it can be had, something is still to be done or to be confirmed.
unknown: whether it can be had is not known. no: the agreement or the country rules it out."""

_AGREEMENTS = {
    "agreement.sold_under": ("met", "volume_licensing"),
    "agreement.not_sold_under": ("missing", "not_volume_licensing"),
    "agreement.not_stated_for": ("unknown", "not_stated"),
}
"""Status and reason for an agreement that stands in the rule."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition."""

    key: str
    """One of GATES; country may stand more than once."""
    status: str
    """One of STATUSES."""
    reason: str
    """A code, unique within its gate."""
    sources: tuple[Source, ...]
    role: str | None = None
    """Who fixes it."""
    where: str | None = None
    """In which admin center and where there, as a code."""
    subject: str | None = None
    """The agreement or the country that the reason speaks of."""
    dispute: Dispute | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gates, and what they come to."""

    code: str
    """One of VERDICTS."""
    gates: tuple[Gate, ...]
    new_commerce: bool
    """The agreement is a Microsoft Customer Agreement: what differs there must be said."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Each source once, in the order of the gates."""
        return tuple(dict.fromkeys(source for gate in self.gates for source in gate.sources))


def judge(
    organisation: Organisation,
    catalog: Catalog,
    balance_positive: bool | None,
    countries: Sequence[str] = (),
) -> Verdict:
    """The verdict on a profile.

    `balance_positive`: whether Communications Credits are left; None when not known or not to be told.
    `countries`: those asked about; the organisation's own when there are none.
    """
    own = (organisation.country,) if organisation.country else (None,)
    gates = (
        _agreement(organisation, catalog),
        *(_country(code, catalog) for code in (countries or own)),
        _credits(organisation, catalog, balance_positive),
        _licence(organisation, catalog),
        _auto_recharge(organisation, catalog),
        _credits_licence(organisation, catalog),
    )
    return Verdict(_verdict(gates), gates, new_commerce=organisation.agreement == "MCA")


def _verdict(gates: Sequence[Gate]) -> str:
    deciding = {gate.status for gate in gates if gate.key in ("agreement", "country")}
    if "missing" in deciding:
        return "no"
    if "unknown" in deciding:
        return "unknown"
    needed = {gate.status for gate in gates if gate.key in ("credits", "licence")}
    return "ready" if needed == {"met"} else "can_get"


def _agreement(organisation: Organisation, catalog: Catalog) -> Gate:
    agreement = organisation.agreement
    rule = next((rule for rule in _AGREEMENTS if agreement in _codes(catalog, rule)), None)
    status, reason = _AGREEMENTS[rule] if rule else ("unknown", "agreement_not_known")
    sources = catalog.rules[rule or "agreement.volume_licensing_only"].sources
    role = None if status == "met" else "account_representative"
    return Gate("agreement", status, reason, sources, role, subject=agreement)


def _country(code: str | None, catalog: Catalog) -> Gate:
    listed = (catalog.sources["AVA"],)
    if code is None:
        return Gate("country", "unknown", "country_not_known", listed, "global_administrator")
    country = catalog.countries.get(code)
    if country is None:
        return Gate("country", "unknown", "not_listed", listed, "account_representative", subject=code)
    found = purchase(country)
    status = "met" if found.verdict == "yes" else "missing"
    role = None if status == "met" else "account_representative"
    return Gate("country", status, found.reason, (country.source,), role, subject=code)


def _credits(organisation: Organisation, catalog: Catalog, balance_positive: bool | None) -> Gate:
    sources = catalog.rules["credits.required_for_pay_per_minute"].sources
    role, buy = "global_or_billing_administrator", "buy_credits"
    if organisation.credits_set_up is None:
        return Gate("credits", "unknown", "not_known", sources, role, "see_balance")
    if not organisation.credits_set_up and organisation.agreement == "MCA":
        sources = catalog.rules["agreement.new_commerce_credits"].sources
        return Gate("credits", "missing", "not_sold_for_new_commerce", sources, "account_representative")
    if not organisation.credits_set_up:
        return Gate("credits", "missing", "not_set_up", sources, role, buy)
    if balance_positive is None:
        return Gate("credits", "unknown", "balance_not_known", sources, role, "see_balance")
    if not balance_positive:
        return Gate("credits", "missing", "no_balance", sources, role, "add_funds")
    return Gate("credits", "met", "set_up_with_balance", sources)


def _licence(organisation: Organisation, catalog: Catalog) -> Gate:
    sources = catalog.rules["pay_per_minute.account_representative"].sources
    role, where = "global_or_user_administrator", "assign_licence"
    if organisation.licence_assigned is None:
        return Gate("licence", "unknown", "not_known", sources, role, where)
    if not organisation.licence_assigned:
        return Gate("licence", "missing", "not_assigned", sources, role, where)
    return Gate("licence", "met", "assigned", sources)


def _auto_recharge(organisation: Organisation, catalog: Catalog) -> Gate:
    role, where = "global_or_billing_administrator", "add_funds"
    if organisation.agreement == "MCA":
        sources = catalog.rules["agreement.new_commerce_auto_recharge_never_ends"].sources
        reason = (
            "off_for_new_commerce" if organisation.auto_recharge is False else "turn_off_for_new_commerce"
        )
        status = "met" if organisation.auto_recharge is False else "recommended"
        return Gate("auto_recharge", status, reason, sources, role, where)
    sources = catalog.rules["credits.auto_recharge_recommended"].sources
    if organisation.auto_recharge:
        return Gate("auto_recharge", "met", "on", sources)
    reason = "not_known" if organisation.auto_recharge is None else "off"
    return Gate("auto_recharge", "recommended", reason, sources, role, where)


def _credits_licence(organisation: Organisation, catalog: Catalog) -> Gate:
    dispute = catalog.disputes["licence.credits_licence_per_user"]
    sources = tuple(source for position in dispute.positions for source in position.sources)
    states = {None: "not_known", True: "assigned", False: "not_assigned"}
    reason = states[organisation.credits_licence_assigned]
    role, where = "global_or_user_administrator", "assign_licence"
    return Gate("credits_licence", "disputed", reason, sources, role, where, dispute=dispute)


def _codes(catalog: Catalog, rule: str) -> tuple[str, ...]:
    codes = catalog.rules[rule].value
    return codes if isinstance(codes, tuple) else ()
