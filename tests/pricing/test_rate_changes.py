"""What one rate card changes against another."""

from pricing.rate_card import RateCard
from pricing.rate_changes import Effect, compare
from pricing.usage import UsageRecord
from tests.fixtures.rate_cards import contoso, contoso_earlier


def _call(number: str, seconds: int, kind: str = "dial_out", capability: str = "MCOMEETACPEA") -> UsageRecord:
    empty = dict.fromkeys(UsageRecord._fields, "")
    values = empty | {
        "number_kind": kind,
        "destination_number": number,
        "capability": capability,
        "country": "DE",
    }
    return UsageRecord(**values)._replace(duration_seconds=seconds)


def _effect(*calls: UsageRecord) -> Effect:
    effect = Effect(contoso_earlier(), contoso(), 6)
    for call in calls:
        effect.add(call)
    return effect


def test_each_price_is_added_removed_up_down_or_unchanged() -> None:
    changes = compare(contoso_earlier(), contoso())
    counts = [len(changes.of(kind)) for kind in ("added", "removed", "up", "down")]
    assert (counts, changes.unchanged) == ([1, 1, 4, 2], 31)


def test_a_card_changes_nothing_against_itself() -> None:
    assert compare(contoso(), contoso()).changes == ()


def test_without_a_card_before_it_all_is_added() -> None:
    assert len(compare(None, contoso()).of("added")) == len(contoso().rates)


def test_a_card_in_another_currency_is_not_compared() -> None:
    other = RateCard("c", "USD", contoso().effective_on, contoso().rates)
    assert compare(other, contoso()).unchanged == 0


def test_the_effect_prices_the_same_calls_by_both_cards() -> None:
    effect = _effect(_call("+81901234****", 600), _call("+351912345***", 61))
    assert (effect.calls, effect.not_priced) == (2, 0)
    assert effect.before_micro_units == 1_580_000 + 165_000
    assert effect.after_micro_units == 1_620_000 + 159_500


def test_calls_that_one_card_lacks_are_counted_apart() -> None:
    effect = _effect(_call("+919812345***", 60), _call("", 60, kind="unknown"))
    assert (effect.calls, effect.not_priced) == (0, 2)


def test_calls_that_draw_on_no_credits_are_passed_over() -> None:
    effect = _effect(_call("+81901234****", 600, capability="FREECALL"))
    assert (effect.calls, effect.not_priced) == (0, 0)


def test_without_a_card_before_charges_and_fees_stand_in_its_place() -> None:
    call = _call("+81901234****", 600)._replace(charge_micro_units=1_000_000, fee_micro_units=100_000)
    for includes_fee, charged in ((False, 1_100_000), (True, 1_000_000)):
        effect = Effect(None, contoso(), 6, includes_fee)
        effect.add(call._replace(currency="EUR"))
        effect.add(call._replace(currency="USD"))
        assert (effect.calls, effect.not_priced, effect.before_micro_units) == (1, 1, charged)
