"""Rows of the usage report to records, fast: what columns repeat is read once and remembered.

Rows are read many at once, column by column; only where one is to be rejected are they read one by one.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import Generic, TypeVar

from pricing.imports import whole_columns
from pricing.imports.place_names import country_named
from pricing.imports.plain_rows import Columns
from pricing.imports.usage_columns import Layout
from pricing.imports.usage_values import (
    RowRejected,
    bad_date,
    read_amount,
    read_call_type,
    read_capability,
    read_currency,
    read_duration,
    read_hour,
    read_id,
    read_instant,
    read_within_hour,
)
from pricing.usage import (
    Fields,
    NumberKind,
    Row,
    UsageRecord,
    country_of_calling_code,
    country_of_number,
    number_kind,
    without_last_digits,
)

Value = TypeVar("Value")

REMEMBERED = 100_000
"""Different texts of one column that are remembered; more are forgotten."""
LONGEST_TEXT = 128


class _Remembered(dict[str, Value], Generic[Value]):
    """Answers of a reading function; what it rejects is not remembered."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        self._read = read

    def __missing__(self, text: str) -> Value:
        value = self._read(text)
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = value
        return value


class RowParser:
    """Turns the rows of one file into the fields of records."""

    def __init__(self, layout: Layout) -> None:
        self._width = layout.width
        self._pick = layout.pick
        only_dots = layout.delimiter == ","
        self._charges = _Remembered(partial(read_amount, "Charge", only_dots))
        self._fees = _Remembered(partial(read_amount, "Connection Fee", only_dots))
        self._durations = _Remembered(read_duration)
        self._hours = _Remembered(read_hour)
        self._within_hours = _Remembered(read_within_hour)
        self._currencies = _Remembered(read_currency)
        self._call_types = _Remembered(read_call_type)
        self._capabilities = _Remembered(read_capability)
        self._texts = _Remembered(lambda text: text[:LONGEST_TEXT].strip())
        self._user_countries = _Remembered(lambda text: text.strip()[:2].upper())
        self._own_numbers = _Remembered(without_last_digits)
        self._users = _Remembered(lambda text: text[:LONGEST_TEXT].strip().lower())
        self._countries = _Remembered(lambda name: country_named(name) or "")
        self._calling_codes = _Remembered(country_of_calling_code)

    def record(self, row: Sequence[str]) -> UsageRecord:
        """The record that a row holds. Raises RowRejected."""
        return UsageRecord._make(self.fields(row))

    def fields(self, row: Sequence[str]) -> Fields:
        """The record's fields. Raises RowRejected. One function on purpose: it runs once for every row."""
        if len(row) != self._width:
            raise RowRejected("columns", f"has {len(row)} columns instead of {self._width}")
        (
            usage_id, call_id, conference_id, user_country, principal_name, display_name, caller,
            call_type, number_type, destination, dialled, start, duration, fee, charge, currency, capability,
        ) = self._pick(row)  # fmt: skip
        usage_id = read_id(usage_id)
        end = start[19:]
        if end == "Z" or (end[:1] == "." and end[-1] == "Z" and end[1:-1].isdigit()):
            started_at = self._instant(start)
        else:
            started_at = read_instant(start)
        charge_micro_units, fee_micro_units = self._charges[charge], self._fees[fee]
        code, if_charged, if_free = self._capabilities[capability]
        call_type = self._call_types[call_type]
        texts = self._texts
        number_type = texts[number_type]
        if call_type == "conf_in":  # calls to one of the organisation's few numbers
            called, kind = caller or dialled, _number_kind(call_type, number_type, caller)
            hidden_caller = self._own_numbers[caller]
        else:
            called, kind = dialled or caller, _KIND_BY_CALL_TYPE.get(call_type, _NO_CONFERENCE)
            hidden_caller = without_last_digits(caller)
        country = self._calling_codes[called[:4]]
        if country is None:
            country = country_of_number(called)
        return (
            usage_id,
            started_at,
            self._durations[duration],
            call_type,
            charge_micro_units,
            fee_micro_units,
            self._currencies[currency],
            code,
            if_charged if charge_micro_units or fee_micro_units else if_free,
            kind,
            country or self._countries[destination],
            call_id[:LONGEST_TEXT],
            conference_id[:LONGEST_TEXT],
            self._users[principal_name],
            texts[display_name],
            self._user_countries[user_country],
            hidden_caller,
            hidden_caller if dialled == caller else without_last_digits(dialled),
            number_type,
            texts[destination],
        )

    def many(self, columns: Columns, lines: Iterable[int]) -> list[Row]:
        """What `fields` gives for the rows of these lines. Raises RowRejected if one is to be rejected."""
        (
            usage_ids, call_ids, conference_ids, user_countries, principal_names, display_names, callers,
            call_types, number_types, destinations, dialled, starts, durations, fees, charges, currencies,
            capabilities,
        ) = columns  # fmt: skip
        types = [*map(self._call_types.__getitem__, call_types)]
        numbers = [*map(self._texts.__getitem__, number_types)]
        charged = [*map(self._charges.__getitem__, charges)]
        fee_amounts = [*map(self._fees.__getitem__, fees)]
        codes = [*map(self._capabilities.__getitem__, capabilities)]
        return [
            *zip(
                whole_columns.ids(usage_ids) or map(read_id, usage_ids),
                self._instants(starts),
                whole_columns.durations(durations) or map(self._durations.__getitem__, durations),
                types,
                charged,
                fee_amounts,
                map(self._currencies.__getitem__, currencies),
                [code for code, _, _ in codes],
                [
                    if_charged if charge or fee else if_free
                    for (_, if_charged, if_free), charge, fee in zip(codes, charged, fee_amounts, strict=True)
                ],
                self._kinds(types, numbers, callers),
                self._called_countries(types, callers, dialled, destinations),
                _cut(call_ids),
                _cut(conference_ids),
                map(self._users.__getitem__, principal_names),
                map(self._texts.__getitem__, display_names),
                map(self._user_countries.__getitem__, user_countries),
                whole_columns.hidden_numbers(callers) or map(self._own_numbers.__getitem__, callers),
                whole_columns.hidden_numbers(dialled) or map(without_last_digits, dialled),
                numbers,
                map(self._texts.__getitem__, destinations),
                lines,
                strict=True,
            )
        ]

    def _instant(self, start: str) -> int:
        try:
            return self._hours[start[:13]] + self._within_hours[start[13:19]]
        except RowRejected:
            raise bad_date(start) from None

    def _instants(self, starts: Sequence[str]) -> list[int]:
        if not whole_columns.end_in_utc([start[19:] for start in starts]):
            return [read_instant(start) for start in starts]
        hours, within = self._hours, self._within_hours
        return [hours[start[:13]] + within[start[13:19]] for start in starts]

    def _kinds(self, types: Sequence[str], numbers: Sequence[str], callers: Sequence[str]) -> list[str]:
        kinds = _KIND_BY_CALL_TYPE
        return [
            kinds.get(kind, _NO_CONFERENCE) if kind != "conf_in" else _number_kind(kind, number, caller)
            for kind, number, caller in zip(types, numbers, callers, strict=True)
        ]

    def _called_countries(
        self,
        types: Sequence[str],
        callers: Sequence[str],
        dialled: Sequence[str],
        destinations: Sequence[str],
    ) -> list[str]:
        called = [
            (caller or number) if kind == "conf_in" else (number or caller)
            for kind, caller, number in zip(types, callers, dialled, strict=True)
        ]
        codes = [*map(self._calling_codes.__getitem__, [number[:4] for number in called])]
        if all(codes):
            return codes  # type: ignore[return-value]  # none of them is None
        return [
            (country_of_number(number) if code is None else code) or self._countries[destination]
            for code, number, destination in zip(codes, called, destinations, strict=True)
        ]


def _cut(texts: Sequence[str]) -> Sequence[str]:
    return texts if max(map(len, texts)) <= LONGEST_TEXT else [text[:LONGEST_TEXT] for text in texts]


_NO_CONFERENCE = NumberKind.NO_CONFERENCE.value
_KIND_BY_CALL_TYPE = {"conf_out": number_kind("conf_out", "", "").value}


@lru_cache(maxsize=10_000)
def _number_kind(call_type: str, number_type: str, called_number: str) -> str:
    return number_kind(call_type, number_type, called_number).value
