"""Makes each conversation of a `.chat` file a test."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chats.givens import Stage, open_stage
from tests.chats.player import Mismatch, Player
from tests.chats.script import Conversation, ScriptError, read
from tests.logged import searched
from tests.program import loaded

__all__ = ["loaded"]
_RUNNER = pytest.StashKey[asyncio.Runner]()
_STAGE = pytest.StashKey[Stage]()


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    """Collect `.chat` files."""
    return ChatFile.from_parent(parent, path=file_path) if file_path.suffix == ".chat" else None


class ChatFile(pytest.File):
    """A file of conversations."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test per conversation."""
        for conversation in read(self.path):
            yield ChatItem.from_parent(self, name=conversation.title, conversation=conversation)


class ChatItem(pytest.Item):
    """One conversation."""

    def __init__(self, conversation: Conversation, **names: object) -> None:
        super().__init__(**names)
        self.conversation = conversation

    def runtest(self) -> None:
        """Play it on the stage that all conversations share."""
        runner, stage = _shared(self.config)
        with searched():
            runner.run(Player(stage).play(self.conversation))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: str | None = None) -> str:
        """What was expected and what was said, without a trace."""
        if isinstance(excinfo.value, Mismatch | ScriptError):
            return f"{self.path.name}: {self.conversation.title}\n{excinfo.value}"
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the conversation stands."""
        return self.path, self.conversation.line - 1, self.conversation.title


def _shared(config: pytest.Config) -> tuple[asyncio.Runner, Stage]:
    if _STAGE not in config.stash:
        runner = config.stash[_RUNNER] = asyncio.Runner()
        context = open_stage()
        config.stash[_STAGE] = runner.run(context.__aenter__())
        config.add_cleanup(lambda: (runner.run(context.__aexit__(None, None, None)), runner.close()))
    return config.stash[_RUNNER], config.stash[_STAGE]
