"""`import usage`, `imports` and `invoice`, as a script calls them."""

import csv
import json
import zipfile
from pathlib import Path

import pytest

import app
from tests.fixtures.rate_cards import CONTOSO
from tests.pricing.reports import as_csv, call

ONE = call("id-1", "2026-06-10T12:00", "0.45")
TWO = call("id-2", "2026-06-11T12:00", "9.99")
BAD = call("id-3", "2026-06-11T12:00", "-1.00")


@pytest.fixture(autouse=True)
def _own_folder(own_database):
    assert app.main(["organisation", "--tenant", "acme", "--country", "DE", "--currency", "EUR"]) == 0


@pytest.fixture
def run(capsys):
    """Exit code, standard output and standard error of a command."""

    def play(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = app.main([*words, "--tenant", "acme", "--today", "2026-07-15"])
        return code, *capsys.readouterr()

    return play


@pytest.fixture
def report(tmp_path):
    """Writes a usage report and gives its name."""

    def write(*rows: dict[str, str], name: str = "june.csv") -> str:
        (tmp_path / name).write_text(as_csv(list(rows)), encoding="utf-8", newline="")
        return name

    return write


def test_a_file_is_one_line_and_one_more_for_each_rejected_row(run, report):
    assert run("import", "usage", report(ONE, BAD, TWO)) == (
        0,
        "june.csv: read 3, inserted 2, duplicate 0, conflict 0, rejected 1\n"
        "june.csv:3: Charge -1.00 is negative\n",
        "",
    )


def test_a_file_that_cannot_be_read_fails_alone(run, report):
    good = report(ONE)
    Path("other.csv").write_text("a,b\n")
    code, out, err = run("import", "usage", "other.csv", "missing.csv", good)
    assert (code, out) == (1, "june.csv: read 1, inserted 1, duplicate 0, conflict 0, rejected 0\n")
    assert err.splitlines()[0].startswith("other.csv: not a PSTN usage report: its first line names none")
    assert err.splitlines()[1] == "missing.csv: there is no such file"


def test_conflicts_and_overlaps_are_told_beside_the_counts(run, report):
    run("import", "usage", report(ONE))
    twin = ONE | {"UsageId": "id-9"}
    code, out, err = run("import", "usage", report(ONE | {"Charge": "0.50"}, twin))
    assert (code, out) == (0, "june.csv: read 2, inserted 1, duplicate 0, conflict 1, rejected 0\n")
    assert err.splitlines() == [
        "june.csv:2: id-1 is kept with other content and stays as it is",
        "june.csv: calls that may be known under other ids: 1; suspected twice: 0.45 EUR",
    ]


def test_lines_within_an_archive_name_the_part(run, report, tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("PSTN.calls.1.csv", as_csv([BAD]))
        archive.writestr("DirectRouting.calls.1.csv", "CorrelationId\n")
    code, out, err = run("import", "usage", "export.zip")
    assert (code, out.splitlines()[1]) == (0, "export.zip/PSTN.calls.1.csv:2: Charge -1.00 is negative")
    assert "DirectRouting.calls.1.csv is left out" in err


def test_json_holds_everything_that_text_does(run, report):
    _, out, _ = run("import", "usage", report(ONE, BAD), "missing.csv", "--json")
    first, second = json.loads(out)["files"]
    assert {"file": "june.csv", "read": 2, "inserted": 1, "rejected": 1}.items() <= first.items()
    assert first["rejections"][0] | {"detail": ""} == {
        "part": "june.csv", "line": 3, "reason": "negative_amount", "detail": ""
    }  # fmt: skip
    assert second == {"file": "missing.csv", "error": "there is no such file"}


def test_an_unknown_organisation_is_told_how_to_begin(report, capsys):
    assert app.main(["import", "usage", report(ONE), "--tenant", "nobody"]) == 1
    assert "organisation --tenant nobody" in capsys.readouterr().err


def test_imports_are_listed_and_withdrawn(run, report):
    run("import", "usage", report(ONE, TWO))
    _, out, _ = run("imports")
    assert "june.csv: read 2, inserted 2" in out and "calls from 2026-06-10 to 2026-06-11" in out
    code, out, _ = run("imports", "withdraw", "1", "--reason", "wrong tenant")
    assert (code, out.rstrip().rsplit("; ", 1)[1]) == (0, "withdrawn: wrong tenant")
    [entry] = json.loads(run("imports", "--json")[1])["imports"]
    assert (entry["reason"], entry["inserted"], entry["last_call"]) == (
        "wrong tenant", 2, "2026-06-11T12:00:00+00:00"
    )  # fmt: skip


def test_rate_cards_and_cost_centres_are_listed_with_the_imports(run, tmp_path):
    (tmp_path / "staff.csv").write_text("UPN,Cost centre\nalex@contoso.example,Sales\n", encoding="utf-8")
    run("import", "rates", str(CONTOSO), "--effective", "2026-06-01")
    run("import", "cost-centres", "staff.csv")
    said = run("imports")[1].splitlines()
    assert said[0].startswith("rate card Contoso EUR, EUR, effective 2026-06-01; imported 2026-07-15")
    assert said[1].startswith("cost centres staff.csv: 1 people in 1; imported 2026-07-15")
    listed = json.loads(run("imports", "--json")[1])
    assert [card["effective"] for card in listed["rate_cards"]] == ["2026-06-01"]
    assert listed["cost_centres"]["file"] == "staff.csv"


def test_a_withdrawal_needs_an_import_and_a_reason(run, report):
    assert run("imports", "withdraw", "1")[0] == 2
    code, _, err = run("imports", "withdraw", "7", "--reason", "x")
    assert (code, err) == (1, "there is no import 7; `imports` lists those that there are\n")


def test_an_invoice_is_checked_and_its_differences_written(run, report):
    run("import", "usage", report(ONE, TWO))
    code, _, err = run("invoice", "--period", "2026-06")
    assert (code, err) == (
        1, "no rate card was in force in that period; import one: "
        "python app.py import rates FILE --tenant acme\n",
    )  # fmt: skip
    run("import", "rates", str(CONTOSO), "--effective", "2026-06-01")
    code, out, _ = run("invoice", "--csv", "differences.csv")
    assert (code, out.splitlines()[1]) == (0, "checked 2, agreeing 0, differing 2")
    with Path("differences.csv").open(encoding="utf-8-sig", newline="") as written:
        rows = list(csv.DictReader(written))
    assert [(row["UsageId"], row["Finding"]) for row in rows] == [("id-2", "differs"), ("id-1", "differs")]
