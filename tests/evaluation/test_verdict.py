"""The judge of readings is itself judged."""

from datetime import date
from decimal import Decimal

from bot.understanding.reading import Ambiguity, Ask, Leg, Reading, Slots
from tests.evaluation import table
from tests.evaluation.playing import Played
from tests.evaluation.verdict import Verdict, essential, judge
from tests.utterances.heading import read_heading
from tests.utterances.reading_file import Phrasing


def verdict(heading: str, reading: Reading) -> Verdict:
    phrasing = Phrasing("said", read_heading(heading), "en", date(2026, 7, 15), None, (), "en.txt", 1)
    return judge(Played(phrasing, reading))


def read(intent: str, **slots: object) -> Reading:
    return Reading(intent, Slots(**slots), 1.0)  # type: ignore[arg-type]


def test_the_same_question_is_right():
    assert verdict("rates countries=BR,PT", read("rates", countries=("BR", "PT"))).right


def test_another_order_of_countries_is_wrong_but_for_regions():
    assert not verdict("rates countries=BR,PT", read("rates", countries=("PT", "BR"))).countries
    assert verdict("rates countries=BR+PT", read("rates", countries=("PT", "BR"))).right


def test_a_slot_too_much_or_too_few_is_wrong():
    missing = verdict("rates countries=BR line_type=mobile", read("rates", countries=("BR",)))
    assert missing.wrong_slots == {"line_type": ("mobile", None)}
    assert not verdict("usage", read("usage", period="2026-06")).slots


def test_an_optional_slot_may_stay_empty_but_not_differ():
    assert verdict("usage period?=2026-06", read("usage")).right
    assert not verdict("usage period?=2026-06", read("usage", period="2026-05")).right


def test_slots_that_change_no_answer_are_not_looked_at():
    assert verdict("eligibility agreement=CSP", read("eligibility", agreement="CSP", period="2026-03")).right
    assert essential(Slots(topic="numbers", call_type="toll_free"), "how_to") == Slots(topic="numbers")
    assert essential(Slots(feature="toll_numbers"), "availability") == Slots(call_type="toll")


def test_groups_of_callers_hold_their_call_types():
    legs = (Leg(20, "DE", "toll"), Leg(5, "FR", "toll"))
    reading = read("estimate", legs=legs, countries=("DE", "FR"), call_type="toll", minutes=Decimal(30))
    assert verdict("estimate legs=20:DE:toll:-;5:FR:toll:- minutes=30", reading).right


def test_either_of_two_intents_can_be_right():
    assert verdict("rates|how_to topic?=where_rates", read("how_to", topic="where_rates")).right
    assert verdict("rates|how_to topic?=where_rates", read("rates")).right


def test_a_place_with_two_meanings_must_be_asked_about():
    asked = Reading("availability", Slots(), 1.0, Ambiguity("countries", "Georgia", ("GE", "US-GA")))
    assert verdict("availability asks=GE|US-GA", asked).right
    guessed = verdict("availability asks=GE|US-GA", read("availability", countries=("GE",)))
    assert guessed.must_ask and guessed.wrong_answer


def test_asking_is_no_wrong_answer():
    asked = Reading("rates", Slots(), 0.3, Ambiguity("intent", "", ("rates", "usage")))
    assert verdict("usage", asked).asked and not verdict("usage", asked).wrong_answer


def test_further_asks_count():
    both = Reading("balance", Slots(), 1.0, more=(Ask("usage", Slots(period="2026-06")),))
    assert verdict("balance + usage period=2026-06", both).right
    assert not verdict("balance", both).right
    assert not verdict("balance + usage period=2026-06", read("balance")).right


def test_refused_and_declined_are_both_safe():
    assert verdict("refused", Reading("out_of_scope", Slots(), 1.0, refusal="secrets")).right
    assert verdict("refused", read("out_of_scope")).right
    assert verdict("refused", read("balance")).wrong_answer
    honest = Reading("balance", Slots(), 1.0, more=(Ask("out_of_scope", Slots()),))
    assert verdict("balance + refused", honest).right


def test_a_switch_must_be_to_the_language_wanted():
    german = Reading("language_switch", Slots(), 1.0, language="de")
    assert verdict("language_switch language=de", german).right
    assert not verdict("language_switch language=en", german).right


def test_the_table_shows_shares_and_precision_and_recall():
    right = verdict("rates countries=BR", read("rates", countries=("BR",)))
    extra = verdict("rates", read("rates", countries=("PT",)))
    assert table.scores("en", [right, extra]).split() == [
        "en",
        "2",
        "100.0",
        "50.0",
        "50.0",
        "50.0",
        "0.0",
        "50.0",
    ]
    assert [line.split() for line in table.by_slot([right, extra])][1] == ["countries", "1", "50.0", "100.0"]
