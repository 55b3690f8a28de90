"""Archives that an export is, and archives that are made to do harm."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from pricing.errors import UsageReportError
from pricing.imports import archive
from pricing.imports.archive import open_export
from tests.pricing.reports import as_csv, call

CSV = as_csv([call("id-0", "2026-07-01T12:00", "0.45")])


def zipped(file: Path, members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(file, "w", method) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return file


def names(file: Path) -> list[str]:
    with open_export(file) as export:
        return [member.name for member in export.members]


def content(file: Path) -> bytes:
    with open_export(file) as export, export.members[0].open() as stream:
        return stream.read()


def refusal(file: Path) -> str:
    with pytest.raises(UsageReportError) as refused:
        content(file)
    return str(refused.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "Calls.Export.1.zip"


def test_the_export_gives_its_usage_report_and_names_what_is_left_out(file):
    zipped(
        file,
        {
            "PSTN.calls.2026-07-15.csv": CSV,
            "DirectRouting.calls.2026-07-15.csv": "CorrelationId\n",
            "parameters.json": "{}",
        },
    )
    with open_export(file) as export:
        assert [member.name for member in export.members] == ["PSTN.calls.2026-07-15.csv"]
        assert export.left_out == ("DirectRouting.calls.2026-07-15.csv",)
    assert content(file).decode() == CSV


def test_parts_are_read_in_the_order_of_their_names_wherever_they_lie(file):
    zipped(file, {"b/pstn.CALLS.2.csv": CSV, "../../PSTN.calls.1.csv": CSV})
    assert names(file) == ["PSTN.calls.1.csv", "pstn.CALLS.2.csv"]


def test_a_plain_csv_is_taken_whatever_its_name(tmp_path):
    (tmp_path / "july").write_text(CSV, newline="")
    assert content(tmp_path / "july").decode() == CSV


def test_direct_routing_alone_is_no_usage(file):
    zipped(file, {"DirectRouting.calls.2026-07-15.csv": "CorrelationId\n"})
    assert "Direct Routing calls only" in refusal(file)


def test_archives_within_archives_are_not_opened(file):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as written:
        written.writestr("PSTN.calls.1.csv", CSV)
    zipped(file, {"Calls.Export.1.zip": inner.getvalue()})
    assert "holds no PSTN.calls.*.csv" in refusal(file)


def test_a_bomb_is_stopped_on_the_way_in_little_memory(file):
    zipped(file, {"PSTN.calls.1.csv": b"\0" * 100_000_000})
    tracemalloc.start()
    with pytest.raises(UsageReportError, match="far larger than a usage report"), open_export(file) as export:
        stream = export.members[0].open()
        while stream.read(1024**2):
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * 1024**2


def test_a_size_that_lies_changes_nothing(file):
    zipped(file, {"PSTN.calls.1.csv": b"\0" * 100_000_000})
    data = bytearray(file.read_bytes())
    at = data.rfind(b"PK\x01\x02") + 24
    data[at : at + 4] = (1000).to_bytes(4, "little")
    file.write_bytes(data)
    assert refusal(file)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_methods_that_may_take_gigabytes_are_refused(file, method):
    zipped(file, {"PSTN.calls.1.csv": CSV}, method)
    assert "compressed in a way that exports are not" in refusal(file)


def test_thousands_of_members_are_refused_before_they_are_listed(file):
    zipped(file, {f"{number}.txt": "" for number in range(archive.MOST_MEMBERS + 1)})
    assert "far more files" in refusal(file)


def test_an_endless_directory_is_refused_before_it_is_read(file):
    zipped(file, {"PSTN.calls.1.csv": CSV})
    data = bytearray(file.read_bytes())
    at = data.rfind(b"PK\x05\x06") + 12
    data[at : at + 4] = (archive.MOST_DIRECTORY_BYTES + 1).to_bytes(4, "little")
    file.write_bytes(data)
    assert "far more files" in refusal(file)


def test_a_64_bit_directory_is_refused(file):
    zipped(file, {"PSTN.calls.1.csv": CSV})
    data = file.read_bytes()
    end = data.rfind(b"PK\x05\x06")
    file.write_bytes(data[:end] + b"PK\x06\x07" + bytes(16) + data[end:])
    assert "far more files" in refusal(file)


def test_encrypted_members_are_refused(file):
    zipped(file, {"PSTN.calls.1.csv": CSV})
    data = bytearray(file.read_bytes())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(data)
    assert "is encrypted" in refusal(file)


@pytest.mark.parametrize("kept", [10, 100, 0.5, -30])
def test_a_damaged_archive_is_named(file, kept):
    data = zipped(file, {"PSTN.calls.1.csv": CSV * 50}).read_bytes()
    length = kept if isinstance(kept, int) else int(len(data) * kept)
    file.write_bytes(data[:length])
    assert "damaged" in refusal(file)


def test_damage_within_a_member_is_named(file):
    data = bytearray(zipped(file, {"PSTN.calls.1.csv": CSV * 50}).read_bytes())
    data[60:90] = bytes(30)
    file.write_bytes(data)
    assert "damaged" in refusal(file)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert refusal(tmp_path / "nothing.csv") == "there is no such file"
    assert refusal(tmp_path) == "not a file"
