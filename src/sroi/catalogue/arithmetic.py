"""A small reader of arithmetic in data files: numbers, names and + - * / ( ). It never runs code."""

from __future__ import annotations

import ast
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import TYPE_CHECKING, Any

from sroi.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SIGNS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_MOST_LETTERS = 1000


def names_in(expression: str) -> tuple[str, ...]:
    """Return the names an expression uses, each once, in the order met.

    Raises:
        InvalidDataError: it is not arithmetic (``not-arithmetic``).

    Examples:
        >>> names_in("(actual - baseline) / 100 * population")
        ('actual', 'baseline', 'population')
    """
    tree = _parse(expression)
    found = sorted((node for node in ast.walk(tree) if isinstance(node, ast.Name)), key=lambda node: node.col_offset)
    return tuple(dict.fromkeys(node.id for node in found))


def evaluate(expression: str, values: Mapping[str, Any] | None = None) -> Any:
    """Work an expression out over the values of its names.

    Args:
        expression: numbers, names and ``+ - * / ( )``.
        values: a number for each name; ``Decimal`` numbers keep the sum exact.

    Returns:
        A ``Decimal`` when every value is one or a whole number, else what the values' own arithmetic gives.

    Raises:
        InvalidDataError: not arithmetic, a name without a value, or a division by zero (``not-arithmetic``,
            ``name-without-value``, ``division-by-zero``).

    Examples:
        >>> evaluate("566 + 14044")
        Decimal('14610')
    """
    try:
        return _value(_parse(expression).body, values or {}, expression)
    except (ZeroDivisionError, DivisionByZero, InvalidOperation):
        raise InvalidDataError(f"'{expression}' divides by zero", code="division-by-zero", fix="check the numbers") from None


def _parse(expression: str) -> ast.Expression:
    try:
        tree = ast.parse(expression.strip()[: _MOST_LETTERS + 1], mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _refused(expression) from None
    if len(expression) > _MOST_LETTERS or not all(_allowed(node) for node in ast.walk(tree)):
        raise _refused(expression)
    return tree


def _allowed(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and not isinstance(node.value, bool)
    kinds = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.USub, ast.UAdd, ast.Name, ast.Load, *_SIGNS)
    return isinstance(node, kinds)


def _value(node: ast.expr, values: Mapping[str, Any], text: str) -> Any:
    if isinstance(node, ast.BinOp):
        return _SIGNS[type(node.op)](_value(node.left, values, text), _value(node.right, values, text))
    if isinstance(node, ast.UnaryOp):
        inner = _value(node.operand, values, text)
        return -inner if isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.Name):
        return _named(node.id, values, text)
    number = ast.get_source_segment(text.strip(), node) or ""
    return _like(Decimal(number.replace("_", "")), values)


def _named(name: str, values: Mapping[str, Any], text: str) -> Any:
    if name not in values:
        raise InvalidDataError(f"'{name}' in '{text}' has no value", code="name-without-value", fix=f"give '{name}'")
    return values[name]


def _like(number: Decimal, values: Mapping[str, Any]) -> Any:
    """Write a number of the expression in the kind of the values, which floats and Decimals cannot share."""
    exact = all(isinstance(value, int | Decimal) for value in values.values())
    if exact:
        return number
    return int(number) if number == number.to_integral_value() else float(number)


def _refused(expression: str) -> InvalidDataError:
    return InvalidDataError(
        f"'{expression:.60}' is not plain arithmetic",
        code="not-arithmetic",
        fix="use numbers, names and + - * / ( ) only",
    )
