"""One reading of one text: each reader takes its words, the surest first, so that no other mistakes them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.understanding.amounts import find_amounts, find_worded_amount
from bot.understanding.call_directions import CallDirections, Target
from bot.understanding.call_types import CallTypes
from bot.understanding.callers import Callers
from bot.understanding.compared_periods import is_compared_with
from bot.understanding.found import Found
from bot.understanding.frequency import how_often, is_time_of_day
from bot.understanding.legs import Part
from bot.understanding.marks import Marks
from bot.understanding.masking import masked
from bot.understanding.periods import PeriodReader
from bot.understanding.phone_numbers_in_text import FoundNumber, find_numbers
from bot.understanding.places import Place, PlaceFinder, settled
from bot.understanding.places_said import meant, place_of
from bot.understanding.product_names import (
    agreement_letters,
    named_feature,
    numbers_of_call_type,
    sku_feature,
)
from bot.understanding.quantities import Quantity, read_quantities
from bot.understanding.reading import Slots
from bot.understanding.sentence import Sentence
from bot.understanding.signals import signals_of
from bot.understanding.text import Text
from bot.understanding.vocabulary import LOCALES, Said, Vocabulary
from bot.understanding.written_periods import written_period

_QUANTITY_SLOTS = {"minutes": "minutes", "people": "participants"}
_BREAKS = {",", ":", "(", "、"}
_SHARES = {"all": "shared", "rest": "rest", "among": "among"}


class Search:
    """Reads one text; use it once."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        places: PlaceFinder,
        text: Text,
        today: date,
        home_country: str | None,
        language: str | None,
    ) -> None:
        sentence = Sentence.of(text)
        self._spoken = vocabulary.language(sentence.plain)
        known = language or self._spoken
        self._said = vocabulary.read(sentence.plain, known)
        ours = known in LOCALES
        self._sentence = replace(
            sentence, language=known if ours else None, is_foreign=known is not None and not ours
        )
        self._today, self._home = today, home_country
        self._place_finder = places
        self._marks = Marks(sentence.words)
        self._signals: set[str] = set()

    def found(self) -> Found:
        """Everything that the text says."""
        numbers = self._phone_numbers()
        money = self._amount()
        period = self._period()
        places = self._places(numbers)
        quantities = self._quantities()
        if money is None:
            money, quantities = self._worded_amount(quantities)
        every = self._every(quantities)
        lines = [said for said in self._free("asked") if said.slot == "line_type"]
        directions = self._directions(places, lines)
        types = self._call_types(directions, quantities)
        parts = self._parts(places, types, lines, directions)
        breaks = {at for at, word in enumerate(self._sentence.words) if word.said in _BREAKS}
        callers = Callers(quantities, parts, directions, self._calls(), self._devices("app"), breaks)
        countries, ambiguous = settled(places, self._sentence)
        slots = Slots(
            countries=countries,
            call_type=callers.shared("call_type", types.values),
            line_type=callers.shared("line_type", [said.value for said in lines]),
            phone_number=_clearest(numbers),
            minutes=next((q.value for q in quantities if q.kind == "minutes"), None),
            participants=callers.participants,
            period=period,
            feature=self._feature(bool(callers.legs), quantities),
            agreement=self._agreement(),
            amount=money[0] if money else None,
            currency=money[1] if money else None,
            every=every,
            legs=callers.legs,
        )
        mentioned = {
            "call_type": tuple(dict.fromkeys(types.values)),
            "line_type": tuple(dict.fromkeys(said.value for said in lines)),
        }
        spans = self._marks.spans()
        return Found(
            slots=slots,
            spans=spans,
            masked=masked(self._sentence.text.said, spans),
            ambiguous=ambiguous,
            signals=frozenset(self._signals | signals_of(slots, places, mentioned)),
            places=tuple(place.countries for place in places),
            mentioned={slot: values for slot, values in mentioned.items() if values},
            language=self._spoken,
        )

    def _free(self, group: str) -> list[Said]:
        return self._marks.free(self._said[group])

    def _phone_numbers(self) -> list[FoundNumber]:
        numbers = find_numbers(self._sentence.text.said, self._home)
        for number in numbers:
            slot = "phone_number" if number.number else "countries"
            value = number.number or " ".join(number.countries)
            self._marks.take_characters(number.start, number.end, slot, value)
            if number.number and not number.countries:
                self._signals.add("home_number")
        return numbers

    def _amount(self) -> tuple[Decimal, str] | None:
        for amount in find_amounts(self._sentence.text):
            if amount.value and not self._marks.is_taken(amount.start):
                value = f"{amount.value} {amount.currency}"
                self._marks.take_characters(amount.start, amount.end, "amount", value)
                return amount.value, amount.currency
        return None

    def _worded_amount(self, quantities: list[Quantity]) -> tuple[tuple[Decimal, str] | None, list[Quantity]]:
        numbers = {q.last: (q.first, q.value) for q in quantities if q.kind == "number" and q.value}
        worded = find_worded_amount(self._sentence.words, self._free("currency"), numbers)
        if worded is None:
            return None, quantities
        self._marks.take(worded.first, worded.last, "amount", f"{worded.value} {worded.currency}")
        return (worded.value, worded.currency), [q for q in quantities if q.first != worded.first]

    def _period(self) -> str | None:
        written = written_period(self._sentence.text.said, self._today)
        if written and not self._marks.is_taken(written[0]):
            self._marks.take_characters(written[0], written[1], "period", written[2])
            return written[2]
        said = self._said["period"]
        found = PeriodReader(self._sentence.words, said, self._marks.taken, self._today).read()
        if found is None:
            return None
        self._marks.take(found.first, found.last, "period", found.value)
        if is_compared_with(self._sentence.plain, found.first, found.last):
            self._signals.add("compares_period")
            return None
        return found.value

    def _places(self, numbers: Sequence[FoundNumber]) -> list[Place]:
        groups = self._free("group")
        self._marks.mark_said(groups)
        self._signals.update("refers_both" if said.value == "two" else "refers_all" for said in groups)
        asked = self._said["asked"]
        people = [said for said in self._said["quantity"] if said.slot == "people"]
        known = {i for said in [*asked, *people] for i in range(said.first, said.last)}
        small = {
            i
            for said in asked
            for i in range(said.first, said.last)
            if self._sentence.words[i].said.islower()
        }
        found = self._place_finder.find(self._sentence, self._marks.taken | small, known)
        for place in found:
            self._marks.take(place.first, place.last, "countries", " ".join(place.countries))
        found += [place_of(number, self._sentence) for number in numbers if number.countries]
        in_order = sorted(found, key=lambda place: place.first)
        return meant(in_order, self._said["aside"], self._said["direction"])

    def _quantities(self) -> list[Quantity]:
        asked = [said for said in self._said["asked"] if said.slot != "call_verb"]
        stops = {i for said in self._said["direction"] for i in range(said.first, said.last)}
        prepositions = {i for i in stops if self._sentence.plain[i].isdigit()}
        taken = self._marks.taken | {i for said in asked for i in range(said.first, said.last)} | prepositions
        found = read_quantities(self._sentence.words, self._said["quantity"], taken, stops)
        kept = [q for q in found if q.kind != "minutes" or not is_time_of_day(q, self._sentence)]
        for one in kept:
            if one.kind in _QUANTITY_SLOTS:
                self._marks.mark(one.first, one.last, _QUANTITY_SLOTS[one.kind], str(one.value))
        return kept

    def _every(self, quantities: Sequence[Quantity]) -> str | None:
        calls = {i for said in self._said["asked"] for i in range(said.first, said.last)}
        said = how_often(self._free("often"), self._said["money"], quantities, calls)
        if said is None:
            return None
        self._marks.take(said.first, said.last, "every", said.value)
        return said.value

    def _directions(self, places: Sequence[Place], lines: Sequence[Said]) -> CallDirections:
        targets = [Target(one.first, one.last) for one in (*places, *lines)]
        directions = CallDirections(self._sentence.plain, self._said["direction"], targets)
        ways = {directions.of(Target(place.first, place.last)) for place in places}
        self._signals.update(f"{way}_place" for way in ways & {"to", "from"})
        self._signals.update(f"has_{said.value}_word" for said in self._said["signal"])
        return directions

    def _call_types(self, directions: CallDirections, quantities: Sequence[Quantity]) -> CallTypes:
        of_cost = "has_price_word" in self._signals
        units = [s for s in self._said["quantity"] if s.slot == "unit" and s.value in {"minute", "hour"}]
        of_minutes = any(q.kind == "minutes" for q in quantities) or (of_cost and bool(units))
        asked = self._free("asked")
        types = CallTypes(asked, directions, self._sentence, of_cost, of_minutes)
        if types.comes_in:
            self._signals.add("dial_in")
        at = {first for first, _ in types.said}
        self._marks.mark_said(said for said in asked if said.first in at or said.slot == "line_type")
        return types

    def _parts(
        self, places: Sequence[Place], types: CallTypes, lines: Sequence[Said], directions: CallDirections
    ) -> list[Part]:
        parts = [
            Part(place.first, place.last, "country", "" if place.is_unsure else place.countries[0])
            for place in places
            if not place.is_region
        ]
        parts += [Part(at, at + 1, "call_type", value) for at, value in types.said]
        parts += [
            Part(call.first, call.last, "call_type", "dial_out")
            for call in self._free("asked")
            if call.slot == "call_verb" and directions.has_object(call)
        ]
        parts += [Part(said.first, said.last, "line_type", said.value) for said in lines]
        return parts + [Part(said.first, said.last, _SHARES[said.value]) for said in self._free("shared")]

    def _calls(self) -> set[int]:
        """Words of calls that a number before them counts."""
        calls = [
            s for s in self._free("asked") if s.slot == "call_verb" or s.value in {"dial_in", "dial_out"}
        ]
        return {said.first for said in [*calls, *self._devices("phone")]}

    def _devices(self, kind: str) -> list[Said]:
        """Where it says that people join in the app, or by phone."""
        return [said for said in self._free("device") if said.value == kind]

    def _feature(self, has_legs: bool, quantities: Sequence[Quantity]) -> str | None:
        named = named_feature(self._said["asked"])
        if named is not None:
            self._marks.mark_said([named])
        feature = sku_feature(self._sentence.text.said) or (named.value if named else None)
        of_cost = (
            has_legs or "has_price_word" in self._signals or any(q.kind == "minutes" for q in quantities)
        )
        return feature or (None if of_cost else numbers_of_call_type(self._said["asked"], self._sentence))

    def _agreement(self) -> str | None:
        said = next((one for one in self._said["asked"] if one.slot == "agreement"), None)
        if said is not None:
            self._marks.mark_said([said])
        return agreement_letters(self._sentence.text.said) or (said.value if said else None)


def _clearest(numbers: Sequence[FoundNumber]) -> str | None:
    """The first number whose country is said, else the first: "020 7946 0018 (+44 20 7946 0018)"."""
    said = [one for one in numbers if one.number]
    return next((one.number for one in said if one.countries), said[0].number if said else None)
