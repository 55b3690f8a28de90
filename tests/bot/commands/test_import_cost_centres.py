"""`import cost-centres`, as a script calls it."""

import json

import pytest

import app
from tests.pricing.reports import as_csv, call

STAFF = "UPN,Cost centre\nalex@contoso.example,Sales\nkim@contoso.example,Finance\n"


@pytest.fixture(autouse=True)
def _own_folder(own_database):
    assert app.main(["organisation", "--tenant", "acme", "--country", "DE", "--currency", "EUR"]) == 0


@pytest.fixture
def run(tmp_path, capsys):
    """Exit code, standard output and standard error of importing a text."""

    def play(text: str, *words: str) -> tuple[int, str, str]:
        (tmp_path / "staff.csv").write_text(text, encoding="utf-8")
        capsys.readouterr()
        options = ("--tenant", "acme", "--today", "2026-07-15")
        code = app.main(["import", "cost-centres", "staff.csv", *words, *options])
        return code, *capsys.readouterr()

    return play


def test_it_counts_what_changes(run):
    run(STAFF)
    report = json.loads(run("UPN,Cost centre\nkim@contoso.example,Sales\n", "--json")[1])
    assert [report[kind] for kind in ("added", "moved", "removed", "unchanged")] == [0, 1, 1, 0]


def test_a_dry_run_imports_nothing(run):
    assert "dry run: nothing was imported" in run(STAFF, "--dry-run")[1]
    assert json.loads(run(STAFF, "--json")[1])["added"] == 2


def test_organisers_of_late_whom_it_lacks_are_named(run, tmp_path):
    (tmp_path / "usage.csv").write_text(as_csv([call("a", "2026-06-10T09:00:00", "1.00")]), encoding="utf-8")
    assert app.main(["import", "usage", "usage.csv", "--tenant", "acme"]) == 0
    said = run("UPN,Cost centre\nkim@contoso.example,Finance\n")[1]
    assert "not assigned, with calls in the last 90 days: 1\n  alex@contoso.example\n" in said


def test_a_broken_list_imports_nothing_and_names_the_lines(run):
    code, _, error = run(STAFF + "nobody,Sales\n")
    assert (code, error.splitlines()[-1]) == (1, "nothing was imported")
    assert error.startswith("staff.csv:4: 'nobody' is no sign-in name")
    assert json.loads(run(STAFF, "--json")[1])["added"] == 2
