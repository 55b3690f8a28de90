"""Elements of a card say what they are given, whatever it looks like as Markdown."""

from cards.elements import facts, note, steps, text
from cards.plain_text import lines


def test_a_date_at_the_beginning_makes_no_list():
    for element in (text("24. Juni 2026"), note("24. Juni 2026")):
        assert element["text"] == "24\\. Juni 2026"
        assert lines({"body": [element]}) == ["24. Juni 2026"]


def test_a_date_in_a_point_makes_no_list_within_the_list():
    points = steps(["24. Juni 2026", "Brasilien"], numbered=False)
    assert points["text"] == "- 24\\. Juni 2026\r- Brasilien"


def test_steps_are_numbered():
    assert steps(["Open", "Close"])["text"] == "1. Open\r2. Close"


def test_an_amount_at_the_beginning_stays_as_it_is():
    assert text("24.50 EUR left")["text"] == "24.50 EUR left"


def test_a_short_label_stays_on_one_line():
    shown = facts([["Rate card", "a"], ["Quietest and busiest week", "b"]])["facts"]
    assert [fact["title"] for fact in shown] == ["Rate\u00a0card", "Quietest and busiest week"]


def test_a_short_japanese_label_is_not_broken_within():
    (short, long) = facts([["クレジット", "a"], ["自動リチャージの現在の状態", "b"]])["facts"]
    assert "クレジット" not in short["title"] and "\u2060" not in long["title"]
    assert lines({"body": [facts([["クレジット", "a"]])]}) == ["クレジット | a"]
