"""A tenth of the conversations once more, with everything kept on PostgreSQL."""

from dataclasses import replace
from pathlib import Path

from bot.commands.session import RunMemory
from bot.composition import Services
from bot.storage.audit import DatabaseJournal
from bot.turn import Bot
from pricing.storage.database import Database
from tests.chats.givens import Stage
from tests.chats.player import Mismatch, Player
from tests.chats.script import Conversation, read

ONE_IN = 10
CONVERSATIONS = [one for file in sorted(Path(__file__).parent.glob("*.chat")) for one in read(file)]


async def fault_of(stage: Stage, conversation: Conversation) -> str:
    try:
        await Player(stage).play(conversation)
    except Mismatch as mismatch:
        return f"{conversation.title}\n{mismatch}"
    return ""


async def test_conversations_say_the_same_there(loaded: Services, postgresql_database: Database) -> None:
    services = replace(loaded, database=postgresql_database)
    stage = Stage(services, Bot(services, RunMemory(), DatabaseJournal(postgresql_database)))
    faults = [await fault_of(stage, one) for one in CONVERSATIONS[::ONE_IN]]
    assert "\n".join(filter(None, faults)) == ""
