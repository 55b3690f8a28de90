"""The pictures in docs/: real answers of the demo organisation, drawn as Teams draws them.

python -m tests.browser.readme_picture
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from tests.browser.canvas import open_canvas
from tests.browser.playground import PERSONAL, open_browser, open_playground

HOUSE = Path(__file__).parent.parent.parent
CHART_QUESTION = "what did we spend last month?"
DRAWING_MILLISECONDS = 2000
TODAY = "2026-11-23"
"""A day of its own, so that the pictures change only with the cards."""


class Picture(NamedTuple):
    """A question and how its answer is drawn."""

    name: str
    question: str
    theme: str = "light"
    locale: str = "en"
    open: int | None = None
    width: int = 480


PICTURES = (
    Picture("card", "how much credit do we have left?"),
    Picture("usage", "what did we spend last month?", open=2),
    Picture(
        "estimate", "20 pessoas da Alemanha no número gratuito, 45 minutos, toda semana", "dark", "pt-BR"
    ),
    Picture("availability", "ist pay-per-minute in Brasilien verfügbar?", "contrast", "de", width=360),
)


def main() -> None:
    """Ask, draw, write docs/*.png."""
    _chart()
    with open_canvas() as canvas:
        for picture, card in zip(PICTURES, _cards(), strict=True):
            sample = {"caption": picture.question, "card": card, "open": picture.open}
            canvas.draw([sample], picture.theme, picture.width)
            canvas.picture(HOUSE / "docs" / f"{picture.name}.png")


def _chart() -> None:
    """The charts, which the Playground alone draws here."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_browser() as browser,
        open_playground(browser, Path(folder)) as teams,
    ):
        teams.open(PERSONAL)
        teams.say(CHART_QUESTION)
        teams.sees("of the spend")
        teams.page.set_viewport_size({"width": 1000, "height": 1500})
        card = teams.cards().filter(has_text="of the spend").first
        teams.page.wait_for_timeout(DRAWING_MILLISECONDS)
        card.screenshot(path=HOUSE / "docs" / "chart.png")


def _cards() -> list[dict[str, Any]]:
    asked = [{"id": one.name, "text": one.question, "locale": one.locale, "today": TODAY} for one in PICTURES]
    with tempfile.TemporaryDirectory() as folder:
        answered = subprocess.run(
            [sys.executable, str(HOUSE / "app.py"), "ask", "--batch"],
            input="\n".join(map(json.dumps, asked)),
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "DATA_DIR": folder},
        )
    replies = map(json.loads, answered.stdout.splitlines())
    return [reply["activity"]["attachments"][0]["content"] for reply in replies]


if __name__ == "__main__":
    main()
