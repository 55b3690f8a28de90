"""`facts`: the bundled data files with their dates, sources and licences."""

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from bot.commands import options

if TYPE_CHECKING:
    from pricing.catalog import DataFile, Source

NAME = "facts"
HELP = "list the bundled data files with their dates, sources and licences"


def add_arguments(parser: ArgumentParser) -> None:
    """Only how to print it."""
    options.add_json(parser)


def run(arguments: Namespace) -> int:
    """Print the list; a data file that cannot be trusted fails here as it does at start."""
    from pricing.imports.catalog_files import load_catalog

    catalog = load_catalog()
    if arguments.json:
        print(json.dumps({"files": [_as_json(file) for file in catalog.files]}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_table(catalog.files)))
    return 0


def _table(files: "tuple[DataFile, ...]") -> list[str]:
    width = max(len(file.name) for file in files)
    lines = [f"{'file':{width}}  {'rows':>6}  {'dates':24}  what"]
    for file in files:
        rows = "" if file.rows is None else f"{file.rows:,}"
        lines.append(f"{file.name:{width}}  {rows:>6}  {file.date.replace('/', ' to '):24}  {file.about}")
        lines.append(f"{'':{width}}  from {file.origin} ({file.licence}). {file.changed}")
        lines += [f"{'':{width}}  - {source.title}, {source.date}, {source.url}" for source in file.sources]
    return lines


def _as_json(file: "DataFile") -> dict[str, Any]:
    return {
        "file": file.name,
        "about": file.about,
        "rows": file.rows,
        "date": file.date,
        "origin": file.origin,
        "licence": file.licence,
        "changed": file.changed,
        "sources": [_source_as_json(source) for source in file.sources],
    }


def _source_as_json(source: "Source") -> dict[str, str]:
    return {"title": source.title, "url": source.url, "date": source.date.isoformat()}
