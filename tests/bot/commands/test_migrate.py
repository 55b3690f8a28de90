"""`migrate` on PostgreSQL, and after it everything else, as an operator calls it."""

import io
import json

import pytest

import app
from tests.databases.cluster import APPLICATION, OWNER
from tests.pricing.reports import as_csv, call


@pytest.fixture
def new_database(cluster, tmp_path, monkeypatch):
    """A database that nobody has set up, as DATABASE_URL."""
    cluster.as_superuser("DROP DATABASE IF EXISTS fresh")
    monkeypatch.setenv("DATABASE_URL", cluster.create("fresh"))
    monkeypatch.chdir(tmp_path)
    return cluster.server.url(OWNER, "fresh")


def run(capsys, *words):
    """Exit code, standard output and standard error."""
    capsys.readouterr()
    code = app.main([*words, "--today", "2026-07-15"] if words[0] != "migrate" else [*words])
    return code, *capsys.readouterr()


def test_sqlite_needs_no_other_role(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    assert run(capsys, "migrate") == (0, f"the database is ready: {tmp_path}/data/minutewise.db\n", "")


def test_before_it_every_command_says_what_to_run(new_database, capsys):
    code, _, said = run(capsys, "balance")
    assert (code, "run `python app.py migrate` with DATABASE_OWNER_URL set" in said) == (1, True)


def test_without_the_owners_address_it_says_so(new_database, capsys):
    code, _, said = run(capsys, "migrate")
    assert (code, said.startswith("DATABASE_OWNER_URL is not set")) == (1, True)


def test_an_owner_of_something_else_is_refused(new_database, capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_OWNER_URL", "sqlite+aiosqlite:///other.db")
    code, _, said = run(capsys, "migrate")
    assert (code, "DATABASE_OWNER_URL must begin with postgresql+asyncpg://" in said) == (1, True)


def test_the_owners_and_the_applications_role_are_two(new_database, capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_OWNER_URL", new_database)
    monkeypatch.setenv("DATABASE_URL", new_database)
    code, _, said = run(capsys, "migrate")
    assert (code, "owns the tables: nothing would keep organisations apart" in said) == (1, True)


def test_after_it_everything_works(new_database, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_OWNER_URL", new_database)
    for _ in range(2):
        code, said, _ = run(capsys, "migrate")
        assert code == 0 and said.startswith("the database is ready: ") and APPLICATION in said
    monkeypatch.delenv("DATABASE_OWNER_URL")
    assert run(capsys, "organisation", "--tenant", "acme", "--country", "DE", "--currency", "EUR")[0] == 0
    (tmp_path / "july.csv").write_text(as_csv([call("a", "2026-07-10T10:00", "3.00")]), encoding="utf-8")
    assert run(capsys, "import", "usage", "july.csv", "--tenant", "acme")[0] == 0
    run(capsys, "credit", "top-up", "5", "--on", "2026-07-01", "--tenant", "acme")
    [balance] = json.loads(run(capsys, "balance", "--tenant", "acme", "--json")[1])["balances"]
    assert balance["available"] == "2.00"
    traced = run(capsys, "trace", "--tenant", "acme", "--day", "2026-07-10", "--json")[1]
    assert [charge["usage_id"] for charge in json.loads(traced)["charges"]] == ["a"]


def test_the_demo_organisation_answers_and_agrees_with_its_rows(
    postgresql_url, monkeypatch, capsys, tmp_path
):
    monkeypatch.setenv("DATABASE_URL", postgresql_url)
    monkeypatch.chdir(tmp_path)
    questions = ["how much credit do we have left?", "what did we spend last month?", "play me a song"]
    lines = "\n".join(json.dumps({"id": str(at), "text": text}) for at, text in enumerate(questions))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    code, said, _ = run(capsys, "ask", "--batch")
    assert code == 0
    assert [json.loads(line)["intent"] for line in said.splitlines()][:2] == ["balance", "usage"]
    assert all("EUR" in json.loads(line)["text"] for line in said.splitlines()[:2])
    assert run(capsys, "verify") == (0, "demo: all figures agree with the raw rows\n", "")
    assert "play me a song" in run(capsys, "unanswered")[1]
