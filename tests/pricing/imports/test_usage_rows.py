"""One row of the usage report: what is read, and what is refused with which words."""

from datetime import UTC, datetime

import pytest

from pricing.imports.usage_columns import COLUMNS, layout_of
from pricing.imports.usage_rows import RowParser
from pricing.imports.usage_values import RowRejected, read_amount
from pricing.usage import content_of
from tests.pricing.reports import call

LAYOUT = layout_of(",".join(COLUMNS))
PARSER = RowParser(LAYOUT)
NOON = int(datetime(2026, 7, 1, 12, tzinfo=UTC).timestamp())


def fields(**changes: str) -> list[str]:
    row = call("id-1", "2026-07-01T12:00", "0.45", **changes)
    return [row[name] for name in COLUMNS]


def columns(rows: list[list[str]]) -> list[tuple[str, ...]]:
    return [*zip(*map(LAYOUT.pick, rows), strict=True)]


def refused(**changes: str) -> RowRejected:
    with pytest.raises(RowRejected) as refusal:
        PARSER.record(fields(**changes))
    return refusal.value


def test_a_row_becomes_a_record():
    record = PARSER.record(fields(Connection_Fee="0.02", UsageId="AB-1", Currency="eur"))
    assert content_of(record) == (NOON, 60, "conf_out", 450_000, 20_000, "EUR", "MCOMEETACPEA")
    assert (record.usage_id, record.country, record.number_kind) == ("ab-1", "BR", "dial_out")
    assert record.destination_number == "+551191234****"
    assert record.user_principal_name == "alex@contoso.example"


@pytest.mark.parametrize(
    "start",
    [
        "2026-07-01T12:00:00Z",
        "2026-07-01T12:00:00.9999999Z",
        "2026-07-01T12:00:00",
        "2026-07-01 12:00:00 +00:00",
        "2026-07-01T14:00:00.1234567+02:00",
        " 2026-07-01T12:00:00Z ",
    ],
)
def test_starts_are_read_to_the_second_in_utc(start):
    assert PARSER.record(fields(Start_Time=start)).started_at == NOON


@pytest.mark.parametrize(
    "start",
    ["", "yesterday", "2026-02-30T12:00:00Z", "2026-07-01T24:00:00Z", "1899-12-30T00:00:00Z",
     "2026-07-01T12:00:00+99:00", "07/01/2026 12:00:00 PM", "2026-07-01T12:00:00.12x4Z"],
)  # fmt: skip
def test_what_is_no_date_is_refused(start):
    assert refused(Start_Time=start).reason == "bad_date"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"UsageId": " "}, "missing_id"),
        ({"UsageId": "x" * 65}, "bad_id"),
        ({"UsageId": 'stray"quote'}, "bad_id"),
        ({"Duration_Seconds": "-1"}, "negative_duration"),
        ({"Duration_Seconds": "1.5"}, "bad_duration"),
        ({"Duration_Seconds": ""}, "bad_duration"),
        ({"Duration_Seconds": "99999999"}, "bad_duration"),
        ({"Charge": "-0.01"}, "negative_amount"),
        ({"Charge": "NaN"}, "bad_amount"),
        ({"Charge": "1e3"}, "bad_amount"),
        ({"Charge": "99999999999"}, "bad_amount"),
        ({"Connection_Fee": "free"}, "bad_amount"),
        ({"Currency": ""}, "missing_currency"),
        ({"Currency": "XYZ"}, "bad_currency"),
        ({"Call_Type": ""}, "missing_call_type"),
    ],
)
def test_a_bad_cell_is_refused_with_its_reason(changes, reason):
    assert refused(**changes).reason == reason


def test_a_refusal_quotes_the_cell_but_never_at_length():
    assert refused(Currency="EURO").detail == "Currency 'EURO' is not an ISO 4217 code such as EUR"
    assert len(refused(Charge="x" * 10_000).detail) < 100


def test_a_refused_start_is_quoted_whole():
    assert "'2026-02-30T12:00:00Z'" in refused(Start_Time="2026-02-30T12:00:00Z").detail


def test_a_row_of_another_width_is_refused():
    with pytest.raises(RowRejected, match="has 19 columns instead of 20"):
        PARSER.record(fields()[:-1])


@pytest.mark.parametrize(
    ("text", "micro_units"),
    [("0.45", 450_000), ("0,45", 450_000), ("1.234,50", 1_234_500_000), ("1,234.50", 1_234_500_000),
     ("", 0), ("0.125", 130_000), ("0,125", 130_000), ("7", 7_000_000), ("-0.00", 0)],
)  # fmt: skip
def test_amounts_are_read_with_either_decimal_sign(text, micro_units):
    assert read_amount("Charge", False, text) == micro_units


def test_thousands_or_fraction_is_not_guessed():
    for text in ("1,234", "1.234"):
        with pytest.raises(RowRejected, match="may be a fraction or thousands"):
            read_amount("Charge", False, text)
    assert read_amount("Charge", True, "1.234") == 1_230_000


def test_an_unknown_capability_or_call_type_is_no_fault():
    record = PARSER.record(fields(Capability="mconew", Call_Type="Conf_New"))
    assert (record.capability, record.call_type, record.draws) == ("MCONEW", "conf_new", "unclassified")


def test_the_called_number_gives_the_country_and_the_name_when_there_is_no_number():
    called = {"Call_Type": "conf_in", "Caller_ID": "+351210000100", "Destination_Number": "+5511912345678"}
    assert PARSER.record(fields(**called)).country == "PT"
    unknown = {"Destination_Number": "", "Caller_ID": "", "Destination_Dialed": "United Kingdom"}
    assert PARSER.record(fields(**unknown)).country == "GB"


ODD = [
    {}, {"UsageId": " ID_2 "}, {"UsageId": "-3"}, {"Start_Time": "2026-07-01 12:00:00+02:00"},
    {"Caller_ID": "+1202555"},
    {"Start_Time": "2026-07-01T12:00:00.1234567Z"}, {"Call_Type": "CONF_IN", "Number_Type": "Toll free"},
    {"Destination_Number": "Alex", "Charge": "0"}, {"Capability": "MCONEW"}, {"Caller_ID": "+4989 123-456"},
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_rows_are_read_together_as_each_alone(odd):
    rows = [fields(), fields(**odd), fields(Call_Type="conf_in", Caller_ID="+498001234567")]
    read = PARSER.many(columns(rows), range(2, 5))
    assert read == [(*PARSER.fields(row), line) for line, row in enumerate(rows, 2)]


@pytest.mark.parametrize(
    "broken",
    [
        {"UsageId": ""},
        {"UsageId": "--"},
        {"UsageId": "x" * 65},
        {"Start_Time": "2026-07-01T12:00:00.Z"},
        {"Charge": "-1"},
    ],
)
def test_a_broken_row_among_others_is_never_taken_for_a_good_one(broken):
    with pytest.raises(RowRejected):
        PARSER.many(columns([fields(), fields(**broken)]), range(2))
