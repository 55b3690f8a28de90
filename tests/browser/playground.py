"""Microsoft's Agents Playground before the real bot, driven in headless Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.canvas import FLAGS, HERE

CLI = HERE / "node_modules/@microsoft/m365agentsplayground/cli.js"
ROOT = HERE.parent.parent
BOT_NAME = "Test Bot"
PERSONAL, GROUP, CHANNEL = "Personal Chat", "Group Chat", "My Team - General"
WAIT_MILLISECONDS = 30_000


_TIME_TO_NEXT_CARD = """() => {
    const cards = () => document.querySelectorAll(".ac-adaptiveCard").length;
    const before = cards();
    let entered = performance.now();
    document.addEventListener("keydown", () => { entered = performance.now(); }, {capture: true, once: true});
    window.answered = new Promise(resolve => {
        const observer = new MutationObserver(() => {
            if (cards() > before) { observer.disconnect(); resolve(performance.now() - entered); }
        });
        observer.observe(document.body, {childList: true, subtree: true});
        setTimeout(() => resolve(Infinity), 15000);
    });
}"""


@dataclass(frozen=True)
class Playground:
    """The page, with the person's ways to talk to the bot."""

    page: Page

    def open(self, chat: str) -> None:
        """Choose a chat at the left, and wait for the welcome with which it begins."""
        self.page.get_by_role("treeitem", name=chat).click()
        self.sees("Hello!")

    def say(self, text: str) -> None:
        """Type into the open chat and send it."""
        self._box().click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def mention(self, text: str) -> None:
        """The same, addressed to the bot: in a group chat it hears nothing else."""
        self._address()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def post(self, text: str) -> None:
        """A new post in a channel, addressed to the bot."""
        self._address()
        self.page.keyboard.type(text)
        self.page.get_by_role("button", name="Post", exact=True).click()

    def press(self, label: str) -> None:
        """Press the newest button of that name."""
        self.page.get_by_role("button", name=label, exact=True).last.click()

    def field(self, label: str) -> Locator:
        """The newest field of that name."""
        return self.page.get_by_role("textbox", name=label).last

    def fill(self, label: str, value: str) -> None:
        """Type into the newest field of that name, in the place of what it holds."""
        self.field(label).fill(value)

    def seconds_to_answer(self, text: str) -> float:
        """Type a question; how long after Enter the card that answers it stands on the page."""
        self._box().click()
        self.page.keyboard.type(text)
        self.page.evaluate(_TIME_TO_NEXT_CARD)
        self.page.keyboard.press("Enter")
        milliseconds: float = self.page.evaluate("() => window.answered")
        return milliseconds / 1000

    def sees(self, text: str) -> None:
        """Wait until the text stands on the page. Raises playwright's TimeoutError."""
        self.page.get_by_text(text).last.wait_for(timeout=WAIT_MILLISECONDS)

    def cards(self) -> Locator:
        """All cards of the open chat."""
        return self.page.locator(".ac-adaptiveCard")

    def has_cards(self, count: int) -> None:
        """Wait until so many cards are there, no more and no fewer."""
        expect(self.cards()).to_have_count(count, timeout=WAIT_MILLISECONDS)

    def faults(self) -> list[str]:
        """The requests between the two that did not end well, as the Playground lists them."""
        listed = self.page.locator("body").inner_text()
        statuses = re.findall(r"(?:message|invoke|Update|typing) (\d{3}|failed)", listed)
        assert statuses, "the Playground lists no requests"
        return [status for status in statuses if not status.startswith("2")]

    def _box(self) -> Locator:
        return self.page.locator("[role=textbox][contenteditable=true]").first  # not a field of a form

    def _address(self) -> None:
        self._box().click()
        self.page.keyboard.type(f"@{BOT_NAME.split()[0]}", delay=50)
        self.page.get_by_role("menuitem", name=BOT_NAME).click()
        self.page.keyboard.type(" ")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def open_playground(
    browser: Browser, folder: Path, channel: str = "msteams", echo: bool = False
) -> Iterator[Playground]:
    """The bot, or one that only echoes, and the Playground on free ports of loopback, and a page of it."""
    with _echo() if echo else _bot(folder) as endpoint, _playground(folder, endpoint, channel) as address:
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address)
        yield Playground(page)
        page.close()


@contextmanager
def _bot(folder: Path) -> Iterator[str]:
    environment = {**os.environ, "DATA_DIR": str(folder), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "app.py", "serve", "--local", "--port", "0", "--today", "2026-07-15"]
    with _running(command, environment) as program:
        yield _after(program, "listening on ")


@contextmanager
def _echo() -> Iterator[str]:
    with _running([sys.executable, "-m", "tests.browser.echo_bot"], dict(os.environ)) as program:
        yield _after(program, "listening on ")


@contextmanager
def _playground(folder: Path, endpoint: str, channel: str) -> Iterator[str]:
    environment = {
        **os.environ,
        "TEAMSAPPTESTER_BROWSER": "none",
        "SEND_INSTALLATION_ACTIVITY": "true",
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "playground.log"),
        "NODE_OPTIONS": f"--require {HERE / 'loopback.cjs'}",
    }
    where = ["--app-endpoint", endpoint, "--channel-id", channel, "--port", _free_port()]
    with _running(["node", str(CLI), *where, "--disable-telemetry"], environment) as program:
        yield f"http://127.0.0.1:{_after(program, 'Listening on ')}"


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    program = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield program
    finally:
        program.terminate()
        program.communicate(timeout=30)


def _after(program: subprocess.Popen[str], words: str) -> str:
    """The rest of the line that begins with these words. RuntimeError when the program ends before it."""
    assert program.stdout is not None
    for line in program.stdout:
        if line.startswith(words):
            return line.removeprefix(words).strip()
    raise RuntimeError(f"{program.args!r} ended without saying {words!r}")


def _free_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])
