"""A profile that cannot be is refused, naming what is allowed."""

from decimal import Decimal

import pytest

from pricing.errors import OrganisationError
from pricing.organisation import Organisation


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"tenant": ""}, "needs a tenant"),
        ({"country": "UK"}, "country 'UK'"),
        ({"country": "de"}, "country 'de'"),
        ({"currency": "EURO"}, "currency 'EURO'"),
        ({"agreement": "ea"}, "none of EA, EAS"),
        ({"billing_step_seconds": 30}, "neither 6 nor 60"),
        ({"licence_price": Decimal("4")}, "needs the organisation's currency"),
        ({"licence_price": Decimal("-1"), "currency": "EUR"}, "zero or more"),
        ({"licence_price": Decimal("NaN"), "currency": "EUR"}, "zero or more"),
        ({"time_zone": "Mars/Olympus"}, "IANA name"),
        ({"time_zone": "../../etc/passwd"}, "IANA name"),
    ],
)
def test_a_wrong_field_is_named(fields, message):
    with pytest.raises(OrganisationError, match=message):
        Organisation(**{"tenant": "t", **fields})


def test_nothing_but_the_tenant_has_to_be_known():
    assert Organisation("t").credits_set_up is None
