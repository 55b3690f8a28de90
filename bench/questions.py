"""What a question costs: start to first answer, CPU per question, memory, and 600 questions as a batch.

python -m bench.questions
"""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.session import RunMemory, Session
from bot.composition import open_services
from bot.settings import Settings
from bot.storage.audit import DatabaseJournal
from bot.turn import Bot

APP = Path(__file__).parent.parent / "app.py"
COUNTRIES = (
    *("Brazil", "Portugal", "Japan", "France", "Chile", "India", "Kenya", "Norway", "Poland", "Peru"),
    *("Spain", "Italy", "Mexico", "Canada", "Austria", "Greece", "Turkey", "Israel", "Sweden", "Ireland"),
)
WORDINGS = (
    "what does a call to a mobile in {} cost",
    "rate to {} landline please",
    "how much is toll-free in {}",
    "{} per minute price, dialling out",
    "toll rate {}?",
)
RATES = [wording.format(country) for country in COUNTRIES for wording in WORDINGS]
"""None is said twice, so that nothing comes from a cache of texts."""


def main() -> None:
    """Run each and print its figure; nothing is asserted."""
    with tempfile.TemporaryDirectory() as folder:
        _line("first answer of a fresh process, s", _seconds(lambda: _ask(folder)))
        _line("the same again, s", _seconds(lambda: _ask(folder)))
        _line("600 questions as a batch, s", _seconds(lambda: _batch(folder)))
        for name, figure in asyncio.run(_in_process(Path(folder))).items():
            _line(name, figure)


def _line(name: str, figure: float) -> None:
    print(f"{name:<50}{figure:>12.2f}")


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _environment(folder: str) -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "DATA_DIR": folder}


def _ask(folder: str) -> None:
    command = [sys.executable, str(APP), "ask", "what does a call to Brazil cost"]
    subprocess.run(command, check=True, env=_environment(folder), capture_output=True)


def _batch(folder: str) -> None:
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(RATES * 6)]
    command = [sys.executable, str(APP), "ask", "--batch"]
    subprocess.run(
        command, check=True, env=_environment(folder), input="\n".join(lines).encode(), capture_output=True
    )


async def _in_process(folder: Path) -> dict[str, float]:
    async with open_services(Settings(_env_file=None, data_dir=folder)) as services:
        now = datetime.now(UTC)
        await services.prepare("demo", now.date())
        bot = Bot(services, RunMemory(), DatabaseJournal(services.database))
        figures = {
            "a rates question, ms of CPU": await _cpu_ms(bot, RATES, now),
            "a follow-up on it, ms of CPU": await _cpu_ms(bot, [f"and {one}?" for one in COUNTRIES], now),
        }
    figures["resident memory at most, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


async def _cpu_ms(bot: Bot, texts: list[str], now: datetime) -> float:
    session = Session(bot, "demo", conversation="bench")
    await session.say("what does a call to Brazil cost", now)
    began = time.process_time()
    for text in texts:
        await session.say(text, now)
    return (time.process_time() - began) * 1000 / len(texts)


if __name__ == "__main__":
    main()
