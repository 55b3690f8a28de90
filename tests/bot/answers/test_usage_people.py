"""Usage by organiser and by cost centre."""

import pytest

from bot.answers import usage
from bot.answers.usage_people import People
from bot.understanding.reading import Slots
from pricing.cost_centres import CostCentres
from pricing.period import Period, read_period
from pricing.storage import usage_totals
from pricing.storage.organiser_usage import OrganiserSpent
from pricing.usage_summary import Metering, Spent
from tests.pricing.reports import call, imported


def spent(user: str, cents: int, currency: str = "EUR") -> OrganiserSpent:
    return OrganiserSpent(currency, user, Spent(1, 60, cents * 10_000))


STAFF = CostCentres({"a@contoso.example": "Sales", "b@contoso.example": "Sales"}, "staff.csv")
NOW = [spent("A@contoso.example", 300), spent("b@contoso.example", 200), spent("z@contoso.example", 900)]
BEFORE = [spent("a@contoso.example", 100)]


def cents(rows: list[dict]) -> list[tuple[str, int]]:
    return [(row["key"], int(row["spend"]["amount"] * 100)) for row in rows]


def test_cost_centres_add_up_to_the_whole_and_who_has_none_stands_last():
    found = People([*NOW, spent("", 50)], BEFORE, STAFF).view("EUR")
    assert cents(found["cost_centres"]) == [("Sales", 500), ("", 950)]
    assert str(found["cost_centres"][0]["change"]["amount"]) == "4.00"


def test_currencies_stay_apart():
    found = People([*NOW, spent("a@contoso.example", 7, "USD")], BEFORE, STAFF).view("USD")
    assert cents(found["cost_centres"]) == [("Sales", 7)]


def test_without_a_list_there_are_organisers_alone():
    found = People(NOW, BEFORE).view("EUR")
    assert (found["cost_centres"], cents(found["organisers"])[0]) == ([], ("z", 900))


def test_names_keep_their_domain_where_it_tells_them_apart():
    found = People([spent("a@contoso.example", 2), spent("a@fabrikam.example", 1)]).view("EUR")
    assert [row["key"] for row in found["organisers"]] == ["a@contoso.example", "a@fabrikam.example"]


def test_the_dearest_are_shown_and_the_others_counted():
    many = [spent(f"{number}@contoso.example", number + 1) for number in range(30)]
    centres = CostCentres({one.user_principal_name: one.user_principal_name[:2] for one in many})
    found = People(many, (), centres).view("EUR")
    assert (len(found["organisers"]), found["more_organisers"]) == (5, 25)
    assert (len(found["cost_centres"]), found["more_cost_centres"]) == (5, 25)


ROWS = [
    call("a", "2026-05-10T09:00:00", "1.00"),
    call("b", "2026-06-10T09:00:00", "2.00", Duration_Seconds="61"),
]
METERING = Metering(6, charge_includes_fee=False)


@pytest.fixture
async def people(sqlite_database, tmp_path):
    """Whose calls a period of the report holds."""
    await imported(sqlite_database, "acme", tmp_path / "usage.csv", ROWS)

    async def of(period: Period, slots: Slots = Slots()):  # noqa: B008
        async with sqlite_database.reading("acme") as connection:
            totals = await usage_totals.daily(connection, "acme")
            return await usage._people(connection, "acme", period, totals, slots, METERING, CostCentres())

    return of


async def test_few_calls_are_read_one_by_one(people):
    found = await people(read_period("2026-06"))
    assert (found.talked, found.now[0].spent, found.before[0].spent.micro_units) == (
        False,
        Spent(1, 66, 2_000_000),
        1_000_000,
    )


async def test_many_calls_are_summed_from_totals_with_talked_time(people, monkeypatch):
    monkeypatch.setattr(usage, "MOST_CALLS", 1)
    found = await people(read_period("2026-06"))
    assert (found.talked, found.now[0].spent) == (True, Spent(1, 61, 2_000_000))


async def test_many_calls_of_a_country_or_a_part_of_a_month_have_no_organisers(people, monkeypatch):
    monkeypatch.setattr(usage, "MOST_CALLS", 1)
    assert await people(read_period("2026-06"), Slots(countries=("BR",))) is None
    assert await people(read_period("2026-06-01/2026-06-10")) is None
