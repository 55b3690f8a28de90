"""A person in Microsoft's Agents Playground: types, reads and presses, in every kind of chat."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.playground import (
    CHANNEL,
    GROUP,
    PERSONAL,
    WAIT_MILLISECONDS,
    Playground,
    open_browser,
    open_playground,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("playground")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def teams(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    with open_playground(browser, tmp_path_factory.mktemp("teams")) as playground:
        yield playground


def test_a_personal_chat_begins_with_one_welcome(teams: Playground) -> None:
    teams.open(PERSONAL)
    teams.say("thanks")
    teams.has_cards(2)


def test_in_a_personal_chat_money_is_answered(teams: Playground) -> None:
    teams.open(PERSONAL)
    teams.say("how much credit do we have left?")
    teams.sees("of Communications Credits left")
    teams.sees("Demo organisation: every figure here is invented.")


def test_a_pressed_question_leaves_its_card_and_is_answered_below(teams: Playground) -> None:
    teams.open(PERSONAL)
    before = teams.cards().count()
    teams.say("what can you do?")
    teams.has_cards(before + 1)
    asked = teams.cards().last.inner_text()
    teams.cards().last.get_by_role("button").first.click()
    teams.has_cards(before + 2)
    assert teams.cards().nth(before).inner_text() == asked


def test_every_button_of_a_card_is_answered(teams: Playground) -> None:
    teams.open(PERSONAL)
    before = teams.cards().count()
    teams.say("what can you do?")
    teams.has_cards(before + 1)
    asked = teams.cards().nth(before).get_by_role("button")
    for number in range(asked.count()):
        asked.nth(number).click()
        teams.has_cards(before + 2 + number)


def test_a_form_says_what_is_wrong_keeps_what_was_typed_and_is_confirmed_in_its_own_place(
    teams: Playground,
) -> None:
    teams.open(PERSONAL)
    teams.say("how much credit do we have left?")
    teams.sees("Record a top-up")
    teams.press("Record a top-up")
    teams.sees("Record credit that was bought")
    before = teams.cards().count()
    teams.fill("Amount", "plenty")
    teams.press("Continue")
    teams.sees("Write the amount as a number")
    expect(teams.field("Amount")).to_have_value("plenty")
    teams.fill("Amount", "100")
    teams.press("Continue")
    teams.sees("Record this?")
    teams.press("Record it")
    teams.sees("Recorded by")
    teams.has_cards(before)
    teams.press("Undo this entry")
    expect(teams.field("Amount")).to_have_value("-100", timeout=WAIT_MILLISECONDS)


def test_spend_is_drawn_as_a_chart_whose_labels_say_it_exactly(teams: Playground) -> None:
    teams.open(PERSONAL)
    teams.say("what did we spend last month?")
    teams.sees("of the spend")
    label = re.compile(r"^Brazil: [\d,]+ min, [\d,.]+\sEUR$")
    teams.page.get_by_text(label).last.wait_for()


def test_the_reply_is_in_the_language_of_the_question(teams: Playground) -> None:
    teams.open(PERSONAL)
    teams.say("quanto crédito ainda temos?")
    teams.sees("Organização de demonstração")


def test_in_a_group_the_mentioned_bot_answers_but_speaks_of_no_money(teams: Playground) -> None:
    teams.open(GROUP)
    teams.mention("how much credit do we have left?")
    teams.sees("in a 1:1 chat only")


def test_in_a_channel_it_answers_in_the_thread_and_speaks_of_no_money(teams: Playground) -> None:
    teams.open(CHANNEL)
    teams.post("is pay-per-minute available in Brazil?")
    teams.sees("Brazil")
    teams.post("how much credit do we have left?")
    teams.sees("in a 1:1 chat only")


def test_nothing_between_the_two_ended_in_an_error(teams: Playground) -> None:
    assert teams.faults() == []


def test_the_way_of_the_emulator_works_too(browser: Browser, tmp_path: Path) -> None:
    with open_playground(browser, tmp_path, channel="emulator") as emulator:
        emulator.sees("Hello!")
        emulator.say("how much credit do we have left?")
        emulator.sees("of Communications Credits left")
        before = emulator.cards().count()
        emulator.press("Record a top-up")
        emulator.sees("Record credit that was bought")
        emulator.press("Cancel")
        emulator.has_cards(before + 1)
        assert emulator.faults() == []
