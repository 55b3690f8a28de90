"""Usage files as they come: encodings, delimiters, headers, stray quotes."""

import io

import pytest

from pricing.errors import UsageReportError
from pricing.imports import usage_report
from pricing.imports.usage_columns import COLUMNS
from pricing.imports.usage_report import BROKEN, UsageReport
from tests.pricing.reports import as_csv, call

ROWS = [call(f"id-{number}", "2026-07-01T12:00", "0.45") for number in range(3)]
TEXT = as_csv(ROWS)


def report(text: str | bytes, encoding: str = "utf-8") -> UsageReport:
    data = text.encode(encoding) if isinstance(text, str) else text
    return UsageReport(io.BufferedReader(io.BytesIO(data)))


def rows(text: str | bytes, encoding: str = "utf-8") -> list[tuple[int, str]]:
    """Line and first cell of every row."""
    pieces = report(text, encoding).pieces()
    return [(line, row[0]) for piece in pieces for line, row in zip(piece.lines, piece.rows, strict=True)]


EXPECTED = [(2, "id-0"), (3, "id-1"), (4, "id-2")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_gives_the_same_rows(encoding):
    assert rows(TEXT, encoding) == EXPECTED


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_every_delimiter_gives_the_same_rows(delimiter):
    assert rows(TEXT.replace(",", delimiter)) == EXPECTED


@pytest.mark.parametrize("ending", ["\n", "\r"])
def test_every_line_ending_gives_the_same_rows(ending):
    assert rows(TEXT.replace("\r\n", ending)) == EXPECTED


def test_a_hint_for_spreadsheets_and_blank_lines_are_no_rows():
    lines = TEXT.splitlines()
    text = "\n".join(["sep=,", lines[0], "", *lines[1:], "", ""])
    assert rows(text) == [(4, "id-0"), (5, "id-1"), (6, "id-2")]


def test_columns_may_stand_in_any_order_and_some_may_lack():
    names = [name for name in reversed(COLUMNS) if name != "User Display Name"]
    text = "\n".join([",".join(names), *(",".join(row[name] for name in names) for row in ROWS)])
    layout = report(text).layout
    assert layout.width == 19
    assert layout.pick(text.splitlines()[1].split(","))[0] == "id-0"


def test_a_stray_quote_spoils_its_own_row_only():
    lines = TEXT.splitlines()
    lines[2] = '"' + lines[2]
    assert rows("\n".join(lines)) == [(2, "id-0"), (3, BROKEN[0]), (4, "id-2")]


def test_a_stray_quote_in_the_last_row_spoils_that_row_only():
    assert rows(TEXT.rstrip() + '"')[:2] == EXPECTED[:2]
    assert rows(TEXT.rstrip() + ',"')[-1] == (4, BROKEN[0])


def test_a_quoted_line_break_belongs_to_its_row():
    text = TEXT.replace("alex@contoso.example", '"alex\n@contoso.example"', 1)
    assert rows(text) == [(2, "id-0"), (4, "id-1"), (5, "id-2")]


def test_pieces_of_any_size_give_the_same_rows(monkeypatch):
    text = TEXT.replace("alex@contoso.example", '"alex\n@contoso.example"', 1).replace("id-1", '"id-1')
    whole = rows(text)
    for size in (7, 40, 133, 1000):
        monkeypatch.setattr(usage_report, "PIECE_CHARACTERS", size)
        assert rows(text) == whole


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        ("a,b,c\n1,2,3\n", "not a PSTN usage report"),
        ("UsageId,Charge\n1,2\n", "lacks Call Type, Start Time"),
        ("CorrelationId,SIP Address,SBC FQDN\n", "this is the Direct Routing report"),
        (bytes(range(256)) * 20, "not a PSTN usage report"),
    ],
)
def test_what_is_no_usage_report_is_named(text, message):
    with pytest.raises(UsageReportError, match=message):
        report(text)


def test_a_line_without_end_is_refused_before_it_fills_the_memory():
    with pytest.raises(UsageReportError, match="a line is longer than"):
        list(report(TEXT + "x" * 3_000_000).pieces())
