"""Files between being dropped into a chat and being confirmed: on disk, for an hour at most."""

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from bot.question import DroppedFile, Question

KEPT_FOR = timedelta(hours=1)
MOST_FILES = 20
"""More push out the oldest, so that the disk cannot be filled."""


class Shelf:
    """A folder with a folder for each file, found again by the person who brought it only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, question: Question, file: DroppedFile) -> tuple[str, Path]:
        """Fetch a file; the key it is found by, and where it lies. Raises NotFetched, and nothing is left."""
        self._sweep(question.now)
        key = secrets.token_urlsafe(16)
        place = self._place(question, key, question.now)
        place.mkdir(mode=0o700, parents=True)
        try:
            await file.fetch(place / file.name)
        except BaseException:
            self._remove(place)
            raise
        return key, place / file.name

    def find(self, question: Question, key: str) -> Path | None:
        """The file of this key, if this person brought it and it is still there."""
        oldest = (question.now - KEPT_FOR).timestamp()
        places = self._folder.glob(f"{_digest(question, key)}-*")
        found = (file for place in places if _brought_at(place) >= oldest for file in place.iterdir())
        return next(found, None)

    def take(self, question: Question, key: str) -> Path | None:
        """The same, and nobody finds it any more: of two presses of a button one gets it."""
        found = self.find(question, key)
        if found is None:
            return None
        taken = found.parent.with_name(f"taken-{found.parent.name}")
        try:
            found.parent.rename(taken)
        except OSError:
            return None
        return taken / found.name

    def give_back(self, file: Path) -> None:
        """Let a file that was taken be found again."""
        with suppress(OSError):
            file.parent.rename(file.parent.with_name(file.parent.name.removeprefix("taken-")))

    def remove(self, file: Path) -> None:
        """The file is no longer needed."""
        self._remove(file.parent)

    def _place(self, question: Question, key: str, now: datetime) -> Path:
        return self._folder / f"{_digest(question, key)}-{int(now.timestamp())}"

    def _sweep(self, now: datetime) -> None:
        oldest = (now - KEPT_FOR).timestamp()
        newest_first = sorted(self._places(), key=_brought_at, reverse=True)
        for position, place in enumerate(newest_first):
            if _brought_at(place) < oldest or position >= MOST_FILES - 1:
                self._remove(place)

    def _places(self) -> Iterator[Path]:
        return self._folder.iterdir() if self._folder.is_dir() else iter(())

    def _remove(self, place: Path) -> None:
        shutil.rmtree(place, ignore_errors=True)


def _digest(question: Question, key: str) -> str:
    owner = "\0".join((question.tenant, question.user, key))
    return hashlib.sha256(owner.encode()).hexdigest()[:32]


def _brought_at(place: Path) -> float:
    _, _, at = place.name.rpartition("-")
    return float(at) if at.isdigit() else 0.0
