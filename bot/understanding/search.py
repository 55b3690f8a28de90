"""One reading of one text: each reader takes its words, the surest first, so that no later one mistakes them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.understanding.amounts import find_amounts, find_worded_amount
from bot.understanding.call_directions import CallDirections, Target, call_types
from bot.understanding.callers import Callers
from bot.understanding.found import Found, Span
from bot.understanding.legs import Part
from bot.understanding.masking import masked
from bot.understanding.periods import PeriodReader
from bot.understanding.written_periods import written_period
from bot.understanding.phone_numbers_in_text import FoundNumber, find_numbers
from bot.understanding.places import Place, PlaceFinder, settled
from bot.understanding.product_names import find_agreement, find_feature
from bot.understanding.quantities import Quantity, read_quantities
from bot.understanding.reading import Slots
from bot.understanding.sentence import Sentence
from bot.understanding.text import Text
from bot.understanding.vocabulary import Said, Vocabulary


_NUMBER_STEMS = ("number", "numero", "numeri", "nummer", "番", "line", "linha", "linea", "ligne", "linee")
"""What words for telephone numbers have in common."""


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
        self._text, self._today, self._home = text, today, home_country
        sentence = Sentence.of(text)
        self._spoken = vocabulary.language(sentence.plain)
        self._sentence = replace(sentence, language=language or self._spoken)
        self._words, self._plain, self._language = sentence.words, sentence.plain, self._sentence.language
        self._said = vocabulary.read(self._plain, self._language)
        self._place_finder = places
        self._taken: set[int] = set()
        self._spans: list[Span] = []
        self._signals: set[str] = set()

    def found(self) -> Found:
        """Everything that the text says."""
        numbers = self._phone_numbers()
        amount, currency = self._amount()
        period = self._period()
        places = self._places(numbers)
        quantities = self._quantities()
        amount, currency, quantities = self._worded_amount(amount, currency, quantities)
        self._mark_quantities(quantities)
        every = self._every(quantities)
        types = self._call_types(places)
        lines = [said for said in self._free("asked") if said.slot == "line_type"]
        self._mark_all(lines)
        callers = Callers(quantities, self._parts(places, types, lines), self._directions)
        countries, ambiguous = settled(places, self._sentence)
        slots = Slots(
            countries=countries,
            call_type=callers.shared("call_type", [value for _, value in types]),
            line_type=callers.shared("line_type", [said.value for said in lines]),
            phone_number=next((n.number for n in numbers if n.number), None),
            minutes=next((q.value for q in quantities if q.kind == "minutes"), None),
            participants=callers.participants,
            period=period,
            feature=find_feature(self._text)
            or self._feature(bool(callers.legs), any(q.kind == "minutes" for q in quantities)),
            agreement=find_agreement(self._text) or self._first_said("agreement"),
            amount=amount,
            currency=currency,
            every=every,
            legs=callers.legs,
        )
        mentioned = {
            "call_type": tuple(dict.fromkeys(value for _, value in types)),
            "line_type": tuple(dict.fromkeys(said.value for said in lines)),
        }
        self._note(slots, places, mentioned)
        spans = tuple(sorted(self._spans, key=lambda span: (span.start, span.end)))
        return Found(
            slots=slots,
            spans=spans,
            masked=masked(self._text.said, spans),
            ambiguous=ambiguous,
            signals=frozenset(self._signals),
            places=tuple(place.countries for place in places),
            mentioned={slot: values for slot, values in mentioned.items() if values},
            language=self._spoken,
        )

    def _take(self, first: int, last: int, slot: str, value: str) -> None:
        self._taken.update(range(first, last))
        self._spans.append(Span(self._words[first].start, self._words[last - 1].end, slot, value))

    def _take_characters(self, start: int, end: int, slot: str, value: str) -> None:
        self._taken.update(i for i, w in enumerate(self._words) if w.start < end and start < w.end)
        self._spans.append(Span(start, end, slot, value))

    def _mark_all(self, said: Sequence[Said]) -> None:
        for one in said:
            start, end = self._words[one.first].start, self._words[one.last - 1].end
            self._spans.append(Span(start, end, one.slot, one.value))

    def _mark_quantities(self, quantities: Sequence[Quantity]) -> None:
        slots = {"minutes": "minutes", "people": "participants"}
        for one in quantities:
            if one.kind in slots:
                start, end = self._words[one.first].start, self._words[one.last - 1].end
                self._spans.append(Span(start, end, slots[one.kind], str(one.value)))

    def _is_taken(self, character: int) -> bool:
        return any(self._words[i].start <= character < self._words[i].end for i in self._taken)

    def _free(self, group: str) -> list[Said]:
        return [said for said in self._said[group] if self._taken.isdisjoint(range(said.first, said.last))]

    def _phone_numbers(self) -> list[FoundNumber]:
        numbers = find_numbers(self._text.said, self._home)
        for number in numbers:
            slot = "phone_number" if number.number else "countries"
            self._take_characters(number.start, number.end, slot, number.number or " ".join(number.countries))
            if number.number and not number.countries:
                self._signals.add("home_number")
        return numbers

    def _amount(self) -> tuple[Decimal | None, str | None]:
        for amount in find_amounts(self._text):
            if not self._is_taken(amount.start):
                self._take_characters(amount.start, amount.end, "amount", f"{amount.value} {amount.currency}")
                return amount.value, amount.currency
        return None, None

    def _worded_amount(
        self, amount: Decimal | None, currency: str | None, quantities: list[Quantity]
    ) -> tuple[Decimal | None, str | None, list[Quantity]]:
        numbers = {q.last: (q.first, q.value) for q in quantities if q.kind == "number"}
        worded = find_worded_amount(self._words, self._free("currency"), numbers) if amount is None else None
        if worded is None:
            return amount, currency, quantities
        self._take(worded.first, worded.last, "amount", f"{worded.value} {worded.currency}")
        return worded.value, worded.currency, [q for q in quantities if q.first != worded.first]

    def _period(self) -> str | None:
        written = written_period(self._text.said, self._today)
        if written and not self._is_taken(written[0]):
            self._take_characters(written[0], written[1], "period", written[2])
            return written[2]
        found = PeriodReader(self._words, self._said["period"], self._taken, self._today).read()
        if found is None:
            return None
        self._take(found.first, found.last, "period", found.value)
        return found.value

    def _quantities(self) -> list[Quantity]:
        """Quantities in words that are not part of anything else; at 15h is a time of day, not a duration."""
        named = {
            i
            for said in self._said["asked"]
            for i in range(said.first, said.last)
            if said.slot != "call_verb"
        }
        found = read_quantities(self._words, self._said["quantity"], self._taken | named)
        return [q for q in found if not (q.kind == "minutes" and self._is_a_time_of_day(q))]

    def _is_a_time_of_day(self, quantity: Quantity) -> bool:
        return self._plain[quantity.first + 1 : quantity.last] in (
            ["h"],
            ["hs"],
            ["hrs"],
            ["uur"],
        ) and self._sentence.word(quantity.first - 1) in {
            "a",
            "as",
            "las",
            "at",
            "um",
            "alle",
            "om",
            "vers",
            "pelas",
        }

    def _every(self, quantities: Sequence[Quantity]) -> str | None:
        """How often: "weekly" unless it says so of money, "per week" only beside a duration or a head count."""
        money = {i for said in self._said["money"] for i in range(said.first - 1, said.last + 1)}
        for said in self._free("often"):
            if (
                said.slot == "every"
                and money.isdisjoint(range(said.first, said.last))
                or said.slot == "per"
                and quantities
            ):
                self._take(said.first, said.last, "every", said.value)
                return said.value
        return None

    def _places(self, numbers: Sequence[FoundNumber]) -> list[Place]:
        self._signals.update("refers_both" if s.value == "two" else "refers_all" for s in self._free("group"))
        asked = self._said["asked"]
        people = [said for said in self._said["quantity"] if said.slot == "people"]
        known = {i for said in [*asked, *people] for i in range(said.first, said.last)}
        words = {i for said in asked for i in range(said.first, said.last) if self._words[i].said.islower()}
        found = self._place_finder.find(self._sentence, self._taken | words, known)
        for place in found:
            self._take(place.first, place.last, "countries", " ".join(place.countries))
        found += [self._place_of(number) for number in numbers if number.countries]
        return sorted(found, key=lambda place: place.first)

    def _place_of(self, number: FoundNumber) -> Place:
        first = next((i for i, word in enumerate(self._words) if word.end > number.start), 0)
        last = next((i for i, word in enumerate(self._words) if word.start >= number.end), len(self._words))
        return Place(first, max(last, first + 1), number.countries, "code")

    def _call_types(self, places: Sequence[Place]) -> list[tuple[int, str]]:
        asked = self._free("asked")
        targets = [Target(place.first, place.last) for place in places]
        targets += [Target(said.first, said.last) for said in asked if said.slot == "line_type"]
        self._directions = CallDirections(self._plain, self._said["direction"], targets)
        types, comes_in = call_types(asked, self._directions, self._language, len(self._words))
        if comes_in:
            self._signals.add("dial_in")
        at = {first for first, _ in types}
        self._mark_all([said for said in asked if said.first in at])
        return types

    def _parts(
        self, places: Sequence[Place], types: Sequence[tuple[int, str]], lines: Sequence[Said]
    ) -> list[Part]:
        parts = [
            Part(place.first, place.last, "country", "" if place.is_unsure else place.countries[0])
            for place in places
            if place.kind != "region"
        ]
        parts += [Part(at, at + 1, "call_type", value) for at, value in types]
        calls = [
            said
            for said in self._free("asked")
            if said.slot == "call_verb" and self._directions.goes_out(said, None)
        ]
        parts += [Part(call.first, call.last, "call_type", "dial_out") for call in calls]
        parts += [Part(said.first, said.last, "line_type", said.value) for said in lines]
        return parts + [Part(said.first, said.last, "shared") for said in self._free("shared")]

    def _feature(self, legs: bool, minutes: bool) -> str | None:
        """A feature by its name, or the numbers of a call type: toll-free numbers, local number."""
        for said in self._said["asked"]:
            if said.slot == "feature" and said.value != "any_numbers":
                self._mark_all([said])
                return said.value
        if legs or minutes or any(said.value == "price" for said in self._said["signal"]):
            return None
        if len({said.value for said in self._said["asked"] if said.slot == "call_type"}) > 1:
            return None
        for said in self._said["asked"]:
            numbers = {"toll": "toll_numbers", "toll_free": "toll_free_numbers"}.get(said.value)
            if numbers and any(
                stem in word for stem in _NUMBER_STEMS for word in self._plain[said.first : said.last]
            ):
                return numbers
        return None

    def _first_said(self, slot: str) -> str | None:
        said = next((one for one in self._said["asked"] if one.slot == slot), None)
        if said is None:
            return None
        self._mark_all([said])
        return said.value

    def _note(self, slots: Slots, places: Sequence[Place], mentioned: dict[str, tuple[str, ...]]) -> None:
        noted = {
            "has_place": bool(places),
            "has_region": any(place.kind == "region" for place in places),
            "has_duration": slots.minutes is not None,
            "has_people": slots.participants is not None or bool(slots.legs),
            "has_legs": bool(slots.legs),
            "has_amount": slots.amount is not None,
            "has_currency": slots.currency is not None,
            "has_period": slots.period is not None,
            "has_phone_number": slots.phone_number is not None,
            "has_call_type": bool(mentioned["call_type"]),
            "has_line_type": bool(mentioned["line_type"]),
            "has_feature": slots.feature is not None,
            "has_agreement": slots.agreement is not None,
            "has_every": slots.every is not None,
        }
        self._signals.update(name for name, is_so in noted.items() if is_so)
        self._signals.update(f"has_{said.value}_word" for said in self._said["signal"])
        lines = [said for said in self._free("asked") if said.slot == "line_type"]
        ways = {self._directions.of(Target(one.first, one.last)) for one in (*places, *lines)}
        self._signals.update(f"{way}_place" for way in ways & {"to", "from"})
