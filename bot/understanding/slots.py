"""Finds everything in a text that fills a slot, the same way each time and without looking at intents."""

from datetime import date

from bot.understanding.found import Found, Span
from bot.understanding.misspelt_places import MisspeltPlaces
from bot.understanding.place_tables import FOLDER, read_tables
from bot.understanding.places import PlaceFinder
from bot.understanding.search import Search
from bot.understanding.text import text_of
from bot.understanding.vocabulary import Vocabulary

__all__ = ["Found", "SlotFinder", "Span"]


class SlotFinder:
    """Built once at start from the word lists and place tables; `find` never changes it."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        tables = read_tables(self._vocabulary.regions())
        no_slips = frozenset((FOLDER / "no_slips.txt").read_text("utf-8").split())
        self._regions = tables.regions
        self.place_names = tables.names
        self._places = PlaceFinder(tables, MisspeltPlaces(tables.names, no_slips))

    def find(self, text: str, today: date, home_country: str | None, language: str | None) -> Found:
        """Reads one message; `language` is one of our locales, or None when it is not known."""
        return Search(self._vocabulary, self._places, text_of(text), today, home_country, language).found()

    def countries_of(self, option: str) -> tuple[str, ...]:
        """The countries that an option of an ambiguity stands for: US-GA is in US, 019 the Americas."""
        return self._regions.get(option) or (option[:2],)
