"""The plan of the house, held: who may import whom, and which rooms may not exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("bot", "cards", "pricing")
SDK = {"botbuilder", "botframework", "msrest"}


def modules(room: str) -> Iterator[Path]:
    return (path for path in (HOUSE / room).rglob("*.py") if "node_modules" not in path.parts)


def imported(path: Path) -> set[str]:
    """Full dotted names of what a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def offenders(room: str, forbidden: set[str]) -> list[str]:
    """Files of a room that import what they must not."""
    return [
        f"{path.relative_to(HOUSE)} imports {name}"
        for path in modules(room)
        for name in imported(path)
        if any(name == one or name.startswith(f"{one}.") for one in forbidden)
    ]


def test_pricing_knows_nothing_of_bots_and_cards():
    assert offenders("pricing", {"bot", "cards", "app", *SDK}) == []


def test_cards_know_nothing_of_prices_and_turns():
    assert offenders("cards", {"bot", "pricing", "app", *SDK}) == []


def test_only_the_teams_room_knows_the_bot_framework():
    elsewhere = [line for line in offenders("bot", SDK) if not line.startswith("bot/teams/")]
    assert elsewhere == []


def test_nothing_imports_the_composition_root():
    assert [line for room in ROOMS for line in offenders(room, {"app"})] == []


def test_the_core_of_pricing_does_no_reading_and_no_storing():
    core = {path.relative_to(HOUSE) for path in (HOUSE / "pricing").glob("*.py")}
    wrong = offenders("pricing", {"pricing.imports", "pricing.storage", "sqlalchemy", "openpyxl", "sqlite3"})
    assert [line for line in wrong if Path(line.split()[0]) in core] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_has_a_name_of_its_own(room):
    nameless = {"utils", "util", "helpers", "helper", "common", "misc", "models", "services"}
    assert [str(path) for path in modules(room) if path.stem in nameless] == []


def test_the_top_level_holds_only_what_people_look_for():
    allowed = """
        app.py bench bot cards deploy docs pricing tests Dockerfile Makefile NOTICE LICENSE README.md
        CHANGELOG.md SECURITY.md pyproject.toml requirements.txt requirements.in requirements-dev.txt
        requirements-dev.in data build
    """
    found = {path.name for path in HOUSE.iterdir() if not path.name.startswith((".", "__"))}
    assert found - set(allowed.split()) == set()


def test_every_transaction_names_its_tenant():
    """Row security would show a transaction without one no row, on PostgreSQL alone."""
    nameless = re.compile(r"database\.(reading|writing)\(\)")
    rooms = [path for room in ("bot", "pricing", "bench") for path in (HOUSE / room).rglob("*.py")]
    assert [str(path) for path in rooms if nameless.search(path.read_text(encoding="utf-8"))] == []


def test_every_requirement_is_pinned_with_its_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (HOUSE / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        wanted = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
        assert [line[:60] for line in wanted if "==" not in line or "--hash=sha256:" not in line] == []


def test_no_address_of_a_package_registry_stands_in_a_lock():
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert not re.search(r"https?://|index-url", (HOUSE / name).read_text(encoding="utf-8"))


@pytest.mark.xdist_group("one worker")
def test_tests_that_share_a_program_run_on_one_worker(request):
    in_groups = getattr(request.config.option, "loadgroup", False)  # as `make test` asks for it
    assert request.node.nodeid.endswith("@one worker") is in_groups
