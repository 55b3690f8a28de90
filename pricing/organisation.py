"""The organisation that asks: what its answers start from."""

from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from pricing.country_codes import COUNTRY_CODES
from pricing.errors import OrganisationError
from pricing.money import CURRENCY_DIGITS

AGREEMENTS = ("EA", "EAS", "EES", "CSP", "WEB_DIRECT", "MPSA", "OPEN", "MCA")
"""Enterprise Agreement, its subscription, Enrollment for Education Solutions, Cloud Solution Provider,
bought on the web, Microsoft Products and Services Agreement, Open, Microsoft Customer Agreement."""

BILLING_STEPS_SECONDS = (6, 60)
"""Tenths of a minute, as Microsoft's rates page says; whole minutes, as older words of Microsoft's said."""


@dataclass(frozen=True)
class Organisation:
    """An organisation's profile. None means not known, which is never the same as no."""

    tenant: str
    """Key of the organisation."""
    name: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2, of the billing address."""
    currency: str | None = None
    """ISO 4217, in which Communications Credits are held."""
    agreement: str | None = None
    """One of AGREEMENTS."""
    billing_step_seconds: int = 6
    """One of BILLING_STEPS_SECONDS."""
    credits_set_up: bool | None = None
    """Communications Credits were bought once."""
    licence_assigned: bool | None = None
    """Every organiser that needs it has a pay-per-minute licence."""
    credits_licence_assigned: bool | None = None
    """Each of these has a Communications Credits licence too."""
    auto_recharge: bool | None = None
    licence_price: Decimal | None = None
    """What the per-user subscription would cost a user and month, in `currency`."""
    time_zone: str | None = None
    """IANA name."""
    locale: str | None = None
    """Language of messages that nobody asked for, such as alerts."""

    def __post_init__(self) -> None:
        """Raises OrganisationError, naming the field and what is allowed."""
        if not self.tenant:
            raise OrganisationError("an organisation needs a tenant")
        if self.country is not None and self.country not in COUNTRY_CODES:
            raise OrganisationError(f"country {self.country!r} is not an ISO 3166-1 code such as DE")
        if self.currency is not None and self.currency not in CURRENCY_DIGITS:
            raise OrganisationError(f"currency {self.currency!r} is not an ISO 4217 code such as EUR")
        if self.agreement is not None and self.agreement not in AGREEMENTS:
            raise OrganisationError(f"agreement {self.agreement!r} is none of {', '.join(AGREEMENTS)}")
        if self.billing_step_seconds not in BILLING_STEPS_SECONDS:
            raise OrganisationError(f"billing step {self.billing_step_seconds!r} is neither 6 nor 60 seconds")
        self._check_licence_price()
        self.zone()

    def zone(self) -> tzinfo | None:
        """The time zone that days are shown in; None when not known."""
        if self.time_zone is None:
            return None
        try:
            return ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError):
            raise OrganisationError(
                f"time zone {self.time_zone!r} is not an IANA name such as Europe/Berlin"
            ) from None

    def _check_licence_price(self) -> None:
        price = self.licence_price
        if price is not None and (not price.is_finite() or price < 0):
            raise OrganisationError(f"licence price {price} must be zero or more")
        if price is not None and self.currency is None:
            raise OrganisationError("a licence price needs the organisation's currency")
