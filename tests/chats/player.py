"""Plays a conversation against the bot and compares what an admin would read."""

from datetime import UTC, datetime

from bot.commands.session import NoSuchButton, Session
from bot.reply import Reply
from tests.chats.givens import Stage, apply
from tests.chats.script import Conversation, Step
from tests.fixtures import recorded


class Mismatch(Exception):
    """The bot said something else; the message shows what was expected and everything it said."""


class Player:
    """One conversation on a fresh tenant."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        tenant = stage.fresh_tenant()
        # The demo organisation is one for all, so what was said must not be.
        self.session = Session(stage.bot, tenant, conversation=tenant)
        self.now = datetime(2026, 7, 15, 12, tzinfo=UTC)
        self._filled: dict[str, str] = {}
        self._reply: Reply | None = None

    async def play(self, conversation: Conversation) -> None:
        """Every step in order. Raises Mismatch at the first that fails."""
        for step in conversation.steps:
            if step.kind in ("says", "clicks", "drops", "given") and self._reply is not None:
                raise Mismatch(f"line {step.line}: a reply that nobody mentioned:\n{_indented(self._reply)}")
            await getattr(self, f"_{step.kind}")(step)
        if self._reply is not None:
            raise Mismatch(f"at the end: a reply that nobody mentioned:\n{_indented(self._reply)}")

    async def _given(self, step: Step) -> None:
        await apply(self, step)

    async def _says(self, step: Step) -> None:
        self._reply = await self.session.say(step.text, self.now)

    async def _fills(self, step: Step) -> None:
        pairs = (pair.partition("=") for pair in step.text.split(";"))
        self._filled |= {label.strip(): value.strip() for label, _, value in pairs}

    async def _clicks(self, step: Step) -> None:
        try:
            self._reply = await self.session.press(step.text, self.now, self._filled)
        except NoSuchButton as missing:
            raise Mismatch(f"line {step.line}: {missing}") from None
        self._filled = {}

    async def _drops(self, step: Step) -> None:
        file = recorded.FOLDER / step.text
        if not file.is_file():
            raise Mismatch(f"line {step.line}: no file {step.text!r} in {recorded.FOLDER}")
        self._reply = await self.session.drop(file, self.now)

    async def _bot(self, step: Step) -> None:
        if self._reply is None:
            raise Mismatch(f"line {step.line}: the bot said nothing here")
        reply, self._reply = self._reply, None
        if step.text != "...":
            _compare(step, reply)


def _compare(step: Step, reply: Reply) -> None:
    rest = [_bare(line) for line in reply.text.splitlines()]
    for wanted in ([step.text] if step.text else []) + step.seen:
        position = next((at for at, line in enumerate(rest) if _bare(wanted) in line), None)
        if position is None:
            raise Mismatch(f"line {step.line}: not seen, or not in this order: {wanted}\n{_indented(reply)}")
        rest = rest[position + 1 :]
    for unwanted in step.unseen:
        if _bare(unwanted) in _bare(reply.text):
            raise Mismatch(f"line {step.line}: must not be there: {unwanted}\n{_indented(reply)}")


def _bare(text: str) -> str:
    return "".join(text.casefold().split())


def _indented(reply: Reply) -> str:
    return "the bot said:\n" + "\n".join(f"  {line}" for line in reply.text.splitlines())
