"""Usage by organiser and by cost centre."""

from bot.answers.usage_people import People
from pricing.cost_centres import CostCentres
from pricing.storage.organiser_usage import OrganiserSpent
from pricing.usage_summary import Spent


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
