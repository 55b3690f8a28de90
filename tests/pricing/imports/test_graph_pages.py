"""M8: amounts that Microsoft Graph gives as doubles are read digit by digit."""

import json
from random import Random

import pytest

from pricing.errors import UsageReportError
from pricing.imports.graph_pages import COLUMNS, graph_export
from pricing.imports.usage_import import import_usage
from pricing.imports.usage_report import UsageReport
from pricing.imports.usage_rows import RowParser
from pricing.usage import UsageRecord
from tests.pricing.reports import NOW, as_csv, call
from tests.sizes import size

DOCUMENTED = {
    "id": "9C4984C7-6C3C-427D-A30C-BD0B2EACEE90", "callId": "1835317186_112562680@10.0.0.1",
    "userPrincipalName": "alex@contoso.example", "userDisplayName": "Alex", "conferenceId": None,
    "startDateTime": "2026-07-01T12:00:08.2589935Z", "endDateTime": "2026-07-01T12:03:47.2589935Z",
    "duration": 219, "charge": 0.45, "connectionCharge": 0.02, "callType": "conf_out", "currency": "EUR",
    "calleeNumber": "+5511912345678", "usageCountryCode": "DE", "callerNumber": "+498912345678",
    "destinationContext": None, "destinationName": "Brazil", "licenseCapability": "MCOMEETACPEA",
    "inventoryType": None, "operator": "Microsoft", "callDurationSource": "microsoft",
}  # fmt: skip


def records(page: str) -> list[UsageRecord]:
    [member] = graph_export([("page", page.encode())]).members
    report = UsageReport(member.open())
    parser = RowParser(report.layout)
    return [parser.record(row) for rows in report.pieces() for row in rows.rows]


def test_a_row_of_graph_is_a_record():
    [record] = records(json.dumps({"value": [DOCUMENTED]}))
    assert (record.usage_id, record.duration_seconds) == (DOCUMENTED["id"].lower(), 219)
    assert (record.charge_micro_units, record.fee_micro_units, record.country) == (450_000, 20_000, "BR")


@pytest.mark.parametrize(
    ("written", "cents"),
    [("0.145", 15), ("0.30000000000000004", 30), ("1e-2", 1), ("2.675", 268), ("0.0049999999999999", 0)],
)
def test_an_amount_is_taken_as_it_is_written(written, cents):
    page = json.dumps({"value": [DOCUMENTED]}).replace('"charge": 0.45', f'"charge": {written}')
    assert records(page)[0].charge_micro_units == cents * 10_000


def test_every_double_of_whole_cents_is_those_cents():
    random = Random(8)
    cents = [random.randrange(10_000_000) for _ in range(size("M8 round trips") // 100)]
    page = json.dumps({"value": [DOCUMENTED | {"charge": one / 100} for one in cents]})
    assert [record.charge_micro_units for record in records(page)] == [one * 10_000 for one in cents]


@pytest.mark.parametrize(
    "page", ["", "[]", '{"value": 1}', '{"value": [1]}', "[" * 100_000, "\x00", '{"error": {}}']
)
def test_what_is_no_page_is_refused(page):
    with pytest.raises(UsageReportError, match="not a page of Microsoft Graph"):
        records(page)


async def test_a_row_of_the_export_is_the_same_in_graph(database, tmp_path):
    row = call("AB-1", "2026-07-01T12:00", "0.45")
    file = tmp_path / "report.csv"
    file.write_text(as_csv([row]), encoding="utf-8")
    named = {"by": "test", "clock": lambda: NOW}
    await import_usage(database, "contoso", file, **named)
    in_graph = {name: row[column] for column, name in COLUMNS.items()} | {"id": "ab-1", "charge": 0.45}
    for charge, became in ((0.45, "duplicate"), (0.46, "conflict")):
        page = tmp_path / "page.JSON"
        page.write_text(json.dumps({"value": [in_graph | {"charge": charge}]}), encoding="utf-8")
        done = await import_usage(database, "contoso", page, **named)
        assert getattr(done.counts, became) == 1
