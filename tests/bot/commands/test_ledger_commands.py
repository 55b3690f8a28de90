"""`credit`, `balance`, `verify` and `trace`, as a script calls them."""

import json

import pytest

import app
from tests.pricing.reports import as_csv, call


@pytest.fixture(autouse=True)
def _own_folder(own_database):
    assert app.main(["organisation", "--tenant", "acme", "--country", "DE", "--currency", "EUR"]) == 0


def run(*words: str) -> int:
    return app.main([words[0], "--tenant", "acme", "--today", "2026-07-15", *words[1:]])


@pytest.fixture
def shown(capsys):
    def read(*words: str):
        capsys.readouterr()
        assert run(*words, "--json") == 0
        return json.loads(capsys.readouterr().out)

    return read


def balance(shown, *words):
    return shown("balance", *words)["balances"][0]


def test_nothing_recorded_is_a_balance_of_zero(shown):
    nothing = {"currency": "EUR", "available": "0.00", "shortfall": "0.00", "expired": "0.00"}
    assert shown("balance") == {
        "tenant": "acme",
        "as_of": "2026-07-15T12:00:00Z",
        "charges_through": None,
        "balances": [{**nothing, "lots": [], "last_assertion": None}],
    }


def test_a_top_up_is_a_lot_of_its_day(shown):
    run("credit", "top-up", "500", "--on", "2026-01-10")
    [lot] = balance(shown)["lots"]
    assert lot == {
        "bought": "2026-01-10T00:00:00Z",
        "amount": "500.00",
        "remaining": "500.00",
        "expires": "2027-01-10T00:00:00Z",
    }


def test_a_negative_adjustment_stands_after_two_dashes(shown):
    run("credit", "top-up", "500", "--on", "2026-01-10")
    assert run("credit", "adjust", "--reason", "a refund", "--", "-12.50") == 0
    assert balance(shown)["available"] == "487.50"


def test_an_assertion_compares_and_says_how_to_adjust(capsys):
    run("credit", "top-up", "500", "--on", "2026-01-10")
    capsys.readouterr()
    assert run("credit", "assert", "450", "--on", "2026-02-01") == 0
    said = capsys.readouterr().out
    assert "the ledger on that day: 500.00 EUR, so it differs by -50.00" in said
    assert "credit adjust --tenant acme --on 2026-02-01 --currency EUR --reason TEXT -- -50.00" in said


def test_an_assertion_shows_in_the_balance(shown):
    run("credit", "top-up", "500", "--on", "2026-01-10")
    run("credit", "assert", "450", "--on", "2026-02-01")
    assert balance(shown)["last_assertion"] == {
        "on": "2026-02-01T00:00:00Z",
        "amount": "450.00",
        "computed": "500.00",
        "difference": "-50.00",
        "opens_ledger": False,
    }


@pytest.mark.parametrize(
    ("as_of", "available", "expired"),
    [
        ("2026-01-09", "0.00", "0.00"),
        ("2026-01-10", "500.00", "0.00"),
        ("2027-01-09T23:59:59", "500.00", "0.00"),
        ("2027-01-10T00:59:59+01:00", "500.00", "0.00"),
        ("2027-01-10", "0.00", "500.00"),
    ],
)
def test_the_balance_is_that_of_the_instant_asked_for(shown, as_of, available, expired):
    run("credit", "top-up", "500", "--on", "2026-01-10")
    found = balance(shown, "--as-of", as_of)
    assert (found["available"], found["expired"]) == (available, expired)


def test_charges_draw_and_are_traced_to_their_lines(shown, tmp_path):
    run("credit", "top-up", "5", "--on", "2026-07-01")
    rows = [call("a", "2026-07-10T10:00", "3.00"), call("b", "2026-07-11T10:00", "4.00")]
    (tmp_path / "july.csv").write_text(as_csv(rows), encoding="utf-8")
    assert app.main(["import", "usage", "july.csv", "--tenant", "acme", "--today", "2026-07-15"]) == 0
    assert (balance(shown)["available"], balance(shown)["shortfall"]) == ("0.00", "2.00")
    [charge] = shown("trace", "--shortfall")["charges"]
    assert (charge["usage_id"], charge["line"], charge["lacking"]) == ("b", 3, "2.00")
    assert shown("verify") == {"tenant": "acme", "differences": []}


def test_what_a_lot_lost_at_its_expiry_is_traced(shown):
    run("credit", "top-up", "5", "--on", "2025-07-01")
    run("credit", "top-up", "7", "--on", "2026-07-01")
    lost, left = shown("trace")["entries"]
    assert (lost["expired"], lost["remaining"], lost["expires"]) == ("5.00", "0.00", "2026-07-01T00:00:00Z")
    assert (left["expired"], left["remaining"]) == ("0.00", "7.00")


def test_text_is_for_people(capsys):
    run("credit", "top-up", "5", "--on", "2026-07-01")
    run("credit", "adjust", "--reason", "a gift", "1")
    capsys.readouterr()
    assert [run(command) for command in ("balance", "trace", "verify")] == [0, 0, 0]
    said = capsys.readouterr().out
    assert "available  6.00 EUR" in said
    assert "adjustment of 1.00 EUR on 2026-07-15, a gift; known since" in said
    assert "all figures agree" in said


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("credit", "adjust", "5"), 2, "needs --reason"),
        (("credit", "top-up", "0"), 1, "more than zero"),
        (("credit", "top-up", "1.005"), 1, "at most 2 decimals"),
        (("credit", "top-up", "5", "--currency", "XXX"), 1, "ISO 4217"),
        (("credit", "assert", "--", "-5"), 1, "below zero"),
    ],
)
def test_what_cannot_be_recorded_says_why(capsys, words, code, message):
    assert run(*words) == code
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [("credit", "top-up", "much"), ("credit", "give", "5"), ("balance", "--as-of", "then")]
)
def test_a_wrong_call_is_exit_2(words):
    with pytest.raises(SystemExit) as stopped:
        run(*words)
    assert stopped.value.code == 2


@pytest.mark.parametrize("words", [("credit", "top-up", "5"), ("balance",), ("verify",), ("trace",)])
def test_an_unknown_organisation_is_named_with_what_to_do(capsys, words):
    assert app.main([*words, "--tenant", "nobody"]) == 1
    assert "python app.py organisation --tenant nobody" in capsys.readouterr().err


OLD = "more than 72 hours old"


@pytest.mark.parametrize(
    ("last_call", "is_old"), [("2026-07-12T12:00:00", False), ("2026-07-12T11:59:59", True)]
)
@pytest.mark.parametrize("words", [("balance",), ("credit", "assert", "3"), ("trace",)])
def test_every_command_that_tells_a_balance_says_how_old_it_is(capsys, tmp_path, last_call, is_old, words):
    run("credit", "top-up", "5", "--on", "2026-07-01")
    (tmp_path / "report.csv").write_text(as_csv([call("a", last_call, "1.00")]))
    assert app.main(["import", "usage", str(tmp_path / "report.csv"), "--tenant", "acme"]) == 0
    capsys.readouterr()
    run(*words)
    said = capsys.readouterr().out
    assert f"charges known through {last_call}Z" in said and "lag 24 to 48 hours" in said
    assert (OLD in said) is is_old


def test_a_balance_tells_how_the_portals_figure_is_held_against_it(capsys):
    run("balance")
    assert "credit assert AMOUNT --tenant acme" in capsys.readouterr().out
