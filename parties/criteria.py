"""Criteria are combined as "A and B and (C or D)"; only these words, letters and brackets exist."""

import ast
from collections.abc import Collection

from django.core.exceptions import ValidationError


def _parse(expression: str) -> ast.expr:
    try:
        tree = ast.parse(expression, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValidationError(f"“{expression}” is geen geldige formule van criteria.") from None
    for node in ast.walk(tree):
        if not isinstance(node, ast.BoolOp | ast.And | ast.Or | ast.Name | ast.Load):
            raise ValidationError(f"“{expression}” mag alleen codes, and, or en haakjes bevatten.")
    return tree


def validate_expression(expression: str) -> None:
    """Raise ValidationError unless the expression is made of codes, and, or and brackets."""
    _parse(expression)


def codes(expression: str) -> set[str]:
    """The codes of the criteria that the expression names."""
    return {node.id for node in ast.walk(_parse(expression)) if isinstance(node, ast.Name)}


def is_met(expression: str, met: Collection[str]) -> bool:
    """Whether the criteria in `met` satisfy the expression; advice only, a person decides (annex 2)."""

    def holds(node: ast.expr) -> bool:
        if isinstance(node, ast.BoolOp):
            combine = all if isinstance(node.op, ast.And) else any
            return combine(holds(value) for value in node.values)
        return isinstance(node, ast.Name) and node.id in met

    return holds(_parse(expression))


def in_words(expression: str) -> str:
    """The expression with the Dutch words: "A en B en (C of D)"."""
    _parse(expression)
    return expression.replace(" and ", " en ").replace(" or ", " of ")
