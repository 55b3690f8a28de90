"""The choice of plans for each cost centre by itself."""

from bot.answers.plans_by_cost_centre import by_cost_centre
from pricing.cost_centres import CostCentres
from pricing.plan_calls import PlanCalls
from pricing.plans import Subscription

JUNE = "2026-06-01"
PLAN = Subscription(4_000_000, 3_600, frozenset({"FR"}))
STAFF = CostCentres({"a@contoso.example": "Sales", "b@contoso.example": "Sales"}, "staff.csv")


def calls(organiser: str, minutes: int, cents: int) -> PlanCalls:
    name, money = f"{organiser}@contoso.example", cents * 10_000
    return PlanCalls(name, JUNE, "toll", "DE", "EUR", "MCOMEETACPEA", 1, 60 * minutes, money)


ROWS = [calls("a", 1000, 2000), calls("b", 100, 200), calls("z", 100, 200)]


def found(centres=STAFF, priced=True):
    return by_cost_centre(ROWS, "EUR", [JUNE], PLAN, centres, priced)


def test_each_cost_centre_chooses_by_itself():
    sales, rest = found()["rows"]
    # Sales: 22.00 of calls against two licences at 4.00; the others: 2.00 against one.
    assert (sales["name"], sales["organisers"], sales["cheaper"]) == ("Sales", 2, "subscription")
    assert str(sales["saved_year"]["amount"]) == "168.00"
    assert (rest["name"], rest["cheaper"]) == ("", "pay_per_minute")
    assert str(rest["saved_year"]["amount"]) == "24.00"


def test_break_even_is_at_the_cost_centres_own_price():
    assert [row["toll_minutes"] for row in found()["rows"]] == [200, 200]


def test_below_its_price_the_subscription_pays_off_for_all_of_a_cost_centre():
    assert [str(row["pays_below"]["amount"]) for row in found(priced=False)["rows"]] == ["11.00", "2.00"]


def test_without_a_list_nothing_is_said():
    assert found(CostCentres()) is None
