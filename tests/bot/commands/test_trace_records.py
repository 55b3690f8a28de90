"""`trace` from figures of usage to the records they are the sum of, as a script calls it."""

import json
from pathlib import Path

import pytest

import app
from tests.fixtures.rate_cards import CONTOSO
from tests.pricing.reports import as_csv, call

KIM = {"UPN": "kim@contoso.example"}
DAYS = [f"2026-06-{day:02}" for day in range(8, 23)]
CALLS = [
    *(call(f"day-{day}", f"{day}T09:00:00", "1.00", Duration_Seconds="61") for day in DAYS),
    call("toll", "2026-06-12T10:00:00", "0.50", **KIM, Call_Type="conf_in", Number_Type="toll"),
    call("portugal", "2026-06-12T11:00:00", "9.00", **KIM, Destination_Number="+351912345678"),
    call("free", "2026-06-12T12:00:00", "0.00", Capability="FREECALL"),
]


@pytest.fixture(autouse=True)
def _organisation(own_database, tmp_path):
    (tmp_path / "june.csv").write_text(as_csv(CALLS), encoding="utf-8")
    (tmp_path / "staff.csv").write_text("UPN,Cost centre\nkim@contoso.example,Sales\n", encoding="utf-8")
    assert play("organisation", "--country", "DE", "--currency", "EUR") == 0
    assert play("import", "usage", "june.csv") == 0


def play(*words: str) -> int:
    today = () if words[0] == "organisation" else ("--today", "2026-07-15")
    return app.main([*words, "--tenant", "acme", *today])


@pytest.fixture
def traced(capsys):
    def read(*words: str):
        capsys.readouterr()
        assert play("trace", *words, "--json") == 0
        return json.loads(capsys.readouterr().out)

    return read


def test_a_months_spend_is_the_sum_of_its_calls(traced):
    found = traced("--usage", "2026-06")
    assert found["sums"] == {"EUR": {"calls": 17, "billed_minutes": "18.5", "spend": "24.50"}}
    assert len(found["calls"]) == 17


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("--organiser", "KIM@contoso.example"), ["toll", "portugal"]),
        (("--call-type", "toll"), ["toll"]),
        (("--country", "pt"), ["portugal"]),
        (("--cost-centre", "Sales", "--country", "BR"), ["toll"]),
    ],
)
def test_the_calls_of_each_line_of_a_spend_can_be_listed(traced, words, ids):
    assert play("import", "cost-centres", "staff.csv") == 0
    assert [one["usage_id"] for one in traced("--usage", "2026-06", *words)["calls"]] == ids


def test_each_call_names_its_line_and_hides_the_end_of_its_number(traced):
    one = traced("--usage", "2026-06", "--country", "PT")["calls"][0]
    assert (one["import"], one["line"], one["number"]) == (1, 18, "+35191234****")


def test_the_burn_is_traced_to_its_days(traced):
    found = traced("--burn")["burn"]["EUR"]
    assert (found["first_day"], found["last_day"]) == ("2026-06-08", "2026-06-21")
    assert (found["weeks"], found["per_day"]) == (["16.50", "7.00"], "1.678571")
    assert found["days"]["2026-06-12"] == "10.50"


def test_an_invoice_is_traced_to_the_calls_charged_otherwise(traced):
    assert play("import", "rates", str(CONTOSO), "--effective", "2026-06-01") == 0
    found = {one["usage_id"]: one for one in traced("--invoice", "2026-06")["calls"]}
    assert (found["portugal"]["finding"], found["portugal"]["card"]) == ("differs", "Contoso EUR")
    assert (found["free"]["finding"], found["free"]["line"]) == ("free", 19)


def test_what_may_be_counted_twice_is_listed_call_by_call(traced):
    portugal = {"Destination Number": "+351912345678", "Call ID": "call of portugal"}
    same = call("other", "2026-06-12T11:00:00", "9.00", **KIM) | portugal
    Path("again.csv").write_text(as_csv([same]), encoding="utf-8")
    assert traced("--overlaps")["overlaps"] == []
    assert play("import", "usage", "again.csv") == 0
    [found] = traced("--overlaps")["overlaps"]
    assert (found["start"], found["charge"]) == ("2026-06-12T11:00:00Z", "9.00")
    assert found["records"] == [{"usage_id": "other", "import": 2}, {"usage_id": "portugal", "import": 1}]
    assert play("imports", "withdraw", "2", "--reason", "the same call") == 0
    assert traced("--overlaps")["overlaps"] == []


def test_text_is_for_people(capsys):
    capsys.readouterr()
    assert play("trace", "--usage", "2026-06", "--country", "PT") == 0
    said = capsys.readouterr().out
    assert "1 call, 1 billed minutes, 9.00 EUR" in said
    assert "portugal  9.00 EUR  60 s dial_out PT +35191234****  import 1 line 18" in said


def test_what_cannot_be_traced_is_told(capsys):
    assert play("trace", "--country", "PT") == 2
    assert play("trace", "--usage", "2026-06", "--cost-centre", "Sales") == 1
    assert "import a list with: python app.py import cost-centres FILE" in capsys.readouterr().err
    assert play("trace", "--invoice", "2026-06") == 1
