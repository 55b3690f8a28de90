"""A page in headless Chromium on which cards are drawn by the official renderer."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
SCRIPTS = ("adaptivecards/dist/adaptivecards.min.js", "markdown-it/dist/markdown-it.min.js")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
THEMES = ("light", "dark", "contrast")
WIDTHS = (320, 560)


class Canvas:
    """Draws a sheet of cards and looks at it."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def draw(self, samples: list[Mapping[str, Any]], theme: str, width: int) -> None:
        """Samples are `{"caption": str, "card": dict, "open": int | None}`; width in pixels."""
        drawing = "([samples, theme, width]) => draw(JSON.parse(samples), theme, width)"
        self._page.evaluate(drawing, [json.dumps(samples), theme, width])  # as one text it travels faster

    def resize(self, width: int) -> None:
        """The same sheet on a screen of another width."""
        self._page.evaluate("width => resize(width)", width)

    def misfits(self) -> list[Mapping[str, str]]:
        """Texts of the sheet that are cut off or stand outside their card."""
        found: list[Mapping[str, str]] = self._page.evaluate("() => misfits()")
        return found

    def picture(self, path: Path) -> None:
        """The sheet as a PNG file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._page.locator("#sheet").screenshot(path=path)


@contextmanager
def open_page() -> Iterator[Page]:
    """A page of headless Chromium; RuntimeError says how to get it."""
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError("Chromium is not here: run `deploy/system-packages chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser.new_page(viewport={"width": 700, "height": 900})
        browser.close()


@contextmanager
def open_canvas() -> Iterator[Canvas]:
    """Needs the packages of package-lock.json; RuntimeError says how to get them."""
    scripts = [HERE / "node_modules" / name for name in SCRIPTS]
    if not all(script.exists() for script in scripts):
        raise RuntimeError("the renderer is not here: run `npm ci` in tests/browser")
    with open_page() as page:
        page.goto((HERE / "canvas.html").as_uri())
        for script in [*scripts, HERE / "canvas.js"]:
            page.add_script_tag(path=script)
        yield Canvas(page)


def sheet(cards: Mapping[str, dict[str, Any]]) -> list[Mapping[str, Any]]:
    """Each card closed, and once more for each of its details opened."""
    found: list[Mapping[str, Any]] = []
    for caption, card in cards.items():
        found.append({"caption": caption, "card": card, "open": None})
        for position in range(len(details(card))):
            found.append(
                {"caption": f"{caption}, detail {position + 1} open", "card": card, "open": position}
            )
    return found


def unfolded(cards: Mapping[str, dict[str, Any]]) -> list[Mapping[str, Any]]:
    """Each card closed, and each of its details as a card of its own, as wide and cheaper to draw."""
    found: list[Mapping[str, Any]] = []
    for caption, card in cards.items():
        found.append({"caption": caption, "card": card, "open": None})
        for position, detail in enumerate(details(card), 1):
            inner = {**detail["card"], "version": card["version"]}
            found.append({"caption": f"{caption}, detail {position}", "card": inner, "open": None})
    return found


def details(part: Any) -> list[dict[str, Any]]:
    """The actions of a card that open a detail, those within details apart."""
    if isinstance(part, list):
        return [one for item in part for one in details(item)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "Action.ShowCard":
        return [part]
    return details([value for key, value in part.items() if key not in ("data", "fallback")])
