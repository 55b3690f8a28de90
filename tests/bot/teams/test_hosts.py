"""S6: over TLS, to the hosts of each purpose alone, following no redirect; no token arrives elsewhere."""

import random
from pathlib import Path

import pytest
from aiohttp import web

from bot.teams.clouds import CLOUDS
from bot.teams.hosts import LOOPBACK
from tests.bot.teams.production import Production, production
from tests.fakes.connector import Posted
from tests.fakes.openid import token
from tests.sizes import size

TEAMS = "smba.trafficmanager.net"
HOSTILE_HOSTS = [
    "attacker.example",
    "attacker.trafficmanager.net",
    "smba.trafficmanager.net.attacker.example",
    "smba-trafficmanager.net",
    "xsmba.trafficmanager.net",
    "trafficmanager.net",
    "127.0.0.1",
    "169.254.169.254",
]
FORMS = [
    "https://{host}/emea/",
    "http://{host}/emea/",
    "https://{host}:8443/emea/",
    f"https://{TEAMS}@{{host}}/emea/",
    f"https://{TEAMS}:443@{{host}}/",
    f"https://{{host}}/{TEAMS}/",
    f"https://{{host}}#{TEAMS}",
    f"https://{{host}}?{TEAMS}",
    f"https://{{host}}\\@{TEAMS}/",
    f"https://{{host}}%2f{TEAMS}/",
    f"//{{host}}/{TEAMS}",
    "ftp://{host}/",
    "HTTPS://{host}/",
    " https://{host}/",
]
OURS_BUT_WRONG = [
    f"http://{TEAMS}/emea/",
    f"https://{TEAMS}:8443/emea/",
    f"https://user@{TEAMS}/emea/",
    f"https://{TEAMS}./emea/",
    "https://smba.trafficmanager.nеt/emea/",
    f"https:{TEAMS}/emea/",
]


def hostile_addresses(count: int) -> list[str]:
    dice = random.Random("S6")
    every = [form.format(host=host) for form in FORMS for host in HOSTILE_HOSTS] + OURS_BUT_WRONG
    deeper = [f"{address}{dice.randrange(10**6)}" for address in every]
    return (every + deeper)[:count]


async def test_no_token_reaches_a_hostile_service_url(tmp_path: Path) -> None:
    addresses = hostile_addresses(size("S6 hostile addresses"))
    async with production(tmp_path, strays=HOSTILE_HOSTS) as teams:
        statuses = {await teams.say(token(serviceurl=address), serviceUrl=address) for address in addresses}
        assert await teams.say() == 200
    assert len(addresses) == size("S6 hostile addresses")
    assert statuses <= {400, 403}
    assert teams.net.strays == []
    assert len(teams.connector.posted) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed(tmp_path: Path, status: int) -> None:
    async with production(tmp_path, strays=["attacker.example"]) as teams:
        redirect(teams, status)
        assert await teams.say() == 200
    assert teams.net.strays == []


def redirect(teams: Production, status: int) -> None:
    async def answer(_posted: Posted) -> web.Response:
        return web.Response(status=status, headers={"Location": "https://attacker.example/"})

    teams.connector.answer = answer


@pytest.mark.parametrize("host", ["login.botframework.com", "login.microsoftonline.com"])
async def test_keys_and_sign_in_follow_no_redirect_either(tmp_path: Path, host: str) -> None:
    async def elsewhere(_request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "https://attacker.example/"})

    async with production(tmp_path, strays=["attacker.example"], hosts={host: elsewhere}) as teams:
        assert await teams.say() in (200, 401)
    assert teams.net.strays == []
    assert teams.connector.posted == []


async def test_each_token_goes_to_its_own_purpose_only(tmp_path: Path) -> None:
    async with production(tmp_path) as teams:
        assert await teams.say() == 200
    (asked,) = teams.identity.asked
    assert asked["scope"] == "https://api.botframework.com/.default"
    assert [posted.headers["Authorization"] for posted in teams.connector.posted] == ["Bearer own-token-1"]


async def test_a_server_that_cannot_prove_its_name_gets_nothing(tmp_path: Path) -> None:
    async with production(tmp_path) as teams:
        teams.net.hosts["smba.infra.gcc.teams.microsoft.com"] = teams.connector.handle
        address = "https://smba.infra.gcc.teams.microsoft.com/x/"
        assert await teams.say(token(serviceurl=address), serviceUrl=address) == 200
    assert teams.connector.posted == []


@pytest.mark.parametrize("cloud", CLOUDS.values(), ids=CLOUDS)
def test_the_purposes_of_a_cloud_share_no_host(cloud: object) -> None:
    purposes = [getattr(cloud, name) for name in ("keys", "sign_in", "connector", "graph")]
    hosts = [host for purpose in purposes for host in purpose.hosts]
    assert len(hosts) == len(set(hosts))
    assert all(purpose.allows(f"https://{host}/x") for purpose in purposes for host in purpose.hosts)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("http://localhost:56150/_connector", True),
        ("http://127.0.0.1:1", True),
        ("http://[::1]:80/", True),
        ("https://127.9.9.9/", True),
        ("http://localhost.attacker.example/", False),
        ("http://0.0.0.0/", False),
        ("http://10.0.0.1/", False),
        ("http://127.0.0.1@attacker.example/", False),
        ("http://2130706433/", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_local_mode_stays_on_loopback(address: str, allowed: bool) -> None:
    assert LOOPBACK.allows(address) is allowed
