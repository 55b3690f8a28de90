"""Message catalogues: read at start, and brought up to date from the templates.

`python -m cards.catalogues update` adds new sentences to every catalogue and drops those no longer used;
`python -m cards.catalogues check` exits 1 when a catalogue lacks a sentence or a placeholder.
English is the language of the message ids and has no catalogue.
"""

import fcntl
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALES = ("en", "pt-BR", "es", "fr", "de", "it", "nl", "ja")
"""Languages of the cards, as replies name them."""
TRANSLATED = LOCALES[1:]
"""Languages that have a catalogue."""
ROOM = Path(__file__).parent
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|%(?!\()(.?)")
_APART = re.compile(r" (?=[:;?!»])|(?<=«) ")
_UNNEEDED = re.compile(
    rb'"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|'
    rb"Language-Team|Generated-By): .*\n"
)
"""Lines of a catalogue's head that say nothing or would change on every run."""
_METHODS = [("templates/**.json.j2", "jinja2.ext:babel_extract"), ("*.py", "python")]
_OPTIONS = {
    "templates/**.json.j2": {"extensions": "jinja2.ext.do", "silent": "false", "newstyle_gettext": "true"}
}


def path(locale: str) -> Path:
    """Where a language's catalogue is kept."""
    return ROOM / "locales" / locale / "messages.po"


def read(locale: str) -> Catalog:
    """The catalogue of a language as it is on disk. Raises babel's PoFileError on a broken file."""
    with path(locale).open("rb") as file:
        return read_po(file, locale=locale.replace("-", "_"), abort_invalid=True)


def translations(locale: str) -> NullTranslations:
    """What gettext asks for a language's words; sentences without a translation stay English."""
    if locale not in TRANSLATED:
        return NullTranslations()
    catalogue, compiled = read(locale), BytesIO()
    if locale == "fr":
        _keep_punctuation(catalogue)
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _keep_punctuation(catalogue: Catalog) -> None:
    """No line of French begins with the punctuation that stands apart from its word."""
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = _APART.sub("\u00a0", message.string)
        elif message.string:
            message.string = tuple(_APART.sub("\u00a0", text) for text in message.string)


def extract() -> Catalog:
    """Every sentence in the templates and in this room's modules."""
    from babel.messages.extract import extract_from_dir

    template = Catalog(fuzzy=False)
    for filename, _line, message, comments, context in extract_from_dir(ROOM, _METHODS, _OPTIONS):
        template.add(message, None, [(filename, 0)], auto_comments=comments, context=context)
    return template


def update() -> None:
    """Bring every catalogue to the sentences that the templates now have. One process at a time."""
    with _lock():
        template = extract()
        for locale in TRANSLATED:
            catalogue = read(locale) if path(locale).exists() else _empty(locale)
            catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
            catalogue.obsolete.clear()
            for message in catalogue:
                _settle(message, catalogue.num_plurals)
            _write(locale, catalogue)


def faults(locale: str, template: Catalog | None = None) -> Iterator[str]:
    """What a catalogue lacks or has wrong, a line for each."""
    catalogue = read(locale)
    wanted = template or extract()
    for message in wanted:
        if message.id:
            yield from _faults(catalogue.get(message.id, message.context), message, catalogue.num_plurals)
    for message in catalogue:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"no longer used: {_first(message.id)!r}"


def _faults(found: Message | None, wanted: Message, plurals: int) -> Iterator[str]:
    said = _first(wanted.id)
    if found is None:
        yield f"not in the catalogue: {said!r}"
        return
    texts = list(found.string) if isinstance(found.string, tuple | list) else [found.string]
    if not all(texts) or (wanted.pluralizable and len(texts) != plurals):
        yield f"not translated: {said!r}"
        return
    allowed = _placeholders(_all(wanted.id))
    for text in map(str, texts):
        there = _placeholders([text])
        if not there <= allowed or (allowed - there) - ({"num", "count"} if wanted.pluralizable else set()):
            yield f"placeholders differ: {said!r} / {text!r}"


def _settle(message: Message, plurals: int) -> None:
    """A message is translated or it is not: never doubtful, and with as many forms as the language has."""
    message.flags.discard("fuzzy")
    if message.pluralizable and (
        not isinstance(message.string, tuple | list) or len(message.string) != plurals
    ):
        message.string = ("",) * plurals


def _placeholders(texts: Iterable[str]) -> set[str]:
    """Names of the placeholders; a lone percent sign counts as a fault named '%'."""
    found = set()
    for text in texts:
        for match in _PLACEHOLDER.finditer(text):
            if match.group(1):
                found.add(match.group(1))
            elif match.group(0) != "%%":
                found.add("%")
    return found


def _all(message_id: str | tuple[str, ...] | list[str]) -> list[str]:
    return [message_id] if isinstance(message_id, str) else list(message_id)


def _first(message_id: str | tuple[str, ...] | list[str]) -> str:
    return _all(message_id)[0]


def _empty(locale: str) -> Catalog:
    return Catalog(locale=locale.replace("-", "_"), fuzzy=False)


def _write(locale: str, catalogue: Catalog) -> None:
    path(locale).parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment = "# What the cards say. See cards/README.md for how to add a sentence."
    for message in catalogue:
        message.locations = sorted({(filename, None) for filename, _ in message.locations})  # type: ignore[misc]
    fresh = BytesIO()
    write_po(fresh, catalogue, width=110, sort_output=True, include_lineno=False, omit_header=False)
    draft = path(locale).with_suffix(".po.new")
    draft.write_bytes(_UNNEEDED.sub(b"", fresh.getvalue()))
    draft.replace(path(locale))


@contextmanager
def _lock() -> Iterator[None]:
    folder = os.open(ROOM / "locales", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def main(words: list[str]) -> int:
    """0 when all is well; `check LOCALE…` looks at those languages only."""
    if words[:1] == ["update"]:
        update()
        return 0
    if words[:1] != ["check"]:
        print("use: python -m cards.catalogues update | check [LOCALE…]", file=sys.stderr)
        return 2
    template = extract()
    found = [f"{locale}: {fault}" for locale in words[1:] or TRANSLATED for fault in faults(locale, template)]
    print("\n".join(found) or "every sentence is translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
