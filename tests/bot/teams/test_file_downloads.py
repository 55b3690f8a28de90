"""S6 for dropped files: fetched from SharePoint over TLS, with nothing of ours, and from nowhere else."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.question import NotFetched, Question
from bot.teams import files
from bot.teams.files import safe_name
from tests.bot.teams.production import Production, production
from tests.bot.teams.rig import EchoReply
from tests.bot.teams.test_hosts import HOSTILE_HOSTS, hostile_addresses
from tests.fakes.activities import activity, attached
from tests.fakes.openid import SERVICE_URL, token
from tests.sizes import size

SHAREPOINT = "contoso-my.sharepoint.com"
GOOD = f"https://{SHAREPOINT}/personal/ada/download.aspx?tempauth=secret"
NO_SHAREPOINTS = [
    "https://sharepoint.com/x",
    "https://a.b.sharepoint.com/x",
    "https://contoso.sharepoint.com.attacker.example/x",
    "https://contososharepoint.com/x",
    "https://-contoso.sharepoint.com/x",
    "https://contoso.sharepoint.com:8443/x",
    "https://user@contoso.sharepoint.com/x",
    "http://contoso.sharepoint.com/x",
    "https://contoso.sharepoint.com@attacker.example/x",
    "https://contoso.sharepoint.us/x",
    "",
]


@dataclass
class Fetching:
    """Fetches what is dropped and says how it went."""

    folder: Path
    ended: list[str] = field(default_factory=list)

    async def reply(self, question: Question) -> EchoReply:
        for file in question.files:
            try:
                await file.fetch(self.folder / file.name)
                self.ended.append((self.folder / file.name).read_text())
            except NotFetched as failure:
                self.ended.append(failure.reason)
        return EchoReply("done")


@dataclass
class Sharepoint:
    """Answers as it is told."""

    status: int = 200
    body: bytes = b"UsageId"
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.headers))
        return web.Response(status=self.status, body=self.body, headers=self.headers)


async def drop(teams: Production, address: str, **changes: Any) -> int:
    files = {"text": None, "attachments": [attached("report.csv", address)]}
    wire = activity(SERVICE_URL, **files | changes)
    status, _ = await teams.bot.post(wire, headers={"Authorization": f"Bearer {token()}"})
    return status


async def test_a_file_is_fetched_from_sharepoint_with_nothing_of_ours(tmp_path: Path) -> None:
    place, person = Sharepoint(), Fetching(tmp_path)
    async with production(tmp_path, hosts={SHAREPOINT: place.handle}, answering=person) as teams:
        assert await drop(teams, GOOD) == 200
    assert person.ended == ["UsageId"]
    assert [sorted(set(asked) & {"Authorization", "Cookie"}) for asked in place.asked] == [[]]


async def test_nothing_is_fetched_from_anywhere_else(tmp_path: Path) -> None:
    addresses = [*NO_SHAREPOINTS, *hostile_addresses(size("S6 hostile addresses"))]
    place, person = Sharepoint(), Fetching(tmp_path)
    hosts = {SHAREPOINT: place.handle, "contoso.sharepoint.com": place.handle}
    async with production(tmp_path, strays=HOSTILE_HOSTS, hosts=hosts, answering=person) as teams:
        attachments = [attached("report.csv", address) for address in addresses]
        assert await drop(teams, "", attachments=attachments) == 200
    assert (teams.net.strays, place.asked) == ([], [])
    assert person.ended == ["not_allowed"] * len(addresses)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed(tmp_path: Path, status: int) -> None:
    place = Sharepoint(status, headers={"Location": "https://attacker.example/"})
    person = Fetching(tmp_path)
    hosts = {SHAREPOINT: place.handle}
    async with production(tmp_path, strays=["attacker.example"], hosts=hosts, answering=person) as teams:
        await drop(teams, GOOD)
    assert (person.ended, teams.net.strays) == (["failed"], [])


@pytest.mark.parametrize(
    ("status", "reason"), [(401, "gone"), (403, "gone"), (404, "gone"), (410, "gone"), (500, "failed")]
)
async def test_a_link_that_is_no_longer_good_is_told_apart(tmp_path: Path, status: int, reason: str) -> None:
    person = Fetching(tmp_path)
    hosts = {SHAREPOINT: Sharepoint(status).handle}
    async with production(tmp_path, hosts=hosts, answering=person) as teams:
        await drop(teams, GOOD)
    assert person.ended == [reason]


async def test_a_file_that_is_too_large_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    person = Fetching(tmp_path)
    async with production(
        tmp_path, hosts={SHAREPOINT: Sharepoint(body=b"x" * 1001).handle}, answering=person
    ) as teams:
        await drop(teams, GOOD)
    assert person.ended == ["too_large"]


async def test_an_attachment_that_names_its_own_address_is_not_fetched_in_teams(tmp_path: Path) -> None:
    person = Fetching(tmp_path)
    attachments = [{"contentType": "text/csv", "contentUrl": GOOD, "name": "report.csv"}]
    async with production(tmp_path, answering=person) as teams:
        assert await teams.say(attachments=attachments) == 200
    assert person.ended == []


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("PSTN calls.zip", "PSTN calls.zip"),
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\rates.xlsx", "rates.xlsx"),
        ("..", "file"),
        (".csv", "file.csv"),
        ("a\x00b\n.csv", "ab.csv"),
        ("\u202ecsv.exe", "csv.exe"),
        ("x" * 500 + ".csv", "x" * 120 + ".csv"),
        (None, "file"),
        ("", "file"),
        ({"a": 1}, "file"),
    ],
)
def test_a_name_can_be_kept_on_disk(given: object, safe: str) -> None:
    assert safe_name(given) == safe
