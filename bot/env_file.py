"""The `.env` file looked at before it is read: a line that says nothing stops the start, unprinted."""

from pathlib import Path

FILE = Path(".env")


def unreadable_line(path: Path = FILE) -> str | None:
    """Which line cannot be read and what a line looks like, without its words: they may be a secret."""
    if not path.is_file():
        return None
    from dotenv.parser import parse_stream

    try:
        with path.open(encoding="utf-8") as stream:
            lines = list(parse_stream(stream))
    except UnicodeDecodeError:
        return f"{path}: not in UTF-8"
    wrong = [line for line in lines if line.error or (line.key is not None and line.value is None)]
    if not wrong:
        return None
    original = wrong[0].original
    skipped = original.string[: len(original.string) - len(original.string.lstrip())].count("\n")
    return f"{path}, line {original.line + skipped}: cannot be read; a line is NAME=value, in quotes that end"
