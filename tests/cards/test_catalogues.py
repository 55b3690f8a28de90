"""The words of the cards are complete, and their placeholders are right."""

import re

import pytest
from babel.messages.catalog import Catalog

from cards.catalogues import LOCALES, TRANSLATED, extract, faults, read, translations

COMPLETE = TRANSLATED
"""Languages that lack nothing; English needs no catalogue."""


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extract()


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_catalogue_has_a_wrong_or_an_unused_sentence(locale, template):
    wrong = [fault for fault in faults(locale, template) if not fault.startswith("not translated")]
    assert wrong == []


@pytest.mark.parametrize("locale", COMPLETE)
def test_every_sentence_is_translated(locale, template):
    assert list(faults(locale, template)) == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_nothing_is_marked_as_doubtful(locale):
    assert [message.id for message in read(locale) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_can_be_loaded(locale):
    assert translations(locale).gettext("More")


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_quotation_mark_is_left_over(locale):
    said = [
        text
        for one in read(locale)
        for text in (one.string if isinstance(one.string, tuple) else (one.string,))
    ]
    assert [text for text in said if text.count('"') % 2] == []


def _catalogue_with(text: str, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    template = Catalog()
    template.add("Rates to %(country)s")
    translated = Catalog(locale="de")
    translated.add("Rates to %(country)s", text)
    monkeypatch.setattr("cards.catalogues.read", lambda locale: translated)
    return template


@pytest.mark.parametrize(
    "text", ["Tarife", "Tarife: %(land)s", "Tarife: %(country)s, 5 %", "Tarife: %(country)s %s"]
)
def test_a_wrong_placeholder_is_found(text, monkeypatch):
    assert [*faults("de", _catalogue_with(text, monkeypatch))] != []


def test_a_right_placeholder_is_not(monkeypatch):
    assert [*faults("de", _catalogue_with("Tarife: %(country)s, 5 %%", monkeypatch))] == []


ADDRESSED = {
    "de": r"\b([Dd]u|[Dd]ein\w*|[Dd]ir|[Dd]ich)\b", "fr": r"\b([Tt]u|[Tt]on|[Tt]es|[Tt]oi)\b",
    "es": r"\b([Tt]ú|[Tt]us?|[Tt]e|[Vv]osotros)\b", "nl": r"\b([Jj]e|[Jj]ij|[Jj]ouw?)\b",
    "it": r"\b([Tt]u|[Tt]uo|[Tt]ua|[Tt]uoi|[Tt]i|Lei)\b", "ja": r"[：（）]",
}  # fmt: skip
"""How nobody is addressed there; in Japanese, the wide punctuation that Microsoft's own pages do not use."""


def texts(locale: str) -> list[str]:
    found = [message.string for message in read(locale) if message.id]
    return [text for one in found for text in ([one] if isinstance(one, str) else one)]


@pytest.mark.parametrize("locale", ADDRESSED)
def test_a_language_addresses_people_in_one_way(locale):
    assert [text for text in texts(locale) if re.search(ADDRESSED[locale], text)] == []


def test_no_line_of_french_begins_with_punctuation():
    said = translations("fr").gettext("What is pay-per-minute?")
    assert said.endswith("\u00a0?")
