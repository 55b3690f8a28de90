"""Cards from templates: one Adaptive Card 1.5 per call, everything read and compiled when it is built."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from gettext import NullTranslations
from itertools import islice
from pathlib import Path
from types import CodeType, SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, Undefined, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import Frame
from jinja2.nativetypes import NativeCodeGenerator

from cards.catalogues import LOCALES, translations
from cards.elements import ELEMENTS, press
from cards.formatting import Formats
from cards.plain_text import visible_lines

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
MOST_ACTIONS = 6
SPOKEN_LINES = 4
TEMPLATES = Path(__file__).parent / "templates"
ENDING = ".json.j2"
LABELS = f"parts/labels{ENDING}"
WORDS = f"parts/words{ENDING}"


class Renderer:
    """Renders any card in any language; holds no state between calls."""

    def __init__(self, locales: Iterable[str] = LOCALES) -> None:
        """Reads every template and catalogue. Raises jinja2's TemplateSyntaxError and babel's PoFileError."""
        compiled = _Compiled()
        self._languages = {locale: _Language(locale, compiled) for locale in locales}

    @property
    def cards(self) -> tuple[str, ...]:
        """Names of all cards."""
        return tuple(next(iter(self._languages.values())).cards)

    def render(
        self, card: str, view: Mapping[str, Any], locale: str, follow_ups: Iterable[Mapping[str, Any]] = ()
    ) -> dict[str, Any]:
        """A whole card.

        `card` names a template, `view` is what it shows, `follow_ups` are buttons below it, each
        `{"label": key of parts/labels, "names": {...}, "data": {...}}`. Raises KeyError for an unknown card.
        """
        language = self._languages[locale]
        drawn = _settled(language.cards[card].render(view=view))
        actions = [*drawn.get("actions", ()), *map(language.button, follow_ups)]
        whole: dict[str, Any] = {
            "type": "AdaptiveCard",
            "$schema": SCHEMA,
            "version": "1.5",
            "lang": locale,
            "body": drawn["body"],
            "actions": actions[:MOST_ACTIONS],
        }
        spoken = list(islice(visible_lines({"body": whole["body"]}), SPOKEN_LINES))
        return {**whole, "fallbackText": "\n".join(spoken), "speak": " ".join(map(_sentence, spoken))}


class _Language:
    """The templates of one language, with its words and formats."""

    def __init__(self, locale: str, compiled: "_Compiled") -> None:
        environment = _environment(locale, compiled)
        parts = environment.globals["part"]
        names = environment.list_templates(filter_func=lambda name: name.endswith(ENDING))
        for name in (name for name in names if name.startswith("parts/") and name not in (LABELS, WORDS)):
            vars(parts).update(environment.get_template(name).module.__dict__)
        self._labels = environment.get_template(LABELS).module
        environment.globals["word"] = _words(environment.get_template(WORDS).module)
        self.cards: dict[str, Template] = {
            name.removesuffix(ENDING): environment.get_template(name) for name in names if "/" not in name
        }

    def button(self, follow_up: Mapping[str, Any]) -> dict[str, Any]:
        """The button of a follow-up question."""
        title = getattr(self._labels, follow_up["label"])(follow_up.get("names", {}))
        return press(title, follow_up["data"], inputs=False)


def _sentence(line: str) -> str:
    """A line as it is read aloud."""
    said = line.replace(" | ", ": ")
    return said if said.endswith((".", "!", "?", ":", "。")) else f"{said}."


class _Values(NativeCodeGenerator):
    """Compiles templates that put out values, never texts made of pieces.

    Calls are plain calls: nothing that our templates call asks for Jinja's context.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            return super().visit_Call(node, frame, forward_caller)
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.TemplateData):
            return node.data
        raise nodes.Impossible  # a constant worked out here would be joined to the blanks around it


class _Cards(Environment):
    """Templates and macros that each give one value."""

    code_generator_class = _Values

    @staticmethod
    def concat(chunks: Iterable[Any]) -> Any:
        """The one value among the blanks around it; None when there is none."""
        kept = [chunk for chunk in chunks if type(chunk) is not str or chunk.strip()]
        if len(kept) > 1:
            return _joined(kept)
        return kept[0] if kept else None

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A dictionary's own key goes before its methods."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class _Compiled(BytecodeCache):
    """Each template's code in memory, so that eight languages compile it once."""

    def __init__(self) -> None:
        self._codes: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.code


def _environment(locale: str, compiled: _Compiled) -> Environment:
    environment = _Cards(
        loader=FileSystemLoader(TEMPLATES),
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
    environment.globals.update(_sentences(words))
    environment.filters.update(Formats(locale, words).filters())
    environment.globals["part"] = SimpleNamespace(**ELEMENTS)
    return environment


def _words(macros: object) -> Callable[[str, str], str]:
    """The function that gives the words for a code; each is worked out once."""

    @cache
    def word(kind: str, code: str) -> str:
        return str(getattr(macros, kind)(code))

    return word


def _sentences(words: NullTranslations) -> dict[str, Callable[..., str]]:
    """The functions that look up a sentence and fill its placeholders; `%` itself is written `%%`."""

    def gettext(text: str, /, **values: Any) -> str:
        return words.gettext(text) % values

    def ngettext(one: str, many: str, num: int, /, **values: Any) -> str:
        return words.ngettext(one, many, num) % {"num": num, **values}

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def _joined(chunks: list[Any]) -> Any:
    """Values between pieces of JSON. Raises TypeError when texts would be glued together."""
    texts = [chunk if isinstance(chunk, str) else json.dumps(_settled(chunk)) for chunk in chunks]
    try:
        return json.loads("".join(texts))
    except ValueError:
        raise TypeError(f"a macro gives one value, not several: {''.join(texts)[:200]!r}") from None


def _settled(value: Any) -> Any:
    """A copy as plain JSON values, without what is none. Raises TypeError for a value nobody formatted."""
    kind = type(value)
    if kind is str or kind is bool or kind is int or value is None:
        return value
    if kind is dict:
        return {key: item for key, old in value.items() if (item := _settled(old)) is not None}
    if kind is list or kind is tuple:
        return [item for old in value if (item := _settled(old)) is not None]
    return _settled_otherwise(value)


def _settled_otherwise(value: Any) -> Any:
    if isinstance(value, str | Undefined):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return _settled(dict(value))
    raise TypeError(f"{type(value).__name__} must be formatted before it can stand in a card: {value!r}")
