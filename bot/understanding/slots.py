"""Finds everything in a text that fills a slot, the same way each time and without looking at intents."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from bot.understanding.amounts import find_amounts, find_worded_amount
from bot.understanding.legs import MOST_CALLERS, Part, group_callers
from bot.understanding.misspelt_places import MisspeltPlaces
from bot.understanding.periods import PeriodReader, written_period
from bot.understanding.phone_numbers_in_text import find_numbers
from bot.understanding.phrase_table import plain_words, words_of
from bot.understanding.place_tables import FOLDER, is_country, read_tables
from bot.understanding.places import Place, PlaceFinder
from bot.understanding.product_names import find_agreement, find_feature
from bot.understanding.quantities import Quantity, read_quantities, whole
from bot.understanding.reading import Ambiguity, Slots
from bot.understanding.text import Text, Token
from bot.understanding.vocabulary import Said, Vocabulary

PLACE_MASK, NUMBER_MASK, PHONE_MASK, AMOUNT_MASK = "Peru", "5", "+1 555", "$5"
"""What the sentence encoder reads instead of a place, a number, a phone number and a sum."""
ENCODED_CHARACTERS = 400
"""The encoder reads no further than this."""


@dataclass(frozen=True, slots=True)
class Span:
    """What was matched where: characters of the normalised text, the end exclusive."""

    start: int
    end: int
    slot: str
    value: str


@dataclass(frozen=True)
class Found:
    """Everything that a text says by itself, without its conversation."""

    slots: Slots
    """Slots without topic; an ambiguous one is empty."""
    spans: tuple[Span, ...]
    masked: str
    """The first 400 characters with places, numbers and sums replaced by neutral ones."""
    ambiguous: Ambiguity | None = None
    signals: frozenset[str] = frozenset()
    """has_place, has_region, has_duration, has_people, has_legs, has_amount, has_currency, has_period, has_phone_number,
    has_price_word, has_available_word, has_call_type, has_line_type, has_feature, has_agreement, has_every, refers_both,
    refers_all, to_place, from_place, home_number, language_word and dial_in."""
    places: tuple[tuple[str, ...], ...] = ()
    """Each place in the order said with the countries it can mean; regions are already expanded."""
    mentioned: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """All values said of a slot that takes one: two call types leave the slot empty but stand here."""
    language: str | None = None
    """The one of our locales that the words themselves speak for."""


class SlotFinder:
    """Built once at start from the word lists and place tables; `find` never changes it."""

    def __init__(self) -> None:
        tables = read_tables()
        no_slips = frozenset((FOLDER / "no_slips.txt").read_text("utf-8").split())
        self._regions = tables.regions
        self._vocabulary = Vocabulary()
        self._places = PlaceFinder(tables, MisspeltPlaces(tables.names, no_slips))

    def find(self, text: str, today: date, home_country: str | None, language: str | None) -> Found:
        """Reads one message; `language` is one of our locales, or None when it is not known."""
        return _Search(
            self._vocabulary, self._places, self._regions, Text(text), today, home_country, language
        ).found()

    def countries_of(self, option: str) -> tuple[str, ...]:
        """The countries that an option of an ambiguity stands for: US-GA is in US, 019 the Americas."""
        if option in self._regions:
            return self._regions[option]
        return (option[:2],)


class _Search:
    """One reading of one text."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        places: PlaceFinder,
        regions: dict[str, tuple[str, ...]],
        text: Text,
        today: date,
        home: str | None,
        language: str | None,
    ) -> None:
        self._text, self._today, self._home, self._regions = text, today, home, regions
        self._words: list[Token] = words_of(text.tokens)
        self._plain = plain_words(self._words)
        self.language = language or vocabulary.language(self._plain)
        self._taken: set[int] = set()
        self._spans: list[Span] = []
        self._signals: set[str] = set()
        self._vocabulary, self._place_finder = vocabulary, places

    def _say(self, group: str) -> list[Said]:
        return self._vocabulary.find(group, self._plain, self.language)

    def found(self) -> Found:
        """Takes what is surest first, so that no later reader mistakes it."""
        self._asked = self._say("asked")
        numbers = self._phone_numbers()
        amount, currency = self._amount()
        period = self._period()
        every = self._every()
        places = self._all_places(numbers)
        feature = find_feature(self._text) or self._first_said("feature")
        agreement = find_agreement(self._text) or self._first_said("agreement")
        quantities = read_quantities(self._words, self._say("quantity"), self._taken)
        call_types, line_types = self._call_types(places), self._values("line_type")
        amount, currency = self._worded_amount(amount, currency, quantities)
        return self._result(
            numbers,
            amount,
            currency,
            period,
            every,
            places,
            feature,
            agreement,
            quantities,
            call_types,
            line_types,
        )

    def _result(
        self,
        numbers,
        amount,
        currency,
        period,
        every,
        places,
        feature,
        agreement,
        quantities,
        call_types,
        line_types,
    ) -> Found:
        countries, ambiguous = self._countries(places)
        legs = group_callers(self._parts(places, quantities, call_types))
        minutes = next((q.value for q in quantities if q.kind == "minutes"), None)
        slots = Slots(
            countries=countries,
            call_type=_only([value for _, value in call_types]),
            line_type=_only([s.value for s in line_types]),
            phone_number=next((n.number for n in numbers if n.number), None),
            minutes=minutes,
            participants=None if legs else self._participants(quantities, places),
            period=period,
            feature=feature,
            agreement=agreement,
            amount=amount,
            currency=currency,
            every=every,
            legs=legs,
        )
        if legs and not ambiguous:
            slots = replace(
                slots,
                call_type=_same([leg.call_type for leg in legs]),
                line_type=_same([leg.line_type for leg in legs]),
            )
        mentioned = {
            "call_type": tuple(dict.fromkeys(value for _, value in call_types)),
            "line_type": tuple(dict.fromkeys(s.value for s in line_types)),
        }
        self._note(slots, places, mentioned)
        return Found(
            slots=slots,
            spans=tuple(sorted(self._spans, key=lambda s: (s.start, s.end))),
            masked=self._masked(),
            ambiguous=ambiguous,
            signals=frozenset(self._signals),
            places=tuple(p.countries for p in places),
            mentioned={k: v for k, v in mentioned.items() if v},
            language=self.language,
        )

    # ---- taking words

    def _take(self, first: int, last: int, slot: str, value: str) -> None:
        self._taken.update(range(first, last))
        self._mark(first, last, slot, value)

    def _mark(self, first: int, last: int, slot: str, value: str) -> None:
        self._spans.append(Span(self._words[first].start, self._words[last - 1].end, slot, value))

    def _take_characters(self, start: int, end: int, slot: str, value: str) -> None:
        self._taken.update(i for i, w in enumerate(self._words) if w.start < end and start < w.end)
        self._spans.append(Span(start, end, slot, value))

    # ---- readers

    def _phone_numbers(self) -> list:
        numbers = find_numbers(self._text.said, self._home)
        for number in numbers:
            self._take_characters(
                number.start,
                number.end,
                "phone_number" if number.number else "countries",
                number.number or " ".join(number.countries),
            )
            if number.number and not number.countries:
                self._signals.add("home_number")
        return numbers

    def _amount(self) -> tuple[Decimal | None, str | None]:
        for amount in find_amounts(self._text):
            if not self._is_taken(amount.start):
                self._take_characters(amount.start, amount.end, "amount", f"{amount.value} {amount.currency}")
                return amount.value, amount.currency
        return None, None

    def _is_taken(self, character: int) -> bool:
        return any(self._words[i].start <= character < self._words[i].end for i in self._taken)

    def _worded_amount(
        self, amount: Decimal | None, currency: str | None, quantities: list[Quantity]
    ) -> tuple[Decimal | None, str | None]:
        said = [s for s in self._say("currency") if s.first not in self._taken]
        numbers = {q.last: (q.first, q.value) for q in quantities if q.kind == "number"}
        worded = find_worded_amount(self._words, said, numbers) if amount is None else None
        if worded:
            first, last, money = worded
            self._take(first, last, "amount", f"{money.value} {money.currency}")
            quantities[:] = [q for q in quantities if q.first != first]
            return money.value, money.currency
        return amount, currency

    def _period(self) -> str | None:
        written = written_period(self._text.said, self._today)
        if written and not self._is_taken(written[0]):
            self._take_characters(written[0], written[1], "period", written[2])
            return written[2]
        found = PeriodReader(self._words, self._say("period"), self._taken, self._today).read()
        if found is None:
            return None
        self._take(found.first, found.last, "period", found.value)
        return found.value

    def _every(self) -> str | None:
        said = [s for s in self._say("often") if self._taken.isdisjoint(range(s.first, s.last))]
        best = next((s for s in said if s.slot == "every"), None) or next(iter(said), None)
        if best is None:
            return None
        self._take(best.first, best.last, "every", best.value)
        return best.value

    def _all_places(self, numbers: Sequence) -> list[Place]:
        groups = [s for s in self._say("group") if self._taken.isdisjoint(range(s.first, s.last))]
        found: list[Place] = []
        for said in groups:
            if said.slot == "region":
                found.append(Place(said.first, said.last, self._regions[said.value], "region"))
                self._take(said.first, said.last, "region", said.value)
                self._signals.add("has_region")
            else:
                self._signals.add("refers_both" if said.value == "two" else "refers_all")
        asked_words = {i for s in self._asked for i in range(s.first, s.last)}
        found += self._place_finder.find(
            self._text,
            self._words,
            self._plain,
            self._taken | self._words_not_places(),
            asked_words,
            self.language,
        )
        for place in found:
            if place.kind != "region":
                self._take(place.first, place.last, "countries", " ".join(place.countries))
        found += [self._place_of(n) for n in numbers if n.countries]
        return sorted(found, key=lambda p: p.first)

    def _words_not_places(self) -> set[int]:
        """Words of the vocabulary that no name of a place may start with: mobile, split, nice stay words."""
        return {i for s in self._asked for i in range(s.first, s.last) if self._words[i].said.islower()}

    def _place_of(self, number) -> Place:
        first = next((i for i, w in enumerate(self._words) if w.end > number.start), 0)
        return Place(first, first + 1, number.countries, "code")

    def _first_said(self, slot: str) -> str | None:
        for said in self._asked:
            if said.slot == slot:
                self._mark(said.first, said.last, slot, said.value)
                return said.value
        return None

    def _values(self, slot: str) -> list[Said]:
        found = [s for s in self._asked if s.slot == slot and self._taken.isdisjoint(range(s.first, s.last))]
        for said in found:
            self._mark(said.first, said.last, slot, said.value)
        return found

    # ---- call types

    def _call_types(self, places: Sequence[Place]) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for said in self._asked:
            value = self._call_type(said, places)
            if value == "dial_in":
                self._signals.add("dial_in")
            elif value:
                found.append((said.first, value))
                self._mark(said.first, said.last, "call_type", value)
        if "dial_in" in self._signals and any(v != "dial_out" for _, v in found):
            found = [(at, v) for at, v in found if v != "dial_out"] or found
        return found

    def _call_type(self, said: Said, places: Sequence[Place]) -> str | None:
        if said.slot == "call_type":
            return said.value
        if said.slot == "feature" and said.value in {"toll_free_numbers", "dial_out"}:
            return {"toll_free_numbers": "toll_free", "dial_out": "dial_out"}[said.value]
        if said.slot == "call_verb":
            return self._direction(said, places)
        return None

    def _direction(self, said: Said, places: Sequence[Place]) -> str | None:
        """A call *to* somewhere is dialled out, one *from* somewhere comes in."""
        directions = {s.first: s.value for s in self._say("direction")}
        starts = {p.first for p in places}
        lines = {s.first for s in self._asked if s.slot == "line_type"}
        for at in range(said.last, min(said.last + 4, len(self._plain))):
            if directions.get(at) in {"to", "from"}:
                return "dial_out" if directions[at] == "to" else "dial_in"
            if at in starts or at in lines:
                return "dial_out"
        return None

    # ---- head counts and groups

    def _participants(self, quantities: Sequence[Quantity], places: Sequence[Place]) -> int | None:
        count = next((q.value for q in quantities if q.kind == "people"), None)
        if count is None:
            counts = [p for p in self._parts(places, quantities, ()) if p.kind == "count"]
            return counts[0].count if len(counts) == 1 else None
        return whole(count) if 0 < count <= MOST_CALLERS else None

    def _parts(
        self, places: Sequence[Place], quantities: Sequence[Quantity], call_types: Sequence[tuple[int, str]]
    ) -> list[Part]:
        parts = [
            Part(p.first, p.last, "country", p.countries[0] if len(p.countries) == 1 else "")
            for p in places
            if p.kind != "region"
        ]
        parts += [Part(at, at + 1, "call_type", value) for at, value in call_types]
        parts += [Part(s.first, s.last, "line_type", s.value) for s in self._asked if s.slot == "line_type"]
        parts += [Part(s.first, s.last, "shared") for s in self._say("shared")]
        nouns = {p.first for p in parts if p.kind in {"country", "line_type", "call_type"}}
        for q in quantities:
            count = whole(q.value)
            if q.kind == "people" and count and 0 < count <= MOST_CALLERS:
                parts.append(Part(q.first, q.last, "count", count=count))
            elif (
                q.kind == "number"
                and count
                and 0 < count <= MOST_CALLERS
                and self._counts_callers(q.last, nouns)
            ):
                parts.append(Part(q.first, q.last, "count", count=count))
        return sorted(parts, key=lambda p: p.first)

    def _counts_callers(self, at: int, nouns: set[int]) -> bool:
        """Whether a bare number counts callers: "5 in India", "5 dial-outs", "5 Indian mobiles"."""
        directions = {s.first: s for s in self._say("direction")}
        return at in nouns or (at in directions and directions[at].last in nouns)

    # ---- countries

    def _countries(self, places: Sequence[Place]) -> tuple[tuple[str, ...], Ambiguity | None]:
        sure = [c for p in places if not p.is_unsure and is_country(p.countries[0]) for c in p.countries]
        for place in places:
            if place.is_unsure and not _decided(place, sure):
                said = self._text.said[self._words[place.first].start : self._words[place.last - 1].end]
                return (), Ambiguity("countries", said, place.countries)
        ordered = [
            c
            for p in places
            for c in (p.countries if not p.is_unsure else _decided(p, sure))
            if is_country(c)
        ]
        return tuple(dict.fromkeys(ordered)), None

    # ---- signals and the masked text

    def _note(self, slots: Slots, places: Sequence[Place], mentioned: dict[str, tuple[str, ...]]) -> None:
        noted = {
            "has_place": bool(places), "has_duration": slots.minutes is not None, "has_people": slots.participants is not None or bool(slots.legs),
            "has_legs": bool(slots.legs), "has_amount": slots.amount is not None, "has_currency": slots.currency is not None,
            "has_period": slots.period is not None, "has_phone_number": slots.phone_number is not None, "has_call_type": bool(mentioned["call_type"]),
            "has_line_type": bool(mentioned["line_type"]), "has_feature": slots.feature is not None, "has_agreement": slots.agreement is not None,
            "has_every": slots.every is not None,
        }  # fmt: skip
        self._signals.update(name for name, is_so in noted.items() if is_so)
        self._signals.update(f"has_{s.value}_word" for s in self._say("signal"))
        directions = {s.last: s.value for s in self._say("direction")}
        self._signals.update(
            f"{directions[p.first]}_place" for p in places if directions.get(p.first) in {"to", "from"}
        )

    def _masked(self) -> str:
        masks = {
            "countries": PLACE_MASK,
            "region": PLACE_MASK,
            "phone_number": PHONE_MASK,
            "amount": AMOUNT_MASK,
        }
        pieces: list[str] = []
        at = 0
        for span in sorted(self._spans, key=lambda s: s.start):
            if span.slot in masks and span.start >= at:
                pieces += [self._text.said[at : span.start], masks[span.slot]]
                at = span.end
            if at >= ENCODED_CHARACTERS:
                break
        pieces.append(self._text.said[at:])
        return _without_digits("".join(pieces)[:ENCODED_CHARACTERS])


def _without_digits(text: str) -> str:
    import re

    return re.sub(r"(?<![+$\w])\d+(?:[.,:]\d+)*", NUMBER_MASK, text)


def _decided(place: Place, sure: Sequence[str]) -> tuple[str, ...]:
    """The reading of an unsure place that another place of the text settles."""
    for option in place.countries:
        if option[:2] in sure:
            return (option[:2],)
    return ()


def _only(values: Sequence[str]) -> str | None:
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _same(values: Sequence[str | None]) -> str | None:
    return values[0] if values and len(set(values)) == 1 else None
