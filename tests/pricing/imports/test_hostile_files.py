"""S8: thirty files made to do harm are told from a report, in little memory, and leave nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

from tests.pricing.imports.hostile_files import CSV, FILES, write_all

ROOT = Path(__file__).parents[3]
MOST_BYTES_BEYOND = 256 * 1024**2
"""Above what the same command takes for a report of one row."""


def imported(folder: Path, files: list[Path]) -> tuple[str, str, int]:
    """Standard output, standard error and the most memory, in bytes, that importing these files took."""
    settings = {"DATA_DIR": str(folder / "data"), "OPENBLAS_NUM_THREADS": "1"}
    output, errors = folder / "output", folder / "errors"
    with output.open("w") as written, errors.open("w") as complained:
        process = subprocess.Popen(
            [sys.executable, "app.py", "import", "usage", *map(str, files)],
            cwd=ROOT, env=os.environ | settings, stdout=written, stderr=complained,
        )  # fmt: skip
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return output.read_text(), errors.read_text(), usage.ru_maxrss * 1024


def test_hostile_files_are_refused_in_little_memory(tmp_path: Path) -> None:
    plain = tmp_path / "plain.csv"
    plain.write_text(CSV, newline="")
    done, _, usual = imported(tmp_path, [plain])
    assert "inserted 1" in done
    (tmp_path / "in").mkdir()
    files = write_all(tmp_path / "in")
    output, errors, most = imported(tmp_path, files)
    assert len(FILES) >= 30
    assert "Traceback" not in output + errors
    assert [file.name for file in files if f"{file}: " not in output + errors] == []
    assert [line for line in output.splitlines() if "read " in line and "inserted 0" not in line] == []
    assert {path.name for path in tmp_path.iterdir()} == {"plain.csv", "in", "data", "output", "errors"}
    assert most - usual <= MOST_BYTES_BEYOND
