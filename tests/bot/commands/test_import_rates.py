"""`import rates`, as a script calls it."""

import json
import shutil
from pathlib import Path

import pytest

import app
from tests.fixtures.rate_cards import CONTOSO, CONTOSO_EARLIER, contoso
from tests.fixtures.rate_workbook import write_workbook
from tests.pricing.reports import as_csv, call


@pytest.fixture(autouse=True)
def _own_folder(own_database):
    assert app.main(["organisation", "--tenant", "acme", "--country", "DE", "--currency", "EUR"]) == 0


def run(*words: object) -> int:
    return app.main(["import", "rates", *map(str, words), "--tenant", "acme", "--today", "2026-07-15"])


@pytest.fixture
def shown(capsys):
    def read(*words: object):
        capsys.readouterr()
        assert run(*words, "--json") == 0
        return json.loads(capsys.readouterr().out)

    return read


def test_the_first_card_adds_all_its_rates(shown):
    report = shown(CONTOSO, "--effective", "2026-07-01")
    assert (report["card"], report["currency"], report["effective"]) == ("Contoso EUR", "EUR", "2026-07-01")
    assert (report["added"], report["replaces"], report["imported"]) == (38, None, True)


def test_a_later_card_shows_what_it_changes(shown):
    run(CONTOSO_EARLIER, "--effective", "2026-01-01")
    report = shown(CONTOSO, "--effective", "2026-07-01")
    assert report["replaces"] == {"card": "Contoso EUR early 2026", "effective": "2026-01-01"}
    assert [report[kind] for kind in ("added", "removed", "up", "down", "unchanged")] == [1, 1, 4, 2, 31]


def test_a_dry_run_changes_nothing(shown):
    assert not shown(CONTOSO, "--dry-run")["imported"]
    assert shown(CONTOSO)["replaces"] is None


def test_the_card_counts_from_today_by_default(shown):
    assert shown(CONTOSO)["effective"] == "2026-07-15"


def test_a_card_is_withdrawn_and_stays_in_the_list(shown, capsys):
    shown(CONTOSO_EARLIER, "--effective", "2026-01-01")
    shown(CONTOSO, "--effective", "2026-07-01")
    deed = ["rates", "withdraw", "2", "--reason", "wrong currency", "--tenant", "acme"]
    assert [app.main(deed), app.main(deed)] == [0, 1]
    said = capsys.readouterr()
    assert said.out.startswith("2  Contoso EUR, EUR, effective 2026-07-01")
    assert (said.out.strip().rsplit("; ", 1)[1], said.err) == (
        "withdrawn: wrong currency",
        "rate card 2 is withdrawn already\n",
    )
    assert shown(CONTOSO, "--dry-run")["replaces"]["card"] == "Contoso EUR early 2026"
    assert app.main(["rates", "--tenant", "acme", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["rate_cards"]
    assert [(one["id"], one["reason"]) for one in listed] == [(1, None), (2, "wrong currency")]


def test_a_withdrawal_needs_a_card_and_a_reason():
    assert app.main(["rates", "withdraw", "1", "--tenant", "acme"]) == 2


def test_microsofts_workbook_is_read_as_well(shown, tmp_path):
    file = write_workbook(tmp_path / "Contoso EUR.xlsx", contoso())
    assert shown(file)["rates"] == 38


def test_the_effect_is_that_on_last_months_own_calls(shown, tmp_path):
    report = tmp_path / "usage.csv"
    long = {"Duration Seconds": "600", "Destination Number": "+819012345678"}
    calls = [call(str(number), "2026-06-10T09:00:00", "1.58") | long for number in range(3)]
    report.write_text(as_csv(calls), encoding="utf-8")
    assert app.main(["import", "usage", str(report), "--tenant", "acme", "--today", "2026-07-15"]) == 0
    run(CONTOSO_EARLIER, "--effective", "2026-01-01")
    effect = shown(CONTOSO, "--dry-run", "--effective", "2026-07-01")["effect"]
    assert (effect["month"], effect["calls"], effect["before"], effect["after"]) == (
        "2026-06",
        3,
        "4.74",
        "4.86",
    )


def test_the_first_card_stands_against_what_was_charged(shown, tmp_path):
    report = tmp_path / "usage.csv"
    calls = [call("a", "2026-06-10T09:00:00", "1.00", Duration_Seconds="600", Connection_Fee="0.10")]
    report.write_text(as_csv(calls), encoding="utf-8")
    assert app.main(["import", "usage", str(report), "--tenant", "acme", "--today", "2026-07-15"]) == 0
    effect = shown(CONTOSO, "--dry-run", "--effective", "2026-07-01")["effect"]
    assert (effect["against"], effect["before"], effect["after"]) == ("charges", "1.10", "1.10")


def test_text_lists_each_change(capsys):
    run(CONTOSO_EARLIER, "--effective", "2026-01-01")
    capsys.readouterr()
    assert run(CONTOSO, "--effective", "2026-07-01") == 0
    said = capsys.readouterr().out
    assert "1 added · 1 removed · 4 up · 2 down · 31 unchanged" in said
    assert "  v dial_out Portugal mobile +3519: 0.150 -> 0.145" in said
    assert said.endswith("imported\n")


def test_a_broken_file_imports_nothing_and_names_the_cells(capsys, tmp_path, shown):
    broken = tmp_path / "broken.csv"
    broken.write_text(CONTOSO.read_text(encoding="utf-8").replace("0.0085", "free"), encoding="utf-8")
    capsys.readouterr()
    assert run(broken) == 1
    error = capsys.readouterr().err
    assert "nothing was imported" in error
    assert "row 34, column rate_per_minute: 'free' is no price" in error
    assert shown(CONTOSO)["replaces"] is None


def test_a_card_in_another_currency_is_noticed(shown, tmp_path):
    dollars = Path(shutil.copy(CONTOSO, tmp_path / "dollars.csv"))
    dollars.write_text(dollars.read_text(encoding="utf-8").replace(",EUR", ",USD"), encoding="utf-8")
    assert "the organisation pays in EUR" in shown(dollars)["notices"][0]


def test_an_unknown_organisation_is_told_how_to_begin(capsys):
    assert app.main(["import", "rates", str(CONTOSO), "--tenant", "nobody"]) == 1
    assert "app.py organisation --tenant nobody" in capsys.readouterr().err
