"""`facts` names every data file with its date, source and licence."""

import json

import app


def test_every_file_is_listed_with_its_sources(capsys):
    assert app.main(["facts"]) == 0
    shown = capsys.readouterr().out
    for name in ("countries.csv", "toll_free_dialing.csv", "outbound_rates.csv", "rules/credits.toml"):
        assert name in shown
    assert (
        "2021-08-26 to 2022-12-01" in shown
        and "CC BY 4.0" in shown
        and "https://learn.microsoft.com" in shown
    )


def test_scripts_get_json(capsys):
    assert app.main(["facts", "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    countries = next(file for file in files if file["file"] == "countries.csv")
    assert countries["rows"] == 114
    assert all(file["date"] and file["origin"] and file["licence"] and file["changed"] for file in files)
