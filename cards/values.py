"""Jinja environments whose templates give values instead of texts: lists and dictionaries, ready for JSON."""

import json
from collections.abc import Iterable, Mapping
from types import CodeType
from typing import Any

from jinja2 import Environment, Undefined, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import Frame
from jinja2.nativetypes import NativeCodeGenerator


class Values(NativeCodeGenerator):
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


class Cards(Environment):
    """Templates and macros that each give one value."""

    code_generator_class = Values

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


class Compiled(BytecodeCache):
    """Each template's code in memory, so that eight languages compile it once."""

    def __init__(self) -> None:
        self._codes: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.code


def _joined(chunks: list[Any]) -> Any:
    """Values between pieces of JSON. Raises TypeError when texts would be glued together."""
    texts = [chunk if isinstance(chunk, str) else json.dumps(settled(chunk)) for chunk in chunks]
    try:
        return json.loads("".join(texts))
    except ValueError:
        raise TypeError(f"a macro gives one value, not several: {''.join(texts)[:200]!r}") from None


class Plotted(float):
    """A number that a chart draws; the figures that people read are formatted texts beside it."""


_PLAIN = frozenset({str, bool, int, type(None)})


def settled(value: Any) -> Any:
    """A copy as plain JSON values, without what is none. Raises TypeError for a value nobody formatted."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is dict:
        # Most values are plain: looking at them here spares two calls of three.
        return {
            key: item
            for key, old in value.items()
            if (item := old if type(old) in _PLAIN else settled(old)) is not None
        }
    if kind is list or kind is tuple:
        return [item for old in value if (item := settled(old)) is not None]
    return _settled_otherwise(value)


def _settled_otherwise(value: Any) -> Any:
    if isinstance(value, str | Undefined):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Plotted):
        return float(value)
    if isinstance(value, Mapping):
        return settled(dict(value))
    raise TypeError(f"{type(value).__name__} must be formatted before it can stand in a card: {value!r}")
