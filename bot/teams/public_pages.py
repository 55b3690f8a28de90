"""The pages /privacy and /terms that the Teams app package names, in eight languages."""

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import tomli
from aiohttp import web

from bot.languages import LOCALES, spoken

FOLDER = Path(__file__).parent / "pages"
NAMES = ("privacy", "terms")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Language",
}


def add_to(app: web.Application) -> None:
    """Serves both; the root shows what the privacy page shows."""
    for name, path in (("privacy", "/"), ("privacy", "/privacy"), ("terms", "/terms")):
        app.router.add_get(path, _handler(name))


def _handler(name: str) -> Any:
    async def page(request: web.Request) -> web.Response:
        locale = language(request.headers.get("Accept-Language", ""))
        return web.Response(text=html(name, locale), content_type="text/html", headers=_HEADERS)

    return page


def language(accepted: str) -> str:
    """The first spoken language of the header Accept-Language, English when none is."""
    tags = (part.partition(";")[0].strip() for part in accepted.split(","))
    return next((locale for tag in tags if (locale := spoken(tag))), "en")


@cache
def html(name: str, locale: str) -> str:
    """A page, `name` one of NAMES and `locale` one of LOCALES."""
    words = said(locale)[name]
    paragraphs = "".join(f"<p>{escape(one)}</p>\n" for one in words["paragraphs"])
    title = escape(words["title"])
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return (
        f'<!doctype html>\n<html lang="{locale}">\n<head>{head}</head>\n'
        f"<body>\n<h1>{title}</h1>\n{paragraphs}</body>\n</html>\n"
    )


def said(locale: str) -> Mapping[str, Any]:
    """The words of all pages in a language."""
    if locale not in LOCALES:
        raise ValueError(f"{locale} is not spoken")
    return tomli.loads((FOLDER / f"{locale}.toml").read_text(encoding="utf-8"))
