"""The order models are built in, what a model rests on, and what rests on it."""

from collections.abc import Collection, Iterable
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
    about = f"Each row of {model.name} has a key of its own."
    return QualityTest(f"{model.name}_key", (model.name,), about, sql, model.key[0])


def blame(failing: Iterable[Collection[str]], models: Iterable[Model]) -> frozenset[str]:
    """Return the models that may not be published: those tests found wrong, their marts, and what reads them.

    `failing` are what failed tests watch over. Where only states of facts are wrong, nothing may be.
    """
    models = list(models)
    named = {model.name: model for model in models}
    blamed: set[str] = set()
    for watched in failing:
        made = {named[name].mart for name in watched if named[name].kind != "latest"}
        if not made:
            return frozenset(named)
        blamed |= {model.name for model in models if model.mart in made and model.kind != "latest"}
    for model in models:
        if model.kind != "latest" and blamed.intersection(model.models):
            blamed.add(model.name)
    return frozenset(blamed)
