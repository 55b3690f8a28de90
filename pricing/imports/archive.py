"""The export's zip, read without unpacking it to disk and within bounds, whoever made it."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO, BinaryIO

from pricing.errors import UsageReportError
from pricing.imports.told import told

MOST_BYTES = 8 * 1024**3
"""Of a report, unpacked; ten million rows take some 3 GB."""
MOST_ARCHIVE_BYTES = 2 * 1024**3
MOST_MEMBERS = 1_000
MOST_DIRECTORY_BYTES = 1024**2
"""Of the archive's list of members, which is read into memory."""
MOST_TIMES_SMALLER = 200
"""No report compresses better; what does is made to fill a disk."""
_FREE_BYTES = 1024**2
"""Small members may compress as well as they like."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others may ask for gigabytes of memory to unpack."""

USAGE_MEMBER = "PSTN.calls.*.csv"
DIRECT_ROUTING_MEMBER = "DirectRouting.calls.*.csv"


@dataclass(frozen=True)
class Member:
    """One CSV to read."""

    name: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True)
class Export:
    """What a file offers: the usage report's parts, and what is left out."""

    kind: str
    """csv, zip or graph."""
    members: tuple[Member, ...]
    left_out: tuple[str, ...] = ()
    """Names of Direct Routing reports, whose calls draw nothing."""


@contextmanager
def open_export(file: Path) -> Iterator[Export]:
    """A usage CSV, or the zip that holds it. Raises UsageReportError for anything else."""
    if not file.exists():
        raise UsageReportError("there is no such file")
    if not file.is_file():
        raise UsageReportError("not a file")
    try:
        with file.open("rb") as stream:
            if stream.read(2) != b"PK":
                yield Export("csv", (Member(file.name, lambda: _bounded(file.open("rb"), MOST_BYTES)),))
                return
            with _archive(stream) as archive:
                yield _export_of(archive)
    except OSError as error:
        raise UsageReportError(f"cannot be read: {error.strerror or error}") from error


def _archive(stream: BinaryIO) -> zipfile.ZipFile:
    size = stream.seek(0, io.SEEK_END)
    if size > MOST_ARCHIVE_BYTES:
        raise UsageReportError(f"the archive is larger than {MOST_ARCHIVE_BYTES // 1024**3} GB")
    _check_directory(stream, size)
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise UsageReportError(told("archive_damaged")) from None


def _check_directory(stream: BinaryIO, size: int) -> None:
    """The list of members is read whole, so its length is looked at first (APPNOTE 4.3.16)."""
    tail_length = min(size, 66_000)
    stream.seek(size - tail_length)
    tail = stream.read(tail_length)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        raise UsageReportError(told("archive_damaged"))
    directory_bytes = int.from_bytes(tail[end + 12 : end + 16], "little")
    has_64_bit_directory = tail[max(end - 20, 0) : end].startswith(b"PK\x06\x07")
    if directory_bytes > MOST_DIRECTORY_BYTES or has_64_bit_directory:
        raise UsageReportError("the zip archive lists far more files than an export holds")


def _export_of(archive: zipfile.ZipFile) -> Export:
    listed = archive.infolist()
    if len(listed) > MOST_MEMBERS:
        raise UsageReportError("the zip archive lists far more files than an export holds")
    wanted = [info for info in listed if _is(info, USAGE_MEMBER)]
    left_out = tuple(info.filename for info in listed if _is(info, DIRECT_ROUTING_MEMBER))
    if not wanted:
        raise UsageReportError(_nothing_in_it(left_out))
    members = [_member(archive, info) for info in sorted(wanted, key=lambda info: info.filename)]
    return Export("zip", tuple(members), left_out)


def _is(info: zipfile.ZipInfo, pattern: str) -> bool:
    return fnmatchcase(info.filename.rsplit("/", 1)[-1].lower(), pattern.lower())


def _nothing_in_it(left_out: tuple[str, ...]) -> str:
    if left_out:
        return told("archive_direct_routing")
    return told("archive_without_report", written=USAGE_MEMBER)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    name = info.filename.rsplit("/", 1)[-1]
    if info.flag_bits & 1:
        raise UsageReportError(told("archive_encrypted", written=name))
    if info.compress_type not in _METHODS:
        raise UsageReportError(f"{name} is compressed in a way that exports are not")
    most = min(MOST_BYTES, max(info.compress_size * MOST_TIMES_SMALLER, _FREE_BYTES))
    return Member(name, lambda: _bounded(archive.open(info), most))


def _bounded(stream: IO[bytes], most: int) -> BinaryIO:
    return io.BufferedReader(_Bounded(stream, most), buffer_size=1024**2)


class _Bounded(io.RawIOBase):
    """Reads on until more comes than is allowed, whatever size the archive states."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._read(len(view))
        self._left -= len(data)
        if self._left < 0:
            raise UsageReportError("unpacked, it is far larger than a usage report can be")
        view[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except (zipfile.BadZipFile, EOFError, ValueError) as error:
            raise UsageReportError(f"the zip archive is damaged: {error}") from None
        except Exception as error:
            if type(error).__module__ == "zlib":
                raise UsageReportError(told("archive_damaged")) from None
            raise

    def close(self) -> None:
        self._stream.close()
        super().close()
