"""The pages that the Teams app package names are there, for everyone and in every language."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.languages import LOCALES
from bot.teams import public_pages


@pytest.fixture
async def client():
    app = web.Application()
    public_pages.add_to(app)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/privacy", "/terms"])
async def test_a_page_is_served_and_loads_nothing(client, path):
    answer = await client.get(path)
    assert answer.status == 200
    assert answer.content_type == "text/html"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_a_page_speaks_the_language_that_the_browser_asks_for(client):
    answer = await client.get("/terms", headers={"Accept-Language": "sv, de-AT;q=0.8, en;q=0.5"})
    assert "<h1>Minutewise: Nutzungsbedingungen</h1>" in await answer.text()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_says_as_much(locale):
    def shape(of: str) -> dict[str, int]:
        return {name: len(page["paragraphs"]) for name, page in public_pages.said(of).items()}

    assert shape(locale) == shape("en")
    assert f'lang="{locale}"' in public_pages.html("privacy", locale)
