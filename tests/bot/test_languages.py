"""The language of a reply."""

import pytest

from bot.languages import reply_language, spoken


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("pt-PT", "pt-BR"),
        ("pt", "pt-BR"),
        ("de_AT", "de"),
        ("en-US", "en"),
        ("pl", None),
        ("", None),
        (None, None),
    ],
)
def test_a_language_tag_leads_to_the_language_that_is_spoken(tag, locale):
    assert spoken(tag) == locale


def test_the_persons_own_choice_outweighs_the_text():
    assert reply_language("pt-BR", "de", "en", "en-US", "fr") == "pt-BR"


def test_a_portuguese_question_in_an_english_client_is_answered_in_portuguese():
    assert reply_language(None, "pt-BR", None, "en-US", None) == "pt-BR"


def test_a_short_text_keeps_the_language_of_the_conversation():
    assert reply_language(None, None, "de", "en-US", None) == "de"


def test_a_language_that_is_not_spoken_is_answered_in_english():
    assert reply_language(None, "pl", "de", "pl-PL", "de") == "en"


def test_with_no_other_sign_the_organisations_language_decides():
    assert reply_language(None, None, None, "pl-PL", "ja") == "ja"
