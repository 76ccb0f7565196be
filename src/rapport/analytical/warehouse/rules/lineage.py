"""What each column of a model is made of, read from its query; slow, so read when models are written."""

from collections.abc import Iterable

import sqlglot
from sqlglot import exp
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

from rapport.analytical.warehouse.contracts import Model
from rapport.analytical.warehouse.rules.headers import DIALECT


def trace(model: Model, others: Iterable[Model]) -> dict[str, list[str]]:
    """Return for each column what it is made of, sorted: `model.column`, or `fact.column` of its facts.

    `others` are the models there are.
    """
    shapes: dict[str, object] = {one.name: {each.name: each.type for each in one.columns} for one in others}
    known: dict[str, object] = {name: shapes[name] for name in model.models}
    query = qualify(
        sqlglot.parse_one(model.sql, read=DIALECT),
        schema=known,
        dialect=DIALECT,
        validate_qualify_columns=False,
        identify=False,
    )
    scope = build_scope(query)
    return {
        column.name: _leaves(lineage(column.name, query, known, scope=scope, dialect=DIALECT))
        for column in model.columns
    }


def _leaves(node: Node) -> list[str]:
    found = set()
    for leaf in node.walk():
        if isinstance(leaf.expression, exp.Table):
            table = leaf.expression.text("db") or leaf.expression.name
            found.add(f"{table}.{leaf.name.split('.')[-1]}")
    return sorted(found)
