"""Reads the bundled data files once, at start; a bad row stops the start, naming file and line."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pricing.catalog import (
    Catalog,
    DataFile,
    DialOutPolicy,
    Dispute,
    KnownRate,
    LicencePrice,
    NumberAllowance,
    Rule,
    Sku,
    Source,
)
from pricing.errors import DataFileError
from pricing.imports.country_files import read_countries, read_toll_free_access
from pricing.imports.data_table import Row, read_table
from pricing.imports.rule_files import Entries, read_disputes, read_files, read_rules, read_sources

BUNDLED = Path(__file__).parent.parent / "data"
"""The folder of data files that the product brings."""


def load_catalog(folder: Path = BUNDLED) -> Catalog:
    """Everything in the folder, checked. Raises DataFileError for the first fault."""
    listed = Entries(folder / "sources.toml")
    sources = read_sources(listed)
    rules, disputes = _read_rule_files(folder, sources)
    catalog = Catalog(
        countries=read_countries(folder / "countries.csv"),
        toll_free_access=read_toll_free_access(folder / "toll_free_dialing.csv"),
        rules=rules,
        disputes=disputes,
        licence_prices=_licence_prices(folder / "licence_prices.csv"),
        known_rates=_known_rates(folder / "known_rates.csv"),
        dial_out_policies=_dial_out_policies(folder / "dial_out_policies.csv", sources),
        skus=_skus(folder / "skus.csv", sources),
        number_allowances=_number_allowances(folder / "number_allowance.csv", sources),
        sources=sources,
        files=read_files(listed, sources),
    )
    _check_counts(catalog)
    return catalog


def _read_rule_files(
    folder: Path, sources: Mapping[str, Source]
) -> tuple[dict[str, Rule], dict[str, Dispute]]:
    rules, disputes = dict[str, Rule](), dict[str, Dispute]()
    for path in sorted((folder / "rules").glob("*.toml")):
        entries = Entries(path)
        more = read_rules(entries, sources)
        again = sorted(more.keys() & rules.keys())
        if again:
            raise DataFileError(path.name, None, f"rule {again[0]} stands in another file too")
        rules |= more
        disputes |= read_disputes(entries, sources)
    return rules, disputes


def _licence_prices(path: Path) -> tuple[LicencePrice, ...]:
    columns = (
        "product", "price_per_user_month", "currency", "source_title", "source_url", "source_date",
        "date_is_exact", "quoted_by",
    )  # fmt: skip
    return tuple(
        LicencePrice(
            row.text("product"), row.amount("price_per_user_month"), row.currency("currency"),
            _own_source(row), row.yes("date_is_exact"), row.text("quoted_by"),
        )
        for row in read_table(path, columns)
    )  # fmt: skip


def _known_rates(path: Path) -> tuple[KnownRate, ...]:
    columns = (
        "iso_alpha2", "number_type", "rate_per_minute", "currency", "source_title", "source_url",
        "source_date", "date_is_exact", "quoted_by",
    )  # fmt: skip
    return tuple(
        KnownRate(
            row.country("iso_alpha2"), row.choice("number_type", ("toll", "toll_free")),
            row.amount("rate_per_minute"), row.currency("currency"), _own_source(row),
            row.yes("date_is_exact"), row.text("quoted_by"),
        )
        for row in read_table(path, columns)
    )  # fmt: skip


def _dial_out_policies(path: Path, sources: Mapping[str, Source]) -> tuple[DialOutPolicy, ...]:
    rows = list(read_table(path, ("name", "meetings", "user_calls", "source")))
    _check_unique(rows, "name")
    return tuple(
        DialOutPolicy(
            row.text("name"),
            row.choice("meetings", ("any", "domestic", "zone_a", "none")),
            row.choice("user_calls", ("international", "domestic", "emergency_only")),
            _source(row, sources),
        )
        for row in rows
    )


def _skus(path: Path, sources: Mapping[str, Source]) -> dict[str, Sku]:
    rows = list(read_table(path, ("part_number", "product", "source")))
    _check_unique(rows, "part_number")
    return {
        row.text("part_number"): Sku(row.text("part_number"), row.text("product"), _source(row, sources))
        for row in rows
    }


def _number_allowances(path: Path, sources: Mapping[str, Source]) -> tuple[NumberAllowance, ...]:
    allowances = list[NumberAllowance]()
    for row in read_table(path, ("licences_from", "numbers", "source")):
        licences, numbers = row.whole("licences_from", 1), row.whole("numbers", 1)
        if allowances and (licences <= allowances[-1].licences_from or numbers <= allowances[-1].numbers):
            raise row.fault("does not rise above the line before")
        allowances.append(NumberAllowance(licences, numbers, _source(row, sources)))
    return tuple(allowances)


def _own_source(row: Row) -> Source:
    url = row.text("source_url")
    if not url.startswith("https://"):
        raise row.fault(f"source_url {url!r} does not start with https://")
    return Source(row.text("source_title"), url, row.day("source_date"))


def _source(row: Row, sources: Mapping[str, Source]) -> Source:
    return sources[row.choice("source", tuple(sources))]


def _check_unique(rows: Iterable[Row], column: str) -> None:
    seen = set[str]()
    for row in rows:
        if row.cells[column] in seen:
            raise row.fault(f"{column} {row.cells[column]!r} stands twice")
        seen.add(row.cells[column])


def _check_counts(catalog: Catalog) -> None:
    """What sources.toml promises of the tables read here."""
    counts = {
        "countries.csv": len(catalog.countries),
        "toll_free_dialing.csv": sum(map(len, catalog.toll_free_access.values())),
        "licence_prices.csv": len(catalog.licence_prices),
        "known_rates.csv": len(catalog.known_rates),
        "dial_out_policies.csv": len(catalog.dial_out_policies),
        "skus.csv": len(catalog.skus),
        "number_allowance.csv": len(catalog.number_allowances),
    }
    promised: dict[str, DataFile] = {file.name: file for file in catalog.files}
    for name, count in counts.items():
        if name not in promised:
            raise DataFileError("sources.toml", None, f"does not list {name}")
        if promised[name].rows != count:
            raise DataFileError(name, None, f"has {count} rows, sources.toml says {promised[name].rows}")
