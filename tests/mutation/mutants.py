"""Small changes to a module, one at a time: each is what someone might have written by mistake."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Change = Callable[[Any], ast.AST]

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A module with one change."""

    line: int
    said: str
    """The changed piece, before and after."""
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Every one of them, in the order of the lines."""
    tree = ast.parse(source)
    untouched = _declarations(tree)
    for at, node in enumerate(ast.walk(tree)):
        for change in [] if node in untouched else _changes(node):
            changed = copy.deepcopy(tree)
            original = _nth(changed, at)
            before = ast.unparse(original)
            replacement = change(original)
            ast.copy_location(replacement, original)
            _Replace(original, replacement).visit(changed)
            ast.fix_missing_locations(changed)
            after = ast.unparse(replacement)
            if after != before:
                yield Mutant(node.lineno, f"{_short(before)} -> {_short(after)}", changed)  # type: ignore[attr-defined]


def _declarations(tree: ast.Module) -> set[ast.AST]:
    """Decorators and types: they say how a value is meant, and change nothing of what is computed."""
    roots: list[ast.AST | None] = []
    for node in ast.walk(tree):
        roots += getattr(node, "decorator_list", [])
        roots += [getattr(node, name, None) for name in ("annotation", "returns")]
    return {part for root in roots if root is not None for part in ast.walk(root)}


def _nth(tree: ast.AST, at: int) -> ast.AST:
    for number, node in enumerate(ast.walk(tree)):
        if number == at:
            return node
    raise IndexError


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Put the new one in the place of the old one."""
        return self._new if node is self._old else self.generic_visit(node)


def _changes(node: ast.AST) -> list[Change]:
    """What can be done to a node."""
    if isinstance(node, ast.Compare):
        return [_operator(at, _COMPARED[type(op)]) for at, op in enumerate(node.ops) if type(op) in _COMPARED]
    if isinstance(node, ast.BinOp) and type(node.op) in _CALCULATED:
        return [lambda n: ast.BinOp(n.left, _CALCULATED[type(n.op)](), n.right)]
    if isinstance(node, ast.AugAssign) and type(node.op) in _CALCULATED:
        return [lambda n: ast.AugAssign(n.target, _CALCULATED[type(n.op)](), n.value)]
    if isinstance(node, ast.BoolOp):
        return [lambda n: ast.BoolOp(ast.Or() if isinstance(n.op, ast.And) else ast.And(), n.values)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        return [lambda n: n.operand]
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return [_test(lambda n: ast.UnaryOp(ast.Not(), n.test))]
    if isinstance(node, ast.Constant):
        return _of_constant(node)
    if isinstance(node, ast.Raise):
        return [lambda _: ast.Pass()]
    if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant | ast.Yield):
        return [lambda _: ast.Pass()]
    if isinstance(node, ast.Return) and node.value is not None:
        return [lambda _: ast.Return(ast.Constant(None))]
    return []


def _operator(at: int, other: type[ast.cmpop]) -> Change:
    def change(node: ast.Compare) -> ast.AST:
        ops = [other() if number == at else op for number, op in enumerate(node.ops)]
        return ast.Compare(node.left, ops, node.comparators)

    return change


def _test(make: Callable[[Any], ast.expr]) -> Change:
    def change(node: Any) -> ast.AST:
        changed = copy.copy(node)
        changed.test = make(node)
        return changed

    return change


def _of_constant(node: ast.Constant) -> list[Change]:
    if isinstance(node.value, bool):
        return [lambda n: ast.Constant(not n.value)]
    if isinstance(node.value, int):
        return [lambda n: ast.Constant(n.value + 1)]
    if isinstance(node.value, str) and " " not in node.value:
        return [lambda n: ast.Constant(f"{n.value}x")]
    return []


def _short(code: str) -> str:
    return " ".join(code.split())[:70]
