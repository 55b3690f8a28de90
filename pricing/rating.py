"""Rating: what a minute costs, by the most trusted list that knows.

The order of trust is the organisation's own card, then what its own calls were charged, then the stand-in
list. What is not known is an answer too (`Fit.NONE`), never an exception and never a zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pricing.phone_numbers import PhoneNumber
from pricing.rate_answer import Asked, Fit, Observed, RateAnswer
from pricing.rate_card import CallType, NumberType, Rate, RateCard, Trust, WithdrawnCard

_ANSWERING = {
    NumberType.LANDLINE: frozenset({NumberType.LANDLINE, NumberType.ALL}),
    NumberType.MOBILE: frozenset({NumberType.MOBILE, NumberType.ALL}),
}
_SHOWN_PREFIXES = 6


@dataclass(frozen=True)
class RateBook:
    """Every list that may answer, for one organisation and one day."""

    stand_in: RateCard
    own: RateCard | None = None
    observed: Sequence[Observed] = ()
    withdrawn: WithdrawnCard | None = None
    """What would answer in the place of `own`, had it not been taken back."""

    def find(self, asked: Asked) -> RateAnswer:
        """The answer of the most trusted list that has one."""
        for answer in self.answers(asked):
            return answer
        return RateAnswer(asked, Fit.NONE)

    def answers(self, asked: Asked) -> Iterable[RateAnswer]:
        """The answers of all lists that have one, most trusted first."""
        if self.own and (answer := rate_from(asked, self.own)):
            yield answer
        if answer := rate_observed(asked, self.observed):
            yield answer
        if answer := rate_from(asked, self.stand_in):
            yield answer


def rate_from(asked: Asked, card: RateCard) -> RateAnswer | None:
    """What one list answers; None when it has no such price."""
    rates = _matching(asked, card)
    if not rates:
        return None
    general = card.trust is Trust.STAND_IN and _only_general(asked, rates)
    prices = {(rate.per_minute_micro_units, rate.connection_fee_micro_units) for rate in rates}
    fit = Fit.GENERAL if general else Fit.EXACT if len(prices) == 1 else Fit.RANGE
    return _answer(asked, card, rates, fit)


def rate_observed(asked: Asked, observations: Iterable[Observed]) -> RateAnswer | None:
    """What own calls of this kind were charged; None when too few are known."""
    line_type = asked.number.line_type if asked.number else asked.line_type
    for seen in observations:
        same = (seen.call_type, seen.country, seen.line_type) == (asked.call_type, asked.country, line_type)
        if same and seen.suffices:
            price = seen.per_minute_micro_units
            return RateAnswer(
                asked, Fit.EXACT, Trust.OBSERVED, seen.currency, price, price, observed=seen,
            )  # fmt: skip
    return None


def _answer(asked: Asked, card: RateCard, rates: Sequence[Rate], fit: Fit) -> RateAnswer:
    per_minute = [rate.per_minute_micro_units for rate in rates]
    fees = [rate.connection_fee_micro_units for rate in rates]
    prefixes = sorted(
        {rate.prefix for rate in rates if rate.prefix}, key=lambda prefix: (len(prefix), prefix)
    )
    destinations = {rate.destination for rate in rates}
    number_types = {rate.number_type for rate in rates}
    return RateAnswer(
        asked=asked,
        fit=fit,
        trust=card.trust,
        currency=card.currency,
        low_micro_units=min(per_minute),
        high_micro_units=max(per_minute),
        low_fee_micro_units=min(fees),
        high_fee_micro_units=max(fees),
        prefixes=tuple(prefixes[:_SHOWN_PREFIXES]),
        prefix_count=len(prefixes),
        destination=destinations.pop() if len(destinations) == 1 else None,
        number_type=number_types.pop() if len(number_types) == 1 else None,
        starting_at=any(rate.starting_at for rate in rates),
        card=card,
    )


def _matching(asked: Asked, card: RateCard) -> tuple[Rate, ...]:
    if asked.call_type != CallType.DIAL_OUT:
        return _dial_in(asked, card)
    if asked.number:
        return _of_number(asked.number, card)
    return _of_destination(asked, card)


def _dial_in(asked: Asked, card: RateCard) -> tuple[Rate, ...]:
    """Rates of the country's numbers for a caller's country; a rate for that caller outweighs one for all."""
    if asked.country is None:
        return ()
    rates = card.of_country(asked.call_type, asked.country)
    origin = asked.origin or asked.country
    here = tuple(rate for rate in rates if rate.origin == origin)
    anywhere = tuple(rate for rate in rates if rate.origin is None)
    return _of_line_type(here, asked.line_type) or _of_line_type(anywhere, asked.line_type)


def _of_line_type(rates: tuple[Rate, ...], line_type: str | None) -> tuple[Rate, ...]:
    """Dial-in rates for a kind of phone; premium phones only where nothing else is priced."""
    wanted = _ANSWERING.get(NumberType(line_type)) if line_type else None
    if wanted:
        return tuple(rate for rate in rates if rate.number_type in wanted)
    return tuple(rate for rate in rates if rate.number_type != NumberType.PREMIUM) or rates


def _of_number(number: PhoneNumber, card: RateCard) -> tuple[Rate, ...]:
    digits = number.known_digits
    wanted = _kinds_for(number.line_type, card)
    rates = card.longest_match(digits, wanted)
    if number.masked:
        rates += tuple(
            rate for rate in card.continuing(digits) if wanted is None or rate.number_type in wanted
        )
    return rates


def _kinds_for(line_type: str | None, card: RateCard) -> Iterable[str] | None:
    """The stand-in's kinds are approximate, so its prefix alone decides; a card's own kinds are meant."""
    kinds = (NumberType.LANDLINE, NumberType.MOBILE)
    if card.trust is Trust.STAND_IN or line_type not in kinds:
        return None
    return _ANSWERING[NumberType(line_type)]


def _of_destination(asked: Asked, card: RateCard) -> tuple[Rate, ...]:
    if asked.country is None:
        return ()
    rates = card.of_country(CallType.DIAL_OUT, asked.country)
    if asked.line_type is None:
        return tuple(r for r in rates if r.number_type not in (NumberType.SPECIAL, NumberType.PREMIUM))
    own_kind = tuple(rate for rate in rates if rate.number_type in _ANSWERING[NumberType(asked.line_type)])
    general = tuple(rate for rate in rates if rate.number_type == NumberType.GENERAL)
    if asked.line_type == NumberType.LANDLINE or not own_kind:
        # a landline outside the listed areas pays the general price, so both belong to the answer
        own_kind += general
    return own_kind or _not_for_mobiles(rates, card)


def _not_for_mobiles(rates: tuple[Rate, ...], card: RateCard) -> tuple[Rate, ...]:
    """The stand-in's landline prices, for a mobile that it has no price for; they are named as such."""
    if card.trust is not Trust.STAND_IN:
        return ()
    return tuple(rate for rate in rates if rate.number_type == NumberType.LANDLINE)


def _only_general(asked: Asked, rates: Sequence[Rate]) -> bool:
    kinds = {rate.number_type for rate in rates}
    line_type = asked.number.line_type if asked.number else asked.line_type
    if line_type == NumberType.MOBILE:
        return kinds <= {NumberType.GENERAL, NumberType.LANDLINE}
    return kinds == {NumberType.GENERAL}
