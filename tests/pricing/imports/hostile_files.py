"""Thirty files that are made to do harm: archives above all, and the tables that may lie within them."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from pricing.imports import archive
from tests.pricing.reports import as_csv, call

ROW = call("id-0", "2026-07-01T12:00", "0.45")
CSV = as_csv([ROW])
HEADER = CSV.splitlines()[0]
MEMBER = "PSTN.calls.1.csv"
MEGABYTE = 1024**2


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method, compresslevel=1) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return stream.getvalue()


def changed(data: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """The archive with some bytes after the last `mark` replaced."""
    at = data.rfind(mark) + offset
    return data[:at] + value + data[at + len(value) :]


def good(rows: int = 50) -> bytes:
    """A sound archive."""
    return zipped({MEMBER: CSV * rows})


def with_cell(name: str, value: str) -> bytes:
    """A table with one odd cell."""
    return as_csv([ROW | {name: value}]).encode(errors="surrogatepass")


def twice_the_same_bytes() -> bytes:
    """Two members over one stretch of the file, as bombs without nesting are built."""
    data = zipped({MEMBER: b"\0" * MEGABYTE, "PSTN.calls.2.csv": b"\0" * MEGABYTE})
    return changed(data, b"PK\x01\x02", 42, (0).to_bytes(4, "little"))


FILES: dict[str, Callable[[], bytes]] = {
    "a bomb": lambda: zipped({MEMBER: b"\0" * 128 * MEGABYTE}),
    "a bomb of rows": lambda: zipped({MEMBER: HEADER + "\r\n" + ",\r\n" * (MEGABYTE // 8)}),
    "a bomb in one quoted cell": lambda: zipped({MEMBER: HEADER + '\r\n"' + "a" * 64 * MEGABYTE}),
    "a bomb behind a stated size": lambda: changed(
        zipped({MEMBER: b"\0" * 128 * MEGABYTE}), b"PK\x01\x02", 24, (1000).to_bytes(4, "little")
    ),
    "members over the same bytes": twice_the_same_bytes,
    "an archive in an archive": lambda: zipped({"Calls.Export.1.zip": good()}),
    "an archive as a table": lambda: zipped({MEMBER: good()}),
    "lzma": lambda: zipped({MEMBER: CSV}, zipfile.ZIP_LZMA),
    "bzip2": lambda: zipped({MEMBER: CSV}, zipfile.ZIP_BZIP2),
    "an unknown method": lambda: changed(good(), b"PK\x01\x02", 10, (97).to_bytes(2, "little")),
    "thousands of members": lambda: zipped(
        {f"{number}.txt": "" for number in range(archive.MOST_MEMBERS + 1)}
    ),
    "an endless list of members": lambda: changed(good(), b"PK\x05\x06", 12, b"\xff\xff\xff\x7f"),
    "a 64-bit list of members": lambda: good().replace(
        b"PK\x05\x06", b"PK\x06\x07" + bytes(16) + b"PK\x05\x06"
    ),
    "an encrypted member": lambda: changed(good(), b"PK\x01\x02", 8, b"\x01"),
    "ten bytes of an archive": lambda: good()[:10],
    "half an archive": lambda: good()[: len(good()) // 2],
    "an archive without its end": lambda: good()[:-30],
    "damage in a member": lambda: good()[:60] + bytes(30) + good()[90:],
    "a wrong checksum": lambda: changed(good(), b"PK\x01\x02", 16, b"\0\0\0\0"),
    "names that climb": lambda: zipped({"../../../../etc/passwd": CSV, "..\\..\\evil.csv": CSV}),
    "names that paint": lambda: zipped({"PSTN.\x1b[31m.txt": CSV, "\n\r\0": CSV}),
    "gzip": lambda: gzip.compress(CSV.encode()),
    "nothing": lambda: b"",
    "two letters": lambda: b"PK",
    "a line without an end": lambda: b"a" * 32 * MEGABYTE,
    "a header without an end": lambda: b"UsageId," * 4 * MEGABYTE,
    "a cell of 32 MB": lambda: with_cell("User Display Name", "x" * 32 * MEGABYTE),
    "an id of 1 MB": lambda: with_cell("UsageId", "x" * MEGABYTE),
    "a charge of a million digits": lambda: with_cell("Charge", "9" * MEGABYTE),
    "a charge with an endless exponent": lambda: with_cell("Charge", "1e999999999"),
    "a start in the year 99999": lambda: with_cell("Start Time", "99999-01-01T00:00:00+00:00"),
    "zero bytes": lambda: CSV.replace("BRL", "\0").encode() + bytes(MEGABYTE),
    "half characters": lambda: b"\xed\xa0\x80\xff\xfe" * 1000 + CSV.encode(),
    "32 bits a character": lambda: CSV.encode("utf-32"),
}


def write_all(folder: Path) -> list[Path]:
    """Every one of them as a file."""
    files = [folder / f"{name}.zip" for name in FILES]
    for file, make in zip(files, FILES.values(), strict=True):
        file.write_bytes(make())
    return files
