"""`make package`: what Teams is given to install."""

import json
import struct
import subprocess
import sys
import zipfile
import zlib
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest

from bot.understanding.reader import Reader
from bot.understanding.reading import Context
from cards.catalogues import LOCALES

HOUSE = Path(__file__).parent.parent
BOT_ID = "0f6a3c1e-0000-4000-8000-00000000b07a"
GIVEN = ("--bot-id", BOT_ID, "--host", "bot.contoso.com")
SSO = "api://botid-0f6a3c1e"
SCHEMAS = HOUSE / "tests/browser/node_modules/@microsoft/app-manifest/build/json-schemas/teams"
ASKED = {
    "help": ("help", None), "balance": ("balance", None), "runway": ("balance", "runway"),
    "usage": ("usage", None), "plan_comparison": ("plan_comparison", None), "rates": ("rates", None),
    "availability": ("availability", None), "eligibility": ("eligibility", None),
    "estimate": ("estimate", None), "buy": ("how_to", "buy"), "charges": ("how_to", "charges"),
    "auto_recharge": ("how_to", "auto_recharge"),
}  # fmt: skip
MONEY = ("balance", "runway", "usage", "plan_comparison")


def make(*given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HOUSE / "deploy/teams/package.py"), *given]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The package's files by name."""
    return packed(tmp_path_factory.mktemp("package"))


def packed(folder: Path, *more: str) -> dict[str, bytes]:
    path = folder / "app.zip"
    assert make(*GIVEN, "--out", str(path), *more).returncode == 0
    with zipfile.ZipFile(path) as app:
        return {name: app.read(name) for name in app.namelist()}


@pytest.fixture(scope="module")
def manifest(files):
    return json.loads(files["manifest.json"])


def languages(files) -> dict[str, dict[str, str]]:
    return {name: json.loads(content) for name, content in files.items() if len(name) == len("de.json")}


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and RGBA bytes of a PNG of 8 bits a channel, its filters undone."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    channels, at, data = {2: 3, 6: 4}[kind], 8, b""
    assert depth == 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    return width, height, unfiltered(zlib.decompress(data), width * channels, channels)


