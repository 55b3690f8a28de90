"""Tables of texts and what they say, for the tests of slots."""

from collections.abc import Iterator
from datetime import date

from bot.understanding.slots import Found, SlotFinder

TODAY = date(2026, 11, 23)
FINDER = SlotFinder()


def find(text: str, language: str | None = None, home: str | None = None) -> Found:
    """What is found in a text on the day of the tests."""
    return FINDER.find(text, TODAY, home, language)


def rows(table: str) -> Iterator[tuple[str, str]]:
    """Text and expectation of each line "text | expectation"; empty lines and // comments are skipped."""
    for line in table.splitlines():
        if line.strip() and not line.strip().startswith("//"):
            text, _, expected = line.rpartition("|")
            yield text.strip(), expected.strip()


def check(table: str, shown: object, language: str | None = None, home: str | None = None) -> None:
    """Compares what `shown` makes of each text with the table, and prints every line that differs."""
    wrong = [
        f"{text} | {actual}   (expected {expected})"
        for text, expected in rows(table)
        if (actual := shown(find(text, language, home))) != expected  # type: ignore[operator]
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def countries(found: Found) -> str:
    """BR DE, or ?GE US-GA for what has to be asked."""
    if found.ambiguous is not None and found.ambiguous.slot == "countries":
        return "?" + " ".join(found.ambiguous.options)
    return " ".join(found.slots.countries)


def slots(found: Found) -> str:
    """Everything said, as "countries=BR minutes=30"; legs as "20/DE/toll_free/-"."""
    values = {name: value for name, value in found.slots.as_json().items() if value not in (None, [])}
    if found.ambiguous is not None:
        values["asked"] = list(found.ambiguous.options)
    return " ".join(f"{name}={_shown(value)}" for name, value in values.items())


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ",".join(_shown(one) for one in value)
    if isinstance(value, dict):
        return "/".join(str(one or "-") for one in value.values())
    return str(value)
