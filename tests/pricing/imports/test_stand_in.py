"""The bundled stand-in list: what holds over the real data, and that a bad row stops the start."""

import shutil
from pathlib import Path

import pytest

from pricing.errors import DataFileError
from pricing.imports.catalog_files import load_catalog
from pricing.imports.stand_in import DATA, load_stand_in
from pricing.rate_card import CallType, NumberType

CARD = load_stand_in()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("outbound_rates.csv", "inbound_rates.csv"):
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def test_the_whole_list_is_there() -> None:
    outbound = [rate for rate in CARD.rates if rate.call_type == CallType.DIAL_OUT]
    assert (len(outbound), len(CARD.rates) - len(outbound)) == (6592, 48)
    assert len({rate.country for rate in outbound}) == 174


def test_every_rate_is_positive_and_sourced() -> None:
    assert all(rate.per_minute_micro_units > 0 for rate in CARD.rates)
    assert {rate.call_type for rate in CARD.rates} == set(CARD.sources)
    assert all(source.url.startswith("https://") and source.date for source in CARD.sources.values())


def test_eleven_dial_in_rates_are_starting_rates() -> None:
    assert sum(1 for rate in CARD.rates if rate.starting_at) == 11


@pytest.mark.parametrize("prefix", ["49", "91", "351"])
def test_a_bare_country_prefix_is_general(prefix: str) -> None:
    assert [rate.number_type for rate in CARD.longest_match(prefix)] == [NumberType.GENERAL]


@pytest.mark.parametrize(
    ("file", "row", "told"),
    [
        ("outbound_rates.csv", "1201,US,USA,any,0.013", "outbound_rates.csv:6594: prefix 1201"),
        ("outbound_rates.csv", "99999,ZQ,Nowhere,any,0.013", "country ZQ"),
        ("outbound_rates.csv", "99999,US,Nowhere,any,0", "must be above zero"),
        ("outbound_rates.csv", "99999,US,Nowhere,any", "5 fields expected"),
        ("outbound_rates.csv", "99999,US,Nowhere,any,free", "is not a number"),
        ("inbound_rates.csv", "US,dial_out,0.01,exact", "inbound_rates.csv:50: country US, type dial_out"),
    ],
)
def test_a_bad_row_stops_the_start_and_names_file_and_line(
    folder: Path, file: str, row: str, told: str
) -> None:
    with (folder / file).open("a", encoding="utf-8") as opened:
        opened.write(row + "\n")
    with pytest.raises(DataFileError, match=told):
        load_stand_in(folder)


def test_another_header_stops_the_start(folder: Path) -> None:
    (folder / "inbound_rates.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"inbound_rates\.csv:1: the header must be"):
        load_stand_in(folder)


def test_its_sources_are_those_of_the_facts() -> None:
    named = load_catalog().sources
    assert CARD.sources["dial_out"] == named["ACS_OUT"]
    assert CARD.sources["toll"] == CARD.sources["toll_free"] == named["ACS_IN"]
