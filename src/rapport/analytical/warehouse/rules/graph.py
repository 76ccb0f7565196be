"""The order models are built in, what a model rests on, and its query over nothing but what changed."""

from collections.abc import Iterable, Sequence
from graphlib import TopologicalSorter

import sqlglot
from sqlglot import exp
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

from rapport.analytical.warehouse.contracts import Model, QualityTest
from rapport.analytical.warehouse.rules.headers import DIALECT


def sort_models(models: Iterable[Model]) -> list[Model]:
    """Return the models so that each comes after what it reads; raises `CycleError` for a ring."""
    named = {model.name: model for model in models}
    order = TopologicalSorter({model.name: model.models for model in named.values()})
    return [named[name] for name in order.static_order() if name in named]


def narrow(model: Model, keepers: Sequence[Model], touched: str) -> str:
    """Return a model's query over those rows it reads that belong to touched values of its `by`.

    Only models that have the column `by` are narrowed; `touched` is a table of one column, `value`.
    """
    having = {other.name for other in keepers if any(column.name == model.by for column in other.columns)}

    def replace(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Table) and not node.db and node.name in having:
            chosen = f"select * from {node.name} where {model.by} in (select value from {touched})"
            inner = sqlglot.parse_one(chosen, read=DIALECT)
            return exp.Subquery(this=inner, alias=exp.TableAlias(this=exp.to_identifier(node.alias_or_name)))
        return node

    return sqlglot.parse_one(model.sql, read=DIALECT).transform(replace).sql(dialect=DIALECT)


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


def key_test(model: Model) -> QualityTest:
    """Return the test that each key of a model is there, and there once."""
    key = ", ".join(model.key)
    empty = " or ".join(f"{column} is null" for column in model.key)
    sql = f"select {key}, count(*) as rows from {model.name} group by {key} having count(*) > 1 or {empty}"
    return QualityTest(
        f"{model.name}_key", (model.name,), f"Each row of {model.name} has a key of its own.", sql
    )
