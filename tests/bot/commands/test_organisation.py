"""`organisation` shows the profile, and creates or changes it."""

import json

import pytest

import app


@pytest.fixture(autouse=True)
def _own_folder(own_database):
    """Each engine in its turn."""


def run(*words: str) -> int:
    return app.main(["organisation", "--tenant", "contoso", *words])


def shown(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_an_unknown_organisation_is_exit_1_with_what_to_do(capsys):
    assert run() == 1
    assert "python app.py organisation --tenant contoso --country" in capsys.readouterr().err


def test_options_create_the_profile(capsys):
    assert run("--country", "de", "--currency", "eur", "--agreement", "web-direct", "--json") == 0
    profile = shown(capsys)
    assert (profile["country"], profile["currency"], profile["agreement"]) == ("DE", "EUR", "WEB_DIRECT")
    assert profile["billing_step_seconds"] == 6


def test_options_change_only_what_they_name(capsys):
    run("--country", "DE", "--currency", "EUR")
    run("--billing-step", "60")
    capsys.readouterr()
    assert run("--json") == 0
    profile = shown(capsys)
    assert (profile["country"], profile["billing_step_seconds"]) == ("DE", 60)


def test_what_is_not_known_is_said_so(capsys):
    assert run("--country", "DE") == 0
    assert "agreement                  not known" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["--country", "UK"], ["--currency", "EURO"], ["--agreement", "XY"], ["--billing-step", "30"]]
)
def test_a_wrong_value_is_exit_2(words, capsys):
    with pytest.raises(SystemExit) as caught:
        run(*words)
    assert caught.value.code == 2
    assert words[0] in capsys.readouterr().err
