"""How long after Enter a reply stands in the Agents Playground, beside an echo bot's there.

python -m bench.first_reply (after `make browser-test` has set up Chromium and the Playground)
"""

import tempfile
from pathlib import Path

from tests.browser.playground import PERSONAL, open_browser, open_playground

QUESTION = "how much credit do we have left?"
TIMES = 4


def main() -> None:
    """Print the quickest of a few replies of both."""
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        quickest = {}
        for name, is_echo in (("ours", False), ("echo", True)):
            place = Path(folder) / name
            place.mkdir()
            with open_playground(browser, place, echo=is_echo) as chat:
                if not is_echo:
                    chat.open(PERSONAL)
                quickest[name] = min(chat.seconds_to_answer(QUESTION) for _ in range(TIMES))
    ours, echo = quickest["ours"], quickest["echo"]
    print(
        f"first reply {ours * 1000:.0f} ms, an echo {echo * 1000:.0f} ms, {(ours - echo) * 1000:.0f} ms more"
    )


if __name__ == "__main__":
    main()
