"""A data file that cannot be trusted stops the start, naming file and line."""

import shutil
from pathlib import Path

import pytest

from pricing.errors import DataFileError
from pricing.imports.catalog_files import BUNDLED, load_catalog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(BUNDLED, tmp_path / "data")


def fault_after(folder: Path, file: str, old: str, new: str) -> DataFileError:
    """What loading says once the first `old` of a file is `new`."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_catalog(folder)
    return caught.value


def line_of(file: str, text: str) -> int:
    lines = (BUNDLED / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("countries.csv", "BR,Brazil,yes", "XX,Brazil,yes", "iso_alpha2 is 'XX'"),
        ("countries.csv", "DE,Germany,yes", "BR,Germany,yes", "stands twice"),
        ("countries.csv", "BR,Brazil,yes", "BR,Brazil,maybe", "audio_conferencing is 'maybe'"),
        ("countries.csv", "Brazil,yes,subscription_or_pay_per_minute", "Brazil,yes,not_sold", "contradicts"),
        ("countries.csv", "in-brazil,2022-01-25", "in-brazil,2022-13-25", "not a date"),
        ("countries.csv", "availability-in-brazil,", ",", "source_page is empty"),
        (
            "countries.csv",
            "other_cities_on_request,availability-in-b",
            "unheard_of,availability-in-b",
            "not known",
        ),
        ("countries.csv", "in-brazil,2022-01-25", "in-brazil,2022-01-25,more", "22 cells"),
        ("toll_free_dialing.csv", "DE,yes,yes,", "DE,yes,perhaps,", "mobile is 'perhaps'"),
        ("toll_free_dialing.csv", "DE,yes,yes,,0 800 XXX XXXX", "DE,yes,yes,,", "dialing_format is empty"),
        ("toll_free_dialing.csv", "not_covered:FO|GL", "not_covered:atlantis", "names a place"),
        ("toll_free_dialing.csv", "mobile_premium;roaming", "mobile_premium:x;roaming", "needs no part"),
        (
            "licence_prices.csv",
            "Audio Conferencing,4.00,USD",
            "Audio Conferencing,-4.00,USD",
            "not an amount",
        ),
        ("licence_prices.csv", "Audio Conferencing,4.00,USD", "Audio Conferencing,4.00,DOLLARS", "ISO 4217"),
        ("known_rates.csv", "US,toll,0.013", "US,toll,much", "not an amount"),
        ("dial_out_policies.csv", "any,international,POL", "any,international,NOBODY", "source is 'NOBODY'"),
        ("number_allowance.csv", "26,10,NUM", "1,10,NUM", "does not rise"),
        ("skus.csv", "MCOPSTNPP,Communications Credits,ASG", "MCOEV,Communications Credits,ASG", None),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(folder, file, old, new, reason):
    fault = fault_after(folder, file, old, new)
    assert fault.file == file
    if reason:
        assert fault.line == line_of(file, old)
        assert reason in fault.reason


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("sources.toml", "date = 2022-09-10", 'date = "some day"', "date is missing"),
        ("sources.toml", 'url = "https://', 'url = "http://', "does not start with https"),
        ("rules/credits.toml", "value = 12", "value = 1.2", "value must be"),
        ("rules/credits.toml", 'sources = ["SCC", "ADD"]', "sources = []", "missing or empty"),
        ("rules/credits.toml", 'sources = ["SCC", "ADD"]', 'sources = ["GOSSIP"]', "no source GOSSIP"),
        (
            "rules/credits.toml",
            'key = "credits.oldest_first"',
            'key = "credits.expiry_months"',
            "stands twice",
        ),
        ("rules/credits.toml", 'says = "below_zero"', 'says = "reaches_zero"', "no two sides"),
        (
            "rules/numbers.toml",
            'key = "toll_free.needs_credits"',
            'key = "credits.expiry_months"',
            "another file",
        ),
        ("rules/numbers.toml", "value = true", "value = true true", None),
    ],
)
def test_a_bad_rule_is_named_by_file(folder, file, old, new, reason):
    fault = fault_after(folder, file, old, new)
    assert fault.file == Path(file).name
    assert reason is None or reason in fault.reason


def test_a_missing_file_stops_the_start(folder):
    (folder / "countries.csv").unlink()
    with pytest.raises(DataFileError, match=r"countries\.csv: cannot be read"):
        load_catalog(folder)


def test_a_missing_row_stops_the_start(folder):
    fault = fault_after(folder, "number_allowance.csv", "50000,1500,NUM\n", "")
    assert "has 17 rows, sources.toml says 18" in fault.reason


def test_bytes_that_are_no_text_stop_the_start(folder):
    (folder / "skus.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(DataFileError, match=r"skus\.csv: is not UTF-8"):
        load_catalog(folder)
