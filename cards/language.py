"""The templates of one language, with its words and formats."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Template, TemplateNotFound

from cards.catalogues import translations
from cards.charts import CHARTS
from cards.elements import ELEMENTS, say
from cards.formatting import Formats
from cards.values import Cards, Compiled, settled

TEMPLATES = Path(__file__).parent / "templates"
ENDING = ".json.j2"
LABELS = f"parts/labels{ENDING}"
WORDS = f"parts/words{ENDING}"
_STATEMENT = re.compile(r"{%-? *(macro|endmacro|set) *(\w*)")


def read_sources() -> dict[str, str]:
    """The text of every template by its name."""
    files = sorted(TEMPLATES.rglob(f"*{ENDING}"))
    return {file.relative_to(TEMPLATES).as_posix(): file.read_text(encoding="utf-8") for file in files}


class Language:
    """The templates of one language, with its words and formats."""

    def __init__(self, locale: str, sources: Mapping[str, str], compiled: "Compiled") -> None:
        self._environment = _environment(locale, sources, compiled)
        self._parts = self._environment.globals["part"] = _Parts(self._environment, sources)
        self._labels = self._environment.get_template(LABELS).module
        words = self._environment.get_template(WORDS).module
        self._environment.globals["word"] = _words(words)

    def card(self, name: str) -> Template:
        """The template of a card. Raises KeyError for an unknown one."""
        try:
            return self._environment.get_template(f"{name}{ENDING}")
        except TemplateNotFound:
            raise KeyError(name) from None

    def compile(self, cards: Iterable[str]) -> None:
        """Have every template ready."""
        for name in cards:
            self.card(name)
        self._parts.compile()

    def demo_ribbon(self) -> Any:
        """The band that says that every figure is invented."""
        return settled(self._parts.ribbon("demo"))

    def button(self, follow_up: Mapping[str, Any]) -> dict[str, Any]:
        """The button of a follow-up question."""
        title = getattr(self._labels, follow_up["label"])(follow_up.get("names", {}))
        return say(title, follow_up["data"])


class _Parts:
    """What templates reach as `part`: elements made in Python, and the macros of the shared parts."""

    def __init__(self, environment: Environment, sources: Mapping[str, str]) -> None:
        vars(self).update({**ELEMENTS, **CHARTS})
        files = [name for name in sources if name.startswith("parts/") and name not in (LABELS, WORDS)]
        self._environment = environment
        self._files = {name: file for file in files for name in _named(sources[file])}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._files:
            raise AttributeError(name)
        self._load(self._files[name])
        if name not in vars(self):
            raise AttributeError(name)
        return vars(self)[name]

    def _load(self, file: str) -> None:
        vars(self).update(vars(self._environment.get_template(file).module))

    def compile(self) -> None:
        """Have every part ready."""
        for file in set(self._files.values()):
            self._load(file)


def _named(source: str) -> Iterator[str]:
    """What a part gives a name to outside its macros: the macros themselves and tables of words."""
    depth = 0
    for word, name in _STATEMENT.findall(source):
        if word != "endmacro" and depth == 0:
            yield name
        depth += {"macro": 1, "endmacro": -1, "set": 0}[word]


def _environment(locale: str, sources: Mapping[str, str], compiled: Compiled) -> Environment:
    environment = Cards(
        loader=DictLoader(sources),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        autoescape=False,  # cards are no HTML
        optimized=False,  # nothing is worked out while compiling: the code is shared between languages
        undefined=StrictUndefined,
        bytecode_cache=compiled,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    words = translations(locale)
    formats = Formats(locale, words)
    environment.globals.update(_sentences(words, formats.number))
    environment.filters.update(formats.filters())
    return environment


def _words(macros: object) -> Callable[[str, str], str]:
    """The function that gives the words for a code; each is worked out once."""

    @cache
    def word(kind: str, code: str) -> str:
        return str(getattr(macros, kind)(code))

    return word


def _sentences(words: NullTranslations, number: Callable[[int], str]) -> dict[str, Callable[..., str]]:
    """The functions that look up a sentence and fill its placeholders; `%` itself is written `%%`.

    The count of a plural is written as the language writes numbers.
    """

    def gettext(text: str, /, **values: Any) -> str:
        return words.gettext(text) % values

    def ngettext(one: str, many: str, num: int, /, **values: Any) -> str:
        return words.ngettext(one, many, num) % {"num": number(num), **values}

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}
