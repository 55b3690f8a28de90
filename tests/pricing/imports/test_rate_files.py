"""Rate cards from files: all or nothing, every fault with its place and what to do."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pricing.errors import RateCardError
from pricing.imports import rate_workbook
from pricing.imports.place_names import country_named
from pricing.imports.rate_csv import read_rate_csv
from pricing.imports.rate_file import notices, read_rate_file
from pricing.imports.rate_rows import RateFileError
from pricing.imports.rate_workbook import read_rate_workbook
from pricing.rate_card import RateCard
from tests.fixtures.rate_cards import contoso
from tests.fixtures.rate_workbook import headings, write_workbook

DAY = date(2026, 7, 1)
HEADER = "call_type,destination,terminating_number_type,prefixes,rate_per_minute,connection_fee,currency\n"


def csv_of(tmp_path: Path, rows: str, header: str = HEADER) -> RateCard:
    file = tmp_path / "card.csv"
    file.write_text(header + rows, encoding="utf-8")
    return read_rate_csv(file, DAY)


def faults(tmp_path: Path, rows: str, header: str = HEADER) -> list[str]:
    with pytest.raises(RateFileError) as raised:
        csv_of(tmp_path, rows, header)
    return [str(fault) for fault in raised.value.faults]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "Contoso EUR.xlsx", contoso())


def changed(workbook: Path, sheet: str, cell: str, value: object) -> str:
    book = load_workbook(workbook)
    book[sheet][cell] = value
    book.save(workbook)
    with pytest.raises(RateFileError) as raised:
        read_rate_workbook(workbook, DAY)
    return str(raised.value)


def test_the_workbook_holds_what_the_csv_holds(workbook: Path) -> None:
    card = read_rate_workbook(workbook, DAY)
    assert (card.name, card.currency, set(card.rates)) == ("Contoso EUR", "EUR", set(contoso().rates))


def test_headings_may_stand_below_a_title_and_in_any_order(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Dial-out calls - Germany"
    sheet.append(["Rates for Contoso"])
    sheet.append(list(reversed(headings("EUR"))))
    sheet.append([None, 0.0085, "49, 4915", "Wireline", "Germany", None, None])
    book.save(tmp_path / "card.xlsx")
    card = read_rate_workbook(tmp_path / "card.xlsx", DAY)
    assert [(rate.prefix, rate.per_minute_micro_units) for rate in card.rates] == [
        ("49", 8500),
        ("4915", 8500),
    ]


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        (
            "E3",
            "five",
            "Dial-out calls - Germany, row 3, column Prefix(es): 'five' is no prefix; write digits",
        ),
        (
            "F4",
            "free",
            "row 4, column Per Minute Rate in EUR (Billed in Tenths of a Minute): 'free' is no price",
        ),
        ("F4", -1, "'-1' is no price"),
        ("F5", 0.00000001, "at most six decimals"),
        ("D2", "Satellite", "column Terminating Number Type: 'Satellite' is no number type; write All"),
        ("C2", None, "column Destination: empty; write the country"),
        ("A2", "Atlantis", "column Origin: 'Atlantis' is no country that is known"),
        ("F1", "Per Minute Rate", "names no currency; it must read like Per Minute Rate in EUR"),
        ("F1", "Per Minute Rate in USD", "is in USD, but Dial-in to toll - Germany is in EUR"),
        ("C1", "Where to", None),
    ],
)
def test_a_fault_of_the_workbook_names_sheet_row_column_and_what_to_do(
    workbook: Path, cell: str, value: object, told: str | None
) -> None:
    said = changed(workbook, "Dial-out calls - Germany", cell, value)
    assert (told or "empty; write the country or area") in said


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = "dial_out,Germany,,49x,0.01,,EUR\nringback,Germany,,,0.01,,EUR\ntoll,Germany,,,,,EUR\n"
    assert faults(tmp_path, rows) == [
        "row 2, column prefixes: '49x' is no prefix; write digits with the country code first, such as 4915",
        "row 3, column call_type: 'ringback' is none of toll, toll_free, dial_out",
        "row 4, column rate_per_minute: empty; write a number such as 0.0085",
    ]


def test_two_prices_for_the_same_calls_are_a_fault(tmp_path: Path) -> None:
    rows = 'dial_out,Germany,,49,0.01,,EUR\ndial_out,Germany,,"48,49",0.02,,EUR\n'
    assert faults(tmp_path, rows) == [
        "row 3, column rate_per_minute: another price for the same calls stands at row 2; keep one of them"
    ]


def test_the_same_price_twice_counts_once(tmp_path: Path) -> None:
    rows = "dial_out,Germany,,49,0.01,,EUR\n" * 2
    assert len(csv_of(tmp_path, rows).rates) == 1


def test_one_card_has_one_currency(tmp_path: Path) -> None:
    rows = "toll,Germany,,,0.01,,EUR\ntoll,France,,,0.01,,USD\n"
    assert faults(tmp_path, rows) == ["row 3, column currency: USD after EUR; import one currency at a time"]


def test_a_file_of_a_spreadsheet_with_semicolons_and_decimal_commas_is_read(tmp_path: Path) -> None:
    rows = "toll;Germany;;;0,0125;;EUR\n"
    card = csv_of(tmp_path, rows, "\ufeff" + HEADER.replace(",", ";"))
    assert card.rates[0].per_minute_micro_units == 12_500


@pytest.mark.parametrize(
    ("header", "told"), [("a,b\n", "the headings lack call_type"), ("", "the headings lack")]
)
def test_headings_that_are_missing_are_named(tmp_path: Path, header: str, told: str) -> None:
    assert told in faults(tmp_path, "", header)[0]


def test_a_file_without_a_rate_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "") == ["the file holds no rate"]


def test_long_lists_of_faults_are_counted(tmp_path: Path) -> None:
    with pytest.raises(RateFileError, match="… and 50 more"):
        csv_of(tmp_path, "toll,Germany,,,x,,EUR\n" * 100)


@pytest.mark.parametrize("name", ["card.ods", "card"])
def test_other_kinds_of_file_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RateCardError, match=r"\.xlsx .* or \.csv"):
        read_rate_file(tmp_path / name, DAY)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RateCardError, match=r"card\.csv: No such file"):
        read_rate_file(tmp_path / "card.csv", DAY)


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "card.xlsx").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(RateFileError, match="not an Excel workbook"):
        read_rate_workbook(tmp_path / "card.xlsx", DAY)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "card.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<nothing/>")
    with pytest.raises(RateFileError, match="the workbook is damaged.*download it again"):
        read_rate_workbook(tmp_path / "card.xlsx", DAY)


def test_a_workbook_that_unpacks_too_large_is_refused(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_workbook, "MOST_UNPACKED_BYTES", 1000)
    with pytest.raises(RateFileError, match="too large once unpacked"):
        read_rate_workbook(workbook, DAY)


def test_a_workbook_of_too_many_rows_is_refused(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_workbook, "MOST_ROWS", 10)
    with pytest.raises(RateFileError, match="more than 10 rows"):
        read_rate_workbook(workbook, DAY)


def test_a_file_that_is_too_large_is_refused(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_workbook, "MOST_BYTES", 1000)
    with pytest.raises(RateFileError, match="larger than"):
        read_rate_workbook(workbook, DAY)


def test_what_to_know_of_a_card_is_told(tmp_path: Path) -> None:
    card = csv_of(tmp_path, "dial_out,Inmarsat,,870,5.00,,EUR\n")
    said = " ".join(notices(card, "USD"))
    assert "pays in USD" in said
    assert "per-user subscription" in said
    assert "1 rates name no country" in said


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("Germany - Mobile", "DE"),
        ("USA (Alaska)", "US"),
        ("Bosnia & Herzegovina", "BA"),
        ("St. Kitts and Nevis", "KN"),
        ("Guinea-Bissau", "GW"),
        ("Guinea", "GN"),
        ("Hong Kong SAR", "HK"),
        ("Côte d'Ivoire", "CI"),
        ("DE", "DE"),
        ("Inmarsat", None),
    ],
)
def test_a_country_is_told_by_how_a_destination_begins(written: str, country: str | None) -> None:
    assert country_named(written) == country


def test_every_billing_country_of_the_workbook_is_known() -> None:
    names = "Czech Republic, Turkey, UAE, Vietnam, Taiwan, Macau SAR, South Korea, Moldova, Brunei, Venezuela"
    assert all(country_named(name) for name in names.split(", "))
