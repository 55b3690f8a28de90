"""Files that people drop into the chat: where they lie, and fetching them without giving anything away."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import Any

import aiohttp
from botbuilder.schema import Activity

from bot.question import DroppedFile, NotFetched
from bot.teams.hosts import HostNotAllowed, Purpose
from bot.teams.outgoing import NotOk, TooLarge, download

DOWNLOAD_INFO = "application/vnd.microsoft.teams.file.download.info"
"""In Teams: an address on the organisation's SharePoint that needs no sign-in for some minutes."""
MOST_BYTES = 100 * 1024**2
SECONDS = 120
LONGEST_NAME = 120
LONGEST_ENDING = 10
_GONE = frozenset({401, 403, 404, 410})
"""What SharePoint answers when the address is no longer good."""
_NO_FILES = ("text/html", "application/vnd.microsoft.card.")
"""Attachments that every formatted message has."""


@dataclass(frozen=True)
class Files:
    """Fetches dropped files."""

    session: aiohttp.ClientSession
    purpose: Purpose
    """Where files may lie."""
    takes_direct: bool = False
    """Local mode: the Emulator names the file's address in the attachment itself."""

    def of(self, activity: Activity) -> tuple[DroppedFile, ...]:
        """The files of a message; none of them is fetched yet."""
        attachments = activity.attachments or ()
        addresses = ((one, self._address(one)) for one in attachments)
        return tuple(
            DroppedFile(safe_name(one.name), partial(self._fetch, address))
            for one, address in addresses
            if address is not None
        )

    def _address(self, attachment: Any) -> str | None:
        kind = str(attachment.content_type or "").lower()
        if kind == DOWNLOAD_INFO:
            content = attachment.content
            address = content.get("downloadUrl") if isinstance(content, Mapping) else None
            return address if isinstance(address, str) else ""
        if not self.takes_direct or kind.startswith(_NO_FILES):
            return None
        return attachment.content_url if isinstance(attachment.content_url, str) else None

    async def _fetch(self, address: str, target: Path) -> None:
        try:
            await download(self.session, self.purpose, address, target, seconds=SECONDS, max_bytes=MOST_BYTES)
        except HostNotAllowed:
            raise NotFetched("not_allowed") from None
        except TooLarge:
            raise NotFetched("too_large") from None
        except NotOk as answer:
            raise NotFetched("gone" if answer.status in _GONE else "failed") from None
        except (aiohttp.ClientError, TimeoutError):
            raise NotFetched("failed") from None


def safe_name(name: object) -> str:
    """A file's name without folders, control characters and leading dots; never empty, never long."""
    text = name if isinstance(name, str) else ""
    text = re.split(r"[/\\]", text)[-1]
    text = "".join(character for character in text if character.isprintable() and character not in '<>:"|?*')
    path = PurePath(text.strip().rstrip("."))
    stem, ending = path.stem, path.suffix
    if stem.startswith("."):
        stem, ending = "", stem[:LONGEST_ENDING]
    return f"{stem[:LONGEST_NAME].strip() or 'file'}{ending[:LONGEST_ENDING]}"
