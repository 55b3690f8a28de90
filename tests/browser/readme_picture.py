"""README's picture: a real answer of the demo organisation, drawn as Teams draws it.

python -m tests.browser.readme_picture
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.canvas import open_canvas

HOUSE = Path(__file__).parent.parent.parent
PICTURE = HOUSE / "docs" / "card.png"
QUESTION = "how much credit do we have left?"
TODAY = "2026-11-23"
"""A day of its own, so that the picture changes only with the card."""


def main() -> None:
    """Ask, draw, write docs/card.png."""
    with open_canvas() as canvas:
        canvas.draw([{"caption": QUESTION, "card": _card(), "open": None}], "light", 480)
        canvas.picture(PICTURE)


def _card() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(HOUSE / "app.py"), "ask", "--json", "--today", TODAY, QUESTION]
        environment = {**os.environ, "DATA_DIR": folder}
        answer = subprocess.run(command, check=True, capture_output=True, env=environment)
    card: dict[str, Any] = json.loads(answer.stdout)["activity"]["attachments"][0]["content"]
    return card


if __name__ == "__main__":
    main()
