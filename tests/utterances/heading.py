"""What a heading of an utterance file expects: `rates countries=BR,PT line_type=mobile`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.understanding.reading import INTENTS, Leg, Slots

REFUSED = "refused"
"""Stands in place of an intent: the text must be refused or declined."""
LANGUAGES = ("en", "pt-BR", "es", "fr", "de", "it", "nl", "ja")
TOPICS: Mapping[str, tuple[str, ...]] = {
    "rates": ("which_number", "changes"),
    "balance": ("runway", "expiry", "auto_recharge"),
    "usage": ("invoice_check", "dial_out_policy", "audit"),
    "how_to": (
        "what_it_is", "charges", "difference", "buy", "credits", "auto_recharge", "zero", "expiry",
        "licences", "enable", "numbers", "restrict_dial_out", "where_rates", "where_usage", "other_prices",
        "mails",
    ),
}  # fmt: skip
VALUES: Mapping[str, tuple[str, ...]] = {
    "call_type": ("toll", "toll_free", "dial_out"),
    "line_type": ("landline", "mobile"),
    "feature": (
        "audio_conferencing", "toll_numbers", "toll_free_numbers", "communications_credits", "dial_out",
    ),
    "agreement": ("EA", "EAS", "EES", "CSP", "WEB_DIRECT", "MPSA", "OPEN", "MCA"),
    "every": ("day", "twice_week", "week", "two_weeks", "month", "quarter"),
    "language": LANGUAGES,
}  # fmt: skip


class HeadingError(ValueError):
    """A heading cannot be read; the message says which word."""


@dataclass(frozen=True)
class Expected:
    """One ask as it should be understood."""

    intents: tuple[str, ...]
    """The right intent; others follow it where a person could mean either."""
    slots: Slots = field(default_factory=Slots)
    optional: frozenset[str] = frozenset()
    """Slots that may also stay empty, since the answer is the same."""
    any_order: bool = False
    """Whether the countries are those of a region, which has no order."""
    asks: tuple[str, ...] = ()
    """Places of which the bot should ask which is meant."""
    language: str | None = None
    """For language_switch: the language wanted."""

    @property
    def intent(self) -> str:
        return self.intents[0]


def read_heading(line: str) -> tuple[Expected, ...]:
    """The asks of a heading, parted by " + ". Raises HeadingError."""
    return tuple(_ask(part.split()) for part in line.split(" + "))


def _ask(words: list[str]) -> Expected:
    intents = tuple(words[0].split("|"))
    for intent in intents:
        if intent not in (*INTENTS, REFUSED):
            raise HeadingError(f"unknown intent {intent}")
    slots: dict[str, Any] = {}
    beside: dict[str, Any] = {"optional": frozenset()}
    for word in words[1:]:
        _read_slot(word, intents, slots, beside)
    if slots.get("legs") and "countries" not in slots:
        named = [leg.country for leg in slots["legs"] if leg.country]
        slots["countries"] = tuple(dict.fromkeys(named))
    return Expected(intents, Slots(**slots), **beside)


def _read_slot(word: str, intents: tuple[str, ...], slots: dict[str, Any], beside: dict[str, Any]) -> None:
    name, equals, value = word.partition("=")
    if name.endswith("?"):
        name = name[:-1]
        beside["optional"] |= {name}
    if not equals or not value or name in slots:
        raise HeadingError(f"cannot read {word}: slots are name=value, each once")
    _check(name, value, intents)
    if name == "asks":
        beside["asks"] = tuple(value.split("|"))
    elif name == "language":
        beside["language"] = value
    else:
        beside["any_order"] = beside.get("any_order", False) or (name == "countries" and "+" in value)
        slots[name] = _value(name, value)


def _value(name: str, value: str) -> Any:
    try:
        return _VALUES.get(name, str)(value)
    except (ArithmeticError, ValueError) as error:
        raise HeadingError(f"cannot read {name}={value}: {error}") from error


def _check(name: str, value: str, intents: tuple[str, ...]) -> None:
    known = {*Slots.__dataclass_fields__, "asks", "language"}
    if name not in known:
        raise HeadingError(f"unknown slot {name}; known are {' '.join(sorted(known))}")
    allowed = VALUES.get(name)
    if name == "topic":
        allowed = tuple(topic for intent in intents for topic in TOPICS.get(intent, ()))
    if allowed is not None and value not in allowed:
        raise HeadingError(f"{name} cannot be {value}; known are {' '.join(allowed)}")


def _countries(value: str) -> tuple[str, ...]:
    codes = tuple(value.replace("+", ",").split(","))
    if any(len(code) != 2 or not code.isascii() or not code.isupper() for code in codes):
        raise HeadingError(f"countries are two capital letters each: {value}")
    return codes


def _legs(value: str) -> tuple[Leg, ...]:
    """`20:DE:toll_free:-;5:IN:dial_out:mobile`."""
    rows = [[None if part == "-" else part for part in leg.split(":")] for leg in value.split(";")]
    if any(len(row) != 4 for row in rows):
        raise HeadingError(f"a leg is count:country:call_type:line_type with - for unknown: {value}")
    return tuple(Leg(int(str(row[0])), *row[1:]) for row in rows)


_VALUES: Mapping[str, Callable[[str], Any]] = {
    "countries": _countries,
    "legs": _legs,
    "minutes": Decimal,
    "amount": Decimal,
    "participants": int,
}