def unfiltered(raw: bytes, row: int, step: int) -> bytes:
    above, found = bytearray(row), bytearray()
    for start in range(0, len(raw), row + 1):
        line = bytearray(raw[start + 1 : start + 1 + row])
        for x in range(row):
            left, up = (line[x - step] if x >= step else 0), above[x]
            corner = above[x - step] if x >= step else 0
            guess = left + up - corner
            near = min((left, up, corner), key=lambda one: abs(guess - one))
            line[x] = (line[x] + (0, left, up, (left + up) // 2, near)[raw[start]]) % 256
        above = line
        found += line
    return bytes(found)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "BOT_ID must be the bot's Microsoft App ID, a GUID, and is 'missing'"),
        (("--bot-id", "12345"), "BOT_ID must be"),
        (("--bot-id", BOT_ID), "HOST must be a host name such as bot.contoso.com, and is 'missing'"),
        (("--bot-id", BOT_ID, "--host", "https://bot.contoso.com"), "HOST must be a host name"),
        ((*GIVEN, "--privacy", "http://a.b"), "PRIVACY must be"),
        ((*GIVEN, "--sso-resource", "https://a.b"), "SSO_RESOURCE must be the app's id URI"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_made(given, said, tmp_path):
    made = make(*given, "--out", str(tmp_path / "app.zip"))
    assert made.returncode == 2 and said in made.stderr and "Traceback" not in made.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser  # the official schemas come with the packages of tests/browser
def test_the_manifest_and_every_language_keep_to_the_official_schemas(files, manifest, tmp_path):
    folder = SCHEMAS / f"v{manifest['manifestVersion']}"
    signed_on = json.loads(packed(tmp_path, "--sso-resource", SSO)["manifest.json"])
    checked = {
        "MicrosoftTeams.schema.json": [manifest, signed_on],
        "MicrosoftTeams.Localization.schema.json": [],
    }
    checked["MicrosoftTeams.Localization.schema.json"] += languages(files).values()
    for name, documents in checked.items():
        schema = jsonschema_rs.validator_for(json.loads((folder / name).read_text(encoding="utf-8")))
        assert [error.message for one in documents for error in schema.iter_errors(one)] == []
        assert not schema.is_valid({})


def test_every_file_that_the_manifest_names_is_there_and_no_other(files, manifest):
    named = {manifest["icons"]["color"], manifest["icons"]["outline"], "manifest.json"}
    named |= {one["file"] for one in manifest["localizationInfo"]["additionalLanguages"]}
    assert set(files) == named


def test_bot_and_host_are_filled_in(manifest):
    assert {manifest["id"], manifest["bots"][0]["botId"], manifest["composeExtensions"][0]["botId"]} == {
        BOT_ID
    }
    assert manifest["validDomains"] == ["bot.contoso.com"]


def test_the_pages_that_it_names_are_those_that_the_bot_serves(manifest):
    named = {field: manifest["developer"][field] for field in ("privacyUrl", "termsOfUseUrl", "websiteUrl")}
    served = {"privacyUrl": "privacy", "termsOfUseUrl": "terms", "websiteUrl": ""}
    assert named == {field: f"https://bot.contoso.com/{path}" for field, path in served.items()}


def test_single_sign_on_is_declared_where_it_is_set_up_and_nowhere_else(manifest, tmp_path):
    declared = json.loads(packed(tmp_path, "--sso-resource", SSO)["manifest.json"])
    assert declared["webApplicationInfo"] == {"id": BOT_ID, "resource": SSO}
    assert "webApplicationInfo" not in manifest


def test_every_language_but_english_translates_every_text(files, manifest):
    others = languages(files)
    assert len(others) == len(LOCALES) - 1
    assert len({tuple(one) for one in others.values()}) == 1
    titles = sum(len(one["commands"]) for one in manifest["bots"][0]["commandLists"])
    assert sum(".commandLists[" in key for key in next(iter(others.values()))) == 2 * titles


def test_commands_keep_to_the_limits_of_teams(manifest):
    lists = manifest["bots"][0]["commandLists"]
    assert len(lists) <= 3 and all(len(one["commands"]) <= 12 for one in lists)
    assert sorted(scope for one in lists for scope in one["scopes"]) == ["groupChat", "personal", "team"]


def test_the_version_is_the_products(manifest):
    assert f'version = "{manifest["version"]}"' in (HOUSE / "pyproject.toml").read_text(encoding="utf-8")


def test_the_colour_icon_fills_its_square(files):
    width, height, shown = pixels(files["color.png"])
    step = len(shown) // (width * height)
    assert (width, height) == (192, 192)
    assert step == 3 or set(shown[3::4]) == {255}


def test_the_outline_icon_is_white_on_nothing(files):
    width, height, shown = pixels(files["outline.png"])
    drawn = {shown[at : at + 3] for at in range(0, len(shown), 4) if shown[at + 3]}
    assert (width, height) == (32, 32) and drawn == {b"\xff\xff\xff"}
    assert set(shown[3::4]) >= {0, 255}


@pytest.fixture(scope="module")
def words(files, manifest):
    """The personal commands' titles by language and name."""
    found = {"en": [one["title"] for one in manifest["bots"][0]["commandLists"][0]["commands"]]}
    for name, one in languages(files).items():
        keys = [key for key in one if key.startswith("bots[0].commandLists[0]") and key.endswith(".title")]
        found[name.removesuffix(".json")] = [one[key] for key in keys]
    return found


def test_every_command_asks_what_its_name_says(words):
    reader = Reader()
    for language, titles in words.items():
        for title, asked in zip(titles, _in_order(), strict=True):
            reading = reader.read(title, Context(), date(2026, 7, 15))
            assert (reading.intent, reading.slots.topic) == ASKED[asked], (language, title)


def test_no_command_of_teams_and_groups_asks_for_money(manifest):
    personal, aloud = (one["commands"] for one in manifest["bots"][0]["commandLists"])
    kept = [one for one, name in zip(personal, _in_order(), strict=True) if name not in MONEY]
    assert aloud == kept


def _in_order() -> list[str]:
    source = (HOUSE / "deploy/teams/words/en.toml").read_text(encoding="utf-8")
    return [line.split(" = ")[0] for line in source.partition("[commands]\n")[2].splitlines()]
